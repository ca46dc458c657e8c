import * as z from 'zod'
import { move } from '../procedure/transition.ts'
import { choice, note, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

const input = z.discriminatedUnion('choice', [choice('accept', { note }), choice('decline', { reasons })], 'choice')
type Input = z.infer<typeof input>

/** The question on whether an association can take a person, before anything is agreed with them. */
export const referral: Question<Input> = {
  input,
  workflow: requestWorkflow,
  addressee: ({ file }) => ({ role: 'host', id: file.request.placement?.host ?? '' }),
  dueInDays: () => 7,
  decide: ({ answer, file: { request }, now }) => {
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
