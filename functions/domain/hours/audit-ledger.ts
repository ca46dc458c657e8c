import {
  type HourLimits,
  inMinutes,
  isInterrupted,
  MAX_SHIFTS_A_DAY,
  minutesByDay,
  minutesOf,
  mondayOf,
  overlap,
  periodOn,
  toTheMinute,
} from './hours.ts'
import { balance, type Entry, entriesOf, shiftsOf } from './ledger.ts'
import { ACCOUNTS, type Posting } from './posting.ts'
import type { CaseFile } from '../file/case-file.ts'

/** The rules that hold for the hours of every file. */
const LEDGER_RULES = [
  'chain',
  'balance',
  'negative',
  'owed',
  'verified',
  'verifier',
  'made',
  'agreement',
  'cover',
  'interruption',
  'future',
  'overlap',
  'shifts',
  'day',
  'week',
] as const
/** A broken rule, with the entry, the account or the day it concerns. Ids only. */
export type LedgerFault = { rule: (typeof LEDGER_RULES)[number]; about: string }

const total = (entries: readonly Entry[], of: (entry: Entry) => number): number =>
  entries.reduce((sum, entry) => sum + of(entry), 0)

/**
 * Checks that the postings of an entry are numbered without a gap, belong to the request and the day of the entry, and move
 * minutes.
 */
const chainFaults = (postings: readonly Posting[], request: string): string[] =>
  [...Map.groupBy(postings, ({ entry }) => entry)].flatMap(([entry, group]) => {
    const ids = new Set(group.map(({ id }) => id))
    const isWhole =
      group.every((_, index) => ids.has(`${entry}-${index + 1}`)) &&
      group.every((one) => one.request === request && one.from !== one.to && one.on === group[0]?.on)
    return isWhole ? [] : [entry]
  })

/** Checks that each account is the sum of its entries. */
function balanceFaults(postings: readonly Posting[], entries: readonly Entry[]): string[] {
  const shifts = entries.filter(({ shift }) => shift)
  const absences = entries.filter(({ absence }) => absence)
  const beside = postings.filter(({ entry }) => !entries.some(({ id }) => id === entry))
  const own = (some: readonly Entry[], account: Posting['from']) =>
    total(some, ({ postings: of }) => balance(of, account))
  const expected: Partial<Record<Posting['from'], number>> = {
    owed: balance(beside, 'owed') - total(shifts, ({ counted }) => counted),
    waived: balance(beside, 'waived'),
    missed: total(absences, ({ counted }) => counted) - own(absences, 'disputed') - balance(postings, 'madeUp'),
    madeUp: total(shifts, ({ madeUp }) => madeUp) + own(absences, 'madeUp'),
    done: own(shifts, 'done'),
    verified: own(shifts, 'verified'),
    disputed: own(entries, 'disputed'),
  }
  return ACCOUNTS.filter(
    (account) => expected[account] !== undefined && expected[account] !== balance(postings, account),
  )
}

/** Checks one shift, however it was recorded, and returns the broken rules. */
function shiftFaults({ request }: Pick<CaseFile, 'request'>, entry: Entry): LedgerFault['rule'][] {
  const { shift, counted, made, on, period, postings } = entry
  if (!shift) return []
  const days = [...minutesByDay(shift).keys()]
  // A corrected shift counts as recorded when it was corrected.
  const said = postings.findLast((posting) => posting.shift) ?? made
  const { cover, endedEarly } = request
  const isOwn = postings.some(({ to, by }) => to === 'verified' && by.id === made.by.id)
  return [
    ...(counted > minutesOf(shift) || balance(postings, 'verified') > counted ? (['verified'] as const) : []),
    ...(isOwn ? (['verifier'] as const) : []),
    ...(days[0] !== on ||
    periodOn(request, on)?.number !== period ||
    days.some((each) => !periodOn(request, each) || (endedEarly && each > endedEarly.on))
      ? (['agreement'] as const)
      : []),
    ...(days.some((each) => !cover || each < cover.from || each > cover.to) ? (['cover'] as const) : []),
    ...(days.some((each) => isInterrupted(request, each)) ? (['interruption'] as const) : []),
    ...(toTheMinute(shift.ends) > toTheMinute(said.at) ? (['future'] as const) : []),
  ]
}

/** Checks that no two shifts overlap and that no day or week exceeds its limits. */
function limitFaults(shifts: readonly Entry[], limits: HourLimits): LedgerFault[] {
  const stretches = shifts.flatMap(({ id, shift }) => (shift ? [{ id, ...inMinutes(shift) }] : []))
  const [byDay, byWeek, byBeginning] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const add = (to: Map<string, number>, key: string, amount: number) => to.set(key, (to.get(key) ?? 0) + amount)
  for (const { on } of shifts) add(byBeginning, on, 1)
  for (const stretch of stretches)
    for (const [on, minutes] of minutesByDay(stretch)) {
      add(byDay, on, minutes)
      add(byWeek, mondayOf(on), minutes)
    }
  const above = (rule: LedgerFault['rule'], sums: Map<string, number>, most: number): LedgerFault[] =>
    [...sums].flatMap(([about, sum]) => (sum > most ? [{ rule, about }] : []))
  return [
    ...stretches
      .filter((one, index) => stretches.some((other, before) => before < index && overlap(one, other)))
      .map(({ id }) => ({ rule: 'overlap' as const, about: id })),
    ...above('shifts', byBeginning, MAX_SHIFTS_A_DAY),
    ...above('day', byDay, limits.minutesDay),
    ...above('week', byWeek, limits.minutesWeek),
  ]
}

/**
 * Recomputes the hours of a file from its postings and returns every broken rule; none for a correct file. Every balance is the
 * sum of its entries and only the account of the outside world is negative; owed hours start as agreed; nothing is verified
 * that was not recorded, or by the recorder; nothing counts outside agreement and cover or during an interruption; no minute
 * counts twice or beyond a limit.
 */
export function auditLedger(file: Pick<CaseFile, 'request' | 'postings'>, limits: HourLimits): LedgerFault[] {
  const { request, postings } = file
  const entries = entriesOf(postings)
  const shifts = shiftsOf(postings)
  const agreed = postings.find(({ id }) => id === 'agreement-1')
  const faultsAbout = (rule: LedgerFault['rule'], abouts: readonly string[]) => abouts.map((about) => ({ rule, about }))
  return [
    ...faultsAbout('chain', chainFaults(postings, request.id)),
    ...faultsAbout('balance', balanceFaults(postings, entries)),
    ...faultsAbout(
      'negative',
      ACCOUNTS.filter((account) => account !== 'agreement' && balance(postings, account) < 0),
    ),
    ...faultsAbout('owed', postings.length > 0 && agreed?.minutes !== request.grant?.owedMinutes ? ['agreement'] : []),
    ...shifts.flatMap((entry) => shiftFaults(file, entry).map((rule) => ({ rule, about: entry.id }))),
    ...faultsAbout(
      'made',
      entries
        .filter(({ counted, madeUp, shift, postings: own }) => {
          const most = shift ? minutesOf(shift) : counted
          const parts = (['done', 'verified', 'disputed'] as const).map((account) => balance(own, account))
          return counted < 0 || madeUp < 0 || madeUp > most || parts.some((part) => part < 0)
        })
        .map(({ id }) => id),
    ),
    ...limitFaults(shifts, limits),
  ]
}
