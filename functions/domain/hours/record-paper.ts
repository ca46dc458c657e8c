import { type ActDecision, barredFromActivity, byOf, invalid, refused } from '../acts/act.ts'
import type { Problem } from '../base/problems.ts'
import { type CaseFile, findAsk, periodOf } from '../file/case-file.ts'
import type { Posting } from './posting.ts'
import type { Request } from '../file/request.ts'
import type { Staff } from '../municipality/actors.ts'
import { MOST_POSTINGS } from './period-hours.ts'
import type { Context } from '../file/context.ts'
import { absenceOn, recordAbsence } from './absences.ts'
import { type Shift, shiftOf } from './hours.ts'
import { shiftsOf } from './ledger.ts'
import { NO_REASON, type PaperSheet } from './paper-sheet.ts'
import { makeUpLate, recordShift } from './shifts.ts'

const WHY = 'paper'

const isThere = ({ postings }: CaseFile, { starts, ends }: Shift): boolean =>
  shiftsOf(postings).some(({ shift }) => shift?.starts === starts && shift.ends === ends)

/** Decides on a sheet: records all of its lines, or none if one is invalid. */
export function recordPaperSheet(
  context: Pick<Context, 'file' | 'municipality' | 'now'>,
  staff: Staff,
  sheet: PaperSheet,
): ActDecision {
  const { file, now } = context
  const why = barredFromActivity({ file, staff, now })
  if (why) return refused(why)
  const period = periodOf(file, sheet.period)
  if (!period) return invalid({ field: 'period', code: 'choice' })
  const by = byOf(staff)
  const isVerified = findAsk(file, 'verification', String(period.number))?.status === 'answered'
  const problems: Problem[] = []
  let current = file
  let changes: Partial<Request> = {}
  // Each line is checked against the lines before it.
  const take = (
    field: string,
    on: string,
    line: () => Omit<Problem, 'field'> | { postings: readonly Posting[]; request?: Partial<Request> },
  ) => {
    const { from, to } = period
    const taken = on < from || on > to ? { code: 'timesheet.outside', values: { from, to } } : line()
    if ('code' in taken) {
      problems.push({ field, ...taken })
      return
    }
    changes = { ...changes, ...taken.request }
    current = {
      ...current,
      request: { ...current.request, ...taken.request },
      postings: [...current.postings, ...taken.postings],
    }
  }
  for (const [index, { on, from, to }] of sheet.days.entries())
    take(`days.${index}`, on, () => {
      const shift = shiftOf(on, from, to)
      // A sheet typed twice is recorded once.
      if (isThere(current, shift)) return { postings: [] }
      const recorded = recordShift({ ...context, file: current }, { shift, recorded: 'paper', by, why: WHY })
      return Array.isArray(recorded) ? { postings: recorded } : recorded
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
