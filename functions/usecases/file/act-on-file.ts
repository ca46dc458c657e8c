import { type Act, type ActContext, type Acting, type ActOutcome, refused } from '../../domain/acts/act.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { placesFor } from '../activity/places.ts'
import type { Deps } from '../ports/deps.ts'
import { EffectRefused } from '../ports/errors.ts'
import { decideOnFile } from './decide-on-file.ts'
import { followUp } from './follow-up.ts'

/** Loads the input of the decision on an act. */
async function contextOf<Input>(deps: Deps, { needs = [] }: Act<Input>, acting: Acting): Promise<ActContext> {
  const { municipality } = acting.staff
  return {
    ...acting,
    municipality: await deps.configuration.of(municipality, { fresh: needs.includes('freshConfiguration') }),
    ...(needs.includes('places') ? { places: await placesFor(deps, acting.file) } : {}),
    ...(needs.includes('loads') ? { loads: await deps.staffLoads.of(municipality) } : {}),
  }
}

/** Writes an act, or returns the reason it declares for an effect that the store refuses. */
async function write<Input>(deps: Deps, act: Act<Input>, staff: Staff, id: string, input: Input): Promise<ActOutcome> {
  try {
    return await decideOnFile(deps, id, async (file, now) => {
      const acting = { file, staff, now }
      const why = act.may(acting)
      const again = why === 'hidden' || why === 'conflict' ? undefined : act.repeated?.(acting, input)
      if (again) return again
      return why ? refused(why) : act.decide(await contextOf(deps, act, acting), input)
    })
  } catch (error) {
    const why = error instanceof EffectRefused ? act.refusedEffects?.[error.effect] : undefined
    if (why) return refused(why)
    throw error
  }
}

/**
 * Does an act of staff on a file: loads it, checks permission, decides, writes, and follows up.
 * @throws NoSuchRequest
 */
export async function actOnFile<Input>(
  deps: Deps,
  act: Act<Input>,
  staff: Staff,
  id: string,
  input: Input,
): Promise<ActOutcome> {
  const outcome = await write(deps, act, staff, id, input)
  if (outcome.outcome === 'done')
    for (const step of act.followUps?.(outcome) ?? []) await followUp(deps, step, outcome.file, staff)
  return outcome
}
