import type { Staff } from '../../domain/municipality/actors.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Lists } from '../ports/lists.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<Deps, 'files' | 'register'> & { lists: Lists }

/** Returns the request with an id, if it belongs to the municipality of the member. */
async function ofId({ files }: Pick<Deps, 'files'>, { municipality }: Staff, id: string): Promise<Request | undefined> {
  const request = (await files.load(id))?.request
  return request?.municipality === municipality ? request : undefined
}

/**
 * Finds requests by typed text: a register number, an id, or the tax code of a person, open and ended. A tax code never
 * finds a sealed file, which would reveal whose it is.
 */
export async function findRequests(deps: Needs, staff: Staff, typed: string): Promise<Request[]> {
  const wanted = typed.replace(/\s/g, '')
  const { municipality } = staff
  const number = /^(\d{4})\/0*(\d{1,9})$/.exec(wanted)
  if (number) {
    const id = await deps.register.find(municipality, `${number[1]}/${number[2]}`)
    const found = id === undefined ? undefined : await ofId(deps, staff, id)
    return found ? [found] : []
  }
  const byId = await ofId(deps, staff, wanted.toLowerCase())
  if (byId) return [byId]
  const found: Request[] = []
  for await (const id of deps.lists.requestsOf(municipality, wanted.toUpperCase())) {
    const request = await ofId(deps, staff, id)
    // It may have been sealed since the list was read.
    if (request && !request.sealed) found.push(request)
  }
  return found
}
