import { addDays, addMonths, dayOf, daysBetween, daysFromTo, weekday } from '../base/calendar.ts'
import { post } from '../activity/ledger.ts'
import { periodsFrom } from '../money/plan.ts'
import { isUnderWay, periodOf, roundOf } from '../file/case-file.ts'
import { firstTerms, nextVersion } from '../activity/agreement.ts'
import {
  answerAmendment,
  extendCover,
  hostOf,
  lapseAmendment,
  lastDayToAccept,
  proposeAmendment,
} from '../activity/amendment.ts'
import { answerTimesheet, answerVerification, recordersIn, verifierOf } from './hours.ts'
import { staffOf, toCitizen } from '../procedure/who-may.ts'
import { START_WITHIN_MONTHS } from './placement.ts'
import { move } from '../procedure/transition.ts'
import type { Question } from './question.ts'
import type { Period } from '../file/activity.ts'

/** Days to read an agreement in. */
const TO_READ = 10

export const agreement: Question<'agreement'> = {
  to: toCitizen,
  days: (context) => {
    const last = lastDayToAccept(context)
    const left = last ? Math.max(0, daysBetween(dayOf(context.now), last)) : TO_READ
    return Math.min(left, TO_READ)
  },
  subject: ({ file }) => roundOf(file, 'agreement'),
  lastDay: lastDayToAccept,
  lapse: lapseAmendment,
  // The text is fixed when it is proposed: what the person accepts is what the hash says.
  opening: (context) => {
    const { request } = context.file
    if (isUnderWay(request)) return proposeAmendment(context)
    if (request.stage !== 'placed') return undefined
    return move('proposeAgreement', request, 'system', { agreement: nextVersion(context, firstTerms(context.file)) })
  },
  answer: (context) => {
    const { answer, now } = context
    const { request } = context.file
    if (isUnderWay(request)) return answerAmendment(context)
    if (answer.choice === 'decline')
      return move(request.grant?.hoursWeek ? 'declineEnrolment' : 'declineAgreement', request, 'citizen', {
        declined: answer.reasons,
      })
    return move(
      'signAgreement',
      request,
      'citizen',
      request.agreement ? { agreement: { ...request.agreement, acceptedAt: now } } : {},
    )
  },
}

export const insurance: Question<'insurance'> = {
  to: (context) => staffOf('educator', context),
  days: () => 7,
  subject: ({ file }) => roundOf(file, 'insurance'),
  opening: ({ file: { request } }) =>
    request.stage === 'agreement_signed' ? move('requestInsurance', request, 'system') : undefined,
  answer: (context) => {
    const { answer, ask, by, now } = context
    const { request } = context.file
    if (isUnderWay(request)) return extendCover(context)
    const { placement, grant } = request
    if (!placement || !grant) return [{ field: 'choice', code: 'choice' }]
    // Cover comes before the first hour: the start moves to its first day, never the other way round.
    const latest = addMonths(dayOf(now), START_WITHIN_MONTHS)
    if (answer.coverFrom > latest) return [{ field: 'coverFrom', code: 'start.late', values: { latest } }]
    const startsOn = [placement.startsOn, answer.coverFrom, addDays(dayOf(now), 1)].sort().at(-1) ?? placement.startsOn
    const periods = periodsFrom(startsOn, grant.months)
    const endsOn = periods.at(-1)?.to ?? startsOn
    if (answer.coverTo < endsOn) return [{ field: 'coverTo', code: 'cover.end', values: { endsOn } }]
    const owed = post([], {
      entry: 'agreement',
      request: request.id,
      period: 0,
      on: dayOf(now),
      minutes: grant.owedMinutes,
      from: 'agreement',
      to: 'owed',
      by,
      at: now,
      why: ask.id,
    })
    return {
      ...move('insure', request, 'educator', {
        startsOn,
        periods,
        cover: { policy: answer.policy, from: answer.coverFrom, to: answer.coverTo },
      }),
      postings: [owed],
    }
  },
}

/** Days of a period on which the agreement foresees activity. */
export const agreedDays = (period: Period, weekdays: readonly number[]): string[] =>
  [...daysFromTo(period.from, period.to)].filter((on) => weekdays.includes(weekday(on)))

export const timesheet: Question<'timesheet'> = {
  to: ({ file, workflow }) => {
    const period = workflow.machine === 'activity-period' ? periodOf(file, workflow.period) : undefined
    return { role: 'host', id: period ? hostOf(file.request, period) : '' }
  },
  days: () => 5,
  subject: ({ workflow }) => (workflow.machine === 'activity-period' ? String(workflow.period) : ''),
  answer: answerTimesheet,
}

export const verification: Question<'verification'> = {
  to: verifierOf,
  days: () => 5,
  subject: ({ workflow }) => (workflow.machine === 'activity-period' ? String(workflow.period) : ''),
  bars: ({ file, ask }) => recordersIn(file.postings, Number(ask.subject)),
  answer: answerVerification,
}
