import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LANGUAGES } from '../../functions/domain/base/languages.ts'

/** The content of a messageCatalogue, as read by `JSON.parse`. */
export type Texts = { [key: string]: string | string[] | string[][] | Texts }

const folder = join(import.meta.dirname, '../../functions/texts')
export const MESSAGES = join(folder, 'messages.ts')

const PLURAL = /_(?:zero|one|two|few|many|other)$/

/** Returns the names of the catalogues of a language. */
export const cataloguesOf = (language: string): string[] =>
  readdirSync(join(folder, language))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
    .sort()

/** Returns the texts of a catalogue in a language. */
export const textsOf = (language: string, name: string): Texts =>
  JSON.parse(readFileSync(join(folder, language, `${name}.json`), 'utf8'))

/** Returns the placeholders of a text, with how they are written. */
export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, name = '']) => name)

/** Returns the name of a message from its key: no plural category, and a dot for each slash. */
export const messageName = (key: string): string => key.replace(PLURAL, '').replaceAll('/', '.')

const pascal = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const quoted = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`)

function typeOf(texts: Texts, indent = ''): string {
  const names = new Map<string, string>()
  for (const [key, text] of Object.entries(texts)) {
    const name = messageName(key)
    if (typeof text !== 'string') names.set(name, Array.isArray(text) ? listOf(text) : typeOf(text, `${indent}  `))
    else {
      const forms = Object.entries(texts).flatMap(([other, form]) => (messageName(other) === name ? String(form) : []))
      const values = [...(PLURAL.test(key) ? ['count'] : []), ...forms.flatMap(placeholdersIn)]
      const unique = new Set(values.map((value) => `'${value.replace(/,.*/, '')}'`))
      names.set(name, unique.size === 0 ? 'string' : `Message<${[...unique].join(' | ')}>`)
    }
  }
  const lines = [...names].map(([name, type]) => `${indent}  ${quoted(name)}: ${type}`)
  return ['{', ...lines, `${indent}}`].join('\n')
}

const listOf = (list: string[] | string[][]) =>
  list.some(Array.isArray) ? 'readonly (readonly string[])[]' : 'readonly string[]'

/** Returns `functions/texts/messages.ts`: the types of the messages from the Italian texts, and what reads each catalogue. */
export function printMessages(): string {
  const catalogues = cataloguesOf('it').map((name) => {
    const languages = LANGUAGES.filter((language) => cataloguesOf(language).includes(name))
    return { name, languages, local: (language: string) => `${camel(name)}${pascal(language)}` }
  })
  const imports = catalogues.flatMap(({ name, languages, local }) =>
    languages.map((language) => `import ${local(language)} from './${language}/${name}.json'`),
  )
  const bodies = catalogues.map(({ name, languages, local }) => {
    // What every page reads has no name of its own.
    const own = name === 'common' ? '' : name
    const type = `${pascal(own)}Messages`
    const only = languages.length === LANGUAGES.length ? '' : `, ${languages.map((each) => `'${each}'`).join(' | ')}`
    const accessor = own ? `${camel(own)}MessagesOf` : 'messagesOf'
    const entries = languages.map((language) => `${language}: ${local(language)}`).join(', ')
    return [
      `export type ${type} = ${typeOf(textsOf('it', name))}`,
      '',
      `/** Returns the messages of \`${name}.json\` in a language. */`,
      `export const ${accessor} = /* @__PURE__ */ messageCatalogue<${type}${only}>({ ${entries} })`,
    ].join('\n')
  })
  return `${[
    '// Written by `npm run texts` from the texts of the languages: do not edit.',
    "import { messageCatalogue, type Message } from './catalogue.ts'",
    ...imports,
    ...bodies.map((body) => `\n${body}`),
  ].join('\n')}\n`
}

if (import.meta.main) writeFileSync(MESSAGES, printMessages())
