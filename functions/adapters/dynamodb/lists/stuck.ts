import * as z from 'zod'
import { get, query } from '../client.ts'
import { key } from '../keys.ts'

/** Requests of a municipality whose workflow stopped, in the worklist. Apart from the workflow: who reads them starts none. */
export const STUCK = (municipality: string) => `STUCK#${municipality}`

const mark = z.object({ execution: z.string(), status: z.string(), at: z.string() })
const listed = mark.extend({ pk: z.string() })

/** Returns the mark of a request whose workflow stopped, if it has one. */
export const stuck = async (request: string) => mark.safeParse(await get(key.workflow(request, 'STUCK'))).data

/** Requests whose workflow stopped and waits for a person. */
export async function* stuckRequests(municipality: string): AsyncGenerator<z.infer<typeof mark> & { request: string }> {
  for await (const item of query({ index: 'worklist', partition: STUCK(municipality) })) {
    const { pk, ...rest } = listed.parse(item)
    yield { request: pk.slice('DRIVE#'.length), ...rest }
  }
}
