import { reviewOf } from '../../domain/file/case-file.ts'
import { withReview } from '../../domain/procedure/reviews.ts'
import { notifyPerson } from './notify-person.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Notifies the person that a review was dismissed and everything stays as it is, or that they are warned. Any other upheld
 * review ends the request, which sends its own letter.
 */
export async function notifyReview(deps: Deps, id: string, number: number): Promise<void> {
  await notifyPerson(deps, id, (file) => {
    const review = reviewOf(file, number)
    if (!review?.ruling || review.notifiedAt) return undefined
    const { upheld } = review.ruling
    if (upheld && review.kind !== 'warning') return undefined
    return {
      letter: { template: upheld ? 'warned' : 'reviewDismissed' },
      change: (now) => ({
        act: 'review.notified',
        law: 'L. 241/1990 art. 21-bis',
        request: { reviews: withReview(file.request, { ...review, notifiedAt: now }) },
      }),
    }
  })
}
