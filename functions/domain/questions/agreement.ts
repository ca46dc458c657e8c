import * as z from 'zod'
import { firstProposal, nextVersion } from '../activity/agreement.ts'
import { answerAmendment, lapseAmendment, lastDayToAccept, proposeAmendment } from '../activity/amendment.ts'
import { dayOf, daysBetween } from '../base/calendar.ts'
import { isUnderWay } from '../file/case-file.ts'
import { move } from '../procedure/transition.ts'
import { toCitizen } from '../procedure/who-may.ts'
import { choice, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

const input = z.discriminatedUnion('choice', [choice('accept', {}), choice('decline', { reasons })], 'choice')
type Input = z.infer<typeof input>

/** The days to read an agreement. */
const TO_READ = 10

/** The question on the agreement or a new version of it, asked of the person. */
export const agreement: Question<Input> = {
  input,
  needs: ['agreementText'],
  workflow: requestWorkflow,
  addressee: toCitizen,
  dueInDays: (context) => {
    const last = lastDayToAccept(context)
    const left = last ? Math.max(0, daysBetween(dayOf(context.now), last)) : TO_READ
    return Math.min(left, TO_READ)
  },
  lastDay: lastDayToAccept,
  lapse: lapseAmendment,
  // The text is fixed when proposed, so that the person accepts what the hash covers.
  opening: (context) => {
    const { request } = context.file
    if (isUnderWay(request)) return proposeAmendment(context)
    if (request.stage !== 'placed') return undefined
    return move('proposeAgreement', request, 'system', { agreement: nextVersion(context, firstProposal(context.file)) })
  },
  decide: (context) => {
    const { answer, now } = context
    const { request } = context.file
    if (isUnderWay(request)) return answerAmendment(context)
    if (answer.choice === 'decline')
      return move(request.grant?.hoursWeek ? 'declineEnrolment' : 'declineAgreement', request, 'citizen', {
        declined: answer.reasons,
      })
    return move(
      'signAgreement',
      request,
      'citizen',
      request.agreement ? { agreement: { ...request.agreement, acceptedAt: now } } : {},
    )
  },
}
