import * as z from 'zod'
import { hasEnded } from '../procedure/lifecycle.ts'
import { balance } from '../activity/ledger.ts'
import type { CaseFile } from './case-file.ts'
import type { Effect } from './effect.ts'
import { sha256 } from './trail.ts'

/** The acts of a procedure that are put on paper. */
export const PAPER_KINDS = ['opening', 'rejection', 'decision', 'agreement', 'review', 'ruling', 'certificate'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** A paper of a file: its id in the file, what it is, and which of its kind, from 1. */
export type PaperName = { id: string; kind: PaperKind; number: number }

/** A paper as it is kept: the same act as a page and as a PDF. */
export const filedPaper = z.strictObject({ id: z.string(), html: z.string(), pdf: z.instanceof(Uint8Array) })
export type Printed = { html: string; pdf: Uint8Array }
export type FiledPaper = Printed & { id: string }

/** Files a paper for good: refused if another one is there in its place. */
export const filePaper = (request: string, paper: FiledPaper): Effect => ({
  effect: 'filePaper',
  write: 'remember',
  key: { kind: 'paper', request, paper: paper.id },
  value: paper,
  fingerprint: `${sha256(paper.html)} ${sha256(paper.pdf)}`,
})

/** Why each must be on paper. */
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

/** Papers of a review, whose own workflow issues them; that of one upheld ends the request, which issues what is left. */
export const isOfReview = ({ kind }: PaperName): boolean => kind === 'review' || kind === 'ruling'

/** What a paper is, by its id. @throws when no paper is called so */
export const paperKind = (id: string): PaperKind => z.enum(PAPER_KINDS).parse(id.split('-')[0])

/**
 * Whether the person is given a certificate: hours were verified, and none is to come. On a path of insertion the association
 * says first how it ended.
 */
const isCertified = ({ request, postings }: Pick<CaseFile, 'request' | 'postings'>): boolean =>
  (request.stage === 'completed' || hasEnded(request.stage)) &&
  (request.stage !== 'completed' || !awaitsConclusion(request)) &&
  balance(postings, 'verified') > 0

/** A path of insertion ends with what the association says of it; who was exempt from hours was at none. */
export const awaitsConclusion = ({ stage, referral, placement, conclusion }: CaseFile['request']): boolean =>
  stage === 'completed' && referral !== undefined && placement !== undefined && !conclusion

/** The acts of a file that are done and not on paper yet, in order. */
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
