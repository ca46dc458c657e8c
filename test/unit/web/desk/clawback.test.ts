import { beforeAll, describe, expect, it } from 'vitest'
import { staffToken } from '../../../../functions/web/session/staff.ts'
import { renderLetter } from '../../../../functions/letters/letters.tsx'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { statusUrlOf } from '../../../../functions/usecases/procedure/open-request.ts'
import { newWorld, SESTO, type World } from '../../../support/memory.ts'
import { apply, play, REASONS } from '../../../support/story/play.ts'
import { cookieOf, deskSite } from '../../../support/web/desk.ts'
import { MISSING_VALUES, site } from '../../../support/web/site.ts'
import { cancelUncleared, release } from '../../../../functions/domain/money/release.ts'

const idOf = (role: string): string => {
  const member = SESTO.staff.find((each) => each.role === role)
  if (!member) throw new Error(`nobody is ${role}`)
  return member.id
}
const [manager, finance, educator] = [idOf('manager'), idOf('finance'), idOf('educator')]

let world: World
let id: string
beforeAll(async () => {
  world = newWorld()
  id = await apply(world)
  await play(world, id, {}, ({ payments }) => payments.some(({ state }) => state === 'paid'))
  await amend(world, id, (file) => {
    const payments = cancelUncleared(file)
    return {
      act: 'request.revoked',
      by: { role: 'manager', id: manager },
      request: { stage: 'revoked' },
      payments,
      effects: release({ ...file, payments }),
    }
  })
}, 60_000)

const visit = (...given: Parameters<ReturnType<typeof deskSite>>) => deskSite(world)(...given)
const path = () => `/desk/files/${id}`

describe('clawbacks at the desk', () => {
  it('are opened by a form with the maximum amount', async () => {
    const cookie = await cookieOf(world, manager)
    const page = await visit('GET', path(), { cookie })
    expect(page.body).toContain('Chiedi di restituire una somma')
    expect(page.body).toContain('Al massimo 300,00')
    expect((await visit('GET', path(), { cookie: await cookieOf(world, educator) })).body).not.toContain(
      'Chiedi di restituire',
    )
    const form = {
      'recover.cents': '300,01',
      'recover.instalments': '2',
      'recover.firstOn.day': '15',
      'recover.firstOn.month': '12',
      'recover.firstOn.year': '2026',
      'recover.how': 'Con avviso pagoPA.',
      'recover.reasons': REASONS,
    }
    const wrong = await visit('POST', `${path()}/recover`, { form, cookie })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('Si può chiedere al massimo 300,00')
    const done = await visit('POST', `${path()}/recover`, { form: { ...form, 'recover.cents': '300' }, cookie })
    expect(done.status).toBe(303)
    await play(world, id)
    for (const language of ['it', 'en']) {
      const shown = await visit('GET', path(), { cookie, language })
      expect(shown.body).toMatch(/15 (dicembre|December) 2026/)
      expect(shown.body).not.toMatch(MISSING_VALUES)
    }
  })

  it('are notified by letter and on the person’s page, with how to pay and object', async () => {
    const letter = world.postman.sent.find(({ letter: each }) => each.template === 'clawback')?.letter
    if (!letter) throw new Error('no letter')
    const { text } = renderLetter(letter)
    expect(text).toContain('300,00')
    expect(text).toContain('15 dicembre 2026')
    expect(text).toContain('scrivi all’ufficio')
    expect(text).not.toContain(REASONS)
    const url = await statusUrlOf(world, (await world.files.get(id)).request)
    for (const language of ['it', 'en']) {
      const page = await site(world)('GET', `${url}?lang=${language}`)
      expect(page.body).toContain('Con avviso pagoPA.')
      expect(page.body).toContain(language === 'it' ? 'Denaro da restituire' : 'Money to give back')
      expect(page.body).not.toMatch(MISSING_VALUES)
    }
  })

  it('are listed for finance and the manager, overdue ones marked and first', async () => {
    const worklist = async (member: string) =>
      (await visit('GET', '/desk', { cookie: await cookieOf(world, member) })).body
    expect(await worklist(finance)).toContain('150,00\u00a0€ entro il 15 dicembre 2026')
    expect(await worklist(educator)).not.toContain('recupera')
    const now = world.clock.now()
    world.clock.moveTo('2026-12-16T09:00:00Z')
    expect(await worklist(finance)).toContain('In ritardo: 150,00\u00a0€')
    world.clock.moveTo(now)
  })

  it('take receipts by the API, once per reference, from finance only', async () => {
    const send = async (member: string, json: object) =>
      visit('POST', `/api/requests/${id}/receipts`, {
        json,
        headers: { authorization: `Bearer ${await staffToken(world.secrets, 'I690', member)}` },
      })
    const receipt = { towards: '1', on: world.clock.today(), cents: 12_345, reference: 'INC-1' }
    expect((await send(manager, receipt)).status).toBe(403)
    expect((await send(finance, { ...receipt, cents: 0 })).status).toBe(422)
    const first = await send(finance, receipt)
    expect(first.status).toBe(201)
    expect(JSON.parse(first.body)).toEqual({
      receipt: `${id}-receipt-1`,
      cents: 12_345,
      lines: [{ fund: 'bilancio', cents: 12_345 }],
      openCents: 17_655,
    })
    const again = await send(finance, receipt)
    expect([again.status, again.body]).toEqual([200, first.body])
    expect((await send(finance, { ...receipt, cents: 1 })).status).toBe(409)
    expect((await visit('POST', `/api/requests/${'0'.repeat(26)}/receipts`, { json: receipt })).status).toBe(401)
  })

  it('take receipts on hidden sealed files without revealing more', async () => {
    const sealed = { at: world.clock.now(), named: [manager] }
    await amend(world, id, () => ({ act: 'request.sealed', by: { role: 'manager', id: manager }, request: { sealed } }))
    const headers = { authorization: `Bearer ${await staffToken(world.secrets, 'I690', finance)}` }
    const json = { towards: '1', on: world.clock.today(), cents: 12_345, reference: 'INC-1' }
    const again = await visit('POST', `/api/requests/${id}/receipts`, { json, headers })
    expect([again.status, JSON.parse(again.body)]).toEqual([200, { receipt: `${id}-receipt-1`, cents: 12_345 }])
    const tooMuch = { ...json, cents: 99_999, reference: 'INC-9' }
    for (const towards of ['1', 'own']) {
      const more = { ...tooMuch, towards, reasons: REASONS }
      const refused = await visit('POST', `/api/requests/${id}/receipts`, { json: more, headers })
      // Nothing else is paid that could come back: that much every refusal says.
      expect(refused.status).toBe(towards === '1' ? 422 : 409)
      expect(refused.body).not.toMatch(/mostCents|17.?655|176/)
    }
    // By the form too: what is asked back is not in it, and what is wrong tells no amount.
    const cookie = await cookieOf(world, finance)
    const form = {
      'receipt.towards': '1',
      'receipt.on.day': world.clock.today().slice(8),
      'receipt.on.month': world.clock.today().slice(5, 7),
      'receipt.on.year': '2026',
      'receipt.cents': '999,99',
      'receipt.reference': 'INC-9',
    }
    const responses = [
      await visit('GET', path(), { cookie }),
      await visit('GET', path(), { cookie, language: 'en' }),
      await visit('POST', `${path()}/receipt`, { form, cookie }),
    ]
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 422])
    expect(responses[0]?.body).toContain('Registra un versamento')
    expect(responses[2]?.body).toContain('più di quanto si può ricevere')
    for (const { body } of responses) {
      expect(body).not.toMatch(MISSING_VALUES)
      expect(body).not.toMatch(/Maria Esempio|176,55|restano 1|left 1|revoca|INC-1/)
    }
    const done = await visit('POST', `${path()}/receipt`, { form: { ...form, 'receipt.cents': '0,05' }, cookie })
    expect(done.status).toBe(303)
    const after = await visit('GET', String(done.headers['location'] ?? ''), { cookie })
    expect(after.body).toContain('Il versamento è registrato.')
    expect(after.body).not.toMatch(/Maria Esempio|176,5/)
    expect((await world.files.get(id)).request.clawbacks?.[0]?.receipts).toHaveLength(2)
    expect((await visit('POST', `${path()}/recover`, { form, cookie })).status).toBe(403)
    const boss = await cookieOf(world, idOf('administrator'))
    expect((await visit('GET', path(), { cookie: boss })).body).not.toContain('Registra un versamento')
    expect((await visit('POST', `${path()}/receipt`, { form, cookie: boss })).status).toBe(403)
    await amend(world, id, () => ({
      act: 'request.unsealed',
      by: { role: 'manager', id: manager },
      request: { sealed: undefined },
    }))
  })

  it('take receipts and waivers by form', async () => {
    const cookie = await cookieOf(world, finance)
    const form = {
      'receipt.towards': '1',
      'receipt.on.day': world.clock.today().slice(8),
      'receipt.on.month': world.clock.today().slice(5, 7),
      'receipt.on.year': '2026',
      'receipt.cents': '1,00',
      'receipt.reference': 'INC-2',
    }
    expect((await visit('POST', `${path()}/receipt`, { form, cookie })).status).toBe(303)
    const give = { 'waive-recovery.number': '1', 'waive-recovery.reasons': REASONS }
    const boss = await cookieOf(world, manager)
    expect((await visit('POST', `${path()}/waive-recovery`, { form: give, cookie: boss })).status).toBe(303)
    const page = await visit('GET', path(), { cookie })
    expect(page.body).toContain('Il Comune ha rinunciato')
    expect(page.body).toContain('INC-2')
    expect((await world.files.get(id)).request.clawbacks).toMatchObject([{ waived: { by: manager } }])
  })
})

describe('the reconciliation page', () => {
  it('is shown to permitted roles, and reports that all records agree', async () => {
    for (const language of ['it', 'en']) {
      const page = await visit('GET', '/desk/reconciliation', { cookie: await cookieOf(world, finance), language })
      expect(page.status).toBe(200)
      expect(page.body).toContain(language === 'it' ? 'Tutto torna' : 'Everything agrees')
      expect(page.body).not.toMatch(MISSING_VALUES)
    }
    expect((await visit('GET', '/desk/reconciliation', { cookie: await cookieOf(world, educator) })).status).toBe(403)
    expect((await visit('GET', '/desk/reconciliation')).status).toBe(303)
  })

  it('names a difference, its cause and its place', async () => {
    world.files.funds.set('bilancio', (world.files.funds.get('bilancio') ?? 0) + 1)
    const cookie = await cookieOf(world, manager)
    const page = await visit('GET', '/desk/reconciliation?year=2026', { cookie })
    expect(page.body).toContain('C’è 1 differenza')
    expect(page.body).toContain('Il contatore di un fondo non dice')
    const json = await visit('GET', '/desk/reconciliation', { cookie, headers: { accept: 'application/json' } })
    expect(JSON.parse(json.body)).toMatchObject({ differences: [{ cause: 'counter', fund: 'bilancio' }] })
  })
})
