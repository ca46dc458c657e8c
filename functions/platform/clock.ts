import * as Instant from 'temporal-polyfill/fns/Instant'
import type { Clock } from '../domain/base/calendar.ts'

/** Returns the offset of the clock in milliseconds, for tests and local environments only. */
const offset = () => Number.parseInt(process.env['CLOCK_OFFSET_MS'] ?? '0', 10) || 0

/** The only reader of the system's clock. It reads to the second, so that equal acts compare equal. */
export const systemClock: Clock = {
  now: () => Instant.toString(Instant.roundToSecond(Instant.fromEpochMilliseconds(Date.now() + offset()))),
}
