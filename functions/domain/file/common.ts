import * as z from 'zod'

/** Reasons in somebody's own words. */
export const reasons = z.string()

/** Texts on the points of a list, by number from 1. */
export const texts = z.record(z.string(), z.string())

/** Returns whether parts add up to a total. */
export const sumTo = (parts: readonly { cents: number }[], totalCents: number) =>
  parts.reduce((sum, part) => sum + part.cents, 0) === totalCents
