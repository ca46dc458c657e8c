import { sha256 } from '../../domain/file/trail.ts'
import { equalHashes } from '../../domain/base/hashes.ts'
import type { PassPurpose } from '../ports/secrets.ts'
import type { Deps } from '../ports/deps.ts'

/** The holder of a pass: a member of staff, a host, or a request. */
export type Pass = { municipality: string; holder: string }

const secondsOf = (now: string): number => Math.floor(Date.parse(now) / 1000)

/**
 * Issues a pass for some minutes: `{municipality}.{holder}.{expires}.{mac}`. Nothing is stored; only the key can make it.
 */
export async function writePass(
  { secrets, clock }: Pick<Deps, 'secrets' | 'clock'>,
  purpose: PassPurpose,
  { municipality, holder }: Pass,
  minutes: number,
): Promise<string> {
  const expires = secondsOf(clock.now()) + minutes * 60
  return [municipality, holder, expires, await secrets.forPass(purpose, municipality, holder, expires)].join('.')
}

/** Returns the holder of a valid pass of this purpose. */
export async function readPass(
  { secrets, clock }: Pick<Deps, 'secrets' | 'clock'>,
  purpose: PassPurpose,
  pass: string,
): Promise<Pass | undefined> {
  const [, municipality = '', holder = '', until = '', mac = ''] =
    /^([A-Z0-9]{4})\.([a-z0-9-]{2,80})\.(\d{1,12})\.(.{1,200})$/.exec(pass) ?? []
  const expires = Number(until)
  if (!mac || expires <= secondsOf(clock.now())) return undefined
  if (!equalHashes(sha256(mac), sha256(await secrets.forPass(purpose, municipality, holder, expires)))) return undefined
  return { municipality, holder }
}
