import { type Shift, shiftOf } from '../domain/hours.ts'
import { shiftsOf } from '../domain/ledger.ts'
import type { Problem } from '../domain/problems.ts'
import type { CaseFile, Posting } from '../domain/records.ts'
import { amend } from './amend.ts'
import type { Supervisor } from './host-pass.ts'
import type { Deps } from './ports.ts'
import { recordShift } from './record-shift.ts'

/** A line of the supervisor's sheet: somebody was there on a day, from one time to another by the clock in Italy. */
export type SheetRow = { request: string; on: string; from: string; to: string }
export type SheetResult = { saved: number; problems: { row: SheetRow; problem: Omit<Problem, 'field'> }[] }

const isThere = ({ postings }: CaseFile, { starts, ends }: Shift): boolean =>
  shiftsOf(postings).some(({ shift }) => shift?.starts === starts && shift.ends === ends)

/**
 * Records what the supervisor wrote, a person at a time: what is right is saved, and what is wrong with the rest is told line
 * by line. The same sheet sent again adds nothing.
 */
export async function recordSheet(
  deps: Pick<Deps, 'files' | 'clock' | 'configuration'>,
  { municipality: code, host }: Supervisor,
  rows: readonly SheetRow[],
): Promise<SheetResult> {
  const municipality = await deps.configuration.of(code)
  const result: SheetResult = { saved: 0, problems: [] }
  for (const [id, lines] of Map.groupBy(rows, ({ request }) => request)) {
    let own: SheetResult = { saved: 0, problems: [] }
    const known = await deps.files.load(id)
    if (known?.request.municipality !== code || known.request.placement?.host !== host.id) {
      result.problems.push(...lines.map((row) => ({ row, problem: { code: 'here.otherSite' } })))
      continue
    }
    await amend(deps, id, (file, now) => {
      own = { saved: 0, problems: [] }
      const postings: Posting[] = []
      for (const row of lines) {
        const current = { ...file, postings: [...file.postings, ...postings] }
        const shift = shiftOf(row.on, row.from, row.to)
        const recorded = isThere(current, shift)
          ? []
          : recordShift(
              { file: current, municipality, now },
              { shift, recorded: 'sheet', by: { role: 'host', id: host.id }, why: 'sheet' },
            )
        if (Array.isArray(recorded)) postings.push(...recorded)
        else own.problems.push({ row, problem: recorded })
      }
      own.saved = lines.length - own.problems.length
      return postings.length === 0 ? undefined : { act: 'hours.recorded', by: { role: 'host', id: host.id }, postings }
    })
    result.saved += own.saved
    result.problems.push(...own.problems)
  }
  return result
}
