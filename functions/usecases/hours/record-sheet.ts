import { type Shift, shiftOf } from '../../domain/hours/hours.ts'
import { shiftsOf } from '../../domain/hours/ledger.ts'
import { placementOn } from '../../domain/activity/placements.ts'
import type { Problem } from '../../domain/base/problems.ts'
import { openReviewOf, type CaseFile } from '../../domain/file/case-file.ts'
import { amend } from '../file/amend.ts'
import type { Context } from '../../domain/file/context.ts'
import { type AbsenceChange, recordAbsence } from '../../domain/hours/absences.ts'
import { recordShift } from '../../domain/hours/shifts.ts'
import { resume } from '../file/resume.ts'
import type { Supervisor } from '../../domain/municipality/actors.ts'
import type { Addressee } from '../../domain/file/addressee.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'

/** A line of the supervisor's sheet: attendance on a day, from and to by the clock in Italy, or an absence. */
export type SheetRow = { request: string; on: string } & ({ from: string; to: string } | { excused: boolean })
export type SheetResult = { saved: number; problems: { row: SheetRow; problem: Omit<Problem, 'field'> }[] }

const isThere = ({ postings }: CaseFile, { starts, ends }: Shift): boolean =>
  shiftsOf(postings).some(({ shift }) => shift?.starts === starts && shift.ends === ends)

type Hours = Pick<Context, 'file' | 'municipality' | 'now'>

function recordRow(context: Hours, row: SheetRow, by: Addressee): AbsenceChange | Omit<Problem, 'field'> {
  const why = 'sheet'
  if (placementOn(context.file.request, row.on)?.host !== by.id) return { code: 'here.otherSite' }
  if ('excused' in row) return recordAbsence(context, { on: row.on, excused: row.excused, by, why })
  const shift = shiftOf(row.on, row.from, row.to)
  if (isThere(context.file, shift)) return { postings: [], request: {} }
  const recorded = recordShift(context, { shift, recorded: 'sheet', by, why })
  return Array.isArray(recorded) ? { postings: recorded, request: {} } : recorded
}

/**
 * Records the supervisor's sheet, per person: valid lines are saved, and the problems of others are returned line by line. The
 * same sheet again adds nothing. A review that absences open begins its hearing at once.
 */
export async function recordSheet(
  deps: Pick<Deps, 'files' | 'clock' | 'configuration' | 'workflows' | 'report'>,
  { municipality: code, host }: Supervisor,
  rows: readonly SheetRow[],
): Promise<SheetResult> {
  const municipality = await deps.configuration.of(code)
  const by = { role: 'host', id: host.id } as const
  const result: SheetResult = { saved: 0, problems: [] }
  for (const [id, lines] of Map.groupBy(rows, ({ request }) => request)) {
    let own: SheetResult = { saved: 0, problems: [] }
    const known = await deps.files.load(id)
    if (known?.request.municipality !== code) {
      result.problems.push(...lines.map((row) => ({ row, problem: { code: 'here.otherSite' } })))
      continue
    }
    const written = await amend(deps, id, (file, now) => {
      own = { saved: 0, problems: [] }
      let [current, request]: [CaseFile, AbsenceChange['request']] = [file, {}]
      for (const row of lines) {
        const recorded = recordRow({ file: current, municipality, now }, row, by)
        if ('code' in recorded) {
          own.problems.push({ row, problem: recorded })
          continue
        }
        request = { ...request, ...recorded.request }
        current = {
          ...current,
          request: { ...current.request, ...recorded.request },
          postings: [...current.postings, ...recorded.postings],
        }
      }
      own.saved = lines.length - own.problems.length
      const postings = current.postings.slice(file.postings.length)
      return postings.length === 0 ? undefined : { act: 'hours.recorded', by, postings, request }
    })
    result.saved += own.saved
    result.problems.push(...own.problems)
    // Also covers a review that the same sheet opened before a failure: `resume` leaves running workflows alone.
    if (own.saved > 0 && openReviewOf(written.request)) await attempt(deps, 'resume', id, () => resume(deps, id))
  }
  return result
}
