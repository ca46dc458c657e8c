import { describe, expect, test } from 'vitest'
import { addDays, dayOf, daysBetween } from '../../functions/domain/base/calendar.ts'
import { schoolDay } from '../../infra/demo/play.ts'
import {
  fileOf,
  playUntil,
  proposal,
  received,
  refusedAnswer,
  newApplicant,
  useEnvironment,
} from '../support/environment.ts'

const { environment, world } = useEnvironment()
const today = async () => dayOf(await world().now())

/** Executions of a request that still run. */
const running = (request: string) =>
  environment()
    .executions()
    .filter(({ name, status }) => name.startsWith(request) && status === 'RUNNING')
    .map(({ name }) => name)

const mailsTo = async (address: string) =>
  (await environment().mails()).filter(({ destination }) => destination.to.includes(address))

describe('approval', () => {
  test('is given within the term: registered, assigned, assessed, decided, notified', async () => {
    const tale = await received(world())
    await playUntil(tale, world(), 2)
    await tale.players.reached(tale.story, 'funded')
    await environment().idle()
    const { request } = await fileOf(tale.story)
    expect(request.decision).toMatchObject({ outcome: 'approved', departs: false, regulation: '2018-11' })
    expect(dayOf(request.decision?.at ?? '') <= request.dueOn).toBe(true)
    expect(daysBetween(dayOf(request.receivedAt), request.dueOn)).toBeGreaterThanOrEqual(30)
    expect(request.registryEntry).toMatch(/^\d{4}\/\d+$/)
    expect(request.interview?.identity).toBe('document')
    expect(request.approvalNotifiedAt).toBeDefined()
  })

  test('goes to the social worker with the fewest open files', async () => {
    const tales = []
    for (let count = 0; count < 6; count++) tales.push(await received(world()))
    for (const { players, story } of tales) await players.link(story, 'assessment', '1')
    const loads = new Map<string, number>()
    const open = (await Promise.all(tales.map(({ story }) => fileOf(story)))).map(({ request }) => request.caseOfficer)
    for (const officer of open) loads.set(officer ?? '', (loads.get(officer ?? '') ?? 0) + 1)
    expect([...loads.values()].reduce((sum, each) => sum + each, 0)).toBe(6)
    expect(loads.size).toBe(3)
  })

  test('departing from the proposal needs reasons', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', await proposal(world()))
    const url = await players.link(story, 'decision', '1')
    expect(await refusedAnswer(url, { choice: 'approve', monthlyCents: 25_000 })).toEqual({
      status: 422,
      codes: ['decision.departs'],
    })
    await players.answer(story, 'decision', '1', {
      choice: 'approve',
      monthlyCents: 25_000,
      reasons: 'Importo ridotto per aiuti già ricevuti dal nucleo.',
    })
    await players.reached(story, 'funded')
    const { request } = await fileOf(story)
    expect(request.decision?.departs).toBe(true)
    expect(request.grant).toMatchObject({ totalCents: 50_000, owedMinutes: 64 * 60 })
  })

  test('asks a colleague if the first one abstains for a conflict of interest', async () => {
    const { players, story } = await received(world())
    await players.link(story, 'assessment', '1')
    const before = (await fileOf(story)).request.caseOfficer
    await players.answer(story, 'assessment', '1', { choice: 'abstain', reasons: 'È una mia parente stretta.' })
    await players.answer(story, 'assessment', '2', await proposal(world()))
    await players.answer(story, 'decision', '1', { choice: 'abstain', reasons: 'Conosco bene la famiglia.' })
    await players.answer(story, 'decision', '2', { choice: 'approve' })
    await players.reached(story, 'funded')
    const { request } = await fileOf(story)
    expect(request.caseOfficer).not.toBe(before)
    expect(request.proposal?.by).toBe(request.caseOfficer)
    expect(request.decision?.by).toBe('dir-conti')
  })
})

describe('integration', () => {
  const items = ['Contratto di affitto', 'Ultima bolletta della luce']

  test('is asked once; drafts are saved and count when the suspension ends', async () => {
    const { players, story } = await received(world())
    const due = (await fileOf(story)).request.dueOn
    await players.answer(story, 'assessment', '1', { choice: 'requestIntegration', items })
    await players.answer(story, 'integration', '1', { choice: 'keep', texts: { 1: 'Il contratto è allegato.' } })
    const suspendedOn = (await fileOf(story)).request.suspension?.from ?? ''
    await environment().advance('P50D')
    await environment().idle()
    const late = await refusedAnswer(await players.link(story, 'integration', '1'), {
      choice: 'send',
      texts: { 2: 'Ecco anche la bolletta, scusate il ritardo.' },
    })
    expect(late.status).toBe(410)
    await players.link(story, 'assessment', '2')
    const { request } = await fileOf(story)
    expect(request.integration?.texts).toEqual({ 1: 'Il contratto è allegato.' })
    expect(daysBetween(suspendedOn, request.suspension?.to ?? '')).toBeGreaterThanOrEqual(30)
    // However late the system looked, the term stood still for the 30 days of the law and no more.
    expect(daysBetween(due, request.dueOn)).toBeGreaterThanOrEqual(27)
    expect(daysBetween(due, request.dueOn)).toBeLessThanOrEqual(34)
    const again = await players.link(story, 'assessment', '2')
    expect((await refusedAnswer(again, { choice: 'requestIntegration', items })).codes).toEqual(['integration.once'])
    await players.answer(story, 'assessment', '2', await proposal(world()))
    await players.answer(story, 'decision', '1', { choice: 'approve' })
    await players.reached(story, 'funded')
  })

  test('an answer in time resumes the term at once', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', { choice: 'requestIntegration', items })
    await players.link(story, 'integration', '1')
    await environment().advance('P10D')
    await players.answer(story, 'integration', '1', { choice: 'send', texts: { 1: 'Allegato.', 2: 'Allegata.' } })
    await players.reached(story, 'assessment')
    const { request } = await fileOf(story)
    const { from = '', to = '' } = request.suspension ?? {}
    const stood = daysBetween(from, to)
    expect(stood).toBeGreaterThanOrEqual(10)
    expect(daysBetween(dayOf(request.receivedAt), request.dueOn)).toBeGreaterThanOrEqual(30 + stood)
  })
})

describe('refusal', () => {
  const grounds = ['ISEE sopra la soglia del regolamento', 'Residenza non provata']

  test('turned into an approval by the observations', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', { choice: 'proposeRefusal', grounds })
    await players.answer(story, 'observations', '1', {
      choice: 'send',
      texts: { 1: 'L’ISEE corrente è più basso, lo allego.', 2: 'Allego il certificato di residenza.' },
    })
    await players.answer(story, 'decision', '1', { choice: 'sendBack', reasons: 'Le osservazioni sono fondate.' })
    await players.answer(story, 'assessment', '2', await proposal(world()))
    await players.answer(story, 'decision', '2', { choice: 'approve' })
    await players.reached(story, 'funded')
  })

  test('upheld: on grounds of the notice only, answering each observation', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', { choice: 'proposeRefusal', grounds })
    await players.answer(story, 'observations', '1', { choice: 'send', texts: { 2: 'Vivo qui da anni.' } })
    const url = await players.link(story, 'decision', '1')
    const refusal = { choice: 'refuse', grounds, reasons: 'Restano i motivi del preavviso.' }
    expect((await refusedAnswer(url, refusal)).codes).toEqual(['decision.unanswered'])
    const answers = { 2: 'L’anagrafe non conferma la residenza.' }
    expect((await refusedAnswer(url, { ...refusal, answers, grounds: [...grounds, 'Un motivo nuovo'] })).codes).toEqual(
      ['decision.newGround'],
    )
    await players.answer(story, 'decision', '1', { ...refusal, answers })
    await players.reached(story, 'refused')
    await environment().idle()
    const { request, payments } = await fileOf(story)
    expect(request.decision).toMatchObject({ outcome: 'refused', grounds, answers })
    expect(request.outcomeNotifiedAt).toBeDefined()
    expect(payments).toEqual([])
    expect(running(story.request)).toEqual([])
  })

  test('continues to the decision after ten days of silence', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', { choice: 'proposeRefusal', grounds })
    await players.link(story, 'observations', '1')
    await environment().advance('P14D')
    await environment().idle()
    const file = await fileOf(story)
    expect(file.request.stage).toBe('observations')
    expect(file.asks.find(({ kind }) => kind === 'observations')?.status).toBe('lapsed')
    expect(file.request.decision).toBeUndefined()
  })

  test('declares a request inadmissible by an act of the manager', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', {
      choice: 'proposeInadmissibility',
      reasons: 'La domanda è di un’altra persona.',
    })
    await players.answer(story, 'decision', '1', {
      choice: 'declareInadmissible',
      reasons: 'Si condivide la proposta.',
    })
    await players.reached(story, 'inadmissible')
    await environment().idle()
    expect((await fileOf(story)).request.outcomeNotifiedAt).toBeDefined()
  })
})

describe('silence of the manager', () => {
  test('is escalated before and after the end of the term, and the substitute decides', async () => {
    const { players, story } = await received(world())
    await players.answer(story, 'assessment', '1', await proposal(world()))
    await players.link(story, 'decision', '1')
    const { dueOn } = (await fileOf(story)).request
    const before = (await mailsTo('stefano.conti@example.org')).length
    await world().advanceTo(addDays(dueOn, 3))
    await environment().idle()
    const silent = await fileOf(story)
    const ask = silent.asks.find(({ kind }) => kind === 'decision')
    expect(silent.request.stage).toBe('proposed_approval')
    expect(dayOf(ask?.escalatedAt ?? '') < dueOn).toBe(true)
    expect(dayOf(ask?.overdueAt ?? '') > dueOn).toBe(true)
    const escalations = (await mailsTo('stefano.conti@example.org')).slice(before)
    expect(escalations.length).toBeGreaterThanOrEqual(2)
    // The substitute's own link, from the last letter: the manager's is no longer good.
    const [, path = ''] = /https?:\/\/[^/\s]+(\/asks\/[\w-]+\/[\w-]+)/.exec(escalations.at(-1)?.body.text ?? '') ?? []
    const answered = await fetch(world().url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ choice: 'approve' }),
    })
    expect(answered.status).toBe(200)
    await players.reached(story, 'funded')
    expect((await fileOf(story)).request.decision?.by).toBe('dir-conti')
  })
})

describe('programmes', () => {
  test('community project (PUC): enrolled without decision on money, hours to the end, nothing paid', async () => {
    const person = newApplicant()
    const { players, story } = await received(world(), {
      ...person,
      need: { ...person.need, kind: 'community' },
      payout: { method: 'none' },
    })
    const { interviewOn, identity, needs } = await proposal(world())
    await players.answer(story, 'assessment', '1', {
      choice: 'enrol',
      interviewOn,
      identity,
      needs,
      programme: 'puc',
      months: 1,
      hoursWeek: 8,
      work: { ability: 'full' },
      reasons: 'Beneficiaria dell’Assegno di inclusione.',
    })
    await players.reached(story, 'enrolled')
    const startsOn = schoolDay(addDays(await today(), 2))
    await players.answer(story, 'placement', '1', {
      choice: 'place',
      project: 'foglie-cortile',
      startsOn,
      weekdays: [1, 2, 3, 4],
      minutesADay: 120,
    })
    await players.answer(story, 'agreement', '1', { choice: 'accept' })
    await players.answer(story, 'insurance', '1', {
      choice: 'confirm',
      policy: 'INAIL-PUC-1',
      coverFrom: startsOn,
      coverTo: addDays(startsOn, 90),
    })
    await players.reached(story, 'insured')
    await environment().advance('P40D')
    const { request } = await fileOf(story)
    const [period] = request.periods
    const days = [...Array(28).keys()]
      .map((add) => addDays(period?.from ?? '', add))
      .filter((on) => [1, 2, 3, 4].includes(new Date(`${on}T12:00:00Z`).getUTCDay()))
    await players.answer(story, 'timesheet', '1', {
      choice: 'hours',
      days: days.map((on) => ({ on, minutes: 120 })),
    })
    await players.answer(story, 'verification', '1', { choice: 'verify' })
    const closed = await players.reached(story, 'closed')
    expect(closed.hours).toEqual({ owedMinutes: 32 * 60, doneMinutes: 0, verifiedMinutes: 32 * 60 })
    const file = await fileOf(story)
    expect(file.payments).toEqual([])
    expect(file.asks.filter(({ kind }) => kind === 'decision')).toEqual([])
  })

  test('target group with a second municipality: decided only when that one agrees', async () => {
    const { players, story } = await received(world())
    const over40 = { ...(await proposal(world())), programme: 'over-40', fund: 'fesr' }
    const url = await players.link(story, 'assessment', '1')
    expect((await refusedAnswer(url, { ...over40, programme: 'giovani' })).codes).toContain('programme.group')
    await players.answer(story, 'assessment', '1', over40)
    await players.link(story, 'concurrence', '1')
    expect((await fileOf(story)).asks.some(({ kind }) => kind === 'decision')).toBe(false)
    await players.answer(story, 'concurrence', '1', { choice: 'object', reasons: 'Manca il progetto personale.' })
    await players.answer(story, 'assessment', '2', over40)
    await players.answer(story, 'concurrence', '2', { choice: 'agree' })
    await players.answer(story, 'decision', '1', { choice: 'approve' })
    await players.reached(story, 'funded')
    const { request } = await fileOf(story)
    expect(request.concurrence).toMatchObject({ agreed: true, by: 'over-40' })
    expect(request.grant?.programme).toBe('over-40')
  })
})
