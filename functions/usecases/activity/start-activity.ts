import { addDays, dayOf } from '../../domain/base/calendar.ts'
import { periodsFrom } from '../../domain/money/plan.ts'
import { nextStep } from '../../domain/file/next-step.ts'
import { amend } from '../file/amend.ts'
import { nextInstalment } from '../../domain/money/instalments.ts'
import { move } from '../../domain/procedure/transition.ts'
import { resume } from '../file/resume.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Deps } from '../ports/deps.ts'

/** Starts the activity, or the months of a grant without hours, and records payments that are due at once. */
export async function startActivity(deps: Deps, id: string): Promise<void> {
  await amend(deps, id, async (file, now) => {
    const { request } = file
    if (!request.grant || nextStep(file, { machine: 'contribution-request' }, now).next !== 'Start') return undefined
    const municipality = await deps.configuration.of(request.municipality)
    const exempt = request.stage !== 'insured'
    const tomorrow = addDays(dayOf(now), 1)
    const change = exempt
      ? move('startWithoutHours', request, 'system', {
          startsOn: tomorrow,
          periods: periodsFrom(tomorrow, request.grant.months),
        })
      : move('start', request, 'system')
    return { ...change, by: SYSTEM, payments: nextInstalment(file, municipality, now, false) }
  })
  await resume(deps, id)
}
