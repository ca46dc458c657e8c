import { Temporal } from 'temporal-polyfill'

/** An error about a duration that is malformed, negative or too long. */
export class DurationError extends Error {
  override name = 'DurationError'
}

/** A callback that runs when the clock reaches an instant. */
interface Sleeper {
  readonly due: number
  readonly wake: () => void
  cancelled: boolean
}

/** The options of a movable clock. */
export interface ClockOptions {
  readonly offsetMs: number
  /** Called whenever the offset changes, before anything is woken. */
  readonly onOffset: (offsetMs: number) => void
  /** Resolves when all work that a wake-up started is done. */
  readonly settle: () => Promise<void>
}

const LONGEST_TIMER = 2 ** 31 - 1
const LONGEST_MOVE = 'P5Y'
// A day has 24 hours here, even when the clocks change: a daily time-out must fire in a move of one day.
const ZONE = 'UTC'

/** The span in which due sleepers wake together: Step Functions counts in seconds. */
const TOGETHER_MS = 1000

/** A clock that shows real time plus an offset that only grows. Sleepers wake in order, even when days pass at once. */
export class MovableClock {
  #offset: number
  #frozenAt: number | undefined
  #sleepers: Sleeper[] = [] // latest first, so that the next one is popped from the end
  #timer: NodeJS.Timeout | undefined
  #moves: Promise<unknown> = Promise.resolve()
  #moving = 0
  #listeners: (() => void)[] = []
  #stopped = false
  readonly #options: ClockOptions

  constructor(options: ClockOptions) {
    this.#options = options
    this.#offset = options.offsetMs
    options.onOffset(this.#offset)
  }

  /** Returns milliseconds since the epoch. The time is frozen during each step of a move, so that days do not drift. */
  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset
  }

  get moving(): boolean {
    return this.#moving > 0
  }

  /** Resolves when no move is under way. */
  async still(): Promise<void> {
    while (this.moving) await this.#moves
  }

  /** Registers a listener for the end of each move, before it settles for the last time. */
  onArrival(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Calls `wake` once at an instant; the returned function cancels it. */
  sleepUntil(due: number, wake: () => void): () => void {
    const sleeper: Sleeper = { due, wake, cancelled: false }
    let low = 0
    let high = this.#sleepers.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#sleepers[middle]?.due ?? 0) > due) low = middle + 1
      else high = middle // among sleepers due at the same instant, the first registered wakes first
    }
    this.#sleepers.splice(low, 0, sleeper)
    this.#arm()
    return () => {
      sleeper.cancelled = true
    }
  }

  /** Moves time forward by an ISO 8601 duration; resolves when everything that fell due has run. */
  advance(duration: string): Promise<string> {
    const parsed = parseDuration(duration)
    this.#moving += 1
    const move = this.#moves.then(async () => {
      try {
        return await this.#move(parsed)
      } finally {
        this.#moving -= 1
        this.#arm()
      }
    })
    this.#moves = move.catch(() => undefined)
    return move
  }

  stop(): void {
    this.#stopped = true
    this.#sleepers = []
    clearTimeout(this.#timer)
  }

  async #move(duration: Temporal.Duration): Promise<string> {
    clearTimeout(this.#timer)
    await this.#options.settle()
    const target = Temporal.Instant.fromEpochMilliseconds(this.now())
      .toZonedDateTimeISO(ZONE)
      .add(duration).epochMilliseconds
    try {
      for (let due = this.#takeDue(target); due.length > 0; due = this.#takeDue(target)) {
        this.#setTo(due.at(-1)?.due ?? target)
        for (const sleeper of due) if (!sleeper.cancelled) sleeper.wake()
        await this.#options.settle()
        if (this.#stopped) break
      }
      this.#setTo(target)
      for (const listener of this.#listeners) listener()
      await this.#options.settle()
    } finally {
      this.#frozenAt = undefined
    }
    return new Date(target).toISOString()
  }

  #setTo(instant: number): void {
    const at = Math.max(instant, this.now())
    this.#frozenAt = at
    this.#offset = at - Date.now()
    this.#options.onOffset(this.#offset)
  }

  /** Removes and returns the next sleepers due, those of one second together. */
  #takeDue(until: number): Sleeper[] {
    const taken: Sleeper[] = []
    for (let next = this.#sleepers.at(-1); next !== undefined; next = this.#sleepers.at(-1)) {
      const first = taken[0]
      if (!next.cancelled && (next.due > until || (first !== undefined && next.due > first.due + TOGETHER_MS))) break
      this.#sleepers.pop()
      if (!next.cancelled) taken.push(next)
    }
    return taken
  }

  #arm(): void {
    clearTimeout(this.#timer)
    const next = this.#sleepers.at(-1)
    if (next === undefined || this.moving || this.#stopped) return
    this.#timer = setTimeout(
      () => {
        const now = this.now()
        for (let due = this.#takeDue(now); due.length > 0; due = this.#takeDue(now)) {
          for (const sleeper of due) sleeper.wake()
        }
        this.#arm()
      },
      Math.min(LONGEST_TIMER, Math.max(0, next.due - this.now())),
    )
  }
}

const parseDuration = (text: string): Temporal.Duration => {
  const example = 'an ISO 8601 duration such as "P10D" or "PT6H"'
  let duration: Temporal.Duration
  try {
    duration = Temporal.Duration.from(text)
  } catch {
    throw new DurationError(`"${text}" is not ${example}.`)
  }
  if (duration.sign !== 1) throw new DurationError(`Time only moves on: give ${example}.`)
  const relativeTo = Temporal.ZonedDateTime.from(`2026-01-01T00:00[${ZONE}]`)
  if (Temporal.Duration.compare(duration, LONGEST_MOVE, { relativeTo }) > 0) {
    throw new DurationError(`Time moves by ${LONGEST_MOVE} at most at once.`)
  }
  return duration
}

/**
 * Runs a callback at a fixed rate on a clock. A move of time runs it once, at its end: a move of thirty days would otherwise
 * run an hourly sweep 720 times without anything new to find.
 */
export const every = (clock: MovableClock, periodMs: number, run: () => void): void => {
  let last = clock.now()
  let cancel = (): void => undefined
  const fire = (): void => {
    if (clock.moving) return
    last = clock.now()
    run()
    arm()
  }
  const arm = (): void => {
    cancel = clock.sleepUntil(clock.now() + periodMs, fire)
  }
  arm()
  clock.onArrival(() => {
    cancel()
    if (clock.now() - last >= periodMs) {
      last = clock.now()
      run()
    }
    arm()
  })
}
