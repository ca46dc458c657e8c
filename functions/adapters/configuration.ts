import * as z from 'zod'
import { type Municipality, municipality } from '../domain/regulation.ts'
import { env } from '../platform/env.ts'
import type { Configuration } from '../usecases/ports.ts'
import { get, key, putItem, query, recordOf } from './dynamo.ts'

/** How long a function may go by a configuration it has read: what is imported holds everywhere after as long. */
const FRESH_MS = 10_000
const known = new Map<string, { until: number; value: Promise<Municipality> }>()

async function read(code: string): Promise<Municipality> {
  const item = await get(key.municipality(code))
  if (!item) throw new Error(`municipality ${code} was not imported`)
  return recordOf(municipality, item)
}

const codeOnly = z.object({ office: z.object({ municipality: z.string() }) })

export const configuration: Configuration = {
  async municipalities() {
    const codes: string[] = []
    for await (const item of query({ partition: key.municipality('').pk }))
      codes.push(recordOf(codeOnly, item).office.municipality)
    return codes
  },
  of(code, how) {
    const fresh = known.get(code)
    if (!how?.fresh && fresh && fresh.until > performance.now()) return fresh.value
    const value = read(code)
    known.set(code, { until: performance.now() + FRESH_MS, value })
    value.catch(() => known.delete(code))
    return value
  },
}

/** Stores a municipality's validated configuration in place of the one before. */
export async function storeConfiguration(data: Municipality): Promise<void> {
  await putItem({
    TableName: env().TABLE_NAME,
    Item: { ...key.municipality(data.office.municipality), kind: 'municipality', data },
  })
  known.delete(data.office.municipality)
}
