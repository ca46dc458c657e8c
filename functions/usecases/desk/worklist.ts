import { dayOf, daysBetween } from '../../domain/base/calendar.ts'
import { overdueOf, nextDueInstalment } from '../../domain/money/clawback.ts'
import { maySee } from '../../domain/file/sealed.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Request } from '../../domain/file/request.ts'
import { type Ask, isAddressedTo } from '../../domain/file/ask.ts'
import type { Listed, Lists } from '../ports/lists.ts'
import type { Pauses } from '../ports/pauses.ts'
import type { Deps } from '../ports/deps.ts'
/** The dependencies of desk pages: without workflows, which only acts touch. */
export type DeskDeps = Omit<Deps, 'workflows' | 'drafts' | 'writeAgreement'> & { lists: Lists; pauses: Pauses }

/**
 * A request in a list. Of a sealed one that the member may not see there is only the number: a stage or a kind of question may
 * reveal the programme.
 */
type About = { request: string; number: string | undefined; stage: Listed['stage'] | undefined; sealed: boolean }
export type Waiting = About &
  ({ hidden: true } | { hidden: false; ask: string; kind: Ask['kind']; to: Ask['to']; dueOn: string; daysLeft: number })
type Halted = About & { since: string | undefined }
type Recovery = { request: string; number: string | undefined; sealed: boolean } & (
  | { hidden: true }
  | { hidden: false; dueOn: string; cents: number; isLate: boolean }
)
export type Worklist = {
  mine: Waiting[]
  team: Waiting[]
  outside: Waiting[]
  stuck: Halted[]
  money: Halted[]
  /** Money asked back, latest first; for those who recover it only. */
  recovery?: Recovery[]
}

const OUTSIDE: readonly Ask['to']['role'][] = ['citizen', 'host', 'partner']

/** Returns the recoveries due on a request: overdue amounts, or the next instalment. */
function recoveriesOf(
  { id, registryEntry, sealed, clawbacks = [] }: Request,
  seen: boolean,
  today: string,
): Recovery[] {
  const about = { request: id, number: registryEntry, sealed: sealed !== undefined }
  if (!seen) return [{ ...about, hidden: true }]
  return clawbacks.flatMap((each): Recovery[] => {
    const late = overdueOf(each, today)
    if (late) return [{ ...about, hidden: false, dueOn: late.since, cents: late.cents, isLate: true }]
    const next = nextDueInstalment(each)
    return next ? [{ ...about, hidden: false, ...next, isLate: false }] : []
  })
}

const dueOnOf = (row: Recovery): string => (row.hidden ? '9999' : row.dueOn)

/**
 * Returns what waits for a member of staff, then for others, what has stopped, and what waits for money: soonest due first.
 */
export async function worklistOf({ lists, clock }: Pick<DeskDeps, 'lists' | 'clock'>, staff: Staff): Promise<Worklist> {
  const { municipality, member } = staff
  const now = clock.now()
  const recovers = member.role === 'finance' || member.role === 'manager'
  const [asks, requests, stopped, clawedBack] = await Promise.all([
    Array.fromAsync(lists.asks(municipality)),
    Array.fromAsync(lists.requests(municipality)),
    Array.fromAsync(lists.stuck(municipality)),
    recovers ? Array.fromAsync(lists.clawedBack(municipality)) : [],
  ])
  const known = new Map(requests.map((request) => [request.id, request]))
  const about = (id: string): About => {
    const found = known.get(id)
    return {
      request: id,
      number: found?.registryEntry,
      stage: seen(id) ? found?.stage : undefined,
      sealed: found?.sealed !== undefined,
    }
  }
  const seen = (id: string): boolean => {
    // A request of which nothing is known may be sealed.
    const listed = known.get(id)
    return listed !== undefined && maySee(listed, member)
  }
  const halted = (id: string, since: string): Halted => ({ ...about(id), since: seen(id) ? since : undefined })
  const rows = asks
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn))
    .map((ask) => {
      const { id, request, kind, to, dueOn } = ask
      const mine = isAddressedTo(ask, { role: member.role, id: member.id }, now)
      // A question is shown to its addressee, sealed or not.
      const hidden = !mine && !seen(request)
      const row: Waiting = hidden
        ? { ...about(request), hidden }
        : { ...about(request), hidden, ask: id, kind, to, dueOn, daysLeft: daysBetween(dayOf(now), dueOn) }
      return { row, mine, outside: OUTSIDE.includes(to.role) }
    })
  const only = (keep: (each: (typeof rows)[number]) => boolean) => rows.filter(keep).map(({ row }) => row)
  const recovery = clawedBack
    .flatMap((request) => recoveriesOf(request, maySee(request, member), dayOf(now)))
    .sort((a, b) => dueOnOf(a).localeCompare(dueOnOf(b)))
  return {
    ...(recovers ? { recovery } : {}),
    mine: only(({ mine }) => mine),
    team: only(({ mine, outside }) => !mine && !outside),
    outside: only(({ mine, outside }) => !mine && outside),
    stuck: stopped.map(({ request, at }) => halted(request, at)),
    money: requests
      .flatMap(({ id, queuedAt }) => (queuedAt ? [{ id, queuedAt }] : []))
      .sort((a, b) => a.queuedAt.localeCompare(b.queuedAt))
      .map(({ id, queuedAt }) => halted(id, queuedAt)),
  }
}
