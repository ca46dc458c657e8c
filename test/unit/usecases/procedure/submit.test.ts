import { describe, expect, it } from 'vitest'
import { openRequest, statusUrlOf } from '../../../../functions/usecases/procedure/open-request.ts'
import { openStatus } from '../../../../functions/usecases/asks/open-ask.ts'
import { submitApplication } from '../../../../functions/usecases/procedure/submit-application.ts'
import { applicationOf, newWorld, SESTO, START, type World } from '../../../support/memory.ts'
import { apply, play } from '../../../support/story/play.ts'

const submit = (world: World, application = applicationOf(), key?: string) =>
  submitApplication(world, { municipality: 'I690', application, channel: 'form', ...(key ? { key } : {}) })

describe('submitting', () => {
  it('records the application with its term, its rules and a page to follow it', async () => {
    const world = newWorld()
    const received = await submit(world)
    if (received.outcome !== 'received') throw new Error(received.outcome)
    const { request } = received.file
    expect(request).toMatchObject({ stage: 'submitted', receivedAt: START, dueOn: '2026-04-01', regulation: '2018-11' })
    expect(received.statusUrl).toBe(await statusUrlOf(world, request))
    expect(JSON.stringify(received.file)).not.toContain(await world.secrets.forStatus(request.id))
    expect(await openStatus(world, request.id, `status-of-${request.id}`)).toMatchObject({ canWithdraw: true })
    expect(await openStatus(world, request.id, 'guess')).toBeUndefined()
    expect(await openStatus(world, 'nobody', 'no such link')).toBeUndefined()
    expect([...world.workflows.running]).toEqual([`${request.id}-request`])
  })

  it('ends the term on a working day', async () => {
    // 30 days from Thursday 5 March 2026 are the Saturday before Easter.
    const world = newWorld(SESTO, '2026-03-05T08:00:00Z')
    expect((await world.files.get(await apply(world))).request.dueOn).toBe('2026-04-07')
  })

  it('counts from the day in Italy', async () => {
    const world = newWorld(SESTO, '2026-03-02T23:30:00Z')
    expect((await world.files.get(await apply(world))).request.dueOn).toBe('2026-04-02')
  })

  it('returns the same request for the same key and body', async () => {
    const world = newWorld()
    const first = await submit(world, applicationOf(), 'k')
    world.clock.moveDays(40)
    const second = await submit(world, applicationOf(), 'k')
    expect(first).toMatchObject({ outcome: 'received', again: false })
    expect(second).toMatchObject({ outcome: 'received', again: true })
    if (first.outcome === 'received' && second.outcome === 'received') {
      expect(second.file).toEqual(await world.files.get(first.file.request.id))
      expect(second.statusUrl).toBe(first.statusUrl)
    }
    expect(world.files.commits).toBe(1)
  })

  it('returns one request for 20 concurrent submissions with the same key and body', async () => {
    const world = newWorld()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => submit(world, applicationOf(), 'k')))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(20).fill('received'))
    expect(outcomes.filter((each) => each.outcome === 'received' && !each.again)).toHaveLength(1)
    expect(world.files.claims.size).toBe(1)
  })

  it('rejects the same key with another body and writes nothing', async () => {
    const world = newWorld()
    await submit(world, applicationOf(), 'k')
    expect(await submit(world, applicationOf(0, { iseeCents: 1 }), 'k')).toEqual({ outcome: 'otherBody' })
    expect(await submit(world, applicationOf(1), 'k')).toEqual({ outcome: 'otherBody' })
    expect(world.files.claims.size).toBe(1)
  })

  it('is rejected while another request of the kind is open, also concurrently and by staff', async () => {
    const world = newWorld()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => submit(world)))
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([...Array(19).fill('alreadyOpen'), 'received'])
    const desk = { municipality: 'I690', application: applicationOf(), channel: 'desk', filedBy: 'as-colombo' } as const
    expect(await submitApplication(world, desk)).toEqual({ outcome: 'alreadyOpen' })
    expect(await submit(world, applicationOf(0, { kind: 'extraordinary' }))).toMatchObject({ outcome: 'received' })
    expect(await submit(world, applicationOf(1))).toMatchObject({ outcome: 'received' })
  })

  it('is possible again when the previous request has ended', async () => {
    const world = newWorld()
    const first = await apply(world)
    expect((await play(world, first)).request.stage).toBe('closed')
    expect(await apply(world)).not.toBe(first)
  })

  it('needs a regulation in force', async () => {
    const world = newWorld(SESTO, '2018-10-31T08:00:00Z')
    expect(await submit(world)).toEqual({ outcome: 'noRegulation' })
    expect(world.files.commits).toBe(0)
  })

  it('is recorded even if the workflow cannot be started, with a report', async () => {
    const world = newWorld()
    world.workflows.up = false
    const id = await apply(world)
    expect(world.reports).toEqual([`start ${id} Error`])
    expect((await world.files.get(id)).request.stage).toBe('submitted')
  })
})

describe('opening', () => {
  it('registers, assigns a case officer, and notifies the citizen of the due date', async () => {
    const world = newWorld()
    const id = await apply(world)
    await openRequest(world, id)
    const { request } = await world.files.get(id)
    expect(request).toMatchObject({ stage: 'opened', registryEntry: '2026/1' })
    const officer = SESTO.staff.find((member) => member.id === request.caseOfficer)
    expect(officer?.role).toBe('socialWorker')
    expect(world.postman.sent).toEqual([
      {
        to: 'persona.0@example.org',
        letter: expect.objectContaining({
          template: 'opening',
          number: '2026/1',
          receivedOn: '2026-03-02',
          dueOn: '2026-04-01',
          termDays: 30,
          caseOfficer: `${officer?.firstName} ${officer?.lastName}`,
        }),
      },
    ])
    const { commits } = world.files
    await openRequest(world, id)
    expect(world.files.commits).toBe(commits)
    expect(world.postman.sent).toHaveLength(1)
  })

  it('gives numbers without a gap or a double, 30 at once', { timeout: 60_000 }, async () => {
    const world = newWorld()
    const ids = await Promise.all(Array.from({ length: 30 }, (_, index) => apply(world, applicationOf(index))))
    await Promise.all(ids.map((id) => openRequest(world, id)))
    const numbers = await Promise.all(ids.map(async (id) => (await world.files.get(id)).request.registryEntry))
    expect(numbers.map((entry) => Number(entry?.split('/')[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 1),
    )
  })

  it('starts each year with number 1', async () => {
    const world = newWorld()
    await openRequest(world, await apply(world))
    world.clock.moveTo('2027-01-04T08:00:00Z')
    const id = await apply(world, applicationOf(1))
    await openRequest(world, id)
    expect((await world.files.get(id)).request.registryEntry).toBe('2027/1')
  })

  it('distributes files over the social workers, deterministically', async () => {
    const world = newWorld()
    const officers = new Set<string | undefined>()
    for (let index = 0; index < 30; index++) {
      const id = await apply(world, applicationOf(index))
      await openRequest(world, id)
      officers.add((await world.files.get(id)).request.caseOfficer)
    }
    expect(officers.size).toBe(3)
  })
})
