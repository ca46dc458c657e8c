import type { Staff } from './desk-pass.ts'
import { ensureLink } from './links.ts'
import type { Deps } from './ports.ts'
import { isFor } from './worklist.ts'

/** The address at which a member of staff answers a question that waits for them; none where it does not. */
export async function openOwnAsk(
  deps: Pick<Deps, 'files' | 'clock' | 'secrets'>,
  staff: Staff,
  id: string,
): Promise<string | undefined> {
  const file = await deps.files.load(id.split('-')[0] ?? '')
  const ask = file?.asks.find((candidate) => candidate.id === id)
  const isMine = file?.request.municipality === staff.municipality && ask?.status === 'open'
  if (!ask || !isMine || !isFor(ask, staff, deps.clock.now())) return undefined
  const link = await ensureLink(deps, ask, { role: staff.member.role, id: staff.member.id })
  return `/asks/${ask.id}/${await deps.secrets.forAsk(ask.id, link.generation)}`
}
