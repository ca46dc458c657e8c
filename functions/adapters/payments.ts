import { payment } from '../domain/records.ts'
import type { Payments } from '../usecases/finance.ts'
import { itemsOfYear, openPayments } from './case-files.ts'

export const payments: Payments = {
  ofYear: (municipality, year) => itemsOfYear('PAYMENT', municipality, year, payment),
  open: openPayments,
}
