import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { excuse } from '../../../../functions/domain/acts/excuse.ts'
import { describe, expect, it } from 'vitest'
import { addDays, momentOf } from '../../../../functions/domain/base/calendar.ts'
import { balance, entriesOf, unexcusedMinutes } from '../../../../functions/domain/hours/ledger.ts'
import { nextStep } from '../../../../functions/domain/file/next-step.ts'
import { comingShifts } from '../../../../functions/domain/hours/next-shifts.ts'
import { announceAbsence } from '../../../../functions/usecases/hours/announce-absence.ts'
import { recordAbsence } from '../../../../functions/domain/hours/absences.ts'
import { sanctionOf } from '../../../../functions/domain/hours/sanctions.ts'
import { agreedDays, recordAttendance, recordNoShow, underWay } from '../../../support/story/activity.ts'
import { newWorld, withRules, type World } from '../../../support/memory.ts'
import { answer, ask, play, REASONS } from '../../../support/story/play.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const contextOf = async (world: World, id: string) => ({
  file: await world.files.get(id),
  municipality: world.municipality,
  now: world.clock.now(),
})
const educator = (world: World) => {
  const member = world.municipality.staff.find(({ role }) => role === 'educator')
  if (!member) throw new Error('no educator')
  return { municipality: 'I690', member }
}
const HOST = { role: 'host', id: 'h' } as const

describe('an absence', () => {
  it('is posted once, with the agreed minutes of the day', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const [on = ''] = agreedDays(await world.files.get(id), 1)
    await recordNoShow(world, id, on)
    await recordNoShow(world, id, on)
    const { postings } = await world.files.get(id)
    expect(entriesOf(postings)).toMatchObject([
      { id: `absence-${on}`, on, counted: 240, absence: { excused: false }, state: 'recorded' },
    ])
    expect(balance(postings, 'missed')).toBe(240)
    expect(balance(postings, 'owed')).toBe(80 * 60)
  })

  it('does not exist with attendance, without an agreed shift, or before the shift is over', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const [first = ''] = agreedDays(await world.files.get(id), 1)
    await recordAttendance(world, id, first, 90)
    const absence = { excused: false, by: HOST, why: 'sheet' }
    const context = await contextOf(world, id)
    expect(recordAbsence(context, { ...absence, on: first })).toEqual({ code: 'absence.present' })
    expect(recordAbsence(context, { ...absence, on: addDays(first, 5) })).toEqual({ code: 'absence.unplanned' })
    expect(recordAbsence(context, { ...absence, on: '2030-01-07' })).toEqual({ code: 'absence.unplanned' })
    const { on = '' } = comingShifts(context)[0] ?? {}
    expect(recordAbsence(context, { ...absence, on })).toEqual({ code: 'shift.future' })
  })

  it('does not exist on a day without cover, without owed hours, or while the person is checked in', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const [on = ''] = agreedDays(await world.files.get(id), 1)
    const context = await contextOf(world, id)
    const { file } = context
    const record = (request: Partial<CaseFile['request']>, postings = file.postings) =>
      recordAbsence(
        { ...context, file: { ...file, postings, request: { ...file.request, ...request } } },
        { on, excused: false, by: HOST, why: 'sheet' },
      )
    const { cover } = file.request
    if (!cover) throw new Error('no cover')
    expect(record({})).toHaveProperty('postings')
    expect(record({ cover: { ...cover, from: addDays(on, 1) } })).toEqual({ code: 'absence.cover' })
    expect(record({ interruptions: [{ from: on, reasons: REASONS, by: 'ed', at: context.now }] })).toEqual({
      code: 'absence.unplanned',
    })
    expect(record({}, [])).toEqual({ code: 'absence.nothingOwed' })
    expect(record({ present: { since: momentOf(on, '08:31'), step: 1 } })).toEqual({ code: 'absence.present' })
    expect(record({ present: { since: momentOf(addDays(on, 1), '08:31'), step: 1 } })).toHaveProperty('postings')
  })

  it('is excused if announced before the shift, and the supervisor learns the day only', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const { on, starts } = comingShifts(await contextOf(world, id))[0] ?? { on: '', starts: '' }
    expect(await announceAbsence(world, await world.files.get(id), { on, reasons: 'Ho una visita medica.' })).toEqual({
      outcome: 'done',
      written: true,
    })
    const file = await world.files.get(id)
    expect(entriesOf(file.postings)).toMatchObject([{ on, absence: { excused: true }, counted: 240 }])
    const letters = world.postman.sent.filter(({ letter }) => letter.template === 'absence')
    expect(letters).toMatchObject([{ letter: { on } }])
    expect(JSON.stringify(letters)).not.toMatch(/visita|Maria|persona\./)
    // Once more is the same one.
    expect(await announceAbsence(world, file, { on, reasons: 'Di nuovo lo stesso.' })).toMatchObject({ written: false })
    expect((await world.files.get(id)).postings).toEqual(file.postings)
    // Too late once it has begun.
    const next = comingShifts(await contextOf(world, id))[0]
    expect(next?.on).not.toBe(on)
    world.clock.moveTo(next?.starts ?? starts)
    expect(await announceAbsence(world, file, { on: next?.on ?? '', reasons: REASONS })).toEqual({
      outcome: 'invalid',
      problems: [{ field: 'on', code: 'absence.unplanned' }],
    })
  })

  it('is excused or no longer excused by an educator, by reversal', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const [on = ''] = agreedDays(await world.files.get(id), 1)
    await recordNoShow(world, id, on)
    const turn = (excused: boolean) =>
      actOnFile(world, excuse, educator(world), id, { entry: `absence-${on}`, excused, reasons: REASONS })
    expect(await turn(true)).toMatchObject({ outcome: 'done', written: true })
    expect(await turn(true)).toMatchObject({ outcome: 'done', written: false })
    const { postings } = await world.files.get(id)
    expect(postings.slice(1).map(({ from, to }) => `${from} ${to}`)).toEqual([
      'agreement missed',
      'missed agreement',
      'agreement missed',
    ])
    expect([unexcusedMinutes(postings), balance(postings, 'missed')]).toEqual([0, 240])
    expect(await turn(false)).toMatchObject({ outcome: 'done', written: true })
    expect(unexcusedMinutes((await world.files.get(id)).postings)).toBe(240)
    const social = world.municipality.staff.find(({ role }) => role === 'socialWorker')
    if (!social) throw new Error('no social worker')
    const other = { municipality: 'I690', member: social }
    expect(
      await actOnFile(world, excuse, other, id, { entry: `absence-${on}`, excused: true, reasons: REASONS }),
    ).toEqual({
      outcome: 'refused',
      why: 'role',
    })
  })
})

describe('unexcused absences', () => {
  const reviewsOf = async (world: World, id: string) => (await world.files.get(id)).request.reviews ?? []

  it('open a warning and later a forfeiture at their thresholds, each once, one at a time', async () => {
    const world = newWorld(withRules({ warnUnexcusedHours: 8, forfeitUnexcusedHours: 16 }))
    const id = await underWay(world, 27)
    const days = agreedDays(await world.files.get(id), 12)
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = days
    await recordNoShow(world, id, a)
    expect(await reviewsOf(world, id)).toEqual([])
    await recordNoShow(world, id, b)
    expect(await reviewsOf(world, id)).toMatchObject([
      { number: 1, kind: 'warning', unexcusedMinutes: 480, falseDeclaration: false },
    ])
    const [warning] = await reviewsOf(world, id)
    expect(warning?.grounds).toContain('8 ore in tutto')
    for (const on of [a, b]) expect(warning?.grounds).toContain(on.split('-').reverse().join('/'))
    expect(warning?.grounds).toContain('(test)')
    expect(warning?.openedBy).toBe((await world.files.get(id)).request.caseOfficer)
    // An excused one counts for nothing, and the second threshold waits for the warning.
    await recordNoShow(world, id, c, true)
    await recordNoShow(world, id, d)
    await recordNoShow(world, id, e)
    expect(await reviewsOf(world, id)).toHaveLength(1)

    const workflow = { machine: 'review', review: 1 } as const
    for (const [kind, typed] of [
      ['hearing', { choice: 'none' }],
      ['ruling', { choice: 'uphold', reasons: REASONS }],
    ] as const) {
      const asked = await ask(world, id, workflow)
      expect(asked?.kind).toBe(kind)
      if (asked) expect(await answer(world, asked, typed)).toMatchObject({ outcome: 'recorded' })
    }
    const warned = await world.files.get(id)
    expect(warned.request.stage).toBe('active')
    expect((await world.files.trail(id)).at(-1)?.act).toBe('warning.given')
    const notified = await play(world, id, {}, ({ request }) => request.reviews?.[0]?.notifiedAt !== undefined)
    expect(world.postman.sent.filter(({ letter }) => letter.template === 'warned')).toHaveLength(1)
    expect(notified.request.papers?.map((paper) => paper.id)).toEqual(expect.arrayContaining(['review-1', 'ruling-1']))
    expect(nextStep(notified, workflow, world.clock.now()).next).toBe('Done')

    await recordNoShow(world, id, f)
    expect((await reviewsOf(world, id)).map(({ kind }) => kind)).toEqual(['warning', 'forfeiture'])
  })

  it('count for a forfeiture only after the warning', async () => {
    const world = newWorld(withRules({ warnUnexcusedHours: 8, forfeitUnexcusedHours: 16 }))
    const id = await underWay(world, 27)
    const [a = '', b = '', c = '', d = '', e = ''] = agreedDays(await world.files.get(id), 5)
    for (const on of [a, b, c, d]) await recordNoShow(world, id, on)
    world.clock.moveSeconds(60)
    const warnedAt = world.clock.now()
    await world.files.tamper(id, (file) => ({
      ...file,
      request: {
        ...file.request,
        reviews: (file.request.reviews ?? []).map((each) => ({
          ...each,
          ruling: { upheld: true, reasons: REASONS, by: 'dir-moretti', at: warnedAt },
        })),
      },
    }))
    expect(sanctionOf(await contextOf(world, id))).toBeUndefined()
    world.clock.moveSeconds(60)
    await recordNoShow(world, id, e)
    expect((await reviewsOf(world, id)).map(({ kind, unexcusedMinutes: of }) => [kind, of])).toEqual([
      ['warning', 480],
      ['forfeiture', 1200],
    ])
  })

  it('in dispute open nothing until the ruling', async () => {
    const world = newWorld(withRules({ warnUnexcusedHours: 8 }))
    const id = await underWay(world)
    const [a = '', b = '', c = ''] = agreedDays(await world.files.get(id), 3)
    await recordNoShow(world, id, a)
    const dispute = { number: 1, entry: `absence-${a}`, on: a, period: 1, reasons: REASONS, at: world.clock.now() }
    await world.files.tamper(id, (file) => ({ ...file, request: { ...file.request, disputes: [dispute] } }))
    await recordNoShow(world, id, b)
    expect(await reviewsOf(world, id)).toEqual([])
    await recordNoShow(world, id, c)
    const [warning] = await reviewsOf(world, id)
    expect(warning).toMatchObject({ kind: 'warning', unexcusedMinutes: 480 })
    expect(warning?.grounds).not.toContain(a.split('-').reverse().join('/'))
  })

  it('stay under review when an absence is excused later', async () => {
    const world = newWorld(withRules({ warnUnexcusedHours: 4 }))
    const id = await underWay(world)
    const [on = ''] = agreedDays(await world.files.get(id), 1)
    await recordNoShow(world, id, on)
    await actOnFile(world, excuse, educator(world), id, { entry: `absence-${on}`, excused: true, reasons: REASONS })
    expect(await reviewsOf(world, id)).toMatchObject([{ kind: 'warning' }])
    expect((await reviewsOf(world, id))[0]?.ruling).toBeUndefined()
  })

  it('open a delayed review at the settlement', async () => {
    const world = newWorld(withRules({ warnUnexcusedHours: 4 }))
    const id = await underWay(world)
    const [on = '', next = ''] = agreedDays(await world.files.get(id), 2)
    const { request } = await world.files.get(id)
    const revocation = {
      number: 1,
      kind: 'revocation' as const,
      grounds: 'x',
      falseDeclaration: false,
      openedBy: 'as-colombo',
      openedAt: world.clock.now(),
    }
    await world.files.tamper(id, (file) => ({ ...file, request: { ...request, reviews: [revocation] } }))
    await recordNoShow(world, id, on)
    expect(await reviewsOf(world, id)).toHaveLength(1)
    await recordAttendance(world, id, next)
    const parts = { timesheet: () => ({ choice: 'hours', days: [] }) }
    await play(world, id, parts, (file) => file.request.periods[0]?.settledAt !== undefined)
    expect((await reviewsOf(world, id)).map(({ kind }) => kind)).toEqual(['revocation', 'warning'])
  })
})
