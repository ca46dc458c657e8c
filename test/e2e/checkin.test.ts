import { expect, test } from 'vitest'
import { encode } from 'uqr'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { configuration } from '../../functions/adapters/dynamodb/configuration.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { entriesOf, shiftsOf } from '../../functions/domain/hours/ledger.ts'
import { NO_ENTRY } from '../../functions/domain/file/trail.ts'
import { systemClock } from '../../functions/platform/clock.ts'
import { apply } from '../../functions/domain/file/apply.ts'
import { siteAddress, siteNamed } from '../../functions/usecases/hours/site-code.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { pinOf, writeVisit } from '../../functions/usecases/access/visitor.ts'
import { fileOf, playUntil, received, useEnvironment } from '../support/environment.ts'
import type { CaseFile } from '../../functions/domain/file/case-file.ts'

const { environment, world, problems } = useEnvironment()
const HOST = 'scuola-primaria'
const OTHER_HOST = 'artigiani'
const SUPERVISOR = 'scuola.primaria@example.org'

/** A browser: it keeps cookies, and says where its forms come from. */
class Browser {
  cookie = ''
  async get(path: string): Promise<{ status: number; body: string }> {
    const response = await fetch(world().url + path, { headers: this.#headers(), redirect: 'manual' })
    return { status: response.status, body: await response.text() }
  }
  async post(path: string, form: Record<string, string> = {}) {
    const response = await fetch(world().url + path, {
      method: 'POST',
      headers: { ...this.#headers(), origin: new URL(environment().url).origin },
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    const [set] = response.headers.getSetCookie()
    if (set !== undefined) this.cookie = set.split(';')[0] ?? ''
    const location = response.headers.get('location') ?? ''
    return { status: response.status, location, body: await response.text() }
  }
  #headers = () => ({ accept: 'text/html', 'accept-language': 'it', cookie: this.cookie })
}

const fieldOf = (body: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? ''

/** What the screen of a host shows at this moment. */
async function addressAt(host: string): Promise<string> {
  const site = await siteNamed({ configuration }, `I690.${host}`)
  if (!site) throw new Error(`no ${host}`)
  return siteAddress({ secrets, publicUrl: environment().url }, site, systemClock.now())
}
const pathAt = async (host: string): Promise<string> => new URL(await addressAt(host)).pathname

/** Somebody whose activity has begun. */
async function begun() {
  const tale = await received(world())
  await playUntil(tale, world(), 5)
  await environment().idle()
  const { request } = await fileOf(tale.story)
  await world().advanceTo(request.startsOn ?? '')
  await environment().advance('PT9H')
  await environment().idle()
  expect((await fileOf(tale.story)).request.stage).toBe('active')
  return tale.story
}

/** A telephone that its owner set as theirs on their own page. */
async function phoneOf(story: { request: string; statusSecret: string }): Promise<Browser> {
  const phone = new Browser()
  const known = await phone.post(`/requests/${story.request}/${story.statusSecret}`, { action: 'phone' })
  expect(known.status).toBe(303)
  expect(phone.cookie).toMatch(/^phone=/)
  return phone
}

test('checks a telephone in and out by the screen of a host, with the hours on both pages', async () => {
  const story = await begun()
  const supervisor = new Browser()
  const before = (await world().mails()).length
  expect((await supervisor.post('/host', { email: SUPERVISOR })).status).toBe(200)
  const letter = (await world().mails()).slice(before).find((text) => text.includes('/host/enter/')) ?? ''
  const path = /https?:\/\/[^/\s]+(\/host\/enter\/\S+)/.exec(letter)?.[1] ?? ''
  expect((await supervisor.post(path)).status).toBe(303)
  // The screen may turn while it is read.
  const [first, screen, last] = [await addressAt(HOST), await supervisor.get('/host/code'), await addressAt(HOST)]
  const drawn = [first, last].map((address) =>
    encode(address, { ecc: 'M', border: 0 })
      .data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
      .join(''),
  )
  expect(drawn).toContain(/<path d="([^"]+)"/.exec(screen.body)?.[1])

  const phone = await phoneOf(story)
  const entrance = await pathAt(HOST)
  const page = await phone.get(entrance)
  expect(page.body).toContain('>Entrata</button>')
  expect((await fileOf(story)).request.present).toBeUndefined()
  const seen = fieldOf(page.body, 'seen')
  expect((await phone.post(entrance, { seen, direction: 'in' })).body).toContain('Sei dentro')
  expect((await supervisor.get('/host')).body).toContain('dentro dalle')
  await environment().advance('PT2H')
  const exit = await pathAt(HOST)
  const out = await phone.get(exit)
  expect(out.body).toContain('>Uscita</button>')
  expect((await phone.post(exit, { seen: fieldOf(out.body, 'seen'), direction: 'out' })).body).toContain('2 ore')
  expect(entriesOf((await fileOf(story)).postings)).toMatchObject([{ minutes: 120, shift: { recorded: 'code' } }])
  const own = await phone.get(`/requests/${story.request}/${story.statusSecret}`)
  expect(own.body).toContain('registrate, da controllare')
  const calendar = await phone.get(`/requests/${story.request}/${story.statusSecret}/shifts.ics`)
  expect(calendar.body).toContain('BEGIN:VEVENT')
  expect((await verifyTrail({ files: caseFiles, papers }, story.request)).fault).toBeUndefined()
})

test('rejects replayed, forged, expired and foreign codes with advice', async () => {
  const story = await begun()
  const phone = await phoneOf(story)
  const path = await pathAt(HOST)
  const forged = await phone.get(`${path.slice(0, -4)}AAAA`)
  expect([forged.status, forged.body.includes('Inquadra di nuovo quello sullo schermo')]).toEqual([404, true])
  const moved = await phone.get(path.replace(HOST, OTHER_HOST))
  expect(moved.status).toBe(404)
  const elsewhere = await phone.get(await pathAt(OTHER_HOST))
  expect([elsewhere.status, elsewhere.body.includes('Il tuo posto non è qui')]).toEqual([409, true])
  const page = await phone.get(await pathAt(HOST))
  const seen = fieldOf(page.body, 'seen')
  // Whoever looks at the code of one site does not come in at another.
  const crossed = await phone.post(await pathAt(OTHER_HOST), { seen, direction: 'in' })
  expect([crossed.status, crossed.body.includes('Inquadra di nuovo il codice')]).toEqual([410, true])
  expect((await phone.post(path, { seen: `${seen}x`, direction: 'in' })).status).toBe(410)
  expect((await fileOf(story)).request.present).toBeUndefined()

  expect((await phone.post(path, { seen, direction: 'in' })).status).toBe(200)
  await environment().advance('PT1M30S')
  const replayed = await phone.post(path, { seen, direction: 'out' })
  expect([replayed.status, replayed.body.includes('Aspetta che cambi sullo schermo')]).toEqual([409, true])
  const expired = await phone.get(path)
  expect([expired.status, expired.body.includes('Questo codice è vecchio')]).toEqual([410, true])
  await environment().advance('PT2M')
  const late = await phone.post(path, { seen, direction: 'out' })
  expect([late.status, late.body.includes('passato troppo tempo')]).toEqual([410, true])
  expect((await fileOf(story)).request.present).toBeDefined()
  expect(shiftsOf((await fileOf(story)).postings)).toEqual([])
})

test('asks an unregistered telephone for number and PIN, with limited attempts', async () => {
  const story = await begun()
  const phone = new Browser()
  const path = await pathAt(HOST)
  const seen = fieldOf((await phone.get(path)).body, 'seen')
  const number = (await fileOf(story)).request.registryEntry ?? ''
  const pin = await pinOf({ secrets }, { id: story.request })
  const wrong = pin === '123456' ? '654321' : '123456'
  const tries = await Promise.all(Array.from({ length: 40 }, () => phone.post(path, { seen, number, pin: wrong })))
  expect(tries.filter(({ status }) => status === 422)).toHaveLength(5)
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(35)
  expect((await phone.post(path, { seen, number, pin })).status).toBe(429)
  await environment().advance('PT16M')
  const again = await pathAt(HOST)
  const fresh = fieldOf((await phone.get(again)).body, 'seen')
  const known = await phone.post(again, { seen: fresh, number, pin })
  expect(known.body).toContain('Ciao Maria')
  const entered = await phone.post(again, { seen: fresh, visitor: fieldOf(known.body, 'visitor'), direction: 'in' })
  expect(entered.body).toContain('Sei dentro')
})

/** The same person under another id: what it takes to have 500 of them at one gate. */
async function copyOf({ request, postings }: CaseFile, id: string): Promise<void> {
  const bare: CaseFile = {
    request: { ...request, id, version: 0, trail: { length: 0, head: NO_ENTRY } },
    asks: [],
    postings: postings.map((posting) => ({ ...posting, request: id })),
    payments: [],
  }
  const { after, entry } = apply(bare, { act: 'test.copied', by: { role: 'system', id: 'system' } }, systemClock.now())
  await caseFiles.commit(undefined, after, entry, [])
}

test('counts 500 concurrent check-ins once each, of one person and of 500', async () => {
  const story = await begun()
  const file = await fileOf(story)
  const phone = await phoneOf(story)
  const path = await pathAt(HOST)
  const seen = fieldOf((await phone.get(path)).body, 'seen')
  const pressed = await Promise.all(Array.from({ length: 500 }, () => phone.post(path, { seen, direction: 'in' })))
  expect(pressed.every(({ status }) => status === 200)).toBe(true)
  const acts = async (id: string) => (await caseFiles.trail(id)).map(({ act }) => act)
  expect((await acts(story.request)).filter((act) => act === 'presence.began')).toHaveLength(1)

  const ids = Array.from(
    { length: 500 },
    (_, index) => `${story.request.slice(0, 22)}${String(index).padStart(4, '0')}`,
  )
  for (let from = 0; from < ids.length; from += 50)
    await Promise.all(ids.slice(from, from + 50).map((id) => copyOf(file, id)))
  const gate = await pathAt(HOST)
  const shown = fieldOf((await new Browser().get(gate)).body, 'seen')
  const responses = await Promise.all(
    ids.map(async (id) => {
      const own = new Browser()
      own.cookie = `phone=${await writeVisit({ secrets, clock: systemClock }, 'phone', { municipality: 'I690', id })}`
      return own.post(gate, { seen: shown, direction: 'in' })
    }),
  )
  expect(responses.filter(({ status }) => status === 200)).toHaveLength(500)
  const began = await Promise.all(ids.map(async (id) => (await acts(id)).filter((act) => act === 'presence.began')))
  expect(began.every(({ length }) => length === 1)).toBe(true)
  const files = await Promise.all(ids.map((id) => caseFiles.load(id)))
  expect(files.every((each) => each?.request.present !== undefined)).toBe(true)
  expect(problems).toEqual([])
}, 300_000)
