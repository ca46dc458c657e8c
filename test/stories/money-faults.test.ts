import { createServer, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { dayOf } from '../../functions/domain/base/calendar.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { attachEnvironment } from '../../infra/local/attach.ts'
import { startKillable } from '../support/killable.ts'
import { importWithWebhook, playSevenWays } from '../support/story/money.ts'
import { freePort, startReceiver } from '../support/receiver.ts'

/** While finance's software is told, and while it tells what became of payments. */
const KILLS = { telling: 14, reporting: 6 }
/** After how many milliseconds of a call the system dies. */
const DELAYS = [0, 5, 10, 20, 40, 80]
const stops: (() => unknown)[] = []
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

const FATES = ['taken', 'lost before', 'lost after', 'killed before', 'killed after'] as const
type Fate = (typeof FATES)[number]
/** Every other call kills whoever makes it, until there were enough; of the rest 15% fail before and 15% after booking. */
function* fates(hasKilledEnough: () => boolean): Generator<Fate, never> {
  for (let killing = 0, other = 0; ; ) {
    if (!hasKilledEnough()) yield killing++ % 2 === 0 ? 'killed before' : 'killed after'
    const place = (other++ * 7) % 20
    yield place < 3 ? 'lost before' : place < 6 ? 'lost after' : 'taken'
  }
}

/** Stands before the receiver, and does harm: `kill` says whether it was this call that killed. */
async function startProxy(receiver: string, kill: () => boolean) {
  let kills = 0
  const next = fates(() => kills >= KILLS.telling)
  const harm = () => {
    if (kills < KILLS.telling && kill()) kills += 1
  }
  const bodies = new Map<string, Set<string>>()
  const met: Fate[] = []
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    const fate = next.next().value
    met.push(fate)
    const id = String(request.headers['webhook-id'])
    bodies.set(id, (bodies.get(id) ?? new Set()).add(body))
    if (fate === 'killed before') harm()
    const isLost = fate === 'killed before' || fate === 'lost before'
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      name.startsWith('webhook-') || name === 'content-type' ? [[name, String(value)]] : [],
    )
    const status = isLost ? 503 : (await fetch(receiver, { method: 'POST', headers, body })).status
    if (fate === 'killed after') harm()
    response.writeHead(fate === 'taken' ? status : 503).end()
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    /** What was told by id, and what became of each call. */
    bodies,
    met,
    stop: () => void server.close(),
  }
}

const payment = z.object({
  id: z.string(),
  request: z.string(),
  issue: z.int(),
  state: z.string(),
  amountCents: z.int(),
  reference: z.string().nullable(),
})
const lists = z.object({ payments: z.array(payment) })
const books = z.object({
  payments: z.int(),
  funds: z.array(z.object({ fund: z.string(), paidCents: z.int(), toPayCents: z.int(), recoveredCents: z.int() })),
  differences: z.array(z.unknown()),
})
const sum = (all: Iterable<number>): number => [...all].reduce((total, each) => total + each, 0)
const sorted = (some: Iterable<readonly [string, number]>) => [...some].sort(([a], [b]) => a.localeCompare(b))

test('seven ways of paying, a receiver that fails and 20 kills: each instalment is booked once, to the cent', async () => {
  const { world, state, kill, kills, advance, surviving, stop } = await startKillable()
  stops.push(stop)
  await attachEnvironment(state)
  const tokens = new Map<string, string>()
  for (const member of ['rag-fontana', 'as-colombo', 'dir-moretti'])
    tokens.set(member, await staffToken(secrets, 'I690', member))
  const receiver = await startReceiver(await secrets.forWebhook('I690'))
  const killing = () => {
    const before = kills()
    kill()
    return kills() > before
  }
  const proxy = await startProxy(receiver.url, killing)
  stops.push(receiver.stop, proxy.stop)
  await importWithWebhook(proxy.url)
  const begunOn = dayOf(await world.now())

  /** What somebody of the staff gets, dead as the system may be meanwhile: done already is as good as done now. */
  async function call(path: string, init: RequestInit = {}, member = 'rag-fontana'): Promise<unknown> {
    let isRepeated = false
    return surviving(async () => {
      const again = isRepeated
      isRepeated = true
      const response = await fetch(new URL(path, world.url), {
        ...init,
        headers: { accept: 'application/json', authorization: `Bearer ${tokens.get(member)}`, ...init.headers },
      })
      const text = await response.text()
      if (!response.ok && !(again && response.status === 409)) throw new Error(`${path}: ${response.status} ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    })
  }
  const post = (path: string, body: object, member?: string) =>
    call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, member)
  const payments = async () => {
    const years = new Set([begunOn, dayOf(await world.now())].map((on) => on.slice(0, 4)))
    const all = []
    for (const year of years) all.push(...lists.parse(await call(`/api/payments?year=${year}`)).payments)
    return all
  }
  /** From the store itself, which is elsewhere each time the system comes up. */
  const stored = <Result>(read: () => Promise<Result>) =>
    surviving(async () => {
      await attachEnvironment(state)
      return read()
    })

  /** Whether finance's software took what is with finance. */
  async function areDelivered(waiting: readonly z.infer<typeof payment>[]): Promise<boolean> {
    const book = receiver.book()
    for (const { id, request, reference } of waiting) {
      const file = await stored(() => caseFiles.load(request))
      const delivered = file?.payments.find((each) => each.id === id)?.clearance?.deliveredAt
      if (!delivered) return false
      expect(book.has(reference ?? ''), `${reference} was told`).toBe(true)
    }
    return true
  }
  /**
   * Hours go by, in which what failed is tried again, until two of them brought nothing: what finance waits for is with its
   * software, which is how a real office learns of it. Gives the payments that wait.
   */
  async function waiting() {
    for (let tries = 0, quiet = 0; ; tries++) {
      if (tries > 100) throw new Error('finance was not told')
      const before = kills()
      await advance('PT1H')
      const open = (await payments()).filter((each) => each.state === 'cleared')
      quiet = kills() === before && (await areDelivered(open)) ? quiet + 1 : 0
      if (quiet === 2) return open.map(({ reference }) => reference ?? '')
    }
  }

  let reports = 0
  /** Tells something of payments, in the middle of which the system dies, as long as it has not died of it often enough. */
  async function reporting(report: () => Promise<unknown>): Promise<void> {
    const delay = DELAYS[reports % DELAYS.length]
    const reported = report()
    if (reports < KILLS.reporting) {
      await pause(delay)
      if (killing()) reports += 1
    }
    await reported
  }
  async function settle(returned: readonly string[] = []): Promise<void> {
    const all = await waiting()
    for (const reference of returned) expect(all).toContain(reference)
    const on = dayOf(await world.now())
    const [alone, ...others] = all.filter((reference) => !returned.includes(reference))
    if (alone)
      await reporting(() => post(`/api/payments/${alone}/outcome`, { choice: 'paid', paidOn: on, order: 'M-1' }))
    const lines = [
      'riferimento;esito;data;mandato;motivo',
      ...others.map((reference) => `${reference};pagato;${on};M-2;`),
      ...returned.map((reference) => `${reference};stornato;${on};;conto estinto`),
    ]
    const file = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: lines.join('\n') }
    if (lines.length > 1) await reporting(() => call('/api/payments/outcomes', file))
  }

  const story = await playSevenWays(world, {
    act: async (path, body, member) => void (await post(path, body, member)),
    settle,
    rest: async () => expect(await waiting()).toEqual([]),
  })
  expect(await waiting()).toEqual([])

  // Each payment was cleared once an issue and paid once, says a trail that proves itself; the receiver booked the same.
  const all = await payments()
  expect(all.every((each) => each.state === 'paid')).toBe(true)
  const cleared = new Map<string, number>()
  for (const { request } of [
    story.upfront,
    story.byHours,
    story.split,
    story.landlord,
    story.atTheDesk,
    story.comesBack,
    story.fallen,
  ]) {
    const trail = await stored(() => caseFiles.trail(request))
    expect(await stored(() => verifyTrail({ files: caseFiles, papers }, request))).toEqual({
      request,
      entries: trail.length,
    })
    const count = (act: string, id: string) => trail.filter((each) => each.act === act && each.about === id).length
    for (const { id, issue, amountCents } of all.filter((each) => each.request === request)) {
      expect([id, count('payment.cleared', id), count('payment.delivered', id), count('payment.paid', id)]).toEqual([
        ...[id, issue, issue, 1],
      ])
      for (let n = 1; n <= issue; n++) cleared.set(`${id}-${n}`, amountCents)
    }
  }
  expect(sorted([...receiver.book()].map(([reference, { amountCents }]) => [reference, amountCents]))).toEqual(
    sorted(cleared),
  )
  const of = ({ request }: { request: string }) =>
    all.filter((each) => each.request === request).map(({ amountCents }) => amountCents)
  expect(of(story.upfront)).toEqual([63_998])
  expect([of(story.byHours).length, sum(of(story.byHours))]).toEqual([6, 6 * 24_999])
  expect(sum(of(story.split))).toBe(62_222)
  expect(of(story.landlord)).toEqual([27_777, 27_777])
  expect(of(story.atTheDesk)).toEqual([20_005, 20_005])
  expect(of(story.comesBack)).toEqual([30_000, 30_000])
  expect(of(story.fallen)).toEqual([30_000])
  expect(cleared.size).toBe(all.length + 1)

  // However often it was told, it was told the same; and it was told in vain, each way.
  expect([...proxy.bodies].map(([id, { size }]) => [id, size])).toEqual([...proxy.bodies.keys()].map((id) => [id, 1]))
  const times = (fate: Fate) => proxy.met.filter((each) => each === fate).length
  for (const fate of FATES) expect([fate, times(fate) > 0]).toEqual([fate, true])
  const unharmed = proxy.met.filter((fate) => !fate.startsWith('killed')).length
  expect((times('lost before') + times('lost after')) / unharmed).toBeGreaterThan(0.25)
  expect(kills()).toBe(KILLS.telling + KILLS.reporting)

  const report = books.parse(await call('/desk/reconciliation'))
  expect([report.differences, report.payments]).toEqual([[], all.length])
  const returned = `${story.comesBack.request}-1-1`
  for (const { fund, paidCents, toPayCents } of report.funds) {
    const booked = [...receiver.book()]
      .filter(([reference]) => reference !== returned)
      .flatMap(([, { lines }]) => lines.filter((line) => line.fund === fund).map(({ cents }) => cents))
    expect([fund, paidCents, toPayCents]).toEqual([fund, sum(booked), 0])
  }
  expect(sum(report.funds.map(({ recoveredCents }) => recoveredCents))).toBe(10_001)
}, 1_200_000)
