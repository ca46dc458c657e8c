import { createHash } from 'node:crypto'
import * as z from 'zod'
import { instant } from '../base/calendar.ts'
import { addressee } from './addressee.ts'

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** Formats JSON canonically (after RFC 8785): sorted keys, no absent members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
      .join(',')}}`
  return JSON.stringify(value)
}

/**
 * An entry of the audit trail (CAD art. 20: immutable, attributable). It has ids and fingerprints, never text of people;
 * `fingerprint` is the SHA-256 of the records after the act.
 */
export const trailEntry = z.strictObject({
  request: z.string(),
  sequence: z.int().min(1),
  at: instant,
  act: z.string(),
  by: addressee.or(z.strictObject({ role: z.literal('system'), id: z.string() })),
  law: z.string().optional(),
  stage: z.string(),
  about: z.string().optional(),
  /** SHA-256 of the paper that the act issued. */
  paper: z.strictObject({ html: z.string(), pdf: z.string() }).optional(),
  fingerprint: z.string(),
  previous: z.string(),
  hash: z.string(),
})
export type TrailEntry = z.infer<typeof trailEntry>

/** The hash before the first entry. */
export const NO_ENTRY = '0'.repeat(64)

export const seal = (entry: Omit<TrailEntry, 'hash'>): TrailEntry => ({ ...entry, hash: sha256(canonical(entry)) })

export type TrailFault = { sequence: number; fault: 'missing' | 'changed' | 'unchained' | 'head' }

/** Checks that a trail is complete, in order and unchanged up to its head. Returns the first fault, or undefined. */
export function faultIn(
  entries: readonly TrailEntry[],
  head: { length: number; head: string },
): TrailFault | undefined {
  let previous = NO_ENTRY
  for (const [index, entry] of entries.entries()) {
    const sequence = index + 1
    const { hash, ...content } = entry
    if (entry.sequence !== sequence) return { sequence, fault: 'missing' }
    if (entry.previous !== previous) return { sequence, fault: 'unchained' }
    if (sha256(canonical(content)) !== hash) return { sequence, fault: 'changed' }
    previous = hash
  }
  if (entries.length !== head.length || previous !== head.head) return { sequence: head.length, fault: 'head' }
  return undefined
}
