import { stepAt } from '../../domain/hours/site.ts'
import type { Host, Municipality } from '../../domain/municipality/regulation.ts'
import { sha256 } from '../../domain/file/trail.ts'
import { equalHashes } from '../../domain/base/hashes.ts'
import { readPass, writePass } from '../access/pass.ts'
import type { Deps } from '../ports/deps.ts'

export type Site = { municipality: Municipality; host: Host }

/** The length of a code: 132 bits, which cannot be guessed in the minute it is valid. */
const LENGTH = 22
/** The steps for which an expired code is recognised: an hour. */
const REMEMBERED = 120
/** The minutes between seeing the code and pressing the button. */
const SEEN_MINUTES = 3

/** Returns the site named in an address, `{municipality}.{host}`. */
export async function siteNamed(
  { configuration }: Pick<Deps, 'configuration'>,
  name: string,
): Promise<Site | undefined> {
  const [code = '', ...rest] = name.split('.')
  if (!(await configuration.municipalities()).includes(code)) return undefined
  const municipality = await configuration.of(code)
  const host = municipality.hosts.find(({ id }) => id === rest.join('.'))
  return host && { municipality, host }
}

const codeAt = async ({ secrets }: Pick<Deps, 'secrets'>, { municipality, host }: Site, step: number) =>
  (await secrets.forSite(municipality.office.municipality, host.id, step)).slice(0, LENGTH)

/** Returns the address that the screen of a site shows at an instant. */
export async function siteAddress(deps: Pick<Deps, 'secrets' | 'publicUrl'>, site: Site, now: string): Promise<string> {
  const { municipality, host } = site
  return `${deps.publicUrl}/here/${municipality.office.municipality}.${host.id}/${await codeAt(deps, site, stepAt(now))}`
}

/**
 * Returns the step of a code: valid in its own step and the next. A code of the last hour is recognised as expired; any other
 * never was a code of this site.
 */
export async function stepOfCode(
  deps: Pick<Deps, 'secrets' | 'clock'>,
  site: Site,
  code: string,
): Promise<number | 'expired' | 'forged'> {
  const current = stepAt(deps.clock.now())
  for (let back = 0; back <= REMEMBERED; back++)
    if (equalHashes(sha256(code), sha256(await codeAt(deps, site, current - back))))
      return back <= 1 ? current - back : 'expired'
  return 'forged'
}

/** Issues a pass that a code of a site was seen in time, so that slow typing is not rejected. */
export const writeScanPass = (
  deps: Pick<Deps, 'secrets' | 'clock'>,
  { municipality, host }: Site,
  step: number,
): Promise<string> =>
  writePass(
    deps,
    'seen',
    { municipality: municipality.office.municipality, holder: `${step}-${host.id}` },
    SEEN_MINUTES,
  )

/** Returns the step of the code that was seen at this site a moment ago. */
export async function readScanPass(
  deps: Pick<Deps, 'secrets' | 'clock'>,
  { municipality, host }: Site,
  seen: string,
): Promise<number | undefined> {
  const pass = await readPass(deps, 'seen', seen)
  const [, step, at] = /^(\d+)-(.+)$/.exec(pass?.holder ?? '') ?? []
  return pass?.municipality === municipality.office.municipality && at === host.id ? Number(step) : undefined
}
