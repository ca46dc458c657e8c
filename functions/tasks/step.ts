import { deps } from '../composition.ts'
import { task } from '../platform/task.ts'
import { askPerson } from '../usecases/asks/ask-person.ts'
import { runStep } from '../usecases/file/run-step.ts'
import { readAsk, readStep } from './input.ts'

/** Runs the steps of every machine: asks a person and leaves the token behind, or does the work and returns the next step. */
export const handler = task(async (raw) => {
  const ask = readAsk(raw)
  if (ask) {
    await askPerson(deps(), ask)
    return undefined
  }
  const { step, ...work } = readStep(raw)
  return runStep(deps(), step, work)
})
