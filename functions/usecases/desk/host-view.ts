import { addDays, dayOf, minutesBetween, timeOf } from '../../domain/base/calendar.ts'
import { isInterrupted, mondayOf, periodOn, type Planned } from '../../domain/hours/hours.ts'
import { entriesOf, type Entry } from '../../domain/hours/ledger.ts'
import { placementOn } from '../../domain/activity/placements.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { isForgotten } from '../../domain/hours/site.ts'
import { hourLimitsOf, plannedIn } from '../../domain/hours/shifts.ts'
import type { Supervisor } from '../../domain/municipality/actors.ts'
import type { Ask } from '../../domain/file/ask.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Lists } from '../ports/lists.ts'
import type { Deps } from '../ports/deps.ts'

/** A person as shown to the host: a name and the limits that keep them safe at work. */
export type HostGuest = { request: string; name: string; limits?: string }
export type ExpectedShift = HostGuest & { on: string; from: string; to: string }
/** A line of the grid: an agreed day, with what is recorded of it. */
export type GridDay = {
  on: string
  from: string
  to: string
  recorded: { from: string; to: string; minutes: number }[]
  absent: boolean
}
export type HostView = {
  today: ExpectedShift[]
  week: ExpectedShift[]
  present: (HostGuest & { since: string })[]
  /** People who did not check out, with the time of their check-in. */
  forgotten: (HostGuest & { since: string })[]
  /** The questions that wait for the host's signature. */
  asks: (Pick<Ask, 'id' | 'kind' | 'dueOn'> & { name: string })[]
  /** The people with a place and cover, for the grid and for accident reports. */
  guests: (HostGuest & { days: GridDay[] })[]
}

/** Returns a guest; of a sealed file only the first name, because limits may reveal the reason of the protection. */
const guestOf = ({ request: { id, application, sealed, grant } }: CaseFile): HostGuest => {
  const { firstName, lastName } = application.applicant
  return sealed
    ? { request: id, name: firstName }
    : { request: id, name: `${firstName} ${lastName}`, ...(grant?.limits ? { limits: grant.limits } : {}) }
}

const COMING: readonly CaseFile['request']['stage'][] = ['insured', 'active', 'suspended']

const timed = ({ on, starts, ends }: Planned) => ({ on, from: timeOf(starts), to: timeOf(ends) })

const shiftOn = (entries: readonly Entry[], on: string): Entry[] =>
  entries.filter((entry) => entry.on === on && entry.shift !== undefined && entry.counted > 0)

/**
 * Returns the days to record hours for: the agreed days of this week, and those of last week that lack a record and may
 * still get one.
 */
function gridOf(file: CaseFile, municipality: Municipality, now: string): GridDay[] {
  const { request, postings } = file
  const today = dayOf(now)
  const monday = mondayOf(today)
  const entries = entriesOf(postings)
  const day = (planned: Planned): GridDay => ({
    ...timed(planned),
    recorded: shiftOn(entries, planned.on).flatMap(({ shift, counted }) =>
      shift ? [{ from: timeOf(shift.starts), to: timeOf(shift.ends), minutes: counted }] : [],
    ),
    absent: entries.some((entry) => entry.on === planned.on && entry.absence !== undefined && entry.counted > 0),
  })
  const between = (from: string, to: string) =>
    plannedIn(municipality, file, { from, to })
      .filter(({ on, ends }) => {
        const period = periodOn(request, on)
        return period !== undefined && !period.settledAt && ends <= now
      })
      .map(day)
  const last = between(addDays(monday, -7), addDays(monday, -1))
  const isOpen = last.some(({ recorded, absent }) => recorded.length === 0 && !absent)
  return [...(isOpen ? last : []), ...between(monday, today)]
}

/** Loads the data of a host's page: expected shifts, people present, open tasks. */
export async function hostView(
  {
    files,
    lists,
    clock,
    configuration,
  }: Pick<Deps, 'files' | 'clock' | 'configuration'> & { lists: Pick<Lists, 'placedAt'> },
  supervisor: Supervisor,
): Promise<HostView> {
  const now = clock.now()
  const today = dayOf(now)
  const municipality = await configuration.of(supervisor.municipality)
  const view: HostView = { today: [], week: [], present: [], forgotten: [], asks: [], guests: [] }
  for await (const id of lists.placedAt(supervisor.municipality, supervisor.host.id)) {
    const file = await files.load(id)
    if (!file) continue
    const { request, asks, postings } = file
    const isHereOn = (on: string): boolean => placementOn(request, on)?.host === supervisor.host.id
    const guest = guestOf(file)
    for (const { id: ask, kind, dueOn, status, to } of asks)
      if (status === 'open' && to.role === 'host' && to.id === supervisor.host.id)
        view.asks.push({ id: ask, kind, dueOn, name: guest.name })
    // Of former and future guests a host sees only what it has to sign.
    if (!COMING.includes(request.stage) || !isHereOn(today)) continue
    const days = request.stage === 'insured' ? [] : gridOf(file, municipality, now)
    view.guests.push({ ...guest, days: days.filter(({ on }) => isHereOn(on)) })
    for (const planned of plannedIn(municipality, file, { from: today, to: addDays(mondayOf(today), 6) }))
      if (isHereOn(planned.on) && periodOn(request, planned.on) && !isInterrupted(request, planned.on))
        (planned.on === today ? view.today : view.week).push({ ...guest, ...timed(planned) })
    const { forgotten = [] } = request
    const present = (request.present?.host ?? supervisor.host.id) === supervisor.host.id ? request.present : undefined
    if (present && !isForgotten(present, hourLimitsOf({ file, municipality, now }), now))
      view.present.push({ ...guest, since: present.since })
    const entries = entriesOf(postings)
    for (const since of [
      ...forgotten,
      ...(present && !view.present.some((each) => each.request === id) ? [present.since] : []),
    ])
      if (shiftOn(entries, dayOf(since)).every(({ shift }) => shift && minutesBetween(since, shift.ends) <= 0))
        view.forgotten.push({ ...guest, since })
  }
  const byTime = (a: ExpectedShift, b: ExpectedShift) =>
    `${a.on} ${a.from} ${a.name}`.localeCompare(`${b.on} ${b.from} ${b.name}`)
  view.today.sort(byTime)
  view.week.sort(byTime)
  view.guests.sort((a, b) => a.name.localeCompare(b.name, 'it'))
  view.asks.sort((a, b) => a.dueOn.localeCompare(b.dueOn))
  return view
}
