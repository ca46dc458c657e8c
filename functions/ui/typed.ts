/** Conversions between typed text and values. Unreadable text is kept as typed, so that the schema rejects it. */

/**
 * Parses an amount in euro as typed in Italy or elsewhere (`1.250,50`, `1250.5`, `1,250.50`, `€ 1250`) to cents; undefined
 * if it is no amount.
 */
export function centsOf(typed: string): number | undefined {
  const plain = typed.replace(/[\s€]|EUR/gi, '').replace(/^\+/, '')
  const parts =
    /^(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(plain) ??
    /^(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(plain) ??
    /^(\d+)(?:[.,](\d{1,2}))?$/.exec(plain)
  if (!parts) return undefined
  const [, whole = '', decimals = ''] = parts
  return Number(`${whole.replace(/[.,]/g, '')}${decimals.padEnd(2, '0')}`)
}

/** Cents as one types them: `1250,50`. */
export const typedEuro = (cents: number): string => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`

/** Parses a whole number, or returns the text as typed. */
export const wholeNumber = (typed: string): number | string => (/^\d{1,9}$/.test(typed) ? Number(typed) : typed)

/** Joins three fields as `YYYY-MM-DD` without checking that the day exists; undefined if all are empty. */
export const dayFrom = (day: string, month: string, year: string): string | undefined =>
  day || month || year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined

/** Converts hours and minutes to minutes, or returns the text as typed; undefined if both are empty. */
export function minutesFrom(hours: string, minutes: string): number | string | undefined {
  if (!hours && !minutes) return undefined
  const [whole, rest] = [wholeNumber(hours || '0'), wholeNumber(minutes || '0')]
  return typeof whole === 'number' && typeof rest === 'number' && rest < 60 ? whole * 60 + rest : `${hours}:${minutes}`
}
