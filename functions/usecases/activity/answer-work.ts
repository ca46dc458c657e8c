import { dayOf } from '../../domain/base/calendar.ts'
import type { Problem } from '../../domain/base/problems.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import {
  type Acceptance,
  answerOf,
  type Decline,
  projectFrom,
  type Work,
  mayAnswer,
} from '../../domain/activity/work.ts'
import { amendWork, isTaken, type WorkActOutcome, type WorkDeps } from './amend-work.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'
/** Dependencies of the answer to a host. */
export type AnswerDeps = WorkDeps & Pick<Deps, 'postman' | 'publicUrl' | 'report'>

/** Returns a problem for a zone or programme that the municipality does not have. */
const unknownIn = ({ site, notFor }: Acceptance, { zones, programmes }: Municipality): Problem[] => [
  ...(site.zone && !zones.some(({ id }) => id === site.zone) ? [{ field: 'site.zone', code: 'choice' }] : []),
  ...(notFor.every((wanted) => programmes.some(({ id }) => id === wanted))
    ? []
    : [{ field: 'notFor', code: 'choice' }]),
]

/** Accepts a work request and creates its project in the same write. */
export async function acceptWork(
  deps: AnswerDeps,
  staff: Staff,
  id: string,
  input: Acceptance,
): Promise<WorkActOutcome | { outcome: 'invalid'; problems: Problem[] }> {
  const { municipality, member } = staff
  const configured = await deps.configuration.of(municipality, { fresh: true })
  const { projects } = configured
  const problems = unknownIn(input, configured)
  if (problems.length > 0) return { outcome: 'invalid', problems }
  const acted = await amendWork(deps, municipality, id, (work, at) => {
    if (!mayAnswer(member)) return 'role'
    if (work.progress.state === 'accepted') return 'done'
    if (work.progress.state !== 'posted') return 'state'
    const made = projectFrom(work, input)
    if (isTaken(projects, made.id)) return 'taken'
    return { progress: { state: 'accepted', accepted: { project: made.id, by: member.id, at } }, project: { made } }
  })
  return notified(deps, acted)
}

/** Declines a work request, with the reasons. */
export async function declineWork(deps: AnswerDeps, staff: Staff, id: string, input: Decline): Promise<WorkActOutcome> {
  const { municipality, member } = staff
  const acted = await amendWork(deps, municipality, id, (work, at) => {
    if (!mayAnswer(member)) return 'role'
    if (work.progress.state === 'declined') return 'done'
    if (work.progress.state !== 'posted') return 'state'
    return { progress: { state: 'declined', declined: { ...input, by: member.id, at } } }
  })
  return notified(deps, acted)
}

/** Notifies the host of a recorded answer. A failure does not undo it: the hourly sweep sends the letter later. */
async function notified(deps: AnswerDeps, acted: WorkActOutcome): Promise<WorkActOutcome> {
  if (acted.outcome === 'done') await attempt(deps, 'notifyHost', acted.work.id, () => notifyHost(deps, acted.work))
  return acted
}

const withNotifiedAt = (progress: Work['progress'], notifiedAt: string): Work['progress'] => {
  switch (progress.state) {
    case 'posted':
      return progress
    case 'declined':
      return { ...progress, declined: { ...progress.declined, notifiedAt } }
    default:
      return { ...progress, accepted: { ...progress.accepted, notifiedAt } }
  }
}

/** Sends the host the answer, then marks it as sent. At-least-once delivery. */
async function notifyHost(deps: AnswerDeps, { municipality, id, ...work }: Work): Promise<void> {
  const { host: hostId, language, postedAt, progress } = work
  const due = (candidate: Work) => answerOf(candidate) !== undefined && answerOf(candidate)?.notifiedAt === undefined
  if (!due({ municipality, id, ...work })) return
  const { office, hosts } = await deps.configuration.of(municipality)
  const host = hosts.find((each) => each.id === hostId)
  if (host)
    await deps.postman.send(host.supervisor.email, {
      template: 'work',
      language,
      office,
      answer: progress.state === 'declined' ? 'declined' : 'accepted',
      postedOn: dayOf(postedAt),
      url: `${deps.publicUrl}/host/works/${id}`,
    })
  await amendWork(deps, municipality, id, (current, now) =>
    due(current) ? { progress: withNotifiedAt(current.progress, now) } : 'done',
  )
}

/** Notifies every host whose answer is recorded but whose letter was lost. */
export async function notifyHosts(deps: AnswerDeps): Promise<void> {
  for (const municipality of await deps.configuration.municipalities())
    for await (const work of deps.works.of(municipality))
      await attempt(deps, 'notifyHost', work.id, () => notifyHost(deps, work))
}
