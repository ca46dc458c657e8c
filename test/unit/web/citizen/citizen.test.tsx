import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sha256 } from '../../../../functions/domain/file/trail.ts'
import { applicationOf, newWorld, SESTO } from '../../../support/memory.ts'
import { apply, atStage, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import { addressOf, MISSING_VALUES, site } from '../../../support/web/site.ts'

const { applicant } = applicationOf(5)
const FORM = {
  applicant: {
    firstName: applicant.firstName,
    lastName: applicant.lastName,
    taxCode: applicant.taxCode.toLowerCase(),
    'birthDate.day': '1',
    'birthDate.month': '4',
    'birthDate.year': '1985',
    email: applicant.email,
    phone: '',
  },
  home: { street: 'Via Esempio 1', postalCode: '20099', town: 'Sesto San Giovanni', resident: 'true' },
  household: { alone: 'true' },
  need: {
    kind: 'ordinary',
    reason: 'Ho perso il lavoro.',
    iseeCents: '6.250,5',
    workStatus: 'unemployed',
    abilities: '',
  },
  payout: { method: 'transfer', iban: 'IT60 X054 2811 1010 0000 0123 456' },
  review: { truthful: 'true', privacy: 'true' },
}

async function begun() {
  const world = newWorld()
  const visit = site(world)
  const started = await visit('POST', '/apply', { form: { municipality: 'I690' } })
  const [, , secret = ''] = (started.headers['location'] ?? '').split('/')
  return { world, visit, secret, draft: () => world.drafts.load(sha256(secret)) }
}

describe('the application form', () => {
  it('leads from the first step to the status page, and is idempotent', async () => {
    const { world, visit, secret } = await begun()
    for (const [step, form] of Object.entries(FORM)) {
      const shown = await visit('GET', `/apply/${secret}/${step}`)
      expect([step, shown.status]).toEqual([step, 200])
      expect(shown.body).not.toMatch(MISSING_VALUES)
      const next = await visit('POST', `/apply/${secret}/${step}`, { form })
      expect([step, next.status]).toEqual([step, 303])
    }
    const again = await visit('POST', `/apply/${secret}/review`, { form: FORM.review })
    const page = await visit('GET', again.headers['location'] ?? '')
    expect(page.body).toContain('Domanda ricevuta')
    const [, , id = ''] = (again.headers['location'] ?? '').split('/')
    const { application } = (await world.files.get(id)).request
    expect(application).toEqual({
      ...applicationOf(5),
      need: { kind: 'ordinary', reason: 'Ho perso il lavoro.', iseeCents: 625_050, workStatus: 'unemployed' },
    })
    expect(world.files.commits).toBe(1)
  })

  it('shows all errors at once, keeps typed values and writes nothing', async () => {
    const { visit, secret, draft } = await begun()
    const form = {
      ...FORM.applicant,
      lastName: '',
      taxCode: 'RSSMRA85D41F205X',
      'birthDate.day': '31',
      'birthDate.month': '2',
    }
    const page = await visit('POST', `/apply/${secret}/applicant`, { form })
    expect(page.status).toBe(422)
    for (const name of ['lastName', 'taxCode', 'birthDate']) expect(page.body).toContain(`href="#${name}"`)
    expect(page.body).toContain('value="RSSMRA85D41F205X"')
    expect(page.body).toContain('<title>Errore: ')
    expect((await draft())?.sections).toEqual({})
  })

  it('writes nothing on GET', async () => {
    const world = newWorld()
    const save = world.drafts.save
    let saved = 0
    world.drafts.save = async (...args) => {
      saved++
      return save.apply(world.drafts, args)
    }
    const visit = site(world)
    expect((await visit('GET', '/apply?municipality=I690')).status).toBe(200)
    expect((await visit('HEAD', '/apply')).status).toBe(200)
    expect(saved).toBe(0)
  })

  it('requires an explicit answer for living alone', async () => {
    const { visit, secret, draft } = await begun()
    const path = `/apply/${secret}/household`
    expect((await visit('POST', path, { form: {} })).body).toContain('href="#alone"')
    expect((await visit('POST', path, { form: { alone: 'false' } })).status).toBe(422)
    expect((await draft())?.sections).toEqual({})
    await visit('POST', path, { form: { alone: 'true' } })
    expect((await draft())?.sections).toEqual({ household: [] })
  })

  it('adds and removes rows without saving, and names the row of an error', async () => {
    const { visit, secret, draft } = await begun()
    const path = `/apply/${secret}/household`
    const two = { alone: 'false', 'member.0.firstName': 'Lucia', 'member.1.firstName': 'Anna' }
    const added = await visit('POST', path, { form: { ...two, action: 'add' } })
    expect(added.body).toContain('Persona 3')
    const removed = await visit('POST', path, { form: { ...two, action: 'remove-0' } })
    expect(removed.body).toContain('value="Anna"')
    expect(removed.body).not.toContain('Lucia')
    const wrong = await visit('POST', path, { form: two })
    expect(wrong.body).toContain('href="#member.1.taxCode"')
    expect(wrong.body).toContain('Persona 2, Codice fiscale')
    expect((await draft())?.sections).toEqual({})
  })

  it('rejects the applicant among the household members before anything is sent', async () => {
    const { world, visit, secret } = await begun()
    const member = {
      alone: 'false',
      'member.0.firstName': 'Io',
      'member.0.lastName': 'Stessa',
      'member.0.taxCode': applicant.taxCode,
      'member.0.relation': 'other',
    }
    for (const [step, form] of Object.entries({ ...FORM, household: member }))
      await visit('POST', `/apply/${secret}/${step}`, { form })
    const review = await visit('POST', `/apply/${secret}/review`, { form: FORM.review })
    expect(review.status).toBe(422)
    expect(review.body).toContain(`href="/apply/${secret}/household?lang=it"`)
    expect(world.files.commits).toBe(0)
  })

  it('requires every section and then the declarations', async () => {
    const { visit, secret } = await begun()
    const early = await visit('POST', `/apply/${secret}/review`, { form: FORM.review })
    expect(early.headers['location']).toContain('/applicant')
    const { review: _, ...sections } = FORM
    for (const [step, form] of Object.entries(sections)) await visit('POST', `/apply/${secret}/${step}`, { form })
    const without = await visit('POST', `/apply/${secret}/review`, { form: { truthful: 'true' } })
    expect(without.status).toBe(422)
    expect(without.body).toContain('href="#privacy"')
  })

  it('rejects a second open request with the contacts of the office', async () => {
    const { world, visit, secret } = await begun()
    await apply(world, applicationOf(5))
    for (const [step, form] of Object.entries(FORM)) await visit('POST', `/apply/${secret}/${step}`, { form })
    const refused = await visit('POST', `/apply/${secret}/review`, { form: FORM.review })
    expect(refused.status).toBe(409)
    expect(refused.body).toContain(SESTO.office.email)
  })

  it('responds with 404 to an unknown draft', async () => {
    const page = await site(newWorld())('GET', '/apply/nothing/applicant')
    expect([page.status, page.body]).toEqual([404, expect.stringContaining('cominciarne una nuova')])
  })
})

describe('a question', () => {
  const asked = async (kind: 'decision' | 'agreement' = 'decision') => {
    const world = newWorld()
    const ask = await playToAsk(world, await apply(world, applicationOf(1)), kind)
    return { world, ask, visit: site(world), address: addressOf(world, ask.id) }
  }

  it('is recorded once: a second answer shows who answered and when', async () => {
    const { visit, address } = await asked()
    const form = { choice: 'approve', reasons: REASONS }
    const first = await visit('POST', address, { form })
    expect([first.status, first.body]).toEqual([200, expect.stringContaining('Registrato')])
    const second = await visit('POST', address, { form })
    expect(second.status).toBe(409)
    expect(second.body).toMatch(/Ha già risposto Giulia Moretti, 2 marzo 2026/)
    expect((await visit('GET', address)).status).toBe(409)
  })

  it('accepts and returns JSON at the same address', async () => {
    const { visit, address, ask } = await asked()
    const accept = 'application/json'
    const question = JSON.parse((await visit('GET', address, { accept })).body)
    expect(question).toMatchObject({ kind: 'decision', request: ask.request, openedAt: ask.openedAt })
    expect(question.schema).toHaveProperty('oneOf')
    const wrong = await visit('POST', address, { accept, language: 'en', json: { choice: 'sendBack', more: 1 } })
    expect(wrong.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(wrong.body)).toMatchObject({
      status: 422,
      errors: [
        { field: 'reasons', code: 'required', message: 'This field is empty. Write the answer.' },
        { field: 'more', code: 'unknownField', message: expect.any(String) },
      ],
    })
    const right = await visit('POST', address, { accept, json: { choice: 'approve', reasons: REASONS } })
    expect([right.status, JSON.parse(right.body)]).toEqual([
      200,
      expect.objectContaining({ recorded: true, ask: ask.id }),
    ])
    const late = await visit('POST', address, { accept, json: { choice: 'approve', reasons: REASONS } })
    expect([late.status, JSON.parse(late.body).answeredBy]).toEqual([409, 'Giulia Moretti'])
  })

  it('keeps typed values when there are errors', async () => {
    const { visit, address } = await asked()
    const page = await visit('POST', address, { form: { choice: 'refuse', 'refuse.reasons': 'corto' } })
    expect(page.status).toBe(422)
    expect(page.body).toContain('>corto</textarea>')
    expect(page.body).toContain('almeno 10 caratteri')
  })

  it('saves a draft of an answer, shows it again, and stays open', async () => {
    const world = newWorld()
    const items = ['Il contratto.', 'L’ISEE.']
    const assessment = () => ({ choice: 'requestIntegration', items })
    const ask = await playToAsk(world, await apply(world, applicationOf(1)), 'integration', { assessment })
    const [visit, address] = [site(world), addressOf(world, ask.id)]
    const kept = await visit('POST', address, { form: { choice: 'keep', 'texts.1': 'A metà & <altro>' } })
    expect(kept.status).toBe(303)
    const page = await visit('GET', kept.headers['location'] ?? '')
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('>A metà &amp; &lt;altro></textarea>')])
    const accept = 'application/json'
    const json = { choice: 'keep', texts: { 2: 'Due.' } }
    expect(JSON.parse((await visit('POST', address, { accept, json })).body)).toMatchObject({
      recorded: false,
      kept: true,
    })
    const again = await visit('GET', address)
    expect(again.body).toContain('>Due.</textarea>')
    expect(again.body).not.toContain('A metà')
    expect((await visit('POST', address, { form: { choice: 'send', 'texts.2': 'Due.' } })).status).toBe(200)
    expect((await visit('GET', address)).status).toBe(409)
  })

  it('offers a new link in place of an expired one, once and to the same address only', async () => {
    const { world, visit, address, ask } = await asked()
    world.clock.moveDays(31)
    const gone = await visit('GET', address)
    expect([gone.status, gone.body]).toEqual([410, expect.stringContaining(`${address}/renew`)])
    const before = world.postman.about(ask.id).length
    expect((await visit('POST', `${address}/renew`, { form: {} })).status).toBe(200)
    expect((await visit('POST', `${address}/renew`, { accept: 'application/json', form: {} })).body).toBe(
      '{"renewed":true}',
    )
    const letters = world.postman.about(ask.id)
    expect(letters.length).toBe(before + 1)
    expect(new Set(letters.map(({ to }) => to)).size).toBe(1)
    expect((await visit('GET', addressOf(world, ask.id))).status).toBe(200)
  })

  it('is no longer needed when the request has ended', async () => {
    const { visit, address, ask } = await asked('agreement')
    const status = `/requests/${ask.request}/status-of-${ask.request}`
    await visit('POST', status, { form: { action: 'withdraw', confirm: 'yes', reasons: '' } })
    const page = await visit('GET', address)
    expect([page.status, page.body]).toEqual([410, expect.stringContaining('non serve più')])
    expect(page.body).not.toContain('/renew')
  })

  it('reveals nothing about an unknown link', async () => {
    const { visit, ask } = await asked()
    for (const path of [`/asks/${ask.id}/wrong`, '/asks/nothing/wrong', `/asks/${ask.id}/wrong/renew`])
      expect((await visit(path.endsWith('renew') ? 'POST' : 'GET', path, { accept: 'application/json' })).status).toBe(
        404,
      )
  })
})

describe('the status page', () => {
  const received = async () => {
    const world = newWorld()
    const id = await apply(world, applicationOf(2))
    return { world, id, visit: site(world), address: `/requests/${id}/status-of-${id}` }
  }

  it('shows a whole lifecycle without missing values, in both languages', async () => {
    const { world, id, visit, address } = await received()
    const stages = [
      'assessment',
      'proposed_approval',
      'funded',
      'agreement_proposed',
      'insured',
      'active',
      'completed',
      'closed',
    ] as const
    for (const stage of stages) {
      await play(world, id, {}, atStage(stage))
      for (const language of ['it', 'en']) {
        const page = await visit('GET', `${address}?lang=${language}`)
        expect([stage, page.status]).toEqual([stage, 200])
        expect(page.body).not.toMatch(MISSING_VALUES)
      }
    }
    const end = await visit('GET', address)
    expect(end.body).toContain('80 ore')
    expect(end.body).toContain('entro 60 giorni')
    const state = await visit('GET', address, { accept: 'application/json' })
    expect(JSON.parse(state.body)).toMatchObject({
      request: id,
      phase: 'closed',
      hours: { doneMinutes: 0, verifiedMinutes: 4800 },
      payments: [
        { instalment: 1, amountCents: 30_000, state: 'paid' },
        { instalment: 2, amountCents: 30_000, state: 'paid' },
      ],
    })
  })

  it('requires an explicit yes to withdraw', async () => {
    const { world, id, visit, address } = await received()
    const without = await visit('POST', address, { form: { action: 'withdraw', reasons: '' } })
    expect([without.status, without.body]).toEqual([422, expect.stringContaining('href="#confirm"')])
    expect((await world.files.get(id)).request.stage).not.toBe('withdrawn')
    const withYes = await visit('POST', address, { form: { action: 'withdraw', confirm: 'yes', reasons: '' } })
    expect(withYes.status).toBe(303)
    expect((await world.files.get(id)).request.stage).toBe('withdrawn')
  })

  it('resends the link of an open question at a limited rate', async () => {
    const { world, id, visit, address } = await received()
    const ask = await playToAsk(world, id, 'agreement')
    expect((await visit('GET', address)).body).toContain('Rimandami il link')
    for (let times = 0; times < 3; times++) await visit('POST', address, { form: { action: 'resend' } })
    expect(world.postman.about(ask.id)).toHaveLength(1)
    world.clock.moveSeconds(11 * 60)
    for (let times = 0; times < 3; times++) await visit('POST', address, { form: { action: 'resend' } })
    expect(world.postman.about(ask.id)).toHaveLength(2)
  })

  it('is not shown without the link', async () => {
    const { id, visit } = await received()
    expect((await visit('GET', `/requests/${id}/wrong`)).status).toBe(404)
  })
})

describe('the rest of the site', () => {
  it.each(['/', '/accessibility', '/privacy'])('%s is a whole page in both languages', async (path) => {
    const visit = site(newWorld())
    for (const language of ['it', 'en']) {
      const page = await visit('GET', path, { language })
      expect(page.status).toBe(200)
      expect(page.body).toContain(`<html lang="${language}">`)
      expect(page.body).toContain(`mailto:${SESTO.office.email}`)
      expect(page.body).not.toMatch(MISSING_VALUES)
    }
    expect((await visit('POST', path, { form: {} })).status).toBe(405)
  })

  it('refuses with a sentence, as a page or problem details', async () => {
    const visit = site(newWorld())
    const page = await visit('GET', '/nothing', { language: 'en' })
    expect([page.status, page.body]).toEqual([404, expect.stringContaining('This page is not here')])
    const problem = z
      .object({ type: z.string(), title: z.string(), status: z.literal(404), detail: z.string() })
      .safeParse(JSON.parse((await visit('GET', '/nothing', { accept: 'application/json' })).body))
    expect(problem.success).toBe(true)
    expect((await visit('POST', '/apply', { json: {}, accept: 'text/html' })).status).toBe(415)
  })
})
