import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import type { Stage } from '../../../../functions/domain/procedure/lifecycle.ts'
import { heldPlaces } from '../../../../functions/domain/activity/places.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { checkPlaces } from '../../../../functions/usecases/activity/check-places.ts'
import { placesFor } from '../../../../functions/usecases/activity/places.ts'
import { move } from '../../../../functions/domain/procedure/transition.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { openReview, playTo } from '../../../support/story/paths.ts'
import { answer, apply, atStage, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import type { Author } from '../../../../functions/domain/file/change.ts'

const taken = async (world: World, host = 'scuola-primaria') =>
  (await world.takenPlaces.of('I690'))[host]?.taken['foglie-cortile'] ?? 0
const agrees = async (world: World) => expect((await checkPlaces(world, 'I690')).differences).toEqual([])
const educator: Author = { role: 'educator', id: 'ed-marino' }

/** The town with a yard of so many places. */
const withYardOf = (places: number) => ({
  ...SESTO,
  projects: SESTO.projects.map((each) => (each.id === 'foglie-cortile' ? { ...each, places } : each)),
})

describe('a place', () => {
  test.each<[Stage, number]>([
    ['funded', 0],
    ['placed', 1],
    ['agreement_proposed', 1],
    ['agreement_signed', 1],
    ['insurance_requested', 1],
    ['insured', 1],
    ['active', 1],
    ['suspended', 1],
    ['completed', 0],
    ['closed', 0],
  ])('%s: %i', async (stage, places) => {
    const world = newWorld()
    await playTo(world, stage)
    expect(await taken(world)).toBe(places)
    await agrees(world)
  })

  test('is free after a declined agreement, and held again after a new placement', async () => {
    const world = newWorld()
    const id = await apply(world)
    const agreement = await playToAsk(world, id, 'agreement')
    expect(await taken(world)).toBe(1)
    await answer(world, agreement, { choice: 'decline', reasons: REASONS })
    expect(await taken(world)).toBe(0)
    await agrees(world)
    await play(world, id, {}, atStage('placed'))
    expect(await taken(world)).toBe(1)
  })

  test.each<Stage>(['placed', 'agreement_proposed', 'insured', 'active', 'suspended'])(
    'until the person withdraws, however often: %s',
    async (stage) => {
      const world = newWorld()
      const id = await playTo(world, stage)
      await Promise.all([withdraw(world, id, undefined), withdraw(world, id, undefined)])
      await withdraw(world, id, undefined)
      expect(await taken(world)).toBe(0)
      expect(world.files.hosts.get('scuola-primaria')?.entries.size).toBe(0)
      await agrees(world)
    },
  )

  test('is held until a revocation', async () => {
    const world = newWorld()
    const id = await playTo(world, 'active')
    await openReview(world, id)
    await play(world, id, { ruling: () => ({ choice: 'uphold', reasons: REASONS }) }, atStage('revoked'))
    expect((await world.files.get(id)).request.stage).toBe('revoked')
    expect(await taken(world)).toBe(0)
    await agrees(world)
  })
})

describe('a new version of the agreement', () => {
  /** Somebody active in the yard for whom another project is proposed; the place is taken with the proposal. */
  async function proposed(project: string) {
    const world = newWorld()
    const id = await playTo(world, 'active')
    const found = SESTO.projects.find((each) => each.id === project)
    const file = await world.files.get(id)
    const { placement } = file.request
    if (!found || !placement) throw new Error(project)
    const places = await placesFor(world, file)
    await amend(world, id, ({ request }, now) => ({
      act: 'test.proposed',
      by: educator,
      request: {
        amendment: {
          placement: { ...placement, project, host: found.host },
          periods: request.periods,
          reasons: REASONS,
          by: 'ed-marino',
          at: now,
        },
      },
      taking: { places: found.places, seen: places[found.host]?.changes ?? 0 },
    }))
    return { world, id }
  }
  const held = async (world: World, id: string) => heldPlaces((await world.files.get(id)).request)

  test('holds a second place while it waits, and the only one once accepted', async () => {
    const { world, id } = await proposed('riordino')
    expect(await held(world, id)).toHaveLength(2)
    await agrees(world)
    await amend(world, id, ({ request }) => ({
      act: 'test.accepted',
      by: educator,
      request: { ...(request.amendment ? { placement: request.amendment.placement } : {}), amendment: undefined },
    }))
    expect(await held(world, id)).toEqual([{ host: 'forma-officina', project: 'riordino' }])
    expect(await taken(world)).toBe(0)
    await agrees(world)
  })

  test('keeps the place in use until the months before the change are settled', async () => {
    const { world, id } = await proposed('riordino')
    const [, second] = (await world.files.get(id)).request.periods
    if (!second) throw new Error('one month alone')
    await amend(world, id, ({ request: { placement, amendment } }) => ({
      act: 'test.accepted',
      by: educator,
      request:
        placement && amendment
          ? {
              placement: { ...amendment.placement, startsOn: second.from },
              formerPlacements: [placement],
              amendment: undefined,
            }
          : {},
    }))
    expect(await held(world, id)).toHaveLength(2)
    expect(await taken(world)).toBe(1)
    await agrees(world)
    // Nobody who must not meet this person is sent there meanwhile.
    const { request } = await world.files.get(id)
    const person = request.application.applicant.taxCode
    const other = { person: 'OTHER', excludedPeople: [person] }
    expect((await world.takenPlaces.of('I690', other))['scuola-primaria']?.apart).toBe(true)
    await play(world, id, {}, ({ request: { periods } }) => periods[0]?.settledAt !== undefined)
    expect(await held(world, id)).toEqual([{ host: 'forma-officina', project: 'riordino' }])
    expect(await taken(world)).toBe(0)
    expect((await world.takenPlaces.of('I690', other))['scuola-primaria']?.apart).toBe(false)
    await agrees(world)
  })

  test('holds one place within the same project, and none when the request ends', async () => {
    const { world, id } = await proposed('foglie-cortile')
    expect(await held(world, id)).toHaveLength(1)
    expect(await taken(world)).toBe(1)
    const other = await proposed('riordino')
    await withdraw(other.world, other.id, undefined)
    expect((await checkPlaces(other.world, 'I690')).places).toBe(0)
    await agrees(other.world)
    await agrees(world)
  })
})

test('gives the last place once to two concurrent answers', async () => {
  const world = newWorld(withYardOf(1))
  const ids = [await apply(world, applicationOf(1)), await apply(world, applicationOf(2))]
  const asks = []
  for (const id of ids) asks.push(await playToAsk(world, id, 'placement'))
  const typed = (project: string) => ({
    choice: 'place',
    project,
    startsOn: addDays(world.clock.today(), 20),
    weekdays: [1, 2],
    minutesADay: 240,
  })
  const responses = await Promise.all(asks.map((ask) => answer(world, ask, typed('foglie-cortile'))))
  const outcomes = responses.map((each) => ('outcome' in each ? each.outcome : each.state))
  expect(outcomes.sort()).toEqual(['invalid', 'recorded'])
  expect(responses.flatMap((each) => ('problems' in each ? each.problems : []))).toEqual([
    { field: 'project', code: 'limit.unavailable' },
  ])
  expect(await taken(world)).toBe(1)
  await agrees(world)
})

test('rejects an act that takes a place without reading the host', async () => {
  const world = newWorld()
  const id = await playTo(world, 'funded')
  const placement = {
    project: 'riordino',
    host: 'forma-officina',
    startsOn: '2026-05-04',
    weekdays: [1],
    at: '09:00',
    minutesADay: 60,
  }
  await expect(
    amend(world, id, ({ request }) => ({ ...move('place', request, 'educator', { placement }), by: educator })),
  ).rejects.toThrow('nobody looked at')
})

test('reports a wrong counter', async () => {
  const world = newWorld()
  await playTo(world, 'placed')
  world.files.hosts.get('scuola-primaria')?.counters.clear()
  expect((await checkPlaces(world, 'I690')).differences).toEqual([
    { host: 'scuola-primaria', project: 'foglie-cortile', counted: 0, held: 1 },
  ])
})
