import type { Deps } from './usecases/ports.ts'

/** Replaced in a moment by the real wiring. */
export const deps = (): Deps => {
  throw new Error('not wired')
}
