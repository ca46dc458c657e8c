import { dayOf } from '../../domain/base/calendar.ts'
import { type Clearance, clearanceOf } from '../../domain/money/clearance.ts'
import { paysMoney } from '../../domain/money/roles.ts'
import { goesRight } from '../../domain/money/gate.ts'
import type { Export } from '../../domain/money/exports.ts'
import { inTurn } from './in-turn.ts'
import { hasConflict } from '../../domain/procedure/who-may.ts'
import { ifReadable } from '../file/unreadable.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Payment } from '../../domain/file/payment.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** What finance works with beside the files. */
export interface Payments {
  /** The payments that became due in a year, as an index has them: some moments old. */
  ofYear(municipality: string, year: number): AsyncIterable<Payment>
  /** The payments that have not ended, neither paid nor cancelled, whatever their year: as an index has them too. */
  open(municipality: string): AsyncIterable<Payment>
}

/** Files made for finance. What is in one can be read for some days, and then is gone. */
export interface Exports {
  /** Asks for a file; asked for again it is the same one. Hearing of it, somebody makes it in the background. */
  begin(order: Export): Promise<void>
  load(municipality: string, id: string): Promise<Export | undefined>
  /** Those of a municipality, the newest first. */
  list(municipality: string): Promise<Export[]>
  /** Keeps the file and says that it is made, once: whoever comes second changes nothing. */
  finish(order: Export, made: NonNullable<Export['made']>, text: string | undefined): Promise<void>
  text(order: Export): Promise<string | undefined>
}

export type FinanceDeps = Pick<Deps, 'clock' | 'files' | 'configuration' | 'report'> & {
  payments: Payments
  exports: Exports
}

/** The clearance of a payment of a file. */
export const clearanceIn = ({ request }: CaseFile, payment: Payment): Clearance | undefined =>
  clearanceOf(payment, request)

/** A payment, or one issue of it: `{request}-{instalment}` and maybe `-{issue}`. */
const PAYMENT = /^([0-9a-z]{26})-(\d{1,4})(?:-(\d{1,4}))?$/

/**
 * What it takes to pay: for who pays, of any file of their municipality, sealed ones too, while it waits to be paid. Hearing of
 * a payment by an event, finance's software reads it here.
 */
export async function clearanceFor(
  { files }: Pick<Deps, 'files'>,
  { municipality, member }: Staff,
  reference: string,
): Promise<{ clearance: Clearance } | { refused: 'unknown' | 'conflict' | Payment['state'] }> {
  const [, request = '', instalment, issue] = PAYMENT.exec(reference) ?? []
  const file = await files.load(request)
  if (file?.request.municipality !== municipality) return { refused: 'unknown' }
  if (hasConflict(member, file.request)) return { refused: 'conflict' }
  const payment = file.payments.find((each) => each.instalment === Number(instalment))
  const clearance = payment && clearanceIn(file, payment)
  if (!clearance || (issue !== undefined && payment.issue !== Number(issue))) return { refused: 'unknown' }
  return payment.state === 'cleared' ? { clearance } : { refused: payment.state }
}

const byDue = (a: Payment, b: Payment) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id)

/** The payments that have not ended, of whatever year, the soonest due first. */
async function openPayments({ payments }: Pick<FinanceDeps, 'payments'>, municipality: string): Promise<Payment[]> {
  const open: Payment[] = []
  for await (const payment of payments.open(municipality)) open.push(payment)
  return open.sort(byDue)
}

/** The payments that wait for an outcome, of whatever year, the soonest due first. */
export const waitingPayments = async (deps: Pick<FinanceDeps, 'payments'>, municipality: string): Promise<Payment[]> =>
  (await openPayments(deps, municipality)).filter(({ state }) => state === 'cleared')

/** A payment as finance sees it, with who is paid where they are to pay it. */
export type PaymentRow = {
  payment: Payment
  /** Number of the file in the register; absent where even that is not for who looks. */
  number: string | undefined
  sealed: boolean
  /** What it takes to pay; absent for those who do not pay, of a sealed file that is not to be paid now, and under a conflict of interest. */
  clearance: Clearance | undefined
  /** It was cleared to an account that refused another payment since, or is no longer theirs: for those who pay. */
  isMisdirected: boolean
}

export type FinanceList = {
  year: number
  state: Payment['state']
  count: number
  totalCents: number
  rows: PaymentRow[]
}

/** In which order states are shown: what is to be done first. */
export const STATE_ORDER = [
  'cleared',
  'ordered',
  'returned',
  'published',
  'eligible',
  'paid',
  'cancelled',
] as const satisfies readonly Payment['state'][]

const AT_ONCE = 8

async function rowOf({ files }: Pick<Deps, 'files'>, staff: Staff, payment: Payment): Promise<PaymentRow> {
  const file = await ifReadable(files.load(payment.request))
  if (!file) return { payment, number: undefined, sealed: true, clearance: undefined, isMisdirected: false }
  const { registryEntry, sealed } = file.request
  const pays = paysMoney(staff) && payment.state === 'cleared' && !hasConflict(staff.member, file.request)
  return {
    payment,
    number: registryEntry,
    sealed: sealed !== undefined,
    clearance: pays ? clearanceIn(file, payment) : undefined,
    isMisdirected: pays && !goesRight(file, payment),
  }
}

/**
 * The payments of a year by state, some of each: `page` counts from 1 within one state. Those that have not ended are
 * there in the present year whichever year they come from, since they are what there is to do.
 */
export async function paymentsByState(
  deps: Pick<FinanceDeps, 'payments' | 'clock' | 'files'>,
  staff: Staff,
  { year, state, page, each }: { year: number; state?: Payment['state'] | undefined; page: number; each: number },
): Promise<{ lists: FinanceList[]; funds: { fund: string; state: Payment['state']; cents: number }[] }> {
  const { municipality } = staff
  const all = await Array.fromAsync(deps.payments.ofYear(municipality, year))
  const thisYear = Number(dayOf(deps.clock.now()).slice(0, 4))
  const open = year === thisYear ? await openPayments(deps, municipality) : []
  const isOpen = new Set(open.map(({ id }) => id))
  const listed = [...open, ...all.filter(({ id }) => !isOpen.has(id))].sort(byDue)
  const lists: FinanceList[] = []
  for (const of of STATE_ORDER.filter((one) => state === undefined || one === state)) {
    const these = listed.filter((it) => it.state === of)
    const rows = await inTurn(these.slice((page - 1) * each, page * each), AT_ONCE, (it) => rowOf(deps, staff, it))
    lists.push({ year, state: of, count: these.length, totalCents: sum(these), rows })
  }
  return { lists, funds: byFund(all) }
}

const sum = (payments: readonly Payment[]): number => payments.reduce((cents, it) => cents + it.amountCents, 0)

/** What each fund pays of the payments of a year, by state, in cents. */
function byFund(payments: readonly Payment[]) {
  const totals = new Map<string, { fund: string; state: Payment['state']; cents: number }>()
  for (const { state, lines } of payments)
    for (const { fund, cents } of lines) {
      const known = totals.get(`${fund} ${state}`)
      totals.set(`${fund} ${state}`, { fund, state, cents: (known?.cents ?? 0) + cents })
    }
  const rank = ({ state }: { state: Payment['state'] }) => STATE_ORDER.indexOf(state)
  return [...totals.values()].sort((a, b) => a.fund.localeCompare(b.fund) || rank(a) - rank(b))
}
