import type { Ask } from './ask.ts'

/** What a question is about within a request: a number (period, payment, review, round) and, asked again, which time it is. */
export type Subject = { number: number; round?: number }

/** Writes a subject as it is stored: `3`, or `3-2` with a round. */
export const writeSubject = ({ number, round }: Subject): string =>
  round === undefined ? String(number) : `${number}-${round}`

/** Reads what a question is about. */
export function subjectOf({ subject }: Pick<Ask, 'subject'>): Subject {
  const [number, round] = subject.split('-').map(Number)
  return { number: number ?? 0, ...(round === undefined ? {} : { round }) }
}
