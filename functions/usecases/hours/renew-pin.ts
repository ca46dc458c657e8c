import type { ActOutcome } from '../../domain/acts/act.ts'
import { renewal } from '../../domain/acts/renew-pin.ts'
import { toCitizen } from '../../domain/procedure/who-may.ts'
import { decideOnFile } from '../file/decide-on-file.ts'
import type { Deps } from '../ports/deps.ts'

/** Renews the digits of a person at their own request, on the page that only their link opens. */
export const renewOwnPin = (deps: Pick<Deps, 'files' | 'clock'>, id: string): Promise<ActOutcome> =>
  decideOnFile(deps, id, (file, now) => renewal(file, toCitizen(), now))
