import { resolve } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { moveTo, PLAN, personOf, playLifecycles, type Story, type World } from '../../infra/demo/play.ts'
import { textOf } from '../../infra/demo/world.ts'
import { type Cloud, deploy } from './ministack.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../config/sesto-san-giovanni')

let cloud: Cloud
let offsetMs = 0
beforeAll(async () => {
  cloud = await deploy()
  const { region, endpoint, credentials } = cloud.client
  // What `--stack` does for the commands: the adapters of this process work on the deployed table.
  Object.assign(process.env, cloud.environment, {
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  })
  const { importConfiguration } = await import('../../infra/commands/import-config.ts')
  await importConfiguration(EXAMPLE)
})
afterAll(() => cloud?.stop())

const now = () => Temporal.Instant.fromEpochMilliseconds(Date.now() + offsetMs)
const world = (): World => ({
  url: cloud.url,
  mails: async () => (await cloud.mails()).map(textOf),
  now: async () => now().toString(),
  advanceTo: (day) =>
    moveTo(
      day,
      async () => now().toString(),
      async (duration) => {
        offsetMs = Date.parse(await cloud.advance(duration)) - Date.now()
      },
    ),
})

describe('the deployed stacks', () => {
  let story: Story | undefined

  test('drive a request from the form to closed: hours given back, each instalment paid once', async () => {
    const { stories, players } = await playLifecycles({ world: world() })
    story = stories[0]
    if (!story) throw new Error('nobody applied')
    const { stage, payments, hours } = await players.state(story)
    expect(stage).toBe('closed')
    expect(payments).toEqual(
      [1, 2].map((instalment) => ({ instalment, amountCents: PLAN.monthlyCents, state: 'paid' })),
    )
    expect(hours).toEqual({ owedMinutes: PLAN.owedMinutes, doneMinutes: 0, verifiedMinutes: PLAN.owedMinutes })
  })

  test('leave a trail that proves itself', async () => {
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { papers } = await import('../../functions/adapters/aws/papers.ts')
    const { verifyTrail } = await import('../../functions/usecases/procedure/verify-trail.ts')
    const { entries, fault } = await verifyTrail({ files: caseFiles, papers }, story?.request ?? '')
    expect(fault).toBeUndefined()
    expect(entries).toBeGreaterThan(30)
  })

  test('seal a file with a key of the key service, and open it again', async () => {
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { get } = await import('../../functions/adapters/dynamodb/client.ts')
    const { key } = await import('../../functions/adapters/dynamodb/keys.ts')
    const { secrets } = await import('../../functions/adapters/aws/secrets.ts')
    const { staffToken } = await import('../../functions/web/session/staff.ts')
    const person = personOf(1)
    const answer = await fetch(`${cloud.url}/api/requests`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await staffToken(secrets, 'I690', 'as-greco')}`,
      },
      body: JSON.stringify({ ...person, sealed: true }),
    })
    const { request } = z.object({ request: z.string() }).parse(await answer.json())
    await cloud.idle()
    expect(await get(key.request(request))).not.toHaveProperty('data')
    const file = await caseFiles.load(request)
    expect(file?.request.application).toEqual(person)
    // Its workflow ran with the roles of the functions, as far as the first question.
    expect(file?.request.stage).toBe('assessment')
    expect(file?.request.sealed?.named).toContain('as-greco')
  })

  test('log nothing that was typed into the form', async () => {
    const logs = (await cloud.logs()).join('\n')
    expect(logs.length).toBeGreaterThan(100)
    const { applicant, home, payout, need } = personOf(0)
    for (const typed of [
      applicant.lastName,
      applicant.taxCode,
      applicant.email,
      applicant.phone,
      home.street,
      payout.iban,
      need.reason,
    ])
      expect(logs.includes(typed), typed).toBe(false)
  })
})
