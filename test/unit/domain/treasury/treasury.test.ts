import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf } from '../../../../functions/domain/treasury/csv.ts'
import {
  OUTCOME_FORMAT,
  outcomeFormat,
  readOutcomes as readOutcomesOf,
  readStatusReport as readStatusReportOf,
  type TreasuryOutcome as OutcomeWithLine,
  type TreasuryReport as ReportWithLines,
} from '../../../../functions/domain/treasury/treasury.ts'
import { type Element, element, xmlOf } from '../../../../functions/domain/treasury/xml.ts'
import { anyReference } from './clearances.ts'

type TreasuryOutcome = Omit<OutcomeWithLine, 'line'>
type TreasuryReport = { outcomes: TreasuryOutcome[]; unread: ReportWithLines['unread'] }

/** What files say, without where: lines of what was understood have a test of their own. */
const withoutLines = ({ outcomes, unread }: ReportWithLines): TreasuryReport => ({
  outcomes: outcomes.map(({ line: _, ...said }) => said),
  unread,
})
const readOutcomes = (...given: Parameters<typeof readOutcomesOf>) => withoutLines(readOutcomesOf(...given))
const readStatusReport = (text: string) => withoutLines(readStatusReportOf(text))

const paid = (fields: Partial<TreasuryOutcome> = {}): TreasuryOutcome => ({
  reference: 'a-1-1',
  outcome: 'paid',
  on: '2026-04-02',
  ...fields,
})
const returned = (fields: Partial<TreasuryOutcome> = {}) => paid({ outcome: 'returned', ...fields })
const said = (...outcomes: TreasuryOutcome[]): TreasuryReport => ({ outcomes, unread: [] })

const anyOutcomes = fc.uniqueArray(
  fc.record(
    {
      reference: anyReference,
      outcome: fc.constantFrom('paid' as const, 'returned' as const),
      on: fc
        .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
        .map((at) => at.toISOString().slice(0, 10)),
      order: fc.stringMatching(/^[A-Z0-9]{1,10}$/),
      reasons: fc.stringMatching(/^[a-z][a-z";,'àè<&]{0,20}[a-z]$/),
    },
    { requiredKeys: ['reference', 'outcome', 'on'] },
  ),
  { selector: ({ reference }) => reference, minLength: 1, maxLength: 8 },
)

const HEADER = 'riferimento;esito;data;mandato;motivo'

describe("the treasury's file of outcomes", () => {
  it.each<[string, string, TreasuryReport]>([
    ['semicolons', `${HEADER}\na-1-1;pagato;2026-04-02;M-7;`, said(paid({ order: 'M-7' }))],
    ['commas', 'riferimento,esito,data\na-1-1,pagato,2026-04-02\n', said(paid())],
    ['a byte order mark and CRLF', `\uFEFF"riferimento";esito;data\r\na-1-1;pagato;02/04/2026\r\n`, said(paid())],
    ['days without zeros', `${HEADER}\na-1-1;pagato;2/4/2026;;`, said(paid())],
    ['days with points', `${HEADER}\na-1-1;pagato;02.04.2026;;`, said(paid())],
    ['quotes', `${HEADER}\n"a-1-1";"pagato";"2026-04-02";"M ""7""";""`, said(paid({ order: 'M "7"' }))],
    [
      'ends of lines in quotes, and the line of what comes after',
      `${HEADER}\na-1-1;stornato;2026-04-02;;"conto\nchiuso; avvisare"\nb-1-1;boh;2026-04-02;;`,
      {
        outcomes: [returned({ reasons: 'conto\nchiuso; avvisare' })],
        unread: [{ line: 4, code: 'outcome', value: 'boh' }],
      },
    ],
    [
      'capitals, spaces, another order of columns, more of them, and empty lines',
      ' DATA ; Note;Esito; RIFERIMENTO\n\n 2026-04-02 ;x; PAGATO ; a-1-1 \n;;;\n',
      said(paid()),
    ],
    [
      'an order for each fund',
      `${HEADER}\na-1-1;pagato;2026-04-02;M-7;\na-1-1;pagato;2026-04-01;M-8;\na-1-1;pagato;2026-04-02;M-7;`,
      said(paid({ order: 'M-7, M-8' })),
    ],
  ])('is read with %s', (_, text, report) => {
    expect(readOutcomes(text)).toEqual(report)
  })

  it.each<[string, string, TreasuryReport['unread']]>([
    ['nothing', ' \n\r\n', [{ line: 1, code: 'empty' }]],
    [
      'no columns known',
      'a;b\n1;2',
      [
        { line: 1, code: 'column', value: 'riferimento' },
        { line: 1, code: 'column', value: 'esito' },
        { line: 1, code: 'column', value: 'data' },
      ],
    ],
    ['a day there is not', `${HEADER}\na-1-1;pagato;31/02/2026;;`, [{ line: 2, code: 'date', value: '31/02/2026' }]],
    ['no day', `${HEADER}\na-1-1;pagato;;;`, [{ line: 2, code: 'date' }]],
    ['no reference', `${HEADER}\n ;pagato;2026-04-02;;`, [{ line: 2, code: 'reference' }]],
    ['a cell too few', `${HEADER}\na-1-1;pagato`, [{ line: 2, code: 'cells', value: 'a-1-1 pagato' }]],
    [
      'a cell too many',
      `${HEADER}\na-1-1;pagato;2026-04-02;;;x`,
      [{ line: 2, code: 'cells', value: 'a-1-1 pagato 2026-04-02   x' }],
    ],
    ['a quote without end', `${HEADER}\n"a-1-1;pagato;2026-04-02;;`, [{ line: 2, code: 'quote' }]],
    ['something after a quote', `${HEADER}\n"a"-1-1;pagato;2026-04-02;;`, [{ line: 2, code: 'quote' }]],
    [
      'lines that contradict each other',
      `${HEADER}\na-1-1;pagato;2026-04-02;;\na-1-1;stornato;2026-04-02;;`,
      [
        { line: 2, code: 'contradiction', value: 'a-1-1' },
        { line: 3, code: 'contradiction', value: 'a-1-1' },
      ],
    ],
  ])('with %s reports the fault and its line', (_, text, unread) => {
    expect(readOutcomes(text)).toEqual({ outcomes: [], unread })
  })

  it('accepts a reference in capitals', () => {
    expect(readOutcomes(`${HEADER}\na-1-1;pagato;2026-04-02;;\nA-1-1;pagato;2026-04-02;;`).outcomes).toEqual([paid()])
    expect(readOutcomes(`${HEADER}\na-1-1;pagato;2026-04-02;;\nA-1-1;stornato;2026-04-02;;`)).toMatchObject({
      outcomes: [],
      unread: [{ code: 'contradiction' }, { code: 'contradiction' }],
    })
  })

  it('is read up to a broken quote, with all valid lines', () => {
    expect(readOutcomes(`${HEADER}\na-1-1;pagato;2026-04-02;;\nb-1-1;x;2026-04-02;;\n"c;pagato`)).toEqual({
      outcomes: [paid()],
      unread: [
        { line: 3, code: 'outcome', value: 'x' },
        { line: 4, code: 'quote' },
      ],
    })
  })

  it('reports an order only with its number, beside its outcome', () => {
    const ordered = (fields: Partial<TreasuryOutcome> = {}) => paid({ outcome: 'ordered', ...fields })
    expect(
      readOutcomes(
        [
          HEADER,
          'a-1-1;pagato;2026-04-04;;',
          'a-1-1;emesso;2026-04-02;M-1;',
          'A-1-1;Ordinato;2026-04-03;M-2;',
          'b-1-1;emesso;2026-04-02; ;',
          'c-1-1;emesso;2026-04-02;M-3;',
          'c-1-1;pagato;2026-04-03;;',
          'c-1-1;stornato;2026-04-03;;',
        ].join('\n'),
      ),
    ).toEqual({
      outcomes: [
        ordered({ on: '2026-04-03', order: 'M-1, M-2' }),
        paid({ on: '2026-04-04' }),
        ordered({ reference: 'c-1-1', order: 'M-3' }),
      ],
      unread: [
        { line: 5, code: 'order', value: 'b-1-1' },
        { line: 7, code: 'contradiction', value: 'c-1-1' },
        { line: 8, code: 'contradiction', value: 'c-1-1' },
      ],
    })
    const format = outcomeFormat.parse({ ...OUTCOME_FORMAT, ordered: ['FIRMATO'], paid: ['Emesso'] })
    expect(readOutcomes(`${HEADER}\na-1-1;emesso;2026-04-02;;\nb-1-1;firmato;2026-04-02;M-1;`, format)).toEqual(
      said(paid(), ordered({ reference: 'b-1-1', order: 'M-1' })),
    )
  })

  it('may have other columns and words', () => {
    const format = outcomeFormat.parse({
      columns: { reference: 'Ns. rif.', outcome: 'Stato', on: 'Data valuta', order: 'CRO', reasons: 'Note' },
      paid: ['REGOLATO'],
      returned: ['ko'],
    })
    expect(readOutcomes('stato,ns. rif.,data valuta\nRegolato,a-1-1,2026-04-02\nKO,b-1-1,2026-04-02', format)).toEqual(
      said(paid(), returned({ reference: 'b-1-1' })),
    )
    expect(outcomeFormat.parse(OUTCOME_FORMAT)).toEqual(OUTCOME_FORMAT)
  })

  it('reports the first line of a repeated outcome', () => {
    const csv = `${HEADER}\nb-1-1;pagato;2026-04-02;;\n\na-1-1;pagato;2026-04-02;;"due\nrighe"\nb-1-1;pagato;2026-04-03;;`
    expect(readOutcomesOf(csv).outcomes.map(({ reference, line }) => [reference, line])).toEqual([
      ['b-1-1', 2],
      ['a-1-1', 4],
    ])
  })

  it('is read back as written', () => {
    fc.assert(
      fc.property(anyOutcomes, fc.boolean(), (outcomes, italian) => {
        const rows = outcomes.map(({ reference, outcome, on, order = '', reasons = '' }) => [
          reference,
          outcome,
          italian ? on.split('-').reverse().join('/') : on,
          order,
          reasons,
        ])
        expect(readOutcomes(csvOf([HEADER.split(';'), ...rows]))).toEqual(said(...outcomes))
      }),
    )
  })
})

const xml = (...children: Element[]): string => xmlOf(element('Document', [element('CstmrPmtStsRpt', children)]))
const HEAD = element('GrpHdr', [element('MsgId', 'R-1'), element('CreDtTm', '2026-04-02T07:00:00')])
const group = (status = 'ACSC') =>
  element('OrgnlGrpInfAndSts', [element('OrgnlMsgId', 'M-1'), element('GrpSts', status)])
const batch = (...children: Element[]) => element('OrgnlPmtInfAndSts', [element('OrgnlPmtInfId', 'B-1'), ...children])
const transaction = (fields: Record<string, string | Element[]>, reference = 'a-1-1') =>
  element('TxInfAndSts', [
    element('OrgnlInstrId', reference),
    element('OrgnlEndToEndId', reference),
    ...Object.entries(fields).map(([name, content]) => element(name, content)),
  ])
const why = (code: string, ...words: string[]) => [
  element('Rsn', [element('Cd', code)]),
  ...words.map((each) => element('AddtlInf', each)),
]

describe('a status report', () => {
  it.each<[string, string, TreasuryReport]>([
    ['settled', xml(HEAD, batch(transaction({ TxSts: 'ACSC', AcctSvcrRef: 'CRO-1' }))), said(paid({ order: 'CRO-1' }))],
    ['credited', xml(HEAD, batch(transaction({ TxSts: 'ACCC' }))), said(paid())],
    [
      'rejected',
      xml(HEAD, batch(transaction({ TxSts: 'RJCT', StsRsnInf: why('AC04', 'Conto chiuso', 'dal 2025') }))),
      said(returned({ reasons: 'AC04 Conto chiuso dal 2025' })),
    ],
    [
      'accepted on a day',
      xml(HEAD, batch(transaction({ TxSts: 'ACSC', AccptncDtTm: '2026-04-01T12:00:00' }))),
      said(paid({ on: '2026-04-01' })),
    ],
    [
      'accepted when it is the next day in Italy',
      xml(HEAD, batch(transaction({ TxSts: 'ACSC', AccptncDtTm: '2026-04-03T22:30:00Z' }))),
      said(paid({ on: '2026-04-04' })),
    ],
    [
      'rejected with its batch',
      xml(HEAD, batch(element('PmtInfSts', 'RJCT'), element('StsRsnInf', why('AM04')), transaction({}))),
      said(returned({ reasons: 'AM04' })),
    ],
    [
      'settled with its message',
      xml(HEAD, group(), batch(transaction({}), transaction({}, 'b-1-1'))),
      said(paid(), paid({ reference: 'b-1-1' })),
    ],
  ])('reports transfers that were %s', (_, text, report) => {
    expect(readStatusReport(text)).toEqual(report)
  })

  it('is read in envelopes and namespaces, each message by itself', () => {
    const message = (status: string, on: string, reference: string) =>
      `<E:Envel><R:Rpt><R:GrpHdr><R:CreDtTm>${on}T10:00:00+02:00</R:CreDtTm></R:GrpHdr>
       <R:OrgnlGrpInfAndSts><R:OrgnlMsgId>1</R:OrgnlMsgId><R:GrpSts>${status}</R:GrpSts></R:OrgnlGrpInfAndSts>
       <R:OrgnlPmtInfAndSts><R:TxInfAndSts><R:OrgnlEndToEndId> ${reference} </R:OrgnlEndToEndId></R:TxInfAndSts>
       </R:OrgnlPmtInfAndSts></R:Rpt></E:Envel>`
    const text = `\uFEFF<?xml version="1.0"?>\r\n<!-- esiti --><E:Bdy xmlns:E="urn:e" xmlns:R='urn:r'>
      ${message('ACSC', '2026-04-02', 'a-1-1')}${message('RJCT', '2026-04-03', 'b-1-1')}</E:Bdy>`
    expect(readStatusReport(text)).toEqual(said(paid(), returned({ reference: 'b-1-1', on: '2026-04-03' })))
  })

  it.each<[string, string, TreasuryReport['unread']]>([
    [
      'an answer that is not the last',
      xml(HEAD, batch(transaction({ TxSts: 'ACSP' }))),
      [{ line: 10, code: 'pending', value: 'a-1-1 ACSP' }],
    ],
    ['no status', xml(HEAD, batch(transaction({}))), [{ line: 10, code: 'pending', value: 'a-1-1' }]],
    [
      'a status like a member of objects',
      xml(HEAD, batch(transaction({ TxSts: 'constructor' }))),
      [{ line: 10, code: 'pending', value: 'a-1-1 constructor' }],
    ],
    [
      'no reference',
      xml(HEAD, batch(transaction({ TxSts: 'ACSC' }, 'NOTPROVIDED'))),
      [{ line: 10, code: 'reference' }],
    ],
    ['no day', xml(batch(transaction({ TxSts: 'ACSC' }))), [{ line: 6, code: 'date' }]],
    [
      'a day there is not',
      xml(HEAD, batch(transaction({ TxSts: 'ACSC', AccptncDtTm: '2026-02-31T10:00:00' }))),
      [{ line: 10, code: 'date', value: '2026-02-31T10:00:00' }],
    ],
    [
      'a day before the calendar',
      xml(HEAD, batch(transaction({ TxSts: 'ACSC', AccptncDtTm: '0000-01-01T00:00:00+14:00' }))),
      [{ line: 10, code: 'date', value: '0000-01-01T00:00:00+14:00' }],
    ],
    ['a message refused as a whole', xml(HEAD, group('RJCT')), [{ line: 3, code: 'wholeFile', value: 'M-1 RJCT' }]],
    [
      'a batch refused as a whole',
      xml(HEAD, group('PART'), batch(element('PmtInfSts', 'RJCT'))),
      [{ line: 12, code: 'wholeFile', value: 'B-1 RJCT' }],
    ],
    [
      'a duplicate',
      xml(HEAD, batch(transaction({ TxSts: 'RJCT', StsRsnInf: why('AM05', 'Duplicate') }))),
      [{ line: 10, code: 'duplicate', value: 'a-1-1' }],
    ],
    [
      'a duplicate by another code',
      xml(HEAD, batch(transaction({ TxSts: 'RJCT', StsRsnInf: why('DU04') }))),
      [{ line: 10, code: 'duplicate', value: 'a-1-1' }],
    ],
    [
      'a whole batch that is a duplicate',
      xml(HEAD, batch(element('PmtInfSts', 'RJCT'), element('StsRsnInf', why('DUPL')), transaction({}))),
      [{ line: 16, code: 'duplicate', value: 'a-1-1' }],
    ],
    ['no transfers', '<a/>', [{ line: 1, code: 'empty' }]],
    ['nothing', ' ', [{ line: 1, code: 'empty' }]],
  ])('with %s reports it', (_, text, unread) => {
    expect(readStatusReport(text)).toEqual({ outcomes: [], unread })
  })

  const INSIDE = '<TxInfAndSts><OrgnlEndToEndId>a-1-1</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>'
  it.each([
    ['a document type', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;${INSIDE}</a>`, 'doctype'],
    ['a document type in small letters', `<?xml version="1.0"?>\n<!doctype a>\n<a/>`, 'doctype'],
    ['an entity declaration', `<a><!ENTITY x "y">${INSIDE}</a>`, 'doctype'],
    ['an entity of nobody', `<a>&x;${INSIDE}</a>`, 'xml'],
    ['an entity by the name of a member of objects', `<a>&toString;${INSIDE}</a>`, 'xml'],
    ['a lone ampersand', `<a>R & S${INSIDE}</a>`, 'xml'],
    ['a character that is none', `<a>&#0;${INSIDE}</a>`, 'xml'],
    ['a character beyond all', `<a>&#x110000;${INSIDE}</a>`, 'xml'],
    ['a control character', `<a>\u0001${INSIDE}</a>`, 'xml'],
    ['tags that cross', '<a><b></a></b>', 'xml'],
    ['a tag that stays open', `<a>${INSIDE}`, 'xml'],
    ['a tag too many', `<a>${INSIDE}</a></a>`, 'xml'],
    ['two documents', `<a>${INSIDE}</a><a/>`, 'xml'],
    ['text outside', `<a>${INSIDE}</a>x`, 'xml'],
    ['an attribute without quotes', `<a b=1>${INSIDE}</a>`, 'xml'],
    ['a comment without end', `<a>${INSIDE}<!-- </a>`, 'xml'],
    ['more depth than any message', `${'<a>'.repeat(100_000)}${INSIDE}${'</a>'.repeat(100_000)}`, 'xml'],
    ['no XML', '%PDF-1.7', 'xml'],
  ])('with %s is rejected as a whole', (_, text, code) => {
    expect(readStatusReport(text)).toEqual({ outcomes: [], unread: [expect.objectContaining({ code })] })
  })

  it('reports the line of a fault', () => {
    expect(readStatusReport('<a>\n<b>\n</a>')).toEqual({ outcomes: [], unread: [{ line: 3, code: 'xml' }] })
  })

  it('reads characters however they are written', () => {
    const words = '<AddtlInf>Rossi &amp; C.<![CDATA[ <&> ]]>&#232;&#xE8;</AddtlInf>'
    const text = `<a><TxInfAndSts><OrgnlEndToEndId>a-1-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>
      <AccptncDtTm>2026-04-02T10:00:00</AccptncDtTm><StsRsnInf>${words}</StsRsnInf></TxInfAndSts></a>`
    expect(readStatusReport(text)).toEqual(said(returned({ reasons: 'Rossi & C. <&> èè' })))
  })

  it('is read back as written', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const text = xml(
          HEAD,
          batch(
            ...outcomes.map(({ reference, outcome, on, order, reasons }) =>
              transaction(
                {
                  TxSts: outcome === 'paid' ? 'ACSC' : 'RJCT',
                  ...(reasons ? { StsRsnInf: [element('AddtlInf', reasons)] } : {}),
                  AccptncDtTm: `${on}T12:00:00`,
                  ...(order ? { AcctSvcrRef: order } : {}),
                },
                reference,
              ),
            ),
          ),
        )
        const expected = outcomes.map(({ reasons, ...it }) =>
          it.outcome === 'returned' && reasons ? { ...it, reasons } : it,
        )
        expect(readStatusReport(text)).toEqual(said(...expected))
      }),
    )
  })
})

describe('any input', () => {
  const BITS = [
    ...[
      '<a>',
      '</a>',
      '<b/>',
      '<TxInfAndSts>',
      '</TxInfAndSts>',
      '<TxSts>',
      '</TxSts>',
      'RJCT',
      'ACSC',
      '&amp;',
      '&x;',
    ],
    ...[
      '<OrgnlEndToEndId>',
      '</OrgnlEndToEndId>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!DOCTYPE',
      '"',
      "'",
    ],
    ...[
      'riferimento',
      'esito',
      'data',
      ';',
      ',',
      '\n',
      '\r',
      'pagato',
      '2026-04-02',
      '31/02/2026',
      '\uFEFF',
      'T00:00:00Z',
    ],
  ]
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom(...BITS), maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...BITS), maxLength: 60 }).map((rest) => `${HEADER}\n${rest}`),
  )

  it('is read or reported, and never throws', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const report of [readOutcomes(text), readStatusReport(text)]) {
          const references = report.outcomes.map(({ reference }) => reference)
          expect(new Set(references).size).toBe(references.length)
          for (const { on } of report.outcomes) expect(on).toMatch(/^\d{4}-\d\d-\d\d$/)
          for (const { line } of report.unread) expect(line).toBeGreaterThanOrEqual(1)
        }
        if (text.trim() === '') return
        const { outcomes, unread } = readStatusReport(text)
        expect(outcomes.length + unread.length).toBeGreaterThan(0)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['quotes', '"'.repeat(3_000_000)],
    ['quotes in pairs', `"${'""'.repeat(1_500_000)}"`],
    ['separators', ';'.repeat(1_000_000)],
    [
      'lines that contradict each other',
      `${HEADER}\n${'a;pagato;2026-04-02;;\na;stornato;2026-04-02;;\n'.repeat(100_000)}`,
    ],
    ['attributes', `<a${' b="c"'.repeat(500_000)}`],
    ['spaces in a tag', `<a${' '.repeat(3_000_000)}`],
    ['angles', '<'.repeat(1_000_000)],
    ['beginnings of comments', '<!--'.repeat(1_000_000)],
    ['ampersands', `<a>${'&amp;'.repeat(500_000)}</a>`],
    ['siblings', `<a>${'<b/>'.repeat(300_000)}</a>`],
  ])('is read in linear time when it is all %s', (_, text) => {
    const start = performance.now()
    readOutcomes(text)
    readStatusReport(text)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
