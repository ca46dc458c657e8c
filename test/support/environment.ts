import { afterAll, beforeAll } from 'vitest'
import { caseFiles } from '../../functions/adapters/case-files.ts'
import type { CaseFile } from '../../functions/domain/records.ts'
import { type Environment, startEnvironment } from '../../infra/local/environment.ts'
import { Players, personOf, type Scene, type Story, scenesFrom, type World } from '../../infra/local/play.ts'
import { projectHooks } from '../../infra/local/project.ts'
import { worldOf } from '../../infra/local/world.ts'

/** The local environment with the example municipality, for the tests of one file. */
export function useEnvironment() {
  const held: { environment?: Environment; problems: string[] } = { problems: [] }
  beforeAll(async () => {
    held.environment = await startEnvironment({
      ...projectHooks,
      onProblem: (sentence) => held.problems.push(sentence),
    })
  })
  afterAll(() => held.environment?.stop())
  const environment = (): Environment => {
    if (!held.environment) throw new Error('not started')
    return held.environment
  }
  return { environment, world: (): World => worldOf(environment()), problems: held.problems }
}

/** The file of a request as the store has it. */
export async function fileOf({ request }: Pick<Story, 'request'>): Promise<CaseFile> {
  const file = await caseFiles.load(request)
  if (!file) throw new Error(`${request} is gone`)
  return file
}

let people = 0
/** Somebody who has not applied yet in this file. */
export const somebody = () => personOf(++people)

/** A request that has been received, and whoever plays in it. */
export async function received(
  world: World,
  person = somebody(),
): Promise<{ players: Players; story: Story; scenes: Scene[] }> {
  const players = new Players(world)
  const story = await players.apply(person, `test-${person.applicant.taxCode}`)
  return { players, story, scenes: scenesFrom(await world.now()) }
}

/** Plays the first scenes of a story. */
export async function playUntil(
  { players, story, scenes }: Awaited<ReturnType<typeof received>>,
  world: World,
  count: number,
): Promise<void> {
  for (const { from, play } of scenes.slice(0, count)) {
    if (from) await world.advanceTo(from)
    await play(players, story)
  }
}
