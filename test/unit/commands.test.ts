import { afterEach, expect, it, vi } from 'vitest'
import { NotImported } from '../../functions/adapters/dynamodb/configuration.ts'
import { run } from '../../infra/commands/target.ts'

afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

/** What a command that fails says. */
async function saidOf(error: Error): Promise<string> {
  const said: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  await run(() => Promise.reject(error))
  expect(process.exitCode).toBe(1)
  return said.join('')
}

it('a command for a municipality that nobody imported says so in a sentence; what nobody foresaw keeps its stack', async () => {
  expect(await saidOf(new NotImported('X999 was not imported.'))).toBe('X999 was not imported.\n')
  expect(await saidOf(new Error('broken'))).toMatch(/^Error: broken\n +at /)
})
