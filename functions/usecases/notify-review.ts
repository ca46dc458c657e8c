import { reviewOf } from '../domain/standing.ts'
import { amend, NoSuchRequest } from './amend.ts'
import { statusUrlOf } from './open-request.ts'
import { type Deps, SYSTEM } from './ports.ts'

/** Tells the person that a review was dismissed and everything stays as it is. One that was upheld ends the request, which tells its own end. */
export async function notifyReview(deps: Deps, id: string, number: number): Promise<void> {
  const file = await deps.files.load(id)
  if (!file) throw new NoSuchRequest(id)
  const { request } = file
  const due = (review = reviewOf(file, number)) => review?.ruling?.upheld === false && !review.notifiedAt
  if (!due()) return
  const { office } = await deps.configuration.of(request.municipality)
  await deps.postman.send(request.application.applicant.email, {
    template: 'reviewDismissed',
    language: request.application.language,
    office,
    number: request.registryEntry ?? id,
    statusUrl: await statusUrlOf(deps, request),
  })
  await amend(deps, id, (current, now) =>
    due(reviewOf(current, number))
      ? {
          act: 'review.notified',
          by: SYSTEM,
          law: 'L. 241/1990 art. 21-bis',
          request: {
            reviews: (current.request.reviews ?? []).map((review) =>
              review.number === number ? { ...review, notifiedAt: now } : review,
            ),
          },
        }
      : undefined,
  )
}
