import { addDays, addMonths, dayOf } from '../../domain/calendar.ts'
import { heldPlaces } from '../../domain/places.ts'
import type { Problem } from '../../domain/problems.ts'
import { roundOf } from '../../domain/standing.ts'
import { staffOf } from './people.ts'
import { move, rulesOf } from './procedure.ts'
import type { Context, Question } from './question.ts'

/** An activity starts within a year of its agreement; a later date is a slip of the keyboard. */
export const START_WITHIN_MONTHS = 12

/** Most hours a day and a week, and the days that cover needs: a community project (PUC) has its own. */
function limitsOf(context: Context): { maxHoursDay: number; maxHoursWeek: number; leadDays: number } {
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
    const { answer, file, municipality, now, places = {} } = context
    const { maxHoursDay, maxHoursWeek, leadDays } = limitsOf(context)
    const project = municipality.projects.find((candidate) => candidate.id === answer.project)
    const earliest = addDays(dayOf(now), leadDays)
    const problems: Problem[] = []
    if (!project) problems.push({ field: 'project', code: 'choice' })
    const at = project && places[project.host]
    const isHeld = heldPlaces(file.request).some((held) => held.project === project?.id)
    if (project && !isHeld && (at?.taken[project.id] ?? 0) >= project.places)
      problems.push({ field: 'project', code: 'limit.full', values: { places: project.places } })
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
    const { choice: _, at: begins, ...place } = answer
    const opens = project.hours.find((opening) => weekdays.includes(opening.weekday))?.from
    return {
      ...move('place', file.request, 'educator', {
        placement: { ...place, weekdays, at: begins ?? opens ?? '08:30', host: project.host },
        // Each association says for itself whether it can take a person.
        ...(file.request.referral ? { referral: { at: now } } : {}),
      }),
      taking: { places: project.places, seen: at?.changes ?? 0 },
    }
  },
}
