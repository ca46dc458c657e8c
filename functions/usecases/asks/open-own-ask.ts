import { requestOfAsk } from '../../domain/file/case-file.ts'
import { ensureLink } from './links.ts'
import { isFor } from '../desk/worklist.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Addressee } from '../../domain/file/addressee.ts'
import type { Deps } from '../ports/deps.ts'

/** The address at which a member of staff answers a question that waits for them; none where it does not. */
export const openOwnAsk = (
  deps: Pick<Deps, 'files' | 'clock' | 'secrets'>,
  { municipality, member: { role, id } }: Staff,
  ask: string,
): Promise<string | undefined> => openAskOf(deps, municipality, { role, id }, ask)

/** The address at which somebody answers a question of theirs that waits; none where it does not, or is not theirs. */
export async function openAskOf(...of: Parameters<typeof ownSecretOf>): Promise<string | undefined> {
  const secret = await ownSecretOf(...of)
  return secret && `/asks/${of[3]}/${secret}`
}

/** The secret by which somebody answers a question of theirs that waits; none where it does not, or is not theirs. */
export async function ownSecretOf(
  deps: Pick<Deps, 'files' | 'clock' | 'secrets'>,
  municipality: string,
  to: Addressee,
  id: string,
): Promise<string | undefined> {
  const file = await deps.files.load(requestOfAsk(id))
  const ask = file?.asks.find((candidate) => candidate.id === id)
  const isMine = file?.request.municipality === municipality && ask?.status === 'open'
  if (!ask || !isMine || !isFor(ask, to, deps.clock.now())) return undefined
  const link = await ensureLink(deps, ask, to)
  return deps.secrets.forAsk(ask.id, link.generation)
}
