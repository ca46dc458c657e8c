import { placeEffects } from '../activity/place-effects.ts'
import { publicationEffects } from '../money/publication.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import { countFile, freePerson } from '../procedure/person-effects.ts'
import type { CaseFile } from './case-file.ts'
import type { Change } from './change.ts'
import type { Effect } from './effect.ts'
import type { Request } from './request.ts'
import { redactEntry, sealingEffects } from './sealed.ts'
import { fingerprint } from './stored.ts'
import { NO_ENTRY, seal, type TrailEntry } from './trail.ts'

/** Replaces the items that changed, and adds new ones. */
const merge = <Item extends { id: string }>(old: readonly Item[], changed: readonly Item[] = []): Item[] => [
  ...old.filter((item) => !changed.some((other) => other.id === item.id)),
  ...changed,
]

/** Returns a file after a change, with the entry of its trail. */
export function apply(file: CaseFile, change: Change, at: string): { after: CaseFile; entry: TrailEntry } {
  const { trail } = file.request
  const after: CaseFile = {
    request: { ...file.request, ...change.request, version: file.request.version + 1 },
    asks: merge(file.asks, change.asks),
    postings: merge(file.postings, change.postings),
    payments: merge(file.payments, change.payments),
  }
  const entry = seal({
    request: after.request.id,
    sequence: trail.length + 1,
    at,
    act: change.act,
    ...redactEntry(after.request, change),
    ...(change.law ? { law: change.law } : {}),
    ...(change.paper ? { paper: change.paper } : {}),
    stage: after.request.stage,
    fingerprint: fingerprint(after, file),
    previous: trail.length === 0 ? NO_ENTRY : trail.head,
  })
  after.request.trail = { length: entry.sequence, head: entry.hash }
  return { after, entry }
}

/** Returns the case officer of an open file. */
const officerOf = ({ caseOfficer, stage }: Request): string | undefined => (hasEnded(stage) ? undefined : caseOfficer)

/**
 * Returns the effects of any change of a file: on the loads of case officers, and on the claim of a person whose request
 * ended.
 */
function procedureEffects(before: Request, after: Request): Effect[] {
  const [from, to] = [officerOf(before), officerOf(after)]
  const moved = from !== to
  return [
    ...(moved && from ? [countFile(after.municipality, from, -1)] : []),
    ...(moved && to ? [countFile(after.municipality, to, 1)] : []),
    ...(hasEnded(after.stage) && !hasEnded(before.stage) ? [freePerson(after)] : []),
  ]
}

/** Returns all effects of a change of a file: those that its act names, and those that follow from any change. */
export const effectsOf = (before: CaseFile, after: CaseFile, { effects = [], taking }: Change): Effect[] => [
  ...effects,
  ...procedureEffects(before.request, after.request),
  ...placeEffects(before.request, after.request, taking),
  ...sealingEffects(before, after),
  ...publicationEffects(before, after),
]
