import { expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { openRequests } from '../../functions/adapters/dynamodb/lists/lists.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { takenPlaces } from '../../functions/adapters/dynamodb/places.ts'
import { configuration } from '../../functions/adapters/dynamodb/configuration.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import type { AskKind } from '../../functions/domain/questions/index.ts'
import { momentOf } from '../../functions/domain/base/calendar.ts'
import { type Account, balance, shiftsOf, unexcusedMinutes } from '../../functions/domain/hours/ledger.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { formatOf } from '../../functions/texts/format.ts'
import { systemClock } from '../../functions/platform/clock.ts'
import { checkHours } from '../../functions/domain/hours/check-hours.ts'
import { checkPlaces } from '../../functions/usecases/activity/check-places.ts'
import { siteAddress, siteNamed } from '../../functions/usecases/hours/site-code.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { Players, personOf, type Story } from '../../infra/demo/play.ts'
import { fileOf, proposal, expectUnmentioned, useEnvironment } from '../support/environment.ts'

const { environment, world, problems } = useEnvironment(momentOf('2027-02-10', '08:00'))

/** Time moves to a moment in Italy, and all that fell due by then has happened. */
async function itIs(on: string, time: string): Promise<void> {
  const seconds = Math.floor((Date.parse(momentOf(on, time)) - environment().now()) / 1000)
  await environment().advance(`PT${seconds + 1}S`)
  await environment().idle()
}

/** A browser: it keeps its cookie, and says where its forms come from. */
class Browser {
  #cookie = ''
  async get(path: string): Promise<string> {
    return (await this.#fetch(path, {})).text()
  }
  async post(path: string, form: Record<string, string> = {}): Promise<Response> {
    const response = await this.#fetch(path, { method: 'POST', body: new URLSearchParams(form) })
    this.#cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? this.#cookie
    return response
  }
  #fetch = (path: string, init: RequestInit) =>
    fetch(world().url + path, {
      ...init,
      headers: { accept: 'text/html', cookie: this.#cookie, origin: new URL(environment().url).origin },
      redirect: 'manual',
    })
}

/** A supervisor who has just entered by the link in their mail. */
async function supervisor(email: string): Promise<Browser> {
  const browser = new Browser()
  const before = (await world().mails()).length
  await browser.post('/host', { email })
  const letter = (await world().mails()).slice(before).find((text) => text.includes('/host/enter/')) ?? ''
  const entered = await browser.post(/https?:\/\/[^/\s]+(\/host\/enter\/\S+)/.exec(letter)?.[1] ?? '')
  expect(entered.status).toBe(303)
  return browser
}

/** A line of the grid: somebody's day, with the times by the clock, or that they did not come. */
type Line = [story: Story, on: string, there: string, to?: string]

/** A supervisor fills in the grid as the page has it: a day that it does not list goes on the person's line for another day. */
async function grid(email: string, lines: Line[]): Promise<void> {
  const browser = await supervisor(email)
  const page = await browser.get('/host/hours')
  const form = lines.flatMap(([{ request }, on, there, to]) => {
    const isListed = page.includes(`name="${request}.${on}.state"`)
    const row = `${request}.${isListed ? on : 'other'}`
    expect(page).toContain(`name="${row}.from"`)
    const day = isListed ? [`${row}.state`, to ? 'there' : there] : [`${row}.on`, on]
    return to ? [day, [`${row}.from`, there], [`${row}.to`, to]] : [day]
  })
  const written = await browser.post('/host/hours', Object.fromEntries(form))
  expect(written.headers.get('location')).toContain(`saved=${lines.length}`)
  await environment().idle()
}

/** Somebody who points the camera of their own telephone at the screen of the school, and presses the one button. */
async function scans(phone: Browser): Promise<string> {
  const site = await siteNamed({ configuration }, 'I690.scuola-primaria')
  if (!site) throw new Error('no school')
  const address = await siteAddress({ secrets, publicUrl: environment().url }, site, systemClock.now())
  const { pathname } = new URL(address)
  const page = await phone.get(pathname)
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? ''
  const direction = page.includes('>Uscita</button>') ? 'out' : 'in'
  return (await phone.post(pathname, { seen: field('seen'), direction })).text()
}

async function comesAndGoes(phone: Browser, on: string, from: string, to: string): Promise<void> {
  await itIs(on, from)
  expect(await scans(phone)).toContain('Sei dentro')
  await itIs(on, to)
  expect(await scans(phone)).not.toContain('Sei dentro')
}

/** Sends and reads JSON, as the machine of a member of staff or of a citizen does. */
async function json(path: string, member?: string, body?: object): Promise<unknown> {
  const response = await fetch(world().url + path, {
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(member ? { authorization: `Bearer ${await staffToken(secrets, 'I690', member)}` } : {}),
    },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  })
  const said: unknown = await response.json()
  expect([response.status, said]).toEqual([200, said])
  return said
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const own = ({ request, statusSecret }: Story): string => `/requests/${request}/${statusSecret}`
const onAccount = async (story: Story, account: Account): Promise<number> =>
  balance((await fileOf(story)).postings, account)

const figures = z.object({
  hours: z.object({ doneMinutes: z.int(), verifiedMinutes: z.int() }),
  payments: z.array(z.object({ amountCents: z.int(), state: z.string() })),
})

/** What must agree at any time: every account with its entries, the places taken with the files, the trail with itself, the person's page with the store. */
async function agreed(stories: readonly Story[], places: number): Promise<void> {
  await environment().idle()
  const municipality = await configuration.of('I690')
  for (const story of stories) {
    const file = await fileOf(story)
    expect(checkHours(file, municipality, systemClock.now())).toEqual([])
    expect((await verifyTrail({ files: caseFiles, papers }, story.request)).fault).toBeUndefined()
    for (const path of [`/api/requests/${story.request}`, own(story)]) {
      const { hours } = figures.parse(await json(path, path.startsWith('/api') ? 'as-colombo' : undefined))
      expect(hours).toEqual({
        doneMinutes: balance(file.postings, 'done'),
        verifiedMinutes: balance(file.postings, 'verified'),
      })
    }
  }
  expect(await checkPlaces({ files: caseFiles, openRequests, takenPlaces }, 'I690')).toEqual({
    places,
    differences: [],
  })
  expect(problems).toEqual([])
}

/** What people write of each other: in the file, and nowhere else. */
const WORDS = {
  mistake: 'Ho registrato l’uscita per sbaglio alle 11:15.',
  witness: 'Teresa l’ha vista al lavoro fino alle 12:20.',
  accident: 'Si è tagliata una mano con una lastra.',
  hospital: 'Mia madre è stata ricoverata.',
  job: 'Ha trovato un lavoro a tempo pieno.',
  longer: 'Servono altre settimane per finire le ore.',
}
const SCHOOL = 'scuola.primaria@example.org'
const CRAFTSMEN = 'artigiani@example.org'

test('three people give back their hours at two places over three months, and every figure agrees to the minute', async () => {
  const players = new Players(world())
  const answer = async (story: Story, kind: AskKind, subject: string | number, said: object) => {
    await players.answer(story, kind, String(subject), said)
    await environment().idle()
  }

  // February: they apply, and each gets a grant, a place, an agreement and a cover.
  await itIs('2027-02-10', '09:00')
  const begins = async (index: number, grant: object, place: object, coverTo: string): Promise<Story> => {
    const story = await players.apply(personOf(index), `giving-back-${index}`)
    await answer(story, 'assessment', 1, { ...(await proposal(world())), ...grant })
    await answer(story, 'decision', 1, { choice: 'approve' })
    const overrides = 'È il posto che la persona preferisce.'
    await answer(story, 'placement', 1, {
      choice: 'place',
      startsOn: '2027-03-01',
      minutesADay: 240,
      overrides,
      ...place,
    })
    await answer(story, 'agreement', 1, { choice: 'accept' })
    await answer(story, 'insurance', 1, { choice: 'confirm', policy: 'POL-2027-001', coverFrom: '2027-03-01', coverTo })
    return story
  }
  const mondays = { project: 'foglie-cortile', weekdays: [1], at: '08:30' }
  const tuesdays = { project: 'foglie-cortile', weekdays: [2], at: '08:30' }
  const thursdays = { project: 'piccola-manutenzione', weekdays: [4], at: '14:00' }
  const ada = await begins(1, { monthlyCents: 6_000, months: 3 }, mondays, '2027-06-30')
  const bea = await begins(2, { monthlyCents: 12_000, months: 2 }, tuesdays, '2027-04-30')
  const carla = await begins(3, { monthlyCents: 8_000, months: 3 }, thursdays, '2027-06-30')
  const all = [ada, bea, carla]
  await agreed(all, 3)

  // March. Ada comes with her telephone; one day she checks out by mistake, says so, and is believed for most of it.
  const phone = new Browser()
  await itIs('2027-03-01', '08:00')
  expect((await phone.post(own(ada), { action: 'phone' })).status).toBe(303)
  await comesAndGoes(phone, '2027-03-01', '08:31', '12:28')
  await comesAndGoes(phone, '2027-03-08', '08:30', '11:15')
  await itIs('2027-03-08', '18:00')
  const entry = shiftsOf((await fileOf(ada)).postings).find(({ on }) => on === '2027-03-08')
  await json(`${own(ada)}/disputes`, undefined, {
    action: 'dispute',
    about: entry?.id,
    minutes: 240,
    reasons: WORDS.mistake,
  })
  await environment().idle()
  expect(await onAccount(ada, 'disputed')).toBe(240)
  await answer(ada, 'dispute', 1, { choice: 'uphold', minutes: 230, reasons: WORDS.witness })

  // Carla is hurt: her supervisor says so, and who has to know is written to.
  await itIs('2027-03-11', '15:50')
  const before = (await world().mails()).length
  const accident = { 'on.day': '11', 'on.month': '3', 'on.year': '2027', time: '15:45', text: WORDS.accident }
  const reported = await (await supervisor(CRAFTSMEN)).post(`/host/accidents/${carla.request}`, accident)
  expect(reported.headers.get('location')).toContain('reported=1')
  const letters = (await world().mails()).slice(before).filter((text) => text.includes('segnalazione urgente'))
  expect(letters).toHaveLength(3)

  // Bea comes once and then twice not: eight hours without an excuse are warned for, once she has been heard.
  await itIs('2027-03-16', '13:00')
  await grid(SCHOOL, [
    [bea, '2027-03-02', '08:30', '12:30'],
    [bea, '2027-03-09', 'unexcused'],
    [ada, '2027-03-15', '08:30', '12:30'],
    [bea, '2027-03-16', 'unexcused'],
  ])
  expect(unexcusedMinutes((await fileOf(bea)).postings)).toBe(480)
  // The screens of a host start no workflow: within the hour the sweep does.
  await itIs('2027-03-16', '14:10')
  await answer(bea, 'hearing', 1, { choice: 'send', text: WORDS.hospital })
  await answer(bea, 'ruling', 1, { choice: 'uphold', reasons: 'Le assenze non sono state avvisate.' })
  expect((await fileOf(bea)).request).toMatchObject({
    stage: 'active',
    reviews: [{ kind: 'warning', unexcusedMinutes: 480, hearing: {}, ruling: { upheld: true } }],
  })
  await itIs('2027-03-31', '13:00')
  await grid(SCHOOL, [
    [bea, '2027-03-23', 'excused'],
    [bea, '2027-03-30', '08:30', '12:20'],
  ])

  // The month is over: paper sheets are typed in, supervisors sign and add what is missing, educators verify, finance pays.
  const signed = async (story: Story, period: number, ...days: object[]) => {
    await answer(story, 'timesheet', period, { choice: 'hours', days })
    await answer(story, 'verification', period, { choice: 'verify' })
  }
  const paper = async (story: Story, period: number, days: object[]) => {
    await json(`/desk/files/${story.request}/hours`, 'ed-riva', { period, days, absences: [] })
    await environment().idle()
  }
  const paid = async (story: Story, instalment: number, on: string) =>
    answer(story, 'outcome', `${instalment}-1`, { choice: 'paid', paidOn: on, order: `M-${instalment}` })
  await itIs('2027-04-01', '09:00')
  await signed(ada, 1, { on: '2027-03-22', minutes: 240 })
  await signed(bea, 1)
  await paper(carla, 1, [
    { on: '2027-03-04', from: '14:00', to: '17:55' },
    { on: '2027-03-11', from: '14:00', to: '15:45' },
    { on: '2027-03-25', from: '14:00', to: '18:00' },
  ])
  await signed(carla, 1)
  for (const story of all) await paid(story, 1, '2027-04-01')
  expect(await Promise.all(all.map((story) => onAccount(story, 'verified')))).toEqual([947, 470, 580])
  await agreed(all, 3)

  // April, with the clocks changed. Ada goes on; Carla finds work and stops; Bea makes one day up, and needs another month.
  await comesAndGoes(phone, '2027-04-12', '08:30', '12:30')
  await itIs('2027-04-14', '10:00')
  await grid(SCHOOL, [
    [bea, '2027-04-06', '08:30', '12:30'],
    [bea, '2027-04-07', '08:30', '12:30'],
    [bea, '2027-04-13', '08:30', '12:30'],
  ])
  expect(await onAccount(bea, 'madeUp')).toBe(240)
  await json(`/desk/files/${carla.request}/end-early`, 'ed-marino', { on: '2027-04-15', reasons: WORDS.job })
  await itIs('2027-04-16', '09:00')
  await paper(carla, 2, [
    { on: '2027-04-08', from: '14:00', to: '18:00' },
    { on: '2027-04-15', from: '14:00', to: '17:20' },
  ])
  await signed(carla, 2)
  await comesAndGoes(phone, '2027-04-19', '08:30', '12:30')
  await itIs('2027-04-20', '15:00')
  const longer = { ...tuesdays, minutesADay: 240, startsOn: '2027-05-01', months: 1, reasons: WORDS.longer }
  await json(`/desk/files/${bea.request}/amend`, 'ed-marino', longer)
  await answer(bea, 'agreement', 2, { choice: 'accept' })
  const cover = { policy: 'POL-2027-001', coverFrom: '2027-05-01', coverTo: '2027-05-31' }
  await answer(bea, 'insurance', 2, { choice: 'confirm', ...cover })
  expect((await fileOf(bea)).request).toMatchObject({
    agreement: { version: 2, acceptedAt: expect.any(String) },
    cover: { from: '2027-03-01', to: '2027-05-31' },
    periods: [{ number: 1 }, { number: 2 }, { number: 3, from: '2027-05-01', to: '2027-05-31' }],
  })
  await itIs('2027-04-23', '09:00')
  await paid(carla, 2, '2027-04-23')
  await players.reached(carla, 'closed')
  await itIs('2027-04-28', '13:00')
  await grid(SCHOOL, [
    [bea, '2027-04-20', '08:30', '12:30'],
    [bea, '2027-04-27', '08:30', '12:30'],
  ])
  await itIs('2027-05-01', '09:00')
  for (const story of [ada, bea]) {
    await signed(story, 2)
    await paid(story, 2, '2027-05-01')
  }
  expect(await Promise.all(all.map((story) => onAccount(story, 'verified')))).toEqual([1427, 1670, 1020])
  await agreed(all, 2)

  // May: what is left. Nobody's last shift counts more than was owed.
  await itIs('2027-05-12', '13:00')
  await grid(SCHOOL, [
    [bea, '2027-05-04', '08:30', '12:30'],
    [bea, '2027-05-11', '08:30', '12:30'],
  ])
  await itIs('2027-06-01', '09:00')
  await signed(ada, 3, { on: '2027-05-10', minutes: 240 })
  await signed(bea, 3)
  for (const story of [ada, bea]) {
    await paid(story, 3, '2027-06-01')
    await players.reached(story, 'closed')
  }

  // Everything that tells hours tells the same ones, and everything that tells money the same money.
  await agreed(all, 0)
  for (const { taken } of Object.values(await takenPlaces.of('I690')))
    expect(Object.values(taken).every((count) => count === 0)).toBe(true)
  const ends = [
    { story: ada, shifts: [237, 230, 240, 240, 240, 240, 13], owed: 0, cents: 18_000 },
    { story: bea, shifts: [240, 230, 240, 240, 240, 240, 240, 240, 10], owed: 0, cents: 24_000 },
    { story: carla, shifts: [235, 105, 240, 240, 200], owed: 900, cents: 12_750 },
  ]
  const ways = all.map(
    async (story) => new Set(shiftsOf((await fileOf(story)).postings).map(({ shift }) => shift?.recorded)),
  )
  expect(await Promise.all(ways)).toEqual([new Set(['code', 'sheet']), new Set(['sheet']), new Set(['paper'])])
  for (const { story, shifts, owed, cents } of ends) {
    const { postings } = await fileOf(story)
    expect(shiftsOf(postings).map(({ counted }) => counted)).toEqual(shifts)
    expect(await onAccount(story, 'owed')).toBe(owed)
    const { hours, payments } = figures.parse(await json(own(story)))
    expect(hours).toEqual({ doneMinutes: 0, verifiedMinutes: sum(shifts) })
    expect(payments.every(({ state }) => state === 'paid')).toBe(true)
    expect(sum(payments.map(({ amountCents }) => amountCents))).toBe(cents)
    const certificate = await new Browser().get(`${own(story)}/papers/certificate.html`)
    expect(certificate).toContain(`ha svolto ${formatOf('it').hours(sum(shifts))} di attività`)
  }
  expect(await json('/api/statistics?year=2027', 'as-colombo')).toMatchObject({
    requests: { received: 3, byStage: { closed: 3 } },
    hours: {
      doneMinutes: 0,
      verifiedMinutes: sum(ends.flatMap(({ shifts }) => shifts)),
      disputedMinutes: 0,
      waivedMinutes: 0,
      missedMinutes: 480,
      madeUpMinutes: 240,
    },
    payments: { byState: { paid: 8 }, paidCents: sum(ends.map(({ cents }) => cents)) },
  })
  const money = {
    grants: 3,
    people: 3,
    grantedCents: 66_000,
    paidCents: 54_750,
    committedCents: 54_750,
    toPayCents: 0,
    releasedCents: 11_250,
    verifiedMinutes: 4380,
  }
  expect(await json('/api/funds', 'as-colombo')).toMatchObject({
    funds: expect.arrayContaining([expect.objectContaining({ fund: 'bilancio', ...money })]),
    differences: [],
  })
  const people = [1, 2, 3].map((index) => personOf(index).applicant)
  const personal = people.flatMap(({ lastName, taxCode, email }) => [lastName, taxCode, email])
  expectUnmentioned(environment(), [...Object.values(WORDS), ...personal])
}, 240_000)
