import * as z from 'zod'
import { writing } from '../file/application.ts'
import { day, minutesBetween, timeOfDay } from '../base/calendar.ts'
import type { HourLimits } from './hours.ts'
import type { Request } from '../file/request.ts'

/** What happens at a site: codes on a screen, who comes and goes, what goes wrong. */

/** How long the code on the screen stays the same, in seconds. */
export const STEP_SECONDS = 30

/** The step of time an instant lies in: steps are counted from 1970. */
export const stepAt = (at: string): number => Math.floor(Date.parse(at) / 1000 / STEP_SECONDS)

/** Whole seconds until the next step begins, at least one. */
export const secondsToNextStep = (at: string): number =>
  STEP_SECONDS - (Math.floor(Date.parse(at) / 1000) % STEP_SECONDS)

/** Beyond the longest day, for how many minutes somebody may still come to check out. */
const GRACE_MINUTES = 120

/** Whether a check-in is so old that its check-out was forgotten. */
export const isForgotten = (
  { since }: NonNullable<Request['present']>,
  { minutesDay }: HourLimits,
  now: string,
): boolean => minutesBetween(since, now) > minutesDay + GRACE_MINUTES

/** What is told of an accident. Messages are keys of the catalogue. */
export const ACCIDENT = z.strictObject({
  on: day,
  time: timeOfDay.optional(),
  text: writing.min(10, 'reasons').max(4000, 'tooLong'),
})
export type AccidentReport = z.infer<typeof ACCIDENT>
