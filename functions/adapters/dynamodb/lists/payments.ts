import { log } from '../../../platform/log.ts'
import type { Payments } from '../../../usecases/money/finance.ts'
import { itemsOfYear, openPayments } from './records-of-year.ts'
import { payment } from '../../../domain/file/payment.ts'

/** Logs an unreadable payment and leaves it out; the reconciliation reports it too. */
function leftOut({ id }: { id: string }, error: unknown): undefined {
  log.failure('unreadable', id, error)
}

export const payments: Payments = {
  ofYear: (municipality, year) => itemsOfYear('PAYMENT', municipality, year, payment, leftOut),
  open: (municipality) => openPayments(municipality, leftOut),
}
