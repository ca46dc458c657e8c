import { describe } from 'vitest'
import { effectsContract } from '../../../support/effects-contract.ts'
import { MemoryFiles } from '../../../support/memory.ts'
import { nameIn } from '../../../support/memory-records.ts'

describe('effects in memory', () => {
  const files = new MemoryFiles()
  effectsContract(() => ({
    files,
    async read(key) {
      const stored = files.records.read(key)
      return stored && { ...stored.value, ...Object.fromEntries([...stored.counters, ...stored.entries]) }
    },
    nameOf: async (name) => nameIn(name),
  }))
})
