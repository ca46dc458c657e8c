import { describe, expect, it } from 'vitest'
import { LEFT_OUT } from '../../../../functions/domain/treasury/exports.ts'
import { prefilledForm } from '../../../../functions/web/ask/form.ts'
import { AskPage } from '../../../../functions/web/ask/page.tsx'
import { deskMessagesOf, financeMessagesOf } from '../../../../functions/texts/messages.ts'
import { lookUp } from '../../../../functions/texts/sentences.ts'
import { renderLetter } from '../../../../functions/letters/letters.tsx'
import { rendered } from '../../../../functions/ui/render.ts'
import { StatusPage } from '../../../../functions/web/citizen/status/page.tsx'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { makeExport } from '../../../../functions/usecases/money/export-payments.ts'
import { DISAGREEMENTS } from '../../../../functions/usecases/money/record-outcome.ts'
import { deskOf } from '../../../support/memory/desk.ts'
import { financeOf } from '../../../support/memory/finance.ts'
import { applicationOf, newWorld, SESTO } from '../../../support/memory.ts'
import { apply, type Parts, PARTS, playToAsk } from '../../../support/story/play.ts'
import { cookieOf, deskSite } from '../../../support/web/desk.ts'
import { MISSING_VALUES } from '../../../support/web/site.ts'

const SEALED: Parts = {
  assessment: (scene) => ({
    ...PARTS.assessment(scene),
    programme: 'percorso-a',
    fund: 'fesr',
    waiver: 'anti_violence',
  }),
}

async function scene(parts: Parts = {}) {
  const world = financeOf(deskOf(newWorld()))
  const id = await apply(world, applicationOf(0))
  await playToAsk(world, id, 'outcome', parts)
  const visit = deskSite(world, world)
  const cookies = { fontana: await cookieOf(world, 'rag-fontana'), longo: await cookieOf(world, 'amm-longo') }
  return { world, id, reference: `${id}-1-1`, visit, ...cookies, as: (who: string) => cookieOf(world, who) }
}
const CSV = (lines: string) => `riferimento;esito;data;mandato;motivo\n${lines}`
const encoded = async (text: string, encoding: BufferEncoding = 'utf8') => {
  const form = new FormData()
  form.set('file', new Blob([Buffer.from(text, encoding)]), 'esiti.csv')
  const response = new Response(form)
  return { type: response.headers.get('content-type') ?? '', body: Buffer.from(await response.arrayBuffer()) }
}

describe('the finance page', () => {
  it.each(['it', 'en'])(
    'shows waiting payments with payee and route, without missing values (%s)',
    async (language) => {
      const { visit, fontana, reference } = await scene()
      const page = await visit('GET', `/desk/finance?lang=${language}`, { cookie: fontana, language })
      expect(page.status).toBe(200)
      for (const shown of [reference, 'Maria Esempio AA', 'IT60X0542811101000000123456', '1204.10', '2026/1-1'])
        expect(page.body).toContain(shown)
      expect(page.body).not.toMatch(MISSING_VALUES)
      expect(page.headers['cache-control']).toBe('no-store')
    },
  )

  it.each(['it', 'en'])(
    'says what keeps a payment from finance, and which account not to pay to (%s)',
    async (language) => {
      const { world, id, visit, fontana, longo } = await scene()
      const held = { since: '2026-03-20T09:00:00Z', unmet: ['notified', 'hours'] } as const
      await world.files.tamper(id, (file) => ({
        ...file,
        payments: file.payments.flatMap(({ clearance, ...payment }) => [
          { ...payment, ...(clearance ? { clearance } : {}), iban: 'IT40S0542811101000000123456' },
          {
            ...payment,
            id: `${id}-2`,
            instalment: 2,
            state: 'published' as const,
            held: { ...held, unmet: [...held.unmet] },
          },
        ]),
      }))
      const { gate } = deskMessagesOf(language === 'en' ? 'en' : 'it')
      const { misdirected } = financeMessagesOf(language === 'en' ? 'en' : 'it')
      const page = (await visit('GET', `/desk/finance?lang=${language}`, { cookie: fontana, language })).body
      expect(page).not.toMatch(MISSING_VALUES)
      for (const text of [gate.conditions.notified, gate.conditions.hours, misdirected]) expect(page).toContain(text)
      expect(page).not.toContain(gate.conditions.fund)
      expect(page).toMatch(language === 'it' ? /dal 20 marzo 2026/ : /20 March 2026/)
      expect(page.split(misdirected)).toHaveLength(2)
      const looked = (await visit('GET', `/desk/finance?lang=${language}`, { cookie: longo, language })).body
      expect([looked.includes(gate.conditions.hours), looked.includes(misdirected)]).toEqual([true, false])
    },
  )

  it('shows administrators the amounts without payees', async () => {
    const { visit, longo, reference } = await scene()
    const { status, body } = await visit('GET', '/desk/finance', { cookie: longo })
    expect([status, body.includes(reference)]).toEqual([200, true])
    for (const hidden of ['Maria Esempio AA', 'IT60X', '<input type="checkbox"', '/desk/finance/outcomes'])
      expect(body).not.toContain(hidden)
  })

  it('refuses other roles with a sentence, and redirects to sign in', async () => {
    const { visit, as, longo } = await scene()
    for (const who of ['as-colombo', 'dir-moretti', 'ed-riva']) {
      const { status, body } = await visit('GET', '/desk/finance', { cookie: await as(who) })
      expect([who, status]).toEqual([who, 403])
      expect(body).toContain('Questa pagina è per la ragioneria.')
    }
    expect((await visit('GET', '/desk/finance')).location).toMatch(/^\/desk\?/)
    for (const path of ['/desk/finance/outcomes', '/desk/finance/exports/x', '/desk/finance/exports/x/file'])
      expect((await visit('GET', path, { cookie: longo })).status, path).toBe(403)
    const asked = await visit('POST', '/desk/finance/exports', { cookie: longo, form: { kind: 'csv' } })
    expect(asked.status).toBe(403)
  })

  it('shows the data to pay a sealed file, without names of programme and fund', async () => {
    const { visit, fontana, longo, reference } = await scene(SEALED)
    const page = (await visit('GET', '/desk/finance', { cookie: fontana })).body
    for (const shown of [reference, 'Maria Esempio AA', 'IT60X0542811101000000123456']) expect(page).toContain(shown)
    const names = [
      SESTO.programmes.find(({ id }) => id === 'percorso-a')?.name,
      SESTO.funds.find(({ id }) => id === 'fesr')?.name,
    ]
    for (const name of names) expect(page).not.toContain(name)
    const looked = (await visit('GET', '/desk/finance', { cookie: longo })).body
    expect(looked).toContain(reference)
    for (const hidden of [...names, 'Maria Esempio AA', 'IT60X']) expect(looked).not.toContain(hidden)
  })

  it('is linked from the desk for those who may see it', async () => {
    const { visit, fontana, as } = await scene()
    expect((await visit('GET', '/desk', { cookie: fontana })).body).toContain('href="/desk/finance?')
    expect((await visit('GET', '/desk', { cookie: await as('as-colombo') })).body).not.toContain('href="/desk/finance?')
  })
})

describe('a file', () => {
  const form = (fields: Record<string, string> = {}) => ({ kind: 'csv', cover: 'open', key: 'the-form-key', ...fields })

  it('is requested, prepared, then ready to download', async () => {
    const { world, id: request, visit, fontana, reference } = await scene()
    const asked = await visit('POST', '/desk/finance/exports', { cookie: fontana, form: form() })
    expect(asked.status).toBe(303)
    expect((await visit('POST', '/desk/finance/exports', { cookie: fontana, form: form() })).location).toBe(
      asked.location,
    )
    const before = await visit('GET', asked.location, { cookie: fontana })
    expect(before.body).toContain('In preparazione')
    const [address = ''] = asked.location.split('?')
    expect((await visit('GET', `${address}/file`, { cookie: fontana })).status).toBe(404)
    const [id = ''] = [...world.orders.keys()]
    await makeExport(world, 'I690', id)
    const after = await visit('GET', asked.location, { cookie: fontana })
    expect(after.body).toContain('Pronto: 1 pagamento')
    expect(after.body).not.toMatch(MISSING_VALUES)
    const file = await visit('GET', `${address}/file`, { cookie: fontana })
    expect(file.body).toContain(`${reference},2026/1-1,`)
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="pagamenti-2026-\d\d-\d\d-[0-9a-f]{6}\.csv"$/,
      ),
    })
    await amend(world, request, (current, now) => ({
      act: 'conflict.declared',
      by: { role: 'finance', id: 'rag-fontana' },
      request: {
        conflicts: [
          ...(current.request.conflicts ?? []),
          { member: 'rag-fontana', reasons: 'È una mia parente.', at: now },
        ],
      },
    }))
    expect((await visit('GET', `${address}/file`, { cookie: fontana })).status).toBe(403)
    world.clock.moveDays(7)
    const later = await cookieOf(world, 'rag-fontana')
    expect((await visit('GET', `${address}/file`, { cookie: later })).status).toBe(404)
  })

  it('cannot be requested by another site or without a kind', async () => {
    const { world, visit, fontana } = await scene()
    const other = { 'sec-fetch-site': 'cross-site' }
    expect(
      (await visit('POST', '/desk/finance/exports', { cookie: fontana, form: form(), headers: other })).status,
    ).toBe(403)
    for (const fields of [{ cover: '' }, { cover: 'chosen' }, { kind: 'xls' }, { key: '' }]) {
      const { status, body } = await visit('POST', '/desk/finance/exports', { cookie: fontana, form: form(fields) })
      expect([status, body.includes('href="#cover"')], JSON.stringify(fields)).toEqual([422, true])
    }
    expect(world.orders.size).toBe(0)
  })

  it.each(['it', 'en'] as const)('states why each payment is left out (%s)', (language) => {
    const { left, refused } = financeMessagesOf(language)
    for (const code of LEFT_OUT) expect(lookUp(left, code), code).toMatch(/\.$/)
    for (const why of DISAGREEMENTS) expect(lookUp(refused, why), why).toMatch(/\.$/)
  })
})

describe('the treasury’s file', () => {
  it('comes as an upload, in either encoding, or pasted', async () => {
    const { world, id, visit, fontana, reference } = await scene()
    const day = world.clock.today()
    const empty = await visit('POST', '/desk/finance/outcomes', { cookie: fontana, raw: await encoded('') })
    expect([empty.status, empty.body.includes('href="#file"')]).toEqual([422, true])
    expect(empty.body).toContain('aria-invalid="true" aria-describedby="file-hint file-error"')
    expect(empty.body).toContain('id="file-error"')
    const text = CSV(`${reference};stornato;${day};;Il conto non c’è più, già chiuso`)
    const latin = CSV(`${reference};stornato;${day};;Il conto è già chiuso da un mese`)
    const page = await visit('POST', '/desk/finance/outcomes', { cookie: fontana, raw: await encoded(latin, 'latin1') })
    expect(page.body).toContain('Registrati: 1. Già noti: 0. Da guardare: 0.')
    expect(page.body).not.toMatch(MISSING_VALUES)
    expect((await world.files.get(id)).payments[0]?.returns[0]?.reasons).toBe('Il conto è già chiuso da un mese')
    const pasted = await visit('POST', '/desk/finance/outcomes', { cookie: fontana, form: { text } })
    expect(pasted.body).toContain('Registrati: 0. Già noti: 1. Da guardare: 0.')
    const broken = await visit('POST', '/desk/finance/outcomes', { cookie: fontana, form: { text: '<a><b></a>' } })
    expect(broken.body).toContain('Il file XML non è scritto bene.')
  })

  it('reports orders, which then show on the pages of finance, question and person', async () => {
    const { world, id, visit, fontana, reference } = await scene()
    const day = world.clock.today()
    const text = CSV(`${reference};emesso;${day};M-77;`)
    const pasted = await visit('POST', '/desk/finance/outcomes', { cookie: fontana, form: { text } })
    expect(pasted.body).toContain('mandato emesso il')
    const again = await visit('POST', '/desk/finance/outcomes', { cookie: fontana, form: { text } })
    expect(again.body).toContain('il mandato era già noto')
    const { body } = await visit('GET', '/desk/finance', { cookie: fontana })
    expect(body).toContain('id="state-ordered"')
    expect(body).toContain('mandato M-77 del')
    const { asks } = await world.files.get(id)
    const asked = asks.find(({ kind }) => kind === 'outcome')
    if (!asked) throw new Error('nothing is asked')
    const file = await world.files.get(id)
    const context = { ask: asked, file, municipality: world.municipality, language: 'it' as const }
    const page = rendered(AskPage, { context, form: prefilledForm(context), kept: true })
    expect(page).toContain('Il mandato è registrato.')
    expect(page).toContain('M-77, emesso il')
    expect(page).toMatch(/name="paid\.order"[^>]*value="M-77"/)
    expect([page.includes('value="paid"'), page.includes('value="ordered"')]).toEqual([true, false])
    const { municipality, language } = context
    const statusOf = (shown: typeof file) =>
      rendered(StatusPage, {
        context: { file: shown, municipality, language, canWithdraw: false, path: '/', next: undefined, pin: '' },
      })
    const status = statusOf(file)
    expect(status).toContain('Il Comune ha ordinato il pagamento il ')
    expect(status).toContain('Ordinato il ')
    expect(status).not.toContain('M-77')
    const inCash = { ...file, payments: file.payments.map((each) => ({ ...each, method: 'cash' as const })) }
    expect([status, statusOf(inCash)].map((text) => text.includes('lo ritiri in tesoreria'))).toEqual([false, true])
  })

  it('is accepted from machines with a token of finance, as CSV or XML', async () => {
    const { world, visit, reference } = await scene()
    const send = (member: string, type: string, body: string) =>
      visit('POST', '/api/payments/outcomes', {
        raw: { type, body: Buffer.from(body) },
        headers: { accept: 'application/json', authorization: `Bearer I690.${member}.staff-I690-${member}` },
      })
    const csv = CSV(`${reference};pagato;${world.clock.today()};M-4;`)
    expect((await send('amm-longo', 'text/csv', csv)).status).toBe(403)
    expect((await send('nobody', 'text/csv', csv)).status).toBe(401)
    expect((await send('rag-fontana', 'application/json', csv)).status).toBe(415)
    const done = await send('rag-fontana', 'text/csv; charset=utf-8', csv)
    expect(JSON.parse(done.body)).toEqual({
      recorded: [{ line: 2, reference, outcome: 'paid', on: world.clock.today() }],
      already: [],
      refused: [],
      unread: [],
      unreadMore: 0,
    })
    const again = JSON.parse((await send('rag-fontana', 'text/csv', csv)).body)
    expect(again).toMatchObject({ recorded: [], already: [{ reference }] })
  })
})

describe('the daily letter', () => {
  it.each(['it', 'en'] as const)('has references and amounts, and a note about further ones (%s)', (language) => {
    const payments = [
      { reference: 'aaa-1-1', amountCents: 30_000 },
      { reference: 'bbb-1-1', amountCents: 125_050 },
    ]
    const url = 'https://example.org/desk/finance'
    const letter = { template: 'finance', language, office: SESTO.office, payments, url } as const
    const { subject, text, html } = renderLetter({ ...letter, count: 5, totalCents: 200_000 })
    for (const part of ['aaa-1-1', 'bbb-1-1', url]) expect(text).toContain(part)
    expect(`${subject}${text}${html}`).not.toMatch(/undefined|\[object|NaN/)
    expect(text).toContain(language === 'it' ? 'Altri 3' : '3 more')
    expect(renderLetter({ ...letter, count: 2, totalCents: 155_050 }).text).not.toMatch(/Altri|more/)
  })
})
