import { afterAll, beforeAll, expect } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { dayOf } from '../../functions/domain/base/calendar.ts'
import { type Environment, startEnvironment } from '../../infra/local/environment.ts'
import {
  type Person,
  Players,
  personOf,
  type Scene,
  type Story,
  scenesFrom,
  type World,
} from '../../infra/demo/play.ts'
import { projectHooks } from '../../infra/local/project.ts'
import { worldOf } from '../../infra/demo/world.ts'
import type { CaseFile } from '../../functions/domain/file/case-file.ts'

/**
 * Starts the local environment with the example municipality for the tests of a file; its time begins now or at an
 * instant.
 */
export function useEnvironment(startsAt?: string) {
  const held: { environment?: Environment; problems: string[] } = { problems: [] }
  beforeAll(async () => {
    held.environment = await startEnvironment({
      ...projectHooks,
      startsAt,
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

/** Loads the file of a request from the store. */
export async function fileOf({ request }: Pick<Story, 'request'>): Promise<CaseFile> {
  const file = await caseFiles.load(request)
  if (!file) throw new Error(`${request} is gone`)
  return file
}

let people = 0
/** Returns an applicant that no other test of the file uses. */
export const newApplicant = () => personOf(++people)

/** Submits a request and returns it with its players. */
export async function received(
  world: World,
  person: Person = newApplicant(),
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

/** Returns a proposal of 300.00 euro a month for 2 months, dated today. */
export const proposal = async (world: World) => ({
  choice: 'proposeApproval',
  interviewOn: dayOf(await world.now()),
  identity: 'document',
  needs: 'Affitto e bollette da pagare.',
  monthlyCents: 30_000,
  months: 2,
  programme: 'baratto',
  fund: 'bilancio',
  work: { ability: 'full' },
  reasons: 'Situazione di bisogno accertata nel colloquio.',
})

/** Sends an answer that is expected to be refused and returns the response. */
export async function refusedAnswer(url: string, answer: object): Promise<{ status: number; codes: string[] }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(answer),
  })
  const { errors = [] } = z
    .object({ errors: z.array(z.object({ code: z.string() })).optional() })
    .parse(await response.json())
  return { status: response.status, codes: errors.map(({ code }) => code) }
}

/** Expects that none of these texts is in logs, events, or inputs and outputs of executions. */
export function expectUnmentioned(environment: Environment, texts: readonly string[]): void {
  const heard = {
    logs: environment.logs().join('\n'),
    events: JSON.stringify(environment.events()),
    executions: JSON.stringify(environment.executions()),
  }
  for (const [where, said] of Object.entries(heard)) {
    expect(said.length, where).toBeGreaterThan(100)
    for (const text of texts) expect(said.includes(text), `${text} in ${where}`).toBe(false)
  }
}
