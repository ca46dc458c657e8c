import * as z from 'zod'
import { get, recordOf } from '../client.ts'
import { key } from '../keys.ts'
import { type Request, request } from '../../../domain/file/request.ts'

const { placement, formerPlacements } = request.shape
const placed = z.object({ placement, formerPlacements })

/** Reads the present and former placements of requests. Leaves out sealed files: a placement could identify the person. */
export async function placementsOf(
  requests: readonly string[],
): Promise<ReadonlyMap<string, Pick<Request, 'placement' | 'formerPlacements'>>> {
  const found = await Promise.all(
    requests.map(async (id) => {
      const item = await get(key.part(id, 'placement', ''))
      return item && !('sealed' in item) ? [[id, recordOf(placed, item)] as const] : []
    }),
  )
  return new Map(found.flat())
}
