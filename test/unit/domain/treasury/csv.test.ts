import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvOf, readCsv } from '../../../../functions/domain/treasury/csv.ts'

const FORMULAS = ['=', '+', '-', '@', '＝', '＋', '－', '＠']

/** The cells of a line for a program that knows no quotes and takes each of these for the end of a cell. */
const carelessly = (csv: string) => csv.split(/[,;\t\r\n]/)

it('begins no cell with a formula, whichever separator a spreadsheet uses', () => {
  const part = fc.constantFrom(...FORMULAS, ';', '\t', '\n', '\r', ',', '"', ' ', 'a')
  fc.assert(
    fc.property(fc.array(fc.string({ unit: part, maxLength: 8 }), { minLength: 1, maxLength: 4 }), (row) => {
      const cells = carelessly(csvOf([row.map((each) => each.replaceAll(',', ''))]))
      expect(cells.filter((cell) => FORMULAS.some((sign) => cell.replace(/^"/, '').startsWith(sign)))).toEqual([])
    }),
    { numRuns: 2000 },
  )
})

it('reads text that cannot be a formula back unchanged', () => {
  const rows = [
    ['a', 'b', 'c', 'd'],
    ['Rossi; detto "il Rosso"', 'a,b', 'due\nrighe', '1204.10'],
  ]
  expect(readCsv(csvOf(rows)).rows.map(({ cells }) => cells)).toEqual(rows)
  expect(csvOf([["Rossi;=cmd|'/c calc'!A0;x"]])).toBe("\"Rossi;'=cmd|'/c calc'!A0;x\"\r\n")
})
