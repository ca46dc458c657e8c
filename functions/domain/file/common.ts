import * as z from 'zod'

/** Reasons in somebody's own words. */
export const reasons = z.string()

/** Texts on the points of a list, by number from 1. */
export const texts = z.record(z.string(), z.string())

/** Returns true if parts add up to a total. */
export const sumTo = (parts: readonly { cents: number }[], totalCents: number) =>
  parts.reduce((sum, part) => sum + part.cents, 0) === totalCents

/**
 * The subject of a question within a request: a number (period, payment, review, round) and, if it is asked again, its round.
 */
export type Subject = { number: number; round?: number }

/** Formats a subject as stored: `3`, or `3-2` with a round. */
export const writeSubject = ({ number, round }: Subject): string =>
  round === undefined ? String(number) : `${number}-${round}`

/** Parses the subject of a question. */
export function subjectOf({ subject }: { subject: string }): Subject {
  const [number, round] = subject.split('-').map(Number)
  return { number: number ?? 0, ...(round === undefined ? {} : { round }) }
}
