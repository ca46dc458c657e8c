import * as z from 'zod'
import { taxCode } from '../base/identifiers.ts'
import { ITALIAN, opening, STRAINS, TRANSPORTS } from '../municipality/regulation.ts'

/** A list of tax codes. */
export const people = z.array(taxCode).max(50, 'tooMany').default([])

/**
 * The limits on placements of a person, found by the social worker. No placement breaks one; an absent or empty field
 * sets no limit.
 */
export const profile = z.strictObject({
  /** The strains that the person must be spared, for fitness or health. */
  spared: z.array(z.enum(STRAINS)).default([]),
  /** The times without care duties, school or work. */
  free: z.array(opening).max(21, 'tooMany').default([]),
  /** The zone in which the person lives, and how they move. */
  zone: z.string().optional(),
  transport: z.enum(TRANSPORTS).optional(),
  italian: z.enum(ITALIAN).optional(),
  excludedHosts: z.array(z.string()).default([]),
  /** The tax codes of people whom this person must not meet at a site. */
  excludedPeople: people,
  /** True if the person agrees to a place in another municipality of the district (DM 22/10/2019). */
  elsewhere: z.boolean().default(false),
})
export type Profile = z.infer<typeof profile>

/** The part of a profile that one act changes. Exclusions have an act of their own. */
export const findings = profile.omit({ excludedPeople: true })
export type Findings = z.infer<typeof findings>
