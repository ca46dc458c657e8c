import { type Shift, shiftOf } from '../../domain/activity/hours.ts'
import { shiftsOf } from '../../domain/activity/ledger.ts'
import { NO_REASON, type PaperSheet } from '../../domain/activity/paper-sheet.ts'
import type { Problem } from '../../domain/base/problems.ts'
import { findAsk, periodOf, type CaseFile } from '../../domain/file/case-file.ts'
import { type ActOutcome, actOnFile, byOf, invalid, refused, type ActDecision } from '../file/act-on-file.ts'
import { restartWorkflows, notOnActivity } from '../activity/activity-acts.ts'
import { MOST_POSTINGS } from '../../domain/questions/hours.ts'
import type { Context } from '../../domain/file/context.ts'
import { absenceOn, recordAbsence } from '../../domain/activity/absences.ts'
import { makeUpLate, recordShift } from '../../domain/activity/shifts.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Posting } from '../../domain/file/posting.ts'
import type { Deps } from '../ports/deps.ts'

const WHY = 'paper'

const isThere = ({ postings }: CaseFile, { starts, ends }: Shift): boolean =>
  shiftsOf(postings).some(({ shift }) => shift?.starts === starts && shift.ends === ends)

/** What a sheet comes to: all of it, or none where a line of it may not be recorded. */
function rulingOn(
  context: Pick<Context, 'file' | 'municipality' | 'now'>,
  staff: Staff,
  sheet: PaperSheet,
): ActDecision {
  const { file, now } = context
  const why = notOnActivity(file, staff, now)
  if (why) return refused(why)
  const period = periodOf(file, sheet.period)
  if (!period) return invalid({ field: 'period', code: 'choice' })
  const by = byOf(staff)
  const isVerified = findAsk(file, 'verification', String(period.number))?.status === 'answered'
  const problems: Problem[] = []
  let current = file
  let changes: Partial<Request> = {}
  /** Each line is looked at with those before it in place. */
  const take = (
    field: string,
    on: string,
    line: () => Omit<Problem, 'field'> | { postings: readonly Posting[]; request?: Partial<Request> },
  ) => {
    const { from, to } = period
    const told = on < from || on > to ? { code: 'timesheet.outside', values: { from, to } } : line()
    if ('code' in told) {
      problems.push({ field, ...told })
      return
    }
    changes = { ...changes, ...told.request }
    current = {
      ...current,
      request: { ...current.request, ...told.request },
      postings: [...current.postings, ...told.postings],
    }
  }
  for (const [index, { on, from, to }] of sheet.days.entries())
    take(`days.${index}`, on, () => {
      const shift = shiftOf(on, from, to)
      // The same sheet typed twice is one sheet.
      if (isThere(current, shift)) return { postings: [] }
      const told = recordShift({ ...context, file: current }, { shift, recorded: 'paper', by, why: WHY })
      return Array.isArray(told) ? { postings: told } : told
    })
  for (const [index, { on, excused, reasons }] of sheet.absences.entries())
    take(`absences.${index}`, on, () => {
      if (absenceOn(current.postings, on)) return { postings: [] }
      if (isVerified) return { code: 'shift.settled' }
      if (excused && !reasons) return NO_REASON
      return recordAbsence({ ...context, file: current }, { on, excused, reasons, by, why: WHY })
    })
  if (problems.length > 0) return { outcome: 'invalid', problems }
  if (current.postings.length === file.postings.length) return 'done'
  const postings = [
    ...current.postings.slice(file.postings.length),
    ...makeUpLate({ ...context, file: current }, period, by, WHY),
  ]
  if (postings.length > MOST_POSTINGS)
    return invalid({ field: 'days', code: 'tooMany', values: { max: MOST_POSTINGS } })
  return { act: 'hours.recorded', by, law: 'Regolamento, patto', request: changes, postings }
}

/**
 * Records the hours of a sheet of paper that the person and the supervisor signed, typed in by who follows the activity: in one
 * write, or not at all. Whoever typed it cannot verify the period, so a question that waited for them goes to somebody else.
 */
export async function recordPaper(deps: Deps, staff: Staff, id: string, sheet: PaperSheet): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  const acted = await actOnFile(deps, id, (file, now) => rulingOn({ file, municipality, now }, staff, sheet))
  return restartWorkflows(deps, id, acted)
}
