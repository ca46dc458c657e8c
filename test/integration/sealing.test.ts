import { ScanCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { openRequests, sealedFiles } from '../../functions/adapters/dynamodb/lists/lists.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { requestsOfYear } from '../../functions/adapters/dynamodb/lists/records-of-year.ts'
import { dataOf, sealItem } from '../../functions/adapters/aws/sealing.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { application } from '../../functions/domain/file/application.ts'
import { PART_KINDS } from '../../functions/domain/file/stored.ts'
import { sha256 } from '../../functions/domain/file/trail.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { apply } from '../../functions/domain/file/apply.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { keyOperations } from '../../infra/local/services/kms.ts'
import { Players, personOf, type Story, scenesFrom } from '../../infra/demo/play.ts'
import { openState } from '../../infra/local/runtime/state.ts'
import { textOf } from '../../infra/demo/world.ts'
import { documents } from '../support/documents.ts'
import { fileOf, newApplicant, useEnvironment } from '../support/environment.ts'
import type { Posting } from '../../functions/domain/hours/posting.ts'
import type { Payment } from '../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../functions/domain/file/case-file.ts'
import { Conflict } from '../../functions/usecases/ports/errors.ts'

const { environment, world, problems } = useEnvironment()

type Stored = Record<string, unknown>

/** Everything in the table as it lies there, but for the configuration, which names hosts and funds of everybody. */
async function stored(): Promise<Stored[]> {
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new ScanCommand({ TableName: process.env['TABLE_NAME'], ConsistentRead: true }),
  )
  expect(LastEvaluatedKey).toBeUndefined()
  return Items.filter(({ pk }) => pk !== 'MUNICIPALITY')
}
const itemsOf = async (id: string) => (await stored()).filter(({ pk }) => String(pk).includes(id))

/** An item as text, with its bytes as they are. */
const raw = (item: Stored) =>
  JSON.stringify(
    Object.entries(item).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    ]),
  )

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : []
}

/** Files an application at the desk, as staff do for somebody under protection. */
async function filed(person: ReturnType<typeof personOf>, body: object, member = 'as-colombo'): Promise<Response> {
  const token = await staffToken(secrets, 'I690', member)
  return fetch(`${environment().url}/api/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...person, ...body }),
  })
}

async function storyOf(person: ReturnType<typeof personOf>, body: object): Promise<Story> {
  const { request, statusUrl } = z
    .object({ request: z.string(), statusUrl: z.string() })
    .parse(await (await filed(person, body)).json())
  return { request, statusSecret: statusUrl.split('/').at(-1) ?? '', email: person.applicant.email }
}

const secretsOf = ({ applicant, home, need, payout }: ReturnType<typeof personOf>) => [
  ...texts({ applicant, home, need: { ...need, kind: '', workStatus: '' }, payout: { ...payout, method: '' } }).filter(
    // Five digits of a postal code may stand in any hash.
    (text) => text.length > 5 || text === applicant.firstName,
  ),
  // What the people in it wrote, where she works and by which insurance.
  'Situazione di bisogno accertata nel colloquio.',
  'Affitto e bollette, nessun reddito da due mesi.',
  'POL-2026-001',
  'foglie-cortile',
]

test('a sealed file runs to its end, and nothing that was typed is anywhere in the table, the mail or the events', async () => {
  const [sealed, open] = [newApplicant(), newApplicant()]
  const players = new Players(world())
  const story = await storyOf(sealed, { sealed: true })
  const twin = await storyOf(open, {})
  for (const { from, play } of scenesFrom(await world().now())) {
    if (from) await world().advanceTo(from)
    await play(players, story)
    await play(players, twin)
  }
  await environment().idle()

  const file = await fileOf(story)
  expect(file.request.stage).toBe('closed')
  const host = file.request.placement?.host ?? ''
  const items = (await stored()).filter((item) => !raw(item).includes(twin.request))
  expect(items.filter(({ pk }) => String(pk).includes(story.request)).length).toBeGreaterThan(40)
  const typed = [...secretsOf(sealed), host, sha256(`person:${sealed.applicant.taxCode}`)]
  // How many are at a host is told, of nobody: there it is the host alone that is named.
  const isPlaces = ({ pk }: Stored) => String(pk).startsWith('PLACES#')
  expect(items.filter(isPlaces)).toHaveLength(1)
  const found = items.flatMap((item) =>
    typed
      .filter((text) => !isPlaces(item) || (text !== host && text !== 'foglie-cortile'))
      .filter((text) => raw(item).includes(text))
      .map((text) => [item['pk'], text]),
  )
  expect(found).toEqual([])
  // The search would find them: the other file is there to read.
  const clear = (await itemsOf(twin.request)).map(raw).join()
  for (const text of [...secretsOf(open), host]) expect(clear.includes(text), text).toBe(true)

  const numbered = async (one: Story) => {
    const { registryEntry = '' } = (await fileOf(one)).request
    return environment()
      .mails()
      .filter(({ subject }) => subject.includes(`${registryEntry}:`))
      .map((mail) => ({
        subject: mail.subject.replace(registryEntry, '#'),
        to: mail.destination.to,
        text: textOf(mail),
      }))
  }
  const mails = await numbered(story)
  expect(mails.map(({ subject }) => subject).sort()).toEqual(
    (await numbered(twin)).map(({ subject }) => subject).sort(),
  )
  expect(mails.length).toBeGreaterThan(8)
  const { need, applicant, home } = sealed
  const unsaid = [
    applicant.firstName,
    applicant.lastName,
    home.street,
    need.reason,
    host,
    'foglie-cortile',
    'Baratto sociale comunale',
  ]
  for (const { text } of mails) for (const word of unsaid) expect(text).not.toContain(word)
  const heard = JSON.stringify(environment().events()) + environment().logs().join()
  for (const word of [...secretsOf(sealed), host]) expect(heard, word).not.toContain(word)

  // Whoever was asked is named, and whoever was not is not.
  const { named = [] } = file.request.sealed ?? {}
  // Who assesses or decides is named by being asked; educators and finance answer from what their question shows.
  const asked = file.asks.map(({ to }) => to).filter(({ role }) => role === 'socialWorker' || role === 'manager')
  expect([...named].sort()).toEqual([...new Set(['as-colombo', ...asked.map(({ id }) => id)])].sort())
  expect(named).not.toContain('host')

  expect(await verifyTrail({ files: caseFiles, papers }, story.request)).not.toHaveProperty('fault')
  expect((await caseFiles.trail(story.request)).filter(({ by }) => by.role === 'host').map(({ by }) => by.id)).toEqual([
    'host',
    'host',
  ])

  const token = await staffToken(secrets, 'I690', 'as-colombo')
  const figures = z.object({
    requests: z.object({ received: z.int(), byStage: z.record(z.string(), z.int()) }),
    hours: z.object({ verifiedMinutes: z.int() }),
    payments: z.object({ paidCents: z.int() }),
    publishedSealed: z.null(),
  })
  const ofYear = async (year: number) => {
    const headers = { authorization: `Bearer ${token}` }
    return figures.parse(await (await fetch(`${environment().url}/api/statistics?year=${year}`, { headers })).json())
  }
  // Two months of activity may end in the next year.
  const received = Number(file.request.receivedAt.slice(0, 4))
  const [year, next] = [await ofYear(received), await ofYear(received + 1)]
  expect(year.requests).toEqual({ received: 2, byStage: { closed: 2 } })
  expect(year.hours.verifiedMinutes + next.hours.verifiedMinutes).toBe(2 * 80 * 60)
  expect(year.payments.paidCents + next.payments.paidCents).toBe(2 * 60_000)
  expect(problems).toEqual([])
})

test('can be filed by staff, and counts as the open request of its kind', async () => {
  const person = newApplicant()
  const anonymous = await fetch(`${environment().url}/api/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, sealed: true }),
  })
  expect(anonymous.status).toBe(401)
  expect((await filed(person, { sealed: 'yes' })).status).toBe(422)
  const received = await filed(person, { sealed: true })
  expect(received.status).toBe(201)
  expect(JSON.stringify(await received.json())).not.toContain(person.applicant.lastName)
  expect((await filed(person, {})).status).toBe(409)
})

const NOW = '2026-03-02T09:00:00Z'
const BY = { role: 'socialWorker', id: 'as-colombo' } as const
const deps = { files: caseFiles, papers, clock: { now: () => NOW } }
let count = 0

const posting = (request: string, index: number): Posting => ({
  id: `${request}-p${index}`,
  request,
  period: 1,
  entry: `p${index}`,
  on: '2026-03-03',
  minutes: 60,
  from: 'owed',
  to: 'done',
  by: { role: 'host', id: 'scuola-segreta' },
  at: NOW,
  why: 'Via Segreta',
})

/** A file in the store, with as many postings as wanted. */
async function newFile(postings = 0): Promise<string> {
  const id = String(++count).padStart(26, 'z')
  const blank: CaseFile = {
    request: {
      id,
      municipality: 'I690',
      stage: 'submitted',
      version: 0,
      channel: 'desk',
      bodyHash: 'x',
      statusSecretHash: 'y',
      receivedAt: NOW,
      application: application.parse(personOf(900 + count)),
      regulation: 'v1',
      dueOn: '2026-04-01',
      periods: [],
      trail: { length: 0, head: '' },
    },
    asks: [],
    postings: [],
    payments: [],
  }
  const { after, entry } = apply(blank, { act: 'request.submitted', by: BY }, NOW)
  await caseFiles.commit(undefined, after, entry, [])
  for (let from = 0; from < postings; from += 90) {
    const some = Array.from({ length: Math.min(90, postings - from) }, (_, index) => posting(id, from + index))
    await amend(deps, id, () => ({ act: 'hours.recorded', by: BY, postings: some }))
  }
  return id
}
const seal = (id: string, act = 'file.sealed') =>
  amend(deps, id, () => ({ act, by: BY, request: { sealed: { at: NOW, named: ['as-colombo'] } } }))

const replace = (item: Stored) => documents.send(new PutCommand({ TableName: process.env['TABLE_NAME'], Item: item }))
const isSealed = ({ data, sealed }: Stored) => data === undefined && sealed instanceof Uint8Array
const ofFile = ({ kind }: Stored) => PART_KINDS.some((each) => each === kind)

describe('sealing a file that is there', () => {
  test.each([3, 250])('with %i postings encrypts all of it, whatever changed', async (postings) => {
    const id = await newFile(postings)
    const paper = { id: 'opening', html: 'Via Segreta', pdf: new Uint8Array([0, 255, 37, 80]) }
    const fingerprints = { id: 'opening', html: sha256(paper.html), pdf: sha256(paper.pdf) }
    await papers.keep(id, { ...paper, fingerprints })
    const before = await fileOf({ request: id })
    const { municipality, application } = before.request
    const sealedOf = async (...people: string[]) => {
      const found: string[] = []
      for await (const request of sealedFiles.of(municipality, people)) found.push(request.id)
      return found
    }
    expect(await sealedOf(application.applicant.taxCode)).not.toContain(id)
    const sealed = await seal(id)
    expect(await sealedOf('another', application.applicant.taxCode)).toContain(id)
    expect(await sealedOf('another')).toEqual([])
    const items = (await itemsOf(id)).filter(ofFile)
    expect(items).toHaveLength(postings + 3)
    expect(items.filter((item) => !isSealed(item))).toEqual([])
    for (const item of await itemsOf(id))
      for (const text of ['Segreta', 'scuola-segreta', before.request.application.applicant.taxCode])
        expect(raw(item)).not.toContain(text)
    expect(await fileOf({ request: id })).toEqual(sealed)
    expect(await verifyTrail(deps, id)).toEqual({ request: id, entries: 2 + Math.ceil(postings / 90) })
    // A paper is encrypted from the beginning.
    const object = `papers/${id}/opening/${fingerprints.html}-${fingerprints.pdf}`
    const lying = await fetch(`${process.env['AWS_ENDPOINT_URL_S3']}/${process.env['BUCKET_NAME']}/${object}`)
    expect(lying.status).toBe(200)
    expect(Buffer.from(await lying.arrayBuffer()).toString('latin1')).not.toContain('Segreta')
    expect([...((await papers.find(id, fingerprints))?.pdf ?? [])]).toEqual([0, 255, 37, 80])
  })

  test('continues where an interrupted attempt stopped', async () => {
    const id = await newFile(2)
    const clear = await fileOf({ request: id })
    const item = z.looseObject({ pk: z.string(), sk: z.string(), kind: z.literal('posting'), data: z.looseObject({}) })
    const postings = (await itemsOf(id)).flatMap((each) => item.safeParse(each).data ?? [])
    expect(postings).toHaveLength(2)
    for (const each of postings) await replace(await sealItem(id, each))
    expect(await fileOf({ request: id })).toEqual(clear)
    await seal(id)
    expect((await itemsOf(id)).filter(ofFile).filter((each) => !isSealed(each))).toEqual([])
    expect((await verifyTrail(deps, id)).fault).toBeUndefined()
  })

  test('keeps a field of a later version, and proves the file as before', async () => {
    const id = await newFile()
    const section = (await itemsOf(id)).find(({ kind }) => kind === 'application')
    const data = z.looseObject({}).parse(section?.['data'])
    await replace({ ...section, data: { ...data, invented: 'later' } })
    // The trail of the version that wrote it proves it too.
    await amend(deps, id, () => ({ act: 'test', by: BY }))
    expect((await verifyTrail(deps, id)).fault).toBeUndefined()
    await seal(id)
    expect((await fileOf({ request: id })).request).toHaveProperty('invented', 'later')
    expect((await itemsOf(id)).filter(ofFile).filter((each) => !isSealed(each))).toEqual([])
    expect((await verifyTrail(deps, id)).fault).toBeUndefined()
  })

  test('while somebody else writes ends with both acts, and nothing in clear', async () => {
    const id = await newFile(120)
    await Promise.all([
      seal(id),
      ...Array.from({ length: 4 }, (_, index) =>
        amend(deps, id, () => ({ act: `act-${index}`, by: BY, postings: [posting(id, 1000 + index)] })),
      ),
    ])
    const items = (await itemsOf(id)).filter(ofFile)
    expect(items).toHaveLength(127)
    expect(items.filter((item) => !isSealed(item))).toEqual([])
    expect((await verifyTrail(deps, id)).fault).toBeUndefined()
  })

  test('is rejected after a concurrent change, which it keeps', async () => {
    const id = await newFile(250)
    const payment: Payment = {
      id: `${id}-1`,
      request: id,
      municipality: 'I690',
      instalment: 1,
      issue: 1,
      state: 'eligible',
      amountCents: 100,
      lines: [{ fund: 'bilancio', budgetLine: '1204.10', cents: 100 }],
      method: 'cash',
      eligibleAt: NOW,
      dueOn: '2026-04-01',
      returns: [],
    }
    const stale = await amend(deps, id, () => ({ act: 'payment.eligible', by: BY, payments: [payment] }))
    const now = await amend(deps, id, () => ({
      act: 'payment.published',
      by: BY,
      payments: [{ ...payment, state: 'published' }],
    }))
    const sealing = apply(stale, { act: 'late', by: BY, request: { sealed: { at: NOW, named: [] } } }, NOW)
    await expect(caseFiles.commit(stale, sealing.after, sealing.entry, [])).rejects.toBeInstanceOf(Conflict)
    expect(await fileOf({ request: id })).toEqual(now)
    expect((await verifyTrail(deps, id)).fault).toBeUndefined()
  })

  test('keeps it readable in lists', async () => {
    const id = await newFile()
    await seal(id)
    const found = []
    for await (const request of requestsOfYear('I690', 2026)) found.push(request.id)
    expect(found).toContain(id)
    const open = []
    for await (const request of openRequests.ids()) open.push(request)
    expect(open).toContain(id)
  })
})

describe('tampering in the store', () => {
  const failure = async (id: string): Promise<Error> => {
    const error: unknown = await caseFiles.load(id).catch((reason: unknown) => reason)
    if (!(error instanceof Error)) throw new Error('it opened')
    return error
  }
  const sealedWith = async (postings: number) => {
    const id = await newFile(postings)
    await seal(id)
    const items = (await itemsOf(id)).filter(ofFile)
    const [request] = items.filter(({ kind }) => kind === 'request')
    const [one, two] = items.filter(({ kind }) => kind === 'posting')
    if (!request || !one || !two) throw new Error('too few')
    return { id, request, one, two }
  }

  test('is detected when it swaps two items', async () => {
    const { id, one, two } = await sealedWith(2)
    await replace({ ...one, sealed: two['sealed'] })
    await replace({ ...two, sealed: one['sealed'] })
    const error = await failure(id)
    expect(error.name).toBe('SealBroken')
    expect(error.message).toMatch(/^REQUEST#z+\d+ PART#posting#z+\d+-p\d$/)
  })

  test('is detected when it changes the version or kind of an item', async () => {
    const { id, request, one } = await sealedWith(2)
    await replace({ ...request, version: 1 })
    expect((await failure(id)).name).toBe('SealBroken')
    await replace(request)
    await replace({ ...one, kind: 'payment' })
    expect((await failure(id)).name).toBe('SealBroken')
  })

  test("is detected when it inserts another file's key or text, and the error quotes neither", async () => {
    const [mine, other] = [await sealedWith(2), await sealedWith(2)]
    await replace({ ...mine.one, dataKey: other.one['dataKey'] })
    const foreign = await failure(mine.id)
    expect(foreign.name).toBe('InvalidCiphertextException')
    expect(foreign.message).toBe('status 400')
    await replace({ ...mine.one, sealed: other.one['sealed'] })
    expect((await failure(mine.id)).name).toBe('SealBroken')
  })

  test('is detected when it changes one bit', async () => {
    const { id, one } = await sealedWith(2)
    const bytes = Buffer.from(z.instanceof(Uint8Array).parse(one['sealed']))
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    await replace({ ...one, sealed: bytes })
    expect((await failure(id)).name).toBe('SealBroken')
  })
})

test('the same text is sealed differently each time, under one key a file', async () => {
  const item = { pk: 'REQUEST#a', sk: 'REQUEST', kind: 'request', version: 1, data: { text: 'uguale' } }
  const [one, two, other] = [await sealItem('a', item), await sealItem('a', item), await sealItem('b', item)]
  expect(one['sealed']).not.toEqual(two['sealed'])
  expect(one['dataKey']).toBe(two['dataKey'])
  expect(other['dataKey']).not.toBe(one['dataKey'])
  expect(await dataOf('a', one)).toEqual({ text: 'uguale' })
})

describe('the key service on this machine', () => {
  const KEYS = [
    { name: 'k', arn: 'arn:k' },
    { name: 'other', arn: 'arn:other' },
  ]
  const generated = z.object({ CiphertextBlob: z.string(), Plaintext: z.string() })

  test('decrypts after a restart, for the same key and context only', () => {
    const state = openState()
    const make = () => keyOperations(KEYS, state)
    const EncryptionContext = { request: 'a' }
    const { CiphertextBlob, Plaintext } = generated.parse(
      make()['TrentService.GenerateDataKey']?.({ KeyId: 'arn:k', KeySpec: 'AES_256', EncryptionContext }),
    )
    expect(Buffer.from(Plaintext, 'base64')).toHaveLength(32)
    const decrypt = (more: object) =>
      make()['TrentService.Decrypt']?.({ KeyId: 'arn:k', CiphertextBlob, EncryptionContext, ...more })
    expect(decrypt({})).toMatchObject({ Plaintext, KeyId: 'arn:k' })
    const refused = expect.objectContaining({ type: 'InvalidCiphertextException' })
    const attempt = (more: object) => {
      try {
        return decrypt(more)
      } catch (error) {
        return error
      }
    }
    expect(attempt({ EncryptionContext: { request: 'b' } })).toEqual(refused)
    expect(attempt({ EncryptionContext: {} })).toEqual(refused)
    expect(attempt({ KeyId: 'arn:other' })).toEqual(refused)
    expect(attempt({ CiphertextBlob: 'AAAA' })).toEqual(refused)
    expect(attempt({ KeyId: 'arn:none' })).toEqual(expect.objectContaining({ type: 'NotFoundException' }))
    state.release()
  })
})
