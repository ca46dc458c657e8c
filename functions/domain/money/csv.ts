/** Rows of cells as text (RFC 4180), for and from the spreadsheets of an office. */

/**
 * Where a spreadsheet would take text for a formula, and run it: at the beginning of a cell. Some end a cell at `;`, at a tab
 * or at a line's end, whatever quotes say, when their country's separator is another than that of the file.
 */
const FORMULA = /^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠])/g

function cell(value: string): string {
  const guarded = value.replace(FORMULA, "'")
  return /[",;\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** Rows as CSV (RFC 4180). A cell that would be a formula begins with a quote mark, and so is text to every spreadsheet. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

export type CsvRow = { line: number; cells: string[] }

/** A cell in quotes or without, and what ends it: the separator, the end of the line or of the text. */
const CELL = {
  ',': /(?:"([^"]*(?:""[^"]*)*)"[ \t]*|([^,\r\n]*))(,|\r\n|\r|\n|$)/y,
  ';': /(?:"([^"]*(?:""[^"]*)*)"[ \t]*|([^;\r\n]*))(;|\r\n|\r|\n|$)/y,
}

/**
 * Reads CSV: `;` between cells where the first line has one and `,` otherwise; quotes, a byte order mark and any ends of
 * lines are understood, empty lines left out. `brokenAt` is the line of a quote that does not end where a cell does: from
 * there on nothing can be trusted, so nothing is read.
 */
export function readCsv(document: string): { rows: CsvRow[]; brokenAt?: number } {
  const text = document.replace(/^\uFEFF/, '')
  const separator = /^[^\r\n]*;/.test(text) ? ';' : ','
  const pattern = CELL[separator]
  const rows: CsvRow[] = []
  let row: CsvRow = { line: 1, cells: [] }
  let line = 1
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length || row.cells.length > 0) {
    const [whole = '', quoted, bare = '', end = ''] = pattern.exec(text) ?? []
    if (quoted === undefined && bare.startsWith('"')) return { rows, brokenAt: line }
    row.cells.push(quoted?.replaceAll('""', '"') ?? bare)
    line += whole.split(/\r\n|\r|\n/).length - 1
    if (end === separator) continue
    if (row.cells.some((value) => value.trim() !== '')) rows.push(row)
    row = { line, cells: [] }
    if (end === '') break
  }
  return { rows }
}
