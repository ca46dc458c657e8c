import { type Effect, personal } from '../file/effect.ts'
import type { Request } from '../file/request.ts'

type Claim = Pick<Request, 'municipality' | 'application'>

const claimKey = ({ municipality, application }: Claim) =>
  ({
    kind: 'claim',
    municipality,
    person: personal('person', application.applicant.taxCode),
    need: application.need.kind,
  }) as const

/**
 * Claims a person for a request: refused while they have another open one of its kind, which the record does not name.
 */
export const claimPerson = (request: Claim): Effect => ({
  effect: 'claimPerson',
  write: 'create',
  key: claimKey(request),
  value: {},
})

/** Lets a person apply again. */
export const freePerson = (request: Claim): Effect => ({
  effect: 'freePerson',
  write: 'delete',
  key: claimKey(request),
})

/**
 * Bans a person from help through a day, after a false declaration (DPR 445/2000 art. 75). Each last day is a record of its
 * own, so the latest holds in whatever order they are written.
 */
export const banPerson = (municipality: string, taxCode: string, until: string): Effect => ({
  effect: 'ban',
  write: 'put',
  key: { kind: 'ban', municipality, person: personal('person', taxCode), until },
  value: { until },
})

/** Adds to the number of open files of a member of staff. */
export const countFile = (municipality: string, member: string, files: 1 | -1): Effect => ({
  effect: 'countFile',
  write: 'add',
  key: { kind: 'load', municipality, member },
  amounts: { files },
})
