import { helpSealed } from '../money/household-help.ts'
import type { By } from './change.ts'
import type { Effect } from './effect.ts'
import type { Request } from './request.ts'
import type { Addressee } from './addressee.ts'
import type { CaseFile } from './case-file.ts'

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

/** Returns the effects of sealing a file, whichever act does it: its household's files no longer know of its help. */
export const sealingEffects = (before: CaseFile, { request }: CaseFile): Effect[] =>
  request.sealed && !before.request.sealed && request.grant && request.fundedAt
    ? helpSealed(before.request, request)
    : []
