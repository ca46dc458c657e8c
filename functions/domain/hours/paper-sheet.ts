import * as z from 'zod'
import { writing } from '../file/application.ts'
import { day, timeOfDay } from '../base/calendar.ts'

/** The minimum number of characters of a reason. */
const LEAST_REASON = 10
export const NO_REASON = { code: 'reasons', values: { min: LEAST_REASON } } as const

/** The signed hours of a period on a paper sheet, by the clock in Italy. Messages are keys of the catalogue. */
export const paperSheet = z
  .strictObject({
    period: z.int().min(1),
    days: z.array(z.strictObject({ on: day, from: timeOfDay, to: timeOfDay })).max(62, 'tooMany'),
    absences: z
      .array(
        z.strictObject({
          on: day,
          excused: z.boolean('choice'),
          reasons: writing.min(LEAST_REASON, 'reasons').max(4000, 'tooLong').optional(),
        }),
      )
      .max(31, 'tooMany'),
  })
  .refine(({ days, absences }) => days.length + absences.length > 0, { path: ['days'], message: 'required' })
export type PaperSheet = z.infer<typeof paperSheet>
