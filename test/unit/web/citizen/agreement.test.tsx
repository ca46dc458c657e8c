import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { amend as amendAct } from '../../../../functions/domain/acts/amend.ts'
import { suspend } from '../../../../functions/domain/acts/suspend.ts'
import { resumeActivity } from '../../../../functions/domain/acts/resume-activity.ts'
import { waive } from '../../../../functions/domain/acts/waive.ts'
import { describe, expect, it } from 'vitest'
import type { StatusContext } from '../../../../functions/web/citizen/status/context.ts'
import { StatusPage } from '../../../../functions/web/citizen/status/page.tsx'
import { press } from '../../../../functions/papers/press.ts'
import { rendered } from '../../../../functions/ui/render.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { aboutOf, tagsOf, textOf } from '../../../support/pdf.ts'
import { referred } from '../../../support/story/paths.ts'
import { answer, apply, atStage, PARTS, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import { cookieOf, deskSite } from '../../../support/web/desk.ts'
import { MISSING_VALUES, site } from '../../../support/web/site.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const words = (text: string) => text.replace(/<style>[\s\S]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ')
async function printed(kind: 'agreement' | 'certificate', file: CaseFile, number = 1) {
  const id = kind === 'agreement' ? `agreement-${number}` : kind
  const { html, pdf } = await press.print({ id, kind, number }, file, SESTO)
  return { raw: html, bytes: pdf, both: [words(html), words(textOf(pdf))] }
}
const sealed = (file: CaseFile): CaseFile => ({
  ...file,
  request: { ...file.request, sealed: { at: file.request.receivedAt, named: [] } },
})
const staff = (id: string) => {
  const member = SESTO.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return { municipality: 'I690', member }
}

describe('the agreement on paper', () => {
  it('has the accepted text, its fingerprint and room to sign, as a page and as a tagged PDF', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'agreement')
    const file = await world.files.get(id)
    const { agreement } = file.request
    const { both, bytes, raw } = await printed('agreement', file)
    for (const form of both) {
      for (const text of [
        ...['Patto di baratto sociale', 'Pulizia delle foglie nei cortili', 'Scuola primaria Esempio', 'Teresa Galli'],
        ...['Firma della persona', 'Giorno della firma', 'dalle 08:30 alle 12:30', 'Dopo 24 ore'],
      ])
        expect(form).toContain(text)
      expect(form.replace(/ /g, '')).toContain(agreement?.sha256)
    }
    expect(tagsOf(bytes)).toMatchObject({ Document: 1, H1: 1 })
    expect(raw).not.toMatch(/undefined|\[object|lang="en"/)
  })

  it('marks the language of the translation for screen readers', async () => {
    const world = newWorld()
    const id = await apply(world, { ...applicationOf(), language: 'en' })
    await playToAsk(world, id, 'agreement')
    const { raw, bytes, both } = await printed('agreement', await world.files.get(id))
    for (const form of both) expect(form).toContain('The Italian text is the one that binds.')
    expect(raw).toMatch(/<p lang="en">1\. Who\. This agreement/)
    expect(aboutOf(bytes)).toContain('/Lang (en)')
  })

  it('of a sealed file has no names and places, but the fingerprint of its text', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'agreement')
    const file = await world.files.get(id)
    const { both } = await printed('agreement', sealed(file))
    for (const form of both) {
      expect(form.replace(/ /g, '')).toContain(file.request.agreement?.sha256)
      for (const text of ['Maria', 'Scuola', 'Galli', 'foglie', '08:30']) expect(form).not.toContain(text)
    }
  })
})

describe('the certificate', () => {
  const timesheet = (scene: Parameters<typeof PARTS.timesheet>[0]) => {
    const sheet = PARTS.timesheet(scene)
    return 'days' in sheet && Array.isArray(sheet.days)
      ? { ...sheet, days: sheet.days.map((each: object, index) => (index === 0 ? { ...each, minutes: 205 } : each)) }
      : sheet
  }

  it('states person, work, place, time and minutes, but no need', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), {
      timesheet: (scene) => ({ ...timesheet(scene), note: 'Precisa e puntuale.' }),
    })
    const { both, raw } = await printed('certificate', file)
    for (const form of both) {
      for (const text of [
        ...[
          'Attestato di attività e competenze',
          'Maria Esempio AA',
          '1 aprile 1985',
          'Pulizia delle foglie nei cortili',
        ],
        ...[
          'Scuola primaria Esempio',
          '80 ore',
          'cura del verde',
          'Precisa e puntuale.',
          'Comune di Sesto San Giovanni',
        ],
      ])
        expect(form).toContain(text)
      // For a curriculum: no hardship, no contribution, no programme, not even the office.
      expect(form).not.toMatch(/contribut|baratto|sociale|euro|€|ISEE|bisogn|sussidi|patto|codice fiscale|RSSM/i)
    }
    expect(raw).not.toMatch(/undefined|\[object/)
  })

  it('counts verified hours only, to the minute', async () => {
    const world = newWorld()
    const id = await apply(world)
    const file = await play(world, id, { timesheet }, ({ request }) => request.periods[0]?.settledAt !== undefined)
    const { both } = await printed('certificate', file)
    for (const form of both) expect(form).toContain('39 ore e 25 minuti')
  })

  it('of a sealed file has neither host nor supervisor’s text', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), {
      timesheet: (scene) => ({ ...PARTS.timesheet(scene), note: 'Vive vicino alla scuola.' }),
    })
    for (const form of (await printed('certificate', sealed(file))).both) {
      expect(form).toContain('Maria Esempio AA')
      expect(form).not.toMatch(/Scuola primaria|Vive vicino/)
    }
  })

  it('of a path of insertion quotes the association', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), referred)
    for (const form of (await printed('certificate', file)).both) expect(form).toContain(REASONS)
  })

  it('is among the person’s papers as a page and a PDF', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id)
    const { body } = await site(world)('GET', `/requests/${id}/${await world.secrets.forStatus(id)}`)
    expect(body).toContain('/papers/certificate.pdf')
    expect(body).toContain('Attestato di attività e competenze')
    expect(body).toContain('/papers/agreement-1.pdf')
  })
})

describe('events of an activity', () => {
  const statusOf = (world: World, file: CaseFile, language: 'it' | 'en' = 'it') => {
    const context: StatusContext = {
      file,
      municipality: world.municipality,
      canWithdraw: true,
      next: undefined,
      pin: '',
      language,
      path: '/x',
    }
    return rendered(StatusPage, { context })
  }

  it('are on the person’s page with their reasons', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, {}, atStage('active'))
    const educator = staff('ed-riva')
    world.clock.moveTo('2026-03-25T08:00:00Z')
    await actOnFile(world, suspend, educator, id, { from: '2026-03-24', reasons: 'Riposo di qualche giorno.' })
    for (const language of ['it', 'en'] as const)
      expect(statusOf(world, await world.files.get(id), language)).not.toMatch(MISSING_VALUES)
    const stopped = statusOf(world, await world.files.get(id))
    expect(stopped).toContain('La tua attività è ferma dal 24 marzo 2026')
    expect(stopped).toContain('Riposo di qualche giorno.')
    await actOnFile(world, resumeActivity, educator, id, { on: '2026-03-26' })
    await actOnFile(world, waive, staff('as-colombo'), id, { minutes: 90, reasons: 'Meno ore, per la salute.' })
    const page = statusOf(world, await world.files.get(id))
    expect(page).toMatch(/<details><summary>Leggi il patto<\/summary>.*lang="it".*Teresa Galli/s)
    for (const text of [
      'Ferma dal 24 marzo 2026 al 25 marzo 2026',
      '1 ora e 30 minuti in meno',
      'Meno ore, per la salute.',
    ])
      expect(page).toContain(text)
  })

  it('are recorded by prefilled forms that keep typed values', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, {}, atStage('active'))
    const visit = deskSite(world)
    const cookie = await cookieOf(world, 'ed-riva')
    const file = `/desk/files/${id}`
    const page = (await visit('GET', file, { cookie })).body
    const offered = [...page.matchAll(/<details class="act" id="([\w-]+)"/g)].map(([, act]) => act)
    expect(offered).toEqual(expect.arrayContaining(['amend', 'suspend', 'end-early']))
    expect(offered).not.toEqual(expect.arrayContaining(['waive']))
    expect(page).toMatch(/name="amend\.at"[^>]*value="08:30"|value="08:30"[^>]*name="amend\.at"/)
    expect(page.match(/<input[^>]*name="amend\.weekdays"[^>]*checked/g)).toHaveLength(4)
    expect(page).not.toMatch(MISSING_VALUES)
    const change = {
      ...{ 'amend.project': 'foglie-cortile', 'amend.startsOn.day': '1', 'amend.startsOn.month': '4' },
      ...{ 'amend.startsOn.year': '2026', 'amend.weekdays': '5', 'amend.at': '9', 'amend.minutesADay.hours': '2' },
      'amend.reasons': REASONS,
    }
    const wrong = await visit('POST', `${file}/amend`, { form: change, cookie })
    expect([wrong.status, wrong.body]).toEqual([422, expect.stringContaining('Scrivi l’ora come 08:30.')])
    expect(wrong.body).toContain(REASONS)
    const done = await visit('POST', `${file}/amend`, { form: { ...change, 'amend.at': '09:00' }, cookie })
    expect(done.location).toBe(`${file}?done=amend&lang=it`)
    expect((await world.files.get(id)).request.amendment?.placement).toMatchObject({ weekdays: [5], at: '09:00' })
    const waive = { 'waive.minutes.hours': '2', 'waive.reasons': REASONS }
    expect((await visit('POST', `${file}/waive`, { form: waive, cookie })).status).toBe(403)
    const social = await cookieOf(world, 'as-colombo')
    expect((await visit('POST', `${file}/waive`, { form: waive, cookie: social })).status).toBe(303)
    const much = await visit('POST', `${file}/waive`, {
      form: { ...waive, 'waive.minutes.hours': '90' },
      cookie: social,
    })
    expect([much.status, much.body]).toEqual([422, expect.stringContaining('Restano da fare 78 ore')])
    const shown = (await visit('GET', file, { cookie: social })).body
    for (const text of ['Nuova versione del patto, non ancora accettata', 'Tolte 2 ore']) expect(shown).toContain(text)
    // Taken back: sent twice it is once, and both see how things are.
    const [, proposal = ''] = /name="withdraw-amendment\.proposal"[^>]*value="([^"]+)"/.exec(shown) ?? []
    const back = { 'withdraw-amendment.proposal': proposal, 'withdraw-amendment.reasons': 'Il corso non si fa più.' }
    for (const _ of [1, 2])
      expect(await visit('POST', `${file}/withdraw-amendment`, { form: back, cookie })).toMatchObject({ status: 303 })
    const after = (await visit('GET', file, { cookie })).body
    expect(after).toContain('Nuova versione del patto ritirata il')
    expect(after).toContain('id="amend"')
    expect(after).not.toContain('id="withdraw-amendment"')
    for (const language of ['it', 'en'] as const)
      expect(statusOf(world, await world.files.get(id), language)).toContain('Il corso non si fa più.')
  })

  it('asks about a new version of the agreement with texts of its own', async () => {
    const world = newWorld()
    const id = await apply(world, { ...applicationOf(), language: 'en' })
    await play(world, id, {}, atStage('active'))
    await actOnFile(world, amendAct, staff('ed-riva'), id, {
      ...{ project: 'foglie-cortile', startsOn: '2026-04-01', weekdays: [5], at: '09:00', minutesADay: 60, months: 1 },
      reasons: 'Cambiano i giorni della scuola.',
    })
    const ask = await playToAsk(world, id, 'agreement')
    const [letter] = world.postman.about(ask.id)
    const { body } = await site(world)('GET', new URL(letter?.url ?? '').pathname, { language: 'en' })
    for (const text of [
      'Read the new agreement',
      'versione 2',
      'version 2',
      'Cambiano i giorni della scuola.',
      'lang="it"',
    ])
      expect(body).toContain(text)
    expect(body).not.toMatch(MISSING_VALUES)
    await answer(world, ask, { choice: 'accept' })
    expect((await world.files.get(id)).request.agreement?.version).toBe(2)
  })
})
