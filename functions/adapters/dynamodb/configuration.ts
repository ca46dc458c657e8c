import * as z from 'zod'
import { type Municipality, municipality, type Project, project } from '../../domain/municipality/regulation.ts'
import { env } from '../../platform/env.ts'
import { get, putItem, query, record, recordOf } from './client.ts'
import { key } from './keys.ts'
import type { Configuration } from '../../usecases/ports/configuration.ts'

/** The time a cached configuration is used; an import takes effect everywhere after it. */
const FRESH_MS = 10_000
type Cached<Value> = { until: number; value: Promise<Value> }
const known = new Map<string, Cached<Municipality>>()
let codes: Cached<string[]> | undefined

/** Reads the projects made from work requests; they are stored apart from the import, so no import loses them. */
export const madeProjects = (code: string): Promise<Project[]> =>
  Array.fromAsync(query({ partition: key.project(code, '').pk }), (item) => recordOf(project, item))

/** No configuration of this municipality was imported here. */
export class NotImported extends Error {
  override name = 'NotImported'
}

async function read(code: string): Promise<Municipality> {
  const [item, made] = await Promise.all([get(key.municipality(code)), madeProjects(code)])
  if (!item) throw new NotImported(`${code} was not imported.`)
  const imported = recordOf(municipality, item)
  return { ...imported, projects: [...imported.projects, ...made] }
}

const codeOnly = z.object({ office: z.object({ municipality: z.string() }) })

const readCodes = (): Promise<string[]> =>
  Array.fromAsync(query({ partition: key.municipality('').pk }), (item) => recordOf(codeOnly, item).office.municipality)

export const configuration: Configuration = {
  municipalities() {
    if (codes && codes.until > performance.now()) return codes.value
    const value = readCodes()
    codes = { until: performance.now() + FRESH_MS, value }
    value.catch(() => (codes = undefined))
    return value
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
    Item: { ...key.municipality(data.office.municipality), ...record('municipality', data) },
  })
  forgetConfiguration(data.office.municipality)
}

/** Drops the cached configuration of a municipality, because a part of it was written. */
export function forgetConfiguration(code: string): void {
  known.delete(code)
  codes = undefined
}
