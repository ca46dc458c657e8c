import { sendAgain } from './links.ts'
import type { OpenedStatus } from './open-ask.ts'
import type { Deps } from '../ports/deps.ts'

/** Sends a citizen, at their request from the status page, the links of their open asks. */
export async function resendLink(deps: Deps, { file, municipality }: OpenedStatus): Promise<void> {
  for (const ask of file.asks.filter((each) => each.status === 'open' && each.to.role === 'citizen'))
    await sendAgain(deps, { file, municipality, now: deps.clock.now() }, ask, ask.to)
}
