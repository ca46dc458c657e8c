import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { amend } from '../../../../functions/domain/acts/amend.ts'
import { endEarly } from '../../../../functions/domain/acts/end-early.ts'
import { signedOnPaper } from '../../../../functions/domain/acts/signed-on-paper.ts'
import { suspend } from '../../../../functions/domain/acts/suspend.ts'
import { resumeActivity } from '../../../../functions/domain/acts/resume-activity.ts'
import { withdrawAmendment } from '../../../../functions/domain/acts/withdraw-amendment.ts'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { placementOn } from '../../../../functions/domain/activity/placements.ts'
import { nextStep } from '../../../../functions/domain/file/next-step.ts'
import { askPerson } from '../../../../functions/usecases/asks/ask-person.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { newWorld, SESTO, type World } from '../../../support/memory.ts'
import {
  answer,
  apply,
  atStage,
  type Parts,
  retryFaults,
  play,
  playToAsk,
  REASONS,
} from '../../../support/story/play.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const staff = (id: string) => {
  const member = SESTO.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return { municipality: 'I690', member }
}
const social = staff('as-colombo')
const educator = staff('ed-riva')
const OWN = { machine: 'contribution-request' } as const

/** An activity on its first day, 16 March: a period to 15 April, another to 15 May; Monday to Thursday, 4 hours a day. */
async function active(world: World = newWorld(), parts: Parts = {}) {
  const id = await apply(world)
  await play(world, id, parts, atStage('active'))
  return { world, id, file: () => world.files.get(id) }
}
const next = (world: World, file: CaseFile) => nextStep(file, OWN, world.clock.now()).next
const acts = async (world: World, id: string) => (await world.files.trail(id)).map(({ act }) => act)
const sent = (world: World, template: string) =>
  world.postman.sent.filter(({ letter }) => letter.template === template).map(({ to }) => to)
const isNotified = ({ request: { news = [] } }: CaseFile) => news.every(({ notifiedAt }) => notifiedAt)

const CHANGE = {
  project: 'foglie-cortile',
  startsOn: '2026-04-01',
  weekdays: [2, 5],
  at: '09:00',
  minutesADay: 120,
  reasons: 'La persona ha un corso il lunedì mattina.',
}
const ELSEWHERE = { ...CHANGE, project: 'riordino', startsOn: '2026-04-16' }

/** A proposal as it is written, and the way to take it back. */
async function proposed(change = CHANGE) {
  const open = await active()
  await actOnFile(open.world, amend, educator, open.id, change)
  const written = (await open.file()).request.amendment?.at ?? ''
  return { ...open, written, taking: { proposal: written, reasons: 'Il corso è stato spostato.' } }
}

describe('withdrawing an unanswered version', () => {
  it('closes its question, frees its place and notifies; the version in force continues', async () => {
    const { world, id, file, taking } = await proposed(ELSEWHERE)
    const { placement, agreement, periods } = (await file()).request
    const ask = await playToAsk(world, id, 'agreement')
    const both = await Promise.all([
      actOnFile(world, withdrawAmendment, educator, id, taking),
      actOnFile(world, withdrawAmendment, educator, id, taking),
    ])
    expect(both.map((each) => each.outcome === 'done' && each.written).sort()).toEqual([false, true])
    const { request, asks } = await file()
    expect(request).toMatchObject({ stage: 'active', placement, agreement, periods })
    expect(request.amendment).toBeUndefined()
    expect(request.fallenAmendments).toMatchObject([{ takenBack: { by: 'ed-riva', reasons: taking.reasons } }])
    expect(asks.find((each) => each.id === ask.id)?.status).toBe('superseded')
    expect(await answer(world, ask, { choice: 'accept' })).toMatchObject({ state: 'gone', renewable: false })
    expect(next(world, await file())).toBe('NotifyOutcome')
    await play(world, id, {}, isNotified)
    expect(sent(world, 'news')).toHaveLength(1)
    expect(await acts(world, id)).toContain('amendment.withdrawn')
    // Another one may be written.
    expect(await actOnFile(world, amend, social, id, CHANGE)).toMatchObject({ outcome: 'done', written: true })
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('withdraws that version only: a repeated form does not touch a later one', async () => {
    const { world, id, file, taking } = await proposed()
    await actOnFile(world, withdrawAmendment, educator, id, taking)
    world.clock.moveSeconds(60)
    await actOnFile(world, amend, social, id, CHANGE)
    expect(await actOnFile(world, withdrawAmendment, educator, id, taking)).toMatchObject({
      outcome: 'done',
      written: false,
    })
    expect((await file()).request.amendment).toMatchObject({ by: 'as-colombo' })
  })

  it('sends no letter if the person was not asked yet', async () => {
    const { world, id, file, taking } = await proposed()
    await actOnFile(world, withdrawAmendment, educator, id, taking)
    expect((await file()).request.news ?? []).toEqual([])
    expect(next(world, await file())).toBe('Done')
  })

  it('is rejected after the answer, and for other roles', async () => {
    const { world, id, file, taking } = await proposed()
    expect(await actOnFile(world, withdrawAmendment, staff('dir-moretti'), id, taking)).toEqual({
      outcome: 'refused',
      why: 'role',
    })
    const ask = await playToAsk(world, id, 'agreement')
    await Promise.all([
      answer(world, ask, { choice: 'accept' }),
      actOnFile(world, withdrawAmendment, educator, id, taking),
    ])
    const { request } = await file()
    // Whoever came first: never both.
    expect(request.agreement?.version === 2).toBe(request.fallenAmendments === undefined)
    const again = await proposed()
    await answer(again.world, await playToAsk(again.world, again.id, 'agreement'), { choice: 'accept' })
    expect(await actOnFile(again.world, withdrawAmendment, educator, again.id, again.taking)).toEqual({
      outcome: 'refused',
      why: 'nothingProposed',
    })
    expect((await again.file()).request.agreement?.version).toBe(2)
  })
})

/** Moves the clock to nine on a day. */
const goTo = (world: World, on: string) => world.clock.moveTo(`${on}T08:00:00Z`)
/** A day passes in the state that asks. */
const timeOut = ({ world, id }: { world: World; id: string }) =>
  askPerson(world, { request: id, kind: 'agreement', workflow: OWN, token: 'token' })

describe('an unanswered version', () => {
  it('states the last day to accept and the consequence', async () => {
    const { world, id, file } = await proposed()
    await playToAsk(world, id, 'agreement')
    const { text } = (await file()).request.amendment?.agreement ?? {}
    expect(text).toContain('Questa versione vale dal 1 aprile 2026')
    expect(text).toContain('Puoi accettarla fino al 31 marzo 2026')
    expect(text).toContain('continua la versione di prima')
  })

  it('lapses on its first day, and person and proposer are notified', async () => {
    const open = await proposed(ELSEWHERE)
    const { world, id, file } = open
    const { placement, agreement, periods } = (await file()).request
    const ask = await playToAsk(world, id, 'agreement')
    goTo(world, '2026-04-15')
    await timeOut(open)
    expect((await file()).request.amendment).toBeDefined()
    world.clock.moveTo('2026-04-15T22:30:00Z')
    await Promise.all([timeOut(open), timeOut(open)])
    const { request, asks } = await file()
    expect(request).toMatchObject({ stage: 'active', placement, agreement, periods })
    expect(request.amendment).toBeUndefined()
    expect(request.fallenAmendments).toMatchObject([{ written: open.written }])
    expect(asks.find((each) => each.id === ask.id)?.status).toBe('lapsed')
    expect((await acts(world, id)).filter((act) => act === 'amendment.lapsed')).toHaveLength(1)
    await play(world, id, {}, isNotified)
    expect(sent(world, 'news')).toHaveLength(1)
    const letters = world.postman.sent.filter(({ letter }) => 'about' in letter && letter.about === 'lapsed')
    expect(letters.map(({ to }) => to)).toEqual(['chiara.riva@example.org'])
    expect(next(world, await file())).toBe('Done')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('lapses even if it was never sent; a first agreement never lapses', async () => {
    const open = await proposed()
    goTo(open.world, '2026-04-02')
    const before = open.world.postman.sent.length
    await timeOut(open)
    expect((await open.file()).request.amendment).toBeUndefined()
    expect(open.world.postman.sent.length).toBe(before)
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'agreement')
    goTo(world, '2026-09-01')
    await timeOut({ world, id })
    expect((await world.files.get(id)).asks.find((each) => each.id === ask.id)?.status).toBe('open')
  })

  it('is due in time to be accepted', async () => {
    const { world, id } = await proposed({ ...CHANGE, startsOn: '2026-03-20' })
    expect((await playToAsk(world, id, 'agreement')).dueOn).toBe('2026-03-19')
    const other = await proposed()
    expect((await playToAsk(other.world, other.id, 'agreement')).dueOn).toBe('2026-03-26')
  })
})

describe('the text of a new version, and what it does', () => {
  it.each([CHANGE, ELSEWHERE])('are the same on the last day to accept: %j', async (change) => {
    const { world, id, file } = await proposed(change)
    const ask = await playToAsk(world, id, 'agreement')
    const { amendment } = (await file()).request
    world.clock.moveTo(`${change.startsOn}T00:00:00+02:00`)
    world.clock.moveSeconds(-1)
    expect(await answer(world, ask, { choice: 'accept' })).toMatchObject({ outcome: 'recorded' })
    const { request } = await file()
    expect(request.placement).toEqual(amendment?.placement)
    expect(request.agreement).toMatchObject(amendment?.agreement ?? {})
    expect(request.placement?.startsOn).toBe(change.startsOn)
  })

  it.each([CHANGE, ELSEWHERE])(
    'once its day has come it is accepted neither by link nor on paper: %j',
    async (change) => {
      const { world, id, file } = await proposed(change)
      const ask = await playToAsk(world, id, 'agreement')
      goTo(world, change.startsOn)
      const { placement, agreement } = (await file()).request
      const late = { outcome: 'invalid', problems: [{ code: 'amendment.late' }] }
      expect(await answer(world, ask, { choice: 'accept' })).toMatchObject(late)
      const signed = { on: '2026-03-20', confirm: 'yes' } as const
      expect(await actOnFile(world, signedOnPaper, educator, id, signed)).toMatchObject(late)
      expect((await file()).request).toMatchObject({ placement, agreement })
      // To say no it is never too late.
      expect(await answer(world, ask, { choice: 'decline', reasons: REASONS })).toMatchObject({ outcome: 'recorded' })
    },
  )

  it('move together: after a suspension the person is asked again, with the new days', async () => {
    const { world, id, file } = await proposed()
    const ask = await playToAsk(world, id, 'agreement')
    goTo(world, '2026-03-25')
    await actOnFile(world, suspend, educator, id, { from: '2026-03-24', reasons: REASONS })
    await Promise.all([1, 2].map(() => actOnFile(world, resumeActivity, educator, id, { on: '2026-03-31' })))
    expect((await file()).asks.find((each) => each.id === ask.id)?.status).toBe('superseded')
    const again = await playToAsk(world, id, 'agreement')
    expect(again.subject).toBe('3')
    await answer(world, again, { choice: 'accept' })
    const { request } = await file()
    expect(request.placement?.startsOn).toBe('2026-04-08')
    expect(request.agreement).toMatchObject({ version: 3, text: expect.stringContaining('vale dal 8 aprile 2026') })
    expect(request.agreement?.text).toContain('finisce il 22 maggio 2026')
    expect(request.periods.at(-1)?.to).toBe('2026-05-22')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })
})

describe('places agreed on one after the other', () => {
  it('begin later by the lost days if they had not begun', async () => {
    const { world, id, file } = await proposed()
    await answer(world, await playToAsk(world, id, 'agreement'), { choice: 'accept' })
    await actOnFile(world, amend, educator, id, { ...CHANGE, startsOn: '2026-04-20', weekdays: [3] })
    await answer(world, await playToAsk(world, id, 'agreement'), { choice: 'accept' })
    goTo(world, '2026-03-25')
    await actOnFile(world, suspend, educator, id, { from: '2026-03-24', reasons: REASONS })
    await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-31' })
    const { request } = await file()
    const days = ['2026-03-23', '2026-03-24', '2026-03-31', '2026-04-07', '2026-04-08', '2026-04-26', '2026-04-27']
    expect(days.map((on) => placementOn(request, on)?.weekdays.join(''))).toEqual([
      ...['1234', '1234', '1234', '1234'],
      ...['25', '25', '3'],
    ])
  })
})

describe('days without cover', () => {
  const cover = (coverFrom: string, coverTo: string) => ({ choice: 'confirm', policy: 'P-2', coverFrom, coverTo })
  /** An activity whose cover ends on a day, and the question about more. */
  async function uncovered(to: string, until = '2026-03-30') {
    const open = await active()
    const { world, id } = open
    await world.files.tamper(id, (each) => ({
      ...each,
      request: { ...each.request, cover: { policy: 'P', from: '2026-03-02', to } },
    }))
    const ask = await playToAsk(world, id, 'insurance')
    goTo(world, until)
    return { ...open, ask }
  }
  const ends = ({ request: { periods } }: CaseFile) => periods.map(({ to }) => to)

  it('are added once, also if the activity was suspended on some of them', async () => {
    // Suspended from the 24th to the 31st, covered again from the 28th: 20 to 31 March are lost, 12 days.
    for (const isFirst of [true, false]) {
      const { world, id, file, ask } = await uncovered('2026-03-19')
      const interrupt = () => actOnFile(world, suspend, educator, id, { from: '2026-03-24', reasons: REASONS })
      const answerIt = () => answer(world, ask, cover('2026-03-28', '2026-12-31'))
      const takeUp = () => actOnFile(world, resumeActivity, educator, id, { on: '2026-04-01' })
      for (const act of isFirst ? [interrupt, answerIt, takeUp] : [interrupt, takeUp, answerIt]) await act()
      expect((await file()).request.interruptions).toHaveLength(2)
      expect(ends(await file())).toEqual(['2026-04-27', '2026-05-27'])
      expect((await verifyTrail(world, id)).fault).toBeUndefined()
    }
  })

  it('postpone a proposed version, which is put to the person again', async () => {
    const { world, id, file, ask } = await uncovered('2026-03-19', '2026-03-20')
    await actOnFile(world, amend, educator, id, CHANGE)
    const old = await playToAsk(world, id, 'agreement')
    await answer(world, ask, cover('2026-03-24', '2026-12-31'))
    expect((await file()).asks.find((each) => each.id === old.id)?.status).toBe('superseded')
    await answer(world, await playToAsk(world, id, 'agreement'), { choice: 'accept' })
    const { placement, agreement } = (await file()).request
    expect(placement?.startsOn).toBe('2026-04-05')
    expect(agreement?.text).toContain('vale dal 5 aprile 2026')
  })

  it('do not move an early end', async () => {
    const { world, id, file } = await uncovered('2026-03-19')
    await actOnFile(world, endEarly, social, id, { on: '2026-04-10', reasons: REASONS })
    const again = await playToAsk(world, id, 'insurance', { insurance: () => undefined })
    expect(await answer(world, again, cover('2026-03-28', '2026-12-31'))).toMatchObject({ outcome: 'recorded' })
    expect(ends(await file())).toEqual(['2026-04-10'])
    expect((await file()).request.interruptions).toMatchObject([{ from: '2026-03-20', to: '2026-03-27' }])
  })

  it('reopen no signed period: they extend the next one or add one', async () => {
    const { world, id, file, ask } = await uncovered('2026-04-05')
    await play(world, id, { insurance: () => undefined }, ({ asks }) =>
      asks.some(({ kind }) => kind === 'verification'),
    )
    expect(await answer(world, ask, cover('2026-04-21', '2026-12-31'))).toMatchObject({ outcome: 'recorded' })
    expect(ends(await file())).toEqual(['2026-04-15', '2026-05-30'])
    const last = await uncovered('2026-05-05')
    const isLast = ({ asks }: CaseFile) => asks.filter(({ kind }) => kind === 'verification').length === 2
    await play(last.world, last.id, { insurance: () => undefined }, isLast)
    expect(await answer(last.world, last.ask, cover('2026-05-11', '2026-12-31'))).toMatchObject({ outcome: 'recorded' })
    expect(ends(await last.file())).toEqual(['2026-04-15', '2026-05-15', '2026-05-20'])
    expect((await play(last.world, last.id)).request.stage).toBe('closed')
  })
})

describe('a repeated act', () => {
  it('writes a new version once, but is not confused with another version', async () => {
    const { world, id, file } = await proposed()
    const { amendment } = (await file()).request
    expect(await actOnFile(world, amend, educator, id, CHANGE)).toMatchObject({ outcome: 'done', written: false })
    for (const change of [{ startsOn: '2026-04-08' }, { months: 1 }, { minutesADay: 180 }])
      expect(await actOnFile(world, amend, educator, id, { ...CHANGE, ...change })).toEqual({
        outcome: 'refused',
        why: 'amending',
      })
    expect((await file()).request.amendment).toEqual(amendment)
  })

  it('does not suspend a resumed activity again', async () => {
    const { world, id, file } = await active()
    goTo(world, '2026-03-25')
    const ill = { from: '2026-03-24', reasons: REASONS }
    await actOnFile(world, suspend, educator, id, ill)
    await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-26' })
    expect(await actOnFile(world, suspend, educator, id, ill)).toMatchObject({ outcome: 'done', written: false })
    expect((await file()).request).toMatchObject({ stage: 'active', interruptions: [{ to: '2026-03-25' }] })
    // Ill again before the day on which it was to be taken up: no day is given back twice.
    await actOnFile(world, suspend, educator, id, { from: '2026-03-25', reasons: 'Ancora qualche giorno.' })
    await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-30' })
    // 24 to 29 March.
    expect((await file()).request.periods.map(({ to }) => to)).toEqual(['2026-04-21', '2026-05-21'])
  })
})

describe('unsigned hours at a suspension', () => {
  const none = { choice: 'none', reasons: REASONS }

  it('are signed when their period is over', async () => {
    const { world, id, file } = await active()
    const ask = await playToAsk(world, id, 'timesheet')
    const dueOn = ask.dueOn
    await actOnFile(world, suspend, educator, id, { from: '2026-04-14', reasons: REASONS })
    const early = { outcome: 'invalid', problems: [{ field: 'choice', code: 'timesheet.early' }] }
    expect(await answer(world, ask, none)).toMatchObject(early)
    await actOnFile(world, resumeActivity, educator, id, { on: addDays('2026-04-14', 10) })
    expect((await file()).request.periods.map(({ to }) => to)).toEqual(['2026-04-25', '2026-05-25'])
    expect(await answer(world, ask, none)).toMatchObject(early)
    const moved = (await file()).asks.find((each) => each.id === ask.id)
    expect(moved).toMatchObject({ status: 'open', dueOn: addDays(dueOn, 10) })
    goTo(world, '2026-04-26')
    expect(await answer(world, ask, none)).toMatchObject({ outcome: 'recorded' })
    expect((await play(world, id)).request.stage).toBe('closed')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('are signed or suspended, never both', async () => {
    const { world, id, file } = await active()
    const ask = await playToAsk(world, id, 'timesheet')
    await Promise.all([
      actOnFile(world, suspend, educator, id, { from: '2026-04-14', reasons: REASONS }),
      answer(world, ask, none),
    ])
    const { request, asks } = await file()
    const isSigned = asks.find((each) => each.id === ask.id)?.status === 'answered'
    expect(isSigned).toBe(request.interruptions === undefined)
  })
})

describe('an interrupted act', () => {
  const STEPS: Record<string, (open: Awaited<ReturnType<typeof proposed>>) => Promise<unknown>> = {
    'amend again': ({ world, id }) => actOnFile(world, amend, educator, id, CHANGE),
    'take back': ({ world, id, taking }) => actOnFile(world, withdrawAmendment, educator, id, taking),
    lapse: async (open) => {
      goTo(open.world, CHANGE.startsOn)
      await timeOut(open)
    },
    suspend: ({ world, id }) => actOnFile(world, suspend, educator, id, { from: '2026-03-16', reasons: REASONS }),
    'take up': async ({ world, id }) => {
      await actOnFile(world, suspend, educator, id, { from: '2026-03-16', reasons: REASONS })
      await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-18' })
    },
    'end early': ({ world, id }) => actOnFile(world, endEarly, educator, id, { on: '2026-03-20', reasons: REASONS }),
  }
  const outcomeOf = ({ request, asks }: CaseFile) => ({
    ...{ stage: request.stage, periods: request.periods, placement: request.placement },
    ...{ interruptions: request.interruptions, fallen: request.fallenAmendments, ended: request.endedEarly },
    ...{ amendment: request.amendment?.placement, news: request.news, asks: asks.map(({ status }) => status) },
  })

  it.each(Object.keys(STEPS))('has the same result when repeated: %s', async (name) => {
    const step = STEPS[name]
    const outcomes = []
    for (const fault of [undefined, 'before', 'after', 'unreachable'] as const) {
      const open = await proposed()
      await playToAsk(open.world, open.id, 'agreement')
      open.world.files.commits = 0
      if (fault === 'before' || fault === 'after')
        open.world.files.fault = { commit: name === 'take up' ? 2 : 1, when: fault }
      if (fault === 'unreachable') open.world.workflows.ensure = () => Promise.reject(new Error('unreachable'))
      await retryFaults(async () => step?.(open))
      outcomes.push(outcomeOf(await open.file()))
      expect((await verifyTrail(open.world, open.id)).fault).toBeUndefined()
    }
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
  })
})
