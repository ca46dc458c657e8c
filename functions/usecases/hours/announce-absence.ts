import { placementOn } from '../../domain/activity/placements.ts'
import type { Problem } from '../../domain/base/problems.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { amend } from '../file/amend.ts'
import { contactOf, toCitizen } from '../../domain/procedure/who-may.ts'
import { absenceOn, recordAbsence } from '../../domain/hours/absences.ts'
import { numberOf } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'
import { comingShifts } from '../../domain/hours/next-shifts.ts'

export type AnnounceAbsenceOutcome = { outcome: 'done'; written: boolean } | { outcome: 'invalid'; problems: Problem[] }

/**
 * Records an absence that the person announces, excused with a reason, and notifies the supervisor. An educator may
 * review it.
 * @throws NoSuchRequest
 */
export async function announceAbsence(
  deps: Deps,
  { request: { id, municipality: code } }: CaseFile,
  { on, reasons }: { on: string; reasons: string },
): Promise<AnnounceAbsenceOutcome> {
  const municipality = await deps.configuration.of(code)
  let problem: Problem | undefined
  let written = false
  const file = await amend(deps, id, (current, now) => {
    problem = undefined
    written = false
    if (absenceOn(current.postings, on)) return undefined
    const context = { file: current, municipality, now }
    if (!comingShifts(context).some((shift) => shift.on === on)) {
      problem = { field: 'on', code: 'absence.unplanned' }
      return undefined
    }
    const absent = recordAbsence(context, { on, excused: true, reasons, by: toCitizen(), why: 'announcement' })
    if ('code' in absent) {
      problem = { field: 'on', ...absent }
      return undefined
    }
    written = true
    return {
      act: 'absence.announced',
      by: toCitizen(),
      law: 'Regolamento, patto',
      about: `absence-${on}`,
      ...absent,
    }
  })
  if (problem) return { outcome: 'invalid', problems: [problem] }
  // A repetition is sent again: after an error it is unknown whether the first letter was sent.
  const host = contactOf({ role: 'host', id: placementOn(file.request, on)?.host ?? '' }, municipality, file)
  if (host)
    await deps.postman.send(host.email, {
      template: 'absence',
      language: 'it',
      office: municipality.office,
      number: numberOf(file.request),
      on,
    })
  return { outcome: 'done', written }
}
