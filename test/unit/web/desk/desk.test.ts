import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { STAGES } from '../../../../functions/domain/procedure/lifecycle.ts'
import { renderLetter } from '../../../../functions/letters/letters.tsx'
import { deskMessagesOf } from '../../../../functions/texts/messages.ts'
import { lookUp } from '../../../../functions/texts/sentences.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { answer, apply, atStage, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import { cookieOf, deskSite } from '../../../support/web/desk.ts'
import { MISSING_VALUES } from '../../../support/web/site.ts'

const LONG = 'Serve per un pronto intervento urgente.'
const pathIn = (url: string) => new URL(url, 'http://localhost').pathname
const linkIn = (world: World): string => {
  const { letter } = world.postman.sent.at(-1) ?? {}
  return letter?.template === 'desk' ? pathIn(letter.url) : ''
}

async function scene() {
  const world = newWorld()
  const id = await apply(world)
  const ask = await playToAsk(world, id, 'assessment')
  const officer = (await world.files.get(id)).request.caseOfficer ?? ''
  const visit = deskSite(world)
  return { world, id, ask, officer, visit, file: `/desk/files/${id}`, as: (who: string) => cookieOf(world, who) }
}

describe('the way in', () => {
  it('asks for an address, mails staff, and signs in by a button', async () => {
    const { world, visit } = await scene()
    const front = await visit('GET', '/desk')
    expect(front.body.match(/<input/g)).toHaveLength(1)
    expect(front.body).not.toMatch(MISSING_VALUES)
    const known = await visit('POST', '/desk', { form: { email: 'giulia.moretti@example.org' } })
    const unknown = await visit('POST', '/desk', { form: { email: 'nobody@example.org' } })
    expect(known).toEqual(unknown)
    expect(world.postman.sent.filter(({ letter }) => letter.template === 'desk')).toHaveLength(1)

    const address = linkIn(world)
    const shown = await visit('GET', address)
    expect([shown.status, shown.cookies]).toEqual([200, []])
    expect(shown.body).toContain('Giulia Moretti')
    const entered = await visit('POST', address, { form: {} })
    expect([entered.status, entered.location]).toEqual([303, '/desk?lang=it'])
    const [cookie = ''] = entered.cookies
    expect(cookie).toMatch(/^desk=[^;]+; Path=\/; Max-Age=36000; HttpOnly; SameSite=Lax$/)
    const inside = await visit('GET', '/desk', { cookie: cookie.split(';')[0] })
    expect(inside.body).toContain('Giulia Moretti')

    const left = await visit('POST', '/desk/leave', { form: {}, cookie: cookie.split(';')[0] })
    expect(left.cookies[0]).toContain('Max-Age=0')
  })

  it('reports an invalid address and sends no mail', async () => {
    const { world, visit } = await scene()
    const before = world.postman.sent.length
    const page = await visit('POST', '/desk', { form: { email: 'giulia' } })
    expect([page.status, page.body]).toEqual([422, expect.stringContaining('href="#email"')])
    expect(world.postman.sent).toHaveLength(before)
  })

  it('keeps links valid for half an hour and sessions for ten hours', async () => {
    const { world, visit } = await scene()
    await visit('POST', '/desk', { form: { email: 'giulia.moretti@example.org' } })
    const address = linkIn(world)
    world.clock.moveSeconds(30 * 60 - 1)
    const [cookie = ''] = (await visit('POST', address, { form: {} })).cookies
    world.clock.moveSeconds(1)
    const gone = await visit('POST', address, { form: {} })
    expect([gone.status, gone.cookies]).toEqual([410, []])
    expect((await visit('GET', address)).status).toBe(410)
    world.clock.moveSeconds(10 * 3600 - 2)
    expect((await visit('GET', '/desk', { cookie: cookie.split(';')[0] })).body).toContain('Giulia Moretti')
    world.clock.moveSeconds(1)
    expect((await visit('GET', '/desk', { cookie: cookie.split(';')[0] })).body).not.toContain('Giulia Moretti')
  })

  it('binds the cookie to the host over https', async () => {
    const { world, visit } = await scene()
    world.publicUrl = 'https://baratto.example.org'
    await visit('POST', '/desk', { form: { email: 'giulia.moretti@example.org' } })
    const [cookie = ''] = (await visit('POST', linkIn(world), { form: {} })).cookies
    expect(cookie).toMatch(/^__Host-desk=.*; Path=\/;.*; Secure$/)
    const plain = cookie.split(';')[0]?.replace('__Host-', '')
    expect((await visit('GET', '/desk', { cookie: plain })).body).not.toContain('Giulia Moretti')
  })
})

describe('rejected sign-ins', () => {
  it('are redirected to the sign-in page, or get 401', async () => {
    const { world, visit, file, as } = await scene()
    const real = await as('dir-moretti')
    const [, member, expires, mac] = real.slice('desk='.length).split('.')
    const forged = [
      undefined,
      'desk=',
      `${real}0`,
      `desk=I690.amm-longo.${expires}.${mac}`,
      `desk=F205.${member}.${expires}.${mac}`,
      `desk=I690.${member}.9999999999.${mac}`,
      await cookieOf(world, 'dir-moretti', 0),
    ]
    for (const cookie of forged) {
      for (const [method, path] of [
        ['GET', file],
        ['POST', `${file}/seal`],
        ['POST', '/desk/search'],
        ['POST', '/desk/asks/x'],
      ] as const) {
        const sent = method === 'POST' ? { form: {}, cookie } : { cookie }
        expect(await visit(method, path, sent)).toMatchObject({ status: 303, location: '/desk?lang=it' })
      }
      expect((await visit('POST', `${file}/seal`, { json: { confirm: 'yes' }, cookie })).status).toBe(401)
    }
    world.municipality = { ...SESTO, staff: SESTO.staff.filter(({ id }) => id !== 'dir-moretti') }
    expect((await visit('GET', file, { cookie: real })).status).toBe(303)
  })

  it('include staff of another municipality', async () => {
    const { world, id, visit, file, as } = await scene()
    await world.files.tamper(id, (held) => ({ ...held, request: { ...held.request, municipality: 'F205' } }))
    const cookie = await as('dir-moretti')
    expect((await visit('GET', file, { cookie })).status).toBe(404)
    expect((await visit('POST', `${file}/seal`, { form: { 'seal.confirm': 'yes' }, cookie })).status).toBe(404)
    expect((await visit('POST', '/desk/search', { form: { q: id }, cookie })).body).not.toContain(id)
  })

  it('include forms of other sites', async () => {
    const { world, id, visit, file, as } = await scene()
    const cookie = await as('dir-moretti')
    const form = { 'seal.confirm': 'yes' }
    const { version } = (await world.files.get(id)).request
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ])
      for (const path of [`${file}/seal`, '/desk', '/desk/leave', '/desk/search', '/desk/enter/x'])
        expect((await visit('POST', path, { form, cookie, headers })).status).toBe(403)
    expect((await world.files.get(id)).request.version).toBe(version)
  })

  it('fall back to the origin header; bearer tokens need none', async () => {
    const { world, id, visit, file, as } = await scene()
    const cookie = await as('dir-moretti')
    const form = { 'seal.confirm': 'yes' }
    const without = { 'sec-fetch-site': undefined } as unknown as Record<string, string>
    for (const origin of [undefined, 'null', 'https://evil.example', 'http://localhost.evil.example'])
      expect(
        (await visit('POST', `${file}/seal`, { form, cookie, headers: { ...without, ...(origin ? { origin } : {}) } }))
          .status,
      ).toBe(403)
    expect(
      (await visit('POST', `${file}/seal`, { form, cookie, headers: { ...without, origin: 'http://localhost' } }))
        .status,
    ).toBe(303)
    expect((await world.files.get(id)).request.sealed).toBeDefined()
    const authorization = 'Bearer I690.dir-moretti.staff-I690-dir-moretti'
    const done = await visit('POST', `${file}/add-member`, {
      json: { member: 'ed-sala' },
      headers: { ...without, authorization },
    })
    expect([done.status, JSON.parse(done.body)]).toEqual([200, { done: 'add-member', request: id }])
    const wrong = await visit('POST', `${file}/add-member`, {
      json: { member: 'ed-sala' },
      cookie,
      headers: { ...without, authorization: 'Bearer I690.dir-moretti.wrong' },
    })
    expect(wrong.status).toBe(401)
  })
})

describe('looking', () => {
  it('changes nothing on any page', async () => {
    const { world, id, ask, visit, file, as } = await scene()
    await visit('POST', `${file}/seal`, { form: { 'seal.confirm': 'yes' }, cookie: await as('dir-moretti') })
    await visit('POST', '/desk', { form: { email: 'giulia.moretti@example.org' } })
    const [before, letters] = [(await world.files.get(id)).request.version, world.postman.sent.length]
    for (const who of ['dir-moretti', 'rag-fontana'])
      for (const method of ['GET', 'HEAD'])
        for (const path of [
          '/desk',
          file,
          linkIn(world),
          `${file}/seal`,
          '/desk/leave',
          `/desk/asks/${ask.id}`,
          '/desk/search',
        ])
          expect((await visit(method, path, { cookie: await as(who) })).cookies).toEqual([])
    expect((await world.files.get(id)).request.version).toBe(before)
    expect(world.postman.sent).toHaveLength(letters)
  })
})

describe('the worklist', () => {
  it('shows own questions first, each with a button to its page', async () => {
    const { world, ask, officer, visit, as } = await scene()
    const cookie = await as(officer)
    const page = await visit('GET', '/desk', { cookie })
    expect(page.body).toContain('Aspettano te (1)')
    expect(page.body).toContain('Tra 10 giorni, entro il 12 marzo 2026')
    expect(page.body).not.toContain('/asks/secret')
    expect(page.body).not.toContain(`secret-of-${ask.id}`)
    const opened = await visit('POST', `/desk/asks/${ask.id}`, { form: {}, cookie })
    expect([opened.status, pathIn(opened.location)]).toEqual([303, `/asks/${ask.id}/secret-of-${ask.id}-1`])
    const other = await visit('POST', `/desk/asks/${ask.id}`, { form: {}, cookie: await as('dir-moretti') })
    expect([other.status, other.location]).toEqual([410, ''])
    world.clock.moveDays(13)
    expect((await visit('GET', '/desk', { cookie: await as(officer) })).body).toContain(
      'In ritardo di 3 giorni: era per il 12 marzo 2026',
    )
  })

  it('is available in both languages and as JSON', async () => {
    const { id, officer, visit, as } = await scene()
    const cookie = await as(officer)
    expect((await visit('GET', '/desk', { cookie, language: 'en' })).body).toContain('Waiting for you (1)')
    const list = await visit('GET', '/desk', { cookie, headers: { accept: 'application/json' } })
    expect(JSON.parse(list.body)).toMatchObject({ mine: [{ request: id, kind: 'assessment', daysLeft: 10 }], team: [] })
  })
})

describe('a file', () => {
  it('is a complete page at every stage, in both languages', async () => {
    const { world, id, visit, file } = await scene()
    const stages = [
      'assessment',
      'proposed_approval',
      'funded',
      'agreement_proposed',
      'active',
      'completed',
      'closed',
    ] as const
    for (const stage of stages) {
      await play(world, id, {}, atStage(stage))
      for (const language of ['it', 'en'] as const) {
        const page = await visit('GET', file, { cookie: await cookieOf(world, 'dir-moretti'), language })
        expect([stage, page.status]).toEqual([stage, 200])
        expect(page.body).not.toMatch(MISSING_VALUES)
        expect(page.body).toContain(deskMessagesOf(language).stages[stage].replaceAll("'", '&#39;'))
        expect(page.body).not.toMatch(/<strong>(ask|request|payment|hours|period|file)\.[a-z_]+/)
      }
    }
    const page = await visit('GET', file, { cookie: await cookieOf(world, 'dir-moretti') })
    expect(page.body).toContain('Il registro è integro')
    await world.files.tamper(id, (held) => ({ ...held, request: { ...held.request, declined: 'x' } }))
    expect((await visit('GET', file, { cookie: await cookieOf(world, 'dir-moretti') })).body).toContain(
      'Il registro non è integro',
    )
  })

  it('is found by number, id and tax code, which never stands in an address', async () => {
    const { world, id, visit, as } = await scene()
    const cookie = await as('rag-fontana')
    for (const q of ['2026/1', id, applicationOf().applicant.taxCode]) {
      const found = await visit('POST', '/desk/search', { form: { q }, cookie })
      expect([found.status, pathIn(found.location)]).toEqual([303, `/desk/files/${id}`])
    }
    const none = await visit('POST', '/desk/search', { form: { q: '2026/9' }, cookie })
    expect([none.status, none.body]).toEqual([200, expect.stringContaining('Nessuna pratica che puoi vedere')])
    await apply(world, applicationOf(0, { kind: 'extraordinary' }))
    const two = await visit('POST', '/desk/search', { form: { q: applicationOf().applicant.taxCode }, cookie })
    expect(two.body).toContain('2 pratiche trovate')
  })

  it('is reassigned by a form that keeps what was typed, or by JSON', async () => {
    const { world, id, officer, visit, file, as } = await scene()
    const to = SESTO.staff.find(({ id: other, role }) => role === 'socialWorker' && other !== officer)?.id ?? ''
    const cookie = await as('dir-moretti')
    expect((await visit('GET', file, { cookie })).body).toContain(`value="${to}"`)
    const wrong = await visit('POST', `${file}/reassign`, { form: { 'reassign.reasons': 'corto' }, cookie })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('href="#reassign.to"')
    expect(wrong.body).toContain('>corto</textarea>')
    const form = { 'reassign.to': to, 'reassign.reasons': REASONS }
    const done = await visit('POST', `${file}/reassign`, { form, cookie })
    expect(done.location).toBe(`${file}?done=reassign&lang=it`)
    expect((await visit('GET', done.location, { cookie })).body).toContain('La pratica è stata riassegnata.')
    const refused = await visit('POST', `${file}/reassign`, {
      json: { to: officer, reasons: REASONS },
      cookie: await as('rag-fontana'),
      language: 'en',
    })
    expect([refused.status, JSON.parse(refused.body)]).toEqual([
      403,
      expect.objectContaining({ type: '/problems/role', detail: expect.stringContaining('role does not allow') }),
    ])
    expect((await world.files.get(id)).request.caseOfficer).toBe(to)
    expect((await visit('POST', `${file}/nothing`, { form: {}, cookie })).status).toBe(404)
  })

  it('offers only acts that a member may do', async () => {
    const { visit, file, officer, as } = await scene()
    const offered = async (who: string) =>
      [
        ...(await visit('GET', file, { cookie: await as(who) })).body.matchAll(/<details class="act" id="([\w-]+)"/g),
      ].map(([, act]) => act)
    expect(await offered('dir-moretti')).toEqual(['reassign', 'conflict', 'seal'])
    expect(await offered(officer)).toEqual(['reassign', 'conflict', 'profile', 'keep-apart', 'seal'])
    expect(await offered('rag-fontana')).toEqual(['conflict'])
    await visit('POST', `${file}/conflict`, { form: { 'conflict.reasons': REASONS }, cookie: await as('rag-fontana') })
    expect(await offered('rag-fontana')).toEqual([])
  })
})

describe('a sealed file', () => {
  const sealed = async () => {
    const at = await scene()
    await answer(at.world, at.ask, {
      choice: 'proposeRefusal',
      grounds: ['Motivo riservatissimo della proposta.'],
    })
    await playToAsk(at.world, at.id, 'observations')
    await at.visit('POST', `${at.file}/seal`, { form: { 'seal.confirm': 'yes' }, cookie: await at.as('dir-moretti') })
    return at
  }
  const secrets = [
    'Esempio AA',
    'Maria',
    'RSSM',
    'Via Esempio',
    'Ho perso',
    'riservatissimo',
    'Colombo',
    'Ferrari',
    'Greco',
    'persona.0@',
  ]

  it('shows other members its number only, on every page and act', async () => {
    const { id, visit, file, as } = await sealed()
    const cookie = await as('rag-fontana')
    const pages = [
      await visit('GET', file, { cookie }),
      await visit('GET', '/desk', { cookie }),
      await visit('GET', file, { cookie, headers: { accept: 'application/json' } }),
      await visit('GET', '/desk', { cookie, headers: { accept: 'application/json' } }),
      await visit('POST', `${file}/break-glass`, { form: { 'break-glass.reasons': 'corto' }, cookie }),
      await visit('POST', '/desk/search', { form: { q: applicationOf().applicant.taxCode }, cookie }),
      ...(await Promise.all(
        ['reassign', 'conflict', 'seal', 'add-member', 'review'].map((act) =>
          visit('POST', `${file}/${act}`, { form: {}, cookie }),
        ),
      )),
    ]
    for (const { body } of pages) for (const secret of secrets) expect(body).not.toContain(secret)
    expect(pages[0]?.body).toContain('2026/1')
    expect(pages[2]?.body).toBe(JSON.stringify({ request: id, number: '2026/1', sealed: true }))
    // Neither where it stands nor what is asked: both may tell the programme.
    for (const { body } of pages) expect(body).not.toMatch(/rejection_notice|observations|\d{4}-observ/)
    expect(pages.slice(6).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
  })

  it('opens for an hour with a reason, and shows it', async () => {
    const { world, visit, file, as } = await sealed()
    const cookie = await as('rag-fontana')
    const done = await visit('POST', `${file}/break-glass`, { form: { 'break-glass.reasons': LONG }, cookie })
    const page = await visit('GET', done.location, { cookie })
    expect(page.body).toContain('Maria Esempio')
    expect(page.body).toContain('La vedi per eccezione')
    expect(page.body).toContain('Aperta per eccezione')
    world.clock.moveSeconds(3600)
    expect((await visit('GET', file, { cookie: await as('rag-fontana') })).body).not.toContain('Maria')
    const named = await visit('GET', file, { cookie: await as('dir-moretti') })
    expect(named.body).toContain(LONG)
    expect(named.body).not.toContain('La vedi per eccezione')
  })
})

describe('the words of the desk', () => {
  const functions = new URL('../../../../functions', import.meta.url).pathname
  const sources = ['domain', 'usecases'].flatMap((folder) =>
    readdirSync(`${functions}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${functions}/${folder}/${name}`, 'utf8')),
  )
  const acts = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/\bact: (?:\w+ \? '([\w.]+)' : )?'([\w.]+)'/g)].flatMap(([, a, b]) => [a, b]),
    ),
  )

  it.each(['it', 'en'] as const)('name every act of the trail and every stage (%s)', (language) => {
    const { trail, stages } = deskMessagesOf(language)
    expect(acts.size).toBeGreaterThan(15)
    const nameless = [...acts].filter((act) => act !== undefined && lookUp(trail, act) === undefined)
    expect(nameless).toEqual([])
    expect(Object.keys(stages)).toEqual([...STAGES])
  })

  it.each(['it', 'en'] as const)('are complete in letters, without names (%s)', (language) => {
    const link = renderLetter({
      template: 'desk',
      language,
      office: SESTO.office,
      url: 'https://example.org/desk/enter/x',
      minutes: 30,
    })
    const opening = renderLetter({
      template: 'openedByException',
      language,
      office: SESTO.office,
      number: '2026/12',
      member: 'rag-fontana',
      at: '2026-03-02T09:00:00Z',
      url: 'https://example.org/desk/files/x',
    })
    for (const { subject, text, html } of [link, opening]) {
      expect(`${subject}${text}`).not.toMatch(MISSING_VALUES)
      expect(`${subject}${text}`).not.toMatch(/undefined|\{\w+\}/)
      for (const url of text.match(/https:\S+/g) ?? []) expect(html).toContain(`href="${url}"`)
    }
    expect(opening.text).toContain('rag-fontana')
  })
})
