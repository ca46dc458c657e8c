import * as z from 'zod'
import { day, dayOf } from '../base/calendar.ts'
import { type CsvRow, readCsv } from './csv.ts'
import { descend, type Node, readXml, type XmlProblem } from './xml.ts'

/**
 * An outcome from the treasury or a bank: a clearance was ordered, paid or returned. References count, amounts do not.
 */

export type TreasuryOutcome = {
  /** The first line of the file that says it. */
  line: number
  /** The reference of the clearance, as sent. */
  reference: string
  outcome: 'ordered' | 'paid' | 'returned'
  on: string
  /**
   * The number of the payment order; several, with commas, if each fund had its own. A bank knows only its own number.
   */
  order?: string
  reasons?: string
}

/** An entry that could not be read: its line, the reason and, where it helps, the content. */
export type UnreadEntry = {
  line: number
  code:
    | XmlProblem['code']
    /** No content; a missing column; a quote without end; a row with more or fewer cells than columns. */
    | 'empty'
    | 'column'
    | 'quote'
    | 'cells'
    | 'reference'
    | 'outcome'
    | 'date'
    /** Ordered, without the number of the order. */
    | 'order'
    /** The same reference both paid and returned: neither is accepted. */
    | 'contradiction'
    /** A status that is not final. */
    | 'pending'
    /** Rejected as a duplicate: the first one is under way or paid. */
    | 'duplicate'
    /** A status of a whole file of transfers that names none of them. */
    | 'wholeFile'
  value?: string
}

export type TreasuryReport = { outcomes: TreasuryOutcome[]; unread: UnreadEntry[] }

const words = z.array(z.string().trim().toLowerCase().min(1)).min(1)
const column = z.string().trim().toLowerCase().min(1)

/** Words for an issued order, if a treasury has none of its own. */
const ORDERED = ['emesso', 'ordinato', 'ordered']

/**
 * The format of a treasury's file of outcomes: the names of its columns, and its words for ordered, paid and returned.
 */
export const outcomeFormat = z.strictObject({
  columns: z.strictObject({ reference: column, outcome: column, on: column, order: column, reasons: column }),
  ordered: words.default(ORDERED),
  paid: words,
  returned: words,
})
export type OutcomeFormat = z.infer<typeof outcomeFormat>

/** The format for treasuries that have none of their own. */
export const OUTCOME_FORMAT: OutcomeFormat = {
  columns: { reference: 'riferimento', outcome: 'esito', on: 'data', order: 'mandato', reasons: 'motivo' },
  ordered: ORDERED,
  paid: ['pagato', 'eseguito', 'paid'],
  returned: ['stornato', 'respinto', 'restituito', 'returned'],
}

/** The maximum length of quoted content. */
const LONGEST = 80
const unread = (line: number, code: UnreadEntry['code'], value = ''): UnreadEntry => ({
  line,
  code,
  ...(value === '' ? {} : { value: value.slice(0, LONGEST) }),
})

/** Parses a day as in ISO 8601 or as written in Italy, with one or two digits; `undefined` if it is none. */
function dayFrom(written: string): string | undefined {
  const [, dayOfMonth, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written) ?? []
  const read =
    dayOfMonth && month && year ? `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}` : written
  return day.safeParse(read).success ? read : undefined
}

/** The content of a line, or why it has none. */
type Read = { line: number; outcome: Omit<TreasuryOutcome, 'line'> } | UnreadEntry

const optional = (order: string, reasons: string): Pick<TreasuryOutcome, 'order' | 'reasons'> => ({
  ...(order === '' ? {} : { order }),
  ...(reasons === '' ? {} : { reasons }),
})

/** Combines lines of one reference that agree. */
function asOne(said: readonly Extract<Read, { outcome: object }>[]): TreasuryOutcome[] {
  const [first] = said
  if (!first) return []
  const { reference, outcome } = first.outcome
  const every = (member: 'order' | 'reasons') =>
    [...new Set(said.flatMap((each) => each.outcome[member] ?? []))].join(', ')
  const on = said.reduce((latest, each) => (each.outcome.on > latest ? each.outcome.on : latest), first.outcome.on)
  return [{ line: first.line, reference, outcome, on, ...optional(every('order'), every('reasons')) }]
}

/**
 * Returns one outcome per reference, in whatever case a bank writes it: repetitions count once, with every order and the last
 * day. If lines disagree on whether it was paid, none is accepted. An order comes before its outcome.
 */
function reportOf(lines: readonly Read[]): TreasuryReport {
  const problems = lines.filter((read) => 'code' in read)
  const byReference = Map.groupBy(
    lines.filter((read) => 'outcome' in read),
    ({ outcome }) => outcome.reference.toLowerCase(),
  )
  const outcomes: TreasuryOutcome[] = []
  for (const said of byReference.values()) {
    const ordered = said.filter(({ outcome }) => outcome.outcome === 'ordered')
    const settled = said.filter(({ outcome }) => outcome.outcome !== 'ordered')
    outcomes.push(...asOne(ordered))
    const [first] = settled
    if (settled.every(({ outcome }) => outcome.outcome === first?.outcome.outcome)) outcomes.push(...asOne(settled))
    else for (const { line, outcome } of settled) problems.push(unread(line, 'contradiction', outcome.reference))
  }
  return { outcomes, unread: problems.sort((a, b) => a.line - b.line) }
}

function rowRead({ line, cells }: CsvRow, names: readonly string[], format: OutcomeFormat): Read {
  if (cells.length !== names.length) return unread(line, 'cells', cells.join(' '))
  const cell = (member: keyof OutcomeFormat['columns']): string =>
    cells[names.indexOf(format.columns[member])]?.trim() ?? ''
  const reference = cell('reference')
  if (reference === '') return unread(line, 'reference')
  const said = cell('outcome').toLowerCase()
  const outcome = (['paid', 'returned', 'ordered'] as const).find((each) => format[each].includes(said))
  if (!outcome) return unread(line, 'outcome', cell('outcome'))
  const on = dayFrom(cell('on'))
  if (!on) return unread(line, 'date', cell('on'))
  if (outcome === 'ordered' && cell('order').replaceAll('\0', '').trim() === '') return unread(line, 'order', reference)
  return { line, outcome: { reference, outcome, on, ...optional(cell('order'), cell('reasons')) } }
}

/**
 * Reads the treasury's file of outcomes (CSV, with `;` or `,`) without throwing. Columns may be in any order and unknown
 * ones are ignored; `order` and `reasons` are optional.
 */
export function readOutcomes(text: string, format: OutcomeFormat = OUTCOME_FORMAT): TreasuryReport {
  const { rows, brokenAt } = readCsv(text)
  const broken = brokenAt === undefined ? [] : [unread(brokenAt, 'quote')]
  const [header, ...lines] = rows
  if (!header) return { outcomes: [], unread: broken.length > 0 ? broken : [unread(1, 'empty')] }
  const names = header.cells.map((name) => name.trim().toLowerCase())
  const { reference, outcome, on } = format.columns
  const missing = [reference, outcome, on].filter((name) => !names.includes(name))
  if (missing.length > 0) return { outcomes: [], unread: missing.map((name) => unread(header.line, 'column', name)) }
  return reportOf([...lines.map((row) => rowRead(row, names, format)), ...broken])
}

/**
 * The final statuses (ISO 20022, ExternalPaymentTransactionStatus1Code). Others say how far a bank is with an instruction: form
 * checked (ACTC), customer checked (ACCP), in settlement (ACSP). None says that the municipality issued an order (D.Lgs.
 * 267/2000 art. 185), nor its number, so none counts as one.
 */
const FINAL: Readonly<Record<string, TreasuryOutcome['outcome']>> = {
  ACSC: 'paid',
  ACCC: 'paid',
  RJCT: 'returned',
  CANC: 'returned',
}

/** The reasons by which a bank rejects a duplicate (ISO 20022, ExternalStatusReason1Code): nothing was returned. */
const DUPLICATE = /\b(AM05|DUPL|DU0[1-5])\b/

const moment = z.iso.datetime({ offset: true, local: true })

/** Returns the day of a date and time: in Italy if it has an offset, as written if it has none. */
function dayOfMoment(written: string): string | undefined {
  if (!moment.safeParse(written).success) return undefined
  const on = /T.*[Z+-]/.test(written) ? dayOf(written) : written.slice(0, 10)
  return day.safeParse(on).success ? on : undefined
}

const textOf = (node: Node | undefined, ...path: readonly string[]): string =>
  descend(node, ...path)
    ?.text.replace(/\s+/g, ' ')
    .trim() ?? ''

/** Returns why a bank returned a payment: codes and words as written. */
const reasonsIn = (about: Node): string =>
  about.children
    .filter(({ name }) => name === 'StsRsnInf')
    .flatMap((why) => [
      textOf(why, 'Rsn', 'Cd') || textOf(why, 'Rsn', 'Prtry'),
      ...why.children.filter(({ name }) => name === 'AddtlInf').map((node) => textOf(node)),
    ])
    .filter((part) => part !== '')
    .join(' ')

/** Values of a batch or message that apply to each of its transfers without values of its own. */
type Above = { writtenAt: string; status: string; reasons: string }

function transferRead(about: Node, above: Above): Read {
  const { line } = about
  const reference = textOf(about, 'OrgnlEndToEndId')
  if (reference === '' || reference === 'NOTPROVIDED') return unread(line, 'reference')
  const status = textOf(about, 'TxSts') || above.status
  const outcome = Object.hasOwn(FINAL, status) ? FINAL[status] : undefined
  if (!outcome) return unread(line, 'pending', `${reference} ${status}`.trim())
  const when = textOf(about, 'AccptncDtTm') || above.writtenAt
  const on = dayOfMoment(when)
  if (!on) return unread(line, 'date', when)
  const reasons = outcome === 'paid' ? '' : reasonsIn(about) || above.reasons
  if (DUPLICATE.test(reasons)) return unread(line, 'duplicate', reference)
  return { line, outcome: { reference, outcome, on, ...optional(textOf(about, 'AcctSvcrRef'), reasons) } }
}

/** Reads the transfers below an element. A status of a batch or a message that names no transfer is one unread line. */
function transfersIn(node: Node, above: Above): Read[] {
  const message = descend(node, 'OrgnlGrpInfAndSts')
  const here: Above = {
    writtenAt: textOf(node, 'GrpHdr', 'CreDtTm') || above.writtenAt,
    status: textOf(node, 'PmtInfSts') || textOf(message, 'GrpSts') || above.status,
    reasons: reasonsIn(node) || (message ? reasonsIn(message) : '') || above.reasons,
  }
  const found = node.children.flatMap((child) =>
    child.name === 'TxInfAndSts' ? [transferRead(child, here)] : transfersIn(child, here),
  )
  if (found.length > 0 || !(message || node.name === 'OrgnlPmtInfAndSts')) return found
  const id = textOf(node, 'OrgnlPmtInfId') || textOf(message, 'OrgnlMsgId')
  return [unread(node.line, 'wholeFile', `${id} ${here.status}`.trim())]
}

/**
 * Reads a bank's report on transfers (pain.002.001.10), by the names of its elements: the Italian form wraps it in envelopes
 * and namespaces of its own, whose schemas were not to be found in public, so neither is looked at. Paid is what was settled
 * (ACSC, ACCC), returned what was rejected or cancelled; any other status is listed as not final. The day is that of
 * acceptance, or else of the report. A document type or an entity declaration is refused. Nothing makes it throw.
 */
export function readStatusReport(text: string): TreasuryReport {
  const root = readXml(text)
  if ('code' in root) return { outcomes: [], unread: [text.trim() === '' ? unread(1, 'empty') : root] }
  const lines = transfersIn(root, { writtenAt: '', status: '', reasons: '' })
  return lines.length > 0 ? reportOf(lines) : { outcomes: [], unread: [unread(root.line, 'empty')] }
}

/** The maximum number of outcomes in a file: what can be recorded within the gateway's time limit. */
export const MOST_OUTCOMES = 1000
