import type { Project } from '../../domain/municipality/regulation.ts'
import type { Work } from '../../domain/activity/work.ts'
import { Conflict } from '../ports/errors.ts'
import type { Works } from '../ports/works.ts'
import type { Deps } from '../ports/deps.ts'

export type WorkDeps = Pick<Deps, 'clock' | 'configuration'> & { works: Works }

/**
 * Why an act on a work request is refused: the role may not, the state does not allow it, the id of the project is taken.
 */
export type WorkRefusal = 'role' | 'state' | 'taken'
export type WorkChange = Partial<Pick<Work, 'progress' | 'photos'>> & { project?: Parameters<Works['amend']>[2] }
/** The result of an act on a work request. `written` is false if the act was already on record. */
export type WorkActOutcome =
  | { outcome: 'done'; work: Work; written: boolean }
  | { outcome: 'refused'; why: WorkRefusal }

/** No work request has this id. */
export class NoSuchWork extends Error {
  override name = 'NoSuchWork'
}

/** The number of attempts against concurrent writes. */
const TRIES = 10

/**
 * Applies a rule to a work request and writes its change; `done` means it is already on record. A lost race loads and
 * decides again. @throws NoSuchWork
 */
export async function amendWork(
  { works, clock }: Pick<WorkDeps, 'works' | 'clock'>,
  municipality: string,
  id: string,
  rule: (work: Work, now: string) => WorkChange | 'done' | WorkRefusal,
): Promise<WorkActOutcome> {
  for (let tried = 1; ; tried++) {
    const before = await works.load(municipality, id)
    if (!before) throw new NoSuchWork(id)
    const ruling = rule(before, clock.now())
    if (ruling === 'done') return { outcome: 'done', work: before, written: false }
    if (typeof ruling === 'string') return { outcome: 'refused', why: ruling }
    const { project, ...change } = ruling
    const after: Work = { ...before, ...change, version: before.version + 1 }
    try {
      await works.amend(before, after, project)
      return { outcome: 'done', work: after, written: true }
    } catch (error) {
      if (!(error instanceof Conflict) || tried === TRIES) throw error
    }
  }
}

/** Returns true if the id belongs to a project that was not made from a work request. */
export const isTaken = (projects: readonly Pick<Project, 'id'>[], id: string): boolean =>
  projects.some((each) => each.id === id)
