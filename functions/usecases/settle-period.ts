import { addDays, addMonths } from '../domain/calendar.ts'
import { balance } from '../domain/ledger.ts'
import type { CaseFile, Period } from '../domain/records.ts'
import { isUnderWay, periodOf, readyToClose } from '../domain/standing.ts'
import { amend } from './amend.ts'
import { helpEnds } from './help.ts'
import { nextInstalment } from './instalments.ts'
import { type Deps, SYSTEM } from './ports.ts'
import { move } from './questions/procedure.ts'
import { resume } from './resume.ts'
import { serveQueues } from './serve-queue.ts'
import { fallenAsks } from './activity-acts.ts'
import { release } from './withdraw.ts'

/** Hours not done in time may be made up in one more month, where cover lasts; then the activity ends with what was done. */
function makeUp({ request: { periods, cover, grant, endedEarly }, postings }: CaseFile): Period[] {
  const last = periods.at(-1)
  if (!last || endedEarly || !grant || !cover || balance(postings, 'owed') === 0 || periods.length > grant.months)
    return []
  const from = addDays(last.to, 1)
  const to = [addDays(addMonths(from, 1), -1), cover.to].sort()[0] ?? last.to
  return from <= to ? [{ number: last.number + 1, from, to }] : []
}

/**
 * Settles a period: the instalment its verified hours release, then the next period, or the end of the activity when the
 * hours are done or no period is left. Completed and paid for, in one write.
 */
export async function settlePeriod(deps: Deps, id: string, number: number): Promise<void> {
  const settled = await amend(deps, id, async (file, now) => {
    const { request, postings } = file
    const period = periodOf(file, number)
    if (!isUnderWay(request) || !period || period.settledAt || !request.grant) return undefined
    const municipality = await deps.configuration.of(request.municipality)
    const hoursLeft = balance(postings, 'owed')
    const isLast = number === request.periods.length
    const more = isLast ? makeUp(file) : []
    // Who owes hours ends when they are done; who is exempt when the months are over.
    const complete = request.grant.owedMinutes > 0 ? hoursLeft === 0 || (isLast && more.length === 0) : isLast
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
          // What was to change of an activity that is over changes no more.
          ...(complete ? { amendment: undefined } : {}),
        },
      ),
      ...(complete ? { asks: fallenAsks(file) } : {}),
      ...(complete ? {} : { act: 'period.settled' }),
      by: SYSTEM,
      about: `${id}-period-${number}`,
      payments: instalment,
      // What no verified hour released goes back to the fund.
      effects: complete ? [...release(end), ...helpEnds(end, now)] : [],
    }
  })
  // A file ready to close is closed by the workflow that settled it.
  if (!readyToClose(settled)) await resume(deps, id)
  if (settled.request.stage === 'completed') await serveQueues(deps, settled.request)
}
