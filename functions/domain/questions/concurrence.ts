import * as z from 'zod'
import { move } from '../procedure/transition.ts'
import { toPartner } from '../procedure/who-may.ts'
import { choice, note, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

const input = z.discriminatedUnion('choice', [choice('agree', { note }), choice('object', { reasons })], 'choice')
type Input = z.infer<typeof input>

/** The question on a proposal, asked of the second municipality of a target-group project. */
export const concurrence: Question<Input> = {
  input,
  workflow: requestWorkflow,
  addressee: ({ file }) => toPartner(file),
  decidesInTerm: true,
  dueInDays: () => 10,
  // Silence is not agreement: the file goes back to be proposed again, maybe under another programme.
  lapse: ({ file: { request } }) => move('noConcurrence', request, 'system'),
  decide: ({ answer, by, file: { request }, now }) => {
    const said = { by: by.id, at: now }
    return answer.choice === 'agree'
      ? move('concur', request, 'partner', {
          concurrence: { ...said, agreed: true, ...(answer.note ? { text: answer.note } : {}) },
        })
      : move('objectToProposal', request, 'partner', { concurrence: { ...said, agreed: false, text: answer.reasons } })
  },
}
