import type { Request } from '../domain/records.ts'
import { sha256 } from '../domain/trail.ts'
import { matches } from './open-ask.ts'
import { readPass, writePass } from './pass.ts'
import type { Deps, Pauses } from './ports.ts'

/** How long a telephone is known as its owner's, in days. */
export const PHONE_DAYS = 180
/** From typing the own number to pressing the button, in minutes. */
const VISIT_MINUTES = 3
/** Wrong tries at a number and at a site, whatever the number, and in how many minutes. */
const TRIES = 5
const TRIES_AT_SITE = 60
const TRIES_MINUTES = 15

const DIGITS = 6

/** The digits that go with the number of a request: shown on the person's own page, and stored nowhere. */
export async function pinOf({ secrets }: Pick<Deps, 'secrets'>, request: string): Promise<string> {
  const hash = sha256(await secrets.forPin(request))
  return String(Number.parseInt(hash.slice(0, 12), 16) % 10 ** DIGITS).padStart(DIGITS, '0')
}

type Visit = 'phone' | 'visitor'
const MINUTES: Record<Visit, number> = { phone: PHONE_DAYS * 24 * 60, visitor: VISIT_MINUTES }

/** A pass by which a telephone, or the page somebody just typed their number on, is known as a person's. */
export const writeVisit = (
  deps: Pick<Deps, 'secrets' | 'clock'>,
  visit: Visit,
  { municipality, id }: Pick<Request, 'municipality' | 'id'>,
): Promise<string> => writePass(deps, visit, { municipality, holder: id }, MINUTES[visit])

/** Whose request a pass is about, in this municipality. */
export async function readVisit(
  deps: Pick<Deps, 'secrets' | 'clock'>,
  visit: Visit,
  municipality: string,
  pass: string,
): Promise<string | undefined> {
  const known = await readPass(deps, visit, pass)
  return known?.municipality === municipality ? known.holder : undefined
}

/** A try at a number: a place is taken before the digits are looked at, and given back when they are right. */
async function takeTry(
  { pauses }: { pauses: Pauses },
  { what, most }: { what: string; most: number },
  now: string,
): Promise<string | undefined> {
  for (let place = 1; place <= most; place++)
    if (await pauses.begin(`${what}:${place}`, now, TRIES_MINUTES)) return `${what}:${place}`
  return undefined
}

/**
 * The request of somebody who types its number and digits. A number that does not exist and digits that are wrong are told
 * apart by nobody, and nobody tries many.
 */
export async function requestByPin(
  deps: Pick<Deps, 'files' | 'secrets' | 'clock'> & { pauses: Pauses },
  { municipality, host }: { municipality: string; host: string },
  number: string,
  pin: string,
): Promise<string | 'wrong' | 'tooMany'> {
  const now = deps.clock.now()
  const taken = await takeTry(deps, { what: `pin:${municipality}:${number}`, most: TRIES }, now)
  if (!taken) return 'tooMany'
  // Numbers follow one another: who tries a few digits at each of many is stopped by the site they stand at.
  const atSite = await takeTry(deps, { what: `pin-site:${municipality}:${host}`, most: TRIES_AT_SITE }, now)
  if (!atSite) {
    await deps.pauses.end(taken)
    return 'tooMany'
  }
  const request = await deps.files.numbered(municipality, number)
  const isRight = matches(sha256(pin), sha256(await pinOf(deps, request ?? '')))
  if (!request || !isRight) return 'wrong'
  await deps.pauses.end(taken)
  await deps.pauses.end(atSite)
  return request
}
