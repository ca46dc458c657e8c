import { dayOf } from '../../domain/base/calendar.ts'
import { regulationOf } from '../../domain/municipality/regulation.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { officerOf } from '../../domain/procedure/who-may.ts'
import { move } from '../../domain/procedure/transition.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

/** Registers a request under the next number of the year, names its case officer and sends the opening notice (L. 241/1990 art. 7-8). */
export async function openRequest(deps: Deps, id: string): Promise<void> {
  const received = await deps.files.load(id)
  if (!received) throw new NoSuchRequest(id)
  const municipality = await deps.configuration.of(received.request.municipality)
  const numbered = await amend(deps, id, async (file, now) => {
    if (file.request.registryEntry) return undefined
    const year = registerYear(file.request)
    const number = await deps.register.takeNumber(file.request.municipality, year, id)
    const loads = await deps.staffLoads.of(file.request.municipality)
    return {
      act: 'request.registered',
      by: SYSTEM,
      law: 'D.Lgs. 82/2005 art. 40-bis; DPR 445/2000 art. 53',
      request: { registryEntry: `${year}/${number}`, caseOfficer: officerOf({ municipality, file, now, loads }) },
    }
  })
  const { request } = numbered
  if (request.stage !== 'submitted') return
  await deps.postman.send(request.application.applicant.email, {
    template: 'opening',
    language: request.application.language,
    office: municipality.office,
    number: request.registryEntry ?? '',
    receivedOn: dayOf(request.receivedAt),
    dueOn: request.dueOn,
    termDays: regulationOf(municipality, request.regulation).parameters.termDays.value,
    caseOfficer: nameOf(municipality, request),
    statusUrl: await statusUrlOf(deps, request),
  })
  await amend(deps, id, (file) =>
    file.request.stage === 'submitted' ? { ...move('open', file.request, 'system'), by: SYSTEM } : undefined,
  )
}

/** Returns the year of a request's register number: the year of receipt. */
export const registerYear = ({ receivedAt }: Request): number => Number(dayOf(receivedAt).slice(0, 4))

const nameOf = (
  { staff }: { staff: readonly { id: string; firstName: string; lastName: string }[] },
  { caseOfficer: id }: Request,
): string => {
  const person = staff.find((member) => member.id === id)
  return person ? `${person.firstName} ${person.lastName}` : ''
}

export const statusUrlOf = async (deps: Pick<Deps, 'secrets' | 'publicUrl'>, { id }: Request): Promise<string> =>
  `${deps.publicUrl}/requests/${id}/${await deps.secrets.forStatus(id)}`
