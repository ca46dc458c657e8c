/** XML for files exchanged with banks, without document types and entities. */

export type Element = {
  name: string
  attributes?: Readonly<Record<string, string>>
  content: string | readonly Element[]
}

export const element = (
  name: string,
  content: Element['content'],
  attributes: Element['attributes'] = {},
): Element => ({
  name,
  attributes,
  content,
})

const ESCAPES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&${ESCAPES[character]};`)

function written({ name, attributes = {}, content }: Element, indent: string): string {
  const opening = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ')
  const inside =
    typeof content === 'string'
      ? escaped(content)
      : `\n${content.map((child) => written(child, `${indent}  `)).join('\n')}\n${indent}`
  return `${indent}<${opening}>${inside}</${name}>`
}

/** Writes a document in UTF-8. */
export const xmlOf = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`

/** An element as read: its name without prefix, its own text, and its first line. */
export type Node = { name: string; line: number; text: string; children: Node[] }

/** The reason why a document was not read, and the line. */
export type XmlProblem = { line: number; code: 'xml' | 'doctype' }

/** The maximum depth; no message is deeper. */
const DEEPEST = 64

const NAME = '[\\p{L}_][\\p{L}\\p{N}_.:-]*'
const ATTRIBUTE = `\\s+${NAME}\\s*=\\s*(?:"[^<"]*"|'[^<']*')`
/** A comment or processing instruction, a CDATA section, an end tag, a start tag, text. */
const PIECE = new RegExp(
  `<!--[^]*?-->|<\\?[^]*?\\?>|<!\\[CDATA\\[([^]*?)\\]\\]>|</(${NAME})\\s*>|<(${NAME})(?:${ATTRIBUTE})*\\s*(/?)>|([^<]+)`,
  'uy',
)
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Characters that no XML document may contain (XML 1.0, production 2). */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u

/** Returns the character of `&#…;`, `&#x…;` or one of the five names; `undefined` if there is none. */
function characterOf(reference: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([\da-fA-F]{1,6})|(\d{1,7}))$/.exec(reference) ?? []
  if (hexadecimal === undefined && decimal === undefined)
    return Object.hasOwn(ENTITIES, reference) ? ENTITIES[reference] : undefined
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\0'
  return FORBIDDEN.test(character) ? undefined : character
}

/** Replaces the references in a text; `undefined` if one is unknown. */
function plain(text: string): string | undefined {
  const parts = text.split('&')
  const rest = parts.slice(1).map((part) => {
    const end = part.indexOf(';')
    const character = end < 0 ? undefined : characterOf(part.slice(0, end))
    return character === undefined ? undefined : character + part.slice(end + 1)
  })
  return rest.includes(undefined) ? undefined : (parts[0] ?? '') + rest.join('')
}

const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1)

/**
 * Reads a document: elements and their text, without namespaces and attributes. A document type or an entity declaration is
 * rejected, so nothing in it can refer to a file or an address, or expand. Time and memory are linear in the length of the
 * text. Callers decode bytes; a byte order mark is white space.
 */
export function readXml(text: string): Node | XmlProblem {
  const outside: Node = { name: '', line: 1, text: '', children: [] }
  const open: { node: Node; tag: string }[] = [{ node: outside, tag: '' }]
  let line = 1
  const wrong = (code: XmlProblem['code'] = 'xml'): XmlProblem => ({ line, code })
  if (FORBIDDEN.test(text)) return wrong()
  PIECE.lastIndex = 0
  for (let at = 0; at < text.length; at = PIECE.lastIndex) {
    const top = open.at(-1)
    const piece = PIECE.exec(text)
    if (!top || !piece) return wrong(/^<!(?:DOCTYPE|ENTITY)/i.test(text.slice(at, at + 9)) ? 'doctype' : 'xml')
    const [whole, section, end, start, closed, characters] = piece
    if (start !== undefined) {
      const node: Node = { name: localName(start), line, text: '', children: [] }
      top.node.children.push(node)
      if (!closed && open.push({ node, tag: start }) > DEEPEST) return wrong()
    } else if (end !== undefined) {
      if (end !== top.tag) return wrong()
      open.pop()
    } else {
      const read = section ?? plain(characters ?? '')
      if (read === undefined) return wrong()
      top.node.text += read
    }
    line += whole.split('\n').length - 1
  }
  const [root, ...others] = outside.children
  return open.length > 1 || !root || others.length > 0 || outside.text.trim() !== '' ? wrong() : root
}

/** Returns the first element along a path of names. */
export const descend = (node: Node | undefined, ...path: readonly string[]): Node | undefined =>
  path.reduce<Node | undefined>((at, name) => at?.children.find((child) => child.name === name), node)
