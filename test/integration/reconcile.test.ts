import { actOnFile } from '../../functions/usecases/file/act-on-file.ts'
import { receipt } from '../../functions/domain/acts/receipt.ts'
import { recover } from '../../functions/domain/acts/recover.ts'
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { expect, test } from 'vitest'
import { stored } from '../../functions/composition.ts'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { funds } from '../../functions/adapters/dynamodb/funds.ts'
import { lists } from '../../functions/adapters/dynamodb/lists/lists.ts'
import { personHistory } from '../../functions/adapters/dynamodb/person-history.ts'
import { commitFund, countBenefit } from '../../functions/domain/money/fund-effects.ts'
import { moneyTrail } from '../../functions/adapters/dynamodb/lists/money-trail.ts'
import { payments as listedPayments } from '../../functions/adapters/dynamodb/lists/payments.ts'
import { publication } from '../../functions/adapters/dynamodb/publication.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { reconcile } from '../../functions/usecases/money/reconcile.ts'
import { approved, minutesLater } from '../support/story/approved.ts'
import { documents } from '../support/documents.ts'
import { newWorld, SESTO } from '../support/memory.ts'
import { MemoryClock } from '../support/memory-services.ts'
import { useStore } from '../support/store.ts'
import type { Request } from '../../functions/domain/file/request.ts'
import type { Payment } from '../../functions/domain/file/payment.ts'
import type { Deps } from '../../functions/usecases/ports/deps.ts'

/** Money that comes back, and reconciliation, with the real adapters on the emulator. */

useStore(SESTO)

const NOW = '2026-06-01T09:00:00Z'
const CENTS = 60_000

const staff = (role: string) => {
  const member = SESTO.staff.find((each) => each.role === role)
  if (!member) throw new Error(`nobody is ${role}`)
  return { municipality: 'I690', member }
}

function newDeps(): Deps {
  return { ...newWorld(), ...stored, clock: new MemoryClock(NOW) }
}

const paymentOf = ({ id }: Request): Payment => ({
  id: `${id}-1`,
  request: id,
  municipality: 'I690',
  instalment: 1,
  issue: 1,
  state: 'paid',
  amountCents: CENTS,
  lines: [
    { fund: 'bilancio', budgetLine: '1204.10', cents: 40_001 },
    { fund: 'pon-inclusione', budgetLine: '1204.20', cents: 19_999 },
  ],
  method: 'cash',
  eligibleAt: NOW,
  dueOn: '2026-07-01',
  clearance: { reference: `${id}-1-1`, clearedAt: NOW },
  paid: { on: '2026-06-01', order: 'M-1' },
  returns: [],
})

/** A grant paid at once and revoked after that. */
async function revoked(index: number): Promise<Request> {
  const funding = [
    { fund: 'bilancio', cents: 40_001 },
    { fund: 'pon-inclusione', cents: 19_999 },
  ]
  const request = await approved(caseFiles, index, minutesLater(0), funding)
  const { request: after } = await amend(newDeps(), request.id, ({ request: { grant } }) => ({
    act: 'test',
    by: { role: 'system', id: 'system' },
    request: { stage: 'revoked', fundedAt: NOW, ...(grant ? { grant: { ...grant, plan: 'upfront' } } : {}) },
    payments: [paymentOf(request)],
    effects: [
      ...funding.map((part) => commitFund('I690', part, { budgetCents: 10_000_000, joins: 0 })),
      countBenefit({ ...request, fundedAt: NOW }, CENTS),
    ],
  }))
  return after
}

const books = () => reconcile({ ...newDeps(), publication, trail: moneyTrail }, SESTO)
const openClawbacks = () => Array.fromAsync(lists.clawedBack('I690'), ({ id }) => id)

test('lists a clawback until it is received, once, with agreeing records throughout', async () => {
  const deps = newDeps()
  const [one, two] = [await revoked(1), await revoked(2)]
  const asked = { cents: CENTS, instalments: 2, firstOn: '2026-07-01', how: 'Allo sportello.', reasons: 'Non dovuto.' }
  for (const { id } of [one, two])
    expect(
      await actOnFile(deps, recover, staff('manager'), id, { ...asked, reasons: 'Non era dovuto.' }),
    ).toMatchObject({
      outcome: 'done',
    })
  expect((await openClawbacks()).sort()).toEqual([one.id, two.id].sort())
  expect((await books()).differences).toEqual([])
  const receive = (id: string, cents: number, reference: string) =>
    actOnFile(deps, receipt, staff('finance'), id, { towards: '1', on: '2026-06-01', cents, reference })
  const ten = await Promise.all(Array.from({ length: 10 }, () => receive(one.id, 30_001, 'INC-1')))
  expect(ten.filter((each) => each.outcome === 'done' && each.written)).toHaveLength(1)
  expect(ten.every(({ outcome }) => outcome === 'done')).toBe(true)
  expect((await funds.state('I690', 'bilancio')).committedCents).toBe(2 * 40_001 - 20_001)
  expect((await funds.state('I690', 'pon-inclusione')).committedCents).toBe(2 * 19_999 - 10_000)
  expect(await personHistory.benefitsCents('I690', one.application.applicant.taxCode, 2026)).toBe(29_999)
  expect((await books()).differences).toEqual([])
  await receive(one.id, 29_999, 'INC-2')
  expect(await openClawbacks()).toEqual([two.id])
  const report = await books()
  expect(report.differences).toEqual([])
  expect(report.funds.find(({ fund }) => fund === 'bilancio')).toMatchObject({
    paidCents: 2 * 40_001,
    recoveredCents: 40_001,
    committedCents: 40_001,
    counterCents: 40_001,
  })
})

test('names every change made to the store from outside', async () => {
  const TableName = process.env['TABLE_NAME']
  const file = await revoked(3)
  expect((await books()).differences).toEqual([])
  const own = paymentOf(file)
  // A payment of nobody, in the index of its year.
  const gone = { ...own, id: 'gone-1', request: 'b'.repeat(26) }
  await documents.send(
    new PutCommand({
      TableName,
      Item: {
        ...{ pk: `REQUEST#${gone.request}`, sk: 'PART#payment#gone-1', kind: 'payment', schemaVersion: 1, data: gone },
        ...{ wpk: 'PAYMENT#I690#2026', wsk: `${NOW}#gone-1` },
      },
    }),
  )
  await documents.send(
    new UpdateCommand({
      TableName,
      Key: { pk: `REQUEST#${file.id}`, sk: `PART#payment#${own.id}` },
      UpdateExpression: 'SET #data.amountCents = :more',
      ExpressionAttributeNames: { '#data': 'data' },
      ExpressionAttributeValues: { ':more': CENTS + 1 },
    }),
  )
  const { differences } = await books()
  expect(differences).toContainEqual({ cause: 'orphan', request: gone.request, about: 'gone-1' })
  expect(differences).toContainEqual({ cause: 'unreadable', request: file.id })
  // What cannot be read is missing from what its funds should hold.
  expect(differences.filter(({ cause }) => cause === 'counter').map(({ fund }) => fund)).toEqual([
    'bilancio',
    'pon-inclusione',
  ])
})

test('reports a file with a broken seal as unreadable, and checks the others', async () => {
  const TableName = process.env['TABLE_NAME']
  const whole = await revoked(4)
  const { id } = await revoked(5)
  await amend(newDeps(), id, () => ({
    act: 'file.sealed',
    by: { role: 'system', id: 'system' },
    request: { sealed: { at: NOW, named: ['as-colombo'] } },
  }))
  const listed = async () => {
    const payments: string[] = []
    for await (const payment of listedPayments.ofYear('I690', 2026)) payments.push(payment.id)
    return payments
  }
  expect(await listed()).toEqual(expect.arrayContaining([`${whole.id}-1`, `${id}-1`]))
  const before = (await books()).differences
  for (const sk of ['HEAD', `PART#payment#${id}-1`])
    await documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: `REQUEST#${id}`, sk },
        UpdateExpression: 'SET sealed = :other',
        ExpressionAttributeValues: { ':other': new Uint8Array(64) },
      }),
    )
  const after = (await books()).differences
  expect(after.filter(({ request }) => request === id)).toEqual([{ cause: 'unreadable', request: id }])
  expect(after.filter(({ request }) => request === whole.id)).toEqual([])
  expect(after.length).toBeGreaterThan(before.length)
  expect(await listed()).toContain(`${whole.id}-1`)
  expect(await listed()).not.toContain(`${id}-1`)
})
