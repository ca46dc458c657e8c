import { describe, expect, it } from 'vitest'
import type { PaperName } from '../../../functions/domain/procedure/papers.ts'
import { pdfOf } from '../../../functions/papers/pdf.ts'
import { renderPaper } from '../../../functions/papers/html.tsx'
import { paperContent } from '../../../functions/papers/index.ts'
import { press } from '../../../functions/papers/press.ts'
import { applicationOf, newWorld, SESTO } from '../../support/memory.ts'
import { aboutOf, tagsOf, textOf } from '../../support/pdf.ts'
import { apply, atStage, PARTS, play } from '../../support/story/play.ts'
import type { Request } from '../../../functions/domain/file/request.ts'
import type { CaseFile } from '../../../functions/domain/file/case-file.ts'

const WHY = 'L’affitto è in arretrato: così non può andare più avanti. Perché? Il lavoro è finito.'
const OTHERWISE = 'Si concede, perché la spesa è già coperta. Ciò detto, più sì che no.'

const world = newWorld()
const FILE = await play(
  world,
  await apply(world),
  {
    assessment: (scene) =>
      scene.ask.subject === '1'
        ? { choice: 'requestIntegration', items: ['Il contratto d’affitto'] }
        : {
            ...PARTS.assessment(scene),
            fund: 'pon-inclusione',
            reasons: WHY,
            work: { ability: 'limited', maxHours: 60, limits: 'Niente pesi, per favore.' },
          },
    integration: () => ({ choice: 'send', texts: { '1': 'Ecco il contratto.' } }),
    decision: () => ({ choice: 'approve', reasons: OTHERWISE }),
  },
  atStage('funded'),
)
const DECISION: PaperName = { id: 'decision', kind: 'decision', number: 1 }

const but = (changes: Partial<Request>): CaseFile => ({ ...FILE, request: { ...FILE.request, ...changes } })
const { grant: _, ...UNGRANTED } = FILE.request
const NOTICE = {
  grounds: ['L’ISEE supera il limite.', 'Manca la residenza.'],
  on: '2026-03-11',
  until: '2026-03-23',
  observations: { texts: { '1': 'Il valore è vecchio.' }, at: '2026-03-20T10:00:00Z' },
}
const REFUSED: CaseFile = {
  ...FILE,
  request: {
    ...UNGRANTED,
    interview: { on: '2026-03-05', identity: 'document', needs: 'Serve tempo per cercare casa.' },
    proposal: { outcome: 'refusal', reasons: 'Fuori dai limiti.', by: 'as-colombo', at: '2026-03-10T10:00:00Z' },
    notices: [NOTICE],
    decision: {
      outcome: 'refused',
      departs: false,
      reasons: 'I motivi restano.',
      grounds: ['L’ISEE supera il limite.'],
      answers: { '1': 'Il valore è quello dell’attestazione in corso.' },
      by: 'dir-conti',
      at: '2026-05-20T10:00:00Z',
      regulation: '2018-11',
    },
  },
}

const words = (text: string) => text.replace(/<style>[\s\S]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const unescaped = (html: string) => words(html).replaceAll('&quot;', '"').replaceAll('&amp;', '&')
/** What a paper says, as a page and as a PDF. */
async function printed(paper: PaperName, file: CaseFile) {
  const { html, pdf } = await press.print(paper, file, SESTO)
  return { html: unescaped(html), pdf: words(textOf(pdf)) }
}

describe('a decision', () => {
  const { applicant } = applicationOf()
  const ALWAYS = [
    // Who, to whom, about what.
    ...['Comune di Sesto San Giovanni', 'Servizio sociale adulti e inclusione', 'Pratica n. 2026/1'],
    ...[applicant.firstName, applicant.lastName, applicant.taxCode, 'Domanda di contributo economico ordinario'],
    // Facts, and law with the version of the criteria.
    ...['2 marzo 2026 – il Comune riceve la domanda', '«Il contratto d’affitto»', '«Ecco il contratto.»'],
    ...['241, articolo 2:', '241/1990, articolo 3:', '241/1990, articolo 12:', 'versione 2018-11'],
    // Time, remedies, the file.
    ...['30 giorni (Regolamento contributi (nov. 2018), art. 9', 'TAR Lombardia, sede di Milano entro 60 giorni'],
    ...['Presidente della Repubblica entro 120 giorni', 'averne copia', '2016/679', 'Decide', 'SHA-256'],
  ]

  it('that grants states kind, amount, funds and reasons', async () => {
    const said = await printed(DECISION, FILE)
    const officer = SESTO.staff.find(({ id }) => id === FILE.request.caseOfficer)
    const given = [
      ...['il contributo è concesso', '600,00 €', '300,00 € al mese per 2 mesi', '60 ore', 'Niente pesi, per favore.'],
      ...['Baratto sociale comunale', 'PON Inclusione', '1204.20', 'E41E26000010006', 'in proporzione alle ore'],
      ...[WHY, OTHERWISE, 'Rispettata', 'entro il termine', 'Giulia Moretti, dirigente'],
      `${officer?.firstName} ${officer?.lastName}, assistente sociale`,
    ]
    for (const text of [...ALWAYS, ...given])
      for (const form of ['html', 'pdf'] as const) expect(said[form], form).toContain(text)
  })

  it('that refuses states grounds, observations with answers, and a delay', async () => {
    const said = await printed(DECISION, REFUSED)
    const given = [
      ...['il contributo non è concesso', '241/1990, articolo 10-bis', 'colloquio con la persona', 'cercare casa'],
      ...[
        'Motivo 1 L’ISEE supera il limite.',
        'Il valore è vecchio.',
        'Il valore è quello dell’attestazione in corso.',
      ],
      ...['Motivo 2 Manca la residenza.', 'Nessuna osservazione su questo punto', 'per questi motivi'],
      ...['60 giorni, dal 2 marzo 2026 al 20 maggio 2026', '30 giorni dopo il termine', 'articolo 2, comma 9-bis'],
      ...['Stefano Conti, dirigente', 'I motivi restano.', 'Fuori dai limiti.'],
    ]
    for (const text of [...ALWAYS, ...given])
      for (const form of ['html', 'pdf'] as const) expect(said[form], form).toContain(text)
    expect(said.html).not.toContain('Capitolo')
  })

  it('that departs from the proposal states it', async () => {
    const { decision } = FILE.request
    const departing = but(decision ? { decision: { ...decision, departs: true } } : {})
    expect((await printed(DECISION, departing)).html).toContain('diversa da quella proposta')
    expect((await printed(DECISION, FILE)).html).not.toContain('diversa da quella proposta')
  })

  it('lists the evaluation rule by rule, and an exemption from hours', async () => {
    const { decision, grant } = FILE.request
    if (!grant || !decision?.evaluation) throw new Error('nothing to say')
    const evaluation = decision.evaluation.map((each) =>
      each.rule === 'residency' ? { ...each, outcome: 'notMet' as const } : each,
    )
    const { html, pdf } = await printed(
      DECISION,
      but({
        decision: { ...decision, evaluation },
        grant: { ...grant, owedMinutes: 0, exemption: 'care_child_under_3' },
      }),
    )
    for (const said of [html, pdf]) {
      expect(said).toContain('La persona dichiara di non avere la residenza nel Comune.')
      for (const { article } of evaluation) expect(said).toContain(article.split(' (')[0])
      expect(said).toContain('Cura di un figlio sotto i 3 anni')
    }
  })

  it('of inadmissibility states it', async () => {
    const { decision } = REFUSED.request
    const { notices: _notices, ...bare } = REFUSED.request
    if (!decision) throw new Error('no decision')
    const request = { ...bare, decision: { ...decision, outcome: 'inadmissible' as const } }
    expect((await printed(DECISION, { ...REFUSED, request })).html).toContain('la domanda è inammissibile')
  })

  it('of a sealed file states number, amount and remedies, and nothing that identifies the person', async () => {
    for (const file of [FILE, REFUSED]) {
      const sealed = { ...file, request: { ...file.request, sealed: { at: FILE.request.receivedAt, named: [] } } }
      const { html, pdf } = await printed(DECISION, sealed)
      const { home, need } = FILE.request.application
      const hidden = [
        ...[applicant.firstName, applicant.lastName, applicant.taxCode, home.street, need.reason, WHY, OTHERWISE],
        ...[
          'contratto',
          'cercare casa',
          'ISEE supera',
          'I motivi restano',
          'Baratto sociale comunale',
          'PON Inclusione',
        ],
        ...['E41E26000010006', 'Niente pesi'],
      ]
      for (const text of hidden) expect(html + pdf, text).not.toContain(text)
      for (const text of ['Pratica n. 2026/1', 'fascicolo riservato', 'TAR Lombardia', 'versione 2018-11'])
        expect(html).toContain(text)
    }
  })
})

describe('other acts', () => {
  it('the opening notice has everything required by articles 7 and 8', async () => {
    const { html, pdf } = await printed({ id: 'opening', kind: 'opening', number: 1 }, FILE)
    const asked = [
      ...['Servizio sociale adulti e inclusione', 'Responsabile del procedimento', 'Domanda ricevuta il 2 marzo 2026'],
      ...['Risposta entro il 1 aprile 2026', 'Stefano Conti', 'contro il silenzio', 'averne copia', 'articoli 7 e 8'],
    ]
    for (const text of asked) for (const form of [html, pdf]) expect(form).toContain(text)
  })

  it('the rejection notice numbers its grounds and names the last day to answer', async () => {
    const { html, pdf } = await printed({ id: 'rejection-1', kind: 'rejection', number: 1 }, REFUSED)
    for (const text of [
      'L’ISEE supera il limite.',
      'Manca la residenza.',
      '10 giorni, fino al 23 marzo 2026',
      '10-bis',
    ])
      for (const form of [html, pdf]) expect(form).toContain(text)
    expect(pdf).toContain('2. Manca la residenza.')
  })

  it.each([
    ['revocation', true, 'Il contributo è revocato.', '21-quinquies'],
    ['forfeiture', true, 'per 2 anni non si possono avere altri contributi', '445/2000'],
    ['annulment', false, 'il contributo resta com’è', '21-nonies'],
  ] as const)('a review (%s) has a notice when it opens and a ruling', async (kind, upheld, outcome, law) => {
    const review = {
      number: 1,
      kind,
      grounds: 'La casa è cambiata.',
      falseDeclaration: kind === 'forfeiture',
      openedBy: 'as-colombo',
      openedAt: '2026-06-01T08:00:00Z',
      hearing: { text: 'Non è vero.', at: '2026-06-05T08:00:00Z' },
      ruling: { upheld, reasons: 'Le carte dicono così.', by: 'dir-moretti', at: '2026-06-20T08:00:00Z' },
    }
    const file = but({ reviews: [review] })
    const notice = await printed({ id: 'review-1', kind: 'review', number: 1 }, file)
    for (const text of ['La casa è cambiata.', 'Hai 10 giorni', law]) expect(notice.html).toContain(text)
    const ruling = await printed({ id: 'ruling-1', kind: 'ruling', number: 1 }, file)
    for (const text of ['Non è vero.', 'Le carte dicono così.', outcome, 'Giulia Moretti', 'TAR Lombardia', law])
      for (const form of [ruling.html, ruling.pdf]) expect(form).toContain(text)
  })

  it('are never made without their act on record', () => {
    expect(() => paperContent({ id: 'rejection-2', kind: 'rejection', number: 2 }, REFUSED, SESTO)).toThrow(
      'rejection-2',
    )
  })
})

describe('the press', () => {
  it('prints the same bytes from the same file at any time', async () => {
    const first = await press.print(DECISION, FILE, SESTO)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const again = await press.print(DECISION, structuredClone(FILE), SESTO)
    expect(again.html).toBe(first.html)
    expect(Buffer.compare(again.pdf, first.pdf)).toBe(0)
    const other = await press.print(DECISION, but({ registryEntry: '2026/2' }), SESTO)
    expect(Buffer.compare(other.pdf, first.pdf)).not.toBe(0)
  })

  it('makes a self-contained page that escapes what people wrote', async () => {
    const decision = FILE.request.decision && {
      ...FILE.request.decision,
      reasons: '<script>alert("1")</script> & così',
    }
    const { html } = await press.print(DECISION, but({ ...(decision ? { decision } : {}) }), SESTO)
    expect(html).toMatch(/^<!DOCTYPE html><html lang="it">/)
    expect(html).not.toMatch(/<script|<link|<img|src=|href=|url\(|undefined|\[object|NaN/)
    expect(html.match(/<h1>/g)).toHaveLength(1)
    expect(html).toContain('&lt;script>')
  })

  it('makes a tagged PDF with title and language', async () => {
    const { pdf } = await press.print(DECISION, FILE, SESTO)
    expect(Buffer.from(pdf.subarray(0, 8)).toString()).toBe('%PDF-1.7')
    const about = aboutOf(pdf)
    for (const part of ['/Lang (it-IT)', '/Marked true', '/DisplayDocTitle true', 'pdfuaid:part>1<', '/FontFile2'])
      expect(about).toContain(part)
    expect(about).not.toContain('Helvetica')
    const tags = tagsOf(pdf)
    expect(tags).toMatchObject({ Document: 1, H1: 1 })
    expect(tags['H2']).toBe(paperContent(DECISION, FILE, SESTO).sections.length + 1)
    expect(tags['Lbl']).toBe(tags['LI'])
    const pages = textOf(pdf).match(/Pagina \d di \d/g) ?? []
    expect(pages).toEqual(pages.map((_, index) => `Pagina ${index + 1} di ${pages.length}`))
    expect(pages.length).toBeGreaterThan(1)
  })

  it('prints every letter of Italian and of names in Italy, however long the text', async () => {
    const letters = 'àèéìòùÀÈÉÌÒÙ’“”«»€–çšžćđłășțëñöüß'
    const long = `${letters} ${'Una osservazione lunga, che va a capo molte volte. '.repeat(120)}fine.`
    const content = paperContent(
      DECISION,
      {
        ...REFUSED,
        request: {
          ...REFUSED.request,
          notices: [{ ...NOTICE, observations: { texts: { '1': long, '2': long }, at: NOTICE.observations.at } }],
        },
      },
      SESTO,
    )
    // What goes on on the next page has the foot of this one in between.
    const text = words(textOf(await pdfOf(content))).replace(/Comune di \D+ n\. \S+ Pagina \d di \d /g, '')
    expect(text.split(letters)).toHaveLength(3)
    expect(text.match(/Una osservazione lunga/g)).toHaveLength(240)
    expect(text.match(/ fine\./g)).toHaveLength(2)
    expect(unescaped(renderPaper(content)).split(letters)).toHaveLength(3)
  })
})
