import { sha256 } from '../../domain/file/trail.ts'
import { equalHashes } from '../../domain/base/hashes.ts'
import { readPass, writePass } from './pass.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Pauses } from '../ports/pauses.ts'
import type { Deps } from '../ports/deps.ts'
import { PHONE_DAYS } from '../../domain/base/sessions.ts'

/** The minutes between typing the number and pressing the button. */
const VISIT_MINUTES = 3
/** The failed attempts at a number and at a site, and the minutes in which they count. */
const TRIES = 5
const TRIES_AT_SITE = 60
const TRIES_MINUTES = 15

const DIGITS = 6

/** Returns the holder name of a person's PIN and passes, which changes with each renewal. */
const holderOf = ({ id, pin }: Pick<Request, 'id' | 'pin'>): string => (pin ? `${id}-${pin.renewed}` : id)

/** Returns the digits that go with the number of a request: shown on the person's own page, and stored nowhere. */
export async function pinOf({ secrets }: Pick<Deps, 'secrets'>, request: Pick<Request, 'id' | 'pin'>): Promise<string> {
  const hash = sha256(await secrets.forPin(holderOf(request)))
  return String(Number.parseInt(hash.slice(0, 12), 16) % 10 ** DIGITS).padStart(DIGITS, '0')
}

type Visit = 'phone' | 'visitor'
const MINUTES: Record<Visit, number> = { phone: PHONE_DAYS * 24 * 60, visitor: VISIT_MINUTES }

/** Issues a pass by which a telephone, or the page with a typed number, is known as a person's. */
export const writeVisit = (
  deps: Pick<Deps, 'secrets' | 'clock'>,
  visit: Visit,
  request: Pick<Request, 'municipality' | 'id' | 'pin'>,
): Promise<string> =>
  writePass(deps, visit, { municipality: request.municipality, holder: holderOf(request) }, MINUTES[visit])

/** Returns the request of a pass in this municipality; undefined if it is older than the digits. */
export async function readVisit(
  deps: Pick<Deps, 'secrets' | 'clock' | 'files'>,
  visit: Visit,
  municipality: string,
  pass: string,
): Promise<CaseFile | undefined> {
  const known = await readPass(deps, visit, pass)
  if (known?.municipality !== municipality) return undefined
  const file = await deps.files.load(known.holder.split('-')[0] ?? '')
  return file && holderOf(file.request) === known.holder ? file : undefined
}

/** Takes one attempt at a number before the PIN is compared; a success returns it. */
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
 * Returns the file of a person who types its number and digits. An unknown number and wrong digits look the same, and attempts
 * are limited.
 */
export async function requestByPin(
  deps: Pick<Deps, 'files' | 'register' | 'secrets' | 'clock'> & { pauses: Pauses },
  { municipality, host }: { municipality: string; host: string },
  number: string,
  pin: string,
): Promise<CaseFile | 'wrong' | 'tooMany'> {
  const now = deps.clock.now()
  const id = await deps.register.find(municipality, number)
  const file = id === undefined ? undefined : await deps.files.load(id)
  // A new PIN has attempts of its own, so failures with the previous one lock nobody out.
  const renewed = file?.request.pin?.renewed ?? 0
  const taken = await takeTry(deps, { what: `pin:${municipality}:${number}:${renewed}`, most: TRIES }, now)
  if (!taken) return 'tooMany'
  // Numbers are consecutive, so the limit of the site stops trying a few PINs at many numbers.
  const atSite = await takeTry(deps, { what: `pin-site:${municipality}:${host}`, most: TRIES_AT_SITE }, now)
  if (!atSite) {
    await deps.pauses.end(taken)
    return 'tooMany'
  }
  const isRight = equalHashes(sha256(pin), sha256(await pinOf(deps, file?.request ?? { id: '' })))
  if (!file || !isRight) return 'wrong'
  await deps.pauses.end(taken)
  await deps.pauses.end(atSite)
  return file
}
