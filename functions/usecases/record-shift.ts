import { dayOf } from '../domain/calendar.ts'
import {
  minutesOf,
  type HourLimits,
  periodOn,
  plannedShifts,
  type Planned,
  type Shift,
  shiftProblem,
} from '../domain/hours.ts'
import { balance, owedMinutes, post, shiftsOf } from '../domain/ledger.ts'
import { placementOn } from '../domain/placements.ts'
import type { Problem } from '../domain/problems.ts'
import type { Addressee, CaseFile, Period, Posting } from '../domain/records.ts'
import { holidaysAround, type Municipality } from '../domain/regulation.ts'
import { rulesOf } from './questions/procedure.ts'
import type { Context } from './questions/question.ts'

/** Most minutes a day and a week that may count: a community project (PUC) has its own week. */
export function hourLimitsOf(context: Pick<Context, 'file' | 'municipality' | 'now'>): HourLimits {
  const { parameters } = rulesOf(context)
  const hoursWeek = context.file.request.grant?.hoursWeek
    ? parameters.communityHoursWeek.value.max
    : parameters.maxHoursWeek.value
  return { minutesDay: parameters.maxHoursDay.value * 60, minutesWeek: hoursWeek * 60 }
}

/** Whether nobody is at the site on a day: a holiday, or one on which the host is closed. */
export const isClosedAt = (municipality: Municipality, hostId: string | undefined, on: string): boolean =>
  holidaysAround(municipality, on).includes(on) ||
  (municipality.hosts.find(({ id }) => id === hostId)?.closed ?? []).some(({ from, to }) => from <= on && on <= to)

/** The shifts that an agreement foresees in a period. */
export const plannedIn = (
  municipality: Municipality,
  { request }: Pick<CaseFile, 'request'>,
  period: Pick<Period, 'from' | 'to'>,
): Planned[] => plannedShifts(request, period, (on) => isClosedAt(municipality, placementOn(request, on)?.host, on))

/** What a shift is called in the ledger: one that begins at the same moment is the same one. */
export const shiftId = ({ starts }: Shift): string => `shift-${starts.replaceAll(/[-:]/g, '')}`

type Recording = { shift: Shift; recorded: NonNullable<Posting['shift']>['recorded']; by: Addressee; why: string }

/**
 * The postings of a shift, or why it may not be recorded. Hours beyond those owed are not counted: nobody owes more than the
 * agreement says. What is done on days or at times that were not agreed makes up what was missed.
 */
export function recordShift(
  context: Pick<Context, 'file' | 'municipality' | 'now'>,
  { shift, recorded, by, why }: Recording,
): Posting[] | Omit<Problem, 'field'> {
  const { file, municipality, now } = context
  const { request, postings } = file
  const problem = shiftProblem(file, shift, hourLimitsOf(context), now)
  if (problem) return problem
  const on = dayOf(shift.starts)
  const period = periodOn(request, on)
  const minutes = minutesOf(shift)
  const counted = Math.min(minutes, owedMinutes(postings))
  if (counted === 0 || !period) return []
  const entry = shiftId(shift)
  const common = { request: request.id, period: period.number, entry, on, by, at: now, why }
  const done = post(postings, {
    ...common,
    minutes: counted,
    from: 'owed',
    to: 'done',
    shift: { ...shift, recorded },
  })
  const agreed = plannedIn(municipality, file, { from: on, to: on }).reduce((sum, planned) => sum + planned.minutes, 0)
  const earlier = shiftsOf(postings).reduce((sum, other) => sum + (other.on === on ? other.counted : 0), 0)
  // Of the minutes of the day, those beyond the agreed ones that no earlier shift brought.
  const extra = Math.min(counted, Math.max(0, earlier + counted - agreed))
  const beyond = Math.min(extra, balance(postings, 'missed'))
  return beyond === 0
    ? [done]
    : [done, post([...postings, done], { ...common, minutes: beyond, from: 'missed', to: 'madeUp' })]
}
