import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { secrets } from '../../functions/adapters/secrets.ts'
import { addDays, addMonths, dayOf, daysFromTo, weekday } from '../../functions/domain/calendar.ts'
import { readCsv } from '../../functions/domain/csv.ts'
import { staffToken } from '../../functions/http/staff.ts'
import { importConfiguration } from '../../infra/commands/import-config.ts'
import { PLAN, type Person, Players, type Story, schoolDay } from '../../infra/local/play.ts'
import { EXAMPLE_CONFIGURATION } from '../../infra/local/project.ts'
import { proposal, somebody, useEnvironment } from '../support/environment.ts'
import { startReceiver } from '../support/receiver.ts'

const { environment, world, problems } = useEnvironment()
const stops: (() => void)[] = []
afterAll(() => {
  for (const stop of stops) stop()
})

/** What a member of staff gets at an address, as data. */
async function call(path: string, init: RequestInit = {}, member = 'rag-fontana'): Promise<Response> {
  const response = await fetch(new URL(path, world().url), {
    redirect: 'manual',
    ...init,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${await staffToken(secrets, 'I690', member)}`,
      ...init.headers,
    },
  })
  if (response.status >= 400) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}
const post = (path: string, body: object, member?: string) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, member)
const today = async () => dayOf(await world().now())
const sum = (all: Iterable<number>): number => [...all].reduce((total, each) => total + each, 0)
const centsOf = (amount: string): number => Math.round(Number(amount) * 100)

/** The example municipality, with the address of finance's own software. */
async function importWithWebhook(url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'baratto-'))
  await cp(EXAMPLE_CONFIGURATION, folder, { recursive: true })
  const path = join(folder, 'finance.yml')
  await writeFile(path, `${await readFile(path, 'utf8')}\nwebhook: ${url}\n`)
  await importConfiguration(folder)
  await rm(folder, { recursive: true })
}

const entry = z.object({ request: z.string(), sequence: z.int(), about: z.string() })
/** Payments cleared, by request and place in its trail: the environment forgets events after a thousand, and an event may come twice. */
const [cleared, ordered] = [new Map<string, string>(), new Map<string, string>()]
const HEARD = new Map([
  ['payment.cleared', cleared],
  ['payment.ordered', ordered],
])
function listen(): void {
  for (const event of environment().events()) {
    const heard = HEARD.get(event['detail-type'])
    if (!heard) continue
    const { request, sequence, about } = entry.parse(event.detail)
    heard.set(`${request} ${sequence}`, about)
  }
}
/** References of what the events say was cleared, or ordered: the n-th time for a payment is its n-th issue. */
function references(heard: ReadonlyMap<string, string>): string[] {
  const issues = new Map<string, number>()
  for (const payment of heard.values()) issues.set(payment, (issues.get(payment) ?? 0) + 1)
  return [...issues].flatMap(([payment, count]) => Array.from({ length: count }, (_, n) => `${payment}-${n + 1}`))
}

/** What finance was given in files, in cents by reference: of the CSV, and of the file for the bank. */
const inCsv = new Map<string, number>()
const inCbi = new Map<string, number>()
const cash = new Set<string>()

const begun = z.object({ address: z.string() })
const made = z.object({
  made: z.object({ payments: z.int(), totalCents: z.int(), left: z.array(z.object({ code: z.string() })) }),
})
async function exported(order: object) {
  const { address } = begun.parse(
    await (await post('/desk/finance/exports', { ...order, key: crypto.randomUUID() })).json(),
  )
  await environment().idle()
  const report = made.parse(await (await call(address)).json()).made
  return { ...report, text: await (await call(`${address}/file`)).text() }
}

/** Both files of all that waits for finance. Gives the references in them. */
async function files(): Promise<string[]> {
  const csv = await exported({ kind: 'csv', cover: 'open' })
  const [header, ...rows] = readCsv(csv.text).rows.map(({ cells }) => cells)
  const cell = (row: string[], name: string) => row[header?.indexOf(name) ?? -1] ?? ''
  const found = new Map<string, number>()
  for (const row of rows) {
    const reference = cell(row, 'riferimento')
    expect(inCsv.has(reference), `${reference} is in an earlier file`).toBe(false)
    found.set(reference, (found.get(reference) ?? 0) + centsOf(cell(row, 'importo')))
    if (cell(row, 'tipo_pagamento') === 'CASSA') cash.add(reference)
  }
  for (const row of rows) expect(found.get(cell(row, 'riferimento'))).toBe(centsOf(cell(row, 'totale')))
  for (const [reference, cents] of found) inCsv.set(reference, cents)
  expect([csv.payments, csv.totalCents]).toEqual([found.size, sum(found.values())])

  const cbi = await exported({ kind: 'cbi', cover: 'chosen', references: [...found.keys()], again: true })
  const transfers = [
    ...cbi.text.matchAll(/EndToEndId>([^<]+)<[\s\S]*?InstdAmt Ccy="EUR">([^<]+)<[\s\S]*?<\/PMRQ:CdtTrfTxInf>/g),
  ]
  for (const [, reference = '', amount = ''] of transfers) inCbi.set(reference, centsOf(amount))
  expect([cbi.payments, cbi.totalCents]).toEqual([transfers.length, sum(transfers.map(([, , at = '']) => centsOf(at)))])
  expect(cbi.left.every(({ code }) => code === 'cash')).toBe(true)
  return [...found.keys()]
}

const imported = z.object({
  recorded: z.array(z.unknown()),
  already: z.array(z.unknown()),
  refused: z.array(z.unknown()),
  unread: z.array(z.unknown()),
})
/** The treasury's file. Gives how many of its lines were news. */
async function sent(lines: readonly string[]): Promise<number> {
  if (lines.length === 0) return 0
  const response = await call('/api/payments/outcomes', {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: ['riferimento;esito;data;mandato;motivo', ...lines].join('\n'),
  })
  const { recorded, already, refused, unread } = imported.parse(await response.json())
  expect([recorded.length + already.length, refused, unread]).toEqual([lines.length, [], []])
  return recorded.length
}

const told = z.object({ recorded: z.boolean(), state: z.string(), order: z.string().nullable() })
const paid = new Map<string, number>()
/** By which order each reference was to be paid. */
const orders = new Map<string, string>()
/**
 * The treasury orders what is in the files, and then pays it, but for what it returns; the first it tells by itself, one by the
 * question about it, the others in a file. What is paid says no number: that of the order is known.
 */
async function settle(returned: readonly string[] = [], asked?: { players: Players; story: Story }): Promise<void> {
  await environment().idle()
  listen()
  const all = await files()
  for (const reference of returned) expect(all).toContain(reference)
  const paying = all.filter((reference) => !returned.includes(reference))
  for (const reference of paying) paid.set(reference, inCsv.get(reference) ?? 0)
  const on = await today()
  const byAsk = asked && `${asked.story.request}-1-1`
  const [alone, ...others] = paying.filter((reference) => reference !== byAsk)
  for (const reference of all) orders.set(reference, reference === alone ? 'M-1' : reference === byAsk ? 'M-3' : 'M-2')
  const tell = async (answer: object) => told.parse(await (await post(`/api/payments/${alone}/outcome`, answer)).json())

  if (alone)
    for (const recorded of [true, false])
      expect(await tell({ choice: 'ordered', orderedOn: on, order: 'M-1' })).toEqual({
        recorded,
        state: 'ordered',
        order: 'M-1',
      })
  if (asked)
    for (let time = 0; time < 2; time++)
      await asked.players.answer(asked.story, 'outcome', '1-1', { choice: 'ordered', orderedOn: on, order: 'M-3' })
  const lines = [...others, ...returned].map((reference) => `${reference};emesso;${on};M-2;`)
  for (const count of [lines.length, 0]) expect(await sent(lines)).toBe(count)
  await environment().idle()
  listen()
  // What is ordered waits for its outcome, goes into no file any more, and is to be paid in the books.
  await expect(files()).rejects.toThrow('409')
  const state = books.parse(await (await call('/desk/reconciliation')).json())
  expect([state.differences, sum(state.funds.map(({ toPayCents }) => toPayCents))]).toEqual([
    [],
    sum(all.map((reference) => inCsv.get(reference) ?? 0)),
  ])

  if (alone) expect(await tell({ choice: 'paid', paidOn: on })).toEqual({ recorded: true, state: 'paid', order: 'M-1' })
  await sent([
    ...[...others, ...(byAsk ? [byAsk] : [])].map((reference) => `${reference};pagato;${on};;`),
    ...returned.map((reference) => `${reference};stornato;${on};;conto estinto`),
  ])
  await environment().idle()
}

/** Somebody in the story: what was proposed for them beside the usual, where they work, and when they work how long. */
type Part = { story: Story; assessment: object; project?: string; days?: readonly number[] }

/** As many mornings from a day on as the school is open and the agreement foresees. */
const mornings = (from: string, to: string, count: number) =>
  [...daysFromTo(from, to)]
    .filter((on) => PLAN.weekdays.some((each) => each === weekday(on)) && schoolDay(on) === on)
    .slice(0, count)
    .map((on) => ({ on, minutes: PLAN.minutesADay }))

const payment = z.object({
  id: z.string(),
  request: z.string(),
  issue: z.int(),
  state: z.string(),
  amountCents: z.int(),
  reference: z.string().nullable(),
  order: z.string().nullable(),
  lines: z.array(z.object({ fund: z.string(), cents: z.int() })),
})
const books = z.object({
  payments: z.int(),
  funds: z.array(
    z.object({
      fund: z.string(),
      grantedCents: z.int(),
      paidCents: z.int(),
      toPayCents: z.int(),
      recoveredCents: z.int(),
    }),
  ),
  differences: z.array(z.unknown()),
})

test('seven ways of paying: the page, the events, the receiver, the files and the books agree to the cent', async () => {
  const receiver = await startReceiver(await secrets.forWebhook('I690'))
  stops.push(receiver.stop)
  await importWithWebhook(receiver.url)
  const players = new Players(world())
  const join = (over: Partial<Person> = {}) => {
    const person = { ...somebody(), ...over }
    return players.apply(person, `money-${person.applicant.taxCode}`)
  }
  const [upfront, byHours, split, landlord, atTheDesk, comesBack, fallen] = await Promise.all([
    join(),
    join(),
    join(),
    join(),
    join({ payout: { method: 'cash' } }),
    join(),
    join(),
  ])
  const usual = await proposal(world())
  const exempt = { ability: 'exempt', exemption: 'disability' }
  const parts: Part[] = [
    {
      story: upfront,
      assessment: { plan: 'upfront', monthlyCents: 31_999 },
      project: 'foglie-infanzia',
      days: [10, 10],
    },
    // 192 hours; the third month is missed, and made up in a seventh.
    { story: byHours, assessment: { monthlyCents: 24_999, months: 6 }, days: [9, 7, 0, 7, 8, 9, 8] },
    {
      story: split,
      assessment: { monthlyCents: 31_111, also: [{ fund: 'pon-inclusione', cents: 20_001 }] },
      days: [9, 11],
    },
    {
      story: landlord,
      assessment: {
        monthlyCents: 27_777,
        work: exempt,
        destination: {
          to: 'payee',
          name: 'Immobiliare Esempio S.r.l.',
          code: 'CONTRATTO 12',
          iban: 'IT07X0542811101000000654321',
          reasons: 'L’affitto va pagato direttamente al proprietario.',
        },
      },
    },
    { story: atTheDesk, assessment: { monthlyCents: 20_005, work: exempt } },
    { story: comesBack, assessment: {}, days: [10, 10] },
    { story: fallen, assessment: { also: [{ fund: 'pon-inclusione', cents: 9_999 }] }, days: [10] },
  ]
  const startsOn = schoolDay(addDays(await today(), 14))
  const each = (play: (part: Part) => Promise<void>, some = parts) => Promise.all(some.map(play))
  await each(({ story, assessment }) => players.answer(story, 'assessment', '1', { ...usual, ...assessment }))
  await each(({ story }) => players.answer(story, 'decision', '1', { choice: 'approve' }))
  const working = parts.filter(({ days }) => days)
  await each(async ({ story, project = 'foglie-cortile', days = [] }) => {
    const { weekdays, minutesADay } = PLAN
    await players.answer(story, 'placement', '1', { choice: 'place', project, startsOn, weekdays, minutesADay })
    await players.answer(story, 'agreement', '1', { choice: 'accept' })
    await players.answer(story, 'insurance', '1', {
      choice: 'confirm',
      policy: 'POL-2026-001',
      coverFrom: startsOn,
      coverTo: addMonths(startsOn, days.length + 2),
    })
  }, working)

  for (let month = 1; month <= 7; month++) {
    const [from, next] = [addMonths(startsOn, month - 1), addMonths(startsOn, month)]
    await world().advanceTo(next)
    listen()
    await each(async ({ story, days = [] }) => {
      const count = days[month - 1]
      if (count === undefined) return
      const done = mornings(from, addDays(next, -1), count)
      expect(done).toHaveLength(count)
      await players.answer(
        story,
        'timesheet',
        String(month),
        count > 0
          ? { choice: 'hours', days: done }
          : { choice: 'none', reasons: 'È rimasta a casa per curare la madre.' },
      )
      await players.answer(story, 'verification', String(month), { choice: 'verify' })
    }, working)
    // Without hours there is nothing to pay.
    if (!working.some(({ days = [] }) => days[month - 1])) {
      await environment().idle()
      await expect(files()).rejects.toThrow('409')
      continue
    }
    const returned = `${comesBack.request}-1-1`
    await (month === 1 ? settle([returned], { players, story: split }) : settle())
    if (month > 1) continue
    await players.answer(comesBack, 'account', '1-1', { choice: 'account', iban: 'IT40S0542811101000000123456' })
    await settle()
    expect([paid.has(returned), paid.has(`${comesBack.request}-1-2`)]).toEqual([false, true])
    // What was paid to somebody who was not due it: asked back in two parts, and a first part comes.
    const act = (name: string, body: object, member: string) =>
      post(`/desk/files/${fallen.request}/${name}`, body, member)
    const grounds = 'La persona ha lasciato il Comune e non risponde più.'
    await act('review', { kind: 'revocation', grounds, falseDeclaration: false }, 'as-colombo')
    await players.answer(fallen, 'hearing', '1', { choice: 'none' })
    await players.answer(fallen, 'ruling', '1', { choice: 'uphold', reasons: 'La residenza è stata trasferita.' })
    await players.reached(fallen, 'revoked')
    await environment().idle()
    const recovery = {
      cents: 30_000,
      instalments: 2,
      firstOn: addDays(await today(), 30),
      how: 'Con bonifico sul conto della tesoreria comunale.',
      reasons: 'Il contributo è stato revocato.',
    }
    await act('recover', recovery, 'dir-moretti')
    const receipt = { towards: '1', on: await today(), cents: 10_001, reference: 'REV-1' }
    for (const status of [201, 200])
      expect((await post(`/api/requests/${fallen.request}/receipts`, receipt)).status).toBe(status)
  }
  for (const { story } of parts) await players.reached(story, story === fallen ? 'revoked' : 'closed')
  await environment().idle()
  listen()

  // What each was paid, to the cent.
  const years = [...new Set([startsOn, await today()].map((on) => on.slice(0, 4)))]
  const all = (
    await Promise.all(
      years.map(async (year) =>
        z.object({ payments: z.array(payment) }).parse(await (await call(`/api/payments?year=${year}`)).json()),
      ),
    )
  ).flatMap(({ payments }) => payments)
  const amounts = ({ request }: Story) =>
    all
      .filter((it) => it.request === request)
      .sort((a, b) => a.id.localeCompare(b.id))
      .map(({ amountCents }) => amountCents)
  expect(amounts(upfront)).toEqual([63_998])
  expect(amounts(byHours)).toHaveLength(6)
  expect(sum(amounts(byHours))).toBe(6 * 24_999)
  expect(sum(amounts(split))).toBe(62_222)
  expect(amounts(landlord)).toEqual([27_777, 27_777])
  expect(amounts(atTheDesk)).toEqual([20_005, 20_005])
  expect(amounts(comesBack)).toEqual([30_000, 30_000])
  expect(amounts(fallen)).toEqual([30_000])
  expect(all.every(({ state }) => state === 'paid')).toBe(true)

  // The events, the receiver's book and the CSV tell of the same clearances; the bank's file of those that a bank pays.
  const entries = <Value>(map: Iterable<readonly [string, Value]>) => [...map].sort(([a], [b]) => a.localeCompare(b))
  const book = receiver.book()
  const booked = entries([...book].map(([reference, { amountCents }]) => [reference, amountCents] as const))
  for (const heard of HEARD.values()) expect(references(heard).sort()).toEqual([...book.keys()].sort())
  expect(entries(inCsv)).toEqual(booked)
  expect(entries(inCbi)).toEqual(booked.filter(([reference]) => !cash.has(reference)))
  expect([...cash].sort()).toEqual([1, 2].map((instalment) => `${atTheDesk.request}-${instalment}-1`))
  for (const [reference, { reference: quoted, amountCents, lines }] of book)
    expect([quoted, sum(lines.map(({ cents }) => cents))]).toEqual([reference, amountCents])
  expect(book.get(`${landlord.request}-1-1`)?.payee?.name).toBe('Immobiliare Esempio S.r.l.')
  expect(book.get(`${split.request}-2-1`)?.lines.map(({ fund }) => fund)).toContain('pon-inclusione')

  // All of them were paid but the one that came back, once each.
  const returned = `${comesBack.request}-1-1`
  expect(entries(paid)).toEqual(booked.filter(([reference]) => reference !== returned))
  expect(entries(all.map(({ reference, amountCents }) => [reference ?? '', amountCents] as const))).toEqual(
    entries(paid),
  )
  for (const { reference, order } of all) expect(order).toBe(orders.get(reference ?? ''))
  const pages = await Promise.all(
    years.map(async (year) =>
      (await call(`/desk/finance?year=${year}&state=paid`, { headers: { accept: 'text/html' } })).text(),
    ),
  )
  const shown = pages.map(
    (page) => /<h2 id="state-paid">[^<]*<\/h2><p>(\d+) pagament[io], ([\d.]+),(\d\d)/.exec(page) ?? [],
  )
  expect(sum(shown.map(([, count]) => Number(count)))).toBe(paid.size)
  expect(sum(shown.map(([, , euro = '', cents = '']) => Number(euro.replaceAll('.', '') + cents)))).toBe(
    sum(paid.values()),
  )
  for (const reference of paid.keys()) expect(pages.some((page) => page.includes(reference))).toBe(true)

  // The books, fund by fund, as the receiver has them.
  const report = books.parse(await (await call('/desk/reconciliation')).json())
  expect(report.differences).toEqual([])
  expect(report.payments).toBe(all.length)
  for (const fund of report.funds) {
    const told = [...book]
      .filter(([reference]) => reference !== returned)
      .flatMap(([, { lines }]) => lines.filter((line) => line.fund === fund.fund).map(({ cents }) => cents))
    expect([fund.fund, fund.paidCents, fund.toPayCents]).toEqual([fund.fund, sum(told), 0])
  }
  expect(sum(report.funds.map(({ recoveredCents }) => recoveredCents))).toBe(10_001)
  expect(problems).toEqual([])
}, 300_000)
