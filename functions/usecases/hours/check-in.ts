import { isForgotten } from '../../domain/hours/site.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import type { Context } from '../../domain/file/context.ts'
import { hourLimitsOf } from '../../domain/hours/shifts.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'
import { type CheckInResult, type Direction, checkIn, checkOut, checkInRefused } from '../../domain/hours/check-in.ts'

type Needs = Pick<Deps, 'files' | 'clock' | 'configuration'>

/** Clears a check-in without a check-out in time. It is recorded for the supervisor, but nothing counts. */
async function dropForgotten(deps: Needs, context: Pick<Context, 'municipality'>, id: string): Promise<CaseFile> {
  return amend(deps, id, (file, now) => {
    const { present, forgotten = [] } = file.request
    if (!present || !isForgotten(present, hourLimitsOf({ ...context, file, now }), now)) return undefined
    return {
      act: 'presence.forgotten',
      by: SYSTEM,
      request: { present: undefined, forgotten: [...forgotten, present.since] },
    }
  })
}

/**
 * Checks a person in or out at a host, with the code of a step. The record decides the direction, and each code is valid once
 * per person and direction, however often and concurrently it is used.
 * @throws NoSuchRequest
 */
export async function visit(
  deps: Needs,
  id: string,
  { host, step, direction }: { host: string; step: number; direction: Direction },
): Promise<CheckInResult> {
  const known = await deps.files.load(id)
  if (!known) throw new NoSuchRequest(id)
  const municipality = await deps.configuration.of(known.request.municipality)
  await dropForgotten(deps, { municipality }, id)
  let result: CheckInResult = checkInRefused('here.notIn')
  await amend(deps, id, (file, now) => {
    const decided = (direction === 'in' ? checkIn : checkOut)({ file, municipality, now }, host, step)
    result = decided.result
    return decided.change
  })
  return result
}
