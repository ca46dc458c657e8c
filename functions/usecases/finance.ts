import { dayOf } from '../domain/calendar.ts'
import { type Clearance, clearanceOf } from '../domain/clearance.ts'
import { paysMoney } from '../domain/desk.ts'
import type { Export } from '../domain/exports.ts'
import type { CaseFile, Payment } from '../domain/records.ts'
import type { Staff } from './desk-pass.ts'
import { inTurn } from './in-turn.ts'
import type { Deps } from './ports.ts'
import { hasConflict } from './questions/people.ts'

/** What finance works with beside the files. */
export interface Payments {
  /** The payments that became due in a year, as an index has them: some moments old. */
  ofYear(municipality: string, year: number): AsyncIterable<Payment>
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

/** Payments of some years that are with finance, the soonest due first. */
async function* ofYears(payments: Payments, municipality: string, years: readonly number[]) {
  for (const year of years) yield* payments.ofYear(municipality, year)
}

const byDue = (a: Payment, b: Payment) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id)

/** The payments that wait for an outcome, of this year and of the one before, the soonest due first. */
export async function waitingPayments(
  { payments, clock }: Pick<FinanceDeps, 'payments' | 'clock'>,
  municipality: string,
): Promise<Payment[]> {
  const year = Number(dayOf(clock.now()).slice(0, 4))
  const waiting: Payment[] = []
  for await (const payment of ofYears(payments, municipality, [year - 1, year]))
    if (payment.state === 'cleared') waiting.push(payment)
  return waiting.sort(byDue)
}

/** A payment as finance sees it, with who is paid where they are to pay it. */
export type PaymentRow = {
  payment: Payment
  /** Number of the file in the register; absent where even that is not for who looks. */
  number: string | undefined
  sealed: boolean
  /** What it takes to pay; absent for those who do not pay, of a sealed file that is not to be paid now, and under a conflict of interest. */
  clearance: Clearance | undefined
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
  'returned',
  'published',
  'eligible',
  'paid',
  'cancelled',
] as const satisfies readonly Payment['state'][]

const AT_ONCE = 8

async function rowOf({ files }: Pick<Deps, 'files'>, staff: Staff, payment: Payment): Promise<PaymentRow> {
  const file = await files.load(payment.request)
  if (!file) return { payment, number: undefined, sealed: true, clearance: undefined }
  const { registryEntry, sealed } = file.request
  const pays = paysMoney(staff) && payment.state === 'cleared' && !hasConflict(staff.member, file.request)
  return {
    payment,
    number: registryEntry,
    sealed: sealed !== undefined,
    clearance: pays ? clearanceIn(file, payment) : undefined,
  }
}

/**
 * The payments of a year by state, some of each: `page` counts from 1 within one state. Those that wait for an outcome are
 * there whichever of the last years they come from, since they are what there is to do.
 */
export async function paymentsByState(
  deps: Pick<FinanceDeps, 'payments' | 'clock' | 'files'>,
  staff: Staff,
  { year, state, page, each }: { year: number; state?: Payment['state'] | undefined; page: number; each: number },
): Promise<{ lists: FinanceList[]; funds: { fund: string; state: Payment['state']; cents: number }[] }> {
  const { municipality } = staff
  const all = await Array.fromAsync(deps.payments.ofYear(municipality, year))
  const thisYear = Number(dayOf(deps.clock.now()).slice(0, 4))
  const waiting =
    year === thisYear
      ? await waitingPayments(deps, municipality)
      : all.filter((it) => it.state === 'cleared').sort(byDue)
  const lists: FinanceList[] = []
  for (const of of STATE_ORDER.filter((one) => state === undefined || one === state)) {
    const these = of === 'cleared' ? waiting : all.filter((it) => it.state === of).sort(byDue)
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
