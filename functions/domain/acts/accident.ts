import { ACCIDENT, type AccidentReport } from '../hours/site.ts'
import { dayOf } from '../base/calendar.ts'
import type { Accident } from '../file/activity.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { Author, SYSTEM } from '../file/change.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import { type ActDecision, type ActRefusal, barred, byOf, defineAct, invalid, refused } from './act.ts'

const mayReport = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'socialWorker' || role === 'educator' || role === 'manager'

const notReportable = ({ request }: CaseFile): ActRefusal | undefined =>
  hasEnded(request.stage) ? 'ended' : request.placement ? undefined : 'notYet'

const isSame = (one: Accident, report: AccidentReport): boolean =>
  one.on === report.on && one.time === report.time && one.text === report.text

/** Decides on a report of an accident by staff or a host. A report with the same text is the same accident. */
export function reportAccident(
  file: CaseFile,
  report: AccidentReport,
  by: Exclude<Author, typeof SYSTEM>,
  now: string,
): ActDecision {
  const { accidents = [] } = file.request
  const why = notReportable(file)
  if (why) return refused(why)
  if (report.on > dayOf(now)) return invalid({ field: 'on', code: 'date.future' })
  if (accidents.some((each) => isSame(each, report))) return 'done'
  return {
    act: 'accident.reported',
    by,
    law: 'DPR 1124/1965 art. 53',
    request: {
      accidents: [...accidents, { ...report, number: accidents.length + 1, by: { role: by.role, id: by.id }, at: now }],
    },
  }
}

/** Reports an accident and notifies the staff in charge of the person at once. */
export const accident = defineAct({
  input: ACCIDENT,
  may: (acting) => barred(acting) ?? (mayReport(acting.staff.member) ? notReportable(acting.file) : 'role'),
  decide: ({ file, staff, now }, report) => reportAccident(file, report, byOf(staff), now),
  followUps: () => ['notifyAccidents'],
})
