import type { DeskInput } from '../../domain/acts/inputs.ts'
import { canReview, lawOf } from '../../domain/procedure/lifecycle.ts'
import type { StaffMember } from '../../domain/municipality/regulation.ts'
import { type ActOutcome, actOnFile, barred, byOf, invalid, refused } from '../file/act-on-file.ts'
import { openReviewOf } from '../../domain/file/case-file.ts'
import { annulmentIsLate, TRANSITION_OF } from '../../domain/questions/review.ts'
import { resume } from '../file/resume.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Review } from '../../domain/file/review.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

export const mayReview = ({ role }: Pick<StaffMember, 'role'>): boolean => role === 'socialWorker' || role === 'manager'

/** Whether there is something a review may look at: a decision, or an enrolment without money. */
export const reviewable = ({ stage }: Pick<Request, 'stage'>): boolean => canReview(stage)

/** Opens a revocation, a forfeiture or an annulment: the person is told and heard before a manager rules (art. 7). */
export async function openReview(
  deps: Deps,
  staff: Staff,
  id: string,
  { kind, grounds, falseDeclaration }: DeskInput<'review'>,
): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const why = barred(file, staff, now)
    if (why) return refused(why)
    if (!mayReview(staff.member)) return refused('role')
    const open = openReviewOf(request)
    const openedBy = staff.member.id
    if (open?.kind === kind && open.grounds === grounds && open.openedBy === openedBy) return 'done'
    if (open) return refused('reviewOpen')
    if (!reviewable(request)) return refused('noDecision')
    const late = annulmentIsLate({ file, municipality, now }, { kind })
    if (late) return invalid({ ...late, field: 'kind' })
    const reviews = request.reviews ?? []
    const review: Review = {
      number: reviews.length + 1,
      kind,
      grounds,
      falseDeclaration,
      openedBy,
      openedAt: now,
    }
    return {
      act: 'review.opened',
      by: byOf(staff),
      law: lawOf(TRANSITION_OF[kind]),
      request: { reviews: [...reviews, review] },
    }
  })
  // What follows is a workflow's: if starting it is lost, the hourly sweep starts it.
  if (acted.outcome === 'done') await resume(deps, id).catch((error: unknown) => deps.report('resume', id, error))
  return acted
}
