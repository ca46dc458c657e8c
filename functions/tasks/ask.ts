import * as z from 'zod'
import { deps } from '../composition.ts'
import { askInput, task, workOf } from '../platform/task.ts'
import { askPerson } from '../usecases/asks/ask-person.ts'

/** Asks a person and leaves the workflow waiting for the answer. */
export const handler = task(async (raw) => {
  const { kind, token } = askInput.parse(raw)
  const { kind: _kind, token: _token, ...work } = z.record(z.string(), z.unknown()).parse(raw)
  await askPerson(deps(), { ...workOf(work), kind, token })
  return undefined
})
