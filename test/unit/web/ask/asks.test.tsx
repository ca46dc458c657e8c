import { beforeAll, describe, expect, it } from 'vitest'
import { ASK_KINDS, type AskKind, QUESTIONS } from '../../../../functions/domain/questions/index.ts'
import { check } from '../../../../functions/domain/base/problems.ts'
import { answerErrors, choicesOf, readAnswer } from '../../../../functions/web/ask/form.ts'
import type { AskContext } from '../../../../functions/web/ask/view.ts'
import type { Form } from '../../../../functions/ui/controls.ts'
import { AskPage } from '../../../../functions/web/ask/page.tsx'
import { rendered } from '../../../../functions/ui/render.ts'
import { assessRequest } from '../../../../functions/usecases/procedure/evaluate-request.ts'
import { disputeHours } from '../../../../functions/usecases/hours/dispute-hours.ts'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { moveTo } from '../../../support/story/activity.ts'
import { applicationOf, newWorld, type World } from '../../../support/memory.ts'
import { openReview, over40, referred, withPartner } from '../../../support/story/paths.ts'
import { apply, atStage, assessmentFindings, type Parts, play, playToAsk } from '../../../support/story/play.ts'
import { addressOf, MISSING_VALUES, site as siteOf } from '../../../support/web/site.ts'

/** How each question comes to be asked. */
const HOW: Partial<Record<AskKind, Parts>> = {
  integration: { assessment: () => ({ choice: 'requestIntegration', items: ['Manca il contratto di affitto.'] }) },
  observations: { assessment: () => ({ choice: 'proposeRefusal', grounds: ['L’ISEE supera il limite previsto.'] }) },
  concurrence: withPartner,
  referral: referred,
  conclusion: referred,
  account: { outcome: () => ({ choice: 'returned', reasons: 'Il conto risulta chiuso.' }) },
}

/** A person with something to hide in every field. */
const person = (kind?: AskKind) => {
  const need = { reason: 'Motivo riservato', iseeCents: 482_313, abilities: 'So cucire' }
  const application = kind === 'concurrence' ? over40(7) : applicationOf(7)
  application.need = { ...application.need, ...need }
  application.home.street = 'Via Riservata 99'
  application.household = [
    { firstName: 'Lucia', lastName: 'Familiare', taxCode: applicationOf(8).applicant.taxCode, relation: 'child' },
  ]
  return application
}
const SECRETS = {
  isee: '4.823,13',
  reason: 'Motivo riservato',
  street: 'Via Riservata 99',
  member: 'Familiare',
  taxCode: person().applicant.taxCode,
  iban: 'IT60X0542811101000000123456',
  email: 'persona.7@example.org',
}

/** What of a person the page of each addressee shows; everything else in `SECRETS` it must not. */
const MAY_SEE: Partial<Record<AskKind, readonly (keyof typeof SECRETS)[]>> = {
  assessment: ['isee', 'reason', 'street', 'member', 'taxCode', 'email'],
  concurrence: ['isee', 'reason'],
  decision: ['isee', 'reason'],
  ruling: ['isee', 'reason'],
  placement: ['street', 'email'],
  insurance: ['taxCode'],
  outcome: ['taxCode', 'iban'],
}

async function askedIn(world: World, kind: AskKind): Promise<AskContext> {
  const id = await apply(world, person(kind))
  if (kind === 'hearing' || kind === 'ruling') {
    await play(world, id, {}, atStage('funded'))
    await openReview(world, id)
  }
  if (kind === 'dispute') {
    const { request } = await play(world, id, {}, atStage('active'))
    moveTo(world, addDays(request.startsOn ?? '', 7))
    await disputeHours(world, await world.files.get(id), {
      on: request.startsOn,
      minutes: 240,
      reasons: 'Ero al lavoro.',
    })
  }
  const ask = await playToAsk(world, id, kind, HOW[kind])
  const file = await world.files.get(ask.request)
  const { municipality } = world
  return { ask, file, municipality, language: 'it', ...(await assessRequest(world, file, municipality)) }
}

const contexts = new Map<AskKind, AskContext>()
beforeAll(async () => {
  for (const kind of ASK_KINDS) contexts.set(kind, await askedIn(newWorld(), kind))
})
const contextOf = (kind: AskKind): AskContext => {
  const context = contexts.get(kind)
  if (!context) throw new Error(kind)
  return context
}

describe.each(ASK_KINDS)('the page that asks for %s', (kind) => {
  it('shows only what its addressee needs', () => {
    const page = rendered(AskPage, { context: contextOf(kind) })
    for (const [what, text] of Object.entries(SECRETS)) {
      const may = MAY_SEE[kind]?.some((allowed) => allowed === what) ?? false
      expect(page.replaceAll(/\s/g, ' ').includes(text), what).toBe(may)
    }
    expect(page).not.toMatch(MISSING_VALUES)
  })

  it('has no preselection, and no script or style of its own', () => {
    const english: AskContext = { ...contextOf(kind), language: 'en' }
    const page = rendered(AskPage, { context: english })
    expect(page).not.toMatch(/<input[^>]* checked/)
    expect(page).not.toMatch(/<script| style=| on\w+=/)
    expect(page).not.toMatch(MISSING_VALUES)
  })

  it('places every error at an existing field', () => {
    const context = contextOf(kind)
    for (const { value } of choicesOf(context)) {
      const values = new URLSearchParams({ choice: value })
      const parsed = check(QUESTIONS[kind].input, readAnswer(context, values))
      if (!('problems' in parsed)) continue
      const errors = answerErrors(context, values, parsed.problems)
      const form: Form = { language: 'it', values, errors }
      const page = rendered(AskPage, { context, form })
      for (const { name } of errors) expect(page).toContain(`id="${name}"`)
      expect(page).toMatch(/<title>Errore: /)
      expect(page.indexOf('role="alert"')).toBeLessThan(page.indexOf('<h1'))
    }
  })
})

type Filled = [kind: AskKind, form: Record<string, string | string[]>, answer: unknown]
const reasons = 'Motivi scritti per bene.'
const date = (name: string, day: string, month: string, year: string) => ({
  [`${name}.day`]: day,
  [`${name}.month`]: month,
  [`${name}.year`]: year,
})

/** A planned row of the timesheet as the page shows it, with what somebody changed. */
const asPlanned = (on: string, changed: Record<string, string>) =>
  Object.fromEntries(
    Object.entries({ from: '08:30', hours: '4', minutes: '0', ...changed }).map(([part, value]) => [
      `hours.days.${on}.${part}`,
      value,
    ]),
  )

describe('a filled form is an answer', () => {
  const filled: Filled[] = [
    [
      'assessment',
      {
        choice: 'proposeApproval',
        ...date('proposeApproval.interviewOn', '2', '3', '2026'),
        'proposeApproval.identity': 'document',
        'proposeApproval.needs': assessmentFindings('').needs,
        'proposeApproval.abilities': '',
        'proposeApproval.monthlyCents': '1.300,50',
        'proposeApproval.months': '2',
        'proposeApproval.programme': 'baratto',
        'proposeApproval.fund': 'bilancio',
        'proposeApproval.work.ability': 'limited',
        'proposeApproval.work.maxHours': '40',
        'proposeApproval.work.limits': reasons,
        'proposeApproval.work.exemption': 'age',
        'proposeApproval.reasons': reasons,
        'proposeRefusal.grounds': 'non scelto',
      },
      {
        choice: 'proposeApproval',
        ...assessmentFindings('2026-03-02'),
        monthlyCents: 130_050,
        months: 2,
        programme: 'baratto',
        fund: 'bilancio',
        work: { ability: 'limited', maxHours: 40, limits: reasons },
        reasons,
      },
    ],
    [
      'assessment',
      { choice: 'proposeRefusal', 'proposeRefusal.grounds': `1. Uno.\r\n\r\n- Due, 2.5 volte.\n  ` },
      { choice: 'proposeRefusal', grounds: ['Uno.', 'Due, 2.5 volte.'] },
    ],
    [
      'assessment',
      {
        choice: 'proposeApproval',
        ...date('proposeApproval.interviewOn', '2', '3', '2026'),
        'proposeApproval.identity': 'document',
        'proposeApproval.needs': assessmentFindings('').needs,
        'proposeApproval.monthlyCents': '300',
        'proposeApproval.months': '2',
        'proposeApproval.programme': 'baratto',
        'proposeApproval.fund': 'bilancio',
        'proposeApproval.also.0.fund': 'pon-inclusione',
        'proposeApproval.also.0.cents': '250,50',
        'proposeApproval.work.ability': 'full',
        'proposeApproval.reasons': reasons,
      },
      {
        choice: 'proposeApproval',
        ...assessmentFindings('2026-03-02'),
        monthlyCents: 30_000,
        months: 2,
        programme: 'baratto',
        fund: 'bilancio',
        also: [{ fund: 'pon-inclusione', cents: 25_050 }],
        work: { ability: 'full' },
        reasons,
      },
    ],
    [
      'assessment',
      {
        choice: 'enrol',
        ...date('enrol.interviewOn', '2', '3', '2026'),
        'enrol.identity': 'document',
        'enrol.needs': assessmentFindings('').needs,
        'enrol.programme': 'puc',
        'enrol.months': '3',
        'enrol.hoursWeek': '8',
        'enrol.work.ability': 'full',
        'enrol.reasons': reasons,
      },
      {
        choice: 'enrol',
        ...assessmentFindings('2026-03-02'),
        programme: 'puc',
        months: 3,
        hoursWeek: 8,
        work: { ability: 'full' },
        reasons,
      },
    ],
    [
      'integration',
      { choice: 'send', 'texts.1': `${reasons}\r\nDue.` },
      { choice: 'send', texts: { 1: `${reasons}\nDue.` } },
    ],
    ['integration', { choice: 'keep', 'texts.1': reasons }, { choice: 'keep', texts: { 1: reasons } }],
    ['integration', { choice: 'keep', 'texts.1': '' }, { choice: 'keep', texts: {} }],
    ['observations', { choice: 'send', 'send.texts.1': reasons }, { choice: 'send', texts: { 1: reasons } }],
    ['observations', { choice: 'none', 'send.texts.1': 'lasciato a metà' }, { choice: 'none' }],
    ['decision', { choice: 'approve', 'approve.reasons': reasons }, { choice: 'approve', reasons }],
    ['decision', { choice: 'approve' }, { choice: 'approve' }],
    [
      'decision',
      { choice: 'refuse', 'refuse.grounds': 'Uno.', 'refuse.reasons': reasons },
      { choice: 'refuse', grounds: ['Uno.'], reasons },
    ],
    ['concurrence', { choice: 'agree', 'agree.note': '' }, { choice: 'agree' }],
    ['hearing', { choice: 'send', 'send.text': reasons }, { choice: 'send', text: reasons }],
    ['ruling', { choice: 'uphold', 'uphold.reasons': reasons }, { choice: 'uphold', reasons }],
    ['referral', { choice: 'decline', 'decline.reasons': reasons }, { choice: 'decline', reasons }],
    [
      'conclusion',
      { choice: 'conclude', 'conclude.result': 'qualified', 'conclude.report': reasons },
      { choice: 'conclude', result: 'qualified', report: reasons },
    ],
    [
      'placement',
      {
        choice: 'place',
        'place.project': 'foglie-cortile',
        ...date('place.startsOn', '4', '5', '2026'),
        'place.weekdays': ['1', '3'],
        'place.minutesADay.hours': '2',
        'place.minutesADay.minutes': '30',
      },
      { choice: 'place', project: 'foglie-cortile', startsOn: '2026-05-04', weekdays: [1, 3], minutesADay: 150 },
    ],
    ['agreement', { choice: 'accept', 'decline.reasons': '' }, { choice: 'accept' }],
    [
      'insurance',
      {
        choice: 'confirm',
        'confirm.policy': 'INAIL 12/2026',
        ...date('confirm.coverFrom', '4', '5', '2026'),
        ...date('confirm.coverTo', '31', '12', '2026'),
      },
      { choice: 'confirm', policy: 'INAIL 12/2026', coverFrom: '2026-05-04', coverTo: '2026-12-31' },
    ],
    [
      'timesheet',
      {
        choice: 'hours',
        'hours.days.2026-03-16.hours': '2',
        'hours.days.2026-03-17.hours': '',
        'hours.days.2026-03-18.minutes': '45',
        ...date('hours.days.other-2', '20', '3', '2026'),
        'hours.days.other-2.time.hours': '1',
      },
      {
        choice: 'hours',
        days: [
          { on: '2026-03-16', minutes: 120 },
          { on: '2026-03-18', minutes: 45 },
          { on: '2026-03-20', minutes: 60 },
        ],
      },
    ],
    [
      'timesheet',
      {
        choice: 'hours',
        // As agreed, with the time that stands there; nothing chosen and nothing changed; absences; other times than agreed.
        ...asPlanned('2026-03-16', { was: 'present' }),
        ...asPlanned('2026-03-17', {}),
        ...asPlanned('2026-03-18', { was: 'excused', why: 'Visita medica' }),
        ...asPlanned('2026-03-19', { was: 'absent' }),
        ...asPlanned('2026-03-23', { from: '09:15' }),
      },
      {
        choice: 'hours',
        days: [
          { on: '2026-03-16', from: '08:30', minutes: 240 },
          { on: '2026-03-23', from: '09:15', minutes: 240 },
        ],
        absences: [
          { on: '2026-03-18', excused: true, reasons: 'Visita medica' },
          { on: '2026-03-19', excused: false },
        ],
      },
    ],
    [
      'timesheet',
      {
        choice: 'hours',
        'hours.days.rest': 'true',
        ...asPlanned('2026-03-16', {}),
        ...asPlanned('2026-03-17', { was: 'absent' }),
        ...asPlanned('2026-03-18', { hours: '', minutes: '' }),
      },
      {
        choice: 'hours',
        days: [{ on: '2026-03-16', from: '08:30', minutes: 240 }],
        absences: [{ on: '2026-03-17', excused: false }],
      },
    ],
    ['timesheet', { choice: 'none', 'none.reasons': reasons }, { choice: 'none', reasons }],
    [
      'verification',
      { choice: 'contest', 'contest.entries': ['shift-20260317T073000Z'], 'contest.reasons': reasons },
      { choice: 'contest', entries: ['shift-20260317T073000Z'], reasons },
    ],
    ['verification', { choice: 'verify', 'verify.note': ' ' }, { choice: 'verify' }],
    [
      'outcome',
      { choice: 'ordered', ...date('ordered.orderedOn', '2', '5', '2026'), 'ordered.order': 'M-12' },
      { choice: 'ordered', orderedOn: '2026-05-02', order: 'M-12' },
    ],
    [
      'outcome',
      { choice: 'paid', ...date('paid.paidOn', '4', '5', '2026'), 'paid.order': 'M-12' },
      { choice: 'paid', paidOn: '2026-05-04', order: 'M-12' },
    ],
    [
      'account',
      { choice: 'account', 'account.iban': 'it60 x054 2811 1010 0000 0123 456' },
      { choice: 'account', iban: SECRETS.iban },
    ],
  ]

  it.each(filled)('%s', (kind, form, answer) => {
    const fields = Object.entries(form).flatMap(([name, value]) => [value].flat().map((each) => [name, each]))
    expect(check(QUESTIONS[kind].input, readAnswer(contextOf(kind), new URLSearchParams(fields)))).toEqual({
      value: answer,
    })
  })

  it('finds the row of a timesheet error', () => {
    const context = contextOf('timesheet')
    const values = new URLSearchParams({
      choice: 'hours',
      'hours.days.2026-03-18.hours': '2',
      'hours.days.2026-03-18.minutes': '99',
      ...date('hours.days.other-3', '31', '2', '2026'),
    })
    const parsed = check(QUESTIONS.timesheet.input, readAnswer(context, values))
    const problems = 'problems' in parsed ? parsed.problems : []
    expect(answerErrors(context, values, problems).map(({ name }) => name)).toEqual([
      'hours.days.2026-03-18',
      'hours.days.other-3',
      'hours.days.other-3.time',
    ])
  })
})

describe('the evaluation by the regulation', () => {
  it('is shown rule by rule with its articles, and suggests without filling in', async () => {
    const world = newWorld()
    const application = applicationOf(3, { iseeCents: 1_200_000 })
    application.home.resident = false
    const ask = await playToAsk(world, await apply(world, application), 'assessment')
    const site = siteOf(world)
    const { body } = await site('GET', addressOf(world, ask.id))
    expect(body).toMatch(/Regole non rispettate: 2\./)
    expect(body).toMatch(
      /Non rispettata\.<\/strong> L’ISEE è 12\.000,00\s€: il limite è 9\.000,00\s€\. <cite>[^<]*art\. 4/,
    )
    expect(body).toMatch(/non avere la residenza nel Comune\. <cite>[^<]*art\. 3/)
    expect(body).toMatch(/Nessun importo\..*non c’è un importo da suggerire\. <cite>/s)
    const wrong = await site('POST', addressOf(world, ask.id), { form: { choice: 'proposeRefusal' } })
    expect([wrong.status, wrong.body.includes('Regole non rispettate: 2.')]).toEqual([422, true])
  })

  it('is shown to proposer and manager, the suggested amount to the proposer only', async () => {
    for (const kind of ASK_KINDS) {
      const world = newWorld()
      const { ask } = await askedIn(world, kind)
      const { body } = await siteOf(world)('GET', addressOf(world, ask.id))
      const shown = ['Che cosa dice il regolamento', 'Importo suggerito'].map((title) => body.includes(title))
      expect(shown, kind).toEqual([kind === 'assessment' || kind === 'decision', kind === 'assessment'])
    }
  })
})
