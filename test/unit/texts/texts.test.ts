import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, LOCALES } from '../../../functions/domain/base/languages.ts'
import {
  cataloguesOf,
  MESSAGES,
  messageName,
  placeholdersIn,
  printMessages,
  type Texts,
  textsOf,
} from '../../../infra/commands/texts.ts'

/** Papers are acts: they are written in the language of the administration only. */
const ITALIAN_ONLY = ['papers']

/** The forms of one message, by key; one form where it is not plural. */
type Forms = Record<string, string>

const PLURAL = /_(zero|one|two|few|many|other)$/

/** Returns every message of a catalogue by its path, and every item of a list. */
function messagesIn(texts: Texts, path = ''): Map<string, Forms> {
  const found = new Map<string, Forms>()
  for (const [key, text] of Object.entries(texts)) {
    const name = `${path}${messageName(key)}`
    if (typeof text === 'string') found.set(name, { ...found.get(name), [PLURAL.exec(key)?.[1] ?? 'text']: text })
    else if (Array.isArray(text))
      for (const [index, item] of text.flat().entries()) found.set(`${name}[${index}]`, { text: item })
    else for (const [inner, forms] of messagesIn(text, `${name} › `)) found.set(inner, forms)
  }
  return found
}

const isPlural = (forms: Forms) => !('text' in forms)

/** Returns the plural categories that whole numbers up to 200 have in a language: every form that a count can ask for. */
const categoriesOf = (tag: string): string[] => {
  const rules = new Intl.PluralRules(tag)
  return [...new Set(['other', ...Array.from({ length: 201 }, (_, count) => rules.select(count))])].sort()
}

it('the types of the messages are those of the Italian texts', () => {
  expect(readFileSync(MESSAGES, 'utf8')).toBe(printMessages())
})

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const catalogues = cataloguesOf('it').filter((name) => !ITALIAN_ONLY.includes(name) || language === 'it')

  it('are in the same files as the Italian ones', () => {
    expect(cataloguesOf(language)).toEqual(catalogues)
  })

  it.each(catalogues)('%s: say everything, with the same values', (name) => {
    const [wanted, found] = [messagesIn(textsOf('it', name)), messagesIn(textsOf(language, name))]
    expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort())
    for (const [path, forms] of found) {
      const values = (texts: Forms) =>
        [...new Set(Object.values(texts).flatMap(placeholdersIn))].filter((each) => each !== 'count').sort()
      const italian = wanted.get(path) ?? {}
      expect(values(forms), path).toEqual(values(italian))
      expect(isPlural(forms), `${path}: plural forms`).toBe(isPlural(italian))
      if (isPlural(forms))
        for (const text of Object.values(forms)) expect(values({ text }), path).toEqual(values(italian))
      for (const text of Object.values(forms)) {
        expect(text.trim(), path).toBe(text)
        expect(text.replace(/\{\{\w+(, (euro|date))?\}\}/g, ''), path).not.toMatch(/[{}]/)
        expect(text === '', path).toBe(Object.values(italian).includes(''))
      }
    }
  })

  it.each(catalogues)('%s: have the plural forms of the language', (name) => {
    const allowed = new Intl.PluralRules(LOCALES[language].tag).resolvedOptions().pluralCategories
    for (const [path, forms] of messagesIn(textsOf(language, name)))
      if (isPlural(forms)) {
        expect(Object.keys(forms), path).toEqual(expect.arrayContaining(categoriesOf(LOCALES[language].tag)))
        expect([...allowed, 'other'], path).toEqual(expect.arrayContaining(Object.keys(forms)))
      }
  })
})
