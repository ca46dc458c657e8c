import * as z from 'zod'
import type { Request } from './records.ts'

/** The acts of a procedure that are put on paper. */
export const PAPER_KINDS = ['opening', 'rejection', 'decision', 'review', 'ruling'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** A paper of a file: its id in the file, what it is, and which of its kind, from 1. */
export type PaperName = { id: string; kind: PaperKind; number: number }

/** Why each must be on paper. */
export const PAPER_LAW: Record<PaperKind, string> = {
  opening: 'L. 241/1990 art. 7-8',
  rejection: 'L. 241/1990 art. 10-bis',
  decision: 'L. 241/1990 art. 2, 3, 12',
  review: 'L. 241/1990 art. 7-8, 21-quinquies, 21-nonies',
  ruling: 'L. 241/1990 art. 3, 21-quinquies, 21-nonies',
}

const single = (kind: 'opening' | 'decision'): PaperName => ({ id: kind, kind, number: 1 })
const numbered = (kind: PaperKind, number: number): PaperName => ({ id: `${kind}-${number}`, kind, number })

/** Papers that no machine waits for: they are issued with the next one of their file. */
export const isOfReview = ({ kind }: PaperName): boolean => kind === 'review' || kind === 'ruling'

/** What a paper is, by its id. @throws when no paper is called so */
export const paperKind = (id: string): PaperKind => z.enum(PAPER_KINDS).parse(id.split('-')[0])

/** The acts of a file that are done and not on paper yet, in order. */
export function papersDue({ stage, decision, notices = [], reviews = [], papers = [] }: Request): PaperName[] {
  return [
    ...(stage === 'opened' ? [single('opening')] : []),
    ...notices.map((_, index) => numbered('rejection', index + 1)),
    ...(decision ? [single('decision')] : []),
    ...reviews.flatMap((review) => [
      numbered('review', review.number),
      ...(review.ruling ? [numbered('ruling', review.number)] : []),
    ]),
  ].filter(({ id }) => !papers.some((issued) => issued.id === id))
}
