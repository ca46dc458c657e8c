import { dayOf } from '../base/calendar.ts'
import type { NEWS } from '../file/activity.ts'
import type { Ask } from '../file/ask.ts'
import { type CaseFile, isUnderWay, openAsks, superseded } from '../file/case-file.ts'
import type { Request } from '../file/request.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { minutesByDay } from '../hours/hours.ts'
import { shiftsOf } from '../hours/ledger.ts'

/** Rules that the acts on an activity under way share. */

/** Returns true for those who follow an activity: they may change, stop and end it. */
export const mayManageActivity = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'educator' || role === 'socialWorker'

/** Returns the role in which one of them moves a request from stage to stage. */
export const actorOf = ({ role }: Pick<StaffMember, 'role'>): 'educator' | 'socialWorker' =>
  role === 'educator' ? 'educator' : 'socialWorker'

/** Returns true where an activity under way gives hours back: an exempt person has no agreement. */
export const owesHours = (request: Request): boolean => isUnderWay(request) && request.agreement !== undefined

/** Adds a piece of news that the workflow of the request writes to the person about. */
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
