import { expect, test } from 'vitest'
import { z } from 'zod'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { fileOf, newApplicant, useEnvironment } from '../support/environment.ts'

const { environment, world } = useEnvironment()
const api = () => `${world().url}/api/requests`
const send = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(api(), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const problem = z.looseObject({
  type: z.string(),
  title: z.string().min(3),
  status: z.int(),
  errors: z.array(z.strictObject({ field: z.string(), code: z.string(), message: z.string().min(5) })).optional(),
})
const written = () => environment().events().length
const created = z.looseObject({ request: z.string(), statusUrl: z.url() })

test('reports all errors at once, with field and advice, in the person’s language, and writes nothing', async () => {
  await environment().idle()
  const before = written()
  const person = newApplicant()
  const wrong = {
    ...person,
    applicant: {
      ...person.applicant,
      taxCode: 'RSSMRA85D41F205A',
      email: 'nessuno',
      birthDate: '1985-02-30',
      nickname: 'M',
    },
    home: { ...person.home, postalCode: '2009' },
    need: { ...person.need, iseeCents: 12.5, kind: 'monthly' },
    payout: { method: 'transfer', iban: 'IT61X0542811101000000123456' },
    declarations: { truthful: false, privacy: true },
    surprise: true,
  }
  const fields = [
    'applicant.taxCode',
    'applicant.email',
    'applicant.birthDate',
    'applicant.nickname',
    'home.postalCode',
    'need.iseeCents',
    'need.kind',
    'payout.iban',
    'declarations.truthful',
    'surprise',
  ]
  const said = await Promise.all(
    ['it', 'en'].map(async (language) => {
      const response = await send(wrong, { 'accept-language': language })
      expect(response.status).toBe(422)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      const { errors = [] } = problem.parse(await response.json())
      expect(new Set(errors.map(({ field }) => field))).toEqual(new Set(fields))
      return errors.map(({ message }) => message).join()
    }),
  )
  expect(said[0]).not.toBe(said[1])
  await environment().idle()
  expect(written()).toBe(before)
})

test('rejects a body that is not an application, with its reason', async () => {
  await environment().idle()
  const before = written()
  const cases: [Response, number][] = [
    [await send('{"applicant":'), 400],
    [await fetch(api(), { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'ciao' }), 415],
    [await send({ blob: 'x'.repeat(200_000) }), 413],
    [await send([]), 422],
    [await fetch(api(), { method: 'PUT' }), 405],
    [await fetch(`${world().url}/api/nothing`, { headers: { accept: 'application/json' } }), 404],
    [await fetch(`${api()}/${'0'.repeat(26)}`), 401],
    [await fetch(`${world().url}/api/payments`), 401],
  ]
  for (const [response, status] of cases) {
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    const body = await response.text()
    expect(problem.parse(JSON.parse(body)).status).toBe(status)
    expect(body).not.toMatch(/\bat .*\.ts|node_modules/)
  }
  expect(cases[4]?.[0].headers.get('allow')).toBe('POST')
  const page = await fetch(`${world().url}/niente`, { headers: { accept: 'text/html' } })
  expect(page.status).toBe(404)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(written()).toBe(before)
})

test('rejects invalid text and ids without a fault', async () => {
  const person = newApplicant()
  for (const firstName of ['A\ud800B', 'A\u0000B']) {
    const response = await send({ ...person, applicant: { ...person.applicant, firstName } })
    expect(response.status).toBe(422)
    const { errors = [] } = problem.parse(await response.json())
    expect(errors.map(({ field }) => field)).toEqual(['applicant.firstName'])
  }
  const long = 'x'.repeat(3000)
  const tries = [`/asks/${long}/y`, `/requests/${long}/y`, '/asks/%00/%ff', '/asks/__proto__/constructor'].map(
    async (path) => (await fetch(world().url + path)).status,
  )
  for (const status of await Promise.all(tries)) expect([400, 404]).toContain(status)
  expect((await fetch(`${api()}/${long}`)).status).toBe(401)
})

test('returns the same request for a repeated key and body, and rejects another body', async () => {
  const person = newApplicant()
  const headers = { 'idempotency-key': `key-${person.applicant.taxCode}` }
  const responses = await Promise.all(Array.from({ length: 10 }, () => send(person, headers)))
  expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
  const ids = await Promise.all(responses.map(async (response) => created.parse(await response.json()).request))
  expect(new Set(ids).size).toBe(1)
  await environment().advance('P2D')
  expect(created.parse(await (await send(person, headers)).json()).request).toBe(ids[0])
  const other = await send({ ...person, home: { ...person.home, street: 'Via Diversa 1' } }, headers)
  expect(other.status).toBe(422)
})

test('accepts one open request per person and kind, whoever files it and however many at once', async () => {
  const person = newApplicant()
  const token = await staffToken(secrets, 'I690', 'as-colombo').catch(() => '')
  const tries = await Promise.all(Array.from({ length: 20 }, () => send(person)))
  expect(tries.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(tries.filter(({ status }) => status === 409)).toHaveLength(19)
  const atDesk = await send(person, { authorization: `Bearer ${token}` })
  expect(atDesk.status).toBe(409)
  expect(problem.parse(await atDesk.json()).type).toContain('alreadyOpen')
  const otherKind = await send(
    { ...person, need: { ...person.need, kind: 'extraordinary' } },
    { authorization: `Bearer ${token}` },
  )
  expect(otherKind.status).toBe(201)
  const { request } = await fileOf(created.parse(await otherKind.json()))
  expect([request.channel, request.filedBy]).toEqual(['desk', 'as-colombo'])
  expect((await send(newApplicant(), { authorization: 'Bearer I690.as-colombo.wrong' })).status).toBe(401)
})

test('describes the API by the schemas that parse it', async () => {
  const document = z
    .looseObject({
      openapi: z.literal('3.1.0'),
      components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
    })
    .parse(await (await fetch(`${world().url}/api/openapi.json`)).json())
  const { Application } = document.components.schemas
  expect(JSON.stringify(Application)).toContain('taxCode')
  expect(Application?.['additionalProperties']).toBe(false)
})
