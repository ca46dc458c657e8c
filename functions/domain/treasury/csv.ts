/** Rows of cells as text (RFC 4180), to and from office spreadsheets. */

/**
 * The positions at which a spreadsheet would take text for a formula: the start of a cell. Where a country's separator differs
 * from the file's, a spreadsheet may end a cell at `;`, a tab or a line end, whatever the quotes say.
 */
const FORMULA = /^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠])/g

function cell(value: string): string {
  const guarded = value.replace(FORMULA, "'")
  return /[",;\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/**
 * Formats rows as CSV (RFC 4180). A cell that would be a formula starts with a quote mark, which makes it text in every
 * spreadsheet.
 */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

export type CsvRow = { line: number; cells: string[] }

/** A cell, quoted or not, with what ends it: the separator, the end of the line or of the text. */
const CELL = {
  ',': /(?:"([^"]*(?:""[^"]*)*)"[ \t]*|([^,\r\n]*))(,|\r\n|\r|\n|$)/y,
  ';': /(?:"([^"]*(?:""[^"]*)*)"[ \t]*|([^;\r\n]*))(;|\r\n|\r|\n|$)/y,
}

/**
 * Reads CSV: cells are separated by `;` if the first line has one and by `,` otherwise; quotes, a byte order mark and any line
 * ends are understood, empty lines skipped. `brokenAt` is the line of a quote that does not end at a cell's end: nothing from
 * there on can be trusted, so nothing is read.
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
