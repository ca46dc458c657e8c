import { issuePapers } from '../../../../functions/usecases/procedure/issue-papers.ts'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { askPerson } from '../../../../functions/usecases/asks/ask-person.ts'
import { answerAsk } from '../../../../functions/usecases/asks/answer-ask.ts'
import { openAsk, renewLink, openStatus } from '../../../../functions/usecases/asks/open-ask.ts'
import { resendLink } from '../../../../functions/usecases/asks/resend-link.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { newWorld, SESTO, type World } from '../../../support/memory.ts'
import { answer, apply, ask, play, playToAsk, PARTS, REASONS, secretOf } from '../../../support/story/play.ts'

const REQUEST = { machine: 'contribution-request' } as const

async function decisionAsked() {
  const world = newWorld()
  const id = await apply(world)
  return { world, id, open: await playToAsk(world, id, 'decision') }
}

/** What is sent about a question, day by day, while nobody answers: on which day, to whom, why. */
async function silence(world: World, id: string, askId: string, days: number): Promise<string[]> {
  const sent = world.postman.about(askId).map(({ to, notice }) => `${world.clock.today()} ${notice} ${to}`)
  for (let day = 0; day < days; day++) {
    world.clock.moveDays(1)
    const before = world.postman.about(askId).length
    await ask(world, id, REQUEST)
    sent.push(
      ...world.postman
        .about(askId)
        .slice(before)
        .map(({ to, notice }) => `${world.clock.today()} ${notice} ${to}`),
    )
  }
  return sent
}

describe('asking', () => {
  it('asks once, by one letter with a link whose secret is not stored', async () => {
    const { world, id, open } = await decisionAsked()
    expect(open).toMatchObject({ id: `${id}-decision-1`, status: 'open', dueOn: '2026-03-09', reminders: 0 })
    expect(world.postman.about(open.id)).toMatchObject([
      { to: 'giulia.moretti@example.org', notice: 'first', number: '2026/1', dueOn: '2026-03-09' },
    ])
    expect(JSON.stringify(await world.files.get(id))).not.toContain(secretOf(world, open.id))
    await ask(world, id, REQUEST)
    await ask(world, id, REQUEST)
    expect(world.postman.about(open.id)).toHaveLength(1)
  })

  it('creates one ask even for 10 concurrent calls', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, { decision: () => undefined }, ({ request }) => request.stage === 'proposed_approval')
    const input = { request: id, kind: 'decision', workflow: REQUEST } as const
    await Promise.all(Array.from({ length: 10 }, (_, index) => askPerson(world, { ...input, token: `t${index}` })))
    const { asks } = await world.files.get(id)
    expect(asks.filter(({ kind }) => kind === 'decision')).toHaveLength(1)
    // A letter may come twice, but always with the same link.
    expect(new Set(world.postman.about(`${id}-decision-1`).map(({ url }) => url)).size).toBe(1)
  })

  it('reminds two days before and two days after, asks the substitute too, and again when the term is over, each once', async () => {
    const { world, id, open } = await decisionAsked()
    expect(await silence(world, id, open.id, 40)).toEqual([
      '2026-03-02 first giulia.moretti@example.org',
      '2026-03-07 reminder giulia.moretti@example.org',
      '2026-03-11 escalation stefano.conti@example.org',
      '2026-03-12 reminder giulia.moretti@example.org',
      // The term of the procedure was the 1st of April.
      '2026-04-02 escalation stefano.conti@example.org',
    ])
  })

  it('reminds an addressee without substitute twice, and keeps waiting', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'agreement')
    expect((await silence(world, id, open.id, 30)).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '2026-03-02 first',
      '2026-03-10 reminder',
      '2026-03-14 reminder',
    ])
    expect((await world.files.get(id)).asks.find((each) => each.id === open.id)?.status).toBe('open')
  })

  const overdue = (world: World) =>
    world.postman.sent.filter(({ letter }) => letter.template === 'attention' && letter.about === 'overdue')

  it('notifies the administrator once if there is no substitute, and once when the term is over', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'assessment')
    const deliveries: string[] = []
    for (let day = 0; day < 40; day++) {
      const before = overdue(world).length
      await silence(world, id, open.id, 1)
      deliveries.push(
        ...overdue(world)
          .slice(before)
          .map(() => world.clock.today()),
      )
    }
    expect(deliveries).toEqual(['2026-03-14', '2026-04-02'])
  })

  it('escalates before the end of the term, whatever the due days', async () => {
    const [rules] = SESTO.regulations
    if (!rules) throw new Error('no regulation')
    const parameters = { ...rules.parameters, termDays: { ...rules.parameters.termDays, value: 10 } }
    const world = newWorld({ ...SESTO, regulations: [{ ...rules, parameters }] })
    const id = await apply(world)
    const open = await playToAsk(world, id, 'assessment')
    const { dueOn } = (await world.files.get(id)).request
    expect(open.dueOn >= addDays(dueOn, -3)).toBe(true)
    while (world.clock.today() < addDays(dueOn, -3)) {
      expect(overdue(world)).toHaveLength(0)
      await silence(world, id, open.id, 1)
    }
    expect(overdue(world)).toHaveLength(1)
  })

  it('moves to a colleague when the addressee leaves, and the old link is gone', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'assessment')
    const old = secretOf(world, open.id)
    world.municipality = { ...SESTO, staff: SESTO.staff.filter((member) => member.id !== open.to.id) }
    await silence(world, id, open.id, 1)
    const now = (await world.files.get(id)).asks.find((each) => each.id === open.id)
    expect(now?.to.role).toBe('socialWorker')
    expect(now?.to.id).not.toBe(open.to.id)
    expect(world.postman.about(open.id).map(({ to }) => to)).toHaveLength(2)
    expect(await openAsk(world, open.id, old)).toMatchObject({ state: 'gone' })
    expect(await openAsk(world, open.id, secretOf(world, open.id))).toMatchObject({ state: 'open' })
  })

  it('catches up with one reminder after days without a run', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'agreement')
    world.clock.moveDays(20)
    await ask(world, id, REQUEST)
    await ask(world, id, REQUEST)
    expect(world.postman.about(open.id).map(({ notice }) => notice)).toEqual(['first', 'reminder'])
  })

  it('sends nothing once answered, and wakes the asking workflow at once', async () => {
    const { world, id, open } = await decisionAsked()
    await answer(world, open, PARTS.decision({ ask: open, file: await world.files.get(id), today: '' }))
    world.clock.moveDays(8)
    const sent = world.postman.sent.length
    await askPerson(world, { request: id, kind: 'decision', workflow: REQUEST, token: 'late' })
    expect(world.postman.sent).toHaveLength(sent)
    expect(world.workflows.woken.at(-1)).toEqual({ token: 'late', standing: { next: 'IssueDecision', waitSeconds: 0 } })
  })

  it('writes to citizens in their language, to staff in Italian', async () => {
    const world = newWorld()
    const id = await apply(world)
    await world.files.tamper(id, (file) => ({
      ...file,
      request: { ...file.request, application: { ...file.request.application, language: 'en' } },
    }))
    const agreement = await playToAsk(world, id, 'agreement')
    expect(world.postman.about(agreement.id)).toMatchObject([{ language: 'en' }])
    expect(world.postman.about(`${id}-decision-1`)).toMatchObject([{ language: 'it' }])
  })
})

describe('a question that lapses', () => {
  it('integration: the term resumes with the 30 days of the suspension and no more', async () => {
    const world = newWorld(SESTO, '2026-03-05T08:00:00Z')
    const id = await apply(world)
    const missing = { assessment: () => ({ choice: 'requestIntegration', items: [REASONS] }) }
    const open = await playToAsk(world, id, 'integration', missing)
    // 30 days are Saturday 4 April; Monday is Easter Monday.
    expect(open.dueOn).toBe('2026-04-07')
    world.clock.moveTo('2026-04-07T21:59:00Z')
    await ask(world, id, REQUEST)
    expect((await world.files.get(id)).request.stage).toBe('integration_requested')
    world.clock.moveTo('2026-04-07T22:00:00Z')
    expect(await ask(world, id, REQUEST)).toBeUndefined()
    const file = await world.files.get(id)
    expect(file.request).toMatchObject({
      stage: 'assessment',
      suspension: { from: '2026-03-05', to: '2026-04-08' },
      dueOn: '2026-05-04',
    })
    expect(file.asks.find((each) => each.id === open.id)?.status).toBe('lapsed')
    expect(world.workflows.woken.at(-1)?.standing.next).toBe('AskAssessment')
  })

  it('integration answered in time: the days it took, counted from the receipt and not from a date moved by a holiday', async () => {
    const world = newWorld(SESTO, '2026-03-05T08:00:00Z')
    const id = await apply(world)
    expect((await world.files.get(id)).request.dueOn).toBe('2026-04-07')
    const missing = { assessment: () => ({ choice: 'requestIntegration', items: [REASONS] }) }
    const open = await playToAsk(world, id, 'integration', missing)
    world.clock.moveDays(10)
    await answer(world, open, PARTS.integration({ ask: open, file: await world.files.get(id), today: '' }))
    expect((await world.files.get(id)).request).toMatchObject({
      stage: 'assessment',
      suspension: { from: '2026-03-05', to: '2026-03-15' },
      integration: { items: [REASONS], texts: { 1: REASONS } },
      dueOn: '2026-04-14',
    })
  })

  const refusal = { assessment: () => ({ choice: 'proposeRefusal', grounds: [REASONS] }) }

  it('observations: silence leads to the decision, with the term longer by the days of the notice', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'observations', refusal)
    expect(open.dueOn).toBe('2026-03-12')
    expect((await world.files.get(id)).request).toMatchObject({ stage: 'rejection_notice', dueOn: '2026-04-13' })
    await issuePapers(world, id)
    world.clock.moveDays(11)
    expect(await ask(world, id, REQUEST)).toBeUndefined()
    const { request } = await world.files.get(id)
    expect(request).toMatchObject({ stage: 'observations', dueOn: '2026-04-13' })
    expect(request.notices).toMatchObject([{ grounds: [REASONS], until: '2026-03-12' }])
    expect(request.notices?.[0]?.observations).toBeUndefined()
  })

  it('observations sent: the term resumes ten days after they arrive', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'observations', refusal)
    world.clock.moveDays(3)
    await answer(world, open, { choice: 'send', texts: { 1: REASONS } })
    // 30 days, 3 until the observations, 10 after them: Tuesday 14 April.
    expect((await world.files.get(id)).request).toMatchObject({
      notices: [{ grounds: [REASONS], on: '2026-03-02', until: '2026-03-12', observations: { texts: { 1: REASONS } } }],
      dueOn: '2026-04-14',
    })
  })

  it('observations: the last day is a working day, and its extension is added', async () => {
    const world = newWorld(SESTO, '2026-03-26T08:00:00Z')
    const id = await apply(world)
    const open = await playToAsk(world, id, 'observations', refusal)
    // 10 days are Easter Sunday: 12 until Tuesday 7 April. 30 + 12 days from receipt: 7 May.
    expect(open.dueOn).toBe('2026-04-07')
    expect((await world.files.get(id)).request.dueOn).toBe('2026-05-07')
  })

  it('can be answered until the lapse is recorded', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'observations', refusal)
    world.clock.moveDays(12)
    expect(await answer(world, open, { choice: 'send', texts: { 1: REASONS } })).toMatchObject({ outcome: 'recorded' })
  })
})

describe('answering', () => {
  const approve = { choice: 'approve', reasons: REASONS }

  it('records one of 100 concurrent answers, and tells the others who answered', async () => {
    const { world, id, open } = await decisionAsked()
    const { commits } = world.files
    const { version } = (await world.files.get(id)).request
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => answer(world, open, approve)))
    expect(outcomes.filter((each) => 'outcome' in each && each.outcome === 'recorded')).toHaveLength(1)
    const refused = outcomes.filter((each) => 'state' in each && each.state === 'answered')
    expect(refused).toHaveLength(99)
    expect(refused).toEqual(Array(99).fill(expect.objectContaining({ by: 'Giulia Moretti', at: world.clock.now() })))
    expect((await world.files.get(id)).request.version).toBe(version + 1)
    expect(world.files.commits).toBeGreaterThan(commits)
  })

  it('accepts one of two concurrent answers of two people', async () => {
    const { world, id, open } = await decisionAsked()
    const choices = [approve, { choice: 'sendBack', reasons: REASONS }]
    await Promise.all(Array.from({ length: 20 }, (_, index) => answer(world, open, choices[index % 2])))
    const { request, asks } = await world.files.get(id)
    const decided = asks.find((each) => each.id === open.id)?.answer
    expect(request.stage).toBe(decided?.choice === 'approve' ? 'approved' : 'assessment')
  })

  it('is recorded and wakes the workflow, even if that is unreachable', async () => {
    const { world, id, open } = await decisionAsked()
    world.workflows.up = false
    expect(await answer(world, open, approve)).toMatchObject({ outcome: 'recorded' })
    expect(world.reports).toEqual([`deliver ${open.id} Error`])
    expect((await world.files.get(id)).request.decision).toMatchObject({ outcome: 'approved', by: 'dir-moretti' })
    world.workflows.up = true
    const next = await decisionAsked()
    await answer(next.world, next.open, approve)
    expect(next.world.workflows.woken).toContainEqual({
      token: 'token-decision',
      standing: { next: 'IssueDecision', waitSeconds: 0 },
    })
  })

  it('changes nothing if invalid, and reports the errors', async () => {
    const { world, id, open } = await decisionAsked()
    const before = await world.files.get(id)
    for (const typed of [{}, null, 'approve', [], { choice: 'maybe' }, { choice: 'refuse' }, { ...approve, extra: 1 }])
      expect(await answer(world, open, typed), JSON.stringify(typed)).toMatchObject({ outcome: 'invalid' })
    expect(await answer(world, open, { ...approve, extra: 1 })).toMatchObject({
      problems: [{ field: 'extra', code: 'unknownField' }],
    })
    expect(await answer(world, open, { choice: 'approve', reasons: 'short' })).toMatchObject({
      problems: [{ field: 'reasons' }],
    })
    expect(await world.files.get(id)).toEqual(before)
  })
})

describe('a link', () => {
  it('changes nothing when opened, however often', async () => {
    const { world, id, open } = await decisionAsked()
    const before = await world.files.get(id)
    for (let times = 0; times < 50; times++)
      expect(await openAsk(world, open.id, secretOf(world, open.id))).toMatchObject({ state: 'open' })
    expect(await world.files.get(id)).toEqual(before)
  })

  it('that was never sent is unknown', async () => {
    const { world, id, open } = await decisionAsked()
    for (const [askId, secret] of [
      [open.id, 'guess'],
      [open.id, ''],
      [`${id}-decision-2`, secretOf(world, open.id)],
      ['nobody-decision-1', secretOf(world, open.id)],
      ['', 'no such link'],
      // The secret of another question of the same file.
      [open.id, `secret-of-${id}-assessment-1-1`],
    ] as const) {
      expect(await openAsk(world, askId, secret)).toEqual({ state: 'unknown' })
      expect(await answerAsk(world, askId, secret, { choice: 'approve', reasons: REASONS })).toEqual({
        state: 'unknown',
      })
      expect(await renewLink(world, askId, secret)).toEqual({ state: 'unknown' })
    }
    expect((await world.files.get(id)).request.stage).toBe('proposed_approval')
  })

  it('works for 30 days, and is replaced by a renewed one', async () => {
    const { world, open } = await decisionAsked()
    const old = secretOf(world, open.id)
    const typed = { choice: 'approve', reasons: REASONS }
    expect(await renewLink(world, open.id, old)).toMatchObject({ state: 'open' })
    world.clock.moveDays(31)
    expect(await openAsk(world, open.id, old)).toMatchObject({ state: 'gone', renewable: true })
    expect(await answerAsk(world, open.id, old, typed)).toMatchObject({ state: 'gone' })
    expect(world.postman.about(open.id)).toHaveLength(1)
    expect(await renewLink(world, open.id, old)).toMatchObject({ state: 'gone', renewed: true })
    expect(world.postman.about(open.id).at(-1)).toMatchObject({ to: 'giulia.moretti@example.org', notice: 'renewal' })
    const fresh = secretOf(world, open.id)
    expect(fresh).not.toBe(old)
    expect(await openAsk(world, open.id, old)).toMatchObject({ state: 'gone', renewable: true })
    expect(await answerAsk(world, open.id, old, typed)).toMatchObject({ state: 'gone' })
    expect(await answerAsk(world, open.id, fresh, typed)).toMatchObject({ outcome: 'recorded' })
    expect(await openAsk(world, open.id, old)).toMatchObject({ state: 'answered', by: 'Giulia Moretti' })
    expect(await renewLink(world, open.id, old)).toMatchObject({ state: 'answered' })
  })

  it('is renewed at a limited rate', async () => {
    const { world, open } = await decisionAsked()
    const old = secretOf(world, open.id)
    world.clock.moveDays(31)
    for (const [seconds, letters] of [
      [0, 2],
      [1, 2],
      [599, 2],
      [1, 3],
    ] as const) {
      world.clock.moveSeconds(seconds)
      await renewLink(world, open.id, old)
      expect(world.postman.about(open.id), String(seconds)).toHaveLength(letters)
    }
    expect(new Set(world.postman.about(open.id).map(({ url }) => url)).size).toBe(2)
  })

  it('works at least until the question is due', async () => {
    const world = newWorld(SESTO, '2026-03-05T08:00:00Z')
    const id = await apply(world)
    const open = await playToAsk(world, id, 'integration', {
      assessment: () => ({ choice: 'requestIntegration', items: [REASONS] }),
    })
    world.clock.moveTo('2026-04-07T21:59:59Z')
    expect(await openAsk(world, open.id, secretOf(world, open.id))).toMatchObject({ state: 'open' })
  })

  it('works for manager and substitute, and the record names who answered', async () => {
    const { world, id, open } = await decisionAsked()
    const manager = secretOf(world, open.id)
    world.clock.moveDays(9)
    await ask(world, id, REQUEST)
    const substitute = secretOf(world, open.id)
    expect(world.postman.about(open.id).at(-1)?.to).toBe('stefano.conti@example.org')
    expect(await openAsk(world, open.id, manager)).toMatchObject({ state: 'open' })
    await answerAsk(world, open.id, substitute, { choice: 'approve', reasons: REASONS })
    expect((await world.files.get(id)).request.decision?.by).toBe('dir-conti')
    expect(await openAsk(world, open.id, manager)).toMatchObject({ state: 'answered', by: 'Stefano Conti' })
  })

  it('of a withdrawn request is gone for good', async () => {
    const { world, id, open } = await decisionAsked()
    await withdraw(world, id, undefined)
    const secret = secretOf(world, open.id)
    expect(await openAsk(world, open.id, secret)).toMatchObject({ state: 'gone', renewable: false })
    expect(await renewLink(world, open.id, secret)).toMatchObject({ state: 'gone', renewable: false })
    expect(await answer(world, open, { choice: 'approve', reasons: REASONS })).toMatchObject({ state: 'gone' })
    expect(world.postman.about(open.id)).toHaveLength(1)
  })

  it('is resent from the status page to the citizen only', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'agreement')
    world.clock.moveSeconds(3600)
    const status = await openStatus(world, id, `status-of-${id}`)
    if (!status) throw new Error('no status')
    const sent = world.postman.sent.length
    await resendLink(world, status)
    expect(world.postman.sent.slice(sent).map(({ to }) => to)).toEqual(['persona.0@example.org'])
    expect(new Set(world.postman.about(open.id).map(({ url }) => url)).size).toBe(1)

    const other = await decisionAsked()
    const page = await openStatus(other.world, other.id, `status-of-${other.id}`)
    if (!page) throw new Error('no status')
    const letters = other.world.postman.sent.length
    await resendLink(other.world, page)
    expect(other.world.postman.sent).toHaveLength(letters)
  })
})

describe('days', () => {
  it('are in the future for every question', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world))
    for (const each of file.asks) expect(each.dueOn > addDays(each.openedAt.slice(0, 10), 3), each.id).toBe(true)
  })
})
