import { sha256 } from '../../domain/file/trail.ts'
import { matches } from '../asks/open-ask.ts'
import { readPass, writePass } from './pass.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Pauses } from '../ports/pauses.ts'
import type { Deps } from '../ports/deps.ts'

/** How long a telephone is known as its owner's, in days. */
export const PHONE_DAYS = 180
/** From typing the own number to pressing the button, in minutes. */
const VISIT_MINUTES = 3
/** Wrong tries at a number and at a site, whatever the number, and in how many minutes. */
const TRIES = 5
const TRIES_AT_SITE = 60
const TRIES_MINUTES = 15

const DIGITS = 6

/** What digits and passes of a person are made for: another one each time the digits are renewed. */
const holderOf = ({ id, pin }: Pick<Request, 'id' | 'pin'>): string => (pin ? `${id}-${pin.renewed}` : id)

/** The digits that go with the number of a request: shown on the person's own page, and stored nowhere. */
export async function pinOf({ secrets }: Pick<Deps, 'secrets'>, request: Pick<Request, 'id' | 'pin'>): Promise<string> {
  const hash = sha256(await secrets.forPin(holderOf(request)))
  return String(Number.parseInt(hash.slice(0, 12), 16) % 10 ** DIGITS).padStart(DIGITS, '0')
}

type Visit = 'phone' | 'visitor'
const MINUTES: Record<Visit, number> = { phone: PHONE_DAYS * 24 * 60, visitor: VISIT_MINUTES }

/** A pass by which a telephone, or the page somebody just typed their number on, is known as a person's. */
export const writeVisit = (
  deps: Pick<Deps, 'secrets' | 'clock'>,
  visit: Visit,
  request: Pick<Request, 'municipality' | 'id' | 'pin'>,
): Promise<string> =>
  writePass(deps, visit, { municipality: request.municipality, holder: holderOf(request) }, MINUTES[visit])

/** Whose file a pass is about, in this municipality; one from before the digits were renewed is about none. */
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
 * The file of somebody who types its number and digits. A number that does not exist and digits that are wrong are told
 * apart by nobody, and nobody tries many.
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
  // New digits have tries of their own: what was tried at those of before keeps nobody out.
  const renewed = file?.request.pin?.renewed ?? 0
  const taken = await takeTry(deps, { what: `pin:${municipality}:${number}:${renewed}`, most: TRIES }, now)
  if (!taken) return 'tooMany'
  // Numbers follow one another: who tries a few digits at each of many is stopped by the site they stand at.
  const atSite = await takeTry(deps, { what: `pin-site:${municipality}:${host}`, most: TRIES_AT_SITE }, now)
  if (!atSite) {
    await deps.pauses.end(taken)
    return 'tooMany'
  }
  const isRight = matches(sha256(pin), sha256(await pinOf(deps, file?.request ?? { id: '' })))
  if (!file || !isRight) return 'wrong'
  await deps.pauses.end(taken)
  await deps.pauses.end(atSite)
  return file
}
