import type { Language } from '../../../domain/base/languages.ts'
import { transparencyMessagesOf } from '../../../texts/messages.ts'
import type { PublishedList } from '../../../domain/money/transparency.ts'
import type { PublishedData } from '../../api/schemas.ts'

export const LICENCE = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }

/** Columns of the data, in order. */
export const COLUMNS = ['municipality', 'pseudonym', 'amountCents', 'rule', 'office', 'method'] as const
type Row = PublishedData['rows'][number]

/** Returns all lines of a year, by municipality. */
const dataRows = (lists: readonly PublishedList[]): Row[] =>
  lists.flatMap(({ municipality: { municipality }, rule, office, method, lines }) =>
    lines.map((line) => ({ municipality, ...line, rule, office, method })),
  )

const cell = (value: string | number): string =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)

/** Formats the list as comma-separated values with a header line (RFC 4180). */
export const publicationCsv = (lists: readonly PublishedList[]): string =>
  [COLUMNS, ...dataRows(lists).map((row) => COLUMNS.map((column) => row[column]))]
    .map((values) => `${values.map(cell).join(',')}\r\n`)
    .join('')

/** Returns the list with the metadata needed to use it. Amounts in cents. */
export function publicationData(lists: readonly PublishedList[], year: number, language: Language): PublishedData {
  const m = transparencyMessagesOf(language)
  return {
    title: m.titleOf({ year }),
    description: `${m.lead} ${m.noNames} ${m.data}`,
    licence: LICENCE,
    language,
    year,
    columns: COLUMNS.map((name) => ({ name, description: m.columns[name] })),
    rows: dataRows(lists),
    /** Grants that have no line, all together: at least so many, coming to about so much. */
    together: lists.flatMap(({ municipality: { municipality }, sealed }) =>
      sealed ? [{ municipality, ...sealed }] : [],
    ),
  }
}
