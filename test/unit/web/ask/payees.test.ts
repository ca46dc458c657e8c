import { describe, expect, it } from 'vitest'
import { CONDITIONS } from '../../../../functions/domain/money/conditions.ts'
import { paymentJson } from '../../../../functions/web/api/representation.ts'
import { deskMessagesOf } from '../../../../functions/texts/messages.ts'
import { clearPayment } from '../../../../functions/usecases/money/clear-payment.ts'
import { applicationOf, newWorld } from '../../../support/memory.ts'
import { over40, withPartner } from '../../../support/story/paths.ts'
import { apply, assessmentFindings, type Parts, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import { cookieOf, deskSite } from '../../../support/web/desk.ts'
import { addressOf, MISSING_VALUES, site as siteOf } from '../../../support/web/site.ts'

const IBAN = 'IT40S0542811101000000123456'
const LANDLORD = 'Immobiliare Le Rose S.r.l.'
const WHY = 'Affitto arretrato, per evitare lo sfratto.'
const payee = { to: 'payee', name: LANDLORD, iban: IBAN, code: 'INT-7', reasons: WHY }
const voucher = {
  to: 'advantage',
  kind: 'voucher',
  provider: 'Mercato solidale',
  description: 'Buoni spesa da 50 euro',
}

const proposal = (destination: object, fields: object = {}): Parts => ({
  assessment: ({ today }) => ({
    choice: 'proposeApproval',
    ...assessmentFindings(today),
    monthlyCents: 30_000,
    months: 2,
    programme: 'baratto',
    fund: 'bilancio',
    work: { ability: 'full' },
    reasons: REASONS,
    destination,
    ...fields,
  }),
})

/** What an assessor fills in beside where the money goes. */
const FILLED = {
  choice: 'proposeApproval',
  'proposeApproval.interviewOn.day': '2',
  'proposeApproval.interviewOn.month': '3',
  'proposeApproval.interviewOn.year': '2026',
  'proposeApproval.identity': 'document',
  'proposeApproval.needs': REASONS,
  'proposeApproval.monthlyCents': '300',
  'proposeApproval.months': '2',
  'proposeApproval.programme': 'baratto',
  'proposeApproval.fund': 'bilancio',
  'proposeApproval.work.ability': 'full',
  'proposeApproval.reasons': REASONS,
}

async function assess(form: Record<string, string>) {
  const world = newWorld()
  const id = await apply(world)
  const ask = await playToAsk(world, id, 'assessment')
  const response = await siteOf(world)('POST', addressOf(world, ask.id), { form: { ...FILLED, ...form } })
  return { ...response, grant: (await world.files.get(id)).request.proposal?.grant }
}

describe('the form of the assessment', () => {
  it('pays the person by default, whatever is in unused fields', async () => {
    const { status, grant } = await assess({ 'proposeApproval.destination.name': LANDLORD })
    expect([status, grant?.payee, grant?.advantage]).toEqual([200, undefined, undefined])
    const chosen = await assess({ 'proposeApproval.destination.to': 'person' })
    expect([chosen.status, chosen.grant?.payee]).toEqual([200, undefined])
  })

  it('accepts a payee and a voucher', async () => {
    const prefix = 'proposeApproval.destination'
    const paid = await assess({
      [`${prefix}.to`]: 'payee',
      [`${prefix}.name`]: LANDLORD,
      [`${prefix}.iban`]: 'it40 s054 2811 1010 0000 0123 456',
      [`${prefix}.reasons`]: WHY,
      // Typed before another choice was made.
      [`${prefix}.provider`]: 'Nessuno',
    })
    expect(paid.grant?.payee).toEqual({ name: LANDLORD, iban: IBAN, reasons: WHY })
    const given = await assess({
      [`${prefix}.to`]: 'advantage',
      [`${prefix}.kind`]: 'feeWaiver',
      [`${prefix}.provider`]: 'Ufficio mense',
      [`${prefix}.description`]: 'Mensa gratuita fino a giugno',
    })
    expect(given.grant?.advantage?.kind).toBe('feeWaiver')
  })

  it('reports each error at its field', async () => {
    const { status, body } = await assess({
      'proposeApproval.destination.to': 'payee',
      'proposeApproval.destination.iban': 'IT00',
      'proposeApproval.destination.code': 'con àccento',
    })
    expect(status).toBe(422)
    for (const field of ['name', 'iban', 'code', 'reasons'])
      expect(body).toContain(`href="#proposeApproval.destination.${field}"`)
    expect(body).not.toMatch(MISSING_VALUES)
  })
})

describe('a payee in place of the person', () => {
  it('is shown to the manager, in the act, on the person’s page and to finance', async () => {
    const world = newWorld()
    const id = await apply(world)
    const site = siteOf(world)
    const decision = await playToAsk(world, id, 'decision', proposal(payee))
    const question = (await site('GET', addressOf(world, decision.id))).body
    for (const text of [LANDLORD, IBAN, 'INT-7', WHY]) expect(question).toContain(text)

    const outcome = await playToAsk(world, id, 'outcome', proposal(payee))
    const order = (await site('GET', addressOf(world, outcome.id))).body
    for (const text of [LANDLORD, IBAN, 'INT-7']) expect(order).toContain(text)
    expect(order).not.toMatch(MISSING_VALUES)

    const secret = await world.secrets.forStatus(id)
    const page = (await site('GET', `/requests/${id}/${secret}`)).body
    for (const text of [LANDLORD, WHY]) expect(page).toContain(text)
    // The person need not know the account of another.
    expect(page).not.toContain(IBAN)
  })

  it('has their account asked of the social worker, with texts of its own', async () => {
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'account', {
      ...proposal(payee),
      outcome: () => ({ choice: 'returned', reasons: 'Il conto risulta chiuso.' }),
    })
    const { body } = await siteOf(world)('GET', addressOf(world, ask.id))
    expect(body).toContain('Scrivi il conto giusto di chi si paga')
    expect(body).not.toContain('intestato a te')
    for (const text of [LANDLORD, IBAN, 'Il conto risulta chiuso.']) expect(body).toContain(text)
  })

  it('is shown to the second municipality, except for sealed files', async () => {
    for (const sealed of [false, true]) {
      const world = newWorld()
      const id = await apply(world, over40(7))
      const parts: Parts = {
        assessment: (scene) => ({ ...withPartner.assessment?.(scene), destination: payee }),
      }
      const ask = await playToAsk(world, id, 'concurrence', parts)
      if (sealed)
        await world.files.tamper(id, (file) => ({
          ...file,
          request: { ...file.request, sealed: { at: world.clock.now(), named: [] } },
        }))
      const { body } = await siteOf(world)('GET', addressOf(world, ask.id))
      expect(body.includes(LANDLORD), String(sealed)).toBe(!sealed)
      expect(body.includes(IBAN), String(sealed)).toBe(!sealed)
    }
  })
})

describe('an advantage in place of money', () => {
  it('is labelled for finance and asked for with texts of its own', async () => {
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'outcome', proposal(voucher))
    const { body } = await siteOf(world)('GET', addressOf(world, ask.id))
    for (const text of ['Buono: Buoni spesa da 50 euro', 'Mercato solidale', 'È stato dato?'])
      expect(body).toContain(text)
    expect(body).not.toContain('Contanti in tesoreria')
    expect(body).not.toContain('IT60X0542811101000000123456')
  })

  it('asks the social worker whether to issue it again if it was not collected', async () => {
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'account', {
      ...proposal(voucher),
      outcome: () => ({ choice: 'returned', reasons: 'Il negozio era chiuso.' }),
    })
    const site = siteOf(world)
    const { body } = await site('GET', addressOf(world, ask.id))
    expect(body).toContain('name="again.reasons"')
    expect(body).not.toContain('name="account.iban"')
    const form = { choice: 'again', 'again.reasons': 'Il negozio ora è aperto.' }
    expect((await site('POST', addressOf(world, ask.id), { form })).status).toBe(200)
    expect((await world.files.get(id)).payments[0]).toMatchObject({ state: 'eligible', issue: 2, method: 'advantage' })
  })
})

describe('a held payment', () => {
  it('shows the reason to the case officer, to finance and to machines', async () => {
    const world = newWorld()
    const id = await apply(world, applicationOf())
    await play(world, id, {}, ({ payments }) => payments[0]?.state === 'published')
    await world.files.tamper(id, (file) => ({
      ...file,
      payments: file.payments.map((payment) => ({ ...payment, iban: IBAN })),
    }))
    await clearPayment(world, id, 1)
    const file = await world.files.get(id)
    const finance = world.municipality.staff.find(({ role }) => role === 'finance')?.id ?? ''
    const { gate } = deskMessagesOf('it')
    for (const who of [file.request.caseOfficer ?? '', finance]) {
      const { body } = await deskSite(world)('GET', `/desk/files/${id}`, { cookie: await cookieOf(world, who) })
      expect(body, who).toContain(gate.conditions.account)
      expect(body, who).toContain('Pagamento trattenuto: manca qualcosa')
      expect(body).not.toMatch(MISSING_VALUES)
    }
    expect(file.payments.map((payment) => paymentJson(payment).unmet)).toEqual([['account']])
  })

  it.each(['it', 'en'] as const)('has a sentence of its own for each condition, in %s', (language) => {
    const { conditions } = deskMessagesOf(language).gate
    expect(Object.keys(conditions)).toEqual([...CONDITIONS])
    expect(new Set(Object.values(conditions)).size).toBe(CONDITIONS.length)
  })
})
