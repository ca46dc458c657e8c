import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { create, type Font } from 'fontkit'
import PDFDocument, { type Structure } from 'pdfkit'
import { papersMessagesOf } from '../texts/messages.ts'
import { type Block, type PaperFact, isShort, type PaperContent } from './content.ts'

const m = papersMessagesOf('it')

/** The folder of the fonts: beside the bundle on Lambda, their source in the repository. */
const shipped = join(import.meta.dirname, 'fonts')
const FONTS = existsSync(shipped)
  ? shipped
  : join(import.meta.dirname, '../../node_modules/bootstrap-italia/dist/fonts/Titillium_Web')
const parsedFonts = new Map<string, Font>()

/** Returns a font, parsed once per process because parsing takes longer than printing. */
function fontOf(weight: 'regular' | '600'): Font {
  const font =
    parsedFonts.get(weight) ?? create(readFileSync(join(FONTS, `titillium-web-v10-latin-ext_latin-${weight}.ttf`)))
  parsedFonts.set(weight, font)
  return font
}

/** Margins in points, on A4. */
const MARGINS = { top: 56, bottom: 64, left: 60, right: 60 }
const GAP = 6
const INDENT = 16
const LABEL = 165
/** The minimum space after a heading, so that none ends a page. */
const ROOM_FOR_HEADING = 70
/** The minimum space for a paragraph, so that its first line does not end a page. */
const ROOM_FOR_LINES = 48

const INK = '#17212b'
const GREY = '#435261'
const BLUE = '#004080'
const LINE = '#d5dce3'
const PALE = '#e8f1fb'

type Style = { bold?: boolean; size?: number; color?: string }

/**
 * Renders a paper as PDF/UA (ISO 14289-1): tagged text, language and title set, fonts embedded. The same content always
 * gives the same bytes: its only date is that of the act.
 */
export async function pdfOf({
  title,
  number,
  issuer,
  summary,
  sections,
  signatures,
  seal,
  at,
}: PaperContent): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGINS,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: 'it-IT',
    displayTitle: true,
    bufferPages: true,
    font: fontOf('regular'),
    info: { Title: `${title} – ${number}`, Author: issuer.name, CreationDate: new Date(at) },
  })
  doc.registerFont('regular', fontOf('regular')).registerFont('bold', fontOf('600'))
  const { left } = MARGINS
  const width = doc.page.width - MARGINS.left - MARGINS.right
  const bottom = doc.page.height - MARGINS.bottom

  const root = doc.struct('Document')
  doc.addStructure(root)
  let drawing: Style = {}
  const style = (look: Style) => {
    drawing = look
    const { bold = false, size = 10.5, color = INK } = look
    return doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(color)
  }
  // A new page starts with the font of the document; continued text keeps its own.
  doc.on('pageAdded', () => style(drawing))
  const heightOf = (text: string, given: number, look: Style = {}) => {
    style(look)
    return doc.heightOfString(text, { width: given, lineGap: 2 })
  }
  /** Draws decoration that screen readers skip. */
  const artifact = (draw: () => void, type: 'Layout' | 'Pagination' = 'Layout') => {
    doc.markContent('Artifact', { type })
    draw()
    doc.endMarkedContent()
  }
  const rule = (y: number, color: string, thick: number) => artifact(() => doc.rect(left, y, width, thick).fill(color))
  const need = (height: number) => {
    if (doc.y + height > bottom) doc.addPage()
  }
  const put = (text: string, x: number, y: number, given: number, look: Style = {}) =>
    style(look).text(text, x, y, { width: given, lineGap: 2 })
  /** Adds a tagged element with one text; a long one continues on the next page. */
  const say = (
    parent: Structure,
    type: string,
    text: string,
    look: Style = {},
    x = left,
    given = width,
    lang?: string,
  ) => {
    const element = doc.struct(type, lang ? { lang } : {})
    parent.add(element)
    element.add(() => put(text, x, doc.y, given, look)).end()
  }

  /** Draws cells side by side; the row moves to the next page as a whole unless it is longer than a page. */
  const row = (
    parent: Structure,
    cells: readonly { text: string; width: number; type: string; scope?: 'Row' | 'Column'; look?: Style }[],
  ) => {
    const height = Math.max(...cells.map((cell) => heightOf(cell.text, cell.width - 10, cell.look)))
    if (height < bottom - MARGINS.top) need(height + GAP)
    const line = doc.struct('TR')
    parent.add(line)
    const top = doc.y
    const startPage = doc.bufferedPageRange().count
    let x = left
    let end = top
    for (const { text, width: given, type, scope, look } of cells) {
      const at = x
      const cell = doc.struct(type, scope ? { scope } : {})
      line.add(cell)
      cell.add(() => put(text, at, doc.bufferedPageRange().count === startPage ? top : doc.y, given - 10, look)).end()
      end = doc.bufferedPageRange().count === startPage ? Math.max(end, doc.y) : doc.y
      x += given
    }
    line.end()
    doc.y = end + 2
    rule(doc.y, LINE, 0.6)
    doc.y += 4
  }
  const table = (draw: (parent: Structure) => void) => {
    const element = doc.struct('Table')
    root.add(element)
    doc.y += 2
    draw(element)
    element.end()
    doc.y += GAP
  }
  const facts = (given: readonly PaperFact[]) =>
    table((parent) => {
      for (const [label, value] of given)
        row(parent, [
          { text: label, width: LABEL, type: 'TH', scope: 'Row', look: { color: GREY } },
          { text: value, width: width - LABEL, type: 'TD', look: { bold: isShort(value) } },
        ])
    })
  const heading = (text: string) => {
    doc.y += 12
    need(ROOM_FOR_HEADING)
    say(root, 'H2', text, { bold: true, size: 13, color: BLUE })
    doc.y += 4
  }
  const block = (given: Block) => {
    switch (given.block) {
      case 'text':
        need(Math.min(heightOf(given.text, width), ROOM_FOR_LINES))
        say(root, 'P', given.text, {}, left, width, given.lang)
        doc.y += GAP
        break
      case 'facts':
        facts(given.facts)
        break
      case 'list': {
        const list = doc.struct('L')
        root.add(list)
        given.items.forEach((item, index) => {
          need(Math.min(heightOf(item, width - INDENT), ROOM_FOR_LINES))
          const entry = doc.struct('LI')
          list.add(entry)
          const top = doc.y
          say(entry, 'Lbl', given.numbered ? `${index + 1}.` : '•', { color: BLUE })
          doc.y = top
          say(entry, 'LBody', item, {}, left + INDENT, width - INDENT)
          entry.end()
          doc.y += 3
        })
        list.end()
        doc.y += GAP
        break
      }
      case 'table': {
        const shares = given.head.map((_, index) => (index === 0 ? 2 : 1))
        const widths = shares.map((share) => (width * share) / shares.reduce((sum, each) => sum + each, 0))
        table((parent) => {
          row(
            parent,
            given.head.map((text, index) => ({
              text,
              width: widths[index] ?? 0,
              type: 'TH',
              scope: 'Column' as const,
              look: { color: GREY, size: 9.5 },
            })),
          )
          for (const cells of given.rows)
            row(
              parent,
              cells.map((text, index) => ({ text, width: widths[index] ?? 0, type: 'TD', look: { size: 9.5 } })),
            )
        })
        break
      }
    }
  }

  say(root, 'P', issuer.name, { bold: true, size: 14, color: BLUE })
  for (const line of issuer.lines) say(root, 'P', line, { size: 9.5, color: GREY })
  doc.y += GAP
  rule(doc.y, BLUE, 2)
  doc.y += 20
  say(root, 'P', number, { color: GREY })
  say(root, 'H1', title, { bold: true, size: 20 })
  doc.y += 12

  const padded = width - 2 * INDENT
  const boxed = [m.summaryTitle, ...summary].map((text, index) => ({ text, look: { size: 12, bold: index === 0 } }))
  const height = boxed.reduce((sum, { text, look }) => sum + heightOf(text, padded, look), 2 * GAP + 4)
  artifact(() => doc.rect(left, doc.y, width, height).fill(PALE))
  artifact(() => doc.rect(left, doc.y, 4, height).fill(BLUE))
  const end = doc.y + height
  doc.y += GAP
  for (const [index, { text, look }] of boxed.entries())
    say(root, index === 0 ? 'H2' : 'P', text, look, left + INDENT, padded)
  doc.y = end

  for (const section of sections) {
    heading(section.heading)
    section.blocks.forEach(block)
  }

  doc.y += 14
  need(ROOM_FOR_HEADING)
  rule(doc.y, BLUE, 2)
  doc.y += 8
  facts(signatures)
  say(root, 'P', seal, { size: 9, color: GREY })
  root.end()

  const { count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page)
    // Below the margin, where text would begin a new page.
    doc.page.margins.bottom = 0
    const y = doc.page.height - 40
    artifact(() => {
      style({ size: 8.5, color: GREY }).text(`${issuer.name} · ${number}`, left, y, { width, lineBreak: false })
      doc.text(m.page({ page: page + 1, pages: count }), left, y, { width, align: 'right', lineBreak: false })
    }, 'Pagination')
  }
  doc.end()
  return buffer(doc)
}
