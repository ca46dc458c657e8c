import * as z from 'zod'
import { dayOf } from '../base/calendar.ts'
import { recoveredCents } from './clawback.ts'
import { drawnCents } from './funds.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import { sha256 } from '../file/trail.ts'
import type { Effect } from '../file/effect.ts'
import type { Request } from '../file/request.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * Returns the pseudonym of a file in the public list, derived from the secret of the status page, an HMAC of the request's id
 * with the link key. Neither a tax code nor an id leads to it, and no two grants share one. Only somebody with the link of the
 * file can derive it.
 */
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

/** Returns the calendar year in which a grant is published: that of its commitment. */
export const publish = (entry: PublicationEntry): Effect => ({
  effect: 'publish',
  write: 'put',
  key: lineKey(entry),
  value: entry,
})

/**
 * Returns what a grant comes to, in cents: all of it while it runs, then what its payments draw on it; less what was recovered.
 */
export const correctPublication = (line: Line, amountCents: number): Effect => ({
  effect: 'correctPublication',
  write: 'replaceIf',
  key: lineKey(line),
  expected: {},
  fields: { amountCents },
})

/** Returns a file's line in the public list, for those who may know whose it is; undefined for a sealed file. */
export const unpublish = (line: Line): Effect => ({ effect: 'unpublish', write: 'delete', key: lineKey(line) })

/**
 * Returns the effects of any change of a published file on the public list: its line shows what the grant comes to now, and
 * disappears if nothing of it is paid. Sealing a file removes its line and adds it to the sum of sealed ones.
 */
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
 * Returns the pseudonym of a file in the public list. It derives from the secret of the status page, an HMAC with the link
 * key: no tax code or id leads to it, no two grants share one, and only who holds the file's link can make it.
 */
export const pseudonymOf = ({ statusSecretHash }: Pick<Request, 'statusSecretHash'>): string =>
  sha256(`publication:${statusSecretHash}`).slice(0, 12)

/** Returns the calendar year in which a grant is published: that of its commitment. */
const yearOf = (fundedAt: string): number => Number(dayOf(fundedAt).slice(0, 4))

const isPublic = ({ payments }: Pick<CaseFile, 'payments'>): boolean => payments.some(({ publishedAt }) => publishedAt)

/** Returns what a grant comes to, in cents: all of it while it runs, what its payments drew once it is over; less what came back. */
export function comesTo({ request, payments }: Pick<CaseFile, 'request' | 'payments'>): number {
  const { grant, stage } = request
  const isOver = stage === 'completed' || hasEnded(stage)
  return (isOver ? drawnCents(payments) : (grant?.totalCents ?? 0)) - recoveredCents(request)
}

/** Returns the line of a file in the public list, if it has one; sealed files have none. */
export function publicLineOf(file: CaseFile): { year: number; pseudonym: string } | undefined {
  const { fundedAt, sealed } = file.request
  return fundedAt && !sealed && isPublic(file) && comesTo(file) > 0
    ? { year: yearOf(fundedAt), pseudonym: pseudonymOf(file.request) }
    : undefined
}

/**
 * Returns the effects of a change of a published file on the public list, whichever act it is: the line says what the grant
 * comes to now, and goes when that is nothing. Sealing moves it into the sum of the sealed files.
 */
export function publicationEffects(before: CaseFile, after: CaseFile): Effect[] {
  const { fundedAt, municipality, sealed } = after.request
  const [was, is] = [comesTo(before), comesTo(after)]
  if (!fundedAt || !isPublic(before)) return []
  const line = { municipality, year: yearOf(fundedAt) }
  const own = { ...line, pseudonym: pseudonymOf(after.request) }
  if (sealed && !before.request.sealed) return [unpublish(own), ...(is > 0 ? [publishSealed(line, 1, is)] : [])]
  if (was === is) return []
  if (sealed) return [publishSealed(line, is > 0 ? 0 : -1, is - was)]
  return [is > 0 ? correctPublication(own, is) : unpublish(own)]
}
