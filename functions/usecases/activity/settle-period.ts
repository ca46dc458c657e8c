import { addDays, addMonths, dayOf } from '../../domain/base/calendar.ts'
import { balance, pendingMinutes } from '../../domain/hours/ledger.ts'
import { isUnderWay, openDisputeOf, periodOf, type CaseFile } from '../../domain/file/case-file.ts'
import { readyToClose } from '../../domain/file/next-step.ts'
import { amend } from '../file/amend.ts'
import { disputesUntil } from '../../domain/hours/disputes.ts'
import { recordDrawnHelp } from '../../domain/money/household-help.ts'
import { nextInstalment } from '../../domain/money/instalments.ts'
import { move } from '../../domain/procedure/transition.ts'
import { resume } from '../file/resume.ts'
import { withSanction } from '../../domain/hours/sanctions.ts'
import { serveQueues } from '../procedure/serve-queue.ts'
import { supersedeAgreementAsks } from '../../domain/activity/under-way.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import { release } from '../../domain/money/release.ts'
import type { Period } from '../../domain/file/activity.ts'
import type { Deps } from '../ports/deps.ts'

/** Returns the minutes of an agreement that are neither verified nor waived. */
const openMinutes = ({ postings }: CaseFile): number => balance(postings, 'owed') + pendingMinutes(postings)

/** Returns the periods with one more to make up missed hours, if there was none yet and cover lasts. */
function makeUp(file: CaseFile): Period[] {
  const { periods, cover, endedEarly } = file.request
  const last = periods.at(-1)
  const isMadeUp = periods.some(({ makeUp }) => makeUp)
  if (!last || endedEarly || !cover || openMinutes(file) === 0 || isMadeUp) return []
  const from = addDays(last.to, 1)
  const to = [addDays(addMonths(from, 1), -1), cover.to].sort()[0] ?? last.to
  return from <= to ? [{ number: last.number + 1, from, to, makeUp: true }] : []
}

/**
 * Settles a period in one write: the instalment that its verified hours release, then the next period or the end of the
 * activity.
 * @throws when the activity would end with hours that are neither verified nor rejected
 */
export async function settlePeriod(deps: Deps, id: string, number: number): Promise<void> {
  const settled = await amend(deps, id, async (file, now) => {
    const { request } = file
    const period = periodOf(file, number)
    if (!isUnderWay(request) || !period || period.settledAt || !request.grant) return undefined
    if (openDisputeOf(request)) return undefined
    const municipality = await deps.configuration.of(request.municipality)
    const isLast = number === request.periods.length
    const more = isLast ? makeUp(file) : []
    // With hours owed, the activity ends once all are verified or waived; without, once the months are over.
    const owes = request.grant.owedMinutes > 0
    const left = openMinutes(file)
    const complete = owes ? left === 0 || (isLast && more.length === 0) : isLast
    // Hours without a ruling would be lost with their money, so a person has to check.
    if (complete && pendingMinutes(file.postings) > 0) throw new Error(`${id}: hours still wait for a ruling`)
    // An activity with missing hours ends after the last day to dispute them.
    const until = complete && owes && left > 0 ? disputesUntil({ file, municipality, now }) : ''
    if (dayOf(now) <= until)
      return until === request.disputesUntil
        ? undefined
        : { act: 'disputes.awaited', by: SYSTEM, about: `${id}-period-${number}`, request: { disputesUntil: until } }
    const periods = [
      ...request.periods.map((each) => (each.number === number ? { ...each, settledAt: now } : each)),
      ...more,
    ]
    const kept = complete ? periods.filter((each) => each.settledAt) : periods
    const ahead: CaseFile = { ...file, request: { ...request, periods: kept } }
    const instalment = nextInstalment(ahead, municipality, now, complete)
    const end = { request, payments: [...file.payments, ...instalment] }
    return {
      ...move(
        complete ? 'complete' : request.stage === 'active' ? 'settlePeriod' : 'settleSuspended',
        request,
        'system',
        {
          periods: kept,
          // A pending amendment of an ended activity is dropped; a review that waited for another one is opened.
          ...(complete ? { amendment: undefined } : withSanction({ file, municipality, now }, [])),
        },
      ),
      ...(complete ? { asks: supersedeAgreementAsks(file) } : { act: 'period.settled' }),
      by: SYSTEM,
      about: `${id}-period-${number}`,
      payments: instalment,
      // Money that no verified hour released goes back to the fund.
      effects: complete ? [...release(end), ...recordDrawnHelp(end, now)] : [],
    }
  })
  // A file ready to close is closed by the workflow that settled it.
  if (!readyToClose(settled)) await resume(deps, id)
  if (settled.request.stage === 'completed') await serveQueues(deps, settled.request)
}
