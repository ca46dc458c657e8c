import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** One project a tier. `slow` ones start servers or synthesize: they get time. `alone` ones measure or kill: one file at a time. */
const tier = (name: string, { slow = false, alone = false } = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    // By default Vitest leaves one core idle.
    maxWorkers: alone ? 1 : availableParallelism(),
    ...(slow ? { testTimeout: 120_000, hookTimeout: 120_000 } : {}),
  },
})

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    passWithNoTests: false,
    projects: [
      tier('unit'),
      tier('workflow'),
      tier('integration', { slow: true }),
      tier('infra', { slow: true }),
      tier('e2e', { slow: true }),
      tier('stories', { slow: true, alone: true }),
      tier('browser', { slow: true, alone: true }),
      tier('cloud', { slow: true, alone: true }),
    ],
  },
})
