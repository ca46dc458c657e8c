import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { AskPage } from '../../../../functions/web/ask/page.tsx'
import { rendered } from '../../../../functions/ui/render.ts'
import { announceAbsence } from '../../../../functions/usecases/hours/announce-absence.ts'
import { visit } from '../../../../functions/usecases/hours/check-in.ts'
import { disputeChange } from '../../../../functions/domain/hours/dispute-hours.ts'
import { hostView } from '../../../../functions/usecases/desk/host-view.ts'
import { plannedIn } from '../../../../functions/domain/hours/shifts.ts'
import { reportAccidentAt } from '../../../../functions/usecases/hours/report-accident.ts'
import { deskOf } from '../../../support/memory/desk.ts'
import { newWorld, type World } from '../../../support/memory.ts'
import { playToAsk } from '../../../support/story/play.ts'
import { HOST, moveTo, step, supervisorOf, onFirstShift } from '../../../support/story/site.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const NEXT = 'forma-officina'

/** Somebody at work at one host, who has accepted to be at another from their second month on. */
async function changing() {
  const world = deskOf(newWorld())
  const id = await onFirstShift(world)
  const [, second] = (await world.files.get(id)).request.periods
  if (!second) throw new Error('one month alone')
  const moved = ({ request, ...file }: CaseFile): CaseFile => {
    const { placement } = request
    if (!placement) throw new Error('no placement')
    const later = { ...placement, project: 'riordino', host: NEXT, at: '14:00', startsOn: second.from }
    return { ...file, request: { ...request, placement: later, formerPlacements: [placement] } }
  }
  await world.files.tamper(id, moved)
  return { world, id, from: second.from, file: () => world.files.get(id) }
}

const come = (world: World, id: string, host: string, direction: 'in' | 'out' = 'in') =>
  visit(world, id, { host, step: step(world), direction })
const firstShift = async (world: World, id: string, from: string) => {
  const [first] = plannedIn(world.municipality, await world.files.get(id), { from, to: addDays(from, 14) })
  if (!first) throw new Error('no shift')
  return first
}

describe('until the day of a change of host', () => {
  it('accepts check-ins at the old host, and from that day at the new one', async () => {
    const { world, id, from } = await changing()
    expect(await come(world, id, NEXT)).toMatchObject({ problem: { code: 'here.otherSite' } })
    expect(await come(world, id, HOST)).toMatchObject({ outcome: 'in' })
    world.clock.moveSeconds(3600)
    expect(await come(world, id, NEXT, 'out')).toMatchObject({ problem: { code: 'here.otherSite' } })
    expect(await come(world, id, HOST, 'out')).toMatchObject({ outcome: 'out', minutes: 60 })
    world.clock.moveTo((await firstShift(world, id, from)).starts)
    expect(await come(world, id, HOST)).toMatchObject({ problem: { code: 'here.otherSite' } })
    expect(await come(world, id, NEXT)).toMatchObject({ outcome: 'in' })
  })

  it('checks a person out where they checked in before midnight', async () => {
    const { world, id, from } = await changing()
    moveTo(world, addDays(from, -1), '23:00')
    expect(await come(world, id, HOST)).toMatchObject({ outcome: 'in' })
    moveTo(world, from, '00:30')
    expect(await come(world, id, NEXT, 'out')).toMatchObject({ problem: { code: 'here.otherSite' } })
    expect(await come(world, id, HOST, 'out')).toMatchObject({ outcome: expect.stringMatching(/out|uncounted/) })
  })

  it('shows the person to the old host only, who reports accidents', async () => {
    const { world, id, from } = await changing()
    const guests = async (host: string) =>
      (await hostView(world, supervisorOf(world, host))).guests.map(({ request }) => request)
    const report = { on: world.clock.today(), time: '09:00', text: 'È caduta dalle scale.' }
    expect([await guests(HOST), await guests(NEXT)]).toEqual([[id], []])
    const other = await reportAccidentAt(world, supervisorOf(world, NEXT), id, report)
    expect(other).toEqual({ outcome: 'refused', why: 'hidden' })
    expect(await reportAccidentAt(world, supervisorOf(world), id, report)).toMatchObject({ outcome: 'done' })
    world.clock.moveTo((await firstShift(world, id, from)).starts)
    expect([await guests(HOST), await guests(NEXT)]).toEqual([[], [id]])
  })

  it('notifies an absence to the host of its day', async () => {
    const { world, id, from, file } = await changing()
    const { on } = await firstShift(world, id, addDays(world.clock.today(), 1))
    await announceAbsence(world, await file(), { on, reasons: 'Sono a una visita.' })
    const { on: later } = await firstShift(world, id, from)
    const before = world.postman.sent.at(-1)?.to
    expect(before).toBe(supervisorOf(world).host.supervisor.email)
    world.clock.moveTo((await firstShift(world, id, addDays(from, -7))).starts)
    await announceAbsence(world, await file(), { on: later, reasons: 'Sono a una visita.' })
    expect(world.postman.sent.at(-1)?.to).toBe(supervisorOf(world, NEXT).host.supervisor.email)
  })

  it('places claimed hours at the shift time of their day', async () => {
    const { world, file } = await changing()
    const on = world.clock.today()
    moveTo(world, on, '20:00')
    const context = { file: await file(), municipality: world.municipality, now: world.clock.now() }
    const ruled = disputeChange(context, { on, minutes: 60, reasons: 'Quel giorno ho lavorato.' })
    expect(ruled).toMatchObject({ postings: [{ shift: { starts: expect.stringContaining('T07:30') } }] })
  })

  it('shows each host the timesheet of its own period only', async () => {
    const { world, id, file } = await changing()
    const ask = await playToAsk(world, id, 'timesheet')
    expect(ask.to.id).toBe(HOST)
    const context = { ask, file: await file(), municipality: world.municipality, language: 'it' as const }
    for (const kind of ['timesheet', 'verification'] as const) {
      const page = rendered(AskPage, { context: { ...context, ask: { ...ask, kind } } })
      expect(page).toContain(supervisorOf(world).host.name)
      expect(page).not.toContain(supervisorOf(world, NEXT).host.name)
    }
    // It is still theirs to sign once the person is elsewhere.
    const view = await hostView(world, supervisorOf(world))
    expect(view.asks.map((each) => each.id)).toEqual([ask.id])
    expect(view.guests).toEqual([])
  })
})
