import { defineConfig } from 'vitest/config'

/** One project a tier. `slow` tiers start servers or synthesize: they get time, and one file at a time on two cores. */
const tier = (name: string, slow = false) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    ...(slow ? { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } : {}),
  },
})

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    passWithNoTests: false,
    projects: [
      tier('unit'),
      tier('workflow'),
      tier('integration', true),
      tier('infra', true),
      tier('e2e', true),
      tier('stories', true),
      tier('browser', true),
      tier('cloud', true),
    ],
  },
})
