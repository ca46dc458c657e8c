import { dayOf } from '../base/calendar.ts'
import type { NEWS } from '../file/activity.ts'
import type { Ask } from '../file/ask.ts'
import { type CaseFile, isUnderWay, openAsks, superseded } from '../file/case-file.ts'
import type { Request } from '../file/request.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { minutesByDay } from '../hours/hours.ts'
import { shiftsOf } from '../hours/ledger.ts'

/** Rules that the acts on an activity under way share. */

/** Returns true for members who may change, suspend and end an activity. */
export const mayManageActivity = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'educator' || role === 'socialWorker'

/** Returns the role in which such a member moves a request from stage to stage. */
export const actorOf = ({ role }: Pick<StaffMember, 'role'>): 'educator' | 'socialWorker' =>
  role === 'educator' ? 'educator' : 'socialWorker'

/** Returns true if a running activity owes hours; exempt people have no agreement. */
export const owesHours = (request: Request): boolean => isUnderWay(request) && request.agreement !== undefined

/** Adds news about which the workflow notifies the person. */
export const withNews = ({ news = [] }: Request, about: (typeof NEWS)[number], at: string): Pick<Request, 'news'> => ({
  news: [...news, { about, at }],
})

/** Supersedes the open asks about the agreement and its cover. */
export const supersedeAgreementAsks = (file: Pick<CaseFile, 'asks'>): Ask[] =>
  superseded(openAsks(file, 'agreement', 'insurance'))

/** Returns the last day with a shift that counts or a check-in that is not out yet, if there is one. */
export const lastShiftOn = ({ postings, request: { present } }: Pick<CaseFile, 'postings' | 'request'>) =>
  [
    ...shiftsOf(postings).flatMap(({ shift }) => (shift ? [...minutesByDay(shift).keys()] : [])),
    ...(present ? [dayOf(present.since)] : []),
  ]
    .sort()
    .at(-1)
