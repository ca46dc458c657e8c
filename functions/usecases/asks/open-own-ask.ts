import { requestOfAsk } from '../../domain/file/case-file.ts'
import { ensureLink } from './links.ts'
import { isAddressedTo } from '../../domain/file/ask.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Addressee } from '../../domain/file/addressee.ts'
import type { Deps } from '../ports/deps.ts'

/** Returns the address of an open ask addressed to a member of staff. */
export const openOwnAsk = (
  deps: Pick<Deps, 'files' | 'clock' | 'secrets'>,
  { municipality, member: { role, id } }: Staff,
  ask: string,
): Promise<string | undefined> => openAskOf(deps, municipality, { role, id }, ask)

/** Returns the address of an open ask of its addressee. */
export async function openAskOf(...of: Parameters<typeof ownSecretOf>): Promise<string | undefined> {
  const secret = await ownSecretOf(...of)
  return secret && `/asks/${of[3]}/${secret}`
}

/** Returns the secret of an open ask for its addressee. */
export async function ownSecretOf(
  deps: Pick<Deps, 'files' | 'clock' | 'secrets'>,
  municipality: string,
  to: Addressee,
  id: string,
): Promise<string | undefined> {
  const file = await deps.files.load(requestOfAsk(id))
  const ask = file?.asks.find((candidate) => candidate.id === id)
  const isMine = file?.request.municipality === municipality && ask?.status === 'open'
  if (!ask || !isMine || !isAddressedTo(ask, to, deps.clock.now())) return undefined
  const link = await ensureLink(deps, ask, to)
  return deps.secrets.forAsk(ask.id, link.generation)
}
