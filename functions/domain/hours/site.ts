import * as z from 'zod'
import { writing } from '../file/application.ts'
import { day, minutesBetween, timeOfDay } from '../base/calendar.ts'
import type { HourLimits } from './hours.ts'
import type { Request } from '../file/request.ts'

/** Rules for events at a site: codes on a screen, check-ins, accidents. */

/** The seconds for which the code on the screen stays the same. */
const STEP_SECONDS = 30

/** Returns the time step that an instant is in, counted from 1970. */
export const stepAt = (at: string): number => Math.floor(Date.parse(at) / 1000 / STEP_SECONDS)

/** Returns the whole seconds until the next step, at least one. */
export const secondsToNextStep = (at: string): number =>
  STEP_SECONDS - (Math.floor(Date.parse(at) / 1000) % STEP_SECONDS)

/** The minutes beyond the longest day in which a check-out is still accepted. */
const GRACE_MINUTES = 120

/** Returns true if a check-in is so old that its check-out was forgotten. */
export const isForgotten = (
  { since }: NonNullable<Request['present']>,
  { minutesDay }: HourLimits,
  now: string,
): boolean => minutesBetween(since, now) > minutesDay + GRACE_MINUTES

/** The report of an accident. Messages are keys of the catalogue. */
export const ACCIDENT = z.strictObject({
  on: day,
  time: timeOfDay.optional(),
  text: writing.min(10, 'reasons').max(4000, 'tooLong'),
})
export type AccidentReport = z.infer<typeof ACCIDENT>
