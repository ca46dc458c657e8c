import { describe, expect, it } from 'vitest'
import { routes as deskHours } from '../../../../functions/web/desk/hours/route.ts'
import { routes as deskSheet } from '../../../../functions/web/desk/sheet/route.ts'
import { routes as desk } from '../../../../functions/web/desk/home/route.ts'
import { routes as deskFile } from '../../../../functions/web/desk/file/route.ts'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { minutesOf } from '../../../../functions/domain/hours/hours.ts'
import { balance, entriesOf } from '../../../../functions/domain/hours/ledger.ts'
import { checkHours } from '../../../../functions/domain/hours/check-hours.ts'
import { disputeHours } from '../../../../functions/usecases/hours/dispute-hours.ts'
import { recordPaper } from '../../../../functions/usecases/hours/record-paper.ts'
import { periodsToVerify, verifyPeriods } from '../../../../functions/usecases/hours/verify-periods.ts'
import { agreedDays, recordNoShow, underWay } from '../../../support/story/activity.ts'
import { deskOf } from '../../../support/memory/desk.ts'
import { applicationOf, newWorld, type World } from '../../../support/memory.ts'
import { apply, ask, playToAsk, REASONS } from '../../../support/story/play.ts'
import { browserOf, cookieOf } from '../../../support/web/desk.ts'
import { MISSING_VALUES } from '../../../support/web/site.ts'
import type { Addressee } from '../../../../functions/domain/file/addressee.ts'

const EDUCATOR = 'ed-marino'
const OTHER = 'ed-riva'

function visitor(world: World) {
  const deps = deskOf(world)
  return browserOf({
    ...deskHours(() => deps),
    ...deskSheet(() => deps),
    ...desk(() => deps),
    ...deskFile(() => deps),
  })
}
const staffOf = (world: World, id: string) => {
  const member = world.municipality.staff.find((each) => each.id === id)
  if (!member) throw new Error(id)
  return { municipality: 'I690', member }
}
/** Makes a question one's own, whoever it went to. */
const giveTo = (world: World, id: string, to: Addressee) =>
  world.files.tamper(id, (file) => ({
    ...file,
    asks: file.asks.map((each) =>
      each.kind === 'verification' && each.status === 'open' ? { ...each, to, links: [] } : each,
    ),
  }))
const seal = (world: World, id: string, named: string[]) =>
  world.files.tamper(id, (file) => ({
    ...file,
    request: { ...file.request, sealed: { at: world.clock.now(), named } },
  }))
const statesOf = async (world: World, id: string) =>
  entriesOf((await world.files.get(id)).postings).map(({ state }) => state)

/** People whose first period waits for one educator. */
async function waiting(count: number) {
  const world = newWorld()
  const asks: string[] = []
  const ids: string[] = []
  for (let each = 0; each < count; each++) {
    const id = await apply(world, applicationOf(each + 1))
    asks.push((await playToAsk(world, id, 'verification')).id)
    ids.push(id)
    await giveTo(world, id, { role: 'educator', id: EDUCATOR })
  }
  const cookie = await cookieOf(world, EDUCATOR)
  const visit = visitor(world)
  return { world, ids, asks, cookie, visit, get: () => visit('GET', '/desk/hours', { cookie }) }
}

/** The names of what the keyboard stops at in a form, in the order of the page; of a group of radios once. */
const stops = (body: string): string[] => {
  const [, form = ''] = /<form class="verify".*?>(.*?)<\/form>/s.exec(body) ?? []
  const open = form.replaceAll(/<details>(<summary.*?<\/summary>).*?<\/details>/gs, '$1')
  const found = [...open.matchAll(/<(a|input|textarea|summary|button)\b([^>]*)>/g)].map(
    ([, tag = '', rest = '']) => /name="([^"]+)"/.exec(rest)?.[1] ?? tag,
  )
  return found.filter((name, index) => name !== found[index - 1])
}

describe('periods to verify', () => {
  it('are in one list with their entries, with two tab stops each beside the link', async () => {
    const { get, asks, ids, world } = await waiting(2)
    const [, last = ''] = ids
    const file = await world.files.get(last)
    const [unwritten = '', absent = ''] = agreedDays(file, 12).slice(10)
    await recordNoShow(world, last, absent)
    await disputeHours(world, file, { on: unwritten, minutes: 120, reasons: 'Ero lì anche quel giorno.' })
    const { status, body } = await get()
    expect(status).toBe(200)
    expect(body).not.toMatch(MISSING_VALUES)
    expect(body).not.toMatch(/accesskey|tabindex="[1-9]|<script| on\w+=/)
    expect(stops(body)).toEqual([...asks.flatMap((each) => ['a', `${each}.choice`, 'summary']), 'button'])
    // Every field has a label, and every group a legend that says whose hours they are.
    for (const [, id = ''] of body.matchAll(/<(?:input|textarea)[^>]* id="([^"]+)"/g))
      expect(body).toContain(`for="${id}"`)
    expect(body.match(/<legend>Che cosa fai delle ore di [^<]+, periodo 1, dal/g)).toHaveLength(2)
    // Nothing is chosen but later.
    expect(body.match(/value="later"[^>]*checked|checked[^>]*value="later"/g)).toHaveLength(2)
    expect(body.match(/checked/g)).toHaveLength(2)
    for (const text of [
      'dalle 08:30 alle 12:30',
      'sul foglio, l’ente',
      'Assenza senza giustificazione',
      'Ero lì anche quel giorno.',
      'contestata',
    ])
      expect(body, text).toContain(text)
    const english = await visitor(world)('GET', '/desk/hours?lang=en', { cookie: await cookieOf(world, EDUCATOR) })
    expect(english.body).toContain('Hours to check')
    expect(english.body).not.toMatch(MISSING_VALUES)
  })

  it('are answered together, one write each, with errors at their places', async () => {
    const { world, visit, asks, ids, cookie } = await waiting(4)
    const [verified = '', contested = '', wrong = '', later = ''] = asks
    const [one = '', two = '', three = '', four = ''] = ids
    const [entry = ''] = entriesOf((await world.files.get(two)).postings).map(({ id }) => id)
    const form = {
      [`${verified}.choice`]: 'verify',
      [`${contested}.choice`]: 'contest',
      [`${contested}.entries`]: entry,
      [`${contested}.reasons`]: REASONS,
      [`${wrong}.choice`]: 'contest',
      [`${wrong}.reasons`]: 'Queste ore non tornano.',
      [`${later}.choice`]: 'later',
    }
    const before = await Promise.all(ids.map(async (id) => (await world.files.get(id)).request.trail.length))
    const { status, body } = await visit('POST', '/desk/hours', { form, cookie })
    expect(status).toBe(422)
    const after = await Promise.all(ids.map(async (id) => (await world.files.get(id)).request.trail.length))
    // A link of one's own and the answer; nothing of what was left for later.
    expect(after.map((length, index) => length - (before[index] ?? 0))).toEqual([2, 2, 1, 0])
    expect(new Set(await statesOf(world, one))).toEqual(new Set(['verified']))
    expect(await statesOf(world, two)).toEqual(['rejected', ...Array(9).fill('verified')])
    expect(new Set([...(await statesOf(world, three)), ...(await statesOf(world, four))])).toEqual(
      new Set(['recorded']),
    )
    expect(body.match(/periodo 1: registrato/g)).toHaveLength(2)
    expect(body).toContain('non registrato: guarda che cosa correggere')
    expect(body).toContain(`href="#${wrong}.entries"`)
    expect(body).toContain(`id="${wrong}.entries-error"`)
    expect(body).toContain('Queste ore non tornano.')
    expect(stops(body).filter((name) => name.endsWith('.choice'))).toEqual([`${wrong}.choice`, `${later}.choice`])
    for (const id of ids)
      expect(checkHours(await world.files.get(id), world.municipality, world.clock.now())).toEqual([])
  })

  it('are not verified by a form with ticked lines or without any choice', async () => {
    const { world, visit, asks, ids, cookie } = await waiting(1)
    const [only = ''] = asks
    const [id = ''] = ids
    const [entry = ''] = entriesOf((await world.files.get(id)).postings).map((each) => each.id)
    for (const choice of ['verify', 'later']) {
      const form = { [`${only}.choice`]: choice, [`${only}.entries`]: entry }
      const { status, body } = await visit('POST', '/desk/hours', { form, cookie })
      expect([status, body]).toEqual([422, expect.stringContaining('Hai scelto delle righe')])
      expect(body).toContain('<details open')
    }
    const empty = await visit('POST', '/desk/hours', { form: { [`${only}.choice`]: 'later' }, cookie })
    expect([empty.status, empty.body]).toEqual([422, expect.stringContaining('Non hai scelto niente')])
    expect(new Set(await statesOf(world, id))).toEqual(new Set(['recorded']))
  })

  it('are recorded once for concurrent and repeated answers', async () => {
    const { world, asks, ids } = await waiting(1)
    const [only = ''] = asks
    const answers = [{ ask: only, answer: { choice: 'verify' } }]
    const educator = staffOf(world, EDUCATOR)
    const verified = (await Promise.all([1, 2, 3].map(() => verifyPeriods(world, educator, answers)))).flat()
    expect(verified.map(({ outcome }) => outcome).sort()).toEqual(['answered', 'answered', 'recorded'])
    const file = await world.files.get(ids[0] ?? '')
    expect(balance(file.postings, 'verified')).toBe(40 * 60)
    expect(file.asks.filter(({ id, status }) => id === only && status === 'answered')).toHaveLength(1)
    const [again] = await verifyPeriods(world, educator, answers)
    expect(again).toMatchObject({ outcome: 'answered', by: 'Paolo Marino' })
  })

  it('continue when one of them fails', async () => {
    const { world, asks, ids } = await waiting(2)
    const load = world.files.load.bind(world.files)
    world.files.load = async (id) => {
      if (id === ids[0]) throw new Error('the store is away')
      return load(id)
    }
    const answers = asks.map((each) => ({ ask: each, answer: { choice: 'verify' } }))
    const verified = await verifyPeriods(world, staffOf(world, EDUCATOR), answers)
    expect(verified.map(({ outcome }) => outcome)).toEqual(['failed', 'recorded'])
    expect(verified[0]).toEqual({ ask: asks[0], outcome: 'failed' })
  })

  it('are not verified by their recorders, by members with a conflict, or by other members', async () => {
    const { world, visit, asks, ids, cookie, get } = await waiting(1)
    const [only = ''] = asks
    const [id = ''] = ids
    const form = { [`${only}.choice`]: 'verify' }
    const others = await Promise.all(
      [OTHER, 'dir-moretti', 'rag-fontana'].map(async (who) =>
        visit('POST', '/desk/hours', { form, cookie: await cookieOf(world, who) }),
      ),
    )
    for (const { status, body } of others) {
      expect([status, body]).toEqual([422, expect.stringContaining('Un periodo: non registrato')])
      expect(body).toContain('Nessun periodo aspetta te.')
    }
    const file = await world.files.get(id)
    const day = agreedDays(file, 11).at(-1) ?? ''
    const sheet = { period: 1, days: [{ on: day, from: '08:30', to: '12:30' }], absences: [] }
    expect((await recordPaper(world, staffOf(world, EDUCATOR), id, sheet)).outcome).toBe('done')
    const own = await get()
    expect(own.body).toContain('Hai registrato tu alcune di queste ore')
    expect(stops(own.body)).toEqual(['a'])
    const refused = await visit('POST', '/desk/hours', { form, cookie })
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('non registrato')])
    expect(new Set(await statesOf(world, id))).toEqual(new Set(['recorded']))
    // The question goes to somebody else at once.
    await ask(world, id, { machine: 'activity-period', period: 1 })
    const moved = (await world.files.get(id)).asks.find((each) => each.id === only)
    expect(moved?.to.id).not.toBe(EDUCATOR)
    await giveTo(world, id, { role: 'educator', id: OTHER })
    await world.files.tamper(id, (it) => ({
      ...it,
      request: { ...it.request, conflicts: [{ member: OTHER, reasons: REASONS, at: world.clock.now() }] },
    }))
    const barred = await visit('GET', '/desk/hours', { cookie: await cookieOf(world, OTHER) })
    expect(barred.body).toContain('Nessun periodo aspetta te.')
    expect(await verifyPeriods(world, staffOf(world, OTHER), [{ ask: only, answer: { choice: 'verify' } }])).toEqual([
      { ask: only, outcome: 'closed' },
    ])
  })

  it('of a sealed file are shown to the staff named on it', async () => {
    const { world, ids, get } = await waiting(1)
    await seal(world, ids[0] ?? '', [EDUCATOR])
    expect((await get()).body).toContain('riservata')
    await seal(world, ids[0] ?? '', ['as-colombo'])
    const hidden = await get()
    const { applicant } = (await world.files.get(ids[0] ?? '')).request.application
    expect(hidden.body).not.toContain(applicant.lastName)
    expect(await periodsToVerify(deskOf(world), staffOf(world, EDUCATOR))).toEqual({ periods: [], more: 0 })
  })

  it('are available to machines without names, and accept their answers', async () => {
    const { visit, asks, cookie, world, ids } = await waiting(2)
    const headers = { accept: 'application/json' }
    const list = await visit('GET', '/desk/hours', { cookie, headers })
    const { periods, more } = JSON.parse(list.body)
    expect(more).toBe(0)
    expect(periods.map((each: { ask: string }) => each.ask)).toEqual(asks)
    expect(periods[0]).toMatchObject({ request: ids[0], period: { number: 1 }, recordedByYou: false })
    expect(periods[0].entries[0]).toMatchObject({ minutes: 240, state: 'recorded', recorded: 'sheet' })
    const { applicant } = (await world.files.get(ids[0] ?? '')).request.application
    expect(list.body).not.toContain(applicant.lastName)
    const json = {
      answers: [
        { ask: asks[0], answer: { choice: 'verify' } },
        { ask: asks[1], answer: { choice: 'contest', entries: [], reasons: REASONS } },
        { ask: `${'0'.repeat(26)}-verification-1`, answer: { choice: 'verify' } },
      ],
    }
    const sent = await visit('POST', '/desk/hours', { cookie, json })
    expect([sent.status, JSON.parse(sent.body).results]).toMatchObject([
      200,
      [
        { ask: asks[0], outcome: 'recorded' },
        { ask: asks[1], outcome: 'invalid', errors: [{ field: 'entries', code: 'contest.empty' }] },
        { ask: `${'0'.repeat(26)}-verification-1`, outcome: 'closed' },
      ],
    ])
    // Other questions are not answered here.
    const other = { answers: [{ ask: `${ids[1]}-outcome-1-1`, answer: {} }] }
    expect((await visit('POST', '/desk/hours', { cookie, json: other })).status).toBe(422)
  })

  it('are linked from the desk, and require a sign-in', async () => {
    const { visit, cookie, asks } = await waiting(1)
    expect((await visit('GET', '/desk', { cookie })).body).toContain('href="/desk/hours?lang=it"')
    expect((await visit('GET', '/desk/hours')).location).toBe('/desk?lang=it')
    const form = { [`${asks[0]}.choice`]: 'verify' }
    expect((await visit('POST', '/desk/hours', { form })).location).toBe('/desk?lang=it')
    const elsewhere = { 'sec-fetch-site': 'cross-site' }
    expect((await visit('POST', '/desk/hours', { form, cookie, headers: elsewhere })).status).toBe(403)
  })
})

/** An activity two weeks under way, seen by an educator. */
async function activity() {
  const world = newWorld()
  const id = await underWay(world)
  const visit = visitor(world)
  const cookie = await cookieOf(world, EDUCATOR)
  const days = agreedDays(await world.files.get(id), 5)
  const path = `/desk/files/${id}/hours`
  return { world, id, visit, cookie, days, path, file: () => world.files.get(id) }
}

describe('a sheet of paper', () => {
  it('is printed with the agreed days, room to sign, place, supervisor and policy', async () => {
    const { visit, id, cookie, file, world } = await activity()
    const { status, body } = await visit('GET', `/desk/files/${id}/sheet/1`, { cookie })
    expect(status).toBe(200)
    expect(body).not.toMatch(MISSING_VALUES)
    expect(body).not.toMatch(/<script|<form|<input/)
    const { request } = await file()
    const host = world.municipality.hosts.find((each) => each.id === request.placement?.host)
    const { firstName, lastName } = request.application.applicant
    for (const text of [`${firstName} ${lastName}`, host?.name, host?.supervisor.lastName, 'INAIL-1', '08:30–12:30'])
      expect(body).toContain(text)
    expect(body.match(/08:30–12:30/g)?.length).toBe(18)
    expect((await visit('GET', `/desk/files/${id}/sheet/9`, { cookie })).status).toBe(404)
    expect((await visit('GET', `/desk/files/${id}/sheet/x`, { cookie })).status).toBe(404)
    const english = await visit('GET', `/desk/files/${id}/sheet/1?lang=en`, { cookie })
    expect(english.body).toContain('Sheet of hours')
    expect(english.body).not.toMatch(MISSING_VALUES)
  })

  it('of a sealed file has a first name, but no place or supervisor', async () => {
    const { visit, id, cookie, file, world } = await activity()
    await seal(world, id, [EDUCATOR])
    const { body } = await visit('GET', `/desk/files/${id}/sheet/1`, { cookie })
    const { request } = await file()
    const { hosts, projects } = world.municipality
    const host = hosts.find((each) => each.id === request.placement?.host)
    const project = projects.find((each) => each.id === request.placement?.project)
    const { firstName, lastName } = request.application.applicant
    expect(body).toContain(firstName)
    for (const text of [lastName, host?.name, host?.address, host?.supervisor.lastName, project?.title])
      expect(body).not.toContain(text)
    for (const path of ['hours', 'sheet/1']) {
      const hidden = await visit('GET', `/desk/files/${id}/${path}`, { cookie: await cookieOf(world, OTHER) })
      expect(hidden.status).toBe(404)
    }
  })

  it('is for staff who manage the activity', async () => {
    const { visit, id, world, path } = await activity()
    for (const who of ['rag-fontana', 'dir-moretti', 'amm-longo']) {
      const cookie = await cookieOf(world, who)
      for (const each of [path, `/desk/files/${id}/sheet/1`])
        expect((await visit('GET', each, { cookie })).status).toBe(403)
      expect((await visit('POST', path, { cookie, form: { rest: 'true' } })).status).toBe(403)
    }
    expect((await visit('GET', path)).location).toBe('/desk?lang=it')
  })

  it('is typed in by keyboard, day by day in order, with the agreed times in place', async () => {
    const { visit, cookie, path, days, id, world } = await activity()
    await world.files.tamper(id, ({ request, ...rest }) => ({
      ...rest,
      request: {
        ...request,
        ...(request.placement ? { placement: { ...request.placement, overrides: REASONS } } : {}),
      },
    }))
    const { status, body } = await visit('GET', path, { cookie })
    expect(status).toBe(200)
    expect(body).not.toMatch(MISSING_VALUES)
    expect(body).not.toMatch(/accesskey|tabindex="[1-9]|<script/)
    const [first = '', second = ''] = days
    const names = [...body.matchAll(/<(?:select|input)[^>]* name="([^"]+)"/g)].map(([, name]) => name)
    expect(names.slice(names.indexOf('rest'))).toEqual([
      'rest',
      // Two weeks from a Monday to the Monday after: the days that are over.
      ...agreedRows(names),
      ...[1, 2, 3, 4, 5].flatMap((number) => ['on', 'from', 'to'].map((part) => `other-${number}.${part}`)),
    ])
    expect(names).toContain(`${second}.was`)
    expect(body).toMatch(new RegExp(`name="${first}.from" value="08:30"`))
    expect(body).toMatch(new RegExp(`name="${first}.to" value="12:30"`))
    for (const [tag = ''] of body.matchAll(/<(?:select|input)[^>]* name="(?:\d|other)[^>]*>/g))
      expect(tag).toMatch(/aria-label="[^"]+, [^"]+"/)
    const english = await visit('GET', `${path}?lang=en`, { cookie })
    expect(english.body).not.toMatch(MISSING_VALUES)
    const onFile = await visit('GET', `/desk/files/${id}`, { cookie })
    expect(onFile.body).toContain(`/desk/files/${id}/sheet/1?lang=it`)
    expect(onFile.body).toContain(`${path}?period=1&amp;lang=it`)
    expect(onFile.body).toContain('Perché non una delle prime attività proposte')
    expect(onFile.body).toContain(REASONS)
  })

  const filled = ([first = '', second = '', third = '', fourth = '']: string[], extra = '') => ({
    [`${first}.was`]: 'present',
    [`${first}.from`]: '08:30',
    [`${first}.to`]: '12:30',
    // Other times say that somebody came, without a choice.
    [`${second}.was`]: '',
    [`${second}.from`]: '09:00',
    [`${second}.to`]: '12:00',
    [`${third}.was`]: 'excused',
    [`${third}.from`]: '08:30',
    [`${third}.to`]: '12:30',
    [`${third}.why`]: 'Visita medica del figlio',
    [`${fourth}.was`]: '',
    [`${fourth}.from`]: '08:30',
    [`${fourth}.to`]: '12:30',
    ...(extra ? { 'other-1.on': extra, 'other-1.from': '14:00', 'other-1.to': '15:30' } : {}),
  })

  it('is recorded as paper by its typist in one write, and is idempotent', async () => {
    const { visit, cookie, path, days, file, world } = await activity()
    const friday = addDays(days[0] ?? '', 4)
    const form = filled(days, friday)
    const before = (await file()).request.trail.length
    const sent = await visit('POST', path, { cookie, form })
    expect([sent.status, sent.location]).toEqual([303, `${path}?period=1&saved=1&lang=it`])
    const after = await file()
    expect(after.request.trail.length).toBe(before + 1)
    expect(
      entriesOf(after.postings).map(({ on, shift, absence, made, counted }) => [
        on,
        shift ? [shift.recorded, minutesOf(shift)] : absence?.excused,
        counted,
        made.by.id,
      ]),
    ).toEqual([
      [days[0], ['paper', 240], 240, EDUCATOR],
      [days[1], ['paper', 180], 180, EDUCATOR],
      [days[2], true, 240, EDUCATOR],
      [friday, ['paper', 90], 90, EDUCATOR],
    ])
    // Hours of a day that was not agreed make up part of the absence.
    expect(balance(after.postings, 'madeUp')).toBe(90)
    expect(checkHours(after, world.municipality, world.clock.now())).toEqual([])
    const again = await visit('POST', path, { cookie, form })
    expect(again.status).toBe(303)
    expect((await file()).request.version).toBe(after.request.version)
    expect((await visit('GET', sent.location, { cookie })).body).toContain('Registrato.')
  })

  it('is recorded once when sent twice concurrently', async () => {
    const { world, id, days, file } = await activity()
    const sheet = {
      period: 1,
      days: days.slice(0, 2).map((on) => ({ on, from: '08:30', to: '12:30' })),
      absences: [{ on: days[2] ?? '', excused: false }],
    }
    const staff = staffOf(world, EDUCATOR)
    const acted = await Promise.all([1, 2, 3].map(() => recordPaper(world, staff, id, sheet)))
    expect(acted.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, false, true])
    expect(balance((await file()).postings, 'done')).toBe(480)
    expect(balance((await file()).postings, 'missed')).toBe(240)
  })

  it('fills in all other agreed days with one checkbox', async () => {
    const { visit, cookie, path, days, file } = await activity()
    const [first = '', second = ''] = days
    const form = {
      rest: 'true',
      [`${first}.was`]: '',
      [`${first}.from`]: '08:30',
      [`${first}.to`]: '12:30',
      [`${second}.was`]: 'absent',
      [`${second}.from`]: '08:30',
      [`${second}.to`]: '12:30',
    }
    expect((await visit('POST', path, { cookie, form })).status).toBe(303)
    expect(entriesOf((await file()).postings).map(({ on, absence }) => [on, absence?.excused])).toEqual([
      [first, undefined],
      [second, false],
    ])
  })

  it('is recorded completely or not at all, with errors at their rows', async () => {
    const { visit, cookie, path, days, file, world } = await activity()
    const [first = '', second = '', third = '', fourth = ''] = days
    const form = {
      ...filled(days),
      [`${second}.to`]: '',
      [`${third}.why`]: '',
      [`${fourth}.was`]: 'present',
      [`${fourth}.to`]: '23:30',
      'other-1.on': '2030-01-07',
      'other-1.from': '08:30',
      'other-1.to': '12:30',
      'other-2.from': '08:30',
      'other-2.to': '12:30',
    }
    const before = await file()
    const half = await visit('POST', path, { cookie, form })
    expect(half.status).toBe(422)
    for (const row of [second, 'other-2']) {
      expect(half.body).toContain(`href="#${row}"`)
      expect(half.body).toContain(`id="${row}-error"`)
    }
    const whole = { ...form, [`${second}.to`]: '12:00', 'other-2.from': '', 'other-2.to': '' }
    const { status, body } = await visit('POST', path, { cookie, form: whole })
    expect(status).toBe(422)
    for (const row of [third, fourth, 'other-1']) expect(body).toContain(`id="${row}-error"`)
    for (const row of [first, second, 'other-2']) expect(body).not.toContain(`id="${row}-error"`)
    expect(body).not.toMatch(MISSING_VALUES)
    expect(body).not.toContain('{min}')
    expect(body).toContain('value="23:30"')
    expect(body).toContain('<h2 class="alert-heading')
    expect((await visit('POST', path, { cookie, form: {} })).body).toContain('Il foglio è vuoto')
    expect(await file()).toEqual(before)
    await world.files.tamper(before.request.id, (it) => ({ ...it, request: { ...it.request, stage: 'completed' } }))
    const late = await visit('POST', path, { cookie, form: filled(days) })
    expect([late.status, (await file()).postings]).toEqual([409, before.postings])
  })

  it('obeys the rules on shifts: no overlap, cover, no future, not once verified', async () => {
    const { world, id, days, file } = await activity()
    const [first = ''] = days
    const type = async (on: string, from: string, to: string) => {
      const acted = await recordPaper(world, staffOf(world, EDUCATOR), id, {
        period: 1,
        days: [{ on, from, to }],
        absences: [],
      })
      return acted.outcome === 'invalid' ? acted.problems.map(({ field, code }) => `${field} ${code}`) : acted.outcome
    }
    expect(await type(first, '08:30', '12:30')).toBe('done')
    expect(await type(first, '12:00', '13:00')).toEqual(['days.0 shift.overlap'])
    expect(await type(days[1] ?? '', '08:00', '23:00')).toEqual(['days.0 day.max'])
    const later = agreedDays(await file(), 15).at(-1) ?? ''
    expect(await type(later, '08:30', '12:30')).toEqual(['days.0 shift.future'])
    await world.files.tamper(id, (it) => ({
      ...it,
      asks: [
        ...it.asks,
        ...it.asks.slice(0, 1).map((each) => ({
          ...each,
          id: `${id}-verification-1`,
          kind: 'verification' as const,
          subject: '1',
          status: 'answered' as const,
        })),
      ],
    }))
    expect(await type(days[1] ?? '', '08:30', '12:30')).toEqual(['days.0 shift.settled'])
    const absent = await recordPaper(world, staffOf(world, EDUCATOR), id, {
      period: 1,
      days: [],
      absences: [{ on: days[1] ?? '', excused: false }],
    })
    expect(absent).toMatchObject({ problems: [{ field: 'absences.0', code: 'shift.settled' }] })
    expect(await recordPaper(world, staffOf(world, 'rag-fontana'), id, { period: 1, days: [], absences: [] })).toEqual({
      outcome: 'refused',
      why: 'role',
    })
  })

  it('can be recorded by machines', async () => {
    const { visit, cookie, path, days, id } = await activity()
    const grid = await visit('GET', path, { cookie, headers: { accept: 'application/json' } })
    expect(JSON.parse(grid.body)).toMatchObject({ request: id, period: 1 })
    expect(JSON.parse(grid.body).days[0]).toEqual({ on: days[0], from: '08:30', to: '12:30' })
    const json = { period: 1, days: [{ on: days[0], from: '08:30', to: '12:30' }], absences: [] }
    expect(JSON.parse((await visit('POST', path, { cookie, json })).body)).toEqual({ request: id, recorded: true })
    expect(JSON.parse((await visit('POST', path, { cookie, json })).body)).toEqual({ request: id, recorded: false })
    const wrong = await visit('POST', path, {
      cookie,
      json: { ...json, days: [{ on: days[1], from: '8', to: '12:30' }] },
    })
    expect([wrong.status, JSON.parse(wrong.body).errors]).toMatchObject([422, [{ field: 'days.0.from', code: 'time' }]])
  })
})

/** The fields of the agreed days, in the order of the days, four each. */
function agreedRows(names: readonly (string | undefined)[]): string[] {
  const days = [...new Set(names.flatMap((name) => /^(\d{4}-\d\d-\d\d)\./.exec(name ?? '')?.[1] ?? []))].sort()
  expect(days.length).toBeGreaterThan(6)
  return days.flatMap((on) => ['was', 'from', 'to', 'why'].map((part) => `${on}.${part}`))
}
