import * as z from 'zod'
import { instant } from '../base/calendar.ts'
import { type LeftOut, cbiFile } from './cbi.ts'
import { type Clearance, clearancesCsv } from './clearance.ts'
import type { Finance } from '../municipality/regulation.ts'

/** Files for finance. They are made in the background and kept for some days only, because they name people. */

export const EXPORT_KINDS = ['csv', 'cbi'] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]

/** The maximum number of clearances in a file; the rest goes into the next one. */
export const MOST_EXPORTED = 1000
/** The days after which a file is deleted. */
export const EXPORT_DAYS = 7

/** The reasons why a clearance is not in the file: those of `cbiFile`, and changes since the request. */
export const LEFT_OUT = [
  'cash',
  /** Help that is not money. */
  'advantage',
  'iban',
  'name',
  'amount',
  'reference',
  'twice',
  /** It is in another file already. */
  'exported',
  /** The payment was ordered, paid, returned or issued again meanwhile. */
  'changed',
  /** The requester has a conflict of interest on it (L. 241/1990 art. 6-bis). */
  'conflict',
  /** Its request cannot be opened because it was changed from outside. */
  'unreadable',
  /** The municipality has no treasury configured, so there is no file for a bank. */
  'treasury',
] as const
type Left = { reference: string; code: (typeof LEFT_OUT)[number] }

/** A requested file and, once made, its result. Amounts in cents. */
export const exported = z.strictObject({
  id: z.string(),
  municipality: z.string(),
  kind: z.enum(EXPORT_KINDS),
  by: z.string(),
  at: instant,
  /** The requested clearances. */
  references: z.array(z.string()).min(1).max(MOST_EXPORTED),
  /** True to include clearances that are already in another file. */
  again: z.boolean(),
  made: z
    .strictObject({
      at: instant,
      payments: z.int().min(0),
      totalCents: z.int().min(0),
      left: z.array(z.strictObject({ reference: z.string(), code: z.enum(LEFT_OUT) })),
      /** SHA-256 of the file; absent if it was left empty. */
      sha256: z.string().optional(),
    })
    .optional(),
})
export type Export = z.infer<typeof exported>

/** A file of clearances; `in` lists those it contains. Without any there is no text. */
export type MadeFile = { text?: string; in: readonly Clearance[]; left: Left[] }

/** Makes the file of an export: the same clearances give the same bytes. */
export function fileOf(
  { kind, at }: Pick<Export, 'kind' | 'at'>,
  clearances: readonly Clearance[],
  { treasury }: Finance,
): MadeFile {
  if (kind === 'csv')
    return { ...(clearances.length > 0 ? { text: clearancesCsv(clearances) } : {}), in: clearances, left: [] }
  if (!treasury) return { in: [], left: clearances.map(({ reference }) => ({ reference, code: 'treasury' })) }
  const { file, left } = cbiFile(clearances, treasury, at)
  const out = new Set(left.map(({ reference }: LeftOut) => reference))
  return { ...(file ? { text: file.xml } : {}), in: clearances.filter(({ reference }) => !out.has(reference)), left }
}
