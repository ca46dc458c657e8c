import * as z from 'zod'

export const reasons = z.string()

/** Texts on the points of a list, by number from 1. */
export const texts = z.record(z.string(), z.string())

export const sums = (parts: readonly { cents: number }[], totalCents: number) =>
  parts.reduce((sum, part) => sum + part.cents, 0) === totalCents
