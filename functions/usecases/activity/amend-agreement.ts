import { addDays, dayOf } from '../../domain/base/calendar.ts'
import type { DeskInput } from '../../domain/acts/inputs.ts'
import { placementOn } from '../../domain/activity/placements.ts'
import { periodsFrom } from '../../domain/money/plan.ts'
import type { Problem } from '../../domain/base/problems.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { canonical } from '../../domain/file/trail.ts'
import { type ActOutcome, actOnFile, byOf, refused } from '../file/act-on-file.ts'
import { restartWorkflows, notOnActivity } from './activity-acts.ts'
import { placesFor } from './places.ts'
import { beginningOf } from '../../domain/activity/amendment.ts'
import { leadDaysOf, placeFor } from '../../domain/questions/placement.ts'
import { rulesOf } from '../../domain/procedure/transition.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { openTo } from '../../domain/activity/match-file.ts'
import type { Period, Placement } from '../../domain/file/activity.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

type Amending = { file: CaseFile; municipality: Municipality; now: string }

/** Each field and code once. */
const distinct = (problems: readonly Problem[]): Problem[] =>
  problems.filter(
    ({ field, code }, index) => problems.findIndex((each) => each.field === field && each.code === code) === index,
  )

/** The months of an extension, after those there are; each begins where the one before ends. */
function extension(periods: readonly Period[], months: number): Period[] {
  const last = periods.at(-1)
  if (!last) return []
  return periodsFrom(addDays(last.to, 1), months).map(({ number, ...each }) => ({
    ...each,
    number: last.number + number,
  }))
}

/** What is wrong with a new version of the agreement, beside what would be wrong with a first one. */
function problemsOf(context: Amending, wanted: DeskInput<'amend'>, place: Placement): Problem[] {
  const { file, now } = context
  const { request } = file
  const leadDays = leadDaysOf(context)
  const { durationMonths, extensions } = rulesOf(context).parameters
  const project = openTo(context).find(({ id }) => id === wanted.project)
  const months = wanted.months ?? 0
  const problems: Problem[] = []
  // Who was sent to an association stays there: another one would say for itself whether it can take the person.
  if (!project || (request.referral && project.host !== request.placement?.host))
    return [{ field: 'project', code: 'choice' }]
  // Another place is another risk: the insurer is told of it with the days it needs.
  const days = project.id === placementOn(request, wanted.startsOn)?.project ? 1 : leadDays
  const earliest = addDays(dayOf(now), days)
  if (wanted.startsOn < earliest)
    problems.push({
      field: 'startsOn',
      code: days === leadDays ? 'start.lead' : 'amendment.tomorrow',
      values: { days, earliest },
    })
  const periods = [...request.periods, ...extension(request.periods, months)]
  const begins = beginningOf({ ...request, periods }, place, dayOf(now))
  if (begins === undefined) problems.push({ field: 'startsOn', code: 'amendment.after' })
  else if (begins > wanted.startsOn && wanted.startsOn >= earliest)
    problems.push({ field: 'startsOn', code: 'amendment.period', values: { begins } })
  const longest = durationMonths.value * (1 + extensions.value)
  const left = Math.max(0, Math.min(durationMonths.value, longest - request.periods.length))
  if (months > left) problems.push({ field: 'months', code: 'amendment.months', values: { left } })
  return problems
}

/**
 * Writes a new version of an agreement in force: another place, other days or times, or more months. What is agreed holds
 * until the person accepts it; the request's own workflow asks them.
 */
export async function amendAgreement(
  deps: Deps,
  staff: Staff,
  id: string,
  wanted: DeskInput<'amend'>,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, async (file, now) => {
    const { request } = file
    const why = notOnActivity(file, staff, now)
    if (why) return refused(why)
    // Read anew at each try: a project may have been closed meanwhile.
    const municipality = await deps.configuration.of(staff.municipality, { fresh: true })
    const { project, startsOn, at, minutesADay, months = 0, note, reasons } = wanted
    const host = municipality.projects.find((each) => each.id === project)?.host ?? ''
    const weekdays = [...new Set(wanted.weekdays)].sort()
    const placement: Placement = { project, host, startsOn, weekdays, at, minutesADay, ...(note ? { note } : {}) }
    const { amendment } = request
    const periods = [...request.periods, ...extension(request.periods, months)]
    // The same again, and not another that the same person writes in its place.
    const isSame =
      amendment?.by === staff.member.id &&
      canonical([amendment.placement, amendment.reasons, amendment.periods.at(-1)?.to]) ===
        canonical([placement, reasons, periods.at(-1)?.to])
    if (isSame) return 'done'
    if (amendment) return refused('amending')
    if (request.endedEarly) return refused('endsEarly')
    // Limits hold for it as for the first, with its own reasons for another place than those proposed.
    const context = { file, municipality, now, places: await placesFor(deps, file) }
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
  })
  return restartWorkflows(deps, id, acted)
}
