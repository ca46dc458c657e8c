import * as z from 'zod'
import { dayOf } from '../base/calendar.ts'
import { recoveredCents } from './clawback.ts'
import { drawnCents } from './funds.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import { sha256 } from '../file/trail.ts'
import type { Effect } from '../file/effect.ts'
import type { Request } from '../file/request.ts'
import type { CaseFile } from '../file/case-file.ts'

/** A line of the transparency list (D.Lgs. 33/2013 art. 26-27): a pseudonym, never an identity (art. 26(4)). */
export const publicationEntry = z.strictObject({
  municipality: z.string(),
  year: z.int(),
  pseudonym: z.string(),
  amountCents: z.int().min(1),
  rule: z.string(),
  office: z.string(),
  method: z.string(),
})
export type PublicationEntry = z.infer<typeof publicationEntry>
type Line = Pick<PublicationEntry, 'municipality' | 'year' | 'pseudonym'>

const lineKey = ({ municipality, year, pseudonym }: Line) =>
  ({ kind: 'publication', municipality, year, pseudonym }) as const

/** Returns the effect that publishes a line; the next instalment writes the same line again. */
export const publishLine = (entry: PublicationEntry): Effect => ({
  effect: 'publish',
  write: 'put',
  key: lineKey(entry),
  value: entry,
})

/** Returns the effect that changes the amount of a line to the current one; refused if there is no line. */
export const correctPublication = (line: Line, amountCents: number): Effect => ({
  effect: 'correctPublication',
  write: 'replaceIf',
  key: lineKey(line),
  expected: {},
  fields: { amountCents },
})

/** Returns the effect that removes a line. */
export const unpublish = (line: Line): Effect => ({ effect: 'unpublish', write: 'delete', key: lineKey(line) })

/** Returns the effect that adds to the sum of the sealed files of a year, which have no lines of their own. */
export const publishSealed = (
  { municipality, year }: Pick<Line, 'municipality' | 'year'>,
  files: 1 | 0 | -1,
  cents: number,
): Effect => ({
  effect: 'publishSealed',
  write: 'add',
  key: { kind: 'publicationSum', municipality, year },
  amounts: { files, cents },
})

/**
 * Returns the pseudonym of a file in the public list, derived from the secret of the status page, an HMAC with the link key.
 * No tax code or id leads to it, no two grants share one, and only the holder of the file's link can derive it.
 */
export const pseudonymOf = ({ statusSecretHash }: Pick<Request, 'statusSecretHash'>): string =>
  sha256(`publication:${statusSecretHash}`).slice(0, 12)

/** Returns the calendar year in which a grant is published: that of its commitment. */
const yearOf = (fundedAt: string): number => Number(dayOf(fundedAt).slice(0, 4))

const isPublic = ({ payments }: Pick<CaseFile, 'payments'>): boolean => payments.some(({ publishedAt }) => publishedAt)

/**
 * Returns the net amount of a grant in cents: the whole grant while it runs, the paid amount once it is over, less
 * recoveries.
 */
export function netGrantCents({ request, payments }: Pick<CaseFile, 'request' | 'payments'>): number {
  const { grant, stage } = request
  const isOver = stage === 'completed' || hasEnded(stage)
  return (isOver ? drawnCents(payments) : (grant?.totalCents ?? 0)) - recoveredCents(request)
}

/** Returns the line of a file in the public list, if any; sealed files have none. */
export function publicLineOf(file: CaseFile): { year: number; pseudonym: string } | undefined {
  const { fundedAt, sealed } = file.request
  return fundedAt && !sealed && isPublic(file) && netGrantCents(file) > 0
    ? { year: yearOf(fundedAt), pseudonym: pseudonymOf(file.request) }
    : undefined
}

/**
 * Returns the effects of any change of a published file on the public list: its line shows the current amount, and
 * disappears if that is zero. Sealing a file moves its amount into the sum of sealed ones.
 */
export function publicationEffects(before: CaseFile, after: CaseFile): Effect[] {
  const { fundedAt, municipality, sealed } = after.request
  const [was, is] = [netGrantCents(before), netGrantCents(after)]
  if (!fundedAt || !isPublic(before)) return []
  const line = { municipality, year: yearOf(fundedAt) }
  const own = { ...line, pseudonym: pseudonymOf(after.request) }
  if (sealed && !before.request.sealed) return [unpublish(own), ...(is > 0 ? [publishSealed(line, 1, is)] : [])]
  if (was === is) return []
  if (sealed) return [publishSealed(line, is > 0 ? 0 : -1, is - was)]
  return [is > 0 ? correctPublication(own, is) : unpublish(own)]
}
