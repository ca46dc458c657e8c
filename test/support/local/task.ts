import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { now, put } from './records.ts'

const eventSchema = z.object({ state: z.string(), id: z.string(), token: z.string().optional() })
const failures = new Map<string, number>()

/** Records each call; fails as the id says: `transient-2` twice, `refused`, `broken`. */
export const handler = async (event: unknown): Promise<unknown> => {
  const { state, id, token } = eventSchema.parse(event)
  if (id.startsWith('quiet')) return { state }
  await put(`calls#${id}`, `${now()}#${randomUUID()}`, { state, token })
  console.log(JSON.stringify({ state, id }))
  if (state !== 'Work') return null
  const [kind, times = '0'] = id.split('-')
  const count = (failures.get(id) ?? 0) + 1
  failures.set(id, count)
  const error = new Error(`${id} fails`)
  if (kind === 'transient' && count <= Number(times)) error.name = 'Transient'
  else if (kind === 'refused') error.name = 'Refused'
  else if (kind !== 'broken') return { done: true }
  throw error
}
