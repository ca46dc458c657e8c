import * as z from 'zod'
import { get, key, recordOf } from './dynamo.ts'

const placed = z.object({ placement: z.object({ project: z.string() }).optional() })

/** The project at which the person of each request is, or was last. Sealed files are left shut: where somebody is tells who. */
export async function projectsOf(requests: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    requests.map(async (id): Promise<[string, string][]> => {
      const item = await get(key.request(id))
      const project = item && !('sealed' in item) ? recordOf(placed, item).placement?.project : undefined
      return project === undefined ? [] : [[id, project]]
    }),
  )
  return new Map(found.flat())
}
