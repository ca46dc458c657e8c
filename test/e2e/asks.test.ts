import { expect, test } from 'vitest'
import { z } from 'zod'
import { fileOf, playUntil, received, useEnvironment, proposal } from '../support/environment.ts'

const { environment, world } = useEnvironment()
const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' }
const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(body) })
const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
})
const APPROVE = { choice: 'approve', reasons: 'Si condivide la proposta del servizio sociale.' }

test('the same question answered 100 times at once: one decision, 99 times "already answered"', async () => {
  const tale = await received(world())
  await playUntil(tale, world(), 1)
  const url = await tale.players.link(tale.story, 'decision', '1')
  const responses = await Promise.all(Array.from({ length: 100 }, () => post(url, APPROVE)))
  expect(responses.filter(({ status }) => status === 200)).toHaveLength(1)
  const others = responses.filter(({ status }) => status === 409)
  expect(others).toHaveLength(99)
  for (const other of others) {
    expect(other.headers.get('content-type')).toContain('application/problem+json')
    const { answeredBy, answeredAt } = z
      .looseObject({ answeredBy: z.string().min(3), answeredAt: z.iso.datetime() })
      .parse(await other.json())
    expect([answeredBy, answeredAt]).not.toContain('')
  }
  await environment().idle()
  const { request, asks } = await fileOf(tale.story)
  expect(request.stage).toBe('funded')
  expect(asks.filter(({ kind, status }) => kind === 'decision' && status === 'answered')).toHaveLength(1)
})

test('changes nothing when a link is opened 50 times, by GET and HEAD, as a page and as data', async () => {
  const tale = await received(world())
  const status = `${world().url}/requests/${tale.story.request}/${tale.story.statusSecret}`
  for (const [kind, scenes] of [
    ['assessment', 0],
    ['decision', 1],
    ['placement', 2],
    ['agreement', 3],
    ['insurance', 4],
    ['timesheet', 5],
  ] as const) {
    await playUntil({ ...tale, scenes: tale.scenes.slice(Math.max(0, scenes - 1)) }, world(), scenes === 0 ? 0 : 1)
    if (kind === 'timesheet') await world().advanceTo(tale.scenes[5]?.from ?? '')
    const url = await tale.players.link(tale.story, kind, '1')
    await environment().idle()
    const before = await fileOf(tale.story)
    for (let times = 0; times < 50; times++) {
      const [page, head, data] = await Promise.all([
        fetch(url, { headers: { accept: 'text/html' } }),
        fetch(url, { method: 'HEAD' }),
        fetch(url, { headers: { accept: 'application/json' } }),
      ])
      expect([page.status, head.status, data.status]).toEqual([200, 200, 200])
      expect(await head.text()).toBe('')
      await Promise.all([page.text(), data.text()])
      await (await fetch(status)).text()
    }
    await environment().idle()
    expect(await fileOf(tale.story)).toEqual(before)
  }
})

test('describes a question and invalid answers to machines, and writes nothing', async () => {
  const { players, story } = await received(world())
  const url = await players.link(story, 'assessment', '1')
  const asked = await fetch(url, { headers: { accept: 'application/json' } })
  expect(asked.headers.get('referrer-policy')).toBe('no-referrer')
  expect(asked.headers.get('cache-control')).toContain('no-store')
  const { kind, request, schema } = z
    .looseObject({
      kind: z.string(),
      request: z.string(),
      openedAt: z.iso.datetime(),
      dueAt: z.string(),
      schema: z.looseObject({}),
    })
    .parse(await asked.json())
  expect([kind, request]).toEqual(['assessment', story.request])
  expect(JSON.stringify(schema)).toContain('proposeApproval')

  await environment().idle()
  const before = await fileOf(story)
  const wrong = await post(url, {
    choice: 'proposeApproval',
    monthlyCents: 999_900,
    months: 99,
    fund: 'nessuno',
    work: { ability: 'full' },
    reasons: 'troppo',
    extra: 1,
  })
  expect(wrong.status).toBe(422)
  const { errors = [] } = problem.parse(await wrong.json())
  expect(errors.map(({ field }) => field)).toEqual(expect.arrayContaining(['months', 'reasons', 'extra']))
  for (const { message, code } of errors) expect(message).not.toBe(code)
  const tooMuch = await post(url, {
    ...(await proposal(world())),
    monthlyCents: 59_900,
    months: 6,
    fund: 'nessuno',
  })
  expect(problem.parse(await tooMuch.json()).errors?.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['monthlyCents', 'fund']),
  )
  expect((await post(url, {})).status).toBe(422)
  expect(
    (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })).status,
  ).toBe(400)
  expect((await fetch(url, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' })).status).toBe(415)
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(405)
  expect(await fileOf(story)).toEqual(before)
})

test('responds with 404 to any unknown link', async () => {
  const { players, story } = await received(world())
  const url = await players.link(story, 'assessment', '1')
  const secret = url.split('/').at(-1) ?? ''
  for (const wrong of [
    url.slice(0, -1),
    `${url}x`,
    url.replace(story.request, '0'.repeat(26)),
    url.replace('assessment-1', 'decision-1'),
    url.replace(secret, 'x'),
  ]) {
    const response = await fetch(wrong, { headers: { accept: 'application/json' } })
    expect(response.status).toBe(404)
    expect((await post(wrong, APPROVE)).status).toBe(404)
  }
})

test('responds with 410 to an expired link, and sends a new one to the same address only', async () => {
  const { players, story } = await received(world())
  const old = await players.link(story, 'assessment', '1')
  await environment().advance('P31D')
  await environment().idle()
  const expired = await fetch(old, { headers: { accept: 'text/html' } })
  expect(expired.status).toBe(410)
  expect(await expired.text()).toContain('/renew')
  expect((await post(old, APPROVE)).status).toBe(410)

  const before = environment().mails().length
  const renewals = await Promise.all(
    [1, 2, 3].map(() => fetch(`${old}/renew`, { method: 'POST', headers: JSON_HEADERS, body: '{}' })),
  )
  expect(renewals.map(({ status }) => status)).toEqual([200, 200, 200])
  await environment().idle()
  const letters = environment().mails().slice(before)
  expect(new Set(letters.flatMap(({ destination }) => destination.to)).size).toBe(1)
  const ask = (await fileOf(story)).asks.find(({ kind }) => kind === 'assessment')
  expect(ask?.links.filter(({ superseded }) => !superseded)).toHaveLength(1)
  expect((await fetch(old)).status).toBe(410)
})

test('the right link is looked for in the record, not in the mail: reminders repeat it, escalation adds one for the substitute', async () => {
  const tale = await received(world())
  await playUntil(tale, world(), 1)
  const url = await tale.players.link(tale.story, 'decision', '1')
  await environment().idle()
  const before = environment().mails().length
  await environment().advance('P12D')
  await environment().idle()
  const letters = environment()
    .mails()
    .slice(before)
    .filter(({ body }) => body.text?.includes(`${tale.story.request}-decision-1`))
  const [first, ...others] = letters
  expect(first?.body.text).toContain(new URL(url).pathname)
  const addresses = new Set(letters.map(({ destination }) => destination.to[0]))
  expect(addresses.size).toBe(2)
  expect(others.length).toBeGreaterThan(0)
  const substitute = letters.find(({ destination }) => destination.to[0] !== first?.destination.to[0])
  const [link = ''] = /https?:\S+\/asks\/\S+/.exec(substitute?.body.text ?? '') ?? []
  expect((await post(link, APPROVE)).status).toBe(200)
  expect((await post(url, APPROVE)).status).toBe(409)
  const { request } = await fileOf(tale.story)
  expect(request.decision?.by).toBe(
    (await fileOf(tale.story)).asks.find(({ kind }) => kind === 'decision')?.answeredBy?.id,
  )
})
