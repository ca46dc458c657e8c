import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endingOf, STAGES } from '../../../../functions/domain/procedure/lifecycle.ts'
import { roundOf, type CaseFile } from '../../../../functions/domain/file/case-file.ts'
import {
  type WorkflowRef,
  missedStep,
  requiredWorkflows,
  workflowName,
  nextStep,
} from '../../../../functions/domain/file/next-step.ts'
import { ASK_KINDS } from '../../../../functions/domain/questions/index.ts'
import { apply, atStage, type Parts, PARTS, play, REASONS } from '../../../support/story/play.ts'
import { statesOf } from '../../../support/machines.ts'
import { newWorld } from '../../../support/memory.ts'
import { REVIEW_KINDS, type Review } from '../../../../functions/domain/file/review.ts'
import type { Dispute } from '../../../../functions/domain/file/activity.ts'
import type { Ask } from '../../../../functions/domain/file/ask.ts'
import { PAYMENT_STATES, type Payment } from '../../../../functions/domain/file/payment.ts'

const world = newWorld()
const ID = await apply(world)
const ACTIVE = await play(world, ID, {}, atStage('active'))

const askOf = (kind: Ask['kind'], subject: string, status: Ask['status']): Ask => ({
  id: `${ID}-${kind}-${subject}`,
  request: ID,
  kind,
  subject,
  to: { role: 'host', id: 'h' },
  status,
  openedAt: world.clock.now(),
  dueOn: '2026-05-01',
  links: [],
  reminders: 0,
})
const paymentOf = (instalment: number, state: Payment['state']): Payment => ({
  id: `${ID}-${instalment}`,
  request: ID,
  municipality: 'I690',
  instalment,
  issue: 1,
  state,
  amountCents: 1,
  lines: [{ fund: 'bilancio', budgetLine: '1', cents: 1 }],
  method: 'cash',
  eligibleAt: world.clock.now(),
  dueOn: '2026-05-01',
  returns: [],
})

const AT = '2026-03-02T08:30:00Z'
const reviewOf = (number: number, kind: Review['kind'], how: 'open' | 'upheld' | 'dismissed' | 'notified'): Review => ({
  number,
  kind,
  grounds: 'Motivi.',
  falseDeclaration: false,
  openedBy: 'as-colombo',
  openedAt: AT,
  ...(how === 'open' ? {} : { ruling: { upheld: how === 'upheld', reasons: 'Motivi.', by: 'dir-moretti', at: AT } }),
  ...(how === 'notified' ? { notifiedAt: AT } : {}),
})

const disputeOf = (number: number, how: 'open' | 'ruled' | 'notified'): Dispute => ({
  number,
  entry: 'shift-1',
  on: '2026-05-01',
  period: 1,
  minutes: 60,
  reasons: 'Ero lì.',
  at: AT,
  ...(how === 'open' ? {} : { ruling: { upheld: true, reasons: 'Sì.', by: 'as-colombo', at: AT } }),
  ...(how === 'notified' ? { notifiedAt: AT } : {}),
})
/** Everything that can go another way, once: documents, a refusal sent back, an agreement declined, money that came back. */
const TURNS: Parts = {
  assessment: (scene) =>
    scene.ask.subject === '1'
      ? { choice: 'requestIntegration', items: [REASONS] }
      : scene.ask.subject === '2'
        ? { choice: 'proposeRefusal', grounds: [REASONS] }
        : PARTS.assessment(scene),
  decision: ({ ask }) => ({ choice: ask.subject === '1' ? 'sendBack' : 'approve', reasons: REASONS }),
  agreement: ({ ask }) => (ask.subject === '1' ? { choice: 'decline', reasons: REASONS } : { choice: 'accept' }),
  outcome: (scene) => (scene.ask.subject === '1-1' ? { choice: 'returned', reasons: REASONS } : PARTS.outcome(scene)),
}

const OWED = ACTIVE.postings.filter(({ to }) => to === 'owed')

/** Files in any state at all, among them many that no life leads to: a workflow must know where to go from each. */
const anyFile: fc.Arbitrary<CaseFile> = fc
  .record({
    stage: fc.constantFrom(...STAGES),
    owedMinutes: fc.constantFrom(0, 480),
    settled: fc.nat(3),
    months: fc.nat(3),
    payments: fc.array(fc.constantFrom(...PAYMENT_STATES), { maxLength: 3 }),
    asks: fc.array(
      fc.tuple(
        fc.constantFrom(...ASK_KINDS),
        fc.constantFrom('1', '2'),
        fc.constantFrom<Ask['status'][]>('open', 'answered', 'lapsed', 'superseded'),
      ),
    ),
    notified: fc.boolean(),
    approvalNotified: fc.boolean(),
    startsOn: fc.constantFrom('2026-01-01', '2026-12-01', undefined),
    reviews: fc.array(
      fc.tuple(fc.constantFrom(...REVIEW_KINDS), fc.constantFrom('open', 'upheld', 'dismissed', 'notified')),
      { maxLength: 2 },
    ),
    referral: fc.constantFrom(undefined, { at: AT }, { at: AT, acceptedAt: AT }, { at: AT, declined: 'No.' }),
    concluded: fc.boolean(),
    placed: fc.boolean(),
    enrolled: fc.boolean(),
    disputes: fc.array(fc.constantFrom('open', 'ruled', 'notified'), { maxLength: 2 }),
    disputesUntil: fc.constantFrom(undefined, '2026-05-01', '2026-09-01'),
    owing: fc.boolean(),
  })
  .map(({ stage, owedMinutes, settled, months, payments, asks, notified, approvalNotified, startsOn, ...more }) => {
    const { approvalNotifiedAt: _a, startsOn: _s, placement, ...base } = ACTIVE.request
    const at = world.clock.now()
    return {
      request: {
        ...base,
        stage,
        ...(base.grant ? { grant: { ...base.grant, owedMinutes, ...(more.enrolled ? { hoursWeek: 10 } : {}) } } : {}),
        periods: Array.from({ length: months }, (_, index) => ({
          number: index + 1,
          from: `2026-0${index + 1}-01`,
          to: `2026-0${index + 1}-28`,
          ...(index < settled ? { settledAt: at } : {}),
        })),
        ...(notified ? { outcomeNotifiedAt: at } : {}),
        ...(approvalNotified ? { approvalNotifiedAt: at } : {}),
        ...(startsOn ? { startsOn } : {}),
        ...(more.placed && placement ? { placement } : {}),
        ...(more.referral ? { referral: more.referral } : {}),
        ...(more.concluded ? { conclusion: { result: 'qualified' as const, report: 'Bene.', at } } : {}),
        ...(more.reviews.length > 0
          ? { reviews: more.reviews.map(([kind, how], index) => reviewOf(index + 1, kind, how)) }
          : {}),
        disputes: more.disputes.map((how, index) => disputeOf(index + 1, how)),
        ...(more.disputesUntil ? { disputesUntil: more.disputesUntil } : {}),
        // All that was done is on paper: what is not yet, is for the machines to issue.
        papers: [
          'decision',
          'agreement-1',
          ...more.reviews.flatMap((_, index) => [`review-${index + 1}`, `ruling-${index + 1}`]),
        ].map((id) => ({ id, html: '', pdf: '', at })),
      },
      asks: asks.map(([kind, subject, status]) => askOf(kind, subject, status)),
      postings: more.owing ? OWED : [],
      payments: payments.map((state, index) => paymentOf(index + 1, state)),
    }
  })

const NOW = '2026-06-01T08:00:00Z'
const DRIVES: WorkflowRef[] = [
  { machine: 'contribution-request' },
  { machine: 'activity-period', period: 1 },
  { machine: 'activity-period', period: 9 },
  { machine: 'payment', instalment: 1 },
  { machine: 'payment', instalment: 9 },
  { machine: 'review', review: 1 },
  { machine: 'review', review: 2 },
  { machine: 'review', review: 9 },
]
const STATES = {
  'contribution-request': statesOf('contribution-request'),
  'activity-period': statesOf('activity-period'),
  payment: statesOf('payment'),
  review: statesOf('review'),
}

describe('the next step of a workflow', () => {
  it('is a state of its own machine, for any file', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        for (const workflow of [...DRIVES, ...requiredWorkflows(file, NOW)])
          expect(Object.keys(STATES[workflow.machine]), JSON.stringify(workflow)).toContain(
            nextStep(file, workflow, NOW).next,
          )
      }),
      { numRuns: 1000 },
    )
  })

  it('waits in Wait states only', () => {
    fc.assert(
      fc.property(anyFile, fc.constantFrom(...DRIVES), (file, workflow) => {
        const { next, waitSeconds } = nextStep(file, workflow, '2026-01-15T08:00:00Z')
        if (waitSeconds > 0) expect(STATES[workflow.machine][next]?.kind).toBe('wait')
        expect(Number.isInteger(waitSeconds) && waitSeconds >= 0).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a dispute', () => {
  const periods = [
    { number: 1, from: '2026-04-01', to: '2026-04-30', settledAt: AT },
    { number: 2, from: '2026-05-01', to: '2026-05-31' },
  ]
  const file = (how: Parameters<typeof disputeOf>[1], stage: CaseFile['request']['stage'] = 'active') => ({
    ...ACTIVE,
    request: { ...ACTIVE.request, stage, periods, disputes: [disputeOf(1, how)] },
  })
  const at = (it: CaseFile, period: number, now = '2026-05-10T08:00:00Z') =>
    nextStep(it, { machine: 'activity-period', period }, now).next

  it('is asked about and notified at once by the current period, also during a suspension', () => {
    for (const stage of ['active', 'suspended'] as const) {
      expect(at(file('open', stage), 2)).toBe('AskDispute')
      expect(at(file('ruled', stage), 2)).toBe('NotifyDispute')
      expect(at(file('notified', stage), 2)).toBe('AwaitEnd')
    }
    expect(at(file('open'), 1)).toBe('Done')
    expect(at(file('open', 'withdrawn'), 2)).toBe('Done')
  })

  it('may still be raised before an activity ends with hours missing', () => {
    const asks = [askOf('timesheet', '2', 'answered'), askOf('verification', '2', 'answered')]
    const notified = file('notified')
    const waiting = { ...notified, asks, request: { ...notified.request, disputesUntil: '2026-06-05' } }
    expect(at(waiting, 2, '2026-06-05T21:59:59Z')).toBe('AwaitDisputes')
    expect(at(waiting, 2, '2026-06-05T22:00:00Z')).toBe('Settle')
    expect(at({ ...waiting, postings: [] }, 2, '2026-06-03T08:00:00Z')).toBe('Settle')
  })
})

/** Follows an answer through a machine, which no longer changes the record: to the state that it names, or nowhere. */
function follow(machine: WorkflowRef['machine'], from: string, answer: string): string[] {
  const states: Readonly<Record<string, { kind: string; edges: readonly string[] } | undefined>> = STATES[machine]
  const { kind, edges } = states[from] ?? { kind: 'succeed', edges: [] }
  const [only] = edges
  if (kind === 'task' && only && edges.length === 1 && only !== 'Done' && only !== answer)
    return [only, ...follow(machine, only, answer)]
  if (edges.includes(answer)) return [answer]
  return states[answer] ? ['Resume', answer] : ['Resume', 'Stopped']
}

describe('an answer', () => {
  it('follows an edge of the step or goes to Resume, whatever changed meanwhile', () => {
    fc.assert(
      fc.property(anyFile, anyFile, fc.constantFrom(...DRIVES), (before, after, workflow) => {
        const from = nextStep(before, workflow, NOW).next
        if (from === 'Done') return
        const { next } = nextStep(after, workflow, NOW, from)
        const path = follow(workflow.machine, from, next)
        expect(path.at(-1), `${from} → ${next}: ${path.join(' → ')}`).toBe(next)
        expect(path.filter((state) => state === 'Resume').length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a plain life', {}],
    ['a life with every ordinary turn', TURNS],
  ])('follows the edges of the machines in %s', async (_name, parts: Parts) => {
    const other = newWorld()
    const id = await apply(other)
    const last = new Map<string, string>()
    const detours: string[] = []
    const visited = new Set<string>()
    await play(other, id, parts, (file) => {
      const workflows = requiredWorkflows(file, other.clock.now())
      // An execution that is done is followed by another, which starts at Resume.
      for (const name of last.keys()) if (!workflows.some((each) => workflowName(each) === name)) last.delete(name)
      for (const workflow of workflows) {
        const name = workflowName(workflow)
        const { next } = nextStep(file, workflow, other.clock.now())
        const from = last.get(name)
        if (from && from !== next && !STATES[workflow.machine][from]?.edges.some((edge) => edge === next))
          detours.push(`${name}: ${from} → ${next}`)
        last.set(name, next)
        visited.add(next)
      }
      return false
    })
    expect(detours).toEqual([])
    expect(visited.size).toBeGreaterThan(15)
  })
})

describe('a step that is tried', () => {
  it('is retried the next day if something it needs is missing', () => {
    const approved = { ...ACTIVE, request: { ...ACTIVE.request, stage: 'approved' as const } }
    const own = { machine: 'contribution-request' } as const
    expect(nextStep(approved, own, NOW)).toEqual({ next: 'CommitFunds', waitSeconds: 0 })
    expect(nextStep(approved, own, NOW, 'CommitFunds')).toEqual({ next: 'AwaitFunds', waitSeconds: 86_400 })
    const published = { ...ACTIVE, payments: [paymentOf(1, 'published')] }
    const first = { machine: 'payment', instalment: 1 } as const
    expect(nextStep(published, first, NOW, 'Publish')).toEqual({ next: 'Clear', waitSeconds: 0 })
    expect(nextStep(published, first, NOW, 'Clear')).toEqual({ next: 'AwaitGate', waitSeconds: 86_400 })
  })
})

describe('a step that was missed', () => {
  const periods = [{ number: 1, from: '2026-04-01', to: '2026-04-30' }]
  const period = { machine: 'activity-period', period: 1 } as const
  const file = { ...ACTIVE, request: { ...ACTIVE.request, stage: 'active' as const, periods } }

  it('is overdue from its due time until the record shows it', () => {
    expect(missedStep(file, period, '2026-04-30T21:59:59Z')).toBe(false)
    expect(missedStep(file, period, '2026-04-30T22:00:00Z')).toBe(true)
    expect(missedStep({ ...file, asks: [askOf('timesheet', '1', 'open')] }, period, NOW)).toBe(false)
    expect(missedStep({ ...file, asks: [askOf('timesheet', '1', 'answered')] }, period, NOW)).toBe(true)
  })

  it('is never one that the machine waits for or retries', () => {
    fc.assert(
      fc.property(anyFile, fc.constantFrom(...DRIVES), (any, workflow) => {
        const { next, waitSeconds } = nextStep(any, workflow, NOW)
        if (missedStep(any, workflow, NOW)) {
          expect(waitSeconds).toBe(0)
          expect(['Done', 'CommitFunds', 'Clear', 'AwaitEnd', 'AwaitDisputes', 'AwaitStart']).not.toContain(next)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the required workflows', () => {
  /** What the life of a request makes impossible is left out; what is left must end exactly when it is finished. */
  const possible = ({ request: { stage, periods, reviews = [] }, payments }: CaseFile) => {
    const open = periods.some((period) => !period.settledAt)
    if (reviews.some(({ ruling }) => ruling?.upheld) && !afterReview.includes(stage)) return false
    if (stage === 'active' || stage === 'suspended') return open
    if (stage === 'completed' || stage === 'closed') return !open && (stage === 'completed' || paid(payments))
    return stage === 'withdrawn' || afterReview.includes(stage) || payments.length === 0
  }
  const afterReview: readonly string[] = ['revoked', 'forfeited', 'annulled']
  const paid = (payments: readonly Payment[]) =>
    payments.every((payment) => ['paid', 'cancelled'].includes(payment.state))
  const finished = ({ request: { stage, outcomeNotifiedAt, reviews = [] }, payments }: CaseFile) =>
    stage === 'closed'
      ? reviews.every(({ notifiedAt }) => notifiedAt)
      : endingOf(stage) !== undefined && outcomeNotifiedAt !== undefined && paid(payments)

  it('are empty only for a finished file', () => {
    fc.assert(
      fc.property(anyFile.filter(possible), (file) => {
        expect(requiredWorkflows(file, NOW).length === 0).toBe(finished(file))
      }),
      { numRuns: 2000 },
    )
  })

  it('closes a completed file once, whether anything was paid or nothing was due', () => {
    for (const payments of [[], [paymentOf(1, 'paid')], [paymentOf(1, 'paid'), paymentOf(2, 'paid')]]) {
      const request = {
        ...ACTIVE.request,
        stage: 'completed' as const,
        periods: ACTIVE.request.periods.map((period) => ({ ...period, settledAt: NOW })),
      }
      const file = { ...ACTIVE, request, payments }
      const drives = requiredWorkflows(file, NOW)
      expect(drives.map((workflow) => nextStep(file, workflow, NOW).next)).toEqual(['Close'])
    }
  })

  it('have unique names, so that each is started once', () => {
    expect(DRIVES.map(workflowName)).toEqual([
      'request',
      'period-1',
      'period-9',
      'payment-1',
      'payment-9',
      'review-1',
      'review-2',
      'review-9',
    ])
  })
})

describe('the round of a question', () => {
  it('stays while it is open and advances when it is closed', () => {
    const file = (statuses: Ask['status'][]) => ({
      ...ACTIVE,
      asks: statuses.map((status, index) => askOf('decision', String(index + 1), status)),
    })
    expect(roundOf(file([]), 'decision')).toBe(1)
    expect(roundOf(file(['open']), 'decision')).toBe(1)
    expect(roundOf(file(['answered']), 'decision')).toBe(2)
    expect(roundOf(file(['answered', 'open']), 'decision')).toBe(2)
    expect(roundOf(file(['answered', 'lapsed']), 'decision')).toBe(3)
    expect(roundOf(file(['answered']), 'assessment')).toBe(1)
  })
})
