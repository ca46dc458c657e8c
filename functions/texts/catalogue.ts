import type { Language } from '../domain/base/languages.ts'
import { type Format, formatOf } from './format.ts'

/** The value of a placeholder in a message. */
export type Value = string | number

type Values<Names extends string> = {
  readonly [Name in Names]: Name extends 'count' | `${string}Cents` ? number : Value
}

/**
 * A message with placeholders. It is typed as a method, whose parameters TypeScript compares both ways: what looks a message
 * up by its code fills it with the values that came with the code.
 */
export type Message<Names extends string> = { filled(values: Values<Names>): string }['filled']

/** A catalogue as translators write it: i18next JSON v4. */
type Texts = { readonly [key: string]: string | List | Texts }
type List = readonly (string | readonly string[])[]

const isList = (text: List | Texts): text is List => Array.isArray(text)

const PLURAL = /_(?:zero|one|two|few|many|other)$/

/** Returns the name of a message from its key: no plural category, and a dot for each slash, since tools split keys at dots. */
const nameOf = (key: string): string => key.replace(PLURAL, '').replaceAll('/', '.')

const PLACEHOLDER = /\{\{(\w+)(?:, (euro|date))?\}\}/g

const FORMATS = {
  euro: (value: Value, { euro }: Format) => (typeof value === 'number' ? euro(value) : value),
  date: (value: Value, { day, moment }: Format) => {
    if (typeof value === 'number') return String(value)
    if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return moment(value)
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value
  },
}

function fill(text: string, values: Readonly<Record<string, Value>>, format: Format): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string, how?: keyof typeof FORMATS) => {
    const value = values[name]
    if (value === undefined) return placeholder
    return how ? FORMATS[how](value, format) : String(value)
  })
}

/** Makes a section when it is first read: a page reads a few of a catalogue's. */
function addSection(messages: object, name: string, texts: Texts, language: Language): void {
  let made: object | undefined
  const get = (): object => {
    made ??= messagesIn(texts, language)
    return made
  }
  Object.defineProperty(messages, name, { enumerable: true, get })
}

/** Turns each text with placeholders, and each group of plural forms, into a function of its values. */
function messagesIn(texts: Texts, language: Language): object {
  const format = formatOf(language)
  const messages: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(texts)) {
    const name = nameOf(key)
    if (PLURAL.test(key)) {
      const forms = key.replace(PLURAL, '')
      messages[name] ??= (values: Values<'count'>) => {
        const form = texts[`${forms}_${format.plural(values.count)}`] ?? texts[`${forms}_other`]
        return fill(String(form), values, format)
      }
    } else if (typeof text === 'string')
      messages[name] = text.includes('{{') ? (values: Record<string, Value>) => fill(text, values, format) : text
    else if (isList(text)) messages[name] = text
    else addSection(messages, name, text, language)
  }
  return messages
}

/** Returns a function from a language to the messages of a catalogue, made when they are first asked for. */
export function messageCatalogue<Messages extends object, Languages extends Language = Language>(
  texts: Record<Languages, Texts>,
): (language: Languages) => Messages {
  const made = new Map<Languages, Messages>()
  return (language) => {
    // `npm run texts` writes the type from the Italian texts; a test holds the other languages to it.
    const messages = made.get(language) ?? (messagesIn(texts[language], language) as Messages)
    made.set(language, messages)
    return messages
  }
}
