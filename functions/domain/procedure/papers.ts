import * as z from 'zod'
import { hasEnded } from './lifecycle.ts'
import { balance } from '../hours/ledger.ts'
import type { CaseFile } from '../file/case-file.ts'

/** The acts of a procedure that are put on paper. */
const PAPER_KINDS = ['opening', 'rejection', 'decision', 'agreement', 'review', 'ruling', 'certificate'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** A paper of a file: its id in the file, its kind, and its number within the kind, from 1. */
export type PaperName = { id: string; kind: PaperKind; number: number }

/** A paper as stored: the same act as HTML and as PDF. */
export const filedPaper = z.strictObject({ id: z.string(), html: z.string(), pdf: z.instanceof(Uint8Array) })
export type Printed = { html: string; pdf: Uint8Array }
export type FiledPaper = Printed & { id: string }

/** The law that requires each paper. */
export const PAPER_LAW: Record<PaperKind, string> = {
  opening: 'L. 241/1990 art. 7-8',
  rejection: 'L. 241/1990 art. 10-bis',
  decision: 'L. 241/1990 art. 2, 3, 12',
  agreement: 'Regolamento, patto; L. 241/1990 art. 11(2)',
  review: 'L. 241/1990 art. 7-8, 21-quinquies, 21-nonies',
  ruling: 'L. 241/1990 art. 3, 21-quinquies, 21-nonies',
  certificate: 'Regolamento, verifica delle ore; L. 241/1990 art. 18',
}

const single = (kind: 'opening' | 'decision' | 'certificate'): PaperName => ({ id: kind, kind, number: 1 })
const numbered = (kind: PaperKind, number: number): PaperName => ({ id: `${kind}-${number}`, kind, number })

/**
 * Returns true for papers that the workflow of a review issues. An upheld review ends the request, whose workflow issues
 * the rest.
 */
export const isOfReview = ({ kind }: PaperName): boolean => kind === 'review' || kind === 'ruling'

/**
 * Returns the kind of a paper by its id.
 * @throws ZodError if no paper has that id
 */
export const paperKind = (id: string): PaperKind => z.enum(PAPER_KINDS).parse(id.split('-')[0])

/**
 * Returns true if the person gets a certificate: hours were verified and none can follow. After a path of insertion, the
 * association reports its outcome first.
 */
const isCertified = ({ request, postings }: Pick<CaseFile, 'request' | 'postings'>): boolean =>
  (request.stage === 'completed' || hasEnded(request.stage)) &&
  (request.stage !== 'completed' || !awaitsConclusion(request)) &&
  balance(postings, 'verified') > 0

/**
 * Returns true if the association must still report how a path of insertion ended; not for a person exempt from hours.
 */
export const awaitsConclusion = ({ stage, referral, placement, conclusion }: CaseFile['request']): boolean =>
  stage === 'completed' && referral !== undefined && placement !== undefined && !conclusion

/** Returns the papers to issue, in order. */
export function papersDue(file: Pick<CaseFile, 'request' | 'postings'>): PaperName[] {
  const { stage, decision, notices = [], agreement, amendment, reviews = [], papers = [] } = file.request
  return [
    ...(stage === 'opened' ? [single('opening')] : []),
    ...notices.map((_, index) => numbered('rejection', index + 1)),
    ...(decision ? [single('decision')] : []),
    ...[agreement, amendment?.agreement].flatMap((version) => (version ? numbered('agreement', version.version) : [])),
    ...reviews.flatMap((review) => [
      numbered('review', review.number),
      ...(review.ruling ? [numbered('ruling', review.number)] : []),
    ]),
    ...(isCertified(file) ? [single('certificate')] : []),
  ].filter(({ id }) => !papers.some((issued) => issued.id === id))
}
