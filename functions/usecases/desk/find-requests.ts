import type { Staff } from '../../domain/municipality/actors.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Lists } from '../ports/lists.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<Deps, 'files' | 'register'> & { lists: Lists }

/** The request with an id, where it belongs to the municipality of who asks. */
async function ofId({ files }: Pick<Deps, 'files'>, { municipality }: Staff, id: string): Promise<Request | undefined> {
  const request = (await files.load(id))?.request
  return request?.municipality === municipality ? request : undefined
}

/**
 * The requests that something typed leads to: a number of the register, an id, or the tax code of who has a request open. A tax
 * code never leads to a sealed file: that would say whose it is.
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
    // It may have been sealed since the list was made.
    if (request && !request.sealed) found.push(request)
  }
  return found
}
