import type { StaffMember } from '../domain/regulation.ts'
import { sha256 } from '../domain/trail.ts'
import { matches } from './open-ask.ts'
import type { Deps } from './ports.ts'

export type Staff = { municipality: string; member: StaffMember }
export type Purpose = 'enter' | 'session'

const secondsOf = (now: string): number => Math.floor(Date.parse(now) / 1000)

/** A pass to the desk for some minutes: `{municipality}.{member}.{expires}.{mac}`. Nothing is stored; the key alone makes it. */
export async function passOf(
  { secrets, clock }: Pick<Deps, 'secrets' | 'clock'>,
  purpose: Purpose,
  { municipality, member }: Staff,
  minutes: number,
): Promise<string> {
  const expires = secondsOf(clock.now()) + minutes * 60
  return [municipality, member.id, expires, await secrets.forDesk(purpose, municipality, member.id, expires)].join('.')
}

/** Who is behind a pass that still holds and is of this purpose; somebody who has left the staff is nobody. */
export async function staffOfPass(
  { secrets, clock, configuration }: Pick<Deps, 'secrets' | 'clock' | 'configuration'>,
  purpose: Purpose,
  pass: string,
): Promise<Staff | undefined> {
  const [, municipality = '', id = '', until = '', mac = ''] =
    /^([A-Z0-9]{4})\.([a-z0-9-]{2,40})\.(\d{1,12})\.(.{1,200})$/.exec(pass) ?? []
  const expires = Number(until)
  if (!mac || expires <= secondsOf(clock.now())) return undefined
  if (!matches(sha256(mac), sha256(await secrets.forDesk(purpose, municipality, id, expires)))) return undefined
  if (!(await configuration.municipalities()).includes(municipality)) return undefined
  const member = (await configuration.of(municipality)).staff.find((candidate) => candidate.id === id)
  return member && { municipality, member }
}
