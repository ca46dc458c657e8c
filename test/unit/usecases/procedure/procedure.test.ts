import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { notifyOutcome } from '../../../../functions/usecases/procedure/notify-outcome.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { applicationOf, newWorld, type World } from '../../../support/memory.ts'
import { inadmissible, over40, refused, withPartner } from '../../../support/story/paths.ts'
import {
  answer,
  apply,
  ask,
  assessmentFindings,
  type Part,
  type Parts,
  PARTS,
  play,
  playToAsk,
  REASONS,
} from '../../../support/story/play.ts'

const REQUEST = { machine: 'contribution-request' } as const
const ITEMS = ['Il contratto di affitto.', 'L’ISEE di quest’anno.']
const GROUNDS = ['Non risiede nel Comune.', 'L’ISEE supera il limite.']

/** A request played to a question, with what is wrong with an answer to it: nothing where it was recorded. */
async function at(kind: Parameters<typeof playToAsk>[2], parts: Parts = {}, application = applicationOf()) {
  const world = newWorld()
  const id = await apply(world, application)
  const open = await playToAsk(world, id, kind, parts)
  const say = async (asked: typeof open, typed: unknown) => {
    const outcome = await answer(world, asked, typed)
    if (!('outcome' in outcome)) throw new Error(outcome.state)
    return outcome.outcome === 'invalid'
      ? outcome.problems.map(({ field, code }) => `${field} ${code}`)
      : outcome.outcome
  }
  return {
    world,
    id,
    open,
    say,
    reply: (typed: unknown) => say(open, typed),
    request: async () => (await world.files.get(id)).request,
    askOf: async (askId: string) => (await world.files.get(id)).asks.find((each) => each.id === askId),
  }
}
const once =
  (first: object, kind: keyof typeof PARTS = 'assessment'): Part =>
  (scene) =>
    scene.ask.subject === '1' ? first : PARTS[kind](scene)

describe('the assessment', () => {
  it('records interview, identity, needs and abilities with what it proposes', async () => {
    const { world, id, open, reply, request } = await at('assessment')
    const scene = { ask: open, file: await world.files.get(id), today: '2026-03-02' }
    const proposal = { ...PARTS.assessment(scene), abilities: 'Sa cucire.' }
    expect(await reply({ ...proposal, interviewOn: '2026-03-03' })).toEqual(['interviewOn date.future'])
    expect(await reply({ ...proposal, identity: 'friend' })).toEqual(['identity choice'])
    expect(await reply({ ...proposal, needs: '' })).toEqual(['needs reasons'])
    expect(await reply({ ...proposal, interviewOn: '2026-02-27' })).toBe('recorded')
    expect((await request()).interview).toEqual({
      on: '2026-02-27',
      identity: 'document',
      needs: REASONS,
      abilities: 'Sa cucire.',
    })
  })

  it('may propose another kind and plan, within their limits', async () => {
    const { world, id, open, reply, request } = await at('assessment')
    const proposal = PARTS.assessment({ ask: open, file: await world.files.get(id), today: '2026-03-02' })
    const single = { ...proposal, kind: 'extraordinary', plan: 'upfront', monthlyCents: 200_000, months: 2 }
    expect(await reply(single)).toEqual(['months months.extraordinary', 'monthlyCents grant.ceiling'])
    expect(await reply({ ...single, months: 1 })).toBe('recorded')
    expect((await request()).proposal?.grant).toMatchObject({ kind: 'extraordinary', plan: 'upfront', months: 1 })
  })
})

describe('the integration', () => {
  const asked: Parts = { assessment: once({ choice: 'requestIntegration', items: ITEMS }) }

  it('asks for points, and accepts answers to some of them', async () => {
    const { reply, request } = await at('integration', asked)
    expect((await request()).integration).toEqual({ items: ITEMS })
    expect(await reply({ choice: 'send', texts: { 2: 'Allego.' } })).toBe('recorded')
    expect(await request()).toMatchObject({
      stage: 'assessment',
      integration: { items: ITEMS, texts: { 2: 'Allego.' } },
    })
  })

  it.each(['send', 'keep'])('to %s accepts the given points only, and no empty ones', async (choice) => {
    const { reply, request } = await at('integration', asked)
    expect(await reply({ choice, texts: { 1: 'Sì.', 3: 'Altro.' } })).toEqual(['texts.3 point.unknown'])
    expect(await reply({ choice, texts: { 2: '' } })).toEqual(['texts.2 required'])
    for (const key of ['0', '01', 'x', '100', '-1'])
      expect(await reply({ choice, texts: { [key]: 'Sì.' } }), key).not.toBe('recorded')
    expect((await request()).integration).toEqual({ items: ITEMS })
  })

  it('cannot be sent empty', async () => {
    const { reply } = await at('integration', asked)
    expect(await reply({ choice: 'send', texts: {} })).toEqual(['texts.1 texts.empty'])
  })

  it('keeps a draft without resuming term or workflow', async () => {
    const { world, open, reply, request, askOf } = await at('integration', asked)
    const woken = world.workflows.woken.length
    expect(await reply({ choice: 'keep', texts: { 1: 'Uno.', 2: 'Due.' } })).toBe('kept')
    expect(await reply({ choice: 'keep', texts: { 1: 'Uno, corretto.' } })).toBe('kept')
    expect(await askOf(open.id)).toMatchObject({ status: 'open', kept: { 1: 'Uno, corretto.' } })
    expect((await askOf(open.id))?.kept).not.toHaveProperty('2')
    expect(await askOf(open.id)).not.toHaveProperty('answer')
    expect(await request()).toMatchObject({ stage: 'integration_requested', suspension: { from: '2026-03-02' } })
    expect((await request()).suspension).not.toHaveProperty('to')
    expect(world.workflows.woken).toHaveLength(woken)
    expect(await reply({ choice: 'send', texts: { 1: 'Uno.' } })).toBe('recorded')
    expect((await request()).integration?.texts).toEqual({ 1: 'Uno.' })
  })

  it.each([
    ['what was kept', { 2: 'Due.' }, { 2: 'Due.' }],
    ['nothing where everything was taken back', {}, undefined],
    ['nothing where nothing was kept', undefined, undefined],
  ])('uses %s when it lapses', async (_, kept, texts) => {
    const { world, id, open, reply, request, askOf } = await at('integration', asked)
    if (kept) await reply({ choice: 'keep', texts: kept })
    world.clock.moveTo(`${addDays(open.dueOn, 1)}T08:00:00Z`)
    expect(await ask(world, id, REQUEST)).toBeUndefined()
    expect(await request()).toMatchObject({ stage: 'assessment', suspension: { to: addDays(open.dueOn, 1) } })
    expect((await request()).integration).toEqual({ items: ITEMS, ...(texts ? { texts } : {}) })
    expect((await askOf(open.id))?.status).toBe('lapsed')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('is sent once by 20 concurrent drafts and answers', async () => {
    const { world, id, open } = await at('integration', asked)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        answer(world, open, { choice: index % 2 ? 'send' : 'keep', texts: { 1: `Testo ${index}.` } }),
      ),
    )
    const { request, asks } = await world.files.get(id)
    expect(request.stage).toBe('assessment')
    const recorded = asks.find((each) => each.id === open.id)
    expect(recorded?.status).toBe('answered')
    expect(recorded?.answer).toMatchObject({ choice: 'send', texts: request.integration?.texts })
  })
})

describe('the notice of refusal', () => {
  it('lists its grounds, of which observations answer some', async () => {
    const { reply, request } = await at('observations', refused)
    expect((await request()).notices).toEqual([{ grounds: GROUNDS, on: '2026-03-02', until: '2026-03-12' }])
    expect(await reply({ choice: 'send', texts: { 3: 'Altro.' } })).toEqual(['texts.3 point.unknown'])
    expect(await reply({ choice: 'send', texts: {} })).toEqual(['texts.1 texts.empty'])
    expect(await reply({ choice: 'send', texts: { 2: 'L’ISEE è cambiato.' } })).toBe('recorded')
    expect(await request()).toMatchObject({
      stage: 'observations',
      notices: [{ grounds: GROUNDS, observations: { texts: { 2: 'L’ISEE è cambiato.' } } }],
    })
  })
})

describe('the refusal', () => {
  const observed: Parts = {
    ...refused,
    observations: () => ({ choice: 'send', texts: { 1: 'Risiedo qui.', 2: 'È cambiato.' } }),
  }
  const refuse = (grounds: string[], answers?: object) => ({
    choice: 'refuse',
    grounds,
    reasons: REASONS,
    ...(answers ? { answers } : {}),
  })

  it('has grounds of the notice only', async () => {
    const { reply, request } = await at('decision', refused)
    expect(await reply(refuse(['Domanda incompleta.']))).toEqual(['grounds.0 decision.newGround'])
    expect(await reply(refuse([...GROUNDS, 'Non risiede nel comune.']))).toEqual(['grounds.2 decision.newGround'])
    expect((await request()).stage).toBe('observations')
    expect(await reply(refuse(GROUNDS.slice(1)))).toBe('recorded')
    expect(await request()).toMatchObject({
      stage: 'refused',
      decision: { outcome: 'refused', grounds: GROUNDS.slice(1), by: 'dir-moretti', departs: false },
    })
  })

  it('answers every observation, also on a ground it drops', async () => {
    const { reply, request } = await at('decision', observed)
    expect(await reply(refuse(GROUNDS))).toEqual(['answers.1 decision.unanswered', 'answers.2 decision.unanswered'])
    expect(await reply(refuse(GROUNDS.slice(1), { 2: 'Resta sopra.' }))).toEqual(['answers.1 decision.unanswered'])
    expect(await reply(refuse(GROUNDS, { 1: 'Non risulta.', 2: '' }))).toEqual(['answers.2 required'])
    const answers = { 1: 'Non risulta.', 2: 'Resta sopra.' }
    expect(await reply(refuse(GROUNDS, answers))).toBe('recorded')
    expect((await request()).decision).toMatchObject({ grounds: GROUNDS, answers })
  })

  it('follows the last of two notices', async () => {
    const first = await at('decision', refused)
    const { world, id, say } = first
    expect(await first.reply({ choice: 'sendBack', reasons: REASONS })).toBe('recorded')
    const again = { assessment: () => ({ choice: 'proposeRefusal', grounds: ['Ha già un contributo.'] }) }
    const second = await playToAsk(world, id, 'decision', again)
    expect((await first.request()).notices).toHaveLength(2)
    expect(await say(second, refuse(GROUNDS))).toEqual(['grounds.0 decision.newGround', 'grounds.1 decision.newGround'])
    expect(await say(second, refuse(['Ha già un contributo.']))).toBe('recorded')
  })

  it('becomes a notice with the manager’s grounds if there was none, and keeps the plan', async () => {
    const { world, id, reply, request, say } = await at('decision')
    const planned = (await request()).proposal?.grant
    expect(await reply(refuse(['Il fondo non basta.']))).toBe('recorded')
    expect((await request()).proposal).toMatchObject({ outcome: 'refusal', by: 'dir-moretti' })
    expect((await request()).proposal?.grant).toEqual(planned)
    const again = await playToAsk(world, id, 'decision')
    expect((await request()).notices).toMatchObject([{ grounds: ['Il fondo non basta.'] }])
    expect(await say(again, refuse(GROUNDS))).toEqual(['grounds.0 decision.newGround', 'grounds.1 decision.newGround'])
    expect(await say(again, { choice: 'approve' })).toBe('recorded')
    expect(await request()).toMatchObject({ stage: 'approved', grant: planned })
  })

  it('can turn into an approval after the observations, by a new assessment', async () => {
    const parts = { ...observed, assessment: once({ choice: 'proposeRefusal', grounds: GROUNDS }) }
    const decision: Part = ({ file }) =>
      file.request.stage === 'observations' ? { choice: 'sendBack', reasons: REASONS } : { choice: 'approve' }
    const world = newWorld()
    const file = await play(world, await apply(world), { ...parts, decision })
    expect(file.request).toMatchObject({ stage: 'closed', decision: { outcome: 'approved' } })
    expect(file.request.notices).toHaveLength(1)
  })
})

describe('a proposed refusal', () => {
  it('keeps a complete interview or none', async () => {
    const { reply, request } = await at('assessment')
    const proposal = { choice: 'proposeRefusal', grounds: GROUNDS }
    expect(await reply({ ...proposal, identity: 'document' })).toEqual(['interviewOn required', 'needs required'])
    expect(await reply({ ...proposal, ...assessmentFindings('2099-01-01') })).toEqual(['interviewOn date.future'])
    expect(await reply({ ...proposal, ...assessmentFindings('2026-03-02') })).toBe('recorded')
    expect((await request()).interview).toMatchObject({ on: '2026-03-02', identity: 'document' })
    const other = await at('assessment')
    expect(await other.reply(proposal)).toBe('recorded')
    expect((await other.request()).interview).toBeUndefined()
  })
})

describe('the approval', () => {
  it('as proposed needs no reasons of its own', async () => {
    const { reply, request } = await at('decision')
    expect(await reply({ choice: 'approve' })).toBe('recorded')
    const { decision, grant, proposal } = await request()
    expect(decision).toMatchObject({ outcome: 'approved', departs: false, reasons: REASONS })
    expect(grant).toEqual(proposal?.grant)
  })

  it('with the figures of the proposal does not depart from it', async () => {
    const { reply, request } = await at('decision')
    expect(await reply({ choice: 'approve', monthlyCents: 30_000, months: 2 })).toBe('recorded')
    expect((await request()).decision?.departs).toBe(false)
  })

  it.each([
    ['less a month', { monthlyCents: 15_000 }, { totalCents: 30_000, owedMinutes: 40 * 60 }],
    ['fewer months', { months: 1 }, { totalCents: 30_000, owedMinutes: 40 * 60 }],
    ['more a month, but no more hours', { monthlyCents: 60_000 }, { totalCents: 120_000, owedMinutes: 80 * 60 }],
    ['more months, but no more hours', { months: 4 }, { totalCents: 120_000, owedMinutes: 80 * 60 }],
  ])('departs with %s, with reasons', async (_, amount, grant) => {
    const { reply, request } = await at('decision')
    expect(await reply({ choice: 'approve', ...amount })).toEqual(['reasons decision.departs'])
    expect(await reply({ choice: 'approve', ...amount, reasons: 'Un altro importo basta.' })).toBe('recorded')
    expect(await request()).toMatchObject({
      grant: { ...amount, ...grant },
      decision: { departs: true, reasons: 'Un altro importo basta.' },
    })
  })

  it.each([
    ['limited', { ability: 'limited', maxHours: 10, limits: REASONS }, 600],
    ['exempt', { ability: 'exempt', exemption: 'oncological' }, 0],
  ])('that departs never asks more hours of people who are %s', async (_, work, minutes) => {
    const parts: Parts = { assessment: (scene) => ({ ...PARTS.assessment(scene), work }) }
    const { reply, request } = await at('decision', parts)
    expect(await reply({ choice: 'approve', months: 6, monthlyCents: 25_000, reasons: REASONS })).toBe('recorded')
    expect((await request()).grant?.owedMinutes).toBe(minutes)
  })

  it('obeys the regulation like the proposal', async () => {
    const { reply } = await at('decision')
    const reasons = REASONS
    expect(await reply({ choice: 'approve', monthlyCents: 60_001, reasons })).toEqual(['monthlyCents monthly.range'])
    expect(await reply({ choice: 'approve', months: 7, reasons })).toEqual([
      'months months.max',
      'monthlyCents grant.ceiling',
    ])
  })
})

describe('inadmissibility', () => {
  it('is declared by the manager with reasons, notified once, and frees the person', async () => {
    const { world, id, reply, request } = await at('decision', inadmissible)
    expect((await request()).proposal).toMatchObject({ outcome: 'inadmissibility', by: expect.stringMatching(/^as-/) })
    expect(await reply({ choice: 'declareInadmissible' })).toEqual(['reasons required'])
    expect(await reply({ choice: 'declareInadmissible', reasons: REASONS })).toBe('recorded')
    expect(await request()).toMatchObject({ stage: 'inadmissible', decision: { outcome: 'inadmissible' } })
    expect(world.files.claims.size).toBe(0)
    await play(world, id)
    await notifyOutcome(world, id)
    const letters = world.postman.sent.filter(({ letter }) => letter.template === 'outcome')
    expect(letters).toMatchObject([{ to: 'persona.0@example.org', letter: { outcome: 'inadmissible' } }])
  })

  it('is distinct from approval and refusal', async () => {
    const one = await at('decision', inadmissible)
    expect(await one.reply({ choice: 'approve' })).toEqual(['choice decision.otherProposal'])
    expect(await one.reply({ choice: 'refuse', grounds: GROUNDS, reasons: REASONS })).toEqual([
      'choice decision.otherProposal',
    ])
    for (const parts of [{}, refused]) {
      const other = await at('decision', parts)
      expect(await other.reply({ choice: 'declareInadmissible', reasons: REASONS })).toEqual([
        'choice decision.otherProposal',
      ])
    }
  })

  it('may be sent back to the assessment repeatedly', async () => {
    const { world, id, reply, request, say } = await at('decision', inadmissible)
    expect(await reply({ choice: 'sendBack', reasons: REASONS })).toBe('recorded')
    expect(await request()).toMatchObject({ stage: 'assessment', sentBack: { by: 'dir-moretti' } })
    const again = await playToAsk(world, id, 'decision', inadmissible)
    expect(await say(again, { choice: 'sendBack', reasons: REASONS })).toBe('recorded')
    expect((await play(world, id)).request).toMatchObject({ stage: 'closed', decision: { outcome: 'approved' } })
  })
})

describe('the second municipality', () => {
  const asked = () => at('concurrence', withPartner, over40())

  it('is asked at its own address before the decision', async () => {
    const { world, open, request } = await asked()
    expect(open.to).toEqual({ role: 'partner', id: 'over-40' })
    expect(world.postman.about(open.id)).toMatchObject([{ to: 'ufficio.piano@example.org', language: 'it' }])
    expect(await request()).toMatchObject({
      stage: 'concurrence_requested',
      proposal: { grant: { programme: 'over-40' } },
    })
    expect((await world.files.get(open.request)).asks.filter(({ kind }) => kind === 'decision')).toEqual([])
  })

  it('agrees, and the file continues to the decision', async () => {
    const { world, id, reply, request } = await asked()
    expect(await reply({ choice: 'agree', note: 'Concordiamo.' })).toBe('recorded')
    expect(await request()).toMatchObject({
      stage: 'proposed_approval',
      concurrence: { agreed: true, text: 'Concordiamo.', by: 'over-40' },
    })
    const file = await play(world, id)
    expect(file.request).toMatchObject({
      stage: 'closed',
      grant: { programme: 'over-40', funding: [{ fund: 'fesr', cents: 60_000 }] },
    })
    expect(world.files.funds.get('fesr')).toBe(60_000)
    expect((await world.files.trail(id)).find(({ act }) => act === 'request.proposed_approval')?.by.role).toBe(
      'partner',
    )
  })

  it('objects with reasons: it is assessed again, and asked again about the next proposal', async () => {
    const { world, id, reply, request } = await asked()
    expect(await reply({ choice: 'object' })).toEqual(['reasons required'])
    expect(await reply({ choice: 'object', reasons: REASONS })).toBe('recorded')
    expect(await request()).toMatchObject({ stage: 'assessment', concurrence: { agreed: false, text: REASONS } })
    const second = await playToAsk(world, id, 'concurrence', withPartner)
    expect(second.subject).toBe('2')
    expect((await play(world, id)).request).toMatchObject({ stage: 'closed', concurrence: { agreed: true } })
  })

  it('objects, and the municipality continues under its own programme', async () => {
    const { world, id, reply } = await asked()
    await reply({ choice: 'object', reasons: REASONS })
    const file = await play(world, id)
    expect(file.request).toMatchObject({ stage: 'closed', grant: { programme: 'baratto' } })
    expect(file.asks.filter(({ kind }) => kind === 'concurrence')).toHaveLength(1)
  })

  it('is reminded; its silence returns the file to be proposed again', async () => {
    const { world, id, open, request } = await asked()
    for (let day = 0; day < 15; day++) {
      world.clock.moveDays(1)
      await ask(world, id, REQUEST)
    }
    expect(world.postman.about(open.id).map(({ notice }) => notice)).toEqual(['first', 'reminder'])
    expect(await request()).toMatchObject({ stage: 'assessment' })
    expect((await request()).concurrence).toBeUndefined()
    expect(await playToAsk(world, id, 'assessment')).toMatchObject({ subject: '2' })
  })

  it.each([
    ['is too young for the group', applicationOf(), 'over-40'],
    ['is too old for the group', over40(), 'giovani'],
    ['has work', { ...over40(), need: { ...over40().need, workStatus: 'employed' as const } }, 'over-40'],
  ])('is not asked about who %s', async (_, application, programme) => {
    const { reply, open, world, id } = await at('assessment', {}, application)
    const proposal = PARTS.assessment({ ask: open, file: await world.files.get(id), today: '2026-03-02' })
    expect(await reply({ ...proposal, programme, fund: 'fesr' })).toEqual(['programme programme.group'])
  })
})

describe('the end of the term', () => {
  /** Day by day in silence: what is sent about a question, and to the administrator. */
  async function silence(world: World, id: string, askId: string, days: number): Promise<string[]> {
    const sent: string[] = []
    for (let day = 0; day < days; day++) {
      world.clock.moveDays(1)
      const before = world.postman.sent.length
      await ask(world, id, REQUEST)
      for (const { to, letter } of world.postman.sent.slice(before)) {
        if (letter.template === 'attention') sent.push(`${world.clock.today()} ${letter.about} ${to}`)
        if (letter.template === 'ask' && letter.url.includes(askId))
          sent.push(`${world.clock.today()} ${letter.notice} ${to}`)
      }
    }
    return sent.filter((line) => !line.includes(' reminder '))
  }

  it('is escalated before, and again when it is over, each once; silence never decides', async () => {
    const { world, id, open, request, askOf } = await at('decision')
    expect(await silence(world, id, open.id, 60)).toEqual([
      '2026-03-11 escalation stefano.conti@example.org',
      '2026-04-02 overdue sistemi@example.org',
      '2026-04-02 escalation stefano.conti@example.org',
    ])
    expect((await request()).stage).toBe('proposed_approval')
    expect(await askOf(open.id)).toMatchObject({ status: 'open', escalatedAt: '2026-03-11T08:00:00Z' })
    const acts = (await world.files.trail(id)).map(({ act }) => act)
    expect(acts.filter((act) => act === 'ask.escalated')).toHaveLength(2)
  })

  it('is notified once after days without a run', async () => {
    for (const kind of ['decision', 'assessment'] as const) {
      const { world, id, open, askOf } = await at(kind)
      world.clock.moveDays(40)
      expect((await silence(world, id, open.id, 20)).map((line) => line.split(' ')[1])).toEqual(
        kind === 'decision' ? ['overdue', 'escalation'] : ['overdue'],
      )
      expect(await askOf(open.id)).toMatchObject({ escalatedAt: expect.any(String), overdueAt: expect.any(String) })
    }
  })

  it('leaves the decision to the substitute, on record', async () => {
    const { world, id, open, reply, request } = await at('decision')
    await silence(world, id, open.id, 32)
    expect(await reply({ choice: 'approve' })).toBe('recorded')
    expect(await request()).toMatchObject({ stage: 'approved', decision: { by: 'dir-conti' } })
  })

  it('does not come during suspensions', async () => {
    const { world, id, open } = await at('integration', {
      assessment: once({ choice: 'requestIntegration', items: ITEMS }),
    })
    expect(await silence(world, id, open.id, 29)).toEqual([])
  })
})
