import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { personHistory } from '../../functions/adapters/dynamodb/person-history.ts'
import { itemsOfYear, openPayments } from '../../functions/adapters/dynamodb/lists/records-of-year.ts'
import { register } from '../../functions/adapters/dynamodb/register.ts'
import { type Application, application } from '../../functions/domain/file/application.ts'
import { sha256 } from '../../functions/domain/file/trail.ts'
import { apply } from '../../functions/domain/file/apply.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { personOf } from '../../infra/demo/play.ts'
import { documents } from '../support/documents.ts'
import { startStore } from '../support/store.ts'
import type { Effect } from '../../functions/domain/file/effect.ts'
import { claimReceipt } from '../../functions/domain/money/clawback.ts'
import { commitFund, releaseFund } from '../../functions/domain/money/fund-effects.ts'
import { forgetHelp, recordHelp } from '../../functions/domain/money/household-help.ts'
import { banPerson, claimPerson, freePerson } from '../../functions/domain/procedure/person-effects.ts'
import { type Payment, payment } from '../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../functions/domain/file/case-file.ts'
import { Conflict, EffectRefused } from '../../functions/usecases/ports/errors.ts'

const cleanups: (() => unknown)[] = []

/** What happens to the next transactions on their way: passed on, lost before they arrive, or their answer lost afterwards. */
type Fate = 'pass' | 'lost before' | 'lost after'
const fates: Fate[] = []

/** Stands between the adapters and the emulator, and loses what it is told to. */
async function troublesomeProxy(target: string): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async (): Promise<void> => {
      const isWrite = String(request.headers['x-amz-target']).endsWith('TransactWriteItems')
      const fate = isWrite ? (fates.shift() ?? 'pass') : 'pass'
      if (fate === 'lost before') return void request.socket.destroy()
      const headers = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date'].map((name) => [
        name,
        String(request.headers[name]),
      ])
      const answer = await fetch(target, {
        method: 'POST',
        headers: Object.fromEntries(headers),
        body: Buffer.concat(chunks),
      })
      const body = Buffer.from(await answer.arrayBuffer())
      if (fate === 'lost after') return void request.socket.destroy()
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

beforeAll(async () => {
  const store = await startStore()
  cleanups.push(store.stop)
  const proxy = await troublesomeProxy(store.endpoint)
  cleanups.push(
    () => proxy.close(),
    () => proxy.closeAllConnections(),
  )
  const { port } = z.object({ port: z.number() }).parse(proxy.address())
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})
beforeEach(() => {
  fates.length = 0
})

const NOW = '2026-03-02T09:00:00Z'
const deps = () => ({ files: caseFiles, papers, clock: { now: () => NOW } })
let count = 0
const by = { role: 'citizen', id: 'applicant' } as const
const typed = (index: number): Application => application.parse(personOf(index))

function blank(id: string, index: number): CaseFile {
  return {
    request: {
      id,
      municipality: 'I690',
      stage: 'submitted',
      version: 0,
      channel: 'api',
      bodyHash: 'x',
      statusSecretHash: 'y',
      receivedAt: NOW,
      application: typed(index),
      regulation: 'v1',
      dueOn: '2026-04-01',
      periods: [],
      trail: { length: 0, head: '' },
    },
    asks: [],
    postings: [],
    payments: [],
  }
}

async function newFile(): Promise<string> {
  const id = String(++count).padStart(26, '0')
  const { after, entry } = apply(blank(id, count), { act: 'request.submitted', by }, NOW)
  await caseFiles.commit(undefined, after, entry, [])
  return id
}

describe('a write', () => {
  test('is read back completely, with its trail', async () => {
    const id = await newFile()
    const file = await caseFiles.load(id)
    expect(file?.request.application).toEqual(typed(count))
    expect((await caseFiles.trail(id)).map(({ act }) => act)).toEqual(['request.submitted'])
    expect(await verifyTrail(deps(), id)).toEqual({ request: id, entries: 1 })
    expect(await caseFiles.load('z'.repeat(26))).toBeUndefined()
  })

  test('at an outdated version is a conflict and writes nothing', async () => {
    const id = await newFile()
    const stale = await caseFiles.load(id)
    if (!stale) throw new Error('gone')
    await amend(deps(), id, () => ({ act: 'one', by }))
    const { after, entry } = apply(stale, { act: 'two', by }, NOW)
    await expect(caseFiles.commit(stale, after, entry, [])).rejects.toBeInstanceOf(Conflict)
    expect((await caseFiles.trail(id)).map(({ act }) => act)).toEqual(['request.submitted', 'one'])
  })

  test('eight at once on one file all take effect, one after the other', async () => {
    const id = await newFile()
    await Promise.all(Array.from({ length: 8 }, (_, index) => amend(deps(), id, () => ({ act: `act-${index}`, by }))))
    expect(await verifyTrail(deps(), id)).toEqual({ request: id, entries: 9 })
  })

  test.each<[string, Fate[]]>([
    ['lost on its way once', ['lost before']],
    ['whose answer is lost once', ['lost after']],
    ['whose answer is lost every time', ['lost after', 'lost after', 'lost after', 'lost after']],
    ['lost, then its answer lost', ['lost before', 'lost after', 'lost after', 'lost after']],
  ])('%s takes effect once', async (_, sequence) => {
    const id = await newFile()
    fates.push(...sequence)
    await amend(deps(), id, () => ({ act: 'only-once', by }))
    fates.length = 0
    expect((await caseFiles.trail(id)).filter(({ act }) => act === 'only-once')).toHaveLength(1)
    expect((await verifyTrail(deps(), id)).fault).toBeUndefined()
  })

  test('fails without effect if it never arrives', async () => {
    const id = await newFile()
    fates.push(...Array<Fate>(4).fill('lost before'))
    await expect(amend(deps(), id, () => ({ act: 'never', by }))).rejects.toThrow()
    fates.length = 0
    expect((await caseFiles.trail(id)).map(({ act }) => act)).toEqual(['request.submitted'])
  })
})

describe('records written with a file', () => {
  const fund = (cents: number, budgetCents = 100_000, name = 'f') =>
    commitFund('I690', { fund: name, cents }, { budgetCents, joins: 0 })

  test('a fund is never overspent, whatever the concurrency', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, newFile))
    const results = await Promise.allSettled(
      ids.map((id) => amend(deps(), id, () => ({ act: 'fund', by, effects: [fund(30_000)] }))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(EffectRefused)
    const id = await newFile()
    await amend(deps(), id, () => ({
      act: 'release',
      by,
      effects: [releaseFund('I690', { fund: 'f', cents: 30_000 })],
    }))
    await amend(deps(), id, () => ({ act: 'fund', by, effects: [fund(40_000)] }))
    await expect(amend(deps(), id, () => ({ act: 'fund', by, effects: [fund(1)] }))).rejects.toBeInstanceOf(
      EffectRefused,
    )
  })

  test('an amount above the whole fund is refused on a fund nobody touched', async () => {
    const id = await newFile()
    await expect(
      amend(deps(), id, () => ({ act: 'fund', by, effects: [fund(200, 100, 'small')] })),
    ).rejects.toBeInstanceOf(EffectRefused)
  })

  test('a person is claimed once, by the request that came first, until freed', async () => {
    const [one, two] = [await newFile(), await newFile()]
    const person = blank(one, 0).request
    await amend(deps(), one, () => ({ act: 'claim', by, effects: [claimPerson(person)] }))
    await expect(
      amend(deps(), two, () => ({ act: 'claim', by, effects: [claimPerson(person)] })),
    ).rejects.toBeInstanceOf(EffectRefused)
    await amend(deps(), one, () => ({ act: 'free', by, effects: [freePerson(person)] }))
    await amend(deps(), two, () => ({ act: 'claim', by, effects: [claimPerson(person)] }))
  })

  test('records a receipt once per municipality, under a keyed hash', async () => {
    const receipt = (municipality: string) => claimReceipt(municipality, { reference: 'Rossi 12', on: '2026-03-02' })
    const [one, two] = [await newFile(), await newFile()]
    await amend(deps(), one, () => ({ act: 'receipt', by, effects: [receipt('I690')] }))
    await expect(amend(deps(), two, () => ({ act: 'receipt', by, effects: [receipt('I690')] }))).rejects.toMatchObject({
      effect: 'claimReceipt',
    })
    await amend(deps(), two, () => ({ act: 'receipt', by, effects: [receipt('F205')] }))
    const { Items = [] } = await documents.send(new ScanCommand({ TableName: process.env['TABLE_NAME'] }))
    const booked = JSON.stringify(Items.filter(({ kind }) => kind === 'receipt'))
    expect(booked).toContain('RECEIPT#F205#')
    expect(booked).not.toContain('rossi')
  })

  test('lists a payment until it has ended, and in its year for good', async () => {
    const id = await newFile()
    // A town of its own, and a year that begins in Italy an hour before it begins at Greenwich.
    const municipality = 'H501'
    const paymentOf = (instalment: number, eligibleAt: string): Payment => ({
      id: `${id}-${instalment}`,
      request: id,
      municipality,
      instalment,
      issue: 1,
      state: 'cleared',
      amountCents: 1,
      lines: [{ fund: 'bilancio', budgetLine: '1', cents: 1 }],
      method: 'cash',
      eligibleAt,
      dueOn: '2026-04-01',
      clearance: { reference: `${id}-${instalment}-1`, clearedAt: NOW },
      returns: [],
    })
    const all = ['2019-05-01T08:00:00Z', '2019-12-31T23:30:00Z', '2020-03-01T08:00:00Z'].map((at, index) =>
      paymentOf(index + 1, at),
    )
    await amend(deps(), id, ({ request }) => ({
      act: 'test',
      by,
      request: { ...request, municipality },
      payments: all,
    }))
    const listed = async () => {
      const numbers = { open: [] as number[], of2019: [] as number[], of2020: [] as number[] }
      for await (const each of openPayments(municipality)) numbers.open.push(each.instalment)
      for await (const each of itemsOfYear('PAYMENT', municipality, 2019, payment)) numbers.of2019.push(each.instalment)
      for await (const each of itemsOfYear('PAYMENT', municipality, 2020, payment)) numbers.of2020.push(each.instalment)
      return numbers
    }
    const whatever = { of2019: [1], of2020: [2, 3] }
    expect(await listed()).toEqual({ open: [1, 2, 3], ...whatever })
    const paid = { on: '2026-03-02', order: 'M-1' }
    for (const [index, state] of [[2, 'paid'] as const, [0, 'cancelled'] as const]) {
      const { clearance, ...each } = all[index] ?? paymentOf(9, NOW)
      await amend(deps(), id, () => ({
        act: 'test',
        by,
        payments: [{ ...each, state, ...(clearance ? { clearance } : {}), ...(state === 'paid' ? { paid } : {}) }],
      }))
    }
    expect(await listed()).toEqual({ open: [2], ...whatever })
    const [first] = all
    await amend(deps(), id, () => ({ act: 'test', by, payments: first ? [{ ...first, state: 'returned' }] : [] }))
    expect(await listed()).toEqual({ open: [1, 2], ...whatever })
  })

  test('a paper is kept byte by byte, whatever else is lost, and never replaced', async () => {
    const id = await newFile()
    const pdf = Uint8Array.from({ length: 4000 }, (_, index) => index % 256)
    const paper = { id: 'decision', html: '<p>così, 600,00 €</p>', pdf }
    const fingerprints = { id: 'decision', html: sha256(paper.html), pdf: sha256(pdf) }
    const issue = async () => {
      await papers.keep(id, { ...paper, fingerprints })
      await amend(deps(), id, () => ({
        ...{ act: 'paper.issued', by, about: 'decision', request: { papers: [{ ...fingerprints, at: NOW }] } },
        paper: { html: fingerprints.html, pdf: fingerprints.pdf },
      }))
    }
    fates.push('lost after')
    await issue()
    const kept = await papers.find(id, fingerprints)
    expect(kept?.html).toBe(paper.html)
    expect(Buffer.compare(kept?.pdf ?? new Uint8Array(), pdf)).toBe(0)
    // The same once more is no harm, and another under its name changes nothing.
    await issue()
    await papers.keep(id, { ...paper, html: 'another', fingerprints })
    expect((await papers.find(id, fingerprints))?.html).toBe(paper.html)
    expect(await verifyTrail(deps(), id)).toEqual({ request: id, entries: 3 })
    expect(await papers.find(id, { ...fingerprints, id: 'ruling-1' })).toBeUndefined()
  })

  test('assigns register numbers without gaps and duplicates, idempotently', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `r${String(index).padStart(25, '0')}`)
    const twice = [...ids, ...ids]
    const numbers = await Promise.all(twice.map((id) => register.takeNumber('I690', 2026, id)))
    expect(numbers.slice(60)).toEqual(numbers.slice(0, 60))
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1))
    await register.forgetNumber('I690', 2026, ids[0] ?? '')
    expect(await register.takeNumber('I690', 2026, 'another')).toBe(61)
  })
})

describe('records about a person', () => {
  const help = (request: string, totalCents: number) => ({
    request,
    kind: 'ordinary' as const,
    programme: 'baratto',
    totalCents,
    askedOn: '2026-01-02',
    on: '2026-02-02',
    sealed: false,
  })
  const household = ['RSSMRA85D41F205X', 'VRDLGU80A01F205X', 'BNCGNN90A41F205X']
  const happens = async (...effects: Effect[]) => amend(deps(), await newFile(), () => ({ act: 'help', by, effects }))
  const helpOf = async (...taxCodes: string[]) =>
    (await personHistory.helpOf('I690', taxCodes)).map(({ request, totalCents }) => [request, totalCents]).sort()
  const record = (request: string, totalCents: number, taxCodes = household) =>
    recordHelp('I690', taxCodes, help(request, totalCents))

  test('help counts for the whole household, that of one request once, as it was written last', async () => {
    await happens(...record('one', 60_000), ...record('two', 1, household.slice(0, 1)))
    await happens(...record('one', 30_000))
    expect(await helpOf(...household)).toEqual([
      ['one', 30_000],
      ['two', 1],
    ])
    expect(await helpOf(household[2] ?? '')).toEqual([['one', 30_000]])
    expect(await personHistory.helpOf('F205', household)).toEqual([])
    expect((await personHistory.helpOf('I690', household)).find(({ request }) => request === 'one')).toEqual(
      help('one', 30_000),
    )
    await happens(...forgetHelp('I690', household, 'one'))
    expect(await helpOf(...household)).toEqual([['two', 1]])
  })

  test('help and what is refused beside it are one write', async () => {
    const small = commitFund('I690', { fund: 'tiny', cents: 2 }, { budgetCents: 1, joins: 0 })
    const refused = await happens(...record('three', 1), small).catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'EffectRefused', effect: 'commitFund' })
    expect(await helpOf(...household)).toEqual([['two', 1]])
  })

  test('applies the latest ban, in any order of writes', async () => {
    const [banned = '', other = ''] = household
    for (const until of ['2027-05-01', '2028-02-01', '2026-12-31', '2028-02-01'])
      await happens(banPerson('I690', banned, until))
    expect(await personHistory.banUntil('I690', household)).toBe('2028-02-01')
    expect(await personHistory.banUntil('I690', [other])).toBeUndefined()
  })
})

test('keeps the first draw', async () => {
  const { keepDrawing } = await import('../../functions/adapters/dynamodb/drawings.ts')
  const drawing = {
    municipality: 'I690',
    year: 2026,
    seed: 'lotto',
    percent: 10,
    at: NOW,
    candidates: [{ id: 'one', benefitCents: 60_000, risk: 2 }],
  }
  const others = Array.from({ length: 5 }, (_, index) => ({ ...drawing, percent: 20 + index }))
  expect(await keepDrawing({ ...drawing, candidates: [] })).toMatchObject({ candidates: [] })
  expect(await keepDrawing(drawing)).toEqual(drawing)
  for (const kept of await Promise.all(others.map(keepDrawing))) expect(kept).toEqual(drawing)
  expect(await keepDrawing({ ...drawing, candidates: [] })).toEqual(drawing)
  expect(await keepDrawing({ ...drawing, seed: 'other', percent: 30 })).toMatchObject({ percent: 30 })
})

test('detects tampering in the store', async () => {
  const { PutCommand } = await import('@aws-sdk/lib-dynamodb')
  const { documents } = await import('../support/documents.ts')
  const { get } = await import('../../functions/adapters/dynamodb/client.ts')
  const { key } = await import('../../functions/adapters/dynamodb/keys.ts')
  const { env } = await import('../../functions/platform/env.ts')
  const id = await newFile()
  const item = await get(key.request(id))
  const data = z.looseObject({}).parse(item?.['data'])
  await documents.send(
    new PutCommand({ TableName: env().TABLE_NAME, Item: { ...item, data: { ...data, dueOn: '2027-01-01' } } }),
  )
  expect((await verifyTrail(deps(), id)).fault).toEqual({ sequence: 1, fault: 'record' })
})
