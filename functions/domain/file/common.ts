import * as z from 'zod'

export const reasons = z.string()

/** What is written on each point of a list, by its number from 1. */
export const texts = z.record(z.string(), z.string())

export const sums = (parts: readonly { cents: number }[], totalCents: number) =>
  parts.reduce((sum, part) => sum + part.cents, 0) === totalCents
