import * as z from 'zod'
import { openReviewOf } from '../file/case-file.ts'
import { ENDING_REVIEWS, type Review } from '../file/review.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { canReview, lawOf } from '../procedure/lifecycle.ts'
import { annulmentIsLate, TRANSITION_OF } from '../procedure/reviews.ts'
import { barred, byOf, defineAct, invalid } from './act.ts'
import { reasons } from './fields.ts'

const mayReview = ({ role }: Pick<StaffMember, 'role'>): boolean => role === 'socialWorker' || role === 'manager'

/** Opens a revocation, a forfeiture or an annulment: the person is notified and heard before a manager rules (art. 7). */
export const review = defineAct({
  input: z.strictObject({
    kind: z.enum(ENDING_REVIEWS, 'choice'),
    grounds: reasons,
    falseDeclaration: z.boolean('choice'),
  }),
  may: (acting) => {
    const { request } = acting.file
    const why = barred(acting) ?? (mayReview(acting.staff.member) ? undefined : 'role')
    return why ?? (openReviewOf(request) ? 'reviewOpen' : canReview(request.stage) ? undefined : 'noDecision')
  },
  repeated: ({ file, staff }, { kind, grounds }) => {
    const open = openReviewOf(file.request)
    return open?.kind === kind && open.grounds === grounds && open.openedBy === staff.member.id ? 'done' : undefined
  },
  decide: ({ file, staff, municipality, now }, { kind, grounds, falseDeclaration }) => {
    const late = annulmentIsLate({ file, municipality, now }, { kind })
    if (late) return invalid({ ...late, field: 'kind' })
    const reviews = file.request.reviews ?? []
    const review: Review = {
      number: reviews.length + 1,
      kind,
      grounds,
      falseDeclaration,
      openedBy: staff.member.id,
      openedAt: now,
    }
    return {
      act: 'review.opened',
      by: byOf(staff),
      law: lawOf(TRANSITION_OF[kind]),
      request: { reviews: [...reviews, review] },
    }
  },
  followUps: () => ['resumeWorkflows'],
})
