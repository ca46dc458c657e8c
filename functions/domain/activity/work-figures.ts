import { dayOf } from '../base/calendar.ts'
import { balance } from '../hours/ledger.ts'
import { placementOn } from './placements.ts'
import { answerOf, projectOf, type Work } from './work.ts'
import type { Request } from '../file/request.ts'
import type { Posting } from '../hours/posting.ts'

/** Returns the requests with verified hours in a year; only their placements are read. */
export const verifiedRequests = (postings: readonly Posting[]): string[] => [
  ...new Set(postings.flatMap(({ request, from, to }) => (from === 'verified' || to === 'verified' ? [request] : []))),
]

/**
 * Returns the work requests of a year by outcome and the verified minutes by project, from the ledger and the
 * placements.
 */
export function workFigures(
  year: number,
  works: readonly Work[],
  postings: readonly Posting[],
  placements: ReadonlyMap<string, Pick<Request, 'placement' | 'formerPlacements'>>,
) {
  const isOfYear = (at: string | undefined) => at !== undefined && dayOf(at).startsWith(`${year}-`)
  const of = (when: (work: Work) => string | undefined) => works.filter((work) => isOfYear(when(work))).length
  return {
    posted: of(({ postedAt }) => postedAt),
    accepted: of((work) => (projectOf(work) === undefined ? undefined : answerOf(work)?.at)),
    declined: of(({ progress }) => ('declined' in progress ? progress.declined.at : undefined)),
    done: of(({ progress }) => ('evidence' in progress ? progress.evidence.at : undefined)),
    hours: works.flatMap((work) => {
      const project = projectOf(work)
      const own = postings.filter(
        ({ request, on }) =>
          project !== undefined && placementOn(placements.get(request) ?? {}, on)?.project === project,
      )
      const verifiedMinutes = balance(own, 'verified')
      return project === undefined || verifiedMinutes === 0 ? [] : [{ work: work.id, project, verifiedMinutes }]
    }),
  }
}
