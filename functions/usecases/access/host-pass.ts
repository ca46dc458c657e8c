import type { Supervisor } from '../../domain/municipality/actors.ts'
import { readPass, writePass } from './pass.ts'
import type { Deps } from '../ports/deps.ts'

/** Issues a pass of a host for some minutes. */
export const hostPassOf = (
  deps: Pick<Deps, 'secrets' | 'clock'>,
  purpose: 'hostEnter' | 'hostSession',
  { municipality, host }: Supervisor,
  minutes: number,
): Promise<string> => writePass(deps, purpose, { municipality, holder: host.id }, minutes)

/** Returns the host of a valid pass of this purpose; undefined if it has closed. */
export async function hostOfPass(
  deps: Pick<Deps, 'secrets' | 'clock' | 'configuration'>,
  purpose: 'hostEnter' | 'hostSession',
  pass: string,
): Promise<Supervisor | undefined> {
  const { municipality = '', holder } = (await readPass(deps, purpose, pass)) ?? {}
  if (!(await deps.configuration.municipalities()).includes(municipality)) return undefined
  const host = (await deps.configuration.of(municipality)).hosts.find(({ id }) => id === holder)
  return host && { municipality, host }
}
