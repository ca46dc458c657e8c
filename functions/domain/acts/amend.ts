import * as z from 'zod'
import { earliestStartOf } from '../activity/amendment.ts'
import { projectsOpenTo } from '../activity/match-file.ts'
import { placementOn } from '../activity/placements.ts'
import { addDays, day, dayOf, timeOfDay } from '../base/calendar.ts'
import type { Problem } from '../base/problems.ts'
import type { Period, Placement } from '../file/activity.ts'
import { writing } from '../file/application.ts'
import { canonical } from '../file/trail.ts'
import { periodsFrom } from '../money/plan.ts'
import { rulesOf } from '../procedure/transition.ts'
import { leadDaysOf, placeFor } from '../activity/placing.ts'
import { type ActContext, barredFromActivity, byOf, defineAct } from './act.ts'
import { reasons } from './fields.ts'

const input = z.strictObject({
  project: z.string('choice').min(1, 'choice'),
  startsOn: day,
  weekdays: z.array(z.int().min(1).max(7)).min(1, 'weekdays'),
  at: timeOfDay,
  minutesADay: z
    .int('minutes')
    .max(24 * 60, 'minutes')
    .min(30, 'minutes'),
  /** Months by which the activity is extended. */
  months: z.int('months').min(0, 'months').max(24, 'months').optional(),
  note: writing.max(2000, 'tooLong').optional(),
  reasons,
})
type Wanted = z.infer<typeof input>

/** Keeps each field and code once. */
const distinct = (problems: readonly Problem[]): Problem[] =>
  problems.filter(
    ({ field, code }, index) => problems.findIndex((each) => each.field === field && each.code === code) === index,
  )

/** Returns the periods of an extension; each begins where the one before ends. */
function extension(periods: readonly Period[], months: number): Period[] {
  const last = periods.at(-1)
  if (!last) return []
  return periodsFrom(addDays(last.to, 1), months).map(({ number, ...each }) => ({
    ...each,
    number: last.number + number,
  }))
}

/** Checks the rules that apply to amendments only. */
function problemsOf(
  context: Pick<ActContext, 'file' | 'municipality' | 'now'>,
  wanted: Wanted,
  place: Placement,
): Problem[] {
  const { file, now } = context
  const { request } = file
  const leadDays = leadDaysOf(context)
  const { durationMonths, extensions } = rulesOf(context).parameters
  const project = projectsOpenTo(context).find(({ id }) => id === wanted.project)
  const months = wanted.months ?? 0
  const problems: Problem[] = []
  // A person placed with an association stays there, because each association decides by itself whom it takes.
  if (!project || (request.referral && project.host !== request.placement?.host))
    return [{ field: 'project', code: 'choice' }]
  // A new place is a new risk: notify the insurer with the notice it requires.
  const days = project.id === placementOn(request, wanted.startsOn)?.project ? 1 : leadDays
  const earliest = addDays(dayOf(now), days)
  if (wanted.startsOn < earliest)
    problems.push({
      field: 'startsOn',
      code: days === leadDays ? 'start.lead' : 'amendment.tomorrow',
      values: { days, earliest },
    })
  const periods = [...request.periods, ...extension(request.periods, months)]
  const begins = earliestStartOf({ ...request, periods }, place, dayOf(now))
  if (begins === undefined) problems.push({ field: 'startsOn', code: 'amendment.after' })
  else if (begins > wanted.startsOn && wanted.startsOn >= earliest)
    problems.push({ field: 'startsOn', code: 'amendment.period', values: { begins } })
  const longest = durationMonths.value * (1 + extensions.value)
  const left = Math.max(0, Math.min(durationMonths.value, longest - request.periods.length))
  if (months > left) problems.push({ field: 'months', code: 'amendment.months', values: { left } })
  return problems
}

/** Reads a placement from a form; its host follows from the project. */
const placementIn = ({ project, startsOn, weekdays, at, minutesADay, note }: Wanted): Omit<Placement, 'host'> => ({
  project,
  startsOn,
  weekdays: [...new Set(weekdays)].sort(),
  at,
  minutesADay,
  ...(note ? { note } : {}),
})

/**
 * Proposes a new version of the agreement: another place, other days or times, or more months. The version in force
 * holds until the person accepts the new one.
 */
export const amend = defineAct({
  input,
  may: (acting) => {
    const { amendment, endedEarly } = acting.file.request
    return barredFromActivity(acting) ?? (amendment ? 'amending' : endedEarly ? 'endsEarly' : undefined)
  },
  repeated: ({ file: { request }, staff }, wanted) => {
    const { amendment } = request
    if (!amendment || amendment.by !== staff.member.id) return undefined
    const { host: _, ...written } = amendment.placement
    const until = [...request.periods, ...extension(request.periods, wanted.months ?? 0)].at(-1)?.to
    return canonical([written, amendment.reasons, amendment.periods.at(-1)?.to]) ===
      canonical([placementIn(wanted), wanted.reasons, until])
      ? 'done'
      : undefined
  },
  // A project may have been closed meanwhile, and its places taken.
  needs: ['freshConfiguration', 'places'],
  decide: (context, wanted) => {
    const { file, staff, municipality, now } = context
    const { months = 0, reasons } = wanted
    const { request } = file
    const host = municipality.projects.find(({ id }) => id === wanted.project)?.host ?? ''
    const placement: Placement = { ...placementIn(wanted), host }
    const periods = [...request.periods, ...extension(request.periods, months)]
    // The limits of the first agreement apply; a place that was not proposed needs reasons of its own.
    const found = placeFor(context, { ...placement, overrides: reasons }, 0)
    const problems = [...problemsOf(context, wanted, placement), ...(Array.isArray(found) ? found : [])]
    if (problems.length > 0 || Array.isArray(found)) return { outcome: 'invalid', problems: distinct(problems) }
    return {
      act: 'amendment.written',
      by: byOf(staff),
      law: 'Regolamento, patto; L. 241/1990 art. 11(2)',
      taking: found.taking,
      request: { amendment: { placement, periods, reasons, by: staff.member.id, at: now } },
    }
  },
  followUps: () => ['restartWorkflows'],
})
