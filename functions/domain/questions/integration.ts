import * as z from 'zod'
import { dayOf } from '../base/calendar.ts'
import type { Context } from '../file/context.ts'
import { openAsks } from '../file/case-file.ts'
import type { Request } from '../file/request.ts'
import { move, rulesOf, withTerm } from '../procedure/transition.ts'
import { toCitizen } from '../procedure/who-may.ts'
import { choice, texts, unknownPoints } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

/** `keep` saves a draft and leaves the question open. */
const input = z.discriminatedUnion('choice', [choice('send', { texts }), choice('keep', { texts })], 'choice')
type Input = z.infer<typeof input>

/** Returns the request with the texts of the integration and its term resumed. */
function integrated(context: Context, texts: Record<string, string> | undefined): Partial<Request> {
  const { suspension, integration: asked } = context.file.request
  return {
    ...(suspension ? { suspension: { ...suspension, to: dayOf(context.now) } } : {}),
    ...(asked ? { integration: { ...asked, ...(texts && Object.keys(texts).length > 0 ? { texts } : {}) } } : {}),
  }
}

/** The question on what is missing from the application, asked of the person. */
export const integration: Question<Input> = {
  input,
  workflow: requestWorkflow,
  addressee: toCitizen,
  dueInDays: (context) => rulesOf(context).parameters.suspensionMaxDays.value,
  // The saved draft counts as the answer, so nobody loses text when the term ends.
  lapse: (context) =>
    withTerm(
      context,
      move(
        'endSuspension',
        context.file.request,
        'system',
        integrated(context, openAsks(context.file, 'integration').at(0)?.kept),
      ),
    ),
  decide: (context) => {
    const { answer, file } = context
    const problems = unknownPoints(answer.texts, file.request.integration?.items ?? [])
    if (problems.length > 0) return problems
    if (answer.choice === 'keep') return { act: 'integration.kept', keeps: { kept: answer.texts } }
    if (Object.keys(answer.texts).length === 0) return [{ field: 'texts.1', code: 'texts.empty' }]
    return withTerm(context, move('integrate', file.request, 'citizen', integrated(context, answer.texts)))
  },
}
