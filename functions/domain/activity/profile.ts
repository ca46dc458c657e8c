import * as z from 'zod'
import { taxCode } from '../base/identifiers.ts'
import { ITALIAN, opening, STRAINS, TRANSPORTS } from '../municipality/regulation.ts'

/** A list of tax codes. */
export const people = z.array(taxCode).max(50, 'tooMany').default([])

/**
 * Limits of the placements of a person, as found by the social worker. No placement breaks one; an absent or empty field
 * sets no limit.
 */
export const profile = z.strictObject({
  /** The strains that the person must be spared, for fitness or health. */
  spared: z.array(z.enum(STRAINS)).default([]),
  /** Times free of care, school and work. */
  free: z.array(opening).max(21, 'tooMany').default([]),
  /** The zone in which the person lives, and how they move. */
  zone: z.string().optional(),
  transport: z.enum(TRANSPORTS).optional(),
  italian: z.enum(ITALIAN).optional(),
  excludedHosts: z.array(z.string()).default([]),
  /** The tax codes of people whom this person must not meet at a site. */
  excludedPeople: people,
  /** Agrees to go to another municipality of the district (DM 22/10/2019). */
  elsewhere: z.boolean().default(false),
})
export type Profile = z.infer<typeof profile>

/** The part of a profile that is found out and changed together. Whom the person must not meet is an act of its own. */
export const findings = profile.omit({ excludedPeople: true })
export type Findings = z.infer<typeof findings>
