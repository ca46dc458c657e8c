import type { Ask } from './ask.ts'
import type { CaseFile } from './case-file.ts'
import type { Payment } from './payment.ts'
import type { Posting } from '../hours/posting.ts'
import type { Request } from './request.ts'
import { canonical, sha256 } from './trail.ts'

/**
 * The fields of a request that are stored apart from its head, grouped by what changes together: a write costs what changed
 * and not the whole file. A field stays in its section for ever.
 */
const SECTIONS = {
  application: ['channel', 'filedBy', 'bodyHash', 'statusSecretHash', 'application', 'payout'],
  assessment: [
    'conflicts',
    'reassignments',
    'exclusions',
    'notices',
    'sampleCheck',
    'integration',
    'interview',
    'proposal',
    'concurrence',
    'sentBack',
  ],
  decision: ['decision', 'grant'],
  placement: ['profile', 'placement', 'declined', 'referral', 'conclusion', 'formerPlacements', 'cover', 'startsOn'],
  agreement: ['agreement', 'amendment', 'fallenAmendments'],
  activity: [
    'periods',
    'present',
    'pin',
    'forgotten',
    'interruptions',
    'accidents',
    'disputes',
    'disputesUntil',
    'endedEarly',
  ],
  papers: ['papers', 'news'],
  recovery: ['reviews', 'clawbacks'],
} as const satisfies Record<string, readonly (keyof Request)[]>

type Section = keyof typeof SECTIONS
const SECTION_NAMES = Object.keys(SECTIONS).filter((name): name is Section => Object.hasOwn(SECTIONS, name))

/** The kinds of items that a file is stored as, each with versions of its own. */
export const PART_KINDS = ['request', ...SECTION_NAMES, 'ask', 'posting', 'payment'] as const
export type PartKind = (typeof PART_KINDS)[number]

type RequestPart = { kind: 'request' | Section; data: object }
/** One of the items that a file is stored as: the head of the request, a section of it, or an item beside it. */
export type FilePart =
  | RequestPart
  | { kind: 'ask'; data: Ask }
  | { kind: 'posting'; data: Posting }
  | { kind: 'payment'; data: Payment }

/** Returns the name of a part within its kind; head and sections are single. */
export const partName = (part: FilePart): string =>
  part.kind === 'ask' || part.kind === 'posting' || part.kind === 'payment' ? part.data.id : ''

const sectionOf = new Map<string, Section>(
  SECTION_NAMES.flatMap((section) => SECTIONS[section].map((field): [string, Section] => [field, section])),
)

/** The data of an item as stored, and the version of its schema. */
type Stored = { schemaVersion: number; data: object }

/** Items as they were read, by what they were parsed to: an unchanged item proves itself as it is stored. */
const storedItems = new WeakMap<object, Stored>()
const digests = new WeakMap<object, string>()
const requestParts = new WeakMap<Request, readonly RequestPart[]>()

/** Remembers how a parsed item is stored, over which its digest is defined whatever its version. */
export const rememberStored = (parsed: object, stored: Stored): void => void storedItems.set(parsed, stored)

/** Returns how an unchanged item is stored; undefined for one that this version of the code writes. */
export const storedFormOf = ({ data }: FilePart): Stored | undefined => storedItems.get(data)

/** Returns the SHA-256 of an item's data as stored. */
function digest(data: object): string {
  const known = digests.get(data)
  if (known !== undefined) return known
  const computed = sha256(canonical(storedItems.get(data)?.data ?? data))
  digests.set(data, computed)
  return computed
}

const equalFields = (a: object, b: object): boolean => {
  const [fields, others] = [Object.entries(a), new Map(Object.entries(b))]
  return fields.length === others.size && fields.every(([field, value]) => others.get(field) === value)
}

/** Splits a request into its head and its sections; those with the same values as before are the same objects. */
function partsOfRequest(request: Request, before?: Request): readonly RequestPart[] {
  const known = requestParts.get(request)
  if (known) return known
  const data = new Map<RequestPart['kind'], Record<string, unknown>>([['request', {}]])
  for (const [field, value] of Object.entries(request)) {
    // The head of the trail proves the rest: it is no part of what it proves.
    if (value === undefined || field === 'trail') continue
    const kind = sectionOf.get(field) ?? 'request'
    data.set(kind, { ...data.get(kind), [field]: value })
  }
  const former = new Map((before ? partsOfRequest(before) : []).map((part) => [part.kind, part]))
  // A section that has lost its last field is stored empty, so that nothing of it comes back.
  for (const kind of former.keys()) if (!data.has(kind)) data.set(kind, {})
  const parts = [...data].map(([kind, fields]): RequestPart => {
    const same = former.get(kind)
    return same && equalFields(same.data, fields) ? same : { kind, data: fields }
  })
  requestParts.set(request, parts)
  return parts
}

/** Returns the items that a file is stored as; those that did not change since `before` have the same data, by identity. */
export const partsOf = (file: CaseFile, before?: CaseFile): FilePart[] => [
  ...partsOfRequest(file.request, before?.request),
  ...file.asks.map((ask): FilePart => ({ kind: 'ask', data: ask })),
  ...file.postings.map((posting): FilePart => ({ kind: 'posting', data: posting })),
  ...file.payments.map((payment): FilePart => ({ kind: 'payment', data: payment })),
]

/** Returns the items of a file that are new or differ from those before. */
export function changedParts(file: CaseFile, before?: CaseFile): FilePart[] {
  const former = new Set(before ? partsOf(before).map(({ data }) => data) : [])
  return partsOf(file, before).filter(({ data }) => !former.has(data))
}

/** Remembers how a request was stored: each part that was read, by its kind. */
export function rememberStoredRequest(request: Request, stored: ReadonlyMap<PartKind, Stored>): void {
  for (const { kind, data } of partsOfRequest(request)) {
    const read = stored.get(kind)
    if (read) rememberStored(data, read)
  }
}

/** Returns the fingerprint of a whole file as stored, by which the trail proves its integrity. */
export function fingerprint(file: CaseFile, before?: CaseFile): string {
  const lines = partsOf(file, before)
    .filter(({ data }) => Object.keys(data).length > 0)
    .map((part) => `${part.kind} ${partName(part)} ${digest(part.data)}`)
  return sha256(lines.sort().join('\n'))
}
