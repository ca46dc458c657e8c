import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { renewPin } from '../../../../functions/domain/acts/renew-pin.ts'
import { describe, expect, it } from 'vitest'
import { addDays, timeOf } from '../../../../functions/domain/base/calendar.ts'
import { balance, entriesOf, shiftsOf } from '../../../../functions/domain/hours/ledger.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { directionOf } from '../../../../functions/domain/hours/check-in.ts'
import { visit } from '../../../../functions/usecases/hours/check-in.ts'
import { recordSheet } from '../../../../functions/usecases/hours/record-sheet.ts'
import { hostView } from '../../../../functions/usecases/desk/host-view.ts'
import { readScanPass, siteNamed, stepOfCode, writeScanPass } from '../../../../functions/usecases/hours/site-code.ts'
import { renewOwnPin } from '../../../../functions/usecases/hours/renew-pin.ts'
import { pinOf, readVisit, requestByPin, writeVisit } from '../../../../functions/usecases/access/visitor.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { deskOf } from '../../../support/memory/desk.ts'
import { applicationOf, newWorld, withRules, type World } from '../../../support/memory.ts'
import { apply, atStage, play } from '../../../support/story/play.ts'
import { HOST, moveTo, OTHER_HOST, shown, step, supervisorOf, onFirstShift } from '../../../support/story/site.ts'
import type { Staff } from '../../../../functions/domain/municipality/actors.ts'

const enter = (world: World, id: string, at = step(world), host = HOST) =>
  visit(world, id, { host, step: at, direction: 'in' })
const leave = (world: World, id: string, at = step(world), host = HOST) =>
  visit(world, id, { host, step: at, direction: 'out' })
const AT_SITE = { municipality: 'I690', host: HOST }
const staffOf = (world: World, id: string): Staff => {
  const member = world.municipality.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return { municipality: 'I690', member }
}
const foundIn = (world: ReturnType<typeof deskOf>) => async (number: string, pin: string) => {
  const visitor = await requestByPin(world, AT_SITE, number, pin)
  return typeof visitor === 'string' ? visitor : visitor.request.id
}
const acts = async (world: World, id: string) => (await world.files.trail(id)).map(({ act }) => act)
const shiftsAt = async (world: World, id: string) => shiftsOf((await world.files.get(id)).postings)

describe('a shift by code', () => {
  it('begins with one code and ends with a later one, and counts the minutes between', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    world.clock.moveSeconds(40)
    expect(await enter(world, id)).toEqual({ outcome: 'in', since: '2026-03-16T07:30:00Z' })
    expect((await world.files.get(id)).request.present).toMatchObject({ since: '2026-03-16T07:30:00Z' })
    world.clock.moveSeconds(2 * 3600 + 10)
    expect(await leave(world, id)).toEqual({
      outcome: 'out',
      shift: { starts: '2026-03-16T07:30:00Z', ends: '2026-03-16T09:30:00Z' },
      minutes: 120,
      stayed: 120,
    })
    const file = await world.files.get(id)
    expect(file.request.present).toBeUndefined()
    expect(entriesOf(file.postings)).toMatchObject([
      { minutes: 120, shift: { recorded: 'code' }, made: { by: { role: 'citizen', id: 'applicant' } } },
    ])
    expect(await acts(world, id)).toEqual(expect.arrayContaining(['presence.began', 'hours.recorded']))
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('is one shift, however often each button is pressed', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const first = step(world)
    for (let times = 0; times < 3; times++) expect(await enter(world, id, first)).toMatchObject({ outcome: 'in' })
    world.clock.moveSeconds(3600)
    const last = step(world)
    for (let times = 0; times < 3; times++)
      expect(await leave(world, id, last)).toMatchObject({ outcome: 'out', minutes: 60 })
    expect(await shiftsAt(world, id)).toHaveLength(1)
    expect((await acts(world, id)).filter((act) => act === 'presence.began')).toHaveLength(1)
  })

  it('survives a write that fails before or after it took effect', async () => {
    for (const when of ['before', 'after'] as const) {
      const world = newWorld()
      const id = await onFirstShift(world)
      const [inStep] = [step(world)]
      world.files.fault = { commit: world.files.commits + 1, when }
      if (when === 'before') await expect(enter(world, id)).rejects.toThrow('commit')
      expect(await enter(world, id, inStep)).toMatchObject({ outcome: 'in' })
      world.clock.moveSeconds(3600)
      const outStep = step(world)
      world.files.fault = { commit: world.files.commits + 1, when }
      if (when === 'before') await expect(leave(world, id)).rejects.toThrow('commit')
      expect(await leave(world, id, outStep)).toMatchObject({ outcome: 'out', minutes: 60 })
      expect(await shiftsAt(world, id)).toHaveLength(1)
    }
  })

  it('rejects a used code', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const first = step(world)
    await enter(world, id)
    world.clock.moveSeconds(120)
    // The code of the check-in, seen then and used now.
    expect(await leave(world, id, first)).toEqual({ outcome: 'refused', problem: { code: 'here.replayed' } })
    const last = step(world)
    expect(await leave(world, id, last)).toMatchObject({ outcome: 'out', minutes: 2 })
    expect(await enter(world, id, first)).toEqual({ outcome: 'refused', problem: { code: 'here.replayed' } })
    world.clock.moveSeconds(30)
    expect(await enter(world, id)).toMatchObject({ outcome: 'in' })
  })

  it('rejects a person without a place there', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    expect(await enter(world, id, step(world), OTHER_HOST)).toEqual({
      outcome: 'refused',
      problem: { code: 'here.otherSite' },
    })
    await enter(world, id)
    world.clock.moveSeconds(3600)
    expect(await leave(world, id, step(world), OTHER_HOST)).toMatchObject({ problem: { code: 'here.otherSite' } })
    expect((await world.files.get(id)).request.present).toBeDefined()
  })

  it('is rejected before the start, without cover, outside the agreement, while suspended, with nothing owed, and after the end', async () => {
    const world = newWorld()
    const early = await apply(world)
    const { request } = await play(world, early, {}, atStage('insured'))
    expect(await enter(world, early)).toEqual({
      outcome: 'refused',
      problem: { code: 'here.notYet', values: { startsOn: request.startsOn } },
    })
    const refusal = async (change: Parameters<World['files']['tamper']>[1]) => {
      const here = newWorld()
      const id = await onFirstShift(here)
      await here.files.tamper(id, change)
      const outcomes = await enter(here, id)
      expect((await here.files.get(id)).request.present).toBeUndefined()
      return outcomes.outcome === 'refused' ? outcomes.problem.code : outcomes.outcome
    }
    const changed =
      (fields: object): Parameters<World['files']['tamper']>[1] =>
      (file) => ({ ...file, request: { ...file.request, ...fields } })
    const on = '2026-03-16'
    expect(await refusal(changed({ cover: { policy: 'X', from: addDays(on, 1), to: addDays(on, 90) } }))).toBe(
      'shift.cover',
    )
    expect(await refusal(changed({ periods: [{ number: 1, from: addDays(on, 1), to: addDays(on, 30) }] }))).toBe(
      'shift.outside',
    )
    const pause = { from: on, reasons: 'Malattia', by: 'ed-marino', at: '2026-03-16T06:00:00Z' }
    expect(await refusal(changed({ interruptions: [pause], stage: 'suspended' }))).toBe('shift.interrupted')
    expect(await refusal(changed({ stage: 'completed' }))).toBe('here.ended')
    expect(await refusal(changed({ stage: 'withdrawn' }))).toBe('here.ended')
    expect(await refusal((file) => ({ ...file, postings: [] }))).toBe('here.allDone')
  })

  it('counts up to the longest day, with a notice', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    await enter(world, id)
    world.clock.moveSeconds(5 * 3600)
    expect(await leave(world, id)).toMatchObject({
      outcome: 'out',
      minutes: 240,
      stayed: 300,
      limit: { code: 'day.max', values: { hours: 4 } },
    })
    world.clock.moveSeconds(60)
    expect(await enter(world, id)).toMatchObject({ outcome: 'refused', problem: { code: 'day.max' } })
  })

  it('counts up to midnight of the last agreed, covered or open day', async () => {
    for (const [what, code] of [
      ['cover', 'shift.cover'],
      ['period', 'shift.outside'],
      ['settled', 'shift.settled'],
    ] as const) {
      const world = newWorld()
      const id = await onFirstShift(world)
      const on = '2026-03-16'
      moveTo(world, on, '22:30')
      await enter(world, id)
      const next = { number: 2, from: addDays(on, 1), to: addDays(on, 30), settledAt: world.clock.now() }
      await world.files.tamper(id, (file) => ({
        ...file,
        request: {
          ...file.request,
          ...(what === 'cover' ? { cover: { policy: 'X', from: on, to: on } } : {}),
          ...(what === 'period' ? { periods: [{ number: 1, from: on, to: on }] } : {}),
          ...(what === 'settled' ? { periods: [{ number: 1, from: on, to: on }, next] } : {}),
        },
      }))
      moveTo(world, addDays(on, 1), '00:20')
      expect(await leave(world, id)).toMatchObject({ outcome: 'out', minutes: 90, stayed: 110, limit: { code } })
    }
  })

  it('always records a check-out, with or without counted minutes', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    await enter(world, id)
    world.clock.moveSeconds(3600)
    await world.files.tamper(id, (file) => ({
      ...file,
      request: {
        ...file.request,
        periods: file.request.periods.map((each) => ({ ...each, settledAt: world.clock.now() })),
      },
    }))
    expect(await leave(world, id)).toEqual({ outcome: 'uncounted', problem: { code: 'shift.settled' } })
    expect((await world.files.get(id)).request.present).toBeUndefined()
    expect(await shiftsAt(world, id)).toEqual([])
  })

  it('has at least a minute', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    await enter(world, id)
    world.clock.moveSeconds(30)
    expect(await leave(world, id)).toMatchObject({ problem: { code: 'here.tooSoon' } })
    expect((await world.files.get(id)).request.present).toBeDefined()
  })

  it('counts real minutes over midnight and the change of clocks', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    // 28 to 29 March 2026: clocks jump from 2 to 3.
    moveTo(world, '2026-03-28', '23:30')
    await enter(world, id)
    moveTo(world, '2026-03-29', '03:30')
    expect(await leave(world, id)).toMatchObject({ outcome: 'out', minutes: 180 })
  })
})

describe('a check-out that was forgotten', () => {
  it('counts nothing: the next check-in clears it, with a trail entry, and the host sees it until hours are recorded', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    await enter(world, id)
    const since = world.clock.now()
    moveTo(world, '2026-03-17', '08:30')
    const file = await world.files.get(id)
    expect(directionOf({ file, municipality: world.municipality, now: world.clock.now() })).toBe('in')
    expect((await hostView(world, supervisorOf(world))).forgotten).toMatchObject([{ request: id, since }])
    expect(await enter(world, id)).toMatchObject({ outcome: 'in' })
    expect(await acts(world, id)).toContain('presence.forgotten')
    expect(await shiftsAt(world, id)).toEqual([])
    const view = await hostView(world, supervisorOf(world))
    expect(view.forgotten).toMatchObject([{ request: id, since }])
    expect(view.present).toMatchObject([{ request: id, since: world.clock.now() }])
    const row = { request: id, on: '2026-03-16', from: '08:30', to: '12:30' }
    expect(await recordSheet(world, supervisorOf(world), [row])).toEqual({ saved: 1, problems: [] })
    expect((await hostView(world, supervisorOf(world))).forgotten).toEqual([])
  })

  it('is not assumed within the longest day and two hours', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    await enter(world, id)
    world.clock.moveSeconds(6 * 3600)
    expect(await leave(world, id)).toMatchObject({ outcome: 'out', minutes: 240 })
    expect((await world.files.get(id)).request.forgotten).toBeUndefined()
  })
})

describe('many at once', () => {
  it('500 times the same person with the same code: one check-in, and one shift', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const at = step(world)
    const many = Array.from({ length: 500 }, () => undefined)
    const entered = await Promise.all(many.map(() => enter(world, id, at)))
    expect(entered.every(({ outcome }) => outcome === 'in')).toBe(true)
    expect((await acts(world, id)).filter((act) => act === 'presence.began')).toHaveLength(1)
    world.clock.moveSeconds(3600)
    const out = step(world)
    const left = await Promise.all(many.map(() => leave(world, id, out)))
    expect(left.every((each) => each.outcome === 'out' && each.minutes === 60)).toBe(true)
    expect(await shiftsAt(world, id)).toHaveLength(1)
    expect(balance((await world.files.get(id)).postings, 'done')).toBe(60)
  }, 30_000)

  it('500 times the same person with different codes: one check-in, the others show its time', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const at = step(world)
    const outcomes = await Promise.all(Array.from({ length: 500 }, (_, index) => enter(world, id, at + index)))
    expect(outcomes.filter(({ outcome }) => outcome === 'in')).toHaveLength(1)
    expect(new Set(outcomes.map((each) => (each.outcome === 'refused' ? each.problem.code : each.outcome)))).toEqual(
      new Set(['in', 'here.alreadyIn']),
    )
    expect((await acts(world, id)).filter((act) => act === 'presence.began')).toHaveLength(1)
  }, 30_000)

  it('500 people with the same code: each is in once', async () => {
    const world = newWorld()
    const id = await onFirstShift(world)
    // The same file 500 times over, under other names: what a school's gate never sees.
    const ids = Array.from({ length: 500 }, (_, index) => `${id.slice(0, 22)}${String(index).padStart(4, '0')}`)
    for (const other of ids)
      await world.files.tamper(other, (file) => ({ ...file, request: { ...file.request, id: other } }), id)
    const at = step(world)
    const outcomes = await Promise.all(ids.map((other) => enter(world, other, at)))
    expect(outcomes.filter(({ outcome }) => outcome === 'in')).toHaveLength(500)
    for (const other of ids) expect((await world.files.get(other)).request.present?.step).toBe(at)
  }, 30_000)
})

describe('the code of a site', () => {
  it('is valid in its step and the next; other codes never are', async () => {
    const world = newWorld()
    const code = (await shown(world)).split('/').at(-1) ?? ''
    expect(code).toMatch(/^[\w-]{22}$/)
    const site = await siteNamed(world, `I690.${HOST}`)
    const other = await siteNamed(world, `I690.${OTHER_HOST}`)
    if (!site || !other) throw new Error('no site')
    const first = step(world)
    expect(await stepOfCode(world, site, code)).toBe(first)
    expect(await stepOfCode(world, other, code)).toBe('forged')
    expect(await stepOfCode(world, site, `${code.slice(0, -1)}!`)).toBe('forged')
    world.clock.moveSeconds(30)
    expect(await shown(world)).not.toContain(code)
    expect(await stepOfCode(world, site, code)).toBe(first)
    world.clock.moveSeconds(30)
    expect(await stepOfCode(world, site, code)).toBe('expired')
    world.clock.moveSeconds(7200)
    expect(await stepOfCode(world, site, code)).toBe('forged')
    expect(await siteNamed(world, 'X999.scuola-primaria')).toBeUndefined()
    expect(await siteNamed(world, 'I690.nowhere')).toBeUndefined()
  })

  it('counts as seen for three minutes, at that site only', async () => {
    const world = newWorld()
    const site = await siteNamed(world, `I690.${HOST}`)
    const other = await siteNamed(world, `I690.${OTHER_HOST}`)
    if (!site || !other) throw new Error('no site')
    const seen = await writeScanPass(world, site, 7)
    expect(await readScanPass(world, site, seen)).toBe(7)
    expect(await readScanPass(world, other, seen)).toBeUndefined()
    expect(await readScanPass(world, site, seen.replace('.7-', '.8-'))).toBeUndefined()
    world.clock.moveSeconds(179)
    expect(await readScanPass(world, site, seen)).toBe(7)
    world.clock.moveSeconds(1)
    expect(await readScanPass(world, site, seen)).toBeUndefined()
  })
})

describe('number and PIN of a person', () => {
  it('find the request, with limited attempts', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    const { request } = await world.files.get(id)
    const number = request.registryEntry ?? ''
    const found = foundIn(world)
    const pin = await pinOf(world, request)
    expect(pin).toMatch(/^\d{6}$/)
    for (let times = 0; times < 9; times++) expect(await found(number, pin)).toBe(id)
    const wrong = pin === '000000' ? '000001' : '000000'
    const tries = await Promise.all(Array.from({ length: 30 }, () => found(number, wrong)))
    expect(tries.filter((each) => each === 'wrong')).toHaveLength(5)
    expect(tries.filter((each) => each === 'tooMany')).toHaveLength(25)
    // Even the right ones, until the pause is over.
    expect(await found(number, pin)).toBe('tooMany')
    world.clock.moveSeconds(15 * 60)
    expect(await found(number, pin)).toBe(id)
    expect(await requestByPin(world, AT_SITE, '2026/999', pin)).toBe('wrong')
  })

  it('cannot be tried at many numbers from a site', async () => {
    const world = deskOf(newWorld())
    const tries: unknown[] = []
    for (let number = 1; number <= 70; number++)
      tries.push(await requestByPin(world, AT_SITE, `2026/${1000 + number}`, '000000'))
    expect(tries.filter((each) => each === 'wrong')).toHaveLength(60)
    expect(await requestByPin(world, { ...AT_SITE, host: OTHER_HOST }, '2026/2000', '000000')).toBe('wrong')
    world.clock.moveSeconds(15 * 60)
    expect(await requestByPin(world, AT_SITE, '2026/2000', '000000')).toBe('wrong')
  })
})

describe('a renewed PIN', () => {
  it('replaces the old one and registered telephones, with new attempts', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    const { request } = await world.files.get(id)
    const number = request.registryEntry ?? ''
    const found = foundIn(world)
    const old = await pinOf(world, request)
    const phone = await writeVisit(world, 'phone', request)
    const visitor = await writeVisit(world, 'visitor', request)
    expect((await readVisit(world, 'phone', 'I690', phone))?.request.id).toBe(id)
    for (let times = 0; times < 5; times++) expect(await found(number, 'no')).toBe('wrong')
    expect(await found(number, old)).toBe('tooMany')
    // Pressed twice, also at once: one renewal.
    await Promise.all([renewOwnPin(world, id), renewOwnPin(world, id)])
    world.clock.moveSeconds(60)
    expect(await renewOwnPin(world, id)).toMatchObject({ outcome: 'done', written: false })
    const renewed = (await world.files.get(id)).request
    const pin = await pinOf(world, renewed)
    expect([renewed.pin?.renewed, pin === old, /^\d{6}$/.test(pin)]).toEqual([1, false, true])
    expect(await found(number, old)).toBe('wrong')
    expect(await found(number, pin)).toBe(id)
    expect(await readVisit(world, 'phone', 'I690', phone)).toBeUndefined()
    expect(await readVisit(world, 'visitor', 'I690', visitor)).toBeUndefined()
    const again = await writeVisit(world, 'phone', renewed)
    expect((await readVisit(world, 'phone', 'I690', again))?.request.id).toBe(id)
    expect((await acts(world, id)).filter((act) => act === 'pin.renewed')).toHaveLength(1)
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
    world.clock.moveSeconds(5 * 60)
    await renewOwnPin(world, id)
    expect(await found(number, pin)).toBe('wrong')
  })

  it('is given by permitted staff on a visible file with shifts to come', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    const by = (member: string) => actOnFile(world, renewPin, staffOf(world, member), id, { confirm: 'yes' })
    expect(await by('rag-fontana')).toEqual({ outcome: 'refused', why: 'role' })
    expect(await by('ed-marino')).toMatchObject({ outcome: 'done', written: true })
    expect((await world.files.trail(id)).at(-1)).toMatchObject({
      act: 'pin.renewed',
      by: { role: 'educator', id: 'ed-marino' },
    })
    const early = await apply(world, applicationOf(1))
    expect(await actOnFile(world, renewPin, staffOf(world, 'ed-marino'), early, { confirm: 'yes' })).toEqual({
      outcome: 'refused',
      why: 'notUnderWay',
    })
  })
})

describe('the supervisor’s sheet', () => {
  it('saves valid rows and reports the others; is idempotent', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    moveTo(world, '2026-03-19', '18:00')
    const supervisor = supervisorOf(world)
    const row = (on: string, from = '08:30', to = '12:30', request = id) => ({ request, on, from, to })
    const sheet = [row('2026-03-16'), row('2026-03-17', '08:30', '13:30'), row('2026-03-20'), row('2026-03-18')]
    const first = await recordSheet(world, supervisor, sheet)
    expect(first.saved).toBe(2)
    expect(first.problems.map(({ row: { on }, problem: { code } }) => [on, code])).toEqual([
      ['2026-03-17', 'day.max'],
      ['2026-03-20', 'shift.future'],
    ])
    expect(await recordSheet(world, supervisor, sheet)).toMatchObject({ saved: 2 })
    const { postings } = await world.files.get(id)
    expect(entriesOf(postings).map(({ on, minutes, shift }) => [on, minutes, shift?.recorded])).toEqual([
      ['2026-03-16', 240, 'sheet'],
      ['2026-03-18', 240, 'sheet'],
    ])
    const [made] = entriesOf(postings)
    expect(made?.made.by).toEqual({ role: 'host', id: HOST })
    // A host writes of its own people alone.
    const other = await recordSheet(world, supervisorOf(world, OTHER_HOST), [row('2026-03-19')])
    expect(other).toMatchObject({ saved: 0, problems: [{ problem: { code: 'here.otherSite' } }] })
    const unknown = await recordSheet(world, supervisor, [row('2026-03-19', '08:30', '12:30', 'nobody')])
    expect(unknown.saved).toBe(0)
  })

  it('records absences with the agreed minutes, once, on due days without hours', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    moveTo(world, '2026-03-18', '18:00')
    const absent = (on: string, excused: boolean) => ({ request: id, on, excused })
    const sheet = [
      absent('2026-03-16', true),
      { request: id, on: '2026-03-17', from: '08:30', to: '12:30' },
      absent('2026-03-17', false),
      absent('2026-03-15', false),
      absent('2026-03-19', false),
    ]
    const { saved, problems } = await recordSheet(world, supervisorOf(world), sheet)
    expect([saved, problems.map(({ problem: { code } }) => code)]).toEqual([
      2,
      ['absence.present', 'absence.unplanned', 'shift.future'],
    ])
    await recordSheet(world, supervisorOf(world), sheet)
    const { postings } = await world.files.get(id)
    expect(entriesOf(postings).map((entry) => [entry.id, entry.minutes, entry.absence])).toEqual([
      ['absence-2026-03-16', 240, { excused: true }],
      [expect.stringMatching(/^shift-/), 240, undefined],
    ])
    expect(balance(postings, 'missed')).toBe(240)
    const days = (await hostView(world, supervisorOf(world))).guests.flatMap((guest) => guest.days)
    expect(days.map(({ absent: isAbsent }) => isAbsent)).toEqual([true, false, false])
  })

  it('starts the hearing of a review at once; the next sheet repeats a lost start', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    moveTo(world, '2026-03-18', '18:00')
    const absent = (on: string) => ({ request: id, on, excused: false })
    const hearing = `${id}-review-1`
    await recordSheet(world, supervisorOf(world), [absent('2026-03-16')])
    expect((await world.files.get(id)).request.reviews).toBeUndefined()
    expect(world.workflows.attempts.has(hearing)).toBe(false)
    world.workflows.up = false
    const sheet = [absent('2026-03-17'), absent('2026-03-18')]
    expect(await recordSheet(world, supervisorOf(world), sheet)).toEqual({ saved: 2, problems: [] })
    expect((await world.files.get(id)).request.reviews).toMatchObject([{ number: 1, kind: 'warning' }])
    world.workflows.up = true
    for (let times = 0; times < 2; times++) await recordSheet(world, supervisorOf(world), sheet)
    expect(world.workflows.attempts.get(hearing)).toBe(1)
  })

  it('shows past open days with their records, and last week while something is missing', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    const supervisor = supervisorOf(world)
    const days = async () => (await hostView(world, supervisor)).guests.flatMap((guest) => guest.days)
    expect(await days()).toEqual([])
    moveTo(world, '2026-03-18', '18:00')
    expect((await days()).map(({ on }) => on)).toEqual(['2026-03-16', '2026-03-17', '2026-03-18'])
    expect((await days())[0]).toMatchObject({ from: '08:30', to: '12:30', recorded: [] })
    const row = (on: string) => ({ request: id, on, from: '08:30', to: '12:30' })
    await recordSheet(
      world,
      supervisor,
      ['16', '17', '18'].map((day) => row(`2026-03-${day}`)),
    )
    expect((await days())[0]?.recorded).toEqual([{ from: '08:30', to: '12:30', minutes: 240 }])
    moveTo(world, '2026-03-24', '18:00')
    // Thursday 19 is missing.
    expect((await days()).map(({ on }) => on)).toContain('2026-03-19')
    await recordSheet(world, supervisor, [row('2026-03-19')])
    expect((await days()).map(({ on }) => on)).toEqual(['2026-03-23', '2026-03-24'])
  })
})

describe('the host’s view', () => {
  it('has people and their limits; of a sealed file the first name only', async () => {
    const world = deskOf(newWorld())
    const id = await onFirstShift(world)
    await amend(world, id, ({ request }) => ({
      act: 'test',
      by: { role: 'system', id: 'system' },
      request: request.grant ? { grant: { ...request.grant, limits: 'Niente pesi.' } } : {},
    }))
    const open = await hostView(world, supervisorOf(world))
    expect(open.today).toEqual([
      { request: id, name: 'Maria Esempio AA', limits: 'Niente pesi.', on: '2026-03-16', from: '08:30', to: '12:30' },
    ])
    expect(open.week.map(({ on }) => on)).toEqual(['2026-03-17', '2026-03-18', '2026-03-19'])
    await amend(world, id, () => ({
      act: 'test',
      by: { role: 'system', id: 'system' },
      request: { sealed: { at: world.clock.now(), named: ['as-colombo'] } },
    }))
    const sealed = await hostView(world, supervisorOf(world))
    expect(sealed.today).toEqual([{ request: id, name: 'Maria', on: '2026-03-16', from: '08:30', to: '12:30' }])
    expect(JSON.stringify(sealed)).not.toMatch(/Esempio|pesi/)
    expect(await hostView(world, supervisorOf(world, OTHER_HOST))).toMatchObject({ today: [], guests: [] })
    expect(timeOf(world.clock.now())).toBe('08:30')
    // A list that lags behind shows nobody who has gone elsewhere.
    const lists = {
      async *placedAt() {
        yield id
      },
    }
    expect((await hostView({ ...world, lists }, supervisorOf(world, OTHER_HOST))).guests).toEqual([])
  })

  it('states the longest day', async () => {
    const world = deskOf(newWorld(withRules({ maxHoursDay: 6 })))
    const id = await onFirstShift(world)
    await enter(world, id)
    world.clock.moveSeconds(7 * 3600)
    expect((await hostView(world, supervisorOf(world))).forgotten).toEqual([])
    world.clock.moveSeconds(3700)
    expect((await hostView(world, supervisorOf(world))).forgotten).toHaveLength(1)
  })
})
