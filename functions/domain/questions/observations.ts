import * as z from 'zod'
import { dayOf } from '../base/calendar.ts'
import { lastNotice } from '../file/request.ts'
import { lastDayOfTerm, move, rulesOf, withTerm } from '../procedure/transition.ts'
import { toCitizen } from '../procedure/who-may.ts'
import { choice, texts, unknownPoints } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

const input = z.discriminatedUnion('choice', [choice('send', { texts }), choice('none', {})], 'choice')
type Input = z.infer<typeof input>

/** The question on the grounds against the request, asked of the person (L. 241/1990 art. 10-bis). */
export const observations: Question<Input> = {
  input,
  workflow: requestWorkflow,
  addressee: toCitizen,
  dueInDays: (context) => rulesOf(context).parameters.rejectionNoticeDays.value,
  // The notice suspends the term; it resumes when the days are over or ten days after the observations (art. 10-bis).
  opening: (context) => {
    const { request } = context.file
    if (request.stage !== 'proposed_refusal') return undefined
    const notice = {
      grounds: request.proposal?.grounds ?? [request.proposal?.reasons ?? ''],
      on: dayOf(context.now),
      until: lastDayOfTerm(context, rulesOf(context).parameters.rejectionNoticeDays.value),
    }
    return withTerm(
      context,
      move('giveRejectionNotice', request, 'system', { notices: [...(request.notices ?? []), notice] }),
    )
  },
  lapse: ({ file: { request } }) => move('noObservations', request, 'system'),
  decide: (context) => {
    const { answer, file, now } = context
    const { request } = file
    const notice = lastNotice(request)
    if (answer.choice === 'none' || !notice) return move('observe', request, 'citizen')
    const problems = unknownPoints(answer.texts, notice.grounds)
    if (problems.length > 0) return problems
    if (Object.keys(answer.texts).length === 0) return [{ field: 'texts.1', code: 'texts.empty' }]
    const observed = { ...notice, observations: { texts: answer.texts, at: now } }
    return withTerm(
      context,
      move('observe', request, 'citizen', { notices: [...(request.notices ?? []).slice(0, -1), observed] }),
    )
  },
}
