import { sha256 } from '../../domain/file/trail.ts'
import { matches } from '../asks/open-ask.ts'
import type { PassPurpose } from '../ports/secrets.ts'
import type { Deps } from '../ports/deps.ts'

/** Who a pass is for: somebody of the staff, a host, a request. */
export type Pass = { municipality: string; holder: string }

const secondsOf = (now: string): number => Math.floor(Date.parse(now) / 1000)

/** A pass for some minutes: `{municipality}.{holder}.{expires}.{mac}`. Nothing is stored; the key alone makes it. */
export async function writePass(
  { secrets, clock }: Pick<Deps, 'secrets' | 'clock'>,
  purpose: PassPurpose,
  { municipality, holder }: Pass,
  minutes: number,
): Promise<string> {
  const expires = secondsOf(clock.now()) + minutes * 60
  return [municipality, holder, expires, await secrets.forPass(purpose, municipality, holder, expires)].join('.')
}

/** Who holds a pass that still counts and is of this purpose. */
export async function readPass(
  { secrets, clock }: Pick<Deps, 'secrets' | 'clock'>,
  purpose: PassPurpose,
  pass: string,
): Promise<Pass | undefined> {
  const [, municipality = '', holder = '', until = '', mac = ''] =
    /^([A-Z0-9]{4})\.([a-z0-9-]{2,80})\.(\d{1,12})\.(.{1,200})$/.exec(pass) ?? []
  const expires = Number(until)
  if (!mac || expires <= secondsOf(clock.now())) return undefined
  if (!matches(sha256(mac), sha256(await secrets.forPass(purpose, municipality, holder, expires)))) return undefined
  return { municipality, holder }
}
