import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { amend } from '../../../../functions/domain/acts/amend.ts'
import { expect, it } from 'vitest'
import { newWorld, SESTO } from '../../../support/memory.ts'
import { answer, apply, atStage, play, playToAsk, REASONS } from '../../../support/story/play.ts'

const PLACE = {
  choice: 'place',
  project: 'foglie-cortile',
  startsOn: '2026-03-16',
  weekdays: [1, 2, 3, 4],
  at: '08:30',
  minutesADay: 240,
}
/** The example with some projects closed. */
const closing = (...ids: string[]) => ({
  ...SESTO,
  projects: SESTO.projects.map((project) => (ids.includes(project.id) ? { ...project, closed: true } : project)),
})

it('places nobody in a closed project, and moves nobody there', async () => {
  const world = newWorld(closing('foglie-cortile'))
  const id = await apply(world)
  const ask = await playToAsk(world, id, 'placement')
  expect(await answer(world, ask, PLACE)).toMatchObject({ problems: [{ field: 'project', code: 'choice' }] })
  world.municipality = SESTO
  await answer(world, ask, PLACE)
  await play(world, id, {}, atStage('active'))
  world.municipality = closing('foglie-cortile', 'foglie-infanzia')
  // Who is there already stays, and their agreement may change; nobody comes to the other one.
  const educator = SESTO.staff.find(({ id }) => id === 'ed-riva')
  if (!educator) throw new Error('no educator')
  const change = (project: string) =>
    actOnFile(world, amend, { municipality: 'I690', member: educator }, id, {
      project,
      startsOn: '2026-03-30',
      weekdays: [1, 2, 3, 4],
      at: '08:30',
      minutesADay: 240,
      reasons: REASONS,
    })
  expect(await change('foglie-infanzia')).toMatchObject({ problems: [{ field: 'project', code: 'choice' }] })
  expect(await change('foglie-cortile')).toMatchObject({ outcome: 'done' })
})

it('checks again a project closed since the configuration was read', async () => {
  const world = newWorld()
  const id = await apply(world)
  const ask = await playToAsk(world, id, 'placement')
  const [stale, now] = [SESTO, closing('foglie-cortile', 'foglie-infanzia')]
  world.configuration.of = async (_, how) => (how?.fresh ? now : stale)
  expect(await answer(world, ask, PLACE)).toMatchObject({ problems: [{ field: 'project', code: 'choice' }] })
  world.configuration.of = async () => stale
  await answer(world, ask, PLACE)
  await play(world, id, {}, atStage('active'))
  world.configuration.of = async (_, how) => (how?.fresh ? now : stale)
  const educator = SESTO.staff.find((each) => each.id === 'ed-riva')
  if (!educator) throw new Error('no educator')
  const moved = { ...PLACE, project: 'foglie-infanzia', startsOn: '2026-03-30', reasons: REASONS }
  expect(await actOnFile(world, amend, { municipality: 'I690', member: educator }, id, moved)).toMatchObject({
    problems: [{ field: 'project', code: 'choice' }],
  })
})

it('asks for another project if the chosen one has closed and no place in it is held', async () => {
  const world = newWorld()
  const id = await apply(world)
  const { request } = await play(
    world,
    id,
    { placement: () => PLACE, agreement: () => ({ choice: 'decline', reasons: REASONS }) },
    ({ request: { declined } }) => declined !== undefined,
  )
  expect(request.placement?.project).toBe('foglie-cortile')
  world.municipality = closing('foglie-cortile')
  const ask = await playToAsk(world, id, 'placement')
  expect(await answer(world, ask, PLACE)).toMatchObject({ problems: [{ field: 'project', code: 'choice' }] })
})
