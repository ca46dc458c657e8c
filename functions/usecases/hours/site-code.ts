import { stepAt } from '../../domain/activity/site.ts'
import type { Host, Municipality } from '../../domain/municipality/regulation.ts'
import { sha256 } from '../../domain/file/trail.ts'
import { matches } from '../asks/open-ask.ts'
import { readPass, writePass } from '../access/pass.ts'
import type { Deps } from '../ports/deps.ts'

export type Site = { municipality: Municipality; host: Host }

/** Characters of a code: 132 bits, which nobody guesses in the minute it lives. */
const LENGTH = 22
/** How far back a code is known as one that was shown, in steps: an hour. */
const REMEMBERED = 120
/** How long one may take from seeing the code to pressing the button, in minutes. */
const SEEN_MINUTES = 3

/** The site that a part of an address names, `{municipality}.{host}`. */
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

/** The address that the screen of a site shows at a moment. */
export async function siteAddress(deps: Pick<Deps, 'secrets' | 'publicUrl'>, site: Site, now: string): Promise<string> {
  const { municipality, host } = site
  return `${deps.publicUrl}/here/${municipality.office.municipality}.${host.id}/${await codeAt(deps, site, stepAt(now))}`
}

/**
 * The step a code was shown in: it counts in its own and the next one. One from the last hour is known as too old; anything
 * else never was a code of this site.
 */
export async function stepOfCode(
  deps: Pick<Deps, 'secrets' | 'clock'>,
  site: Site,
  code: string,
): Promise<number | 'expired' | 'forged'> {
  const current = stepAt(deps.clock.now())
  for (let back = 0; back <= REMEMBERED; back++)
    if (matches(sha256(code), sha256(await codeAt(deps, site, current - back))))
      return back <= 1 ? current - back : 'expired'
  return 'forged'
}

/** Says that a code of a site was seen in its time, so that whoever types slowly is not refused. */
export const writeSeen = (
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

/** The step of the code that was seen at this site, if that was a moment ago. */
export async function readSeen(
  deps: Pick<Deps, 'secrets' | 'clock'>,
  { municipality, host }: Site,
  seen: string,
): Promise<number | undefined> {
  const pass = await readPass(deps, 'seen', seen)
  const [, step, at] = /^(\d+)-(.+)$/.exec(pass?.holder ?? '') ?? []
  return pass?.municipality === municipality.office.municipality && at === host.id ? Number(step) : undefined
}
