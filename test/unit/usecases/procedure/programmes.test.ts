import { describe, expect, it } from 'vitest'
import type { AskKind } from '../../../../functions/domain/questions/index.ts'
import { balance } from '../../../../functions/domain/hours/ledger.ts'
import { closeRequest } from '../../../../functions/usecases/procedure/close-request.ts'
import { notifyOutcome } from '../../../../functions/usecases/procedure/notify-outcome.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { applicationOf, newWorld, withRules, type World } from '../../../support/memory.ts'
import { communityApplication, enrolled, enrolment, referred } from '../../../support/story/paths.ts'
import {
  answer,
  apply,
  atStage,
  type Parts,
  PARTS,
  play,
  playToAsk,
  REASONS,
  type Scene,
} from '../../../support/story/play.ts'

/** A request played to a question, with what is wrong with an answer to it: nothing where it was recorded. */
async function at(kind: AskKind, parts: Parts, application = communityApplication(), world: World = newWorld()) {
  const id = await apply(world, application)
  const open = await playToAsk(world, id, kind, parts)
  return {
    world,
    id,
    open,
    file: () => world.files.get(id),
    reply: async (typed: unknown) => {
      const outcome = await answer(world, open, typed)
      if (!('outcome' in outcome)) throw new Error(outcome.state)
      return outcome.outcome === 'invalid'
        ? outcome.problems.map(({ field, code }) => `${field} ${code}`)
        : outcome.outcome
    },
  }
}
const EXEMPT = { ability: 'exempt', exemption: 'care_child_under_3' }
const lettersOf = (world: World, template: string) =>
  world.postman.sent.filter(({ letter }) => letter.template === template)

describe('a project for the community (PUC)', () => {
  it('leads from the form to closing with hours, without money and decision', async () => {
    const world = newWorld()
    const id = await apply(world, communityApplication())
    const { request, payments, postings, asks } = await play(world, id, enrolled)
    expect(request).toMatchObject({
      stage: 'closed',
      grant: { programme: 'puc', totalCents: 0, monthlyCents: 0, hoursWeek: 10, owedMinutes: 80 * 60 },
    })
    expect(request).not.toHaveProperty('decision')
    expect(request).not.toHaveProperty('fundedAt')
    expect(payments).toEqual([])
    expect([...world.files.funds, ...world.files.benefits, ...world.files.publication, ...world.files.claims]).toEqual(
      [],
    )
    expect(balance(postings, 'verified')).toBe(80 * 60)
    expect(new Set(asks.map(({ kind }) => kind))).toEqual(
      new Set(['assessment', 'placement', 'agreement', 'insurance', 'timesheet', 'verification']),
    )
    expect(lettersOf(world, 'enrolled')).toHaveLength(1)
    expect(lettersOf(world, 'approved')).toEqual([])
    const trail = await world.files.trail(id)
    expect(trail.find(({ act }) => act === 'request.enrolled')).toMatchObject({
      by: { role: 'socialWorker' },
      law: 'DL 48/2023 art. 6; DM 22/10/2019',
    })
    expect(trail.filter(({ act, law }) => act.startsWith('request.') && !law)).toEqual([])
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('pays nothing, even with an account on record', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), enrolled)
    expect(file.request).toMatchObject({ stage: 'closed', application: { payout: { method: 'transfer' } } })
    expect(file.payments).toEqual([])
  })

  it.each([
    [7, ['hoursWeek hoursWeek.range']],
    [8, 'recorded'],
    [16, 'recorded'],
    [17, ['hoursWeek hoursWeek.range']],
  ])('accepts or rejects %i hours a week, of 8 to 16', async (hoursWeek, outcome) => {
    const { reply, file } = await at('assessment', {})
    expect(await reply(enrolment('2026-03-02', { hoursWeek, months: 3 }))).toEqual(outcome)
    // 3 months are 13 weeks.
    if (outcome === 'recorded') expect((await file()).request.grant?.owedMinutes).toBe(hoursWeek * 13 * 60)
  })

  it('reports the range of the regulation', async () => {
    const world = newWorld(withRules({ communityHoursWeek: { min: 4, max: 6 } }))
    const { open, reply } = await at('assessment', {}, communityApplication(), world)
    expect(await answer(world, open, enrolment('2026-03-02'))).toMatchObject({
      problems: [{ field: 'hoursWeek', values: { min: 4, max: 6 } }],
    })
    expect(await reply(enrolment('2026-03-02', { hoursWeek: 5 }))).toBe('recorded')
  })

  it('asks no more hours than the person can do', async () => {
    const { reply, file } = await at('assessment', {})
    const work = { ability: 'limited', maxHours: 20, limits: REASONS }
    expect(await reply(enrolment('2026-03-02', { work }))).toBe('recorded')
    expect((await file()).request.grant).toMatchObject({ owedMinutes: 20 * 60, limits: REASONS })
  })

  it('belongs to its own kind of programme', async () => {
    const { world, id, open, reply } = await at('assessment', {}, applicationOf())
    const proposal = PARTS.assessment({ ask: open, file: await world.files.get(id), today: '2026-03-02' })
    for (const programme of ['puc', 'inserimento', 'nessuno'])
      expect(await reply({ ...proposal, programme }), programme).toEqual(['programme choice'])
    for (const programme of ['baratto', 'over-40', 'percorso-a', 'nessuno'])
      expect(await reply(enrolment('2026-03-02', { programme })), programme).toEqual(['programme choice'])
    const community = await at('assessment', {})
    expect(await community.reply(proposal)).toEqual(['choice payout.none'])
  })

  it('has its own weekly hours and notice of cover', async () => {
    const { reply } = await at('placement', enrolled)
    const place = (fields: object) => ({
      choice: 'place',
      project: 'foglie-cortile',
      startsOn: '2026-03-03',
      weekdays: [1, 2, 3, 4],
      minutesADay: 150,
      ...fields,
    })
    expect(await reply(place({ weekdays: [1, 2, 3, 4, 5], minutesADay: 240 }))).toEqual(['weekdays week.max'])
    // Ten are agreed, though the regulation allows sixteen.
    expect(await reply(place({ minutesADay: 151 }))).toEqual(['weekdays week.agreed'])
    expect(await reply(place({ startsOn: '2026-03-02' }))).toEqual(['startsOn start.lead'])
    expect(await reply(place({}))).toBe('recorded')
  })

  it('limits recorded hours per week', async () => {
    const { reply } = await at('timesheet', enrolled)
    const days = [16, 17, 18, 19, 20].map((day) => ({ on: `2026-03-${day}`, minutes: 240 }))
    expect(await reply({ choice: 'hours', days })).toEqual(['days.4.minutes week.max'])
    expect(await reply({ choice: 'hours', days: days.slice(0, 4) })).toBe('recorded')
  })

  it('returns to the enrolment if declined, with one notice', async () => {
    const world = newWorld()
    const id = await apply(world, communityApplication())
    const agreement: Parts['agreement'] = ({ ask }) =>
      ask.subject === '1' ? { choice: 'decline', reasons: REASONS } : { choice: 'accept' }
    const file = await play(world, id, { ...enrolled, agreement })
    expect(file.request).toMatchObject({ stage: 'closed', declined: REASONS, agreement: { version: 2 } })
    expect((await world.files.trail(id)).filter(({ act }) => act === 'request.enrolled')).toHaveLength(2)
    await notifyOutcome(world, id)
    expect(lettersOf(world, 'enrolled')).toHaveLength(1)
  })

  it('asks no hours of who is exempt, with the motive, until the months are over', async () => {
    const world = newWorld()
    const id = await apply(world, communityApplication())
    const exempt: Parts = { assessment: ({ today }) => enrolment(today, { work: EXEMPT }) }
    const { request, payments, asks, postings } = await play(world, id, exempt)
    expect(request).toMatchObject({
      stage: 'closed',
      grant: { owedMinutes: 0, exemption: 'care_child_under_3' },
      startsOn: '2026-03-03',
      periods: [
        { from: '2026-03-03', to: '2026-04-02' },
        { from: '2026-04-03', to: '2026-05-02' },
      ],
    })
    expect(world.clock.today() > '2026-05-02').toBe(true)
    expect(asks.map(({ kind }) => kind)).toEqual(['assessment'])
    expect([...payments, ...postings]).toEqual([])
  })

  it('exempts for motives of the regulation only', async () => {
    const world = newWorld(withRules({ exemptionReasons: ['age'] }))
    const { reply } = await at('assessment', {}, communityApplication(), world)
    expect(await reply(enrolment('2026-03-02', { work: EXEMPT }))).toEqual(['work.exemption choice'])
    expect(await reply(enrolment('2026-03-02', { work: { ...EXEMPT, exemption: 'age' } }))).toBe('recorded')
  })
})

describe('insertion with an association', () => {
  const kinds = (file: Awaited<ReturnType<typeof play>>, kind: AskKind) =>
    file.asks.filter((each) => each.kind === kind)
  const placing =
    (...projects: string[]) =>
    (scene: Scene) => ({
      ...PARTS.placement(scene),
      project: projects[Number(scene.ask.subject) - 1],
      overrides: REASONS,
    })

  it('proceeds by months to its conclusion, and only then closes', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'conclusion', referred)
    expect(open.to).toEqual({ role: 'host', id: 'scuola-primaria' })
    await closeRequest(world, id)
    expect((await world.files.get(id)).request.stage).toBe('completed')
    expect(lettersOf(world, 'outcome')).toEqual([])
    await answer(world, open, { choice: 'conclude', result: 'employed', report: REASONS })
    const file = await play(world, id, referred)
    expect(file.request).toMatchObject({
      stage: 'closed',
      referral: { at: expect.any(String), acceptedAt: expect.any(String) },
      conclusion: { result: 'employed', report: REASONS },
    })
    expect(file.payments).toEqual([])
    expect([...world.files.funds]).toEqual([])
    expect(lettersOf(world, 'outcome')).toMatchObject([{ letter: { outcome: 'closed' } }])
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('is asked of the association before anything is agreed with the person', async () => {
    const { world, id, open, reply, file } = await at('referral', referred, applicationOf())
    expect(open.to).toEqual({ role: 'host', id: 'scuola-primaria' })
    expect(world.postman.about(open.id).map(({ to }) => to)).toEqual(['scuola.primaria@example.org'])
    expect(kinds(await file(), 'agreement')).toEqual([])
    expect(await reply({ choice: 'accept' })).toBe('recorded')
    expect((await file()).request.stage).toBe('placed')
    await playToAsk(world, id, 'agreement', referred)
    expect(kinds(await file(), 'referral')).toHaveLength(1)
  })

  it('goes to another association if declined', async () => {
    const { world, id, reply, file } = await at('referral', referred, applicationOf())
    expect(await reply({ choice: 'decline' })).toEqual(['reasons required'])
    expect(await reply({ choice: 'decline', reasons: 'Nessun posto.' })).toBe('recorded')
    expect((await file()).request).toMatchObject({ stage: 'enrolled', referral: { declined: 'Nessun posto.' } })
    const parts = { ...referred, placement: placing('foglie-cortile', 'riordino') }
    const second = await playToAsk(world, id, 'referral', parts)
    expect(second).toMatchObject({ subject: '2', to: { id: 'forma-officina' } })
    expect((await play(world, id, parts)).request).toMatchObject({
      stage: 'closed',
      placement: { host: 'forma-officina' },
    })
    expect(lettersOf(world, 'enrolled')).toHaveLength(1)
  })

  it('asks each association separately', async () => {
    const { world, id, reply, file } = await at('agreement', referred, applicationOf())
    expect(await reply({ choice: 'decline', reasons: REASONS })).toBe('recorded')
    const second = await playToAsk(world, id, 'referral', { ...referred, placement: placing('', 'riordino') })
    expect(second).toMatchObject({ subject: '2', to: { id: 'forma-officina' } })
    expect((await file()).request.agreement?.version).toBe(1)
  })

  it('needs a monthly note, unlike other activities', async () => {
    const { world, id, open, reply } = await at('timesheet', referred, applicationOf())
    const sheet = PARTS.timesheet({ ask: open, file: await world.files.get(id), today: world.clock.today() })
    expect(await reply(sheet)).toEqual(['note required'])
    expect(await reply({ ...sheet, note: '' })).toEqual(['note required'])
    expect(await reply({ ...sheet, note: 'Puntuale, impara in fretta.' })).toBe('recorded')
    const second = await playToAsk(world, id, 'timesheet', referred)
    expect(await answer(world, second, { choice: 'hours', days: [{ on: '2026-04-20', minutes: 60 }] })).toMatchObject({
      problems: [{ field: 'note', code: 'required' }],
    })
    const other = await at('timesheet', enrolled)
    expect(await other.reply(sheet)).toBe('recorded')
  })

  it('waits for the conclusion without limit', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, { ...referred, conclusion: () => undefined }, atStage('completed'))
    const file = await play(world, id, { ...referred, conclusion: () => undefined })
    expect(file.request.stage).toBe('completed')
    expect(kinds(file, 'conclusion')).toMatchObject([{ status: 'open' }])
    expect((await play(world, id, referred)).request.stage).toBe('closed')
  })

  it('without hours needs no conclusion', async () => {
    const world = newWorld()
    const assessment = ({ today }: Scene) => enrolment(today, { programme: 'inserimento', work: EXEMPT })
    const file = await play(world, await apply(world), { assessment })
    expect(file.request.stage).toBe('closed')
    expect(file.asks.map(({ kind }) => kind)).toEqual(['assessment'])
  })
})
