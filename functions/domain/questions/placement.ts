import * as z from 'zod'
import { placeFor } from '../activity/placing.ts'
import { day, timeOfDay } from '../base/calendar.ts'
import { move } from '../procedure/transition.ts'
import { staffOf } from '../procedure/who-may.ts'
import { choice, minutes, note, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

const input = z.discriminatedUnion(
  'choice',
  [
    choice('place', {
      project: z.string().min(1, 'choice'),
      startsOn: day,
      weekdays: z.array(z.int().min(1).max(7)).min(1, 'weekdays'),
      /** The start of a shift; by default the opening time of the project. */
      at: timeOfDay.optional(),
      minutesADay: minutes.min(30, 'minutes'),
      note,
      /** Reasons for choosing another project than the first one proposed. */
      overrides: reasons.optional(),
    }),
  ],
  'choice',
)
type Input = z.infer<typeof input>

/** The question on a place for the person, asked of the educator. */
export const placement: Question<Input> = {
  input,
  workflow: requestWorkflow,
  // If the project was closed or the place taken meanwhile, the store refuses the write and the decision is made again.
  needs: ['places', 'freshConfiguration'],
  addressee: (context) => staffOf('educator', context),
  dueInDays: () => 7,
  decide: (context) => {
    const { choice: _, ...answer } = context.answer
    const found = placeFor(context, answer)
    if (Array.isArray(found)) return found
    const { placement: place, taking } = found
    return {
      ...move('place', context.file.request, 'educator', {
        placement: place,
        // Each association decides by itself whether it can take a person.
        ...(context.file.request.referral ? { referral: { at: context.now } } : {}),
      }),
      taking,
    }
  },
}
