import * as z from 'zod'
import type { CaseFile } from '../../../domain/file/case-file.ts'
import { personal } from '../../../domain/file/effect.ts'
import { requiredWorkflows } from '../../../domain/file/next-step.ts'
import { query, recordOf, type Write } from '../client.ts'
import { type Key, key } from '../keys.ts'
import { FILE, storedText } from '../record-key.ts'
import { put, remove } from '../write.ts'

/** A pointer to a request from something that people look for it by: an item of its own, written when it changes. */
type Pointer = { kind: 'number' | 'sealed' | 'clawback' | 'file' | 'guest'; to: string }

const isAskedBack = ({ request: { clawbacks = [] } }: CaseFile): boolean =>
  clawbacks.some(({ closedAt }) => closedAt === undefined)

/** Returns the hosts at which a person has, had or will have a place. */
const hostsOf = ({ request: { placement, formerPlacements = [] } }: CaseFile): string[] =>
  [placement, ...formerPlacements].flatMap((each) => (each ? [each.host] : []))

/** Returns the pointers to a file at an instant. */
function pointersOf(file: CaseFile, at: string): Pointer[] {
  const { registryEntry, sealed, application } = file.request
  const isOpen = requiredWorkflows(file, at).length > 0
  return [
    ...(registryEntry ? [{ kind: 'number' as const, to: registryEntry }] : []),
    // No pointer leads from a person to a sealed file: it would reveal whose it is.
    ...(sealed
      ? [{ kind: 'sealed' as const, to: '' }]
      : [{ kind: 'file' as const, to: application.applicant.taxCode }]),
    ...(isAskedBack(file) ? [{ kind: 'clawback' as const, to: '' }] : []),
    ...(isOpen ? [...new Set(hostsOf(file))].map((host) => ({ kind: 'guest' as const, to: host })) : []),
  ]
}

async function keyOf({ kind, to }: Pointer, { request: { id, municipality } }: CaseFile): Promise<Key> {
  switch (kind) {
    case 'number':
      return key.number(municipality, to)
    case 'sealed':
      return key.sealed(municipality, id)
    case 'clawback':
      return key.clawback(municipality, id)
    case 'guest':
      return key.guest(municipality, await storedText(personal('place', to)), id)
    case 'file':
      return key.person(municipality, await storedText(personal('person', to)), `${FILE}${id}`)
  }
}

/** Returns the writes of the pointers to a request that a change adds or takes away. */
export async function pointerWrites(before: CaseFile | undefined, after: CaseFile, at: string): Promise<Write[]> {
  const [was, is] = [before ? pointersOf(before, at) : [], pointersOf(after, at)]
  const missing = (from: readonly Pointer[]) => (each: Pointer) =>
    !from.some(({ kind, to }) => kind === each.kind && to === each.to)
  return [
    ...(await Promise.all(
      is
        .filter(missing(was))
        .map(async (each) => put(await keyOf(each, after), each.kind, { request: after.request.id })),
    )),
    ...(await Promise.all(was.filter(missing(is)).map(async (each) => remove(await keyOf(each, after))))),
  ]
}

const pointer = z.object({ request: z.string() })

/** Yields the ids of the requests that the pointers of a partition lead to. */
export async function* pointedTo(partition: string, startsWith?: string): AsyncGenerator<string> {
  for await (const item of query({ partition, ...(startsWith ? { startsWith } : {}) }))
    yield recordOf(pointer, item).request
}
