import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { QUESTIONS } from '../../../functions/domain/questions/index.ts'
import { LANGUAGES } from '../../../functions/domain/base/languages.ts'
import { formatOf } from '../../../functions/texts/format.ts'
import { messageCatalogue, type Message } from '../../../functions/texts/catalogue.ts'
import { lookUp, sentence } from '../../../functions/texts/sentences.ts'
import { messagesOf, siteMessagesOf } from '../../../functions/texts/messages.ts'
import { application } from '../../../functions/domain/file/application.ts'
import { check } from '../../../functions/domain/base/problems.ts'
import { renderLetter } from '../../../functions/letters/letters.tsx'
import { centsOf, dayFrom, minutesFrom, typedEuro } from '../../../functions/ui/typed.ts'
import type { Letter } from '../../../functions/usecases/ports/letter.ts'
import { SESTO } from '../../support/memory.ts'

const functions = new URL('../../../functions', import.meta.url).pathname
const sources = (folder: string): string[] =>
  readdirSync(join(functions, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(functions, folder, name), 'utf8'))
const found = (texts: string[], pattern: RegExp): string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, code = '']) => code))),
]

/** Every message that a schema carries: of itself, of its checks, of what it is made of. */
function messagesIn(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return []
  seen.add(schema)
  if (Array.isArray(schema)) return schema.flatMap((each) => messagesIn(each, seen))
  const own = 'error' in schema && typeof schema.error === 'function' ? [schema.error({})] : []
  const inner = Object.entries(schema).flatMap(([key, value]) => (key === 'error' ? [] : messagesIn(value, seen)))
  const shape = 'shape' in schema ? messagesIn(schema.shape, seen) : []
  const hidden = '_zod' in schema ? messagesIn(schema._zod, seen) : []
  return [...own, ...inner, ...shape, ...hidden].filter((message) => typeof message === 'string')
}

describe('every code has a sentence', () => {
  const schemaCodes = [
    ...new Set(
      [application, ...Object.values(QUESTIONS).map(({ input }) => input)].flatMap((schema) => messagesIn(schema)),
    ),
  ]
  const codes = [
    ...schemaCodes,
    ...found(sources('domain'), /message: '([\w.]+)'/g),
    ...found(sources('domain'), /return '(\w+)'\n {4}(?:case '[a-z_]+'|default):/g),
    ...found(
      [
        ...sources('domain/questions'),
        ...sources('domain/acts'),
        ...sources('domain/activity'),
        ...sources('domain/hours'),
        ...sources('usecases'),
        ...sources('web'),
        ...sources('ui'),
      ],
      /\bcode: '([\w.]+)'/g,
    ),
    ...found(sources('web'), /field: '\w*', code: '([\w.]+)'/g),
    ...found([...sources('domain'), ...sources('usecases')], /problem\('\w+', '([\w.]+)'/g),
  ]

  it('finds the codes', () => {
    expect(schemaCodes).toEqual(expect.arrayContaining(['tooLong', 'birthDate.fits', 'mustAccept', 'point']))
    const written = [
      'taxCode.check',
      'iban.check',
      'grant.ceiling',
      'timesheet.outside',
      'timesheet.empty',
      'date.future',
      'unknownField',
      'year',
    ]
    expect(codes).toEqual(expect.arrayContaining(written))
  })

  it.each(LANGUAGES)('in schemas and questions (%s)', (language) => {
    const problems = { ...messagesOf(language).problems, ...siteMessagesOf(language).here.refused }
    expect(codes.filter((code) => lookUp(problems, code) === undefined)).toEqual([])
  })

  it.each(LANGUAGES)('in rejections (%s)', (language) => {
    const { details, titles } = messagesOf(language).refusals
    const refusals = [...sources('web'), ...sources('platform')]
    const refused = found(refusals, /HttpProblem\(\d+, '(\w+)'/g)
    const statuses = found(refusals, /HttpProblem\((\d+)/g)
    expect(refused.length).toBeGreaterThan(8)
    expect(
      [...refused, 'alreadyOpen', 'otherBody', 'noRegulation', 'closed', 'gone'].filter(
        (code) => lookUp(details, code) === undefined,
      ),
    ).toEqual([])
    expect(statuses.filter((status) => lookUp(titles, status) === undefined)).toEqual([])
  })

  it('never shows a message of zod', () => {
    const wrong = [undefined, null, 'x', {}, [], { choice: 'place', weekdays: [9, 'x', null], project: 7, more: 1 }]
    for (const schema of [application, ...Object.values(QUESTIONS).map(({ input }) => input)])
      for (const value of [...wrong, { choice: Object.keys(schema) }]) {
        const parsed = check(schema, value)
        if (!('problems' in parsed)) throw new Error('should be refused')
        for (const problem of parsed.problems) {
          expect(lookUp(messagesOf('it').problems, problem.code), problem.code).toBeDefined()
          expect(sentence(problem, 'it')).not.toMatch(/\{|undefined|Invalid/)
        }
      }
  })

  it('names missing, excessive and unknown values', () => {
    expect(check(QUESTIONS.outcome.input, { choice: 'paid', order: 'x'.repeat(41), more: 1 })).toEqual({
      problems: expect.arrayContaining([
        { field: 'paidOn', code: 'required' },
        { field: 'order', code: 'tooLong', values: { max: 40 } },
        { field: 'more', code: 'unknownField' },
      ]),
    })
    expect(check(QUESTIONS.decision.input, {})).toEqual({ problems: [{ field: 'choice', code: 'choice' }] })
  })
})

describe('formats', () => {
  it.each([
    ['1.250,50', 125_050],
    ['1250.5', 125_050],
    ['1250', 125_000],
    ['1.250', 125_000],
    ['1,250.50', 125_050],
    ['€ 12,3', 1230],
    ['0,07', 7],
    ['12.345.678,90', 1_234_567_890],
    ['1,2,3', undefined],
    ['12,345,6', undefined],
    ['-5', undefined],
    ['mille', undefined],
    ['1.25.0', undefined],
    ['', undefined],
  ])('%s euro are %s cents', (typed, cents) => expect(centsOf(typed)).toBe(cents))

  it('formats cents as typed', () => {
    for (const cents of [0, 7, 10, 125_050, 99_999_999]) expect(centsOf(typedEuro(cents))).toBe(cents)
  })

  it('reads days and hours from their parts', () => {
    expect(dayFrom('1', '4', '1985')).toBe('1985-04-01')
    expect(dayFrom('', '', '')).toBeUndefined()
    expect(minutesFrom('2', '30')).toBe(150)
    expect(minutesFrom('', '45')).toBe(45)
    expect(minutesFrom('2', '75')).toBe('2:75')
    expect(minutesFrom('', '')).toBeUndefined()
  })

  it('formats by language, in Italian time', () => {
    expect(formatOf('it').euro(125_050)).toMatch(/^1\.250,50\s€$/)
    expect(formatOf('en').euro(125_050)).toBe('€1,250.50')
    expect(formatOf('it').day('2026-03-02')).toBe('2 marzo 2026')
    expect(formatOf('it').moment('2026-03-01T23:30:00Z')).toContain('2 marzo 2026')
    expect(formatOf('it').hours(90)).toBe('1 ora e 30 minuti')
    expect(formatOf('en').hours(61)).toBe('1 hour and 1 minute')
  })

  it('fills amounts and dates', () => {
    const messages = {
      message: 'x {{minCents, euro}} {{on, date}} {{n}}',
      months_one: '{{count}} month',
      months_other: '{{count}} months',
    }
    const m = messageCatalogue<{ message: Message<'minCents' | 'on' | 'n'>; months: Message<'count'> }, 'en'>({
      en: messages,
    })('en')
    expect(m.message({ minCents: 5000, on: '2026-03-02', n: 3 })).toBe('x €50.00 2 March 2026 3')
    expect([1, 2].map((count) => m.months({ count }))).toEqual(['1 month', '2 months'])
  })
})

describe('letters', () => {
  const letters = LANGUAGES.flatMap((language): Letter[] => {
    const base = { language, office: SESTO.office, number: '2026/12' }
    const statusUrl = 'https://example.org/requests/x/y'
    return [
      {
        ...base,
        template: 'opening',
        receivedOn: '2026-03-02',
        dueOn: '2026-04-01',
        termDays: 30,
        caseOfficer: 'Davide Ferrari',
        statusUrl,
      },
      ...(['first', 'reminder', 'escalation', 'renewal'] as const).map((notice) => ({
        ...base,
        template: 'ask' as const,
        kind: 'decision' as const,
        dueOn: '2026-03-09',
        term: { dueOn: '2026-04-01', substituteDueOn: '2026-04-16' },
        url: 'https://example.org/asks/a/b',
        notice,
      })),
      { ...base, template: 'approved', amountCents: 60_000, statusUrl },
      { ...base, template: 'waiting', statusUrl },
      { ...base, template: 'accident', url: 'https://example.org/desk/files/x' },
      { ...base, template: 'absence', on: '2026-03-09' },
      { ...base, template: 'clawback', amountCents: 30_000, instalments: 3, dueOn: '2026-04-01', statusUrl },
      ...(['news', 'enrolled', 'reviewDismissed', 'warned', 'disputeRuled'] as const).map((template) => ({
        ...base,
        template,
        statusUrl,
      })),
      ...(['refused', 'withdrawn', 'closed', 'inadmissible', 'revoked', 'forfeited'] as const).map((outcome) => ({
        ...base,
        template: 'outcome' as const,
        outcome,
        statusUrl,
      })),
      ...(['stuck', 'fund', 'doubleFunding'] as const).map((about) => ({
        ...base,
        template: 'attention' as const,
        about,
        detail: 'x-request-1',
      })),
    ]
  })
  const words = (text: string) => text.replace(/\s+/g, ' ').trim()

  it.each(letters)('$language $template: HTML and text say the same', (letter) => {
    const { subject, html, text } = renderLetter(letter)
    const body = html.slice(html.indexOf('<body'))
    const plain = words(
      body
        .replace(/<[^>]+>/g, ' ')
        .replaceAll('&amp;', '&')
        .replaceAll('&quot;', '"'),
    )
    for (const line of text.split('\n').filter((each) => each && !each.startsWith('https://')))
      for (const part of line.split(/: | – /)) expect(plain).toContain(words(part.replace(/:$/, '')))
    const [address] = /https:\S+/.exec(text) ?? []
    if (address) expect(html).toContain(`href="${address}"`)
    expect(subject).toContain('2026/12')
    expect(`${subject}${text}${html}`).not.toMatch(/undefined|\[object|NaN|\{\w+\}/)
  })

  it('have short sentences, and name the office without an article', () => {
    const { office } = SESTO
    const doors = LANGUAGES.flatMap((language): Letter[] =>
      (['desk', 'host'] as const).map((template) => ({ language, office, template, url: 'https://x', minutes: 30 })),
    )
    for (const letter of [...letters, ...doors]) {
      const { text } = renderLetter(letter)
      expect(text).not.toMatch(new RegExp(`(?<!:) ${office.name}`))
      for (const said of text.split(/[.?!]\s|\n|: /)) expect(said.split(/\s+/).length, said).toBeLessThanOrEqual(30)
    }
  })

  it('about clawbacks do not claim that the office never asks for money', () => {
    for (const letter of letters.filter(({ template }) => template === 'clawback'))
      expect(renderLetter(letter).text).not.toMatch(/pagare qualcosa|pay anything/)
  })
})
