import { inflateSync } from 'node:zlib'

/** A reader of PDFs written by pdfkit: it follows the objects and maps glyphs to letters. */

const objectsOf = (pdf: Uint8Array): Map<string, { head: string; stream: string }> => {
  const raw = Buffer.from(pdf).toString('latin1')
  const found = raw.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj$/gm)
  return new Map(
    Array.from(found, ([, id = '', body = '']) => {
      const [head = '', packed] = body.split(/\nstream\n/)
      const bytes = Buffer.from((packed ?? '').replace(/\nendstream$/, ''), 'latin1')
      const stream = head.includes('FlateDecode') ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1')
      return [id, { head, stream }]
    }),
  )
}

const hexText = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** Returns the text of every page in drawing order. */
export function textOf(pdf: Uint8Array): string {
  const objects = objectsOf(pdf)
  const all = [...objects.values()]
  const fonts = new Map<string, string[]>()
  for (const { head } of all)
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const [, table = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '') ?? []
      const ranges = objects.get(table)?.stream.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g) ?? []
      fonts.set(
        name,
        Array.from(ranges).flatMap(([, list = '']) =>
          Array.from(list.matchAll(/<([0-9a-f]*)>/g), ([, hex = '']) => hexText(hex)),
        ),
      )
    }
  let letters: string[] = []
  let text = ''
  for (const { stream } of all.filter((each) => /\bBT\b/.test(each.stream)))
    for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name) letters = fonts.get(name) ?? []
      else {
        for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/g))
          for (const [glyph] of hex.matchAll(/.{4}/g)) text += letters[Number.parseInt(glyph, 16)] ?? '?'
        text += '\n'
      }
    }
  return text
}

/** Counts the structure elements of a document by type. */
export function tagsOf(pdf: Uint8Array): Record<string, number> {
  const count: Record<string, number> = {}
  for (const { head } of objectsOf(pdf).values()) {
    const [, tag] = /\/S \/(\w+)\n/.exec(head) ?? []
    if (tag && head.includes('/K ')) count[tag] = (count[tag] ?? 0) + 1
  }
  return count
}

/** Returns the metadata of a document. */
export const aboutOf = (pdf: Uint8Array): string =>
  [...objectsOf(pdf).values()]
    .map(({ head, stream }) => (head.includes('/Metadata') ? `${head}${stream}` : head))
    .join('\n')
