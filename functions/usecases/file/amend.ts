import { apply, effectsOf } from '../../domain/file/apply.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Change } from '../../domain/file/change.ts'
import type { Effect } from '../../domain/file/effect.ts'
import { Conflict, EffectRefused } from '../ports/errors.ts'
import type { Deps } from '../ports/deps.ts'

export class NoSuchRequest extends Error {
  override name = 'NoSuchRequest'
}

const ATTEMPTS = 12
const pause = (attempt: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** Math.min(attempt, 6)))

/** Returns true if another write came first: to the file, or to the host of the place. */
const cameSecond = (error: unknown): boolean =>
  error instanceof Conflict || (error instanceof EffectRefused && error.effect === 'takePlace')

/**
 * Repeats `attempt` while concurrent writes come first. Each attempt decides from the current record, so concurrent
 * handlers are serialised.
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
 * Writes a new state of a file once. If the response was lost, the trail shows whether the write took effect: our entry
 * exists only if it did.
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
    // A refused write did not happen. A conflict is another handler's write, even with the same content in the same
    // second.
    if (error instanceof EffectRefused || error instanceof Conflict || !(await files.wrote(entry))) throw error
  }
}

/** A change to write, or nothing to do. */
export type Decision = Change | undefined

/**
 * Changes a file: loads it, decides, and writes on the condition that it is unchanged, or else starts again. Every
 * change goes through here. Returns the resulting file.
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
    await commitOnce(deps, file, { after, entry }, effectsOf(file, after, change))
    return after
  })
}
