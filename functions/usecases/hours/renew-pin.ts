import { minutesBetween } from '../../domain/base/calendar.ts'
import { isUnderWay, type CaseFile } from '../../domain/file/case-file.ts'
import { type ActOutcome, actOnFile, barred, byOf, refused, type ActDecision } from '../file/act-on-file.ts'
import { mayFollow } from '../activity/activity-acts.ts'
import { toCitizen } from '../../domain/procedure/who-may.ts'
import type { By } from '../../domain/file/change.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

/** How long after a renewal another press of the button is the same one, in minutes: who presses twice keeps what was read first. */
const SAME_MINUTES = 5

/** Whether the digits serve for something: there are shifts to come in for. */
export const usesPin = (request: Request): boolean =>
  request.agreement !== undefined && (request.stage === 'insured' || isUnderWay(request))

function renewal({ request }: CaseFile, by: By, now: string): ActDecision {
  if (!usesPin(request)) return refused('notUnderWay')
  const { pin } = request
  if (pin && minutesBetween(pin.at, now) < SAME_MINUTES) return 'done'
  return { act: 'pin.renewed', by, request: { pin: { renewed: (pin?.renewed ?? 0) + 1, at: now } } }
}

/**
 * Gives a person new digits at the desk, by who follows the activity and has seen who they are: those of before open nothing
 * any more, nor do the telephones known until now, and wrong tries are counted anew.
 */
export const renewPin = (deps: Pick<Deps, 'files' | 'clock'>, staff: Staff, id: string): Promise<ActOutcome> =>
  actOnFile(deps, id, (file, now) => {
    const why = barred(file, staff, now) ?? (mayFollow(staff.member) ? undefined : 'role')
    return why ? refused(why) : renewal(file, byOf(staff), now)
  })

/** The same by the person, on the page that only their link opens. */
export const renewOwnPin = (deps: Pick<Deps, 'files' | 'clock'>, id: string): Promise<ActOutcome> =>
  actOnFile(deps, id, (file, now) => renewal(file, toCitizen(), now))
