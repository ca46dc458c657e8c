import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { amend as amendAct } from '../../../../functions/domain/acts/amend.ts'
import { suspend } from '../../../../functions/domain/acts/suspend.ts'
import { resumeActivity } from '../../../../functions/domain/acts/resume-activity.ts'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { AskPage } from '../../../../functions/web/ask/page.tsx'
import { DeskFilePage } from '../../../../functions/web/desk/file/page.tsx'
import { formOf } from '../../../../functions/web/desk/acts/page.tsx'
import { rendered } from '../../../../functions/ui/render.ts'
import { answerAmendment, earliestStartOf } from '../../../../functions/domain/activity/amendment.ts'
import { conclusion } from '../../../../functions/domain/questions/conclusion.ts'
import { newWorld, SESTO, type World } from '../../../support/memory.ts'
import { REASONS } from '../../../support/story/play.ts'
import { HOST, onFirstShift } from '../../../support/story/site.ts'
import { projectsOpenTo } from '../../../../functions/domain/activity/match-file.ts'
import type { Placement } from '../../../../functions/domain/file/activity.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

/** What is done while a placement that is agreed is still to come: the one in force is that of the day. */

const NEXT = 'forma-officina'
const member = SESTO.staff.find(({ id }) => id === 'ed-riva')
if (!member) throw new Error('no educator')
const educator = { municipality: 'I690', member }

/** Somebody at work in the school yard, who has accepted to be at another host from their second month on. */
async function changing(also: (placement: Placement) => Partial<CaseFile['request']> = () => ({})) {
  const world = newWorld()
  const id = await onFirstShift(world)
  const { periods, placement } = (await world.files.get(id)).request
  const [first, second] = periods
  if (!first || !second || !placement) throw new Error('one month alone')
  const later = { ...placement, project: 'riordino', host: NEXT, at: '14:00', startsOn: second.from }
  await world.files.tamper(id, (file) => ({
    ...file,
    request: { ...file.request, placement: later, formerPlacements: [placement], ...also(later) },
  }))
  return { world, id, first, second, placement, file: () => world.files.get(id) }
}
const contextOf = async (world: World, id: string) => ({
  file: await world.files.get(id),
  municipality: world.municipality,
  member: educator.member,
  language: 'it' as const,
  now: world.clock.now(),
})

describe('until the day of a change of host', () => {
  it('shows the present and the next placement on the file', async () => {
    const { world, id, second } = await changing()
    const page = async () => {
      const context = await contextOf(world, id)
      const body = rendered(DeskFilePage, {
        context,
        trail: [],
        verdict: { request: id, entries: 0 },
        stuckSince: undefined,
        done: undefined,
      })
      return body.slice(body.indexOf('id="placement"'), body.indexOf('id="hours"'))
    }
    const before = await page()
    expect(before).toMatch(/Scuola primaria Esempio[\s\S]*Dal 16 aprile 2026[\s\S]*Forma-officina/)
    world.clock.moveTo(`${second.from}T08:00:00Z`)
    const after = await page()
    expect(after).toContain('Forma-officina')
    expect(after).not.toContain('Scuola primaria')
  })

  it('lets a version at today’s host begin on any day, and at the next host with a period', async () => {
    const { world, id, first, second, file } = await changing()
    const { request } = await file()
    const today = world.clock.today()
    const wanted = addDays(today, 3)
    expect(wanted < first.to).toBe(true)
    expect(earliestStartOf(request, { host: HOST, startsOn: wanted }, today)).toBe(wanted)
    expect(earliestStartOf(request, { host: NEXT, startsOn: wanted }, today)).toBe(second.from)
    const inside = addDays(second.from, 3)
    expect(earliestStartOf(request, { host: NEXT, startsOn: inside }, today)).toBe(inside)

    // No more notice for the insurer than a day: it knows the place of today.
    const typed = { weekdays: [1, 2], at: '09:00', minutesADay: 120, reasons: REASONS }
    const here = { ...typed, project: 'foglie-cortile', startsOn: wanted }
    const there = { ...here, project: 'riordino' }
    expect(await actOnFile(world, amendAct, educator, id, there)).toMatchObject({ problems: [{ code: 'start.lead' }] })
    const late = { ...there, startsOn: addDays(today, 14) }
    expect(await actOnFile(world, amendAct, educator, id, late)).toMatchObject({
      problems: [{ code: 'amendment.period' }],
    })
    expect(await actOnFile(world, amendAct, educator, id, here)).toMatchObject({ outcome: 'done' })
  })

  it('applies a version accepted for today’s host from its day', async () => {
    const { world, file, placement } = await changing()
    const current = await file()
    const startsOn = addDays(world.clock.today(), 3)
    const agreement = { version: 2, text: 'x', sha256: 'x', proposedAt: world.clock.now() }
    const amendment = {
      placement: { ...placement, at: '10:00', startsOn },
      periods: current.request.periods,
      reasons: REASONS,
      by: 'ed-riva',
      at: world.clock.now(),
      agreement,
    }
    const answered = answerAmendment({
      answer: { choice: 'accept' },
      file: { ...current, request: { ...current.request, amendment } },
      now: world.clock.now(),
    })
    expect(answered).toMatchObject({
      request: { placement: { host: HOST, at: '10:00', startsOn }, formerPlacements: [placement] },
    })
  })

  it('prefills a new version with the last agreed one', async () => {
    const { world, id, second } = await changing()
    const [year = '', month = '', day = ''] = second.from.split('-')
    const form = formOf(await contextOf(world, id), 'amend').values
    expect(form.get('amend.project')).toBe('riordino')
    expect(['year', 'month', 'day'].map((part) => Number(form.get(`amend.startsOn.${part}`)))).toEqual(
      [year, month, day].map(Number),
    )
    world.clock.moveTo(`${second.from}T08:00:00Z`)
    expect(formOf(await contextOf(world, id), 'amend').values.get('amend.startsOn.year')).toBeNull()
  })

  it('keeps a closed project for its present people', async () => {
    const { world, file } = await changing()
    const projects = SESTO.projects.map((each) => ({ ...each, closed: true }))
    const open = projectsOpenTo({ file: await file(), municipality: { ...world.municipality, projects } })
    expect(open.map(({ id }) => id).sort()).toEqual(['foglie-cortile', 'riordino'])
  })

  it('postpones future placements by the days of a suspension', async () => {
    const { world, id, second, placement, file } = await changing((later) => ({
      placement: { ...later, at: '15:00', startsOn: addDays(later.startsOn, 10) },
      formerPlacements: [later],
    }))
    await world.files.tamper(id, ({ request, ...rest }) => ({
      ...rest,
      request: { ...request, formerPlacements: [placement, ...(request.formerPlacements ?? [])] },
    }))
    const from = world.clock.today()
    expect(await actOnFile(world, suspend, educator, id, { from, reasons: REASONS })).toMatchObject({ outcome: 'done' })
    world.clock.moveDays(5)
    expect(await actOnFile(world, resumeActivity, educator, id, { on: addDays(from, 5) })).toMatchObject({
      outcome: 'done',
    })
    const { request } = await file()
    expect([...(request.formerPlacements ?? []), request.placement].map((each) => each?.startsOn)).toEqual([
      placement.startsOn,
      addDays(second.from, 5),
      addDays(second.from, 15),
    ])
  })

  it('asks the former host about the conclusion of the path there', async () => {
    const { world, file } = await changing()
    const current = await file()
    const { municipality } = world
    const asking = { file: current, municipality, now: world.clock.now() }
    const to = conclusion.addressee({ ...asking, workflow: { machine: 'contribution-request' } })
    expect(to).toEqual({ role: 'host', id: HOST })
    const ask = {
      id: `${current.request.id}-conclusion-1`,
      request: current.request.id,
      kind: 'conclusion' as const,
      subject: '1',
      to,
      openedAt: world.clock.now(),
      dueOn: addDays(world.clock.today(), 14),
      status: 'open' as const,
      links: [],
      reminders: 0,
    }
    const body = rendered(AskPage, {
      context: { ask, file: current, municipality, language: 'it' as const },
      form: { language: 'it' as const, values: new URLSearchParams(), errors: [] },
      kept: false,
    })
    expect(body).toContain('Scuola primaria Esempio')
    expect(body).not.toContain('Forma-officina')
  })
})
