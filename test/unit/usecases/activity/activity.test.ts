import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { amend as amendAct } from '../../../../functions/domain/acts/amend.ts'
import { conflict } from '../../../../functions/domain/acts/conflict.ts'
import { endEarly } from '../../../../functions/domain/acts/end-early.ts'
import { seal } from '../../../../functions/domain/acts/seal.ts'
import { signedOnPaper } from '../../../../functions/domain/acts/signed-on-paper.ts'
import { suspend } from '../../../../functions/domain/acts/suspend.ts'
import { resumeActivity } from '../../../../functions/domain/acts/resume-activity.ts'
import { waive } from '../../../../functions/domain/acts/waive.ts'
import { describe, expect, it } from 'vitest'
import { addDays, momentOf } from '../../../../functions/domain/base/calendar.ts'
import { balance, entriesOf } from '../../../../functions/domain/hours/ledger.ts'
import { drawnCents } from '../../../../functions/domain/money/funds.ts'
import { periodOf, type CaseFile } from '../../../../functions/domain/file/case-file.ts'
import { requiredWorkflows, nextStep } from '../../../../functions/domain/file/next-step.ts'
import { sha256 } from '../../../../functions/domain/file/trail.ts'
import { agreementHash } from '../../../../functions/domain/activity/agreement.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { plannedIn, recordShift } from '../../../../functions/domain/hours/shifts.ts'
import { recordAbsence } from '../../../../functions/domain/hours/absences.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { shiftFrom } from '../../../../functions/domain/hours/hours.ts'
import { applicationOf, newWorld, SESTO, type World, withRules } from '../../../support/memory.ts'
import { answer, apply, atStage, type Parts, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import { referred, communityApplication } from '../../../support/story/paths.ts'

const staff = (id: string) => {
  const member = SESTO.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return { municipality: 'I690', member }
}
const social = staff('as-colombo')
const educator = staff('ed-riva')
const manager = staff('dir-moretti')

/** Cover to the last day of the activity and no longer. */
const TIGHT: Parts = {
  insurance: ({ file, today }) => ({
    choice: 'confirm',
    policy: 'INAIL-1',
    coverFrom: today,
    coverTo: file.request.periods.at(-1)?.to ?? '2026-05-15',
  }),
}
/** The first ten of the shifts that were due in a period. */
const PLANNED: Parts = {
  timesheet: ({ ask, file }) => {
    const period = periodOf(file, Number(ask.subject))
    const days = period ? plannedIn(SESTO, file, period).slice(0, 10) : []
    return days.length > 0
      ? { choice: 'hours', days: days.map(({ on, minutes }) => ({ on, minutes })) }
      : { choice: 'none', reasons: REASONS }
  },
}
const OWN = { machine: 'contribution-request' } as const

/** An activity on its first day, 16 March: a period to 15 April, another to 15 May; Monday to Thursday, 4 hours a day. */
async function active(world: World = newWorld(), parts: Parts = {}) {
  const id = await apply(world)
  await play(world, id, parts, atStage('active'))
  return { world, id, file: () => world.files.get(id) }
}
const next = (world: World, file: CaseFile) => nextStep(file, OWN, world.clock.now()).next
const acts = async (world: World, id: string) => (await world.files.trail(id)).map(({ act }) => act)
const news = (world: World) => world.postman.sent.filter(({ letter }) => letter.template === 'news')

/** Moves the clock to nine on a day. */
const goTo = (world: World, on: string) => world.clock.moveTo(`${on}T08:00:00Z`)

async function record(world: World, id: string, on: string) {
  const file = await world.files.get(id)
  const shift = shiftFrom(on, '08:30', 240)
  return recordShift(
    { file, municipality: world.municipality, now: world.clock.now() },
    { shift, recorded: 'sheet', by: { role: 'host', id: 'scuola-primaria' }, why: 'test' },
  )
}

const CHANGE = {
  project: 'foglie-cortile',
  startsOn: '2026-04-01',
  weekdays: [2, 5],
  at: '09:00',
  minutesADay: 120,
  reasons: 'La persona ha un corso il lunedì mattina.',
}

describe('the agreement', () => {
  it('states person, place, times, duties, rights and absences, with the articles', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'agreement')
    const { agreement } = (await world.files.get(id)).request
    for (const words of [
      ...[
        'Maria Esempio',
        'Scuola primaria Esempio, Via Esempio 10',
        '16 marzo 2026 al 15 maggio 2026',
        'Teresa Galli',
      ],
      ...['rinunciare in ogni momento', 'un’altra attività', 'entro 5 giorni', 'non è pagata', 'infortuni'],
      ...['Dopo 8 ore', 'Dopo 24 ore', 'art. 19', 'art. 18', 'giustificata', 'ti ascolta', 'versione nuova'],
    ])
      expect(agreement?.text).toContain(words)
    expect(agreement).not.toHaveProperty('courtesy')
    expect(agreement?.sha256).toBe(sha256(agreement?.text ?? ''))
  })

  it('lists the closed days of the site', async () => {
    const world = newWorld({
      ...SESTO,
      hosts: SESTO.hosts.map((host) => ({
        ...host,
        closed: [
          { from: '2026-04-02', to: '2026-04-07' },
          { from: '2026-07-01', to: '2026-08-31' },
        ],
      })),
    })
    const id = await apply(world)
    await playToAsk(world, id, 'agreement')
    const { text = '' } = (await world.files.get(id)).request.agreement ?? {}
    expect(text).toContain('dal 2 aprile 2026 al 7 aprile 2026')
    expect(text).not.toContain('luglio')
  })

  it('has a translation covered by the same hash; the Italian is binding', async () => {
    const world = newWorld()
    const id = await apply(world, { ...applicationOf(), language: 'en' })
    await playToAsk(world, id, 'agreement')
    const { agreement } = (await world.files.get(id)).request
    expect(agreement?.text).toContain('Patto di baratto sociale')
    expect(agreement?.courtesy?.language).toBe('en')
    expect(agreement?.courtesy?.text).toContain('The Italian text is the one that binds.')
    expect(agreement?.courtesy?.text).toContain(
      'Monday, Tuesday, Wednesday and Thursday, from 08:30 to 12:30: 4 hours a day',
    )
    const { text = '', courtesy } = agreement ?? {}
    expect(agreement?.sha256).toBe(agreementHash({ text, ...(courtesy ? { courtesy } : {}) }))
    expect(agreement?.sha256).not.toBe(sha256(text))
  })

  it('of a community project mentions no money', async () => {
    const world = newWorld()
    const id = await apply(world, communityApplication())
    await playToAsk(world, id, 'agreement', {
      assessment: ({ today }) => ({
        ...{ choice: 'enrol', interviewOn: today, identity: 'document', needs: REASONS, programme: 'puc', months: 2 },
        ...{ hoursWeek: 10, work: { ability: 'full' }, reasons: REASONS },
      }),
    })
    const { text = '' } = (await world.files.get(id)).request.agreement ?? {}
    expect(text).toContain('10 ore alla settimana')
    expect(text).not.toContain('€')
  })

  it('is printed once per version, with its fingerprints in the record', async () => {
    const { file } = await active()
    expect((await file()).request.papers?.map((paper) => paper.id)).toEqual(['opening', 'decision', 'agreement-1'])
  })
})

describe('an agreement signed on paper', () => {
  async function proposed() {
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'agreement')
    return { world, id, ask, file: () => world.files.get(id) }
  }

  it('is accepted once, with recorder and day of the signature', async () => {
    const { world, id, ask, file } = await proposed()
    const on = world.clock.today()
    const input = { on, confirm: 'yes' } as const
    const both = await Promise.all([
      actOnFile(world, signedOnPaper, educator, id, input),
      actOnFile(world, signedOnPaper, educator, id, input),
    ])
    expect(both.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, true])
    const { request, asks } = await file()
    expect(request).toMatchObject({
      stage: 'agreement_signed',
      agreement: { version: 1, acceptedAt: world.clock.now(), onPaper: { by: 'ed-riva', on } },
    })
    expect(asks.find((each) => each.id === ask.id)).toMatchObject({
      status: 'answered',
      answer: { choice: 'accept' },
      answeredBy: { role: 'educator', id: 'ed-riva' },
    })
    // The person's own link is told who answered, and the workflow goes on.
    expect(await answer(world, ask, { choice: 'decline', reasons: REASONS })).toMatchObject({ state: 'answered' })
    expect((await play(world, id)).request.stage).toBe('closed')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('wakes the waiting workflow', async () => {
    const { world, id } = await proposed()
    const before = world.workflows.woken.length
    await actOnFile(world, signedOnPaper, educator, id, { on: world.clock.today(), confirm: 'yes' })
    expect(world.workflows.woken.length).toBe(before + 1)
  })

  it.each([
    ['2026-03-03', 'paper.future'],
    ['2026-03-01', 'paper.before'],
  ])('rejects a signature on %s', async (on, code) => {
    const { world, id, file } = await proposed()
    const outcome = await actOnFile(world, signedOnPaper, educator, id, { on, confirm: 'yes' })
    expect(outcome).toMatchObject({ outcome: 'invalid', problems: [{ field: 'on', code }] })
    expect((await file()).request.stage).toBe('agreement_proposed')
  })

  it('is recorded by permitted staff on a visible file with an open question', async () => {
    const { world, id, file } = await proposed()
    const input = { on: world.clock.today(), confirm: 'yes' } as const
    expect(await actOnFile(world, signedOnPaper, manager, id, input)).toEqual({ outcome: 'refused', why: 'role' })
    await actOnFile(world, conflict, educator, id, { reasons: REASONS })
    expect(await actOnFile(world, signedOnPaper, educator, id, input)).toEqual({ outcome: 'refused', why: 'conflict' })
    await actOnFile(world, seal, staff((await file()).request.caseOfficer ?? ''), id, { confirm: 'yes' })
    expect(await actOnFile(world, signedOnPaper, staff('ed-sala'), id, input)).toEqual({
      outcome: 'refused',
      why: 'hidden',
    })
    const open = await active()
    expect(await actOnFile(open.world, signedOnPaper, educator, open.id, input)).toEqual({
      outcome: 'refused',
      why: 'noAgreement',
    })
  })
})

describe('a new version of the agreement', () => {
  it('changes nothing until accepted, and then takes effect on its day', async () => {
    const { world, id, file } = await active()
    const before = (await file()).request
    const both = await Promise.all([
      actOnFile(world, amendAct, educator, id, CHANGE),
      actOnFile(world, amendAct, educator, id, CHANGE),
    ])
    expect(both.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, true])
    const ask = await playToAsk(world, id, 'agreement')
    expect(ask).toMatchObject({ subject: '2', to: { role: 'citizen' } })
    const proposed = (await file()).request
    expect(proposed).toMatchObject({
      placement: before.placement,
      agreement: before.agreement,
      periods: before.periods,
    })
    expect(proposed.amendment?.agreement?.text).toContain('versione 2')
    expect(proposed.amendment?.agreement?.text).toContain(CHANGE.reasons)
    await answer(world, ask, { choice: 'accept' })
    const { request } = await file()
    expect(request).toMatchObject({
      stage: 'active',
      placement: { weekdays: [2, 5], at: '09:00', minutesADay: 120, startsOn: '2026-04-01' },
      formerPlacements: [before.placement],
      agreement: { version: 2, acceptedAt: world.clock.now() },
      periods: before.periods,
    })
    expect(request.amendment).toBeUndefined()
    const issued = await play(world, id, {}, ({ request: { papers } }) => papers?.length === 4)
    expect(issued.request.papers?.map((paper) => paper.id)).toContain('agreement-2')
    // Shifts are those of the version of their day.
    const planned = plannedIn(world.municipality, await file(), { from: '2026-03-30', to: '2026-04-03' })
    expect(planned.map(({ on, minutes }) => [on, minutes])).toEqual([
      ['2026-03-30', 240],
      ['2026-03-31', 240],
      ['2026-04-03', 120],
    ])
    expect(await acts(world, id)).toEqual(
      expect.arrayContaining(['amendment.written', 'amendment.proposed', 'amendment.accepted']),
    )
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('changes nothing if declined, and the next one has a new number', async () => {
    const { world, id, file } = await active()
    const { placement, agreement, periods } = (await file()).request
    await actOnFile(world, amendAct, educator, id, CHANGE)
    await answer(world, await playToAsk(world, id, 'agreement'), { choice: 'decline', reasons: REASONS })
    const { request } = await file()
    expect(request).toMatchObject({ stage: 'active', placement, agreement, periods, declined: REASONS })
    expect(request.amendment).toBeUndefined()
    // Who proposed it is told, and where to read why.
    await play(
      world,
      id,
      {},
      ({ request: { news: recordedNews } }) => recordedNews?.every(({ notifiedAt }) => notifiedAt) ?? false,
    )
    expect(world.postman.sent.filter(({ letter }) => letter.template === 'attention')).toMatchObject([
      { to: 'chiara.riva@example.org', letter: { about: 'declined', detail: expect.stringContaining(id) } },
    ])
    expect(news(world)).toEqual([])
    expect(next(world, await file())).toBe('Done')
    await actOnFile(world, amendAct, educator, id, { ...CHANGE, reasons: 'Un altro motivo, dopo il primo.' })
    await answer(world, await playToAsk(world, id, 'agreement'), { choice: 'accept' })
    expect((await file()).request.agreement?.version).toBe(3)
    expect((await play(world, id)).request.stage).toBe('closed')
  })

  it('with more months asks for longer cover, and no hour counts beyond the present one', async () => {
    const { world, id, file } = await active(newWorld(), TIGHT)
    await actOnFile(world, amendAct, social, id, { ...CHANGE, months: 1 })
    await answer(world, await playToAsk(world, id, 'agreement', TIGHT), { choice: 'accept' })
    expect((await file()).request.periods.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-16', '2026-04-15'],
      ['2026-04-16', '2026-05-15'],
      ['2026-05-16', '2026-06-15'],
    ])
    const open = await playToAsk(world, id, 'insurance', TIGHT)
    expect(open).toMatchObject({ subject: '2', to: { role: 'educator' } })
    const now = world.clock.now()
    goTo(world, '2026-05-29')
    expect(await record(world, id, '2026-05-26')).toMatchObject({ code: 'shift.cover' })
    world.clock.moveTo(now)
    const cover = (coverTo: string, coverFrom = '2026-05-16') => ({
      choice: 'confirm',
      policy: 'P-2',
      coverFrom,
      coverTo,
    })
    expect(await answer(world, open, cover('2026-06-14'))).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'coverTo', code: 'cover.end' }],
    })
    await answer(world, open, cover('2026-06-15'))
    expect((await file()).request).toMatchObject({
      stage: 'active',
      startsOn: '2026-03-16',
      cover: { policy: 'P-2', from: '2026-03-02', to: '2026-06-15' },
    })
    expect((await file()).postings.filter(({ to }) => to === 'owed')).toHaveLength(1)
    goTo(world, '2026-05-29')
    expect(await record(world, id, '2026-05-26')).toHaveLength(1)
    expect(next(world, await file())).toBe('Done')
    world.clock.moveTo(now)
    expect((await play(world, id, PLANNED)).request.stage).toBe('closed')
  })

  it('with more months still allows exactly one make-up month', async () => {
    const LONG: Parts = {
      insurance: ({ today }) => ({ choice: 'confirm', policy: 'INAIL-1', coverFrom: today, coverTo: '2026-12-31' }),
      timesheet: () => ({ choice: 'none', reasons: REASONS }),
    }
    const { world, id } = await active(newWorld(), LONG)
    await actOnFile(world, amendAct, social, id, { ...CHANGE, months: 1 })
    await answer(world, await playToAsk(world, id, 'agreement', LONG), { choice: 'accept' })
    const ended = await play(world, id, LONG)
    expect(ended.request.periods.map(({ number, makeUp = false }) => [number, makeUp])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ])
  })

  it('interrupts the activity during a gap in cover, and extends it by those days', async () => {
    const { world, id, file } = await active(newWorld(), TIGHT)
    await actOnFile(world, amendAct, social, id, { ...CHANGE, months: 1 })
    await answer(world, await playToAsk(world, id, 'agreement', TIGHT), { choice: 'accept' })
    const open = await playToAsk(world, id, 'insurance', TIGHT)
    await answer(world, open, { choice: 'confirm', policy: 'P-2', coverFrom: '2026-05-28', coverTo: '2026-06-20' })
    goTo(world, '2026-06-01')
    expect(await record(world, id, '2026-05-26')).toMatchObject({ code: 'shift.interrupted' })
    expect(await record(world, id, '2026-05-29')).toHaveLength(1)
    const { request } = await file()
    expect(request.cover?.to).toBe('2026-06-20')
    // 12 days without cover, from 16 May to 27 May.
    expect(request.periods.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-16', '2026-04-15'],
      ['2026-04-16', '2026-05-15'],
      ['2026-05-16', '2026-06-27'],
    ])
    expect(request.news).toMatchObject([{ about: 'uncovered' }])
    // The rest of it is asked for next.
    world.clock.moveTo('2026-04-10T08:00:00Z')
    await play(
      world,
      id,
      {},
      ({ request: { news: recordedNews } }) => recordedNews?.every(({ notifiedAt }) => notifiedAt) ?? false,
    )
    expect(await playToAsk(world, id, 'insurance', TIGHT)).toMatchObject({ subject: '3' })
  })

  it('at another host begins with a period, so that each period has one supervisor', async () => {
    const { world, id } = await active()
    const elsewhere = { ...CHANGE, project: 'riordino', startsOn: '2026-04-08' }
    expect(await actOnFile(world, amendAct, educator, id, elsewhere)).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'startsOn', code: 'amendment.period', values: { begins: '2026-04-16' } }],
    })
    await actOnFile(world, amendAct, educator, id, { ...elsewhere, startsOn: '2026-04-16' })
    await answer(world, await playToAsk(world, id, 'agreement'), { choice: 'accept' })
    const ended = await play(world, id)
    const sheets = ended.asks.filter(({ kind }) => kind === 'timesheet').map(({ to }) => to.id)
    expect(sheets.slice(0, 2)).toEqual(['scuola-primaria', 'forma-officina'])
  })

  it.each([
    [{ minutesADay: 300 }, 'minutesADay', 'day.max'],
    [{ minutesADay: 240, weekdays: [1, 2, 3, 4, 5, 6] }, 'weekdays', 'week.max'],
    [{ months: 7 }, 'months', 'amendment.months'],
    [{ startsOn: '2026-03-16' }, 'startsOn', 'amendment.tomorrow'],
    [{ project: 'riordino', startsOn: '2026-03-20' }, 'startsOn', 'start.lead'],
    [{ startsOn: '2026-05-16' }, 'startsOn', 'amendment.after'],
    [{ project: 'nowhere' }, 'project', 'choice'],
  ])('is rejected with %j', async (fields, field, code) => {
    const { world, id, file } = await active()
    const recordedNews = await actOnFile(world, amendAct, educator, id, { ...CHANGE, ...fields })
    expect(recordedNews).toMatchObject({
      outcome: 'invalid',
      problems: expect.arrayContaining([expect.objectContaining({ field, code })]),
    })
    expect((await file()).request.amendment).toBeUndefined()
  })

  it('adds at most the months that the regulation allows', async () => {
    const world = newWorld(withRules({ durationMonths: 2, extensions: 0 }))
    const { id } = await active(world)
    expect(await actOnFile(world, amendAct, educator, id, { ...CHANGE, months: 1 })).toMatchObject({
      problems: [{ code: 'amendment.months', values: { left: 0 } }],
    })
  })

  it('is proposed by permitted staff during an activity, one at a time', async () => {
    const { world, id } = await active()
    expect(await actOnFile(world, amendAct, manager, id, CHANGE)).toEqual({ outcome: 'refused', why: 'role' })
    await actOnFile(world, amendAct, educator, id, CHANGE)
    expect(await actOnFile(world, amendAct, social, id, CHANGE)).toEqual({ outcome: 'refused', why: 'amending' })
    await actOnFile(world, conflict, educator, id, { reasons: REASONS })
    expect(await actOnFile(world, amendAct, educator, id, CHANGE)).toEqual({ outcome: 'refused', why: 'conflict' })
    const early = await apply(world, applicationOf(1))
    await playToAsk(world, early, 'insurance')
    expect(await actOnFile(world, amendAct, social, early, CHANGE)).toEqual({ outcome: 'refused', why: 'notUnderWay' })
  })

  it('is no longer open when the activity is over', async () => {
    const { world, id, file } = await active()
    await actOnFile(world, amendAct, educator, id, { ...CHANGE, startsOn: '2026-05-10' })
    await actOnFile(world, waive, social, id, { minutes: 40 * 60, reasons: REASONS })
    const ask = await playToAsk(world, id, 'agreement')
    await play(world, id, { agreement: () => undefined })
    expect((await file()).request.stage).toBe('closed')
    expect((await file()).request.amendment).toBeUndefined()
    expect((await file()).asks.find((each) => each.id === ask.id)?.status).toBe('superseded')
  })
})

describe('a suspended activity', () => {
  const ILL = { from: '2026-03-24', reasons: 'Certificato del medico in ufficio.' }

  it('has no due or counted shift, and lasts longer by the lost days when resumed', async () => {
    const { world, id, file } = await active(newWorld(), TIGHT)
    goTo(world, '2026-03-25')
    const both = await Promise.all([
      actOnFile(world, suspend, educator, id, ILL),
      actOnFile(world, suspend, educator, id, ILL),
    ])
    expect(both.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, true])
    expect((await file()).request).toMatchObject({
      stage: 'suspended',
      interruptions: [{ from: '2026-03-24', by: 'ed-riva' }],
    })
    goTo(world, '2026-04-02')
    expect(await record(world, id, '2026-03-30')).toMatchObject({ code: 'shift.interrupted' })
    expect(
      plannedIn(world.municipality, await file(), { from: '2026-03-23', to: '2026-04-15' }).map(({ on }) => on),
    ).toEqual(['2026-03-23'])
    expect(requiredWorkflows(await file(), world.clock.now())).toContainEqual({ machine: 'activity-period', period: 1 })

    const twice = await Promise.all(
      [1, 2].map(() => actOnFile(world, resumeActivity, social, id, { on: '2026-04-03' })),
    )
    expect(twice.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, true])
    const { request } = await file()
    expect(request).toMatchObject({ stage: 'active', interruptions: [{ from: '2026-03-24', to: '2026-04-02' }] })
    expect(request.periods.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-16', '2026-04-25'],
      ['2026-04-26', '2026-05-25'],
    ])
    // 10 days that the cover does not reach.
    expect(request.cover?.to).toBe('2026-05-15')
    await playToAsk(world, id, 'insurance', TIGHT)
    const ended = await play(world, id, { ...TIGHT, ...PLANNED })
    expect(ended.request).toMatchObject({ stage: 'closed', cover: { from: '2026-03-02', to: '2026-05-25' } })
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('is notified to the person each time', async () => {
    const { world, id, file } = await active()
    goTo(world, '2026-03-25')
    await actOnFile(world, suspend, educator, id, ILL)
    expect(next(world, await file())).toBe('NotifyOutcome')
    await play(world, id, PLANNED, ({ request }) => request.news?.every(({ notifiedAt }) => notifiedAt) ?? false)
    expect(news(world)).toHaveLength(1)
    await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-26' })
    await play(world, id, PLANNED)
    expect(news(world)).toHaveLength(2)
    expect(JSON.stringify(news(world))).not.toContain('medico')
  })

  it('still pays a period that ended before', async () => {
    const { world, id, file } = await active()
    goTo(world, '2026-04-21')
    await actOnFile(world, suspend, educator, id, { ...ILL, from: '2026-04-20' })
    const settled = await play(world, id, PLANNED, ({ payments }) => payments.some(({ paid }) => paid))
    expect(settled.request).toMatchObject({ stage: 'suspended', periods: [{ settledAt: expect.any(String) }, {}] })
    expect(drawnCents(settled.payments)).toBe(30_000)
    // The one that stands still waits.
    expect(nextStep(await file(), { machine: 'activity-period', period: 2 }, '2026-06-30T08:00:00Z').next).toBe(
      'AwaitEnd',
    )
    expect(world.clock.today() < '2026-05-16').toBe(true)
    await actOnFile(world, resumeActivity, educator, id, { on: '2026-04-27' })
    expect((await play(world, id, PLANNED)).request.stage).toBe('closed')
  })

  it('postpones a proposed version', async () => {
    const { world, id, file } = await active()
    await actOnFile(world, amendAct, educator, id, { ...CHANGE, months: 1 })
    await playToAsk(world, id, 'agreement')
    goTo(world, '2026-03-25')
    await actOnFile(world, suspend, educator, id, ILL)
    await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-31' })
    const { amendment } = (await file()).request
    expect(amendment?.placement.startsOn).toBe('2026-04-08')
    expect(amendment?.periods.at(-1)).toEqual({ number: 3, from: '2026-05-23', to: '2026-06-22' })
  })

  const noted = async (world: World, id: string, on: string) => {
    const by = { role: 'host', id: 'scuola-primaria' } as const
    await amend(world, id, (file, now) => {
      const context = { file, municipality: world.municipality, now }
      const absent = recordAbsence(context, { on, excused: false, by, why: 'sheet' })
      if ('code' in absent) throw new Error(absent.code)
      return { act: 'hours.recorded', by, ...absent }
    })
  }
  const missedOn = ({ postings }: CaseFile) =>
    entriesOf(postings).flatMap(({ on, absence, counted }) => (absence && counted > 0 ? [on] : []))

  it('cancels absences on days of the suspension', async () => {
    const { world, id, file } = await active()
    goTo(world, '2026-03-27')
    for (const on of ['2026-03-23', '2026-03-24', '2026-03-25']) await noted(world, id, on)
    await actOnFile(world, suspend, educator, id, ILL)
    expect(missedOn(await file())).toEqual(['2026-03-23'])
    expect(balance((await file()).postings, 'missed')).toBe(240)
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('cancels absences after an early end', async () => {
    const { world, id, file } = await active()
    goTo(world, '2026-03-27')
    for (const on of ['2026-03-23', '2026-03-24', '2026-03-25']) await noted(world, id, on)
    expect(await actOnFile(world, endEarly, social, id, { on: '2026-03-24', reasons: REASONS })).toMatchObject({
      outcome: 'done',
    })
    expect(missedOn(await file())).toEqual(['2026-03-23', '2026-03-24'])
  })

  it('cancels absences in a gap of the cover', async () => {
    const { world, id, file } = await active(newWorld(), TIGHT)
    goTo(world, '2026-03-27')
    for (const on of ['2026-03-23', '2026-03-24', '2026-03-25']) await noted(world, id, on)
    await world.files.tamper(id, (each) => ({
      ...each,
      request: { ...each.request, cover: { policy: 'P', from: '2026-03-02', to: '2026-03-23' } },
    }))
    const open = await playToAsk(world, id, 'insurance', TIGHT)
    const cover = { choice: 'confirm', policy: 'P-2', coverFrom: '2026-03-25', coverTo: '2026-06-20' }
    expect(await answer(world, open, cover)).toMatchObject({ outcome: 'recorded' })
    expect(missedOn(await file())).toEqual(['2026-03-23', '2026-03-25'])
  })

  it('begins after a period that was signed', async () => {
    const { world, id, file } = await active()
    await playToAsk(world, id, 'verification', PLANNED)
    const today = world.clock.today()
    expect(await actOnFile(world, suspend, educator, id, { ...ILL, from: '2026-04-15' })).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'from', code: 'suspend.signed', values: { from: '2026-04-16' } }],
    })
    expect(await actOnFile(world, suspend, educator, id, { ...ILL, from: today })).toMatchObject({ outcome: 'done' })
    expect((await file()).request.interruptions).toMatchObject([{ from: today }])
  })

  it('begins or ends early no sooner than the last attendance', async () => {
    const { world, id } = await active()
    goTo(world, '2026-03-25')
    const problem = async (from: string) => [
      await actOnFile(world, suspend, educator, id, { ...ILL, from }),
      await actOnFile(world, endEarly, social, id, { on: addDays(from, -1), reasons: REASONS }),
    ]
    await amend(world, id, (file, now) => {
      const shift = { starts: momentOf('2026-03-22', '22:00'), ends: momentOf('2026-03-23', '01:00') }
      const by = { role: 'host', id: 'scuola-primaria' } as const
      const context = { file, municipality: world.municipality, now }
      const postings = recordShift(context, { shift, recorded: 'sheet', by, why: 'test' })
      if (!Array.isArray(postings)) throw new Error(postings.code)
      return { act: 'hours.recorded', by, postings }
    })
    expect(await problem('2026-03-23')).toMatchObject([
      { problems: [{ code: 'suspend.shift', values: { on: '2026-03-23' } }] },
      { problems: [{ code: 'endEarly.day', values: { from: '2026-03-23' } }] },
    ])
    await world.files.tamper(id, (each) => ({
      ...each,
      request: { ...each.request, present: { since: momentOf('2026-03-24', '08:30'), step: 1 } },
    }))
    expect(await problem('2026-03-24')).toMatchObject([
      { problems: [{ code: 'suspend.shift', values: { on: '2026-03-24' } }] },
      { problems: [{ code: 'endEarly.day', values: { from: '2026-03-24' } }] },
    ])
  })

  it.each([
    ['2026-03-15', 'suspend.day'],
    ['2026-03-26', 'suspend.day'],
    ['2026-03-23', 'suspend.shift'],
  ])('cannot be suspended from %s', async (from, code) => {
    const { world, id, file } = await active()
    goTo(world, '2026-03-25')
    const postings = await record(world, id, '2026-03-23')
    if (!Array.isArray(postings)) throw new Error(postings.code)
    await amend(world, id, () => ({ act: 'hours.recorded', by: { role: 'host', id: 'scuola-primaria' }, postings }))
    expect(await actOnFile(world, suspend, educator, id, { ...ILL, from })).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'from', code }],
    })
    expect((await file()).request.stage).toBe('active')
  })

  it('is suspended and resumed by permitted staff, in turn', async () => {
    const { world, id } = await active()
    goTo(world, '2026-03-25')
    expect(await actOnFile(world, suspend, manager, id, ILL)).toEqual({ outcome: 'refused', why: 'role' })
    expect(await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-26' })).toEqual({
      outcome: 'refused',
      why: 'goesOn',
    })
    await actOnFile(world, suspend, educator, id, ILL)
    expect(await actOnFile(world, suspend, social, id, ILL)).toEqual({ outcome: 'refused', why: 'standsStill' })
    expect(await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-24' })).toMatchObject({
      problems: [{ field: 'on', code: 'takeUp.day' }],
    })
  })
})

describe('waived hours', () => {
  it('are no longer owed and release money: the activity completes at the end of its period', async () => {
    const { world, id, file } = await active()
    const input = { minutes: 40 * 60, reasons: 'Ha un problema di salute che dura.' }
    const both = await Promise.all([
      actOnFile(world, waive, social, id, input),
      actOnFile(world, waive, social, id, input),
    ])
    expect(both.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, true])
    expect((await file()).postings.filter(({ to }) => to === 'waived')).toMatchObject([
      {
        id: 'waiver-1-1',
        entry: 'waiver-1',
        minutes: 2400,
        from: 'owed',
        reasons: input.reasons,
        by: { id: 'as-colombo' },
      },
    ])
    expect(balance((await file()).postings, 'owed')).toBe(2400)
    const ended = await play(world, id)
    // The first sheet has the other 40 hours: one period is enough.
    expect(ended.request.stage).toBe('closed')
    expect(ended.request.periods).toHaveLength(1)
    expect(drawnCents(ended.payments)).toBe(60_000)
    expect(news(world)).toHaveLength(1)
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('are at most the owed ones, and waived by a social worker', async () => {
    const { world, id, file } = await active()
    const input = { minutes: 80 * 60 + 1, reasons: REASONS }
    expect(await actOnFile(world, waive, educator, id, input)).toEqual({ outcome: 'refused', why: 'role' })
    expect(await actOnFile(world, waive, social, id, input)).toMatchObject({
      problems: [{ field: 'minutes', code: 'waive.max', values: { hours: 80, minutes: 0 } }],
    })
    await actOnFile(world, waive, social, id, { minutes: 80 * 60, reasons: REASONS })
    expect(await actOnFile(world, waive, social, id, { minutes: 1, reasons: 'Un altro motivo.' })).toEqual({
      outcome: 'refused',
      why: 'nothingOwed',
    })
    expect((await play(world, id)).request.stage).toBe('closed')
    expect(balance((await file()).postings, 'waived')).toBe(4800)
  })
})

describe('an early end', () => {
  const END = { on: '2026-04-20', reasons: 'Ha trovato un lavoro.' }

  it('settles and certifies verified hours, and returns the rest to the funds', async () => {
    const { world, id, file } = await active()
    expect(world.files.funds.get('bilancio')).toBe(60_000)
    await play(world, id, {}, ({ request }) => request.periods[0]?.settledAt !== undefined)
    goTo(world, '2026-04-18')
    const both = await Promise.all([
      actOnFile(world, endEarly, educator, id, END),
      actOnFile(world, endEarly, educator, id, END),
    ])
    expect(both.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, true])
    expect((await file()).request).toMatchObject({
      stage: 'active',
      endedEarly: { on: '2026-04-20', by: 'ed-riva' },
      periods: [{ number: 1 }, { number: 2, from: '2026-04-16', to: '2026-04-20' }],
    })
    const ended = await play(world, id, {
      timesheet: () => ({ choice: 'hours', days: [{ on: '2026-04-16', minutes: 240 }] }),
    })
    expect(ended.request.stage).toBe('closed')
    expect(balance(ended.postings, 'verified')).toBe(44 * 60)
    // 44 of 80 hours.
    expect(drawnCents(ended.payments)).toBe(33_000)
    expect(world.files.funds.get('bilancio')).toBe(33_000)
    expect(ended.request.papers?.map((paper) => paper.id)).toContain('certificate')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('drops later months and a proposed version', async () => {
    const { world, id, file } = await active()
    await actOnFile(world, amendAct, educator, id, CHANGE)
    const ask = await playToAsk(world, id, 'agreement')
    await actOnFile(world, endEarly, educator, id, { ...END, on: '2026-03-19' })
    const { request, asks } = await file()
    expect(request.periods).toEqual([{ number: 1, from: '2026-03-16', to: '2026-03-19' }])
    expect(request.amendment).toBeUndefined()
    expect(asks.find((each) => each.id === ask.id)?.status).toBe('superseded')
    expect(await actOnFile(world, amendAct, social, id, CHANGE)).toEqual({ outcome: 'refused', why: 'endsEarly' })
    expect((await play(world, id)).request.stage).toBe('closed')
  })

  it('ends a suspended activity', async () => {
    const { world, id } = await active()
    goTo(world, '2026-03-25')
    await actOnFile(world, suspend, educator, id, { from: '2026-03-24', reasons: REASONS })
    expect(await actOnFile(world, endEarly, educator, id, { ...END, on: '2026-03-25' })).toMatchObject({
      outcome: 'done',
    })
    const ended = await play(world, id, PLANNED)
    expect(ended.request).toMatchObject({ stage: 'closed', interruptions: [{ from: '2026-03-24', to: '2026-03-25' }] })
  })

  it('is not before the last day of a signed, unsettled period', async () => {
    for (const on of ['2026-04-15', '2026-04-17']) {
      const { world, id, file } = await active()
      await playToAsk(world, id, 'verification', PLANNED)
      const before = await file()
      expect(await actOnFile(world, endEarly, educator, id, { ...END, on: '2026-04-14' })).toMatchObject({
        problems: [{ field: 'on', code: 'endEarly.signed', values: { from: '2026-04-15' } }],
      })
      expect(await file()).toEqual(before)
      expect(await actOnFile(world, endEarly, educator, id, { ...END, on })).toMatchObject({ outcome: 'done' })
      expect((await file()).request.periods[0]).toEqual(before.request.periods[0])
      const ended = await play(world, id, PLANNED)
      expect([ended.request.stage, ended.request.periods.at(-1)?.to]).toEqual(['closed', on])
    }
  })

  it.each(['2026-03-15', '2026-04-16'])('is not on %s, outside the present period', async (on) => {
    const { world, id } = await active()
    expect(await actOnFile(world, endEarly, educator, id, { ...END, on })).toMatchObject({
      problems: [{ field: 'on', code: 'endEarly.day', values: { from: '2026-03-16', to: '2026-04-15' } }],
    })
    expect(await actOnFile(world, endEarly, manager, id, END)).toEqual({ outcome: 'refused', why: 'role' })
  })
})

describe('the certificate', () => {
  it('is issued before closing, also without payments left, and after a withdrawal with verified hours', async () => {
    const world = newWorld()
    const id = await apply(world, communityApplication())
    const closed = await play(world, id, referred)
    expect(closed.request.stage).toBe('closed')
    expect(closed.request.papers?.map((paper) => paper.id)).toContain('certificate')
    // Whichever workflow settled the last period, none closes the file before.
    const fresh = newWorld()
    const done = await play(
      fresh,
      await apply(fresh, communityApplication()),
      referred,
      ({ request }) => request.stage === 'completed',
    )
    const { referral: _, ...unsent } = done.request
    const bare = { ...done, request: unsent }
    expect(nextStep(bare, { machine: 'activity-period', period: 1 }, fresh.clock.now()).next).toBe('Done')
    expect(next(fresh, bare)).toBe('IssueCertificate')
    const other = await active()
    await play(other.world, other.id, {}, ({ request }) => request.periods[0]?.settledAt !== undefined)
    await withdraw(other.world, other.id, undefined)
    expect((await play(other.world, other.id)).request.papers?.map((paper) => paper.id)).toContain('certificate')
    const none = await active()
    await withdraw(none.world, none.id, undefined)
    expect((await play(none.world, none.id)).request.papers?.map((paper) => paper.id)).not.toContain('certificate')
  })
})
