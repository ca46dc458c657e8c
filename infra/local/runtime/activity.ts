import { setImmediate } from 'node:timers/promises'

/** A count of the work in flight: time is moved only when it is zero. */
export class Activity {
  #count = 0
  #starts = 0
  #waiting: (() => void)[] = []

  /** Counts one piece of work as started; the returned function counts it as done. */
  enter(): () => void {
    this.#count += 1
    this.#starts += 1
    let open = true
    return () => {
      if (!open) return
      open = false
      this.#count -= 1
      if (this.#count === 0) for (const wake of this.#waiting.splice(0)) wake()
    }
  }

  /** Runs a piece of work and counts it while it runs. */
  async run<T>(work: () => Promise<T> | T): Promise<T> {
    const leave = this.enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }

  /** Waits until nothing is in flight. Returns false if something hangs: no work started within the limit. */
  async quiet(limitMs = 30_000): Promise<boolean> {
    let seen = this.#starts
    let end = Date.now() + limitMs
    for (;;) {
      if (this.#count > 0) {
        const { promise, resolve } = Promise.withResolvers<void>()
        this.#waiting.push(resolve)
        const timer = setTimeout(resolve, Math.max(0, end - Date.now()))
        await promise
        clearTimeout(timer)
      }
      const starts = this.#starts
      if (starts !== seen) {
        seen = starts
        end = Date.now() + limitMs
      }
      // Promise chains that continue after the last piece of work get a few turns to start another.
      for (let turn = 0; turn < 3; turn += 1) await setImmediate()
      if (this.#count === 0 && this.#starts === starts) return true
      if (Date.now() >= end) return false
    }
  }
}
