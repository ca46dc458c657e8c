import { addDays, addMonths, dayOf, daysFromTo, weekday } from '../../domain/calendar.ts'
import { shiftFrom } from '../../domain/hours.ts'
import { entriesOf, post } from '../../domain/ledger.ts'
import { periodsFrom } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problems.ts'
import type { Period } from '../../domain/records.ts'
import { openProjects } from '../../domain/regulation.ts'
import { isUnderWay, periodOf, roundOf } from '../../domain/standing.ts'
import { firstTerms, nextVersion } from '../agreement.ts'
import { recordShift } from '../record-shift.ts'
import { answerAmendment, extendCover, hostOf, proposeAmendment } from './amendment.ts'
import { staffOf, toCitizen } from './people.ts'
import { move, rulesOf } from './procedure.ts'
import type { Context, Question } from './question.ts'

/** An activity starts within a year of its agreement; a later date is a slip of the keyboard. */
const START_WITHIN_MONTHS = 12

/** Most hours a day and a week, and the days that cover needs: a community project (PUC) has its own. */
export function limitsOf(context: Context): { maxHoursDay: number; maxHoursWeek: number; leadDays: number } {
  const { parameters } = rulesOf(context)
  const maxHoursDay = parameters.maxHoursDay.value
  return context.file.request.grant?.hoursWeek
    ? {
        maxHoursDay,
        maxHoursWeek: parameters.communityHoursWeek.value.max,
        leadDays: parameters.communityInsuranceLeadDays.value,
      }
    : { maxHoursDay, maxHoursWeek: parameters.maxHoursWeek.value, leadDays: parameters.insuranceLeadDays.value }
}

export const placement: Question<'placement'> = {
  to: (context) => staffOf('educator', context),
  days: () => 7,
  subject: ({ file }) => roundOf(file, 'placement'),
  answer: (context) => {
    const { answer, file, municipality, now } = context
    const { maxHoursDay, maxHoursWeek, leadDays } = limitsOf(context)
    const project = openProjects(municipality).find(({ id }) => id === answer.project)
    const earliest = addDays(dayOf(now), leadDays)
    const problems: Problem[] = []
    if (!project) problems.push({ field: 'project', code: 'choice' })
    const latest = addMonths(dayOf(now), START_WITHIN_MONTHS)
    if (answer.startsOn > latest) problems.push({ field: 'startsOn', code: 'start.late', values: { latest } })
    if (answer.startsOn < earliest)
      problems.push({ field: 'startsOn', code: 'start.lead', values: { days: leadDays, earliest } })
    if (answer.minutesADay > maxHoursDay * 60)
      problems.push({ field: 'minutesADay', code: 'day.max', values: { hours: maxHoursDay } })
    if (answer.minutesADay * new Set(answer.weekdays).size > maxHoursWeek * 60)
      problems.push({ field: 'weekdays', code: 'week.max', values: { hours: maxHoursWeek } })
    if (!project || problems.length > 0) return problems
    const weekdays = [...new Set(answer.weekdays)].sort()
    const { choice: _, at, ...place } = answer
    const opens = project.hours.find((opening) => weekdays.includes(opening.weekday))?.from
    return move('place', file.request, 'educator', {
      placement: { ...place, weekdays, at: at ?? opens ?? '08:30', host: project.host },
      // Each association says for itself whether it can take a person.
      ...(file.request.referral ? { referral: { at: now } } : {}),
    })
  },
}

export const agreement: Question<'agreement'> = {
  to: toCitizen,
  days: () => 10,
  subject: ({ file }) => roundOf(file, 'agreement'),
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

/** The period an ask is about. @throws when the file has none: periods are never taken away */
function periodOfAsk({ file, ask }: Context & { ask: { id: string; subject: string } }): Period {
  const period = periodOf(file, Number(ask.subject))
  if (!period) throw new Error(`${ask.id} is about a period that is not there`)
  return period
}

/** Days of a period on which the agreement foresees activity. */
export const agreedDays = (period: Period, weekdays: readonly number[]): string[] =>
  [...daysFromTo(period.from, period.to)].filter((on) => weekdays.includes(weekday(on)))

export const timesheet: Question<'timesheet'> = {
  to: ({ file, drive }) => {
    const period = drive.machine === 'activity-period' ? periodOf(file, drive.period) : undefined
    return { role: 'host', id: period ? hostOf(file.request, period) : '' }
  },
  days: () => 5,
  subject: ({ drive }) => (drive.machine === 'activity-period' ? String(drive.period) : ''),
  answer: (context) => {
    const { answer, ask, by, file } = context
    const { request, postings } = file
    const act = { act: 'hours.recorded' }
    // On a path of insertion each month says how it goes.
    if (answer.choice === 'hours' && request.referral && !answer.note) return [{ field: 'note', code: 'required' }]
    if (answer.choice === 'none') return act
    const period = periodOfAsk(context)
    const problems: Problem[] = []
    // Each shift is looked at with those before it in place.
    let current = file
    answer.days.forEach(({ on, from, minutes }, index) => {
      const field = (part: string) => `days.${index}.${part}`
      if (on < period.from || on > period.to) {
        problems.push({ field: field('on'), code: 'timesheet.outside', values: { from: period.from, to: period.to } })
        return
      }
      const shift = shiftFrom(on, from ?? request.placement?.at ?? '08:30', minutes)
      const recorded = recordShift({ ...context, file: current }, { shift, recorded: 'sheet', by, why: ask.id })
      if (Array.isArray(recorded)) current = { ...current, postings: [...current.postings, ...recorded] }
      else problems.push({ field: field(LENGTH.includes(recorded.code) ? 'minutes' : 'on'), ...recorded })
    })
    if (problems.length > 0) return problems
    return { ...act, postings: current.postings.slice(postings.length) }
  },
}

/** Problems of a shift that a shorter one would not have. */
const LENGTH = ['day.max', 'week.max']

export const verification: Question<'verification'> = {
  to: (context) => staffOf('educator', context),
  days: () => 5,
  subject: ({ drive }) => (drive.machine === 'activity-period' ? String(drive.period) : ''),
  answer: (context) => {
    const { answer, ask, by, file, now } = context
    const period = periodOfAsk(context)
    const recorded = entriesOf(file.postings).filter(
      (entry) => entry.shift && entry.period === period.number && entry.state === 'recorded',
    )
    const contested = answer.choice === 'contest' ? answer.days : []
    const unknown = contested.flatMap((on, index): Problem[] =>
      recorded.some((entry) => entry.on === on) ? [] : [{ field: `days.${index}`, code: 'contest.unknown' }],
    )
    if (unknown.length > 0) return unknown
    // A contested day returns to the hours owed by a posting of its own: nothing is edited.
    const postings = recorded.map(({ id, on, counted }) => {
      const isContested = contested.includes(on)
      return post(file.postings, {
        request: file.request.id,
        period: period.number,
        entry: id,
        on,
        minutes: counted,
        from: 'done',
        to: isContested ? 'owed' : 'verified',
        by,
        at: now,
        why: ask.id,
        ...(isContested && answer.choice === 'contest' ? { reasons: answer.reasons } : {}),
      })
    })
    return { act: 'hours.verified', postings }
  },
}
