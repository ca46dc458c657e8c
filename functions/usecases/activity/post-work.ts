import type { Language } from '../../domain/base/languages.ts'
import { type Work, type WorkPosting, workIdOf } from '../../domain/activity/work.ts'
import type { WorkDeps } from './amend-work.ts'
import type { Supervisor } from '../../domain/municipality/actors.ts'

/** Stores a work request of a host; a repetition from the same page is the same request. */
export async function postWork(
  { works, clock }: Pick<WorkDeps, 'works' | 'clock'>,
  { municipality, host }: Supervisor,
  { token, ...asked }: WorkPosting,
  language: Language,
): Promise<string> {
  const id = workIdOf(municipality, host.id, token)
  const { firstName, lastName } = host.supervisor
  const work: Work = {
    id,
    version: 1,
    municipality,
    host: host.id,
    language,
    ...asked,
    postedBy: `${firstName} ${lastName}`,
    postedAt: clock.now(),
    progress: { state: 'posted' },
    photos: {},
  }
  await works.post(work)
  return id
}

/** Returns the work requests of a municipality or of one of its hosts, newest first. */
export async function worksOf(
  { works }: Pick<WorkDeps, 'works'>,
  municipality: string,
  host?: string,
): Promise<Work[]> {
  const all = await Array.fromAsync(works.of(municipality))
  return all
    .filter((work) => host === undefined || work.host === host)
    .sort((a, b) => b.postedAt.localeCompare(a.postedAt) || a.id.localeCompare(b.id))
}
