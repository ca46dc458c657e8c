import type { Answer } from '../questions/index.ts'
import { addDays, addMonths, dayOf } from '../base/calendar.ts'
import { defaultStart, PROPOSED, type Timetable, timetableLimits } from './matching.ts'
import type { Problem } from '../base/problems.ts'
import { rulesOf } from '../procedure/transition.ts'
import type { Context } from '../file/context.ts'
import type { PlaceSnapshot } from '../file/change.ts'
import { matchingOf, projectsOpenTo, seekerOf, townOf } from './match-file.ts'
import type { Placement } from '../file/activity.ts'

/** The maximum months between agreement and start; a later date is a typing error. */
export const START_WITHIN_MONTHS = 12

/** Returns the days of notice that the cover needs: those of a community project (PUC) are its own. */
export const leadDaysOf = (context: Context): number => {
  const { communityInsuranceLeadDays, insuranceLeadDays } = rulesOf(context).parameters
  return (context.file.request.grant?.hoursWeek ? communityInsuranceLeadDays : insuranceLeadDays).value
}

/**
 * Checks the length of the shifts against the limits per day and week, and the hours agreed with people enrolled without
 * money.
 */
function lengthProblems(context: Context, { minutesADay, weekdays }: Timetable): Problem[] {
  const { maxHoursDay, maxHoursWeek, communityHoursWeek } = rulesOf(context).parameters
  const agreed = context.file.request.grant?.hoursWeek
  const most = agreed === undefined ? maxHoursWeek.value : communityHoursWeek.value.max
  const minutesAWeek = minutesADay * weekdays.length
  const problems: Problem[] = []
  if (minutesADay > maxHoursDay.value * 60)
    problems.push({ field: 'minutesADay', code: 'day.max', values: { hours: maxHoursDay.value } })
  if (minutesAWeek > most * 60) problems.push({ field: 'weekdays', code: 'week.max', values: { hours: most } })
  else if (agreed !== undefined && minutesAWeek > agreed * 60)
    problems.push({ field: 'weekdays', code: 'week.agreed', values: { hours: agreed } })
  return problems
}

/** Checks the first day. */
function startProblems(context: Context, startsOn: string, days: number): Problem[] {
  const today = dayOf(context.now)
  const [earliest, latest] = [addDays(today, days), addMonths(today, START_WITHIN_MONTHS)]
  if (startsOn > latest) return [{ field: 'startsOn', code: 'start.late', values: { latest } }]
  return startsOn < earliest ? [{ field: 'startsOn', code: 'start.lead', values: { days, earliest } }] : []
}

/** Checks the project: its limits hold, and a preference is overridden with a reason only. */
function projectProblems(context: Context, project: string, overrides: string | undefined): Problem[] {
  const { proposed, excluded } = matchingOf(context)
  const rank = proposed.findIndex((each) => each.project === project)
  if (rank >= PROPOSED && !overrides) return [{ field: 'overrides', code: 'overrides.required' }]
  if (rank >= 0) return []
  const limits = excluded.find((each) => each.project === project)?.limits ?? [{ code: 'choice' }]
  return limits.map((limit) => ({ field: 'project', ...limit }))
}

/**
 * Returns a place for the person of a file with what it is taken on (`Change.taking`), or the limits that it breaks. Reads
 * `places` of the context. The start is at least `leadDays` ahead.
 */
export function placeFor(
  context: Context,
  { project: id, overrides, startsOn, minutesADay, note, ...answer }: Omit<Answer<'placement'>, 'choice'>,
  leadDays = leadDaysOf(context),
): { placement: Placement; taking: PlaceSnapshot } | Problem[] {
  const project = projectsOpenTo(context).find((candidate) => candidate.id === id)
  if (!project) return [{ field: 'project', code: 'choice' }]
  const seeker = seekerOf(context)
  const weekdays = [...new Set(answer.weekdays)].sort()
  const at = answer.at ?? defaultStart(seeker, project, { weekdays, minutesADay })
  const timetable = { startsOn, weekdays, at, minutesADay }
  const tooLong = lengthProblems(context, timetable)
  const problems = [
    ...projectProblems(context, id, overrides),
    ...startProblems(context, startsOn, leadDays),
    // Shifts that are too long fit no opening hours; only their length is reported.
    ...(tooLong.length > 0 ? tooLong : timetableLimits(seeker, project, townOf(context), timetable)),
  ]
  if (problems.length > 0) return problems
  const isProposed = matchingOf(context)
    .proposed.slice(0, PROPOSED)
    .some((each) => each.project === id)
  return {
    placement: {
      project: id,
      host: project.host,
      ...timetable,
      ...(note ? { note } : {}),
      ...(overrides && !isProposed ? { overrides } : {}),
    },
    taking: { places: project.places, seen: context.places?.[project.host]?.changes ?? 0 },
  }
}
