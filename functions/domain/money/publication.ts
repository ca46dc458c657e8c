import { dayOf } from '../base/calendar.ts'
import { recoveredCents } from './clawback.ts'
import { drawnCents } from './funds.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import { sha256 } from '../file/trail.ts'
import type { Effect } from '../file/change.ts'
import type { Request } from '../file/request.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * What tells the lines of the publication list apart: from the secret of the status page, which is an HMAC of the request's
 * id with the link key. So neither a tax code nor an id leads to it, no two grants share one, and who holds the link of a
 * file, and reads it there, is all who can make it.
 */
export const pseudonymOf = ({ statusSecretHash }: Pick<Request, 'statusSecretHash'>): string =>
  sha256(`publication:${statusSecretHash}`).slice(0, 12)

/** The calendar year in which a grant is published: that of its commitment. */
const yearOf = (fundedAt: string): number => Number(dayOf(fundedAt).slice(0, 4))

const isPublic = ({ payments }: Pick<CaseFile, 'payments'>): boolean => payments.some(({ publishedAt }) => publishedAt)

/** What a grant comes to, in cents: all of it while it runs; when it is over, what its payments draw on it. Less what came back. */
export function comesTo({ request, payments }: Pick<CaseFile, 'request' | 'payments'>): number {
  const { grant, stage } = request
  const isOver = stage === 'completed' || hasEnded(stage)
  return (isOver ? drawnCents(payments) : (grant?.totalCents ?? 0)) - recoveredCents(request)
}

/** The line of a file in the public list, for the one who may know whose it is; sealed files have none. */
export function publicLineOf(file: CaseFile): { year: number; pseudonym: string } | undefined {
  const { fundedAt, sealed } = file.request
  return fundedAt && !sealed && isPublic(file) && comesTo(file) > 0
    ? { year: yearOf(fundedAt), pseudonym: pseudonymOf(file.request) }
    : undefined
}

/**
 * What follows for the public list from any change of a file that is in it, whoever made it: it says what the grant comes to
 * now, so one that ends with less says less, and one of which nothing is paid has no line. With the act that seals a file its
 * line goes, and it is one more of those that are told together.
 */
export function publicationEffects(before: CaseFile, after: CaseFile): Effect[] {
  const { fundedAt, municipality, sealed } = after.request
  const [was, is] = [comesTo(before), comesTo(after)]
  if (!fundedAt || !isPublic(before)) return []
  const line = { municipality, year: yearOf(fundedAt) }
  const own = { ...line, pseudonym: pseudonymOf(after.request) }
  if (sealed && !before.request.sealed)
    return [
      { effect: 'unpublish', ...own },
      ...(is > 0 ? [{ effect: 'publishSealed', ...line, files: 1, amountCents: is } as const] : []),
    ]
  if (was === is) return []
  if (sealed) return [{ effect: 'publishSealed', ...line, files: is > 0 ? 0 : -1, amountCents: is - was }]
  return [is > 0 ? { effect: 'correctPublication', ...own, amountCents: is } : { effect: 'unpublish', ...own }]
}
