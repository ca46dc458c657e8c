import * as z from 'zod'
import type { Problem } from '../base/problems.ts'
import { writing } from '../file/application.ts'

/** Parts that the input schemas of several questions share. */

/** One of the possible answers, by the name of its choice. */
export const choice = <Name extends string, Shape extends z.core.$ZodShape>(name: Name, shape: Shape) =>
  z.strictObject({ choice: z.literal(name), ...shape })

/** Reasons, where the law asks for them (L. 241/1990 art. 3). */
export const reasons = writing.min(10, 'reasons').max(4000, 'tooLong')

export const note = writing.max(2000, 'tooLong').optional()

export const minutes = z
  .int('minutes')
  .min(0, 'negative')
  .max(24 * 60, 'minutes')

/** A list to be answered point by point, such as missing documents or grounds against a request. */
export const points = z.array(writing.min(3, 'point').max(1000, 'tooLong')).min(1, 'required').max(12, 'tooMany')

/** A text for each point, by its number from 1. */
export const texts = z.record(z.string().regex(/^[1-9]\d?$/), writing.min(1, 'required').max(4000, 'tooLong'))

/** The abstention for a conflict of interest (L. 241/1990 art. 6-bis), which moves the file to somebody else. */
export const abstain = choice('abstain', { reasons })

/** Returns a problem for each text on a point that does not exist. */
export const unknownPoints = (written: Readonly<Record<string, string>>, on: readonly string[]): Problem[] =>
  Object.keys(written)
    .filter((number) => Number(number) > on.length)
    .map((number) => ({ field: `texts.${number}`, code: 'point.unknown', values: { max: on.length } }))
