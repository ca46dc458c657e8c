import type { Ask } from './ask.ts'

/**
 * The subject of a question within a request: a number (period, payment, review, round) and, if it is asked again, its round.
 */
export type Subject = { number: number; round?: number }

/** Writes a subject as it is stored: `3`, or `3-2` with a round. */
export const writeSubject = ({ number, round }: Subject): string =>
  round === undefined ? String(number) : `${number}-${round}`

/** Parses the subject of a question. */
export function subjectOf({ subject }: Pick<Ask, 'subject'>): Subject {
  const [number, round] = subject.split('-').map(Number)
  return { number: number ?? 0, ...(round === undefined ? {} : { round }) }
}
