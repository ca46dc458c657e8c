import { dayOf } from '../base/calendar.ts'
import type { Problem } from '../base/problems.ts'
import { roundOf } from '../file/case-file.ts'
import { toCitizen } from '../procedure/who-may.ts'
import { lastDay, move, rulesOf, withTerm } from '../procedure/transition.ts'
import type { Question } from './question.ts'
import type { Context } from '../file/context.ts'
import type { RejectionNotice, Request } from '../file/request.ts'

/** Texts on points that are not there are told, not dropped. */
const strangers = (texts: Record<string, string>, points: readonly string[]): Problem[] =>
  Object.keys(texts)
    .filter((number) => Number(number) > points.length)
    .map((number) => ({ field: `texts.${number}`, code: 'point.unknown', values: { max: points.length } }))

/** The integration as it stands with some texts, and the term running again. */
function integrated(context: Context, texts: Record<string, string> | undefined): Partial<Request> {
  const { suspension, integration: asked } = context.file.request
  return {
    ...(suspension ? { suspension: { ...suspension, to: dayOf(context.now) } } : {}),
    ...(asked ? { integration: { ...asked, ...(texts && Object.keys(texts).length > 0 ? { texts } : {}) } } : {}),
  }
}

export const integration: Question<'integration'> = {
  to: toCitizen,
  days: (context) => rulesOf(context).parameters.suspensionMaxDays.value,
  subject: ({ file }) => roundOf(file, 'integration'),
  // What was kept so far counts: nobody loses what they wrote because the days are over.
  lapse: (context) =>
    withTerm(
      context,
      move(
        'endSuspension',
        context.file.request,
        'system',
        integrated(
          context,
          context.file.asks.find(({ kind, status }) => kind === 'integration' && status === 'open')?.kept,
        ),
      ),
    ),
  answer: (context) => {
    const { answer, file } = context
    const problems = strangers(answer.texts, file.request.integration?.items ?? [])
    if (problems.length > 0) return problems
    if (answer.choice === 'keep') return { act: 'integration.kept', keeps: { kept: answer.texts } }
    if (Object.keys(answer.texts).length === 0) return [{ field: 'texts.1', code: 'texts.empty' }]
    return withTerm(context, move('integrate', file.request, 'citizen', integrated(context, answer.texts)))
  },
}

export const noticeOf = ({ notices }: Request): RejectionNotice | undefined => notices?.at(-1)

export const observations: Question<'observations'> = {
  to: toCitizen,
  days: (context) => rulesOf(context).parameters.rejectionNoticeDays.value,
  subject: ({ file }) => roundOf(file, 'observations'),
  // The notice suspends the term; it resumes when the days are over or ten days after the observations (art. 10-bis).
  opening: (context) => {
    const { request } = context.file
    if (request.stage !== 'proposed_refusal') return undefined
    const notice = {
      grounds: request.proposal?.grounds ?? [request.proposal?.reasons ?? ''],
      on: dayOf(context.now),
      until: lastDay(context, rulesOf(context).parameters.rejectionNoticeDays.value),
    }
    return withTerm(
      context,
      move('giveRejectionNotice', request, 'system', { notices: [...(request.notices ?? []), notice] }),
    )
  },
  lapse: ({ file: { request } }) => move('noObservations', request, 'system'),
  answer: (context) => {
    const { answer, file, now } = context
    const { request } = file
    const notice = noticeOf(request)
    if (answer.choice === 'none' || !notice) return move('observe', request, 'citizen')
    const problems = strangers(answer.texts, notice.grounds)
    if (problems.length > 0) return problems
    if (Object.keys(answer.texts).length === 0) return [{ field: 'texts.1', code: 'texts.empty' }]
    const observed = { ...notice, observations: { texts: answer.texts, at: now } }
    return withTerm(
      context,
      move('observe', request, 'citizen', { notices: [...(request.notices ?? []).slice(0, -1), observed] }),
    )
  },
}
