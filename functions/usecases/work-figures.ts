import { dayOf } from '../domain/calendar.ts'
import { balance } from '../domain/ledger.ts'
import type { Posting } from '../domain/records.ts'
import { answerOf, projectOf, type Work } from '../domain/work.ts'

/** Requests whose hours of a year are verified: only of these the place is asked. */
export const verifiedRequests = (postings: readonly Posting[]): string[] => [
  ...new Set(postings.flatMap(({ request, from, to }) => (from === 'verified' || to === 'verified' ? [request] : []))),
]

/**
 * What became of the works that hosts asked for in a year, and the minutes verified in it at the project of each: from the
 * ledger, by the project that a request has its place at.
 */
export function workFigures(
  year: number,
  works: readonly Work[],
  postings: readonly Posting[],
  projects: ReadonlyMap<string, string>,
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
      const own = postings.filter(({ request }) => project !== undefined && projects.get(request) === project)
      const verifiedMinutes = balance(own, 'verified')
      return project === undefined || verifiedMinutes === 0 ? [] : [{ work: work.id, project, verifiedMinutes }]
    }),
  }
}
