import { hasEnded } from '../../domain/procedure/lifecycle.ts'
import { canonical, NO_ENTRY, seal, sha256, type TrailEntry } from '../../domain/file/trail.ts'
import { publicationEffects } from '../../domain/money/publication.ts'
import { discreet, sealingEffects } from '../../domain/file/sealing.ts'
import type { Change } from '../../domain/file/change.ts'
import type { Effect } from '../../domain/file/effect.ts'
import { countFile, freePerson } from '../../domain/procedure/person-effects.ts'
import { placeEffects } from '../../domain/activity/place-effects.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { Conflict, EffectRefused } from '../ports/errors.ts'
import type { Deps } from '../ports/deps.ts'

export class NoSuchRequest extends Error {
  override name = 'NoSuchRequest'
}

const merge = <Item extends { id: string }>(old: readonly Item[], changed: readonly Item[] = []): Item[] => [
  ...old.filter((item) => !changed.some((other) => other.id === item.id)),
  ...changed,
]

/** Fingerprint of a whole file: the trail proves that nothing in it was touched from outside. */
export function fingerprint({ request: { trail: _, ...request }, ...rest }: CaseFile): string {
  const sorted = Object.fromEntries(
    Object.entries(rest).map(([part, items]) => [part, [...items].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  )
  return sha256(canonical({ request, ...sorted }))
}

/** The file after a change, with its trail entry. Pure. */
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
    ...discreet(after.request, change),
    ...(change.law ? { law: change.law } : {}),
    ...(change.paper ? { paper: change.paper } : {}),
    stage: after.request.stage,
    fingerprint: fingerprint(after),
    previous: trail.length === 0 ? NO_ENTRY : trail.head,
  })
  after.request.trail = { length: entry.sequence, head: entry.hash }
  return { after, entry }
}

const ATTEMPTS = 12
const pause = (attempt: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** Math.min(attempt, 6)))

/** Another came first: to the file, or to the host of the place that was taken. */
const cameSecond = (error: unknown): boolean =>
  error instanceof Conflict || (error instanceof EffectRefused && error.effect === 'takePlace')

/**
 * Runs `attempt` again as long as another write comes first. What it decided is decided anew from the record each time,
 * so two handlers at once end as one after the other.
 * @throws Conflict, or EffectRefused for a place, when it never gets through
 */
export async function settled<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!cameSecond(error) || tries === ATTEMPTS) throw error
      await pause(tries)
    }
  }
}

/**
 * Writes a new state of a file. When the answer to the write was lost, the trail tells whether it took effect: our entry,
 * hash and all, can only be there if it did.
 * @throws Conflict, EffectRefused
 */
export async function commitOnce(
  { files }: Pick<Deps, 'files'>,
  before: CaseFile | undefined,
  { after, entry }: ReturnType<typeof apply>,
  effects: readonly Effect[] = [],
): Promise<void> {
  try {
    await files.commit(before, after, entry, effects)
  } catch (error) {
    // Refused is not lost. A conflict is another's write, even where it says the very same in the very same second.
    if (error instanceof EffectRefused || error instanceof Conflict || !(await files.wrote(entry))) throw error
  }
}

/** Returns the case officer of an open file. */
const officerOf = ({ caseOfficer, stage }: Request): string | undefined => (hasEnded(stage) ? undefined : caseOfficer)

/** Returns the effects of any change, whichever act it is: officers' loads follow the file, and who is done may apply again. */
function procedureEffects(before: Request, after: Request): Effect[] {
  const [from, to] = [officerOf(before), officerOf(after)]
  const moved = from !== to
  return [
    ...(moved && from ? [countFile(after.municipality, from, -1)] : []),
    ...(moved && to ? [countFile(after.municipality, to, 1)] : []),
    ...(hasEnded(after.stage) && !hasEnded(before.stage) ? [freePerson(after)] : []),
  ]
}

/** What a decision on a file comes to: a change to write, or nothing to do. */
export type Decision = Change | undefined

/**
 * The one way a file changes: read it, decide, write on the condition that nobody wrote in between; else again.
 * Returns the file as it stands afterwards.
 * @throws NoSuchRequest, EffectRefused, Conflict
 */
export async function amend(
  deps: Pick<Deps, 'files' | 'clock'>,
  request: string,
  decide: (file: CaseFile, now: string) => Decision | Promise<Decision>,
): Promise<CaseFile> {
  return settled(async () => {
    const file = await deps.files.load(request)
    if (!file) throw new NoSuchRequest(request)
    const now = deps.clock.now()
    const change = await decide(file, now)
    if (!change) return file
    const { after, entry } = apply(file, change, now)
    await commitOnce(deps, file, { after, entry }, [
      ...(change.effects ?? []),
      ...procedureEffects(file.request, after.request),
      ...placeEffects(file.request, after.request, change.taking),
      ...sealingEffects(file, after),
      ...publicationEffects(file, after),
    ])
    return after
  })
}
