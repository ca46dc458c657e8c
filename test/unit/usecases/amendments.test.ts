import { describe, expect, it } from 'vitest'
import type { CaseFile } from '../../../functions/domain/records.ts'
import { standingOf } from '../../../functions/domain/standing.ts'
import { amendAgreement } from '../../../functions/usecases/amend-agreement.ts'
import { takeBackAmendment } from '../../../functions/usecases/take-back-amendment.ts'
import { verifyTrail } from '../../../functions/usecases/verify-trail.ts'
import { newWorld, SESTO, type World } from '../../support/memory.ts'
import { answer, apply, atStage, type Parts, play, playToAsk, REASONS } from '../../support/play.ts'

const staff = (id: string) => {
  const member = SESTO.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return { municipality: 'I690', member }
}
const social = staff('as-colombo')
const educator = staff('ed-riva')
const OWN = { machine: 'contribution-request' } as const
const SILENT: Parts = { agreement: () => undefined }

/** An activity on its first day, 16 March: a period to 15 April, another to 15 May; Monday to Thursday, 4 hours a day. */
async function active(world: World = newWorld(), parts: Parts = {}) {
  const id = await apply(world)
  await play(world, id, parts, atStage('active'))
  return { world, id, file: () => world.files.get(id) }
}
const next = (world: World, file: CaseFile) => standingOf(file, OWN, world.clock.now()).next
const acts = async (world: World, id: string) => (await world.files.trail(id)).map(({ act }) => act)
const sent = (world: World, template: string) =>
  world.postman.sent.filter(({ letter }) => letter.template === template).map(({ to }) => to)
const told = ({ request: { news = [] } }: CaseFile) => news.every(({ toldAt }) => toldAt)

const CHANGE = {
  project: 'foglie-cortile',
  startsOn: '2026-04-01',
  weekdays: [2, 5],
  at: '09:00',
  minutesADay: 120,
  reasons: 'La persona ha un corso il lunedì mattina.',
}
const ELSEWHERE = { ...CHANGE, project: 'riordino', startsOn: '2026-04-16' }

/** A proposal as it is written, and the way to take it back. */
async function proposed(change = CHANGE) {
  const open = await active()
  await amendAgreement(open.world, educator, open.id, change)
  const written = (await open.file()).request.amendment?.at ?? ''
  return { ...open, written, taking: { proposal: written, reasons: 'Il corso è stato spostato.' } }
}

describe('a new version that nobody answered, taken back', () => {
  it('is closed with its question, frees its place and is told; what is in force goes on', async () => {
    const { world, id, file, taking } = await proposed(ELSEWHERE)
    const { placement, agreement, periods } = (await file()).request
    const ask = await playToAsk(world, id, 'agreement')
    const both = await Promise.all([
      takeBackAmendment(world, educator, id, taking),
      takeBackAmendment(world, educator, id, taking),
    ])
    expect(both.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, true])
    const { request, asks } = await file()
    expect(request).toMatchObject({ stage: 'active', placement, agreement, periods })
    expect(request.amendment).toBeUndefined()
    expect(request.fallenAmendments).toMatchObject([{ takenBack: { by: 'ed-riva', reasons: taking.reasons } }])
    expect(asks.find((each) => each.id === ask.id)?.status).toBe('superseded')
    expect(await answer(world, ask, { choice: 'accept' })).toMatchObject({ state: 'gone', renewable: false })
    expect(next(world, await file())).toBe('NotifyOutcome')
    await play(world, id, {}, told)
    expect(sent(world, 'news')).toHaveLength(1)
    expect(await acts(world, id)).toContain('amendment.taken_back')
    // Another one may be written.
    expect(await amendAgreement(world, social, id, CHANGE)).toMatchObject({ outcome: 'done', written: true })
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('takes back that one alone: a form sent again touches nothing written later', async () => {
    const { world, id, file, taking } = await proposed()
    await takeBackAmendment(world, educator, id, taking)
    world.clock.moveSeconds(60)
    await amendAgreement(world, social, id, CHANGE)
    expect(await takeBackAmendment(world, educator, id, taking)).toMatchObject({ outcome: 'done', written: false })
    expect((await file()).request.amendment).toMatchObject({ by: 'as-colombo' })
  })

  it('before the person was asked is told to nobody', async () => {
    const { world, id, file, taking } = await proposed()
    await takeBackAmendment(world, educator, id, taking)
    expect((await file()).request.news ?? []).toEqual([])
    expect(next(world, await file())).toBe('Done')
  })

  it('is not taken back once it is answered, nor by who does not follow activities', async () => {
    const { world, id, file, taking } = await proposed()
    expect(await takeBackAmendment(world, staff('dir-moretti'), id, taking)).toEqual({
      outcome: 'refused',
      why: 'role',
    })
    const ask = await playToAsk(world, id, 'agreement')
    await Promise.all([answer(world, ask, { choice: 'accept' }), takeBackAmendment(world, educator, id, taking)])
    const { request } = await file()
    // Whoever came first: never both.
    expect(request.agreement?.version === 2).toBe(request.fallenAmendments === undefined)
    const again = await proposed()
    await answer(again.world, await playToAsk(again.world, again.id, 'agreement'), { choice: 'accept' })
    expect(await takeBackAmendment(again.world, educator, again.id, again.taking)).toEqual({
      outcome: 'refused',
      why: 'nothingProposed',
    })
    expect((await again.file()).request.agreement?.version).toBe(2)
  })
})
