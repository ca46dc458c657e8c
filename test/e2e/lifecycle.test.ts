import { expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { balance } from '../../functions/domain/hours/ledger.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { PLAN, personOf, playLifecycles } from '../../infra/demo/play.ts'
import { fileOf, useEnvironment } from '../support/environment.ts'

const { environment, world, problems } = useEnvironment()
const figures = z.looseObject({
  requests: z.looseObject({ received: z.int() }),
  hours: z.looseObject({ verifiedMinutes: z.int() }),
  payments: z.looseObject({ paidCents: z.int() }),
})

test('leads a request from the form to closing: hours given, each instalment paid once', async () => {
  const { stories } = await playLifecycles({ world: world() })
  const [story] = stories
  if (!story) throw new Error('nobody applied')
  await environment().idle()
  const { request, payments, postings, asks } = await fileOf(story)

  expect(request.stage).toBe('closed')
  expect(request.registryEntry).toMatch(/^\d{4}\/1$/)
  expect(payments.map(({ instalment, amountCents, state }) => ({ instalment, amountCents, state }))).toEqual([
    { instalment: 1, amountCents: PLAN.monthlyCents, state: 'paid' },
    { instalment: 2, amountCents: PLAN.monthlyCents, state: 'paid' },
  ])
  expect(balance(postings, 'verified')).toBe(PLAN.owedMinutes)
  expect(balance(postings, 'owed')).toBe(0)
  expect(asks.map((ask) => ask.status)).toEqual(asks.map(() => 'answered'))
  expect(await verifyTrail({ files: caseFiles, papers }, story.request)).toEqual({
    request: story.request,
    entries: request.trail.length,
  })
  expect(
    environment()
      .executions()
      .filter(({ status }) => status !== 'SUCCEEDED'),
  ).toEqual([])
  expect(problems).toEqual([])

  const events = environment()
    .events()
    .map((event) => event['detail-type'])
  for (const name of ['request.submitted', 'request.opened', 'request.approved', 'request.active', 'request.closed'])
    expect(events).toContain(name)
  expect(events.filter((name) => name === 'payment.cleared')).toHaveLength(2)
})

test('shows staff what the records say: worklist, payments and figures of the year', async () => {
  const token = await staffToken(secrets, 'I690', 'rag-fontana')
  const read = async (path: string): Promise<unknown> =>
    (await fetch(`${world().url}/api/${path}`, { headers: { authorization: `Bearer ${token}` } })).json()
  const year = Number((await world().now()).slice(0, 4))
  const years = await Promise.all(
    [year - 1, year].map(async (each) => figures.parse(await read(`statistics?year=${each}`))),
  )
  const sum = (of: (each: z.infer<typeof figures>) => number) => years.reduce((total, each) => total + of(each), 0)
  expect(sum(({ requests }) => requests.received)).toBe(1)
  // Hours and money are told in the year they were done and paid, whichever year the request came in.
  expect(sum(({ hours }) => hours.verifiedMinutes)).toBe(PLAN.owedMinutes)
  expect(sum(({ payments }) => payments.paidCents)).toBe(PLAN.months * PLAN.monthlyCents)
  const lists = await Promise.all(
    [year - 1, year].map(
      async (each) =>
        z
          .object({ payments: z.array(z.looseObject({ amountCents: z.int(), reference: z.string() })) })
          .parse(await read(`payments?year=${each}`)).payments,
    ),
  )
  expect(lists.flat().map(({ amountCents }) => amountCents)).toEqual([PLAN.monthlyCents, PLAN.monthlyCents])
  expect(await read('worklist')).toEqual({ asks: [], stuck: [] })
})

test('allows one open request of a kind per person, and another once it is closed', async () => {
  const person = personOf(0)
  const again = () =>
    fetch(`${world().url}/api/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    })
  expect((await again()).status).toBe(201)
  expect((await again()).status).toBe(409)
})
