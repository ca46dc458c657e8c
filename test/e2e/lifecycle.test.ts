import { expect, test } from 'vitest'
import { caseFiles } from '../../functions/adapters/case-files.ts'
import { balance } from '../../functions/domain/ledger.ts'
import { verifyTrail } from '../../functions/usecases/verify-trail.ts'
import { PLAN, personOf, playLifecycles } from '../../infra/local/play.ts'
import { fileOf, useEnvironment } from '../support/environment.ts'

const { environment, world, problems } = useEnvironment()

test('a request goes from the form to closed: hours given back, each instalment paid once', async () => {
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
  expect(await verifyTrail({ files: caseFiles }, story.request)).toEqual({
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

test('a person has one open request of a kind, and may ask again once it is closed', async () => {
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
