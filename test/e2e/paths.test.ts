import { describe, expect, test } from 'vitest'
import { dayOf } from '../../functions/domain/base/calendar.ts'
import { balance } from '../../functions/domain/hours/ledger.ts'
import { checkAllHours } from '../../infra/commands/check-hours.ts'
import { fileOf, playUntil, proposal, received, newApplicant, useEnvironment } from '../support/environment.ts'

const { environment, world } = useEnvironment()
const form = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

describe('exemption', () => {
  test('pays an exempt person by the month, without hours', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', {
      ...(await proposal(world())),
      monthlyCents: 20_000,
      work: { ability: 'exempt', exemption: 'disability' },
    })
    await players.answer(story, 'decision', '1', { choice: 'approve', reasons: 'Si condivide la proposta.' })
    await players.reached(story, 'active')
    await environment().advance('P33D')
    await players.answer(story, 'outcome', '1-1', {
      choice: 'paid',
      paidOn: dayOf(await world().now()),
      order: 'M-1',
    })
    await environment().advance('P33D')
    await players.answer(story, 'outcome', '2-1', {
      choice: 'paid',
      paidOn: dayOf(await world().now()),
      order: 'M-2',
    })
    await players.reached(story, 'closed')
    const { payments, postings } = await fileOf(story)
    expect(payments.map(({ amountCents }) => amountCents)).toEqual([20_000, 20_000])
    expect(postings).toEqual([])
  })
})

describe('a payment that comes back', () => {
  test('is issued again to the new account, once', async () => {
    const tale = await received(world())
    const { players, story, scenes } = tale
    await playUntil(tale, world(), 7)
    await players.answer(story, 'outcome', '1-1', { choice: 'returned', reasons: 'Conto estinto, lo dice la banca.' })
    await players.answer(story, 'account', '1-1', { choice: 'account', iban: 'IT40S0542811101000000123456' })
    await players.answer(story, 'outcome', '1-2', {
      choice: 'paid',
      paidOn: dayOf(await world().now()),
      order: 'M-1bis',
    })
    await playUntil({ ...tale, scenes: scenes.slice(8) }, world(), scenes.length)
    const { payments, request } = await fileOf(story)
    expect(request.stage).toBe('closed')
    expect(payments.map(({ amountCents, issue, state }) => ({ amountCents, issue, state }))).toEqual([
      { amountCents: 30_000, issue: 2, state: 'paid' },
      { amountCents: 30_000, issue: 1, state: 'paid' },
    ])
  })
})

describe('hours', () => {
  test('can be made up in one more month after a contest, and the instalments still sum to the grant', async () => {
    const tale = await received(world())
    const { players, story } = tale
    await playUntil(tale, world(), 6)
    const recorded = (await fileOf(story)).postings
      .filter(({ to }) => to === 'done')
      .map(({ on }) => on)
      .sort()
    await players.answer(story, 'verification', '1', {
      choice: 'contest',
      days: recorded.slice(0, 2),
      reasons: 'In quei giorni la scuola era chiusa.',
    })
    await environment().idle()
    expect(balance((await fileOf(story)).postings, 'verified')).toBe(8 * 240)
    await players.answer(story, 'outcome', '1-1', {
      choice: 'paid',
      paidOn: dayOf(await world().now()),
      order: 'M-1',
    })
    await playUntil({ ...tale, scenes: tale.scenes.slice(8, 11) }, world(), 3)
    const third = (await fileOf(story)).request.periods.at(-1)
    expect(third?.number).toBe(3)
    await environment().advance('P33D')
    await environment().idle()
    const monday = [...Array(7).keys()]
      .map((add) => new Date(Date.parse(`${third?.from}T00:00:00Z`) + add * 86_400_000))
      .find((date) => date.getUTCDay() === 1)
    const day = (offset: number) => new Date((monday?.getTime() ?? 0) + offset * 86_400_000).toISOString().slice(0, 10)
    await players.answer(story, 'timesheet', '3', {
      choice: 'hours',
      days: [
        { on: day(0), minutes: 240 },
        { on: day(1), minutes: 240 },
      ],
    })
    await players.answer(story, 'verification', '3', { choice: 'verify' })
    await players.answer(story, 'outcome', '3-1', {
      choice: 'paid',
      paidOn: dayOf(await world().now()),
      order: 'M-3',
    })
    await players.reached(story, 'closed')
    const { payments } = await fileOf(story)
    expect(payments.map(({ amountCents }) => amountCents)).toEqual([24_000, 30_000, 6_000])
    const { checked, faults } = await checkAllHours('I690')
    expect(checked).toBeGreaterThan(0)
    expect(faults).toEqual([])
  })
})

describe('withdrawal', () => {
  type Tale = Awaited<ReturnType<typeof received>>
  const assess =
    (fields: object | Promise<object>) =>
    async ({ players, story }: Tale) =>
      players.answer(story, 'assessment', '1', await fields)
  const grounds = ['ISEE oltre la soglia del regolamento']
  const enrolment = async () => {
    const { interviewOn, identity, needs, work, reasons } = await proposal(world())
    return { choice: 'enrol', interviewOn, identity, needs, work, reasons, programme: 'puc', months: 1, hoursWeek: 8 }
  }
  /** Every stage in which a request waits for somebody or something; the others last a moment (and unit tests pass them). */
  const stages: [string, (tale: Tale) => Promise<unknown>][] = [
    ['assessment', async () => undefined],
    ['integration_requested', assess({ choice: 'requestIntegration', items: ['Contratto di affitto'] })],
    ['rejection_notice', assess({ choice: 'proposeRefusal', grounds })],
    [
      'observations',
      async (tale) => {
        await assess({ choice: 'proposeRefusal', grounds })(tale)
        await tale.players.answer(tale.story, 'observations', '1', { choice: 'none' })
      },
    ],
    [
      'proposed_inadmissibility',
      assess({ choice: 'proposeInadmissibility', reasons: 'La domanda è di un’altra persona.' }),
    ],
    [
      'concurrence_requested',
      async (tale) => assess({ ...(await proposal(world())), programme: 'over-40', fund: 'fesr' })(tale),
    ],
    ['proposed_approval', (tale) => playUntil(tale, world(), 1)],
    ['funded', (tale) => playUntil(tale, world(), 2)],
    ['enrolled', async (tale) => assess(enrolment())(tale)],
    ['agreement_proposed', (tale) => playUntil(tale, world(), 3)],
    ['insurance_requested', (tale) => playUntil(tale, world(), 4)],
    ['insured', (tale) => playUntil(tale, world(), 5)],
    [
      'active',
      async (tale) => {
        await playUntil(tale, world(), 5)
        await environment().advance('P20D')
      },
    ],
  ]

  test.each(stages)('when %s ends everything and frees money and person', async (stage, reach) => {
    const tale = await received(world(), newApplicant())
    await tale.players.link(tale.story, 'assessment', '1')
    await reach(tale)
    await tale.players.reached(tale.story, stage)
    await environment().idle()
    const status = `${world().url}/requests/${tale.story.request}/${tale.story.statusSecret}`
    const response = await form(status, { action: 'withdraw', confirm: 'yes', reasons: '' })
    expect(response.status).toBe(303)
    await environment().idle()
    const { request, asks, payments } = await fileOf(tale.story)
    expect(request.stage).toBe('withdrawn')
    expect(request.outcomeNotifiedAt).toBeDefined()
    expect(asks.filter(({ status: state }) => state === 'open')).toEqual([])
    expect(payments).toEqual([])
    expect(
      environment()
        .executions()
        .filter(({ name, status: state }) => name.startsWith(`${tale.story.request}-request`) && state === 'RUNNING'),
    ).toEqual([])
    // The same person may apply again at once.
    const again = await fetch(`${world().url}/api/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...newApplicant(), applicant: { ...request.application.applicant } }),
    })
    expect(again.status).toBe(201)
  })
})
