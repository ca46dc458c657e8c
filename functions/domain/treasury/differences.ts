/** The causes of differences between the records of money. The catalogue has advice on each. */
export const CAUSES = [
  'unreadable',
  'orphan',
  'decision',
  'fallen',
  'fund',
  'commitment',
  'lines',
  'clearance',
  'reference',
  'returns',
  'outcome',
  'missing',
  'hours',
  'publicationDue',
  'publicationMissing',
  'publicationAmount',
  'publicationStray',
  'publicationSealed',
  'recovered',
  'clawback',
  'receipt',
  'counter',
  'benefits',
] as const
export type Cause = (typeof CAUSES)[number]

/**
 * A difference: cause, place, and the figures that disagree, in cents. `about` is a payment, a receipt, a line or a reference.
 */
export type Difference = {
  cause: Cause
  request?: string
  number?: string
  about?: string
  fund?: string
  expectedCents?: number
  foundCents?: number
}
