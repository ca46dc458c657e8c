import { dayOf } from '../base/calendar.ts'
import { placementOn } from '../activity/placements.ts'
import { roundOf } from '../file/case-file.ts'
import { toPartner } from '../procedure/who-may.ts'
import { move } from '../procedure/transition.ts'
import type { Question } from './question.ts'

/** The second municipality of a target-group project agrees with a proposal before it is decided, or says why not. */
export const concurrence: Question<'concurrence'> = {
  to: ({ file }) => toPartner(file),
  days: () => 10,
  subject: ({ file }) => roundOf(file, 'concurrence'),
  // Silence agrees to nothing; the file goes back, to be proposed under another programme or asked again.
  lapse: ({ file: { request } }) => move('noConcurrence', request, 'system'),
  answer: ({ answer, by, file: { request }, now }) => {
    const said = { by: by.id, at: now }
    return answer.choice === 'agree'
      ? move('concur', request, 'partner', {
          concurrence: { ...said, agreed: true, ...(answer.note ? { text: answer.note } : {}) },
        })
      : move('objectToProposal', request, 'partner', { concurrence: { ...said, agreed: false, text: answer.reasons } })
  },
}

/** The association that inserts or trains says whether it can take a person, before anything is agreed with them. */
export const referral: Question<'referral'> = {
  to: ({ file }) => ({ role: 'host', id: file.request.placement?.host ?? '' }),
  days: () => 7,
  subject: ({ file }) => roundOf(file, 'referral'),
  answer: ({ answer, file: { request }, now }) => {
    const sent = request.referral ?? { at: now }
    return answer.choice === 'accept'
      ? {
          act: 'referral.accepted',
          law: 'Regolamento, accordo con le associazioni',
          request: { referral: { ...sent, acceptedAt: now } },
        }
      : move('declineReferral', request, 'host', { referral: { at: sent.at, declined: answer.reasons } })
  },
}

/** How the path ended for the person, in the words of the association. */
export const conclusion: Question<'conclusion'> = {
  to: ({ file, now }) => ({ role: 'host', id: placementOn(file.request, dayOf(now))?.host ?? '' }),
  days: () => 14,
  subject: ({ file }) => roundOf(file, 'conclusion'),
  answer: ({ answer, now }) => ({
    act: 'referral.concluded',
    law: 'Regolamento, accordo con le associazioni',
    request: { conclusion: { result: answer.result, report: answer.report, at: now } },
  }),
}
