import { log } from '../../platform/log.ts'
import type { Payments } from '../../usecases/money/finance.ts'
import { itemsOfYear, openPayments } from './records-of-year.ts'
import { payment } from '../../domain/file/payment.ts'

/** One that does not open is told to who runs the system, and by the reconciliation; the others go on. */
function leftOut({ id }: { id: string }, error: unknown): undefined {
  log.failure('unreadable', id, error)
}

export const payments: Payments = {
  ofYear: (municipality, year) => itemsOfYear('PAYMENT', municipality, year, payment, leftOut),
  open: (municipality) => openPayments(municipality, leftOut),
}
