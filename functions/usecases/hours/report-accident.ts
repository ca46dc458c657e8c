import { hasEnded } from '../../domain/procedure/lifecycle.ts'
import type { AccidentReport } from '../../domain/activity/site.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import { placementOn } from '../../domain/activity/placements.ts'
import type { Municipality, StaffMember } from '../../domain/municipality/regulation.ts'
import { type ActOutcome, actOnFile, barred, byOf, invalid, refused, type ActDecision } from '../file/act-on-file.ts'
import { amend } from '../file/amend.ts'
import { candidates, hasConflict, officerOf, staffOf } from '../../domain/procedure/who-may.ts'
import { type By, SYSTEM } from '../../domain/file/change.ts'
import type { Staff, Supervisor } from '../../domain/municipality/actors.ts'
import type { Accident } from '../../domain/file/activity.ts'
import { numberOf } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

const LAW = 'DPR 1124/1965 art. 53'

const isSame = (one: Accident, told: AccidentReport): boolean =>
  one.on === told.on && one.time === told.time && one.text === told.text

/** The change by which an accident is on record; told twice in the same words it is the same one. */
function reported(
  { request }: CaseFile,
  told: AccidentReport,
  by: Exclude<By, typeof SYSTEM>,
  now: string,
): ActDecision {
  const { accidents = [] } = request
  if (hasEnded(request.stage)) return refused('ended')
  if (!request.placement) return refused('notYet')
  if (told.on > dayOf(now)) return invalid({ field: 'on', code: 'date.future' })
  if (accidents.some((each) => isSame(each, told))) return 'done'
  return {
    act: 'accident.reported',
    by,
    law: LAW,
    request: {
      accidents: [...accidents, { ...told, number: accidents.length + 1, by: { role: by.role, id: by.id }, at: now }],
    },
  }
}

/** Writes to who has to know, at once; what does not get through the hourly sweep sends again. */
async function told(deps: Needs, id: string, acted: ActOutcome): Promise<ActOutcome> {
  if (acted.outcome !== 'done') return acted
  try {
    await tellAccidents(deps, id)
  } catch (error) {
    deps.report('accident', id, error)
  }
  return acted
}

type Needs = Pick<Deps, 'files' | 'clock' | 'configuration' | 'postman' | 'publicUrl' | 'report'>

/** Who works with the person reports an accident. */
export async function reportAccident(
  deps: Needs,
  staff: Staff,
  id: string,
  input: AccidentReport,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const why = barred(file, staff, now)
    if (why) return refused(why)
    return mayReport(staff.member) ? reported(file, input, byOf(staff), now) : refused('role')
  })
  return told(deps, id, acted)
}

export const mayReport = ({ role }: Pick<Staff['member'], 'role'>): boolean =>
  role === 'socialWorker' || role === 'educator' || role === 'manager'

/** The supervisor reports an accident of somebody who has their place there. */
export async function reportAccidentAt(
  deps: Needs,
  { municipality, host }: Supervisor,
  id: string,
  input: AccidentReport,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, (file, now) =>
    file.request.municipality === municipality && placementOn(file.request, dayOf(now))?.host === host.id
      ? reported(file, input, { role: 'host', id: host.id }, now)
      : refused('hidden'),
  )
  return told(deps, id, acted)
}

export const untoldAccidents = ({ request: { accidents = [] } }: Pick<CaseFile, 'request'>): Accident[] =>
  accidents.filter(({ notifiedAt }) => !notifiedAt)

/**
 * Whoever answers for the file, the educator who follows it, and who looks after the system. Of a sealed file those who are
 * named on it, and administrators without a link to it. A role nobody may fill keeps nobody else from knowing.
 */
function watchers(file: CaseFile, municipality: Municipality, now: string): string[] {
  const { sealed } = file.request
  const asking = { file, municipality, now }
  const freeOf = (role: 'socialWorker' | 'educator') => candidates(role, asking).length > 0
  const following = [
    ...(freeOf('socialWorker') ? [officerOf(asking)] : []),
    ...(freeOf('educator') ? [staffOf('educator', asking).id] : []),
  ]
  const isWatching = (member: StaffMember) =>
    sealed
      ? !hasConflict(member, file.request) && (member.role === 'administrator' || sealed.named.includes(member.id))
      : member.role === 'administrator' || following.includes(member.id)
  return [...new Set(municipality.staff.filter(isWatching).map(({ email }) => email))]
}

/** Writes of the accidents that nobody was written to about, then marks them: a letter may come twice, never not at all. */
export async function tellAccidents(deps: Needs, id: string): Promise<void> {
  const file = await deps.files.load(id)
  const untold = file ? untoldAccidents(file) : []
  if (!file || untold.length === 0) return
  const { request } = file
  const municipality = await deps.configuration.of(request.municipality)
  for (const email of watchers(file, municipality, deps.clock.now()))
    await deps.postman.send(email, {
      template: 'accident',
      language: 'it',
      office: municipality.office,
      number: numberOf(request),
      url: `${deps.publicUrl}/desk/files/${id}`,
    })
  const numbers = untold.map(({ number }) => number)
  await amend(deps, id, (current, now) => {
    const { accidents = [] } = current.request
    const isThese = (each: Accident) => numbers.includes(each.number) && !each.notifiedAt
    if (!accidents.some(isThese)) return undefined
    return {
      act: 'accident.notified',
      by: SYSTEM,
      request: { accidents: accidents.map((each) => (isThese(each) ? { ...each, notifiedAt: now } : each)) },
    }
  })
}
