import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cbiFile } from '../../../../functions/domain/treasury/cbi.ts'
import { sepaText, type Treasury, treasury } from '../../../../functions/domain/treasury/sepa.ts'
import type { Clearance } from '../../../../functions/domain/treasury/clearance.ts'
import { descend, type Node, readXml } from '../../../../functions/domain/treasury/xml.ts'
import { anyClearances, anyIban, anyName, clearanceWith } from './clearances.ts'

const NOW = '2026-03-30T08:30:00Z'
const SESTO: Treasury = {
  name: 'Comune di Sesto San Giovanni',
  iban: 'IT60X0542811101000000123456',
  cuc: '1234567A',
}

/** The elements used, in the order of CBI's schemas 00.04.01, typed out here; those with `?` may be absent. */
const ORDER: Record<string, string> = {
  CBIBdyPaymentRequest: 'CBIEnvelPaymentRequest*',
  CBIEnvelPaymentRequest: 'CBIPaymentRequest',
  CBIPaymentRequest: 'GrpHdr PmtInf',
  GrpHdr: 'MsgId CreDtTm NbOfTxs CtrlSum InitgPty FwdgAgt?',
  InitgPty: 'Nm? Id',
  PmtInf:
    'PmtInfId PmtMtd BtchBookg? PmtTpInf? ReqdExctnDt Dbtr DbtrAcct DbtrAgt UltmtDbtr? ChrgBr? ChrgsAcct? CdtTrfTxInf*',
  ReqdExctnDt: 'Dt',
  Dbtr: 'Nm PstlAdr? Id?',
  DbtrAcct: 'Id Tp?',
  DbtrAgt: 'FinInstnId',
  FinInstnId: 'BICFI? ClrSysMmbId LEI?',
  ClrSysMmbId: 'MmbId',
  CdtTrfTxInf:
    'PmtId PmtTpInf? Amt ChqInstr? UltmtDbtr? SrvInf? CdtrAgt? Cdtr CdtrAcct? UltmtCdtr? InstrForCdtrAgt? DestCdtrRsp? Purp? RgltryRptg? Tax? RltdRmtInf? RmtInf?',
  PmtId: 'InstrId EndToEndId UETR?',
  Amt: 'InstdAmt',
  Cdtr: 'Nm PstlAdr? Id? CtryOfRes?',
  CdtrAcct: 'Id',
  RmtInf: 'Ustrd*',
}

/** What a text may be, by the element it is in. */
const TEXTS: Record<string, RegExp> = {
  MsgId: /^[0-9a-f]{32}$/,
  CreDtTm: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  NbOfTxs: /^[1-9]\d{0,14}$/,
  CtrlSum: /^[1-9]\d{0,15}\.\d\d$|^0\.(0[1-9]|[1-9]\d)$/,
  PmtInfId: /^[0-9a-f]{32}$/,
  PmtMtd: /^TRA$/,
  Dt: /^\d{4}-\d\d-\d\d$/,
  IBAN: /^IT\d{2}[A-Z]\d{10}[A-Z\d]{12}$/,
  MmbId: /^\d{5}$/,
  InstdAmt: /^[1-9]\d{0,8}\.\d\d$|^0\.(0[1-9]|[1-9]\d)$/,
  Nm: /^[A-Za-z0-9/\-?:().,'+ ]{1,70}$/,
  Ustrd: /^[A-Za-z0-9/\-?:().,'+ ]{1,140}$/,
  InstrId: /^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/,
  EndToEndId: /^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/,
}

function read(xml: string): Node {
  const root = readXml(xml)
  if ('code' in root) throw new Error(`line ${root.line}: ${root.code}`)
  return root
}

/** Whether every tag that is opened is closed, in order: not by the reader under test. */
function expectBalanced(xml: string): void {
  const open: string[] = []
  for (const [, closes, name = ''] of xml.matchAll(/<(\/?)([A-Za-z:]+)[^<>]*>/g))
    if (closes) expect(open.pop()).toBe(name)
    else open.push(name)
  expect(open).toEqual([])
  expect(xml.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|apos;)/)
}

function expectRules(node: Node): void {
  const allowed = ORDER[node.name]?.split(' ') ?? []
  const found = node.children.map(({ name }) => name)
  const expected = allowed.flatMap((rule) => {
    const [, name = '', often] = /^(\w+)([?*]?)$/.exec(rule) ?? []
    const times = found.filter((each) => each === name).length
    if (often !== '*') expect(times, `${name} in ${node.name}`).toBeLessThanOrEqual(1)
    if (often !== '?') expect(times, `${name} in ${node.name}`).toBeGreaterThanOrEqual(1)
    return Array.from({ length: times }, () => name)
  })
  if (allowed.length > 0) expect(found, node.name).toEqual(expected)
  const text = TEXTS[node.name]
  if (text) expect(node.text).toMatch(text)
  for (const child of node.children) expectRules(child)
}

const messagesOf = (xml: string): Node[] =>
  read(xml).children.flatMap((envelope) => envelope.children.filter(({ name }) => name === 'CBIPaymentRequest'))
const textOf = (node: Node | undefined, ...path: string[]): string => descend(node, ...path)?.text ?? ''
const centsOf = (amount: string): number => Number(amount.replace('.', ''))
const transfersOf = (message: Node): Node[] =>
  descend(message, 'PmtInf')?.children.filter(({ name }) => name === 'CdtTrfTxInf') ?? []
const referencesOf = (message: Node): string[] =>
  transfersOf(message).map((transfer) => textOf(transfer, 'PmtId', 'EndToEndId'))

function fileOf(clearances: readonly Clearance[]): string {
  const { file } = cbiFile(clearances, SESTO, NOW)
  if (!file) throw new Error('no file')
  return file.xml
}

describe('a payment file', () => {
  const second = clearanceWith({ reference: 'b-1-1', amountCents: 5, dueOn: '2026-04-02' })
  const third = clearanceWith({ reference: 'c-1-1', amountCents: 123_456 })

  it('has a message for each day, with payer, payees and sums', () => {
    const xml = fileOf([second, clearanceWith(), third])
    expectBalanced(xml)
    expectRules(read(xml))
    expect(xml.split('\n')[1]).toBe(
      '<CBIBdyPaymentRequest xmlns="urn:CBI:xsd:CBIBdyPaymentRequest.00.04.01" xmlns:PMRQ="urn:CBI:xsd:CBIPaymentRequest.00.04.01">',
    )
    const [first, last, ...others] = messagesOf(xml)
    expect(others).toEqual([])
    expect([first, last].map((message) => textOf(message, 'PmtInf', 'ReqdExctnDt', 'Dt'))).toEqual([
      '2026-04-01',
      '2026-04-02',
    ])
    const header = descend(first, 'GrpHdr')
    expect(textOf(header, 'NbOfTxs')).toBe('2')
    expect(textOf(header, 'CtrlSum')).toBe('1834.56')
    expect(textOf(header, 'InitgPty', 'Id', 'OrgId', 'Othr', 'Id')).toBe('1234567A')
    expect(textOf(header, 'InitgPty', 'Id', 'OrgId', 'Othr', 'Issr')).toBe('CBI')
    const payments = descend(first, 'PmtInf')
    expect(textOf(payments, 'DbtrAcct', 'Id', 'IBAN')).toBe(SESTO.iban)
    expect(textOf(payments, 'DbtrAgt', 'FinInstnId', 'ClrSysMmbId', 'MmbId')).toBe('05428')
    expect(textOf(payments, 'PmtTpInf', 'SvcLvl', 'Cd')).toBe('SEPA')
    const [transfer] = first ? transfersOf(first) : []
    expect(textOf(transfer, 'PmtId', 'EndToEndId')).toBe(clearanceWith().reference)
    expect(textOf(transfer, 'PmtTpInf', 'CtgyPurp', 'Cd')).toBe('GOVT')
    expect(textOf(transfer, 'Cdtr', 'Nm')).toBe('Amina Conti')
    expect(textOf(transfer, 'CdtrAcct', 'Id', 'IBAN')).toBe(clearanceWith().iban)
    expect(textOf(transfer, 'RmtInf', 'Ustrd')).toBe(clearanceWith().text)
    expect(xml).toContain('<PMRQ:InstdAmt Ccy="EUR">600.00</PMRQ:InstdAmt>')
    expect(textOf(last, 'GrpHdr', 'CtrlSum')).toBe('0.05')
  })

  it('contains no tax code, fund or budget line', () => {
    const xml = fileOf([clearanceWith()])
    const { creditor, lines } = clearanceWith()
    for (const kept of [creditor.taxCode, ...lines.flatMap(({ fund, budgetLine }) => [fund, budgetLine])])
      expect(xml).not.toContain(kept)
  })

  it('pays a payee in place of the creditor', () => {
    const xml = fileOf([clearanceWith({ payee: { name: 'Immobiliare Le Rose S.r.l.' } })])
    expect(xml).toContain('<PMRQ:Nm>Immobiliare Le Rose S.r.l.</PMRQ:Nm>')
    expect(xml).not.toContain('Amina Conti')
  })

  it('is never dated back: overdue payments are due today', () => {
    const [message] = messagesOf(fileOf([clearanceWith({ dueOn: '2026-03-01' })]))
    expect(textOf(message, 'PmtInf', 'ReqdExctnDt', 'Dt')).toBe('2026-03-30')
  })

  it('names a message by its transfers, whatever their order and the day it is made', () => {
    const idOf = (clearances: Clearance[], now = NOW) => {
      const [message] = messagesOf(cbiFile(clearances, SESTO, now).file?.xml ?? '')
      return textOf(message, 'GrpHdr', 'MsgId')
    }
    expect(idOf([clearanceWith(), third])).toBe(idOf([third, clearanceWith()], '2026-04-30T08:30:00Z'))
    expect(idOf([clearanceWith(), third])).not.toBe(idOf([clearanceWith()]))
  })

  it.each<[string, Partial<Clearance>]>([
    ['cash', { type: 'cash' }],
    ['iban', { iban: 'IT60X0542811101000000123457' }],
    ['iban', { iban: 'FR1420041010050500013M02606' }],
    ['name', { creditor: { name: '李 小龍', taxCode: '' } }],
    ['name', { payee: { name: ' ' } }],
    ['amount', { amountCents: 0 }],
    ['amount', { amountCents: -1 }],
    ['amount', { amountCents: 0.5 }],
    ['amount', { amountCents: 100_000_000_000 }],
    ['reference', { reference: '' }],
    ['reference', { reference: 'x'.repeat(36) }],
    ['reference', { reference: 'è-1-1' }],
  ])('leaves out a payment for its %s: %j', (code, fields) => {
    const flawed = clearanceWith({ ...fields })
    expect(cbiFile([flawed], SESTO, NOW)).toEqual({ left: [{ reference: flawed.reference, code }] })
    const { file, left } = cbiFile([flawed, second], SESTO, NOW)
    expect(file).toMatchObject({ transfers: 1, totalCents: 5 })
    expect(left).toEqual([{ reference: flawed.reference, code }])
  })

  it('contains a reference once', () => {
    const { file, left } = cbiFile([third, { ...third, amountCents: 1 }], SESTO, NOW)
    expect(file).toMatchObject({ transfers: 1, totalCents: 123_456 })
    expect(left).toEqual([{ reference: third.reference, code: 'twice' }])
  })

  it('does not exist without transfers', () => {
    expect(cbiFile([], SESTO, NOW)).toEqual({ left: [] })
  })

  it('contains every transfer to the cent or the reason against it, by the rules, for any names and amounts', () => {
    fc.assert(
      fc.property(anyClearances, anyIban, (clearances, account) => {
        const { file, left } = cbiFile(clearances, { ...SESTO, iban: account }, NOW)
        const out = new Set(left.map(({ reference }) => reference))
        const transfers = clearances.filter(({ reference }) => !out.has(reference))
        expect(out.size).toBe(left.length)
        expect(left.every(({ code }) => code === 'cash' || code === 'name')).toBe(true)
        expect(file === undefined).toBe(transfers.length === 0)
        if (!file) return
        expectBalanced(file.xml)
        expectRules(read(file.xml))
        const messages = messagesOf(file.xml)
        const paid = messages.flatMap((message) => {
          const here = transfersOf(message).map((transfer) => ({
            reference: textOf(transfer, 'PmtId', 'EndToEndId'),
            cents: centsOf(textOf(transfer, 'Amt', 'InstdAmt')),
            iban: textOf(transfer, 'CdtrAcct', 'Id', 'IBAN'),
          }))
          expect(textOf(message, 'GrpHdr', 'NbOfTxs')).toBe(String(here.length))
          expect(centsOf(textOf(message, 'GrpHdr', 'CtrlSum'))).toBe(here.reduce((sum, { cents }) => sum + cents, 0))
          expect(account).toContain(textOf(message, 'PmtInf', 'DbtrAgt', 'FinInstnId', 'ClrSysMmbId', 'MmbId'))
          return here
        })
        const byReference = (a: { reference: string }, b: { reference: string }) => (a.reference < b.reference ? -1 : 1)
        expect(paid.sort(byReference)).toEqual(
          transfers
            .map(({ reference, amountCents, iban: to }) => ({ reference, cents: amountCents, iban: to }))
            .sort(byReference),
        )
        expect(file.totalCents).toBe(paid.reduce((sum, { cents }) => sum + cents, 0))
        expect(file.transfers).toBe(paid.length)
        expect(new Set(messages.map((message) => textOf(message, 'GrpHdr', 'MsgId'))).size).toBe(messages.length)
        expect(messages.flatMap(referencesOf).length).toBe(paid.length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('text for a bank', () => {
  it.each([
    ["Nicolò D'Àmbrosio", "Nicolo D'Ambrosio"],
    ['Łukasz Strauß', 'Lukasz Strauss'],
    ['Ștefan Ђ', 'Stefan .'],
    ['Rossi & Figli; “Casa”', "Rossi + Figli, 'Casa'"],
    ['a\n\tb\u00a0c', 'a b c'],
    ['//a//b//', 'a/b'],
    ['100 €', '100 EUR'],
    ['😀', '.'],
  ])('writes %j as %j', (text, written) => {
    expect(sepaText(text, 70)).toBe(written)
  })

  it('respects characters and length, and is idempotent', () => {
    fc.assert(
      fc.property(anyName, fc.integer({ min: 1, max: 140 }), (text, length) => {
        const written = sepaText(text, length)
        expect(written).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]*$/)
        expect(written).not.toMatch(/^[ /]|[ /]$|\/\/| {2}/)
        expect(written.length).toBeLessThanOrEqual(length)
        expect(sepaText(written, length)).toBe(written)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the account of the municipality', () => {
  it('is an Italian account with a CUC', () => {
    expect(treasury.parse({ ...SESTO, iban: 'it60 x054 2811 1010 0000 0123 456' })).toEqual(SESTO)
    for (const wrong of [
      { iban: 'IT60X0542811101000000123457' },
      { cuc: '12345' },
      { cuc: '1234567a' },
      { name: '李' },
    ])
      expect(treasury.safeParse({ ...SESTO, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
  })
})
