import { dayOf } from '../../domain/base/calendar.ts'
import { minutesByDay } from '../../domain/activity/hours.ts'
import { shiftsOf } from '../../domain/activity/ledger.ts'
import { isUnderWay, type CaseFile } from '../../domain/file/case-file.ts'
import type { StaffMember } from '../../domain/municipality/regulation.ts'
import { type ActOutcome, barred, type ActRefusal } from '../file/act-on-file.ts'
import { resume } from '../file/resume.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { NEWS } from '../../domain/file/activity.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Ask } from '../../domain/file/ask.ts'
import type { Deps } from '../ports/deps.ts'

/** What the acts of staff on an activity under way share. */

/** Who follows an activity may change, stop and end it; nobody is freed of hours but by a social worker. */
export const mayFollow = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'educator' || role === 'socialWorker'

/** As whom one of them moves a request from stage to stage. */
export const actorOf = ({ role }: Pick<StaffMember, 'role'>): 'educator' | 'socialWorker' =>
  role === 'educator' ? 'educator' : 'socialWorker'

/** An activity under way that gives hours back: there is none for who is exempt. */
export const givesHours = (request: Request): boolean => isUnderWay(request) && request.agreement !== undefined

/** Why a member may not act on an activity, if they may not. */
export function notOnActivity(file: CaseFile, staff: Staff, now: string): ActRefusal | undefined {
  if (!mayFollow(staff.member)) return barred(file, staff, now) ?? 'role'
  return barred(file, staff, now) ?? (givesHours(file.request) ? undefined : 'notUnderWay')
}

/** What the person is to be told: the request's own workflow writes to them. */
export const withNews = ({ news = [] }: Request, about: (typeof NEWS)[number], at: string): Pick<Request, 'news'> => ({
  news: [...news, { about, at }],
})

/** Questions about the agreement and its cover that nobody needs answered any more. */
export const fallenAsks = ({ asks }: Pick<CaseFile, 'asks'>): Ask[] =>
  asks
    .filter(({ kind, status }) => status === 'open' && (kind === 'agreement' || kind === 'insurance'))
    .map((ask) => ({ ...ask, status: 'superseded' }))

/** The last day on which somebody was there, if there is one: that a shift that counts lasted into, or of a check-in not out yet. */
export const lastShiftOn = ({ postings, request: { present } }: Pick<CaseFile, 'postings' | 'request'>) =>
  [
    ...shiftsOf(postings).flatMap(({ shift }) => (shift ? [...minutesByDay(shift).keys()] : [])),
    ...(present ? [dayOf(present.since)] : []),
  ]
    .sort()
    .at(-1)

/**
 * Everything that waits for the activity goes on from the record as it is now, also where the act was written before: the one
 * that wrote it may have been lost here. If nobody does it again, a period that waits looks at the record within a week, and the sweep starts what is not running.
 */
export async function restartWorkflows(deps: Deps, id: string, acted: ActOutcome): Promise<ActOutcome> {
  if (acted.outcome === 'done')
    await resume(deps, id, true).catch((error: unknown) => deps.report('restart', id, error))
  return acted
}
