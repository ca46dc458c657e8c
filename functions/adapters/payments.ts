import { payment } from '../domain/records.ts'
import { log } from '../platform/log.ts'
import type { Payments } from '../usecases/finance.ts'
import { itemsOfYear } from './case-files.ts'

export const payments: Payments = {
  // One that does not open is told to who runs the system, and by the reconciliation; the others go on.
  ofYear: (municipality, year) =>
    itemsOfYear('PAYMENT', municipality, year, payment, ({ id }, error) => {
      log.failure('unreadable', id, error)
      return undefined
    }),
}
