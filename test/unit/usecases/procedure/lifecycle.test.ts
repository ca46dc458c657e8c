import { describe, expect, it } from 'vitest'
import { addDays, startOf } from '../../../../functions/domain/base/calendar.ts'
import { balance } from '../../../../functions/domain/hours/ledger.ts'
import { requiredWorkflows } from '../../../../functions/domain/file/next-step.ts'
import { answerAsk } from '../../../../functions/usecases/asks/answer-ask.ts'
import { executionEnded } from '../../../../functions/usecases/procedure/execution-ended.ts'
import { resume, resumeAll } from '../../../../functions/usecases/file/resume.ts'
import { submitApplication } from '../../../../functions/usecases/procedure/submit-application.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { applicationOf, type FaultAt, newWorld } from '../../../support/memory.ts'
import { over40, referred } from '../../../support/story/paths.ts'
import {
  apply,
  atStage,
  type Parts,
  PARTS,
  play,
  playToAsk,
  REASONS,
  type Scene,
  secretOf,
} from '../../../support/story/play.ts'

/** Everything that can go another way, once: more documents, sent back, declined, contested, returned. */
const WINDING: Parts = {
  assessment: (scene) =>
    scene.ask.subject === '1' ? { choice: 'requestIntegration', items: [REASONS] } : PARTS.assessment(scene),
  decision: ({ ask }) => ({ choice: ask.subject === '1' ? 'sendBack' : 'approve', reasons: REASONS }),
  agreement: ({ ask }) => (ask.subject === '1' ? { choice: 'decline', reasons: REASONS } : { choice: 'accept' }),
  verification: (scene: Scene) =>
    scene.ask.subject === '1' ? { choice: 'contest', days: ['2026-03-17'], reasons: REASONS } : { choice: 'verify' },
  outcome: (scene) => (scene.ask.subject === '1-1' ? { choice: 'returned', reasons: REASONS } : PARTS.outcome(scene)),
}

const abstain = { choice: 'abstain', reasons: REASONS }
/** Every step of the procedure that people can take before a decision: conflicts, points, grounds, another municipality. */
const BEFORE_DECISION: Parts = {
  assessment: (scene) =>
    [
      abstain,
      { choice: 'requestIntegration', items: ['Uno.', 'Due.'] },
      { choice: 'proposeInadmissibility', reasons: REASONS },
      { choice: 'proposeRefusal', grounds: ['Uno.', 'Due.'] },
    ][Number(scene.ask.subject) - 1] ?? { ...PARTS.assessment(scene), programme: 'over-40', fund: 'fesr' },
  integration: () => ({ choice: 'send', texts: { 2: 'Allego.' } }),
  observations: () => ({ choice: 'send', texts: { 1: 'Non è così.' } }),
  concurrence: ({ ask }) => (ask.subject === '1' ? { choice: 'object', reasons: REASONS } : { choice: 'agree' }),
  decision: ({ ask, file: { request } }) =>
    request.stage === 'proposed_approval'
      ? { choice: 'approve', monthlyCents: 20_000, reasons: REASONS }
      : ask.subject === '2'
        ? abstain
        : { choice: 'sendBack', reasons: REASONS },
}

/** An association that cannot, a person who does not agree, then a path to its conclusion. */
const REFERRED: Parts = {
  ...referred,
  referral: ({ ask }) => (ask.subject === '1' ? { choice: 'decline', reasons: REASONS } : { choice: 'accept' }),
  agreement: ({ ask }) => (ask.subject === '1' ? { choice: 'decline', reasons: REASONS } : { choice: 'accept' }),
}

/** A life from form to end, and everything that is left of it. */
async function live(parts: Parts, fault?: FaultAt, application = applicationOf()) {
  const world = newWorld()
  world.files.fault = fault
  const id = await apply(world, application, 'the same key')
  const file = await play(world, id, parts)
  const { files } = world
  const left = {
    file,
    acts: (await files.trail(id)).map(({ act }) => act),
    money: [...files.funds],
    benefits: [...files.benefits],
    claims: [...files.claims],
    carried: [...files.carried],
    numbers: [...files.numbers],
    verdict: await verifyTrail(world, id),
  }
  return { world, id, left, commits: files.commits }
}

describe('a whole lifecycle', () => {
  it('leads from the form to closing: hours given, money paid, all on the trail', async () => {
    const { world, id, left, commits } = await live({})
    const { request, payments, postings } = left.file
    expect(request.stage).toBe('closed')
    expect(payments.map(({ amountCents, state }) => [amountCents, state])).toEqual([
      [30_000, 'paid'],
      [30_000, 'paid'],
    ])
    expect(balance(postings, 'verified')).toBe(80 * 60)
    expect(left).toMatchObject({
      money: [['bilancio', 60_000]],
      claims: [],
      verdict: { request: id, entries: commits },
    })
    expect(left.verdict.fault).toBeUndefined()
    expect(requiredWorkflows(left.file, world.clock.now())).toEqual([])
    expect(left.acts.filter((act) => act.startsWith('request.') || act.startsWith('payment.'))).toEqual([
      ...[
        'request.submitted',
        'request.registered',
        'request.opened',
        'request.assessment',
        'request.proposed_approval',
      ],
      ...['request.approved', 'request.funded', 'request.notified', 'request.placed', 'request.agreement_proposed'],
      ...['request.agreement_signed', 'request.insurance_requested', 'request.insured', 'request.active'],
      ...['payment.publication_not_due', 'payment.cleared', 'payment.paid', 'request.completed'],
      ...['payment.publication_not_due', 'payment.cleared', 'payment.paid', 'request.closed'],
    ])
  })

  it('cites the law on every act that has one', async () => {
    const { world, id } = await live({})
    const trail = await world.files.trail(id)
    const others = [await live(BEFORE_DECISION, undefined, over40()), await live(REFERRED)]
    const all = [...trail, ...(await Promise.all(others.map((life) => life.world.files.trail(life.id)))).flat()]
    expect(all.filter(({ act, law }) => act.startsWith('request.') && !law).map(({ act }) => act)).toEqual([])
    expect(trail.find(({ act }) => act === 'request.approved')).toMatchObject({
      by: { role: 'manager', id: 'dir-moretti' },
    })
  })

  it('has no name, reason or account in its trail', async () => {
    const { world, id, left } = await live(WINDING)
    const trail = JSON.stringify(await world.files.trail(id))
    const { applicant, home, need } = applicationOf()
    for (const value of [...Object.values(applicant), home.street, need.reason, REASONS, 'IT60X', 'INAIL-1'])
      expect(trail).not.toContain(value)
    expect(left.file.request.stage).toBe('closed')
  })

  it('has a trail that detects any change of the record', async () => {
    const { world, id, left } = await live({})
    const { entries } = left.verdict
    const record = { request: id, entries, fault: { sequence: entries, fault: 'record' } }
    await world.files.tamper(id, (file) => ({
      ...file,
      payments: file.payments.map((each) => ({ ...each, amountCents: 1 })),
    }))
    expect(await verifyTrail(world, id)).toEqual(record)
    await world.files.tamper(id, () => left.file)
    await world.files.tamper(id, (file) => ({ ...file, postings: file.postings.slice(1) }))
    expect(await verifyTrail(world, id)).toEqual(record)
    await world.files.tamper(id, () => ({ ...left.file, request: { ...left.file.request, dueOn: '2027-01-01' } }))
    expect(await verifyTrail(world, id)).toEqual(record)
  })
})

describe('a store that fails', { timeout: 300_000 }, () => {
  const sameAfter = async (
    parts: Parts,
    faults: (commit: number) => FaultAt['when'][],
    application = applicationOf(),
  ) => {
    const { left, commits } = await live(parts, undefined, application)
    expect(left.file.request.stage).toBe('closed')
    for (let commit = 1; commit <= commits; commit++)
      for (const when of faults(commit)) {
        const other = await live(parts, { commit, when }, application)
        // A write that took effect is recognised, not written again.
        expect(other.commits, `${when} ${commit}`).toBe(when === 'before' ? commits + 1 : commits)
        expect(other.left, `${when} ${commit}`).toEqual(left)
      }
  }

  it('after a write tells nobody of an error: what was written is recorded', async () => {
    const world = newWorld()
    world.files.fault = { commit: 1, when: 'after' }
    const submission = { municipality: 'I690', application: applicationOf(), channel: 'form' } as const
    const received = await submitApplication(world, submission)
    if (received.outcome !== 'received') throw new Error(received.outcome)
    expect(received.again).toBe(false)
    const open = await playToAsk(world, received.file.request.id, 'decision')
    const decide = () => answerAsk(world, open.id, secretOf(world, open.id), { choice: 'approve', reasons: REASONS })
    world.files.fault = { commit: world.files.commits + 1, when: 'before' }
    await expect(decide()).rejects.toThrow('commit')
    world.files.fault = { commit: world.files.commits + 1, when: 'after' }
    expect(await decide()).toMatchObject({ outcome: 'recorded', file: { request: { stage: 'approved' } } })
  })

  it('at any commit of a lifecycle, before or after it, leads to the same result', () =>
    sameAfter({}, () => ['before', 'after']))

  it('at any commit of an eventful lifecycle, alternately before and after, leads to the same result', () =>
    sameAfter(WINDING, (commit) => [commit % 2 === 0 ? 'before' : 'after']))

  it('at any commit of a long way to the decision leads to the same result', () =>
    sameAfter(BEFORE_DECISION, (commit) => [commit % 2 === 0 ? 'before' : 'after'], over40()))

  it('at any commit of a path with an association leads to the same result', () =>
    sameAfter(REFERRED, (commit) => [commit % 2 === 0 ? 'after' : 'before']))
})

describe('resuming', () => {
  it('starts required workflows once', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'outcome')
    world.workflows.running.clear()
    world.workflows.marks.set(id, { execution: 'e', status: 'FAILED', at: world.clock.now() })
    expect(await resume(world, id)).toBe(2)
    expect([...world.workflows.running].sort()).toEqual([`${id}-payment-1`, `${id}-period-2`])
    expect(world.workflows.marks.size).toBe(0)
    expect(await resume(world, id)).toBe(0)
  })

  it('starts nothing for a finished request, and fails for an unknown one', async () => {
    const { world, id } = await live({})
    world.workflows.running.clear()
    expect(await resume(world, id)).toBe(0)
    await expect(resume(world, 'nobody')).rejects.toThrow('nobody')
  })

  it('resumes every open request, and a failure stops no other', async () => {
    const world = newWorld()
    const ids: string[] = []
    for (let index = 0; index < 30; index++) ids.push(await apply(world, applicationOf(index)))
    await play(world, ids[0] ?? '')
    world.workflows.running.clear()
    expect(await resumeAll(world)).toEqual({ requests: 29, started: 29, failed: [] })
    expect(await resumeAll(world, { concurrency: 1 })).toEqual({ requests: 29, started: 0, failed: [] })
    world.workflows.running.clear()
    world.workflows.up = false
    const seen = await resumeAll(world)
    expect(seen).toMatchObject({ requests: 29, started: 0 })
    expect(seen.failed.sort()).toEqual(ids.slice(1).sort())
    expect(world.reports).toHaveLength(29)
  })

  it('of all with a restart replaces what runs', async () => {
    const world = newWorld()
    const ids = await Promise.all([apply(world, applicationOf(0)), apply(world, applicationOf(1))])
    expect(await resumeAll(world)).toMatchObject({ started: 0 })
    expect(await resumeAll(world, { restart: true })).toEqual({ requests: 2, started: 2, failed: [] })
    expect(ids.map((id) => world.workflows.attempts.get(`${id}-request`))).toEqual([2, 2])
  })

  it('of all replaces an execution that missed a step, an hour after it fell due, once', async () => {
    const world = newWorld()
    const id = await apply(world)
    const { request } = await play(world, id, {}, atStage('active'))
    const end = startOf(addDays(request.periods[0]?.to ?? '', 1))
    // Nobody plays the machine: its execution waits for something else.
    world.clock.moveTo(end)
    world.clock.moveSeconds(3599)
    expect(await resumeAll(world)).toMatchObject({ started: 0 })
    world.clock.moveSeconds(1)
    expect(await resumeAll(world)).toMatchObject({ started: 1 })
    expect(world.workflows.attempts.get(`${id}-period-1`)).toBe(2)
    expect(await resumeAll(world)).toMatchObject({ started: 0 })
    // Asked, it waits for the answer as long as it takes.
    await playToAsk(world, id, 'timesheet')
    world.clock.moveDays(3)
    expect(await resumeAll(world)).toMatchObject({ started: 0 })
  })

  it('starts the workflow of a submission that never started', async () => {
    const world = newWorld()
    world.workflows.up = false
    const id = await apply(world)
    world.workflows.up = true
    expect(await resumeAll(world)).toMatchObject({ started: 1 })
    expect((await play(world, id, {}, atStage('opened'))).request.stage).toBe('opened')
  })
})

describe('a failed execution', () => {
  it('marks its request and notifies the administrator, unless it was replaced', async () => {
    const world = newWorld()
    const id = await apply(world)
    await resume(world, id, true)
    const sent = world.postman.sent.length
    expect(await executionEnded(world, { request: id, execution: `${id}-request-1`, status: 'ABORTED' })).toBe(
      'replaced',
    )
    expect(world.workflows.marks.size).toBe(0)
    expect(await executionEnded(world, { request: id, execution: `${id}-request-2`, status: 'FAILED' })).toBe('marked')
    expect(world.workflows.marks.get(id)).toMatchObject({ status: 'FAILED' })
    expect(world.postman.sent.slice(sent)).toMatchObject([
      { to: 'sistemi@example.org', letter: { template: 'attention', about: 'stuck' } },
    ])
  })
})
