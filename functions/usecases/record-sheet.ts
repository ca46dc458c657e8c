import { periodOn, type Shift, shiftOf } from '../domain/hours.ts'
import { entriesOf, post, shiftsOf } from '../domain/ledger.ts'
import type { Problem } from '../domain/problems.ts'
import type { Addressee, CaseFile, Posting } from '../domain/records.ts'
import { amend } from './amend.ts'
import type { Supervisor } from './host-pass.ts'
import type { Deps } from './ports.ts'
import type { Context } from './questions/question.ts'
import { plannedIn, recordShift } from './record-shift.ts'

/** A line of the supervisor's sheet: somebody was there on a day, from one time to another by the clock in Italy, or did not come. */
export type SheetRow = { request: string; on: string } & ({ from: string; to: string } | { excused: boolean })
export type SheetResult = { saved: number; problems: { row: SheetRow; problem: Omit<Problem, 'field'> }[] }

const isThere = ({ postings }: CaseFile, { starts, ends }: Shift): boolean =>
  shiftsOf(postings).some(({ shift }) => shift?.starts === starts && shift.ends === ends)

type Hours = Pick<Context, 'file' | 'municipality' | 'now'>

/** The posting of a day on which somebody had agreed to come and did not: the minutes agreed less those done. */
function recordAbsence(
  { file, municipality, now }: Hours,
  { on, excused, by, why }: { on: string; excused: boolean; by: Addressee; why: string },
): Posting[] | Omit<Problem, 'field'> {
  const { request, postings } = file
  const entries = entriesOf(postings).filter((entry) => entry.on === on && entry.counted > 0)
  if (entries.some(({ absence }) => absence)) return []
  const period = periodOn(request, on)
  if (period?.settledAt) return { code: 'shift.settled' }
  const planned = plannedIn(municipality, file, { from: on, to: on }).filter(({ ends }) => ends <= now)
  const agreed = planned.reduce((sum, { minutes }) => sum + minutes, 0)
  if (!period || agreed === 0) return { code: 'absence.unplanned' }
  const done = entries.reduce((sum, { counted }) => sum + counted, 0)
  if (done >= agreed) return { code: 'absence.present' }
  return [
    post(postings, {
      request: request.id,
      period: period.number,
      entry: `absence-${on}`,
      on,
      minutes: agreed - done,
      from: 'agreement',
      to: 'missed',
      by,
      at: now,
      why,
      absence: { excused },
    }),
  ]
}

function recordRow(context: Hours, row: SheetRow, by: Addressee): Posting[] | Omit<Problem, 'field'> {
  const why = 'sheet'
  if ('excused' in row) return recordAbsence(context, { on: row.on, excused: row.excused, by, why })
  const shift = shiftOf(row.on, row.from, row.to)
  return isThere(context.file, shift) ? [] : recordShift(context, { shift, recorded: 'sheet', by, why })
}

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
  const by = { role: 'host', id: host.id } as const
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
        const recorded = recordRow({ file: current, municipality, now }, row, by)
        if (Array.isArray(recorded)) postings.push(...recorded)
        else own.problems.push({ row, problem: recorded })
      }
      own.saved = lines.length - own.problems.length
      return postings.length === 0 ? undefined : { act: 'hours.recorded', by, postings }
    })
    result.saved += own.saved
    result.problems.push(...own.problems)
  }
  return result
}
