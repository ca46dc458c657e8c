import type { PaperName } from '../domain/procedure/papers.ts'
import { type Municipality, regulationOf } from '../domain/municipality/regulation.ts'
import { agreementPaper } from './agreement.ts'
import { certificatePaper } from './certificate.ts'
import type { PaperInput } from './common.ts'
import type { PaperContent } from './content.ts'
import { decisionPaper } from './decision.ts'
import { openingPaper, rejectionPaper, reviewPaper, rulingPaper } from './notices.ts'
import type { CaseFile } from '../domain/file/case-file.ts'

/**
 * Returns the content of a paper, from the record of the act.
 * @throws when the record has no such act, because only papers that are due are requested
 */
export function paperContent(
  { id, kind, number }: PaperName,
  file: CaseFile,
  municipality: Municipality,
): PaperContent {
  const { request } = file
  const subject: PaperInput = { request, municipality, rules: regulationOf(municipality, request.regulation) }
  const version = [request.agreement, request.amendment?.agreement].find((each) => each?.version === number)
  const notice = request.notices?.[number - 1]
  const review = request.reviews?.find((each) => each.number === number)
  if (kind === 'opening') return openingPaper(subject)
  if (kind === 'rejection' && notice) return rejectionPaper(subject, notice)
  if (kind === 'decision' && request.decision) return decisionPaper(subject, request.decision)
  if (kind === 'agreement' && version) return agreementPaper(subject, version)
  if (kind === 'certificate') return certificatePaper(subject, file)
  if (kind === 'review' && review) return reviewPaper(subject, review)
  if (kind === 'ruling' && review?.ruling) return rulingPaper(subject, review, review.ruling)
  throw new Error(`${request.id} has no ${id} to put on paper`)
}
