import { disputeToNotify } from '../../domain/file/case-file.ts'
import { notifyPerson } from '../procedure/notify-person.ts'
import type { Deps } from '../ports/deps.ts'

/** Notifies the person of the ruling on their dispute. */
export async function notifyDispute(deps: Deps, id: string): Promise<void> {
  let about: number | undefined
  await notifyPerson(deps, id, ({ request }) => {
    const dispute = disputeToNotify(request)
    about ??= dispute?.number
    // Another dispute ruled on meanwhile gets a letter of its own.
    if (!dispute || dispute.number !== about) return undefined
    return {
      letter: { template: 'disputeRuled' },
      change: (now) => ({
        act: 'dispute.notified',
        law: 'L. 241/1990 art. 21-bis',
        request: {
          disputes: (request.disputes ?? []).map((each) =>
            each.number === dispute.number ? { ...each, notifiedAt: now } : each,
          ),
        },
      }),
    }
  })
}
