import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { profile as profileAct } from '../../../../functions/domain/acts/profile.ts'
import { keepApart } from '../../../../functions/domain/acts/keep-apart.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { PROPOSED, timetableLimits } from '../../../../functions/domain/activity/matching.ts'
import type { Profile } from '../../../../functions/domain/activity/profile.ts'
import { STRAINS } from '../../../../functions/domain/municipality/regulation.ts'
import { placesFor } from '../../../../functions/usecases/activity/places.ts'
import { placeFor } from '../../../../functions/domain/activity/placing.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { communityApplication, enrolled } from '../../../support/story/paths.ts'
import { answer, apply, atStage, PARTS, type Parts, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import { matchingOf, seekerOf, townOf } from '../../../../functions/domain/activity/match-file.ts'

const NOTHING: Profile = { spared: [], free: [], excludedHosts: [], excludedPeople: [], elsewhere: false }
const staff = (id: string) => {
  const member = SESTO.staff.find((each) => each.id === id)
  if (!member) throw new Error(id)
  return { municipality: 'I690', member }
}
/** An assessment that finds out what a person can do. */
const finding = (profile: Partial<Profile>): Parts => ({
  assessment: (scene) => ({ ...PARTS.assessment(scene), profile }),
})

/** Somebody a place is looked for; what comes of an answer to that. */
async function seeking(world: World, parts: Parts = {}, application = applicationOf()) {
  const id = await apply(world, application)
  const ask = await playToAsk(world, id, 'placement', parts)
  const file = () => world.files.get(id)
  return {
    id,
    file,
    context: async () => {
      const current = await file()
      return {
        file: current,
        municipality: world.municipality,
        now: world.clock.now(),
        places: await placesFor(world, current),
      }
    },
    place: async (fields: object) => {
      const outcome = await answer(world, ask, {
        choice: 'place',
        project: 'foglie-cortile',
        startsOn: addDays(world.clock.today(), 14),
        weekdays: [1, 3],
        minutesADay: 120,
        ...fields,
      })
      if ('state' in outcome) return outcome.state
      return outcome.outcome === 'invalid'
        ? outcome.problems.map(({ field, code }) => `${field} ${code}`)
        : outcome.outcome
    },
  }
}

describe('a place', () => {
  test('breaks no limit, whatever the reason', async () => {
    const { place, file } = await seeking(
      newWorld(),
      finding({ spared: ['machinery', 'dust'], excludedHosts: ['scuola-infanzia'] }),
    )
    expect((await file()).request.profile).toEqual({
      ...NOTHING,
      spared: ['machinery', 'dust'],
      excludedHosts: ['scuola-infanzia'],
    })
    expect(await place({ project: 'piccola-manutenzione', overrides: REASONS })).toEqual([
      'project limit.strain.dust',
      'project limit.strain.machinery',
    ])
    expect(await place({ project: 'foglie-infanzia', overrides: REASONS })).toEqual(['project limit.apart'])
    expect(await place({ project: 'nessuno', overrides: REASONS })).toEqual(['project choice'])
    expect(await place({})).toBe('recorded')
  })

  test('lies in the common hours of place and person, from the earliest time', async () => {
    const free = [1, 2, 3].map((weekday) => ({ weekday, from: '09:15', to: '12:00' }))
    const { place, file } = await seeking(newWorld(), finding({ free }))
    expect(await place({ weekdays: [1, 4] })).toEqual(['weekdays limit.free'])
    expect(await place({ weekdays: [6] })).toEqual(['weekdays limit.opening', 'weekdays limit.free'])
    expect(await place({ at: '08:30' })).toEqual(['weekdays limit.free'])
    expect(await place({ minutesADay: 166 })).toEqual(['weekdays limit.free'])
    expect(await place({ startsOn: '2026-12-29' })).toEqual(['startsOn limit.closed'])
    expect(await place({})).toBe('recorded')
    expect((await file()).request.placement).toMatchObject({ at: '09:15', weekdays: [1, 3] })
  })

  test('needs a stored reason if it is not among the first three', async () => {
    const { place, file } = await seeking(newWorld())
    expect(await place({ project: 'riordino' })).toEqual(['overrides overrides.required'])
    expect(await place({ project: 'riordino', overrides: 'Lo ha chiesto la persona.' })).toBe('recorded')
    expect((await file()).request.placement?.overrides).toBe('Lo ha chiesto la persona.')
    const first = await seeking(newWorld())
    expect(await first.place({ overrides: REASONS })).toBe('recorded')
    expect((await first.file()).request.placement).not.toHaveProperty('overrides')
  })

  test('of a person enrolled without money respects the agreed hours', async () => {
    const { place } = await seeking(newWorld(), enrolled, communityApplication())
    expect(await place({ weekdays: [1, 2, 3], minutesADay: 201 })).toEqual(['weekdays week.agreed'])
    expect(await place({ weekdays: [1, 2, 3], minutesADay: 200 })).toBe('recorded')
  })
})

/** Says whom the person of a file must not meet, as its case officer. */
async function keepingApart(world: World, id: string, ...people: string[]) {
  const { request } = await world.files.get(id)
  return actOnFile(world, keepApart, staff(request.caseOfficer ?? ''), id, { people, reasons: REASONS })
}

describe('excluded people', () => {
  const other = applicationOf(7)
  const [mine, hers] = [applicationOf().applicant.taxCode, other.applicant.taxCode]
  test.each([
    ['as the one who comes says', { first: [], second: [mine] }],
    ['as the one who is there says', { first: [hers], second: [] }],
  ])('are kept apart, %s, until one has left', async (_, { first, second }) => {
    const world = newWorld()
    const one = await seeking(world)
    const two = await seeking(world, {}, other)
    await keepingApart(world, one.id, ...first)
    await keepingApart(world, two.id, ...second)
    expect(await one.place({})).toBe('recorded')
    expect(await two.place({})).toEqual(['project limit.unavailable'])
    await withdraw(world, one.id, undefined)
    expect(await two.place({})).toBe('recorded')
  })

  test('are kept apart when placed concurrently', async () => {
    const world = newWorld()
    const one = await seeking(world)
    const two = await seeking(world, {}, other)
    await keepingApart(world, one.id, hers)
    const outcome = await Promise.all([one.place({}), two.place({})])
    expect(outcome).toContainEqual('recorded')
    expect(outcome).toContainEqual(['project limit.unavailable'])
  })

  test('are those of the current list, unaffected by other acts', async () => {
    const world = newWorld()
    const one = await seeking(world)
    const two = await seeking(world, {}, other)
    expect(await one.place({})).toBe('recorded')
    expect(await keepingApart(world, one.id, hers)).toMatchObject({ outcome: 'done', written: true })
    await actOnFile(world, profileAct, staff('ed-marino'), one.id, { ...NOTHING, spared: ['dust'] })
    expect((await one.file()).request.profile).toMatchObject({ spared: ['dust'], excludedPeople: [hers] })
    expect(await two.place({})).toEqual(['project limit.unavailable'])
    expect(await keepingApart(world, one.id, hers)).toMatchObject({ written: false })
    await keepingApart(world, one.id)
    expect(await two.place({ overrides: REASONS })).toBe('recorded')
  })
})

describe('a profile', () => {
  test('accepts existing zones and hosts only, in assessment and at the desk', async () => {
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'assessment')
    const scene = { ask, file: await world.files.get(id), today: world.clock.today() }
    const wrong = { zone: 'luna', excludedHosts: ['nessuno'] }
    expect(await answer(world, ask, { ...PARTS.assessment(scene), profile: wrong })).toMatchObject({
      problems: [
        { field: 'profile.zone', code: 'profile.zone' },
        { field: 'profile.excludedHosts', code: 'profile.host' },
      ],
    })
    expect(await actOnFile(world, profileAct, staff('as-colombo'), id, { ...NOTHING, ...wrong })).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'zone' }, { field: 'excludedHosts' }],
    })
  })

  test('is changed by social workers and educators with access, once, with a trail without content', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, {}, atStage('funded'))
    const profile: Profile = { ...NOTHING, spared: ['dust'], zone: 'centro' }
    for (const member of ['dir-moretti', 'rag-fontana'])
      expect(await actOnFile(world, profileAct, staff(member), id, profile)).toEqual({
        outcome: 'refused',
        why: 'role',
      })
    expect(await actOnFile(world, profileAct, staff('ed-marino'), id, profile)).toMatchObject({ written: true })
    expect(await actOnFile(world, profileAct, staff('ed-marino'), id, { ...profile })).toMatchObject({ written: false })
    const trail = await world.files.trail(id)
    expect(trail.at(-1)).toMatchObject({ act: 'profile.changed', by: { role: 'educator', id: 'ed-marino' } })
    expect(JSON.stringify(trail)).not.toContain('centro')

    await world.files.tamper(id, (file) => ({
      ...file,
      request: { ...file.request, sealed: { at: world.clock.now(), named: ['as-colombo'] } },
    }))
    expect(await actOnFile(world, profileAct, staff('ed-marino'), id, NOTHING)).toEqual({
      outcome: 'refused',
      why: 'hidden',
    })
  })

  test('is replaced by that of a later assessment, if given', async () => {
    const world = newWorld()
    const id = await apply(world)
    const parts: Parts = {
      assessment: (scene) => ({
        ...PARTS.assessment(scene),
        ...(scene.ask.subject === '1' ? { profile: { spared: ['dust'] } } : {}),
      }),
      decision: (scene) =>
        scene.ask.subject === '1' ? { choice: 'sendBack', reasons: REASONS } : { choice: 'approve' },
    }
    const { request } = await play(world, id, parts, atStage('funded'))
    expect(request.profile).toEqual({ ...NOTHING, spared: ['dust'] })
  })
})

test('accepts only proposed places, within hours and agreement, for any facts and input', async () => {
  const world = newWorld()
  const barter = await (await seeking(world)).context()
  const community = await (await seeking(world, enrolled, communityApplication(3))).context()
  const time = fc.constantFrom('08:00', '08:30', '09:00', '13:00', '17:00')
  const anyProfile: fc.Arbitrary<Profile> = fc.record({
    spared: fc.subarray([...STRAINS], { maxLength: 2 }),
    free: fc.array(fc.record({ weekday: fc.integer({ min: 1, max: 6 }), from: time, to: time }), { maxLength: 6 }),
    italian: fc.constantFrom('none', 'basic'),
    excludedHosts: fc.subarray(
      SESTO.hosts.map(({ id }) => id),
      { maxLength: 2 },
    ),
    excludedPeople: fc.constant([]),
    elsewhere: fc.boolean(),
  })
  const typed = fc.record({
    project: fc.constantFrom(...SESTO.projects.map(({ id }) => id)),
    startsOn: fc.constantFrom('2026-03-16', '2026-12-24', '2026-03-03'),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
    at: fc.option(time, { nil: undefined }),
    minutesADay: fc.integer({ min: 30, max: 300 }),
    overrides: fc.option(fc.constant(REASONS), { nil: undefined }),
    note: fc.constant(undefined),
  })
  let accepted = 0
  fc.assert(
    fc.property(fc.boolean(), anyProfile, typed, (isCommunity, profile, given) => {
      const base = isCommunity ? community : barter
      const context = { ...base, file: { ...base.file, request: { ...base.file.request, profile } } }
      const found = placeFor(context, given)
      if (Array.isArray(found)) {
        expect(found.length).toBeGreaterThan(0)
        return
      }
      accepted++
      const { placement } = found
      const rank = matchingOf(context).proposed.findIndex(({ project }) => project === placement.project)
      expect(rank).toBeGreaterThanOrEqual(0)
      expect(placement.overrides !== undefined).toBe(rank >= PROPOSED)
      const project = SESTO.projects.find(({ id }) => id === placement.project)
      if (!project) throw new Error(placement.project)
      expect(timetableLimits(seekerOf(context), project, townOf(context), placement)).toEqual([])
      expect(placement.minutesADay * placement.weekdays.length).toBeLessThanOrEqual((isCommunity ? 10 : 20) * 60)
    }),
    { numRuns: 3_000 },
  )
  expect(accepted).toBeGreaterThan(50)
}, 120_000)
