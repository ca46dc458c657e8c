import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { workflows } from '../../functions/adapters/aws/workflows.ts'
import { deps } from '../../functions/composition.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { resume, resumeAll } from '../../functions/usecases/file/resume.ts'
import { resumeOpenRequests as restartAll } from '../../infra/commands/resume.ts'
import { fileOf, playUntil, received, useEnvironment } from '../support/environment.ts'

const { environment, world } = useEnvironment()
const running = (request: string) =>
  environment()
    .executions()
    .filter(({ name, status }) => name.startsWith(request) && status === 'RUNNING')

async function stop(request: string): Promise<string> {
  const [execution] = running(request)
  if (!execution) throw new Error('nothing runs')
  await new SFNClient().send(new StopExecutionCommand({ executionArn: execution.executionArn }))
  await environment().idle()
  return execution.name
}

test('marks a request whose execution was aborted, and resumes it from the record once', async () => {
  const tale = await received(world())
  const { players, story } = tale
  await playUntil(tale, world(), 1)
  await players.link(story, 'decision', '1')
  await environment().idle()
  const name = await stop(story.request)
  expect(await workflows.stuck(story.request)).toMatchObject({ execution: name, status: 'ABORTED' })
  const token = await staffToken(secrets, 'I690', 'as-colombo')
  const { stuck } = z
    .looseObject({ stuck: z.array(z.looseObject({ request: z.string() })) })
    .parse(await (await fetch(`${world().url}/api/worklist`, { headers: { authorization: `Bearer ${token}` } })).json())
  expect(stuck.map(({ request }) => request)).toContain(story.request)
  expect(
    environment()
      .mails()
      .filter(({ body }) => body.text?.includes(name)),
  ).toHaveLength(1)

  const before = await fileOf(story)
  const started = await Promise.all(Array.from({ length: 10 }, () => resume(deps(), story.request)))
  await environment().idle()
  expect(Math.max(...started)).toBe(1)
  expect(running(story.request)).toHaveLength(1)
  expect(await resume(deps(), story.request)).toBe(0)
  expect(await workflows.stuck(story.request)).toBeUndefined()
  // The ask is the one there was: no second letter, the same link.
  expect((await fileOf(story)).asks).toEqual(before.asks)
  await playUntil({ ...tale, scenes: tale.scenes.slice(1) }, world(), 1)
  await players.reached(story, 'funded')
})

test('delivers a lost answer by resume', async () => {
  const { players, story } = await received(world())
  await players.link(story, 'assessment', '1')
  await environment().idle()
  await stop(story.request)
  await players.answer(story, 'assessment', '1', {
    choice: 'proposeRefusal',
    grounds: ['ISEE oltre la soglia del regolamento.'],
  })
  await environment().idle()
  expect((await fileOf(story)).request.stage).toBe('proposed_refusal')
  await resume(deps(), story.request)
  await players.link(story, 'observations', '1')
})

test('repairs stopped requests by the hourly sweep', async () => {
  const { players, story } = await received(world())
  await players.link(story, 'assessment', '1')
  await environment().idle()
  await stop(story.request)
  expect(running(story.request)).toHaveLength(0)
  await environment().advance('PT2H')
  await environment().idle()
  expect(running(story.request)).toHaveLength(1)
})

test('starts nothing when running requests are resumed, also concurrently', async () => {
  await Promise.all([received(world()), received(world())])
  await environment().idle()
  const before = environment().executions().length
  const [one, two] = await Promise.all([resumeAll(deps()), resumeAll(deps())])
  expect([one?.started, two?.started, one?.failed]).toEqual([0, 0, []])
  expect(one?.requests).toBeGreaterThan(1)
  expect(environment().executions()).toHaveLength(before)
})

test('replaces every execution by the command, from the record', async () => {
  const { players, story } = await received(world())
  await players.link(story, 'assessment', '1')
  await environment().idle()
  const [before] = running(story.request)
  const { requests, started, failed } = await restartAll(true)
  await environment().idle()
  expect([started, failed]).toEqual([requests, []])
  const [after, ...more] = running(story.request)
  expect(more).toEqual([])
  expect(after?.name).toBe(before?.name.replace(/1$/, '2'))
  expect(await workflows.stuck(story.request)).toBeUndefined()
  await players.answer(story, 'assessment', '1', {
    choice: 'proposeRefusal',
    grounds: ['ISEE oltre la soglia del regolamento.'],
  })
  await players.link(story, 'observations', '1')
})
