import type { Staff } from '../../domain/municipality/actors.ts'
import { readPass, writePass } from './pass.ts'
import type { Deps } from '../ports/deps.ts'

export type Purpose = 'enter' | 'session'

/** Issues a pass to the desk for some minutes. */
export const deskPassOf = (
  deps: Pick<Deps, 'secrets' | 'clock'>,
  purpose: Purpose,
  { municipality, member }: Staff,
  minutes: number,
): Promise<string> => writePass(deps, purpose, { municipality, holder: member.id }, minutes)

/** Returns the member of staff of a valid pass of this purpose; undefined if they left the staff. */
export async function staffOfPass(
  deps: Pick<Deps, 'secrets' | 'clock' | 'configuration'>,
  purpose: Purpose,
  pass: string,
): Promise<Staff | undefined> {
  const { municipality = '', holder } = (await readPass(deps, purpose, pass)) ?? {}
  if (!(await deps.configuration.municipalities()).includes(municipality)) return undefined
  const member = (await deps.configuration.of(municipality)).staff.find(({ id }) => id === holder)
  return member && { municipality, member }
}
