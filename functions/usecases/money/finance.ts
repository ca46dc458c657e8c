import { dayOf } from '../../domain/base/calendar.ts'
import { type Clearance, clearanceOf } from '../../domain/treasury/clearance.ts'
import { mayPay } from '../../domain/money/roles.ts'
import { hasCurrentRoute } from '../../domain/money/gate.ts'
import type { Export } from '../../domain/treasury/exports.ts'
import { mapInBatches } from './map-in-batches.ts'
import { hasConflict } from '../../domain/procedure/who-may.ts'
import { ifReadable } from '../file/unreadable.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Payment } from '../../domain/file/payment.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** The lists of payments. */
export interface Payments {
  /** Lists the payments that became due in a year, from an index that may lag. */
  ofYear(municipality: string, year: number): AsyncIterable<Payment>
  /** Lists the payments that are neither paid nor cancelled, whatever their year, from an index that may lag. */
  open(municipality: string): AsyncIterable<Payment>
}

/** The files made for finance. Each can be read for some days and is then deleted. */
export interface Exports {
  /** Stores the request for a file once; the file is made in the background. */
  begin(order: Export): Promise<void>
  load(municipality: string, id: string): Promise<Export | undefined>
  /** Lists the exports of a municipality, newest first. */
  list(municipality: string): Promise<Export[]>
  /** Stores the file and marks it as made, once; a second call changes nothing. */
  finish(order: Export, made: NonNullable<Export['made']>, text: string | undefined): Promise<void>
  text(order: Export): Promise<string | undefined>
}

export type FinanceDeps = Pick<Deps, 'clock' | 'files' | 'configuration' | 'report'> & {
  payments: Payments
  exports: Exports
}

/** Returns the clearance of a payment of a file. */
export const clearanceIn = ({ request }: CaseFile, payment: Payment): Clearance | undefined =>
  clearanceOf(payment, request)

/** The id of a payment, or of one issue of it: `{request}-{instalment}`, optionally `-{issue}`. */
const PAYMENT = /^([0-9a-z]{26})-(\d{1,4})(?:-(\d{1,4}))?$/

/**
 * Returns the clearance of a payment that waits to be paid, for those who pay, sealed files included. Finance's software calls
 * it after an event.
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

/** Returns the payments that are neither paid nor cancelled, of whatever year, soonest due first. */
async function openPayments({ payments }: Pick<FinanceDeps, 'payments'>, municipality: string): Promise<Payment[]> {
  const open: Payment[] = []
  for await (const payment of payments.open(municipality)) open.push(payment)
  return open.sort(byDue)
}

/** Returns the payments that wait for an outcome, of whatever year, soonest due first. */
export const waitingPayments = async (deps: Pick<FinanceDeps, 'payments'>, municipality: string): Promise<Payment[]> =>
  (await openPayments(deps, municipality)).filter(({ state }) => state === 'cleared')

/** A payment as finance sees it, with the payee for those who pay. */
export type PaymentRow = {
  payment: Payment
  /** The register number; undefined for members who may not see it. */
  number: string | undefined
  sealed: boolean
  /**
   * The clearance; undefined for roles that do not pay, for sealed files with nothing to pay, and under a conflict of
   * interest.
   */
  clearance: Clearance | undefined
  /** True if it was cleared to an account that has since rejected another payment, or that is no longer the payee's. */
  isMisdirected: boolean
}

export type FinanceList = {
  year: number
  state: Payment['state']
  count: number
  totalCents: number
  rows: PaymentRow[]
}

/** The order in which states are shown: work to be done first. */
const STATE_ORDER = [
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
  const pays = mayPay(staff) && payment.state === 'cleared' && !hasConflict(staff.member, file.request)
  return {
    payment,
    number: registryEntry,
    sealed: sealed !== undefined,
    clearance: pays ? clearanceIn(file, payment) : undefined,
    isMisdirected: pays && !hasCurrentRoute(file, payment),
  }
}

/**
 * Returns a page of the payments of a year in each state; `page` counts from 1 within a state. Payments that have not ended
 * show in the current year, whichever year they are from, because they are open work.
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
    const rows = await mapInBatches(these.slice((page - 1) * each, page * each), AT_ONCE, (it) =>
      rowOf(deps, staff, it),
    )
    lists.push({ year, state: of, count: these.length, totalCents: sum(these), rows })
  }
  return { lists, funds: byFund(all) }
}

const sum = (payments: readonly Payment[]): number => payments.reduce((cents, it) => cents + it.amountCents, 0)

/** Sums up the payments of a year by fund and state, in cents. */
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
