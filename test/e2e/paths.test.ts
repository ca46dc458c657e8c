import { describe, expect, test } from 'vitest'
import { balance } from '../../functions/domain/ledger.ts'
import { fileOf, playUntil, received, somebody, useEnvironment } from '../support/environment.ts'

const { environment, world } = useEnvironment()
const form = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

describe('refusal', () => {
  test('comes after notice of the reasons and ten days, is refused with reasons, and is told', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', {
      choice: 'proposeRefusal',
      reasons: 'ISEE oltre la soglia del regolamento.',
    })
    await players.link(story, 'observations', '1')
    expect((await fileOf(story)).request.stage).toBe('rejection_notice')
    await environment().advance('P12D')
    await environment().idle()
    const silent = await fileOf(story)
    expect(silent.request.stage).toBe('observations')
    expect(silent.asks.find(({ kind }) => kind === 'observations')?.status).toBe('lapsed')
    await players.answer(story, 'decision', '1', {
      choice: 'refuse',
      reasons: 'Nessuna osservazione; restano i motivi del preavviso.',
    })
    await environment().idle()
    const { request, payments } = await fileOf(story)
    expect(request.stage).toBe('refused')
    expect(request.outcomeNotifiedAt).toBeDefined()
    expect(payments).toEqual([])
    expect(
      environment()
        .executions()
        .filter(({ name, status }) => name.startsWith(story.request) && status === 'RUNNING'),
    ).toEqual([])
  })

  test('observations turn it into an approval', async () => {
    const { players, story, scenes } = await received(world())
    await players.answer(story, 'assessment', '1', {
      choice: 'proposeRefusal',
      reasons: 'Manca la prova della residenza.',
    })
    await players.answer(story, 'observations', '1', {
      choice: 'send',
      text: 'Allego il certificato di residenza del Comune.',
    })
    await players.answer(story, 'decision', '1', {
      choice: 'sendBack',
      reasons: 'Le osservazioni provano la residenza.',
    })
    const approval = scenes[0]
    if (!approval) throw new Error('no scene')
    const url = await players.link(story, 'assessment', '2')
    expect(url).toContain('assessment-2')
    await players.answer(story, 'assessment', '2', {
      choice: 'proposeApproval',
      monthlyCents: 30_000,
      months: 2,
      programme: 'baratto',
      fund: 'bilancio',
      work: { ability: 'full' },
      reasons: 'Residenza provata dalle osservazioni.',
    })
    await players.answer(story, 'decision', '2', { choice: 'approve', reasons: 'Si condivide la nuova proposta.' })
    await players.reached(story, 'funded')
  })
})

describe('integration', () => {
  test('suspends the term once and an answer resumes it', async () => {
    const { players, story } = await received(world())
    const dueOn = (await fileOf(story)).request.dueOn
    await players.answer(story, 'assessment', '1', {
      choice: 'requestIntegration',
      missing: 'Serve la copia del contratto di affitto.',
    })
    await players.link(story, 'integration', '1')
    await environment().advance('P10D')
    await players.answer(story, 'integration', '1', { choice: 'send', text: 'Ecco il contratto di affitto richiesto.' })
    await players.reached(story, 'assessment')
    const { request } = await fileOf(story)
    expect(request.dueOn > dueOn).toBe(true)
    const url = await players.link(story, 'assessment', '2')
    const again = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ choice: 'requestIntegration', missing: 'Serve ancora un altro documento.' }),
    })
    expect(again.status).toBe(422)
  })
})

describe('exemption', () => {
  test('who cannot work gets the contribution without hours, by the month', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', {
      choice: 'proposeApproval',
      monthlyCents: 20_000,
      months: 2,
      programme: 'baratto',
      fund: 'bilancio',
      work: { ability: 'exempt', exemption: 'disability' },
      reasons: 'Non può svolgere attività.',
    })
    await players.answer(story, 'decision', '1', { choice: 'approve', reasons: 'Si condivide la proposta.' })
    await players.reached(story, 'active')
    await environment().advance('P32D')
    await players.answer(story, 'outcome', '1-1', {
      choice: 'paid',
      paidOn: (await world().now()).slice(0, 10),
      order: 'M-1',
    })
    await environment().advance('P32D')
    await players.answer(story, 'outcome', '2-1', {
      choice: 'paid',
      paidOn: (await world().now()).slice(0, 10),
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
      paidOn: (await world().now()).slice(0, 10),
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
  test('that were contested are made up in one more month, and the instalments still sum to the grant', async () => {
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
      paidOn: (await world().now()).slice(0, 10),
      order: 'M-1',
    })
    await playUntil({ ...tale, scenes: tale.scenes.slice(8, 11) }, world(), 3)
    const third = (await fileOf(story)).request.periods.at(-1)
    expect(third?.number).toBe(3)
    await environment().advance('P32D')
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
      paidOn: (await world().now()).slice(0, 10),
      order: 'M-3',
    })
    await players.reached(story, 'closed')
    const { payments } = await fileOf(story)
    expect(payments.map(({ amountCents }) => amountCents)).toEqual([24_000, 30_000, 6_000])
  })
})

describe('withdrawal', () => {
  test.each([0, 1, 3, 5])('after %i steps ends everything and frees money and person', async (steps) => {
    const tale = await received(world(), somebody())
    await playUntil(tale, world(), steps)
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
    const person = somebody()
    const again = await fetch(`${world().url}/api/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...person, applicant: { ...request.application.applicant } }),
    })
    expect(again.status).toBe(201)
  })
})
