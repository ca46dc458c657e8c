import { dayOf } from '../base/calendar.ts'
import { csvOf } from './csv.ts'
import { numberOf, type Request } from '../file/request.ts'
import type { Payment, PaymentLine } from '../file/payment.ts'

/** A creditor, or a payee in their place. A payee that is not a person may have no tax code. */
type Party = { name: string; taxCode: string }
type Payee = { name: string; taxCode?: string | undefined; code?: string | undefined }

/** The payment types of an order (OPI, `tipo_pagamento`). */
const PAYMENT_TYPES = {
  transfer: 'SEPA CREDIT TRANSFER',
  cash: 'CASSA',
  /** Not a type of an order: no money is paid. */
  advantage: 'VANTAGGIO SENZA DENARO',
} as const

/**
 * Receipts for assistance are exempt from stamp duty; an order must quote the rule (OPI, `causale_esenzione_bollo`).
 */
const STAMP_EXEMPTION = 'DPR 642/1972, Tabella allegato B, art. 8'

/**
 * A clearance (liquidazione, D.Lgs. 267/2000 art. 184): everything that an order on the treasury needs. Amounts in cents.
 */
export type Clearance = {
  /** The reference that every message quotes: instalment and issue, so that it is unique to one payment. */
  reference: string
  /** The number that offices use: register number, instalment, and issue from the second on. */
  number: string
  on: string
  /** Budget line, fund and CUP of each part; the parts sum to the amount. */
  lines: readonly PaymentLine[]
  amountCents: number
  creditor: Party
  /** The receiver, if not the creditor (quietanzante). */
  payee?: Payee
  type: Payment['method']
  iban?: string
  dueOn: string
  act: { number: string; on: string }
  /** The text for the treasury and the bank statement. */
  text: string
  stampExemption: string
}

const italian = (day: string): string => day.split('-').reverse().join('/')

/**
 * Returns the clearance of a cleared payment. Its text quotes the act and, for a payee in place of the person, their customer
 * or contract code. It names neither programme nor kind of help, because household, landlord and bank read the statement of
 * account (D.Lgs. 33/2013 art. 26(4)). Sealed files use the same form, so their text does not give them away.
 */
export function clearanceOf(
  { clearance, instalment, issue, lines, amountCents, method, iban, dueOn, payee }: Payment,
  request: Pick<Request, 'id' | 'registryEntry' | 'decision' | 'application'>,
): Clearance | undefined {
  if (!clearance) return undefined
  const {
    decision,
    application: { applicant },
  } = request
  const file = numberOf(request)
  const number = [file, instalment, ...(issue > 1 ? [issue] : [])].join('-')
  const on = dayOf(clearance.clearedAt)
  const act = { number: file, on: decision ? dayOf(decision.at) : on }
  return {
    reference: clearance.reference,
    number,
    on,
    lines,
    amountCents,
    creditor: { name: `${applicant.firstName} ${applicant.lastName}`, taxCode: applicant.taxCode },
    ...(payee ? { payee } : {}),
    type: method,
    ...(iban === undefined ? {} : { iban }),
    dueOn,
    act,
    text: `Liquidazione ${number}, atto ${act.number} del ${italian(act.on)}${payee?.code ? `, codice ${payee.code}` : ''}`,
    stampExemption: STAMP_EXEMPTION,
  }
}

/** Formats cents as euro with two decimals and a point: `60000` is `600.00`. */
export const euros = (cents: number): string => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

/** The columns of the file of clearances, which finance's software reads by name. */
export const CLEARANCE_COLUMNS = [
  'riferimento',
  'numero',
  'data',
  'capitolo',
  'fondo',
  'cup',
  'importo',
  'totale',
  'creditore',
  'codice_fiscale',
  'quietanzante',
  'codice_fiscale_quietanzante',
  'tipo_pagamento',
  'iban',
  'scadenza',
  'atto',
  'data_atto',
  'causale',
  'esenzione_bollo',
] as const

/**
 * Formats clearances as CSV: one row per fund, so that the column `importo` sums to what leaves the treasury; `totale` repeats
 * the whole payment.
 */
export const clearancesCsv = (clearances: readonly Clearance[]): string =>
  csvOf([
    CLEARANCE_COLUMNS,
    ...clearances.flatMap((it) =>
      it.lines.map(({ budgetLine, fund, cup = '', cents }) => [
        it.reference,
        it.number,
        it.on,
        budgetLine,
        fund,
        cup,
        euros(cents),
        euros(it.amountCents),
        it.creditor.name,
        it.creditor.taxCode,
        it.payee?.name ?? '',
        it.payee?.taxCode ?? '',
        PAYMENT_TYPES[it.type],
        it.iban ?? '',
        it.dueOn,
        it.act.number,
        it.act.on,
        it.text,
        it.stampExemption,
      ]),
    ),
  ])
