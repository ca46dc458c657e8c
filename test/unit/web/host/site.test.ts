import { describe, expect, it } from 'vitest'
import { routes as calendar } from '../../../../functions/web/citizen/calendar/route.ts'
import { routes as here } from '../../../../functions/web/citizen/check-in/route.ts'
import { routes as host } from '../../../../functions/web/host/home/route.ts'
import { routes as status } from '../../../../functions/web/citizen/status/route.ts'
import { entriesOf } from '../../../../functions/domain/hours/ledger.ts'
import { calendarOf } from '../../../../functions/web/citizen/calendar/ics.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { hostOfPass, hostPassOf } from '../../../../functions/usecases/access/host-pass.ts'
import { notifyAccidents } from '../../../../functions/usecases/hours/notify-accidents.ts'
import { resumeAll } from '../../../../functions/usecases/file/resume.ts'
import { pinOf } from '../../../../functions/usecases/access/visitor.ts'
import { deskOf } from '../../../support/memory/desk.ts'
import { newWorld, type World } from '../../../support/memory.ts'
import { playToAsk } from '../../../support/story/play.ts'
import { HOST, moveTo, OTHER_HOST, shown, supervisorOf, onFirstShift } from '../../../support/story/site.ts'
import { browserOf, cookieOf, deskSite } from '../../../support/web/desk.ts'
import { MISSING_VALUES } from '../../../support/web/site.ts'

function siteOf(world: World) {
  const deps = deskOf(world)
  return browserOf({ ...host(() => deps), ...here(() => deps), ...status(() => deps), ...calendar(() => deps) })
}
const hostCookie = async (world: World, id = HOST) =>
  `host=${await hostPassOf(world, 'hostSession', supervisorOf(world, id), 60)}`
const fieldOf = (body: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? ''
const seal = (world: World, id: string) =>
  amend(world, id, () => ({
    act: 'test',
    by: { role: 'system', id: 'system' },
    request: { sealed: { at: world.clock.now(), named: ['as-colombo'] } },
  }))
const firstCookie = ({ cookies }: { cookies: string[] }): string => cookies[0]?.split(';')[0] ?? ''

describe('signing in as a host', () => {
  it('works by a mailed link and a button, with the same response to every address', async () => {
    const world = newWorld()
    const call = siteOf(world)
    const asked = await call('GET', '/host')
    expect(asked.body).toContain('Entra nella pagina dell’ente')
    expect(asked.body).not.toMatch(MISSING_VALUES)
    const unknown = await call('POST', '/host', { form: { email: 'nessuno@example.org' } })
    expect(world.postman.sent).toEqual([])
    const forKnown = await call('POST', '/host', { form: { email: 'Scuola.Primaria@example.org' } })
    expect(forKnown.body).toBe(unknown.body)
    const [sent] = world.postman.sent
    expect(sent).toMatchObject({ to: 'scuola.primaria@example.org', letter: { template: 'host', minutes: 30 } })
    const url = sent && 'url' in sent.letter ? new URL(sent.letter.url).pathname : ''
    const page = await call('GET', url)
    expect(page.status).toBe(200)
    expect(page.cookies).toEqual([])
    expect(page.body).toContain('Scuola primaria Esempio')
    const entered = await call('POST', url)
    expect(entered.location).toBe('/host?lang=it')
    expect(entered.cookies[0]).toMatch(/^host=.*HttpOnly; SameSite=Lax$/)
    expect((await call('GET', '/host', { cookie: firstCookie(entered) })).body).toContain('Le persone che ospiti')
    world.clock.moveSeconds(31 * 60)
    expect((await call('GET', url)).status).toBe(410)
    expect((await call('POST', '/host', { form: { email: 'x' } })).status).toBe(422)
  })

  it('rejects passes of the desk, of another purpose, or of a former host', async () => {
    const world = newWorld()
    const call = siteOf(world)
    const pass = await hostPassOf(world, 'hostEnter', supervisorOf(world), 60)
    expect(await hostOfPass(world, 'hostSession', pass)).toBeUndefined()
    const staff = (await cookieOf(world, 'as-colombo')).replace('desk=', 'host=')
    expect((await call('GET', '/host/hours', { cookie: staff })).location).toBe('/host?lang=it')
    const cookie = await hostCookie(world)
    expect((await call('GET', '/host/code', { cookie })).status).toBe(200)
    expect((await deskSite(world)('GET', '/desk', { cookie: cookie.replace('host=', 'desk=') })).body).toContain(
      'Entra nella scrivania',
    )
    world.municipality = { ...world.municipality, hosts: world.municipality.hosts.filter(({ id }) => id !== HOST) }
    expect((await call('GET', '/host/code', { cookie })).status).toBe(303)
  })

  it('accepts forms of our own pages only', async () => {
    const world = newWorld()
    const call = siteOf(world)
    const cookie = await hostCookie(world)
    const headers = { 'sec-fetch-site': 'cross-site' }
    for (const path of ['/host', '/host/leave', '/host/hours', '/host/asks/x', `/here/I690.${HOST}/x`])
      expect((await call('POST', path, { form: {}, cookie, headers })).status).toBe(403)
  })
})

describe('the host’s page', () => {
  it('shows expected and present people, without need, money or tax code', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const cookie = await hostCookie(world)
    const page = await call('GET', '/host', { cookie })
    const { application } = (await world.files.get(id)).request
    expect(page.body).toContain('Maria Esempio AA')
    expect(page.body).toContain('dalle 08:30 alle 12:30')
    for (const secret of [application.applicant.taxCode, application.need.reason, '€', application.applicant.email])
      expect(page.body).not.toContain(secret)
    expect(page.body).not.toMatch(MISSING_VALUES)
    await seal(world, id)
    const sealed = await call('GET', '/host', { cookie })
    expect(sealed.body).toContain('Maria')
    expect(sealed.body).not.toContain('Esempio AA')
    expect((await call('GET', '/host', { cookie: await hostCookie(world, OTHER_HOST) })).body).not.toContain('Maria')
  })

  it('leads to questions by the host’s own link', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const ask = await playToAsk(world, id, 'timesheet')
    const cookie = await hostCookie(world)
    expect((await call('GET', '/host', { cookie })).body).toContain(`/host/asks/${ask.id}`)
    expect((await call('POST', `/host/asks/${ask.id}`, { cookie, form: {} })).location).toMatch(
      new RegExp(`^/asks/${ask.id}/`),
    )
    const other = await hostCookie(world, OTHER_HOST)
    expect((await call('POST', `/host/asks/${ask.id}`, { cookie: other, form: {} })).status).toBe(410)
  })

  it('reloads the code when it changes', async () => {
    const world = newWorld()
    world.clock.moveSeconds(12)
    const call = siteOf(world)
    const cookie = await hostCookie(world)
    const page = await call('GET', '/host/code', { cookie })
    expect(page.body).toContain('<meta http-equiv="refresh" content="18"/>')
    expect(page.body).toContain('Cambia tra 18 secondi. </strong>'.replace(' </', '</'))
    expect(page.body).toContain('alle 09:30:30')
    const drawing = /<path d="([^"]+)"/.exec(page.body)?.[1]
    expect(drawing?.length).toBeGreaterThan(1000)
    world.clock.moveSeconds(18)
    const next = await call('GET', '/host/code', { cookie })
    expect(/<path d="([^"]+)"/.exec(next.body)?.[1]).not.toBe(drawing)
    expect(next.body).toContain('content="30"')
  })

  it('saves valid rows of the grid and shows errors at the others', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    moveTo(world, '2026-03-17', '18:00')
    const call = siteOf(world)
    const cookie = await hostCookie(world)
    const grid = await call('GET', '/host/hours', { cookie })
    expect(grid.body).toContain(`name="${id}.2026-03-16.from" value="08:30"`)
    // On a phone there are no heads: each field has its name from here.
    for (const label of ['Presenza', 'Dalle', 'Alle']) expect(grid.body).toContain(`<td data-label="${label}">`)
    const row = (on: string, from: string, to: string) => ({
      [`${id}.${on}.state`]: 'there',
      [`${id}.${on}.from`]: from,
      [`${id}.${on}.to`]: to,
    })
    // Without a choice a row says nothing, though its times are there.
    const untouched = { [`${id}.2026-03-16.from`]: '08:30', [`${id}.2026-03-16.to`]: '12:30', [`${id}.other.on`]: '' }
    expect((await call('POST', '/host/hours', { cookie, form: untouched })).location).toContain('saved=0')
    const form = {
      ...row('2026-03-16', '08:30', '12:30'),
      ...row('2026-03-17', '08:00', '18:00'),
      [`${id}.other.on`]: '2026-03-18',
      [`${id}.other.from`]: '9',
    }
    const partly = await call('POST', '/host/hours', { cookie, form })
    expect(partly.status).toBe(422)
    expect(partly.body).toContain('Abbiamo registrato 1 riga.')
    expect(partly.body).toContain(`href="#${id}.2026-03-17.state"`)
    expect(partly.body).toContain(`id="${id}.2026-03-17-error"`)
    expect(partly.body).toContain(`id="${id}.other-error"`)
    expect(partly.body).toMatch(
      new RegExp(`<input type="date"[^>]+aria-invalid="true" aria-describedby="${id}.other-error"`),
    )
    expect(partly.body).toContain('Registrato: 08:30–12:30, 4 ore')
    expect(partly.body).not.toMatch(MISSING_VALUES)
    const rest = { ...row('2026-03-17', '08:30', '12:00') }
    const saved = await call('POST', '/host/hours', { cookie, form: rest })
    expect(saved.location).toBe('/host/hours?saved=1&lang=it')
    expect(entriesOf((await world.files.get(id)).postings).map(({ minutes }) => minutes)).toEqual([240, 210])
  })
})

describe('an accident', () => {
  const form = {
    'on.day': '16',
    'on.month': '3',
    'on.year': '2026',
    time: '09:10',
    text: 'È caduta dalle scale del cortile.',
  }

  it('is notified at once to the staff in charge, without details in the mail', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const cookie = await hostCookie(world)
    expect((await call('GET', `/host/accidents/${id}`, { cookie })).body).toContain('DPR 1124/1965')
    const before = world.postman.sent.length
    const sent = await call('POST', `/host/accidents/${id}`, { cookie, form })
    expect(sent.location).toBe('/host?reported=1&lang=it')
    await call('POST', `/host/accidents/${id}`, { cookie, form })
    const { request } = await world.files.get(id)
    expect(request.accidents).toMatchObject([
      { number: 1, on: '2026-03-16', time: '09:10', by: { role: 'host', id: HOST }, notifiedAt: world.clock.now() },
    ])
    const letters = world.postman.sent.slice(before)
    const officer = world.municipality.staff.find(({ id: member }) => member === request.caseOfficer)
    expect(letters).toHaveLength(3)
    expect(letters.map(({ to }) => to)).toEqual(expect.arrayContaining([officer?.email, 'sistemi@example.org']))
    expect(JSON.stringify(letters.map(({ letter }) => letter))).not.toMatch(/scale|Maria/)
    expect((await call('POST', `/host/accidents/${id}`, { cookie, form: { ...form, text: '' } })).status).toBe(422)
    const future = await call('POST', `/host/accidents/${id}`, { cookie, form: { ...form, 'on.year': '2027' } })
    expect(future.body).toContain('nel futuro')
    const other = await hostCookie(world, OTHER_HOST)
    expect((await call('POST', `/host/accidents/${id}`, { cookie: other, form })).status).toBe(404)
  })

  it('is notified to administrators and, for a sealed file, to the members named on it only', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const recipients = async (change: Parameters<World['files']['tamper']>[1]) => {
      const accident = {
        number: 1,
        on: '2026-03-16',
        text: 'Caduta',
        by: { role: 'host', id: HOST },
        at: '2026-03-16T08:00:00Z',
      }
      await world.files.tamper(id, (file) => {
        const changed = change(file)
        return {
          ...changed,
          request: { ...changed.request, accidents: [{ ...accident, by: { role: 'host', id: HOST } }] },
        }
      })
      const before = world.postman.sent.length
      await notifyAccidents(world, id)
      return world.postman.sent.slice(before).map(({ to }) => to)
    }
    const { staff } = world.municipality
    const emails = (of: (member: (typeof staff)[number]) => boolean) => staff.filter(of).map(({ email }) => email)
    const administrators = emails(({ role }) => role === 'administrator')
    const named = [
      'as-colombo',
      ...staff
        .filter(({ role }) => role === 'educator')
        .slice(0, 1)
        .map((each) => each.id),
    ]
    const sealed = await recipients((file) => ({
      ...file,
      request: { ...file.request, sealed: { at: world.clock.now(), named } },
    }))
    expect(sealed.toSorted()).toEqual([...emails(({ id: of }) => named.includes(of)), ...administrators].toSorted())
    const conflicts = staff
      .filter(({ role }) => role !== 'administrator')
      .map(({ id: member }) => ({ member, reasons: 'Parente', at: '2026-03-16T08:00:00Z' }))
    const alone = await recipients((file) => ({ ...file, request: { ...file.request, sealed: undefined, conflicts } }))
    expect(alone).toEqual(administrators)
  })

  it('is recorded even if letters fail, and the sweep sends them', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const send = world.postman.send.bind(world.postman)
    world.postman.send = async () => {
      throw new Error('no mail')
    }
    expect((await call('POST', `/host/accidents/${id}`, { cookie: await hostCookie(world), form })).status).toBe(303)
    expect((await world.files.get(id)).request.accidents?.[0]?.notifiedAt).toBeUndefined()
    expect(world.reports).toContain(`accident ${id} Error`)
    world.postman.send = send
    const before = world.postman.sent.length
    await resumeAll(world)
    expect(world.postman.sent.length - before).toBe(3)
    expect((await world.files.get(id)).request.accidents?.[0]?.notifiedAt).toBeDefined()
    await resumeAll(world)
    await notifyAccidents(world, id)
    expect(world.postman.sent.length - before).toBe(3)
  })

  it('can be reported at the desk, and is shown on the page of the file', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = deskSite(world)
    const typed = Object.fromEntries(Object.entries(form).map(([name, value]) => [`accident.${name}`, value]))
    const finance = await cookieOf(world, 'rag-fontana')
    expect((await call('POST', `/desk/files/${id}/accident`, { cookie: finance, form: typed })).status).toBe(403)
    const cookie = await cookieOf(world, 'ed-marino')
    expect((await call('GET', `/desk/files/${id}`, { cookie })).body).toContain('Segnala un infortunio')
    const done = await call('POST', `/desk/files/${id}/accident`, { cookie, form: typed })
    expect(done.location).toContain('done=accident')
    const page = await call('GET', done.location, { cookie })
    expect(page.body).toContain('È caduta dalle scale')
    expect(page.body).toContain('Paolo Marino')
    expect((await call('GET', `/desk/files/${id}`, { cookie: finance })).body).not.toContain('caduta')
  })
})

describe('a code at a site', () => {
  it('shows a registered telephone one button, first in, then out', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const known = await call('POST', `/requests/${id}/status-of-${id}`, { form: { action: 'phone' } })
    expect(known.location).toContain('phone=1')
    expect(known.cookies[0]).toMatch(/^phone=.*Max-Age=15552000; HttpOnly; SameSite=Lax$/)
    expect((await call('GET', known.location)).body).toContain('per 180 giorni')
    const cookie = firstCookie(known)
    const press = async (path: string, page: { body: string }) => {
      const direction = /name="direction" value="(\w+)"/.exec(page.body)?.[1] ?? ''
      return call('POST', path, { cookie, form: { seen: fieldOf(page.body, 'seen'), direction } })
    }
    const path = await shown(world)
    const page = await call('GET', path, { cookie })
    expect(page.body).toContain('Ciao Maria')
    expect(page.body).toContain('>Entrata</button>')
    expect(page.body).not.toMatch(MISSING_VALUES)
    // Looking changes nothing.
    expect((await world.files.get(id)).request.present).toBeUndefined()
    world.clock.moveSeconds(170)
    expect((await press(path, page)).body).toContain('Entrata alle 08:32')
    world.clock.moveSeconds(3600)
    const later = await shown(world)
    const out = await call('GET', later, { cookie })
    expect(out.body).toContain('>Uscita</button>')
    expect((await press(later, out)).body).toContain('Dalle 08:32 alle 09:32: 1 ora.')
    const language = await call('GET', `${await shown(world)}?lang=en`, { cookie })
    expect(language.body).toContain('Hello Maria')
    const someoneElse = await call('GET', `${await shown(world)}?other=1`, { cookie })
    expect(someoneElse.body).toContain('Le tue 6 cifre')
  })

  it('asks other telephones for number and PIN', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const number = (await world.files.get(id)).request.registryEntry ?? ''
    const path = await shown(world)
    const page = await call('GET', path)
    expect(page.body).toContain('Chi sei?')
    const seen = fieldOf(page.body, 'seen')
    const wrong = await call('POST', path, { form: { seen, number, pin: 'no' } })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('non sono giusti')
    expect((await call('POST', path, { form: { seen, number } })).status).toBe(422)
    const pin = await pinOf(world, (await world.files.get(id)).request)
    const button = await call('POST', path, { form: { seen, number, pin: `${pin.slice(0, 3)} ${pin.slice(3)}` } })
    expect(button.body).toContain('Ciao Maria')
    const visitor = fieldOf(button.body, 'visitor')
    // A pass for a moment is no pass for a telephone, and is nobody's once it is over.
    expect((await call('GET', path, { cookie: `phone=${visitor}` })).body).toContain('Chi sei?')
    const forged = `I690.${id}.9999999999.${'x'.repeat(43)}`
    expect((await call('POST', path, { form: { seen, visitor: forged, direction: 'in' } })).status).toBe(401)
    const done = await call('POST', path, { form: { seen, visitor, direction: 'in' } })
    expect(done.body).toContain('Sei dentro')
    expect((await call('POST', path, { form: { seen, direction: 'in' } })).status).toBe(401)
  })

  it('is rejected with advice when forged, expired, of another site, replayed or pressed too late', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const known = await call('POST', `/requests/${id}/status-of-${id}`, { form: { action: 'phone' } })
    const cookie = firstCookie(known)
    const path = await shown(world)
    const forged = await call('GET', `${path.slice(0, -3)}xyz`, { cookie })
    expect([forged.status, forged.body.includes('non è di questo posto')]).toEqual([404, true])
    expect((await call('GET', `/here/I690.nessuno/x`, { cookie })).status).toBe(404)
    // A code of one site at the address of another.
    const moved = path.replace(HOST, OTHER_HOST)
    expect((await call('GET', moved, { cookie })).status).toBe(404)
    const other = await call('GET', await shown(world, OTHER_HOST), { cookie })
    expect([other.status, other.body.includes('Il tuo posto non è qui')]).toEqual([409, true])
    const page = await call('GET', path, { cookie })
    const seen = fieldOf(page.body, 'seen')
    await call('POST', path, { cookie, form: { seen, direction: 'in' } })
    world.clock.moveSeconds(60)
    const replayed = await call('POST', path, { cookie, form: { seen, direction: 'out' } })
    expect([replayed.status, replayed.body.includes('lo hai già usato')]).toEqual([409, true])
    const expired = await call('GET', path, { cookie })
    expect([expired.status, expired.body.includes('Questo codice è vecchio')]).toEqual([410, true])
    world.clock.moveSeconds(120)
    const late = await call('POST', path, { cookie, form: { seen, direction: 'out' } })
    expect([late.status, late.body.includes('passato troppo tempo')]).toEqual([410, true])
    for (const { body } of [forged, other, replayed, expired, late]) expect(body).not.toMatch(MISSING_VALUES)
  })
})

describe('the citizen’s hours', () => {
  it('list every entry, the next shift, the PIN and the calendar', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const path = `/requests/${id}/status-of-${id}`
    moveTo(world, '2026-03-16', '18:00')
    const cookie = await hostCookie(world)
    await call('POST', '/host/hours', {
      cookie,
      form: {
        [`${id}.2026-03-16.state`]: 'there',
        [`${id}.2026-03-16.from`]: '08:30',
        [`${id}.2026-03-16.to`]: '11:30',
      },
    })
    for (const language of ['it', 'en']) {
      const { body } = await call('GET', `${path}?lang=${language}`)
      expect(body).toContain('08:30–11:30')
      expect(body).toContain(await pinOf(world, (await world.files.get(id)).request))
      expect(body).toContain(`${path}/shifts.ics`)
      expect(body.split(`${path}/disputes?lang=${language}`)).toHaveLength(2)
      expect(body).not.toMatch(MISSING_VALUES)
    }
    const { body } = await call('GET', path)
    expect(body).toContain('registrate, da controllare')
    expect(body).toContain('martedì 17 marzo, dalle 08:30 alle 12:30')
    expect(body).toContain('Scuola primaria Esempio, Via Esempio 10')
  })

  it('are available as a calendar with neutral titles, UTC times and stable ids', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    const path = `/requests/${id}/status-of-${id}/shifts.ics`
    const { status: code, headers, body } = await call('GET', path)
    expect(code).toBe(200)
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(body).toContain('DTSTART:20260316T073000Z\r\nDTEND:20260316T113000Z\r\nSUMMARY:Appuntamento\r\n')
    // After the change of clocks the same time in Italy is another one in UTC.
    expect(body).toContain('DTSTART:20260330T063000Z')
    expect(body).toContain(`UID:2026-03-16-${id}@baratto`)
    expect(body).toContain('LOCATION:Scuola primaria Esempio\\, Via Esempio 10\\, Sesto San Giovanni')
    expect(body).not.toMatch(/Maria|2026\/|foglie/)
    expect(body.endsWith('END:VCALENDAR\r\n')).toBe(true)
    const days = [...body.matchAll(/UID:(\S+)/g)].map(([, uid]) => uid)
    expect(new Set(days).size).toBe(days.length)
    await seal(world, id)
    expect((await call('GET', path)).body).not.toContain('LOCATION')
    expect((await call('GET', path.replace('status-of', 'guess'))).status).toBe(404)
  })

  it('follow the agreement of their day when the host changes', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const call = siteOf(world)
    await world.files.tamper(id, ({ request, ...file }) => {
      const { placement, periods } = request
      const startsOn = periods[1]?.from
      if (!placement || !startsOn) throw new Error('nothing to change')
      const later = { ...placement, project: 'riordino', host: 'forma-officina', startsOn }
      return { ...file, request: { ...request, placement: later, formerPlacements: [placement] } }
    })
    const path = `/requests/${id}/status-of-${id}`
    const page = (await call('GET', path)).body
    expect(page).toContain('Scuola primaria Esempio, Via Esempio 10')
    expect(page).not.toContain(supervisorOf(world, 'forma-officina').host.name)
    const { body } = await call('GET', `${path}/shifts.ics`)
    const places = body
      .replaceAll('\r\n ', '')
      .split('BEGIN:VEVENT')
      .map((event) => event.match(/LOCATION:([^\\\r]+)/)?.[1])
    expect(places[1]).toBe('Scuola primaria Esempio')
    expect(places.at(-1)).toBe(supervisorOf(world, 'forma-officina').host.name)
  })

  it('fold long lines between characters and escape special ones', () => {
    const shift = { on: '2026-03-16', minutes: 60, starts: '2026-03-16T07:30:00Z', ends: '2026-03-16T08:30:00Z' }
    const where = `Sala; A, B\\C\n${'è'.repeat(90)}`
    const text = calendarOf([shift], { request: 'x', language: 'it', where: () => where, now: '2026-03-01T00:00:00Z' })
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const unfolded = text.replaceAll('\r\n ', '')
    expect(unfolded).toContain(`LOCATION:Sala\\; A\\, B\\\\C\\n${'è'.repeat(90)}\r\n`)
  })
})

describe('a new PIN', () => {
  it('is renewed on the person’s page, and shown once at the desk', async () => {
    const world = newWorld()
    const call = siteOf(world)
    const id = await onFirstShift(world)
    const own = `/requests/${id}/status-of-${id}`
    const digits = async () => pinOf(world, (await world.files.get(id)).request)
    const old = await digits()
    expect((await call('GET', own)).body).toContain('value="pin"')
    const foreign = { 'sec-fetch-site': 'cross-site' }
    expect((await call('POST', own, { form: { action: 'pin' }, headers: foreign })).status).toBe(403)
    expect((await call('POST', own, { form: { action: 'pin' } })).location).toBe(`${own}?pin=1&lang=it`)
    const shownOwn = await call('GET', `${own}?pin=1`)
    expect(shownOwn.body).toContain(await digits())
    expect(shownOwn.body).toContain('Fatto: le tue cifre sono nuove')
    expect(shownOwn.body).not.toContain(`>${old}<`)
    const first = await digits()

    world.clock.moveSeconds(10 * 60)
    const desk = deskSite(world)
    const cookie = await cookieOf(world, 'ed-marino')
    const act = `/desk/files/${id}/renew-pin`
    expect((await desk('GET', `/desk/files/${id}`, { cookie })).body).toContain(`action="${act}`)
    const unseen = await desk('POST', act, { cookie, form: {} })
    expect([unseen.status, await digits()]).toEqual([422, first])
    const form = { 'renew-pin.confirm': 'yes' }
    const given = await desk('POST', act, { cookie, form })
    expect([given.status, (await digits()) === first]).toEqual([200, false])
    expect(given.body).toContain(`<p class="pin">${await digits()}</p>`)
    expect(given.body).not.toMatch(MISSING_VALUES)
    // The page that comes of pressing twice is the same; no page that is looked at tells them.
    expect((await desk('POST', act, { cookie, form })).body).toBe(given.body)
    for (const path of [`/desk/files/${id}`, `/desk/files/${id}?done=renew-pin`])
      expect((await desk('GET', path, { cookie })).body).not.toContain(await digits())
    const host = await call('GET', '/host', { cookie: await hostCookie(world) })
    expect(host.body).not.toContain(await digits())
  })
})

describe('registering a telephone', () => {
  it('rejects forms of other sites', async () => {
    const world = newWorld()
    const call = siteOf(world)
    const id = await onFirstShift(world)
    const path = `/requests/${id}/status-of-${id}`
    const form = { action: 'phone' }
    const status = async (headers: Record<string, string>) => (await call('POST', path, { form, headers })).status
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe(303)
  })
})
