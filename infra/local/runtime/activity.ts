import { setImmediate } from 'node:timers/promises'

/** Counts what is in flight, so that time moves on only when nothing is. */
export class Activity {
  #count = 0
  #starts = 0
  #waiting: (() => void)[] = []

  /** One more thing in flight; call the result when it is done. */
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

  /** Counts a piece of work from its start to its end. */
  async run<T>(work: () => Promise<T> | T): Promise<T> {
    const leave = this.enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }

  /** True once nothing is in flight and nothing new begins by itself; false when something hangs: nothing began for so long. */
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
      // Promise chains that go on after the last end get a few turns to begin something.
      for (let turn = 0; turn < 3; turn += 1) await setImmediate()
      if (this.#count === 0 && this.#starts === starts) return true
      if (Date.now() >= end) return false
    }
  }
}
