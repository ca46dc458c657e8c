import { dayOf } from '../domain/calendar.ts'
import type { Addressee, CaseFile, Request } from '../domain/records.ts'
import { sha256 } from '../domain/trail.ts'
import { helpSealed } from './help.ts'
import type { By, Effect } from './ports.ts'

/** Who has to know a file to do their part; educators and finance answer from what their question shows, and no more. */
const KNOWING: readonly Addressee['role'][] = ['socialWorker', 'manager']

/** To ask is to name: who assesses or decides on a sealed file may see it from then on. Fields of the request. */
export const named = ({ sealed }: Request, to: Addressee): Pick<Request, 'sealed'> =>
  sealed && KNOWING.includes(to.role) && !sealed.named.includes(to.id)
    ? { sealed: { ...sealed, named: [...sealed.named, to.id] } }
    : {}

/**
 * What the trail of a sealed file says of who acted and what about: its entries are in clear, so no host, no partner and no
 * fund, whose name may tell a place or a programme. The file itself, which the fingerprint is of, keeps both.
 */
export const discreet = (
  { id, sealed }: Pick<Request, 'id' | 'sealed'>,
  { by, about }: { by: By; about?: string },
): { by: By; about?: string } =>
  sealed
    ? {
        // The id of a host is a place, that of a partner a programme.
        by: by.role === 'host' || by.role === 'partner' ? { role: by.role, id: by.role } : by,
        ...(about?.startsWith(id) ? { about } : {}),
      }
    : { by, ...(about ? { about } : {}) }

/** What tells the lines of the publication list apart: from a secret of the record, which its id does not tell. */
export const pseudonymOf = ({ statusSecretHash }: Request): string =>
  sha256(`publication:${statusSecretHash}`).slice(0, 12)

/** What happens beside the record with the act that seals a file, whichever it is: a public line goes, and so does what its household's files know of it. */
export function sealingEffects(before: CaseFile, { request, payments }: CaseFile): Effect[] {
  const { grant, fundedAt, municipality } = request
  const isPublic = payments.some(({ publishedAt }) => publishedAt)
  if (!request.sealed || before.request.sealed || !grant || !fundedAt) return []
  const help = helpSealed(before.request, request)
  if (!isPublic) return help
  const year = Number(dayOf(fundedAt).slice(0, 4))
  return [
    ...help,
    { effect: 'unpublish', municipality, year, pseudonym: pseudonymOf(request) },
    { effect: 'publishSealed', municipality, year, amountCents: grant.totalCents },
  ]
}
