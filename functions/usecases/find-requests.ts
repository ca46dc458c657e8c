import { KINDS } from '../domain/application.ts'
import type { Request } from '../domain/records.ts'
import { maySee } from '../domain/sealed.ts'
import type { Staff } from './desk-pass.ts'
import type { Deps } from './ports.ts'

type Needs = Pick<Deps, 'files'>

/** The request with an id, where it belongs to the municipality of who asks. */
async function ofId({ files }: Needs, { municipality }: Staff, id: string): Promise<Request | undefined> {
  const request = (await files.load(id))?.request
  return request?.municipality === municipality ? request : undefined
}

/**
 * The requests that something typed leads to: a number of the register, an id, or the tax code of who has a request open. A tax
 * code never leads to a sealed file that one may not see: that would say whose it is.
 */
export async function findRequests(deps: Needs, staff: Staff, typed: string): Promise<Request[]> {
  const wanted = typed.replace(/\s/g, '')
  const { municipality } = staff
  const number = /^(\d{4})\/0*(\d{1,9})$/.exec(wanted)
  if (number) {
    const id = await deps.files.numbered(municipality, `${number[1]}/${number[2]}`)
    const found = id === undefined ? undefined : await ofId(deps, staff, id)
    return found ? [found] : []
  }
  const byId = await ofId(deps, staff, wanted.toLowerCase())
  if (byId) return [byId]
  const open = await Promise.all(
    KINDS.map((kind) => deps.files.openRequestOf(municipality, wanted.toUpperCase(), kind)),
  )
  const requests = await Promise.all(open.flatMap((id) => (id === undefined ? [] : [ofId(deps, staff, id)])))
  return requests.flatMap((request) => (request && maySee(request, staff.member) ? [request] : []))
}
