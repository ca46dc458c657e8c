import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CLEARANCE_COLUMNS,
  type Clearance,
  clearanceOf,
  clearancesCsv,
  euros,
} from '../../../../functions/domain/treasury/clearance.ts'
import { csvOf, readCsv } from '../../../../functions/domain/treasury/csv.ts'
import { newWorld } from '../../../support/memory.ts'
import { apply, play } from '../../../support/story/play.ts'
import { anyClearances, clearanceWith } from './clearances.ts'
import type { Payment } from '../../../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const world = newWorld()
const isCleared = ({ payments }: CaseFile) => payments.some(({ state }) => state === 'cleared')
const FILE = await play(world, await apply(world), { outcome: () => undefined }, isCleared)
const paymentOf = (fields: Partial<Payment> = {}): Payment => {
  const [first] = FILE.payments
  if (!first) throw new Error('nothing was cleared')
  return { ...first, ...fields }
}

describe('a clearance', () => {
  it('has all data that an order needs', () => {
    const { request } = FILE
    const { applicant, payout } = request.application
    const payment = paymentOf()
    expect(clearanceOf(payment, request)).toEqual({
      reference: `${request.id}-1-1`,
      number: '2026/1-1',
      // Cleared when a period ended: at midnight in Italy, the day before in UTC.
      on: '2026-04-16',
      lines: [{ fund: 'bilancio', budgetLine: '1204.10', cents: payment.amountCents }],
      amountCents: payment.amountCents,
      creditor: { name: `${applicant.firstName} ${applicant.lastName}`, taxCode: applicant.taxCode },
      type: 'transfer',
      iban: payout.method === 'transfer' ? payout.iban : '',
      dueOn: payment.dueOn,
      act: { number: '2026/1', on: '2026-03-02' },
      text: 'Liquidazione 2026/1-1, atto 2026/1 del 02/03/2026',
      stampExemption: 'DPR 642/1972, Tabella allegato B, art. 8',
    })
  })

  it('does not exist before the payment is cleared', () => {
    const { clearance: _, ...eligible } = paymentOf()
    expect(clearanceOf({ ...eligible, state: 'eligible' }, FILE.request)).toBeUndefined()
  })

  it('has a number and a reference of its own for each issue', () => {
    const again = paymentOf({ issue: 2, clearance: { reference: 'x-1-2', clearedAt: '2026-05-01T22:30:00Z' } })
    expect(clearanceOf(again, FILE.request)).toMatchObject({
      reference: 'x-1-2',
      number: '2026/1-1-2',
      // Already the next day in Italy.
      on: '2026-05-02',
    })
  })

  it('names a payee beside the creditor', () => {
    const payee = { name: 'Immobiliare Le Rose S.r.l.', taxCode: '12345678903' }
    const { applicant } = FILE.request.application
    expect(clearanceOf(paymentOf({ payee }), FILE.request)).toMatchObject({
      payee,
      creditor: { taxCode: applicant.taxCode },
    })
  })

  it('has a text without programme, kind of help or name, the same for a sealed file', () => {
    const { request } = FILE
    const open = clearanceOf(paymentOf(), request)
    const sealed = { ...request, sealed: { at: '2026-03-02T09:00:00Z', named: ['as-rossi'] } }
    expect(clearanceOf(paymentOf(), sealed)).toEqual(open)
    const { firstName, lastName, taxCode } = request.application.applicant
    for (const word of [firstName, lastName, taxCode, request.grant?.programme ?? '', 'contribut', 'sussid'])
      expect(open?.text.toLowerCase()).not.toContain(word.toLowerCase())
  })
})

const csvRows = (csv: string) =>
  readCsv(csv).rows.map(({ cells }) => Object.fromEntries(CLEARANCE_COLUMNS.map((name, at) => [name, cells[at]])))

describe('clearances as CSV', () => {
  it('have a row for each fund', () => {
    const split = clearanceWith({
      lines: [
        { fund: 'bilancio', budgetLine: '1204.10', cents: 50_005 },
        { fund: 'pon-inclusione', budgetLine: '1204.20', cup: 'E41E26000010006', cents: 9_995 },
      ],
      payee: { name: 'Rossi, "Casa"', taxCode: '12345678903' },
    })
    const csv = clearancesCsv([split])
    expect(csv.endsWith('\r\n')).toBe(true)
    const [header, ...rows] = csvRows(csv)
    expect(Object.values(header ?? {})).toEqual([...CLEARANCE_COLUMNS])
    expect(rows.map(({ fondo, capitolo, cup, importo, totale }) => [fondo, capitolo, cup, importo, totale])).toEqual([
      ['bilancio', '1204.10', '', '500.05', '600.00'],
      ['pon-inclusione', '1204.20', 'E41E26000010006', '99.95', '600.00'],
    ])
    expect(rows[0]).toMatchObject({
      riferimento: split.reference,
      quietanzante: 'Rossi, "Casa"',
      tipo_pagamento: 'SEPA CREDIT TRANSFER',
      esenzione_bollo: 'DPR 642/1972, Tabella allegato B, art. 8',
    })
    expect(clearancesCsv([])).toBe(`${CLEARANCE_COLUMNS.join(',')}\r\n`)
  })

  it('pay cash at the treasury without an account', () => {
    const { iban: _, ...cash } = clearanceWith({ type: 'cash' })
    expect(csvRows(clearancesCsv([cash]))[1]).toMatchObject({ tipo_pagamento: 'CASSA', iban: '' })
  })

  it.each(['=1+1', '+39', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('contain no formula: %j', (name) => {
    const csv = clearancesCsv([clearanceWith({ creditor: { name, taxCode: 'X' } })])
    expect(csvRows(csv)[1]?.['creditore']).toMatch(/^'/)
  })

  it('read back to the same cents and references, for any names', () => {
    fc.assert(
      fc.property(anyClearances, (clearances: Clearance[]) => {
        const [, ...rows] = csvRows(clearancesCsv(clearances))
        expect(rows.map(({ riferimento, importo }) => [riferimento, Number(importo?.replace('.', ''))])).toEqual(
          clearances.flatMap(({ reference, lines }) => lines.map(({ cents }) => [reference, cents])),
        )
        for (const row of rows) for (const value of Object.values(row)) expect(value).not.toMatch(/^[=+\-@\t\r\n]/)
      }),
    )
  })
})

describe('amounts and cells', () => {
  it.each([
    [1, '0.01'],
    [10, '0.10'],
    [60_000, '600.00'],
    [99_999_999_999, '999999999.99'],
  ])('%i cents are %s euro', (cents, written) => {
    expect(euros(cents)).toBe(written)
  })

  it('are read back as written, with quotes, separators and line ends', () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...'ab",;\r\n 1'), maxLength: 8 })
      .filter((it) => !/^[\r\n]/.test(it))
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 })
    fc.assert(
      fc.property(rows, (written) => {
        const kept = [['a', 'b'], ...written].filter((row) => row.some((it) => it.trim() !== ''))
        expect(readCsv(csvOf([['a', 'b'], ...written])).rows.map(({ cells }) => cells)).toEqual(kept)
      }),
    )
  })
})
