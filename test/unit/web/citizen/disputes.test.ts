import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { entriesOf } from '../../../../functions/domain/hours/ledger.ts'
import { agreedDays, recordAttendance, recordNoShow, underWay } from '../../../support/story/activity.ts'
import { newWorld, withRules, type World } from '../../../support/memory.ts'
import { answer, ask, REASONS } from '../../../support/story/play.ts'
import { cookieOf, deskSite } from '../../../support/web/desk.ts'
import { MISSING_VALUES, site } from '../../../support/web/site.ts'

/** An activity under way with a shift of two hours and an absence without excuse, and the address of the page. */
async function written(world: World = newWorld()) {
  const id = await underWay(world)
  const [first = '', second = ''] = agreedDays(await world.files.get(id), 2)
  await recordAttendance(world, id, first, 120)
  await recordNoShow(world, id, second)
  const entries = entriesOf((await world.files.get(id)).postings)
  const [shift = '', absence = ''] = entries.map((entry) => entry.id)
  return {
    world,
    id,
    shift,
    absence,
    first,
    second,
    path: `/requests/${id}/status-of-${id}/disputes`,
    visit: site(world),
  }
}
const TEXT = 'Ero lì tutta la mattina.'

describe('the page about a person’s hours', () => {
  it('shows every entry with its last day to dispute', async () => {
    const { path, visit } = await written()
    for (const language of ['it', 'en']) {
      const { status, body } = await visit('GET', `${path}?lang=${language}`)
      expect(status).toBe(200)
      expect(body).not.toMatch(MISSING_VALUES)
      expect(body).not.toMatch(/<input[^>]* checked|<script| style=| on\w+=/)
    }
    const { body } = await visit('GET', path)
    expect(body).toContain('Presente: 2 ore')
    expect(body).toContain('Assente: 4 ore. Non giustificata')
    expect(body).toMatch(/Se non scrivi niente, resta così/)
    expect(body).toMatch(/fino al \d+ \w+ 2026/)
    expect((await visit('GET', path.replace('status-of', 'no'))).status).toBe(404)
    const own = await visit('GET', path.replace('/disputes', ''))
    expect(own.body).toContain(path)
  })

  it('accepts a dispute once and shows its outcome', async () => {
    const { world, id, path, visit, shift } = await written()
    const form = {
      action: 'dispute',
      'dispute.about': shift,
      'dispute.minutes.hours': '4',
      'dispute.minutes.minutes': '',
      'dispute.reasons': TEXT,
    }
    const sent = await visit('POST', path, { form })
    expect([sent.status, sent.headers['location']]).toEqual([303, expect.stringContaining('said=dispute')])
    await visit('POST', path, { form })
    expect((await world.files.get(id)).request.disputes).toHaveLength(1)
    const shown = await visit('GET', sent.headers['location'] ?? '')
    expect(shown.body).toContain('Abbiamo scritto la tua contestazione')
    expect(shown.body).toContain('Si deve ancora decidere')
    const asked = await ask(world, id, { machine: 'activity-period', period: 1 })
    if (!asked) throw new Error('not asked')
    expect(await answer(world, asked, { choice: 'uphold', reasons: 'La bidella conferma.' })).toMatchObject({
      outcome: 'recorded',
    })
    const ruled = await visit('GET', path)
    expect(ruled.body).toContain('Hai ragione: contano 4 ore.')
    expect(ruled.body).toContain('La bidella conferma.')
    expect(ruled.body).not.toMatch(MISSING_VALUES)
  })

  it('shows errors at their fields, in both forms', async () => {
    const { path, visit, shift } = await written()
    const wrong = [
      [{ action: 'dispute' }, 'dispute.about'],
      [{ action: 'dispute', 'dispute.about': shift, 'dispute.reasons': TEXT }, 'dispute.minutes'],
      [
        { action: 'dispute', 'dispute.about': shift, 'dispute.minutes.hours': '1', 'dispute.reasons': TEXT },
        'dispute.minutes',
      ],
      [{ action: 'dispute', 'dispute.about': 'missing', 'dispute.reasons': TEXT }, 'dispute.on'],
      [{ action: 'absence' }, 'absence.on'],
    ] as const
    for (const [form, name] of wrong) {
      const { status, body } = await visit('POST', path, { form })
      expect([status, body.includes(`href="#${name}`), body.includes(`id="${name}`)], name).toEqual([422, true, true])
      expect(body).toMatch(/<title>Errore: /)
      expect(body).not.toMatch(MISSING_VALUES)
    }
  })

  it('accepts an announced absence, also as JSON', async () => {
    const { world, id, path, visit, absence } = await written()
    const { body } = await visit('GET', path, { accept: 'application/json' })
    const listing = z
      .object({ entries: z.array(z.unknown()), coming: z.array(z.object({ on: z.string() })).min(1) })
      .parse(JSON.parse(body))
    expect(listing.entries).toMatchObject([
      { countedMinutes: 120, state: 'recorded', disputeUntil: expect.any(String) },
      { entry: absence, excused: false },
    ])
    const on = listing.coming[0]?.on ?? ''
    const sent = await visit('POST', path, { form: { action: 'absence', 'absence.on': on, 'absence.reasons': TEXT } })
    expect(sent.headers['location']).toContain('said=absence')
    expect(entriesOf((await world.files.get(id)).postings).at(-1)).toMatchObject({ on, absence: { excused: true } })
    const json = { action: 'dispute', about: absence, reasons: TEXT }
    const answered = await visit('POST', path, { json, accept: 'application/json' })
    expect([answered.status, JSON.parse(answered.body)]).toEqual([200, { recorded: true, action: 'dispute' }])
    const bad = await visit('POST', path, { json: { action: 'x' }, accept: 'application/json' })
    expect(bad.status).toBe(422)
  })
})

describe('a warning', () => {
  it('has texts of its own for hearing, ruling and notice, and allows a withdrawal', async () => {
    const { world, id, path, visit } = await written(newWorld(withRules({ warnUnexcusedHours: 4 })))
    const workflow = { machine: 'review', review: 1 } as const
    const own = path.replace('/disputes', '')
    expect((await visit('GET', own)).body).toContain('Invia la rinuncia')
    for (const [title, typed] of [
      ['Prima di decidere ti ascoltiamo', { choice: 'none' }],
      ['Decidi se ammonire la persona', { choice: 'uphold', reasons: REASONS }],
    ] as const) {
      const asked = await ask(world, id, workflow)
      if (!asked) throw new Error('not asked')
      const url = new URL(world.postman.about(asked.id).at(-1)?.url ?? '', 'http://localhost').pathname
      const page = await visit('GET', url)
      expect(page.body).toContain(title)
      expect(page.body).toContain('Assenze senza giustificazione: 4 ore in tutto')
      expect(page.body).not.toMatch(/la pratica finisce|decisione sul tuo contributo/)
      await answer(world, asked, typed)
    }
    const { body } = await visit('GET', own)
    expect(body).toContain('Un’ammonizione per le assenze')
    expect(body).toContain('Sei stato ammonito')
    expect(body).not.toContain('La decisione di prima non vale più')
  })
})

describe('the desk', () => {
  it('shows absences and disputes, and lets an educator excuse one', async () => {
    const { world, id, absence, path, visit } = await written(newWorld(withRules({ warnUnexcusedHours: 4 })))
    const desk = deskSite(world)
    const educator = world.municipality.staff.find(({ role }) => role === 'educator')?.id ?? ''
    const cookie = await cookieOf(world, educator)
    const before = await desk('GET', `/desk/files/${id}`, { cookie })
    expect(before.body).toContain('Non giustificata')
    expect(before.body).toContain('un procedimento già aperto resta aperto')
    expect(before.body).toContain('Giustifica un’assenza')
    const form = { 'excuse.entry': absence, 'excuse.excused': 'true', 'excuse.reasons': 'Ha portato il certificato.' }
    const done = await desk('POST', `/desk/files/${id}/excuse`, { cookie, form })
    expect([done.status, done.location]).toEqual([303, expect.stringContaining('done=excuse')])
    const after = await desk('GET', done.location, { cookie })
    expect(after.body).toContain('Ha portato il certificato.')
    expect(after.body).not.toMatch(MISSING_VALUES)
    expect((await visit('GET', path)).body).toContain('Assente: 4 ore. Giustificata')
  })
})
