import { describe, expect, it } from 'vitest'
import type { AskKind } from '../../../../functions/domain/questions/index.ts'
import { balance } from '../../../../functions/domain/hours/ledger.ts'
import type { Problem } from '../../../../functions/domain/base/problems.ts'
import { applicationOf, newWorld, SESTO, withRules, type World } from '../../../support/memory.ts'
import {
  answer,
  apply,
  ask,
  assessmentFindings,
  type Parts,
  PARTS,
  play,
  playToAsk,
  REASONS,
  workdays,
} from '../../../support/story/play.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

/** A request played to a question that waits for its answer. */
async function at(kind: AskKind, parts: Parts = {}, world: World = newWorld(), application = applicationOf()) {
  const id = await apply(world, application)
  const open = await playToAsk(world, id, kind, parts)
  return {
    world,
    id,
    open,
    file: () => world.files.get(id),
    /** What is wrong with an answer, as field and code; nothing where it was recorded. */
    problems: async (typed: unknown): Promise<string[]> => {
      const outcome = await answer(world, open, typed)
      if (!('outcome' in outcome)) throw new Error(outcome.state)
      return outcome.outcome === 'invalid' ? outcome.problems.map(({ field, code }: Problem) => `${field} ${code}`) : []
    },
  }
}
const hours = (...days: [string, number][]) => ({
  choice: 'hours',
  days: days.map(([on, minutes]) => ({ on, minutes })),
})
const approval = (fields: object = {}) => ({
  choice: 'proposeApproval',
  ...assessmentFindings('2026-03-02'),
  monthlyCents: 25_000,
  months: 6,
  programme: 'baratto',
  fund: 'bilancio',
  work: { ability: 'full' },
  reasons: REASONS,
  ...fields,
})

describe('the assessment', () => {
  it.each([
    ['a month below the range', { monthlyCents: 4_999 }, ['monthlyCents monthly.range']],
    ['a month above the range', { monthlyCents: 60_001, months: 2 }, ['monthlyCents monthly.range']],
    ['too many months', { monthlyCents: 5_000, months: 7 }, ['months months.max']],
    ['too much in all', { monthlyCents: 25_001 }, ['monthlyCents grant.ceiling']],
    ['a fund that is not there', { fund: 'altro' }, ['fund choice']],
    [
      'all at once',
      { monthlyCents: 70_000, months: 7, fund: 'altro' },
      ['monthlyCents monthly.range', 'months months.max', 'monthlyCents grant.ceiling', 'fund choice'],
    ],
    ['at the very limits', {}, []],
  ])('refuses %s', async (_, fields, problems) => {
    expect(await (await at('assessment')).problems(approval(fields))).toEqual(problems)
  })

  it('reports limits with errors', async () => {
    const { world, open } = await at('assessment')
    expect(await answer(world, open, approval({ monthlyCents: 1 }))).toMatchObject({
      problems: [{ values: { minCents: 5_000, maxCents: 60_000 } }],
    })
  })

  it('of an extraordinary grant covers one month, within its own ceiling and outside the monthly range', async () => {
    const { problems } = await at('assessment', {}, newWorld(), applicationOf(0, { kind: 'extraordinary' }))
    expect(await problems(approval({ monthlyCents: 100_000, months: 2 }))).toEqual(['months months.extraordinary'])
    expect(await problems(approval({ monthlyCents: 250_001, months: 1 }))).toEqual(['monthlyCents grant.ceiling'])
    expect(await problems(approval({ monthlyCents: 250_000, months: 1 }))).toEqual([])
  })

  it.each([
    ['by_verified_hours', 30_000, 2, []],
    // Hours done early release several months at once.
    ['by_verified_hours', 25_000, 6, ['monthlyCents cash.limit']],
    ['upfront', 50_001, 2, ['monthlyCents cash.limit']],
    ['at_completion', 50_001, 2, ['monthlyCents cash.limit']],
    ['upfront', 50_000, 2, []],
  ] as const)(
    'keeps cash within its limit: %s, %i cents in %i months',
    async (plan, monthlyCents, months, problems) => {
      const world = newWorld(withRules({ paymentPlan: { ordinary: plan, extraordinary: plan } }))
      const cash = { ...applicationOf(), payout: { method: 'cash' } } as const
      const asked = await at('assessment', {}, world, cash)
      expect(await asked.problems(approval({ monthlyCents, months }))).toEqual(problems)
    },
  )

  it('sizes the hours by the amount and by what the person can do', async () => {
    const granted = async (fields: object) => {
      const { problems, file } = await at('assessment')
      expect(await problems(approval({ monthlyCents: 30_000, months: 2, ...fields }))).toEqual([])
      return (await file()).request.proposal?.grant
    }
    expect(await granted({})).toMatchObject({ totalCents: 60_000, owedMinutes: 80 * 60, plan: 'by_verified_hours' })
    expect(await granted({ work: { ability: 'limited', maxHours: 10, limits: REASONS } })).toMatchObject({
      owedMinutes: 600,
      limits: REASONS,
    })
    expect(await granted({ work: { ability: 'exempt', exemption: 'oncological' } })).toMatchObject({
      totalCents: 60_000,
      owedMinutes: 0,
      exemption: 'oncological',
    })
  })

  it('accepts motives of the regulation only', async () => {
    const { problems } = await at('assessment', {}, newWorld(withRules({ exemptionReasons: ['age'] })))
    const exempt = (exemption: string) => approval({ work: { ability: 'exempt', exemption } })
    expect(await problems(exempt('disability'))).toEqual(['work.exemption choice'])
    expect(await problems(exempt('laziness'))).toEqual(['work.exemption choice'])
    expect(await problems(exempt('age'))).toEqual([])
  })

  it('applies the regulation of the day of receipt', async () => {
    const asked = await at('assessment')
    const [old] = SESTO.regulations
    const [next] = withRules({ grantMaxCents: { ordinary: 1, extraordinary: 1 } }).regulations
    if (!old || !next) throw new Error('no regulation')
    asked.world.municipality = {
      ...SESTO,
      regulations: [
        { ...old, validTo: '2026-03-02' },
        { ...next, version: '2026-03', validFrom: '2026-03-03' },
      ],
    }
    asked.world.clock.moveDays(3)
    expect(await asked.problems(approval())).toEqual([])
  })

  it('suspends the term once only', async () => {
    const missing = { choice: 'requestIntegration', items: [REASONS] }
    const { world, id, problems, file } = await at('assessment')
    expect(await problems(missing)).toEqual([])
    expect((await file()).request).toMatchObject({ stage: 'integration_requested', suspension: { from: '2026-03-02' } })
    const again = await playToAsk(world, id, 'assessment')
    expect(again.subject).toBe('2')
    expect(await answer(world, again, missing)).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'choice', code: 'integration.once' }],
    })
  })
})

describe('the decision', () => {
  const refusal: Parts = { assessment: () => ({ choice: 'proposeRefusal', grounds: [REASONS] }) }
  const choose = (choice: string) => ({
    choice,
    reasons: REASONS,
    ...(choice === 'refuse' ? { grounds: [REASONS] } : {}),
  })

  it('approves the proposed plan, with reasons and version of the regulation', async () => {
    const { problems, file } = await at('decision')
    expect(await problems(choose('approve'))).toEqual([])
    const { request } = await file()
    expect(request.decision).toMatchObject({
      outcome: 'approved',
      by: 'dir-moretti',
      regulation: '2018-11',
      reasons: REASONS,
    })
    expect(request.grant).toEqual(request.proposal?.grant)
  })

  it('cannot approve without a plan', async () => {
    const { problems, file } = await at('decision', refusal)
    expect(await problems(choose('approve'))).toEqual(['choice decision.noPlan'])
    expect((await file()).request.stage).toBe('observations')
  })

  it('cannot refuse without notice: the refusal becomes a notice', async () => {
    const { world, id, problems, file } = await at('decision')
    expect(await problems(choose('refuse'))).toEqual([])
    expect((await file()).request.stage).toBe('proposed_refusal')
    expect(await playToAsk(world, id, 'observations')).toMatchObject({ to: { role: 'citizen' } })
    const again = await playToAsk(world, id, 'decision')
    await answer(world, again, choose('refuse'))
    // A grant was proposed: refusing it departs from the assessment.
    expect((await file()).request).toMatchObject({ stage: 'refused', decision: { outcome: 'refused', departs: true } })
    expect(world.files.claims.size).toBe(0)
    await play(world, id)
    expect(world.postman.sent.at(-1)?.letter).toMatchObject({ template: 'outcome', outcome: 'refused' })
  })

  it('sends an approval back once, but may send back after observations at any time', async () => {
    const { world, id, problems, file } = await at('decision')
    expect(await problems(choose('sendBack'))).toEqual([])
    expect((await file()).request).toMatchObject({ stage: 'assessment', sentBack: { by: 'dir-moretti' } })
    const second = await playToAsk(world, id, 'decision')
    expect(await answer(world, second, choose('sendBack'))).toMatchObject({
      problems: [{ code: 'decision.sentBackOnce' }],
    })
    await answer(world, second, choose('refuse'))
    const third = await playToAsk(world, id, 'decision')
    expect(await answer(world, third, choose('sendBack'))).toMatchObject({ outcome: 'recorded' })
    expect((await file()).request.stage).toBe('assessment')
    expect((await play(world, id)).request.stage).toBe('closed')
  })
})

describe('the placement', () => {
  const place = (fields: object = {}) => ({
    choice: 'place',
    project: 'foglie-cortile',
    startsOn: '2026-03-12',
    weekdays: [1, 2, 3, 4, 5],
    minutesADay: 240,
    ...fields,
  })
  it.each([
    ['a project that is not there', { project: 'altro' }, ['project choice']],
    ['a start in another age', { startsOn: '9999-12-31' }, ['startsOn start.late']],
    ['a start before insurance can be had', { startsOn: '2026-03-11' }, ['startsOn start.lead']],
    ['too long a day', { minutesADay: 241, weekdays: [1] }, ['minutesADay day.max']],
    ['too long a week', { weekdays: [1, 2, 3, 4, 5, 6] }, ['weekdays week.max']],
    ['no day of the week', { weekdays: [] }, ['weekdays weekdays']],
    ['a day that does not exist', { startsOn: '2026-02-30' }, ['startsOn date']],
    ['at the very limits, a day said twice', { weekdays: [5, 1, 2, 3, 4, 5] }, []],
  ])('refuses %s', async (_, fields, problems) => {
    const asked = await at('placement')
    expect(await asked.problems(place(fields))).toEqual(problems)
    if (problems.length === 0)
      expect((await asked.file()).request.placement).toMatchObject({
        host: 'scuola-primaria',
        weekdays: [1, 2, 3, 4, 5],
      })
  })
})

describe('the agreement', () => {
  it('is the text that the person reads, fixed by its hash, with hours, place and amount', async () => {
    const { world, open, file } = await at('agreement')
    const { agreement } = (await file()).request
    expect(agreement?.text).toMatch(/Pulizia delle foglie[\s\S]*80 ore/)
    expect(agreement?.text).toMatch(/600,00\s€/)
    expect(agreement?.text).toContain('Lunedì, martedì, mercoledì e giovedì, dalle 08:30 alle 12:30: 4 ore al giorno.')
    world.clock.moveDays(1)
    await answer(world, open, { choice: 'accept' })
    expect((await file()).request).toMatchObject({
      stage: 'agreement_signed',
      agreement: { ...agreement, acceptedAt: world.clock.now() },
    })
  })

  it('declined leads to another placement and another agreement', async () => {
    const { world, id, problems, file } = await at('agreement')
    expect(await problems({ choice: 'decline', reasons: REASONS })).toEqual([])
    expect((await file()).request).toMatchObject({ stage: 'funded', declined: REASONS })
    const again = await playToAsk(world, id, 'placement')
    expect(again.subject).toBe('2')
    await answer(world, again, {
      ...PARTS.placement({ ask: again, file: await file(), today: '2026-03-02' }),
      project: 'riordino',
      overrides: REASONS,
    })
    await playToAsk(world, id, 'agreement')
    expect((await file()).request.agreement).toMatchObject({ version: 2, text: expect.stringContaining('Riordino') })
    expect((await play(world, id)).request.stage).toBe('closed')
    expect(world.postman.sent.filter(({ letter }) => letter.template === 'approved')).toHaveLength(1)
  })
})

describe('the insurance', () => {
  const cover = (coverFrom: string, coverTo: string) => ({ choice: 'confirm', policy: 'INAIL-1', coverFrom, coverTo })
  it('must last until the last period ends', async () => {
    const { problems, file } = await at('insurance')
    expect(await problems(cover('2026-03-10', '2026-05-14'))).toEqual(['coverTo cover.end'])
    expect(await problems(cover('2026-03-10', '2026-05-15'))).toEqual([])
    expect((await file()).request).toMatchObject({ stage: 'insured', startsOn: '2026-03-16' })
    expect(balance((await file()).postings, 'owed')).toBe(80 * 60)
  })

  it('postpones start and periods if it starts later', async () => {
    const { problems, file } = await at('insurance')
    expect(await problems(cover('2026-04-01', '2026-05-30'))).toEqual(['coverTo cover.end'])
    expect(await problems(cover('2026-04-01', '2026-12-31'))).toEqual([])
    expect((await file()).request).toMatchObject({
      startsOn: '2026-04-01',
      periods: [
        { from: '2026-04-01', to: '2026-04-30' },
        { from: '2026-05-01', to: '2026-05-31' },
      ],
    })
  })

  it('moves the start to tomorrow if confirmed late', async () => {
    const { world, problems, file } = await at('insurance')
    world.clock.moveDays(20)
    expect(await problems(cover('2026-03-01', '2026-12-31'))).toEqual([])
    expect((await file()).request.startsOn).toBe('2026-03-23')
  })
})

describe('the timesheet', () => {
  // The first period is 16 March to 15 April 2026, asked for on the 16th of April.
  it.each([
    ['a day before the period', [['2026-03-15', 60]], ['days.0.on timesheet.outside']],
    ['a day after the period', [['2026-04-16', 60]], ['days.0.on timesheet.outside']],
    [
      'a day twice',
      [
        ['2026-03-16', 60],
        ['2026-03-16', 60],
      ],
      ['days.1.on shift.overlap'],
    ],
    ['too long a day', [['2026-03-16', 241]], ['days.0.minutes day.max']],
    ['too long a week', [16, 17, 18, 19, 20, 21].map((day) => [`2026-03-${day}`, 240]), ['days.5.minutes week.max']],
    ['a full week from Monday, and one on Sunday', [22, 23, 24, 25, 26, 27].map((day) => [`2026-03-${day}`, 240]), []],
    ['no minutes', [['2026-03-16', 0]], ['days.0.minutes minutes']],
    ['no day', [], ['days timesheet.empty']],
  ] as [string, [string, number][], string[]][])('refuses %s', async (_, days, problems) => {
    expect(await (await at('timesheet')).problems(hours(...days))).toEqual(problems)
  })

  it('refuses shifts that are not over, in Italy', async () => {
    const { world, problems } = await at('timesheet')
    // Over midnight of the last day of the period, which is over when the hours are signed.
    const late = { choice: 'hours', days: [{ on: '2026-04-15', from: '23:30', minutes: 60 }] }
    world.clock.moveTo('2026-04-15T21:59:59Z')
    expect(await problems(late)).toEqual(['choice timesheet.early'])
    world.clock.moveTo('2026-04-15T22:29:59Z')
    expect(await problems(late)).toEqual(['days.0.on shift.future'])
    world.clock.moveTo('2026-04-15T22:30:00Z')
    expect(await problems(late)).toEqual([])
  })

  it('refuses days without cover', async () => {
    const { world, id, problems } = await at('timesheet')
    await world.files.tamper(id, (file) => ({
      ...file,
      request: { ...file.request, cover: { policy: 'P-1', from: '2026-03-17', to: '2026-03-31' } },
    }))
    expect(
      await problems(hours(['2026-03-16', 60], ['2026-03-17', 60], ['2026-03-31', 60], ['2026-04-01', 60])),
    ).toEqual(['days.0.on shift.cover', 'days.3.on shift.cover'])
  })

  it('counts a week across two periods', async () => {
    const world = newWorld()
    const first = hours(['2026-04-13', 240], ['2026-04-14', 240], ['2026-04-15', 240])
    const id = await apply(world)
    const second = await playToAsk(world, id, 'timesheet').then(async (open) => {
      await answer(world, open, first)
      return playToAsk(world, id, 'timesheet')
    })
    expect(second.subject).toBe('2')
    const week = (third: number) => hours(['2026-04-16', 240], ['2026-04-17', 240], ['2026-04-18', third])
    expect(await answer(world, second, week(1))).toMatchObject({
      problems: [{ field: 'days.2.minutes', code: 'week.max' }],
    })
    expect(await answer(world, second, hours(['2026-04-16', 240], ['2026-04-17', 240]))).toMatchObject({
      outcome: 'recorded',
    })
  })

  it('does not count hours beyond those owed', async () => {
    const limited = {
      assessment: () =>
        approval({ monthlyCents: 30_000, months: 2, work: { ability: 'limited', maxHours: 10, limits: REASONS } }),
    }
    const { problems, file } = await at('timesheet', limited)
    expect(
      await problems(hours(['2026-03-16', 240], ['2026-03-17', 240], ['2026-03-18', 240], ['2026-03-19', 240])),
    ).toEqual([])
    const { postings } = await file()
    expect([balance(postings, 'owed'), balance(postings, 'done')]).toEqual([0, 600])
    expect(postings.filter(({ to }) => to === 'done').map(({ minutes }) => minutes)).toEqual([240, 240, 120])
  })

  it('without hours states the reason and is verified', async () => {
    const { world, id, problems, file } = await at('timesheet')
    expect(await problems({ choice: 'none' })).toEqual(['reasons required'])
    expect(await problems({ choice: 'none', reasons: REASONS })).toEqual([])
    expect(balance((await file()).postings, 'owed')).toBe(80 * 60)
    expect(await playToAsk(world, id, 'verification')).toMatchObject({ to: { role: 'educator' } })
  })
})

describe('the verification', () => {
  const balances = ({ postings }: CaseFile) =>
    (['owed', 'done', 'verified'] as const).map((account) => balance(postings, account))

  it('of all days verifies them', async () => {
    const { problems, file } = await at('verification')
    expect(balances(await file())).toEqual([2400, 2400, 0])
    expect(await problems({ choice: 'verify' })).toEqual([])
    expect(balances(await file())).toEqual([2400, 0, 2400])
  })

  it('of a contested day returns its hours to those owed, by a posting', async () => {
    const { problems, file } = await at('verification')
    const before = (await file()).postings
    expect(await problems({ choice: 'contest', days: ['2026-03-17'], reasons: REASONS })).toEqual([])
    const after = await file()
    expect(balances(after)).toEqual([2640, 0, 2160])
    expect(after.postings.filter(({ id }) => before.some((old) => old.id === id))).toEqual(before)
    expect(after.postings.filter(({ from, to }) => from === 'done' && to === 'owed')).toMatchObject([
      { on: '2026-03-17', minutes: 240, by: { role: 'educator' } },
    ])
  })

  it('contests only days that were recorded', async () => {
    const { problems } = await at('verification')
    const contest = (...days: string[]) => ({ choice: 'contest', days, reasons: REASONS })
    expect(await problems(contest('2026-03-17', '2026-03-20'))).toEqual(['days.1 contest.unknown'])
    expect(await problems(contest())).toEqual(['days contest.empty'])
  })

  it('is not asked of the recorder of the hours', async () => {
    const { open, file } = await at('verification')
    const recorded = (await file()).postings.filter(({ to }) => to === 'done')
    expect(recorded.every(({ by }) => by.role === 'host' && by.id !== open.to.id)).toBe(true)
  })
})

describe('the outcome of a payment', () => {
  it('is not in the future', async () => {
    const { world, problems } = await at('outcome')
    const tomorrow = world.clock.today().replace(/\d\d$/, (day) => String(Number(day) + 1).padStart(2, '0'))
    expect(await problems({ choice: 'paid', paidOn: tomorrow, order: 'M-1' })).toEqual(['paidOn date.future'])
    expect(await problems({ choice: 'paid', paidOn: world.clock.today(), order: 'M-1' })).toEqual([])
  })
  it('accepts a valid new account only', async () => {
    const { problems } = await at('account', { outcome: () => ({ choice: 'returned', reasons: REASONS }) })
    expect(await problems({ choice: 'account', iban: 'IT61X0542811101000000123456' })).toEqual(['iban iban.check'])
  })
})

describe('every question', () => {
  it('rejects an answer of another kind', async () => {
    const world = newWorld()
    const id = await apply(world)
    const scene = async (kind: AskKind) => ({
      ask: await playToAsk(world, id, kind),
      file: await world.files.get(id),
      today: world.clock.today(),
    })
    const decision = await scene('decision')
    for (const kind of ['assessment', 'integration', 'agreement', 'insurance', 'outcome', 'account'] as const)
      expect(await answer(world, decision.ask, PARTS[kind](decision)), kind).toMatchObject({ outcome: 'invalid' })
    const timesheet = await scene('timesheet')
    expect(workdays(timesheet, 3)).toEqual(['2026-03-16', '2026-03-17', '2026-03-18'])
    expect(await ask(world, id, { machine: 'contribution-request' })).toBeUndefined()
  })
})
