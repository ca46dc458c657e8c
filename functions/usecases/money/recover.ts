import { addMonths, dayOf } from '../../domain/base/calendar.ts'
import {
  inProportion,
  isUntold,
  linesBack,
  monthly,
  openCents,
  receiptKey,
  recoverable,
} from '../../domain/money/clawback.ts'
import type { DeskInput } from '../../domain/acts/inputs.ts'
import { sumOf } from '../../domain/money/funds.ts'
import { lawOf } from '../../domain/procedure/lifecycle.ts'
import { sees } from '../../domain/file/sealed.ts'
import { holidaysAround, type StaffMember } from '../../domain/municipality/regulation.ts'
import { type ActOutcome, actOnFile, barred, byOf, invalid, refused } from '../file/act-on-file.ts'
import { helpComesTo } from '../../domain/money/household-help.ts'
import { hasConflict } from '../../domain/procedure/who-may.ts'
import { resume } from '../file/resume.ts'
import { serveQueues } from '../procedure/serve-queue.ts'
import type { Effect, Change } from '../../domain/file/change.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { benefit } from '../../domain/money/release.ts'
import type { Review } from '../../domain/file/review.ts'
import type { Clawback, Receipt } from '../../domain/file/clawback.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { EffectRefused } from '../ports/errors.ts'
import type { Deps } from '../ports/deps.ts'

/** Restitution of what was not due; the act that found it so is quoted beside it. */
const LAW = 'Codice civile art. 2033'

type Role = Pick<StaffMember, 'role'>
export const mayRecover = ({ role }: Role): boolean => role === 'manager' || role === 'finance'
export const mayReceive = ({ role }: Role): boolean => role === 'finance'
export const mayWaiveRecovery = ({ role }: Role): boolean => role === 'manager'

/** What made the money undue: the act by which the decision fell. */
const FALLEN = {
  revoked: { cause: 'revocation', law: lawOf('revoke') },
  forfeited: { cause: 'forfeiture', law: lawOf('forfeit') },
  annulled: { cause: 'annulment', law: lawOf('annul') },
} as const satisfies Partial<Record<Request['stage'], { cause: Review['kind']; law: string }>>

export const fallenBy = ({ stage }: Pick<Request, 'stage'>) =>
  stage === 'revoked' || stage === 'forfeited' || stage === 'annulled' ? FALLEN[stage] : undefined

export const openClawbacks = ({ clawbacks = [] }: Pick<Request, 'clawbacks'>): Clawback[] =>
  clawbacks.filter(({ closedAt }) => closedAt === undefined)

const withClawback = ({ clawbacks = [] }: Request, changed: Clawback): Pick<Request, 'clawbacks'> => ({
  clawbacks: clawbacks.some(({ number }) => number === changed.number)
    ? clawbacks.map((each) => (each.number === changed.number ? changed : each))
    : [...clawbacks, changed],
})

const nextNumber = ({ clawbacks = [] }: Request): number => clawbacks.length + 1

const tooMuch = (mostCents: number) => invalid({ field: 'cents', code: 'recover.most', values: { mostCents } })

/** More than can be received; how much can be is told to who sees the file. */
const tooMuchReceived = (mostCents: number, isSeen: boolean) =>
  isSeen ? tooMuch(mostCents) : invalid({ field: 'cents', code: 'recover.tooMuch' })

const isSame = (open: Clawback, { cents, reasons, instalments, since }: DeskInput<'recover'>): boolean =>
  open.cents === cents && open.reasons === reasons && open.plan.length === instalments && open.since === since

/**
 * Asks money back after a revocation, a forfeiture or an annulment: never more than was paid less what came back or is being
 * asked for already. The person is told by a letter of the request's own workflow.
 */
export async function recover(deps: Deps, staff: Staff, id: string, input: DeskInput<'recover'>): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const why = barred(file, staff, now)
    if (why) return refused(why)
    if (!mayRecover(staff.member)) return refused('role')
    const fallen = fallenBy(request)
    if (!fallen) return refused('notFallen')
    const { cents, since, instalments, firstOn, how, reasons } = input
    if (openClawbacks(request).some((open) => isSame(open, input) && dayOf(open.openedAt) === dayOf(now))) return 'done'
    const from = recoverable(file, since)
    const mostCents = sumOf(from)
    if (sumOf(recoverable(file)) === 0) return refused('nothingPaid')
    if (cents > mostCents) return tooMuch(mostCents)
    if (instalments > cents) return invalid({ field: 'instalments', code: 'recover.instalments' })
    const today = dayOf(now)
    if (firstOn <= today || firstOn > addMonths(today, 12)) return invalid({ field: 'firstOn', code: 'recover.first' })
    const clawback: Clawback = {
      number: nextNumber(request),
      cause: fallen.cause,
      cents,
      lines: inProportion(cents, from),
      ...(since === undefined ? {} : { since }),
      reasons,
      how,
      plan: monthly(cents, instalments, firstOn, (on) => holidaysAround(municipality, on)),
      receipts: [],
      openedBy: staff.member.id,
      openedAt: now,
    }
    return {
      act: 'clawback.opened',
      by: byOf(staff),
      law: `${LAW}; ${fallen.law}`,
      about: `${id}-clawback-${clawback.number}`,
      request: withClawback(request, clawback),
    }
  })
  // The letter is the workflow's: if starting it is lost, the hourly sweep starts it.
  if (acted.outcome === 'done' && acted.file.request.clawbacks?.some(isUntold))
    await resume(deps, id, true).catch((error: unknown) => deps.report('restart', id, error))
  return acted
}

export const receiptsOf = ({ clawbacks = [] }: Pick<Request, 'clawbacks'>): Receipt[] =>
  clawbacks.flatMap(({ receipts }) => receipts)

/** The clawback with money received; closed when that was the last of it. */
function withReceipt(clawback: Clawback, receipt: Omit<Receipt, 'lines'>): Clawback {
  const received: Clawback = {
    ...clawback,
    receipts: [...clawback.receipts, { ...receipt, lines: linesBack(clawback, receipt.cents) }],
  }
  return openCents(received) === 0 ? { ...received, closedAt: receipt.at } : received
}

/** Money goes back to the funds it came from, and out of the benefits of the year. */
const givenBack = (request: Request, { lines, cents }: Receipt): Effect[] => [
  ...lines.map((line) => ({
    effect: 'releaseFund' as const,
    municipality: request.municipality,
    fund: line.fund,
    amountCents: line.cents,
  })),
  benefit(request, -cents),
]

/** A clawback of money that the person brought back of their own accord: as much as they brought. */
function ownReturn(file: CaseFile, { cents, reasons = '' }: DeskInput<'receipt'>, by: string, at: string): Clawback {
  return {
    number: nextNumber(file.request),
    cause: 'returned_by_person',
    cents,
    lines: inProportion(cents, recoverable(file)),
    reasons,
    plan: [],
    receipts: [],
    openedBy: by,
    openedAt: at,
  }
}

/** Writes a receipt, unless the same one of the treasury is booked on another file: money comes in once. */
async function receiving(...what: Parameters<typeof actOnFile>): Promise<ActOutcome> {
  try {
    return await actOnFile(...what)
  } catch (error) {
    if (error instanceof EffectRefused && error.effect === 'claimReceipt')
      return { outcome: 'refused', why: 'referenceElsewhere' }
    throw error
  }
}

/**
 * Records money that came back, on a clawback or of the person's own accord, and gives it back to its funds with the same
 * write. The reference of the treasury makes it once: the same one again is the same receipt. Money is received on sealed files
 * too, by who does not see them: what they are told of the file is for the caller to keep back.
 */
export async function recordReceipt(
  deps: Deps,
  staff: Staff,
  id: string,
  input: DeskInput<'receipt'>,
): Promise<ActOutcome> {
  const acted = await receiving(deps, id, (file, now) => {
    const { request } = file
    if (hasConflict(staff.member, request)) return refused('conflict')
    if (!mayReceive(staff.member)) return refused('role')
    const { towards, on, cents, reference, reasons } = input
    const before = receiptsOf(request).find((each) => receiptKey(each) === receiptKey(input))
    if (before) return before.cents === cents && before.on === on ? 'done' : refused('referenceTaken')
    if (on > dayOf(now)) return invalid({ field: 'on', code: 'date.future' })
    const isSeen = sees(request, staff.member, now)
    const isOwn = towards === 'own'
    if (isOwn && reasons === undefined) return invalid({ field: 'reasons', code: 'required' })
    const mostCents = sumOf(recoverable(file))
    if (isOwn && mostCents === 0) return refused('nothingPaid')
    if (isOwn && cents > mostCents) return tooMuchReceived(mostCents, isSeen)
    const clawback = isOwn
      ? ownReturn(file, input, staff.member.id, now)
      : openClawbacks(request).find(({ number }) => number === Number(towards))
    if (!clawback) return refused('notOpen')
    if (cents > openCents(clawback)) return tooMuchReceived(openCents(clawback), isSeen)
    const receiptId = `${id}-receipt-${receiptsOf(request).length + 1}`
    const after = withReceipt(clawback, { id: receiptId, on, cents, reference, by: staff.member.id, at: now })
    const received = after.receipts.at(-1)
    const fields = withClawback(request, after)
    const change: Change = {
      act: after.closedAt ? 'clawback.completed' : 'clawback.received',
      by: byOf(staff),
      law: LAW,
      about: receiptId,
      request: fields,
      effects: received
        ? [
            { effect: 'claimReceipt', municipality: request.municipality, receipt: receiptKey(received) },
            ...givenBack(request, received),
            ...helpComesTo({ ...file, request: { ...request, ...fields } }),
          ]
        : [],
    }
    return change
  })
  // Money that came back may be enough for who waits for it.
  if (acted.outcome === 'done' && acted.written) await serveQueues(deps, acted.file.request)
  return acted
}

/** Asks for the rest no more, with the manager's reasons; what was received stays received. */
export async function waiveRecovery(
  deps: Deps,
  staff: Staff,
  id: string,
  { number, reasons }: DeskInput<'waive-recovery'>,
): Promise<ActOutcome> {
  return actOnFile(deps, id, (file, now) => {
    const { request } = file
    const why = barred(file, staff, now)
    if (why) return refused(why)
    if (!mayWaiveRecovery(staff.member)) return refused('role')
    const clawback = request.clawbacks?.find((each) => each.number === Number(number))
    if (clawback?.waived?.reasons === reasons && clawback.waived.by === staff.member.id) return 'done'
    if (!clawback || clawback.closedAt) return refused('notOpen')
    return {
      act: 'clawback.waived',
      by: byOf(staff),
      law: LAW,
      about: `${id}-clawback-${clawback.number}`,
      request: withClawback(request, {
        ...clawback,
        waived: { reasons, by: staff.member.id, at: now },
        closedAt: now,
      }),
    }
  })
}
