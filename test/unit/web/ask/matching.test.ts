import { describe, expect, it } from 'vitest'
import type { Profile } from '../../../../functions/domain/activity/profile.ts'
import { applicationOf, newWorld, type World } from '../../../support/memory.ts'
import {
  apply,
  atStage,
  assessmentFindings,
  PARTS,
  type Parts,
  play,
  playToAsk,
  REASONS,
} from '../../../support/story/play.ts'
import { cookieOf, deskSite } from '../../../support/web/desk.ts'
import { addressOf, MISSING_VALUES, site } from '../../../support/web/site.ts'

const NOTHING: Profile = { spared: [], free: [], excludedHosts: [], excludedPeople: [], elsewhere: false }
const profiled =
  (profile: Partial<Profile>): NonNullable<Parts['assessment']> =>
  (scene) => ({ ...PARTS.assessment(scene), profile })

/** The page where a place is chosen for somebody of whom something is known. */
async function placing(world: World, profile: Partial<Profile>) {
  const id = await apply(world, applicationOf(0, { abilities: 'So curare il verde' }))
  const ask = await playToAsk(world, id, 'placement', { assessment: profiled(profile) })
  const visit = site(world)
  return { id, address: addressOf(world, ask.id), visit }
}
const PLACE = { project: 'riordino', startsOn: '2026-05-04', weekdays: [1, 2], minutesADay: 120 }
const placeForm = (fields: Record<string, string | string[]> = {}) => ({
  choice: 'place',
  'place.project': 'riordino',
  'place.startsOn.day': '4',
  'place.startsOn.month': '5',
  'place.startsOn.year': '2026',
  'place.weekdays': ['1', '2'],
  'place.minutesADay.hours': '2',
  ...fields,
})

describe('the page of a placement', () => {
  it('shows ranked projects with reasons, and excluded ones with their broken limits', async () => {
    const { address, visit } = await placing(newWorld(), { spared: ['dust'], zone: 'parco', transport: 'foot' })
    const { status, body } = await visit('GET', address)
    expect(status).toBe(200)
    expect(body).not.toMatch(MISSING_VALUES)
    const offered = [...body.matchAll(/name="place.project" value="([\w-]+)"/g)].map(([, value]) => value)
    expect(offered).toEqual(['foglie-cortile', 'foglie-infanzia', 'riordino'])
    expect(body).toContain('Serve ciò che sa fare: cura del verde.')
    expect(body).toContain('A 1,6 km da casa.')
    expect(body).toContain('4 posti liberi; dell’ente è preso il 0% dei posti.')
    expect(body).toContain('lunedì, martedì, mercoledì, giovedì, venerdì 08:30–12:30')
    const excluded = body.slice(body.indexOf('<details'))
    expect(excluded).toContain('Un’attività esclusa, e perché')
    expect(excluded).toMatch(/Piccola manutenzione[\s\S]*C’è polvere, e alla persona va evitata\./)
    // What is not known is said.
    expect(body).toContain('quando la persona è libera e quanto italiano sa')
    const english = await visit('GET', `${address}?lang=en`)
    expect(english.body).toContain('There is dust, which the person must be spared.')
    expect(english.body).toContain('1.6 km from home.')
  })

  it('accepts a project at the earliest or a typed time', async () => {
    const world = newWorld()
    const { address, visit, id } = await placing(world, { spared: ['dust'] })
    const { status } = await visit('POST', address, { form: placeForm({ 'place.at': '10:15' }) })
    expect(status).toBe(200)
    expect((await world.files.get(id)).request.placement).toEqual({ ...PLACE, host: 'forma-officina', at: '10:15' })
  })

  it('requires a reason for other than the first three', async () => {
    const world = newWorld()
    const { address, visit, id } = await placing(world, {})
    const form = placeForm({ 'place.project': 'riordino' })
    await visit('GET', address)
    // Somebody takes a place of it meanwhile, so its host comes last.
    await play(
      world,
      await apply(world, applicationOf(5)),
      {
        placement: (scene) => ({ ...PARTS.placement(scene), project: 'riordino', overrides: REASONS }),
      },
      atStage('placed'),
    )
    const refused = await visit('POST', address, { form })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('non è tra le prime tre proposte')
    expect(refused.body).toContain('Non è tra le prime tre: serve un motivo.')
    expect((await visit('POST', address, { form: { ...form, 'place.overrides': REASONS } })).status).toBe(200)
    expect((await world.files.get(id)).request.placement?.overrides).toBe(REASONS)
  })

  it('rejects a broken limit with its sentence, also from a machine', async () => {
    const world = newWorld()
    const { address, visit } = await placing(world, {
      excludedHosts: ['forma-officina'],
      free: [{ weekday: 1, from: '08:00', to: '12:00' }],
    })
    const refused = await visit('POST', address, { form: placeForm({ 'place.overrides': REASONS }) })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Questa persona non va inviata qui.')
    expect(refused.body).toContain('In questi giorni e a quest’ora la persona non è sempre libera.')
    const json = await visit('POST', address, {
      json: { choice: 'place', ...PLACE, overrides: REASONS },
      accept: 'application/json',
    })
    expect(json.status).toBe(422)
    expect(JSON.parse(json.body).errors).toMatchObject([
      { field: 'project', code: 'limit.apart', message: 'Questa persona non va inviata qui.' },
      { field: 'weekdays', code: 'limit.free' },
    ])
    const { matching } = JSON.parse((await visit('GET', address, { accept: 'application/json' })).body)
    expect(matching.excluded).toEqual([{ project: 'riordino', limits: [{ code: 'limit.apart' }] }])
    expect(matching.proposed).toHaveLength(3)
  })
})

describe('the profile', () => {
  it('is recorded in the folded part of an assessment', async () => {
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'assessment')
    const visit = site(world)
    const address = addressOf(world, ask.id)
    const { body } = await visit('GET', address)
    expect(body).toMatch(/<details class="folded"><summary>Che cosa può fare la persona, quando e dove/)
    const [year = '', month = '', day = ''] = assessmentFindings(world.clock.today()).interviewOn.split('-')
    const form = {
      choice: 'proposeApproval',
      'proposeApproval.interviewOn.day': day,
      'proposeApproval.interviewOn.month': month,
      'proposeApproval.interviewOn.year': year,
      'proposeApproval.identity': 'document',
      'proposeApproval.needs': REASONS,
      'proposeApproval.monthlyCents': '300',
      'proposeApproval.months': '2',
      'proposeApproval.programme': 'baratto',
      'proposeApproval.fund': 'bilancio',
      'proposeApproval.work.ability': 'full',
      'proposeApproval.reasons': REASONS,
      'proposeApproval.profile.spared': ['dust', 'heights'],
      'proposeApproval.profile.free.0.days': [],
      'proposeApproval.profile.free.0.from': '08:30',
      'proposeApproval.profile.free.0.to': '12:30',
      'proposeApproval.profile.zone': 'pelucca',
    }
    const refused = await visit('POST', address, { form })
    expect(refused.status).toBe(422)
    // The part with the error is open, and what was typed is there.
    expect(refused.body).toMatch(/<details class="folded" open>/)
    expect(refused.body).toMatch(/name="proposeApproval.profile.free.0.from" type="time"[^>]*value="08:30"/)
    const sent = { ...form, 'proposeApproval.profile.free.0.days': ['1', '2'] }
    expect((await visit('POST', address, { form: sent })).status).toBe(200)
    expect((await world.files.get(id)).request.profile).toEqual({
      ...NOTHING,
      spared: ['dust', 'heights'],
      free: [1, 2].map((weekday) => ({ weekday, from: '08:30', to: '12:30' })),
      zone: 'pelucca',
    })
  })

  it('has no exclusions, which are an act of the case officer with reasons', async () => {
    const world = newWorld()
    const id = await apply(world)
    const { request } = await play(world, id, {}, atStage('funded'))
    const { taxCode } = applicationOf(9).applicant
    const visit = deskSite(world)
    const [officer, educator] = [await cookieOf(world, request.caseOfficer ?? ''), await cookieOf(world, 'ed-marino')]
    const path = `/desk/files/${id}`
    const form = { 'keep-apart.people': `${taxCode.toLowerCase()}\r\n`, 'keep-apart.reasons': REASONS }
    const said = { json: { ...NOTHING, excludedPeople: [taxCode] }, accept: 'application/json' }
    expect((await visit('POST', `${path}/profile`, { cookie: officer, ...said })).status).toBe(422)
    expect((await visit('POST', `${path}/keep-apart`, { cookie: educator, form })).status).toBe(403)
    const wrong = { ...form, 'keep-apart.people': 'sbagliato' }
    expect((await visit('POST', `${path}/keep-apart`, { cookie: officer, form: wrong })).status).toBe(422)
    const done = await visit('POST', `${path}/keep-apart`, { cookie: officer, form })
    expect(done.status).toBe(303)
    expect((await world.files.get(id)).request.profile).toEqual({ ...NOTHING, excludedPeople: [taxCode] })
    const page = await visit('GET', done.location, { cookie: officer })
    expect(page.body).toContain('L’elenco è salvato')
    expect(page.body).toContain(`${taxCode}</textarea>`)
    expect(page.body).not.toMatch(MISSING_VALUES)
    for (const member of ['ed-marino', 'rag-fontana', 'dir-moretti'])
      expect((await visit('GET', path, { cookie: await cookieOf(world, member) })).body).not.toContain(taxCode)
  })

  it('is prefilled at the desk for permitted staff; reports a row without days', async () => {
    const world = newWorld()
    const id = await apply(world)
    const free = [1, 3].map((weekday) => ({ weekday, from: '09:00', to: '13:00' }))
    await play(world, id, { assessment: profiled({ spared: ['dust'], free, italian: 'basic' }) }, atStage('funded'))
    const visit = deskSite(world)
    const cookie = await cookieOf(world, 'ed-marino')
    const page = await visit('GET', `/desk/files/${id}`, { cookie })
    expect(page.body).toMatch(/name="profile.spared" value="dust" checked/)
    expect(page.body).toMatch(/name="profile.free.0.days" value="3" checked/)
    expect(page.body).toMatch(/name="profile.free.0.to" type="time"[^>]*value="13:00"/)
    expect(page.body).toMatch(/name="profile.italian" value="basic" checked/)
    const wrong = await visit('POST', `/desk/files/${id}/profile`, { cookie, form: { 'profile.free.0.from': '09:00' } })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('Quando è libera')
    const done = await visit('POST', `/desk/files/${id}/profile`, { cookie, form: { 'profile.zone': 'centro' } })
    expect(done.status).toBe(303)
    expect((await world.files.get(id)).request.profile).toEqual({ ...NOTHING, zone: 'centro' })
    expect((await visit('GET', done.location, { cookie })).body).toContain('Il profilo è salvato.')

    for (const member of ['rag-fontana', 'dir-moretti']) {
      const other = await visit('GET', `/desk/files/${id}`, { cookie: await cookieOf(world, member) })
      expect(other.body).not.toContain('profile.spared')
    }
  })
})
