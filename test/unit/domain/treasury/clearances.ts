import fc from 'fast-check'
import { composeIBAN } from 'ibantools'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import type { Clearance } from '../../../../functions/domain/treasury/clearance.ts'

/** 600.00 euro for the second instalment of a file, by transfer, due on 1 April 2026. */
export const clearanceWith = (fields: Partial<Clearance> = {}): Clearance => ({
  reference: '3k7m9p2q4r6s8t1v5w0x2y4z6a-2-1',
  number: '2026/12-2',
  on: '2026-03-02',
  lines: [{ fund: 'bilancio', budgetLine: '1204.10', cents: 60_000 }],
  amountCents: 60_000,
  creditor: { name: 'Amina Conti', taxCode: 'CNTMNA85D41F205A' },
  type: 'transfer',
  iban: 'IT60X0542811101000000123456',
  dueOn: '2026-04-01',
  act: { number: '2026/12', on: '2026-03-01' },
  text: 'Liquidazione 2026/12-2, atto 2026/12 del 01/03/2026',
  stampExemption: 'DPR 642/1972, Tabella allegato B, art. 8',
  ...fields,
})

const digits = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'))

/** An Italian account that exists by its digits. */
export const anyIban = fc
  .tuple(fc.constantFrom(...'ABXZ'), digits(10), digits(12))
  .map(([cin, bank, account]) => composeIBAN({ countryCode: 'IT', bban: `${cin}${bank}${account}` }) ?? '')

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz'
/** A reference as the system makes them: request, instalment, issue. */
export const anyReference = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...BASE32), minLength: 26, maxLength: 26 }),
    fc.integer({ min: 1, max: 99 }),
    fc.integer({ min: 1, max: 9 }),
  )
  .map((parts) => parts.join('-'))

/** Names as people have them and as nobody has: letters of any script, marks of XML and of spreadsheets. */
export const anyName = fc.oneof(
  fc.string({ maxLength: 90 }),
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.string({ unit: fc.constantFrom(...`àèìòùÉçñßøłđœ'’"&<>=+-@;,/\n\t 😀李Жaz`), maxLength: 120 }),
)

/** Transfers and cash, each with a reference of its own, on one to three parts. */
export const anyClearances: fc.Arbitrary<Clearance[]> = fc
  .uniqueArray(anyReference, { maxLength: 8 })
  .chain((references) =>
    fc.tuple(
      ...references.map((reference) =>
        fc
          .record({
            parts: fc.array(fc.integer({ min: 1, max: 30_000_000 }), { minLength: 1, maxLength: 3 }),
            name: anyName,
            payee: fc.option(anyName, { nil: undefined }),
            iban: anyIban,
            cash: fc.boolean(),
            due: fc.integer({ min: -5, max: 5 }),
          })
          .map(({ parts, name, payee, iban, cash, due }) => {
            const { iban: _, ...common } = clearanceWith({
              reference,
              lines: parts.map((cents, index) => ({ fund: `fondo-${index}`, budgetLine: `12.${index}`, cents })),
              amountCents: parts.reduce((sum, cents) => sum + cents, 0),
              creditor: { name, taxCode: 'CNTMNA85D41F205A' },
              ...(payee === undefined ? {} : { payee: { name: payee } }),
              dueOn: addDays('2026-04-01', due),
            })
            return cash ? { ...common, type: 'cash' as const } : { ...common, iban }
          }),
      ),
    ),
  )
