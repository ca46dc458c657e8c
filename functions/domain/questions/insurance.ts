import * as z from 'zod'
import { extendCover } from '../activity/amendment.ts'
import { post } from '../hours/ledger.ts'
import { START_WITHIN_MONTHS } from '../activity/placing.ts'
import { addDays, addMonths, day, dayOf } from '../base/calendar.ts'
import { writing } from '../file/application.ts'
import { isUnderWay } from '../file/case-file.ts'
import { periodsFrom } from '../money/plan.ts'
import { move } from '../procedure/transition.ts'
import { staffOf } from '../procedure/who-may.ts'
import { choice } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

const input = z.discriminatedUnion(
  'choice',
  [
    choice('confirm', {
      policy: writing.min(3, 'required').max(60, 'tooLong'),
      coverFrom: day,
      coverTo: day,
    }),
  ],
  'choice',
)
type Input = z.infer<typeof input>

/** The question about the insurance cover or its extension, asked of the educator. */
export const insurance: Question<Input> = {
  input,
  workflow: requestWorkflow,
  addressee: (context) => staffOf('educator', context),
  dueInDays: () => 7,
  opening: ({ file: { request } }) =>
    request.stage === 'agreement_signed' ? move('requestInsurance', request, 'system') : undefined,
  decide: (context) => {
    const { answer, ask, by, now } = context
    const { request } = context.file
    if (isUnderWay(request)) return extendCover(context)
    const { placement, grant } = request
    if (!placement || !grant) return [{ field: 'choice', code: 'choice' }]
    // No hour comes before cover, so the start moves to the first day of cover.
    const latest = addMonths(dayOf(now), START_WITHIN_MONTHS)
    if (answer.coverFrom > latest) return [{ field: 'coverFrom', code: 'start.late', values: { latest } }]
    const startsOn = [placement.startsOn, answer.coverFrom, addDays(dayOf(now), 1)].sort().at(-1) ?? placement.startsOn
    const periods = periodsFrom(startsOn, grant.months)
    const endsOn = periods.at(-1)?.to ?? startsOn
    if (answer.coverTo < endsOn) return [{ field: 'coverTo', code: 'cover.end', values: { endsOn } }]
    const owed = post([], {
      entry: 'agreement',
      request: request.id,
      period: 0,
      on: dayOf(now),
      minutes: grant.owedMinutes,
      from: 'agreement',
      to: 'owed',
      by,
      at: now,
      why: ask.id,
    })
    return {
      ...move('insure', request, 'educator', {
        startsOn,
        periods,
        cover: { policy: answer.policy, from: answer.coverFrom, to: answer.coverTo },
      }),
      postings: [owed],
    }
  },
}
