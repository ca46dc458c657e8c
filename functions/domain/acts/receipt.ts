import * as z from 'zod'
import { day, dayOf } from '../base/calendar.ts'
import { cents } from '../file/application.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { Clawback, Receipt } from '../file/clawback.ts'
import { hasAccess } from '../file/sealed.ts'
import { claimReceipt, splitInProportion, splitReceipt, openCents, receiptKey, recoverable } from '../money/clawback.ts'
import { returnToFunds } from '../money/fund-effects.ts'
import { sumOf } from '../money/funds.ts'
import { recordNetHelp } from '../money/household-help.ts'
import { nextClawback, openClawbacks, RECOVERY_LAW, receiptsOf, withClawback } from '../money/recovery.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { hasConflict } from '../procedure/who-may.ts'
import { barred, byOf, defineAct, invalid, refused } from './act.ts'
import { reasons } from './fields.ts'

const mayReceive = ({ role }: Pick<StaffMember, 'role'>): boolean => role === 'finance'

const input = z.strictObject({
  /** The number of the clawback, or `own` for money that the person returned voluntarily. */
  towards: z.string('choice').regex(/^(own|[1-9]\d?)$/, 'choice'),
  on: day,
  cents: cents.min(1, 'amount'),
  reference: z.string('required').trim().min(1, 'required').max(60, 'tooLong'),
  reasons: reasons.optional(),
})

/** Refuses more than can be received, and gives the maximum only to those who see the file. */
const tooMuch = (mostCents: number, isSeen: boolean) =>
  isSeen
    ? invalid({ field: 'cents', code: 'recover.most', values: { mostCents } })
    : invalid({ field: 'cents', code: 'recover.tooMuch' })

/** Adds a receipt to a clawback, which closes with the last of it. */
function withReceipt(clawback: Clawback, receipt: Omit<Receipt, 'lines'>): Clawback {
  const received: Clawback = {
    ...clawback,
    receipts: [...clawback.receipts, { ...receipt, lines: splitReceipt(clawback, receipt.cents) }],
  }
  return openCents(received) === 0 ? { ...received, closedAt: receipt.at } : received
}

/** Returns a clawback for money that the person returned voluntarily, for the same amount. */
const ownReturn = (
  file: CaseFile,
  { cents, reasons = '' }: z.infer<typeof input>,
  by: string,
  at: string,
): Clawback => ({
  number: nextClawback(file.request),
  cause: 'returned_by_person',
  cents,
  lines: splitInProportion(cents, recoverable(file)),
  reasons,
  plan: [],
  receipts: [],
  openedBy: by,
  openedAt: at,
})

/**
 * Records money received on a clawback or returned voluntarily, and returns it to its funds in the same write. The
 * treasury's reference makes it idempotent. It also works on sealed files for those who do not see them: callers must
 * not reveal more of the file.
 */
export const receipt = defineAct({
  input,
  may: (acting) => {
    const { file, staff } = acting
    if (hasConflict(staff.member, file.request)) return 'conflict'
    return mayReceive(staff.member) ? undefined : (barred(acting) ?? 'role')
  },
  applies: ({ file }) => openClawbacks(file.request).length > 0 || sumOf(recoverable(file)) > 0,
  repeated: ({ file: { request }, staff }, input) => {
    const before = receiptsOf(request).find((each) => receiptKey(each) === receiptKey(input))
    if (!before || !mayReceive(staff.member)) return undefined
    return before.cents === input.cents && before.on === input.on ? 'done' : refused('referenceTaken')
  },
  decide: ({ file, staff, now }, input) => {
    const { request } = file
    const { towards, on, cents, reference, reasons } = input
    if (on > dayOf(now)) return invalid({ field: 'on', code: 'date.future' })
    const isSeen = hasAccess(request, staff.member, now)
    const isOwn = towards === 'own'
    if (isOwn && reasons === undefined) return invalid({ field: 'reasons', code: 'required' })
    const mostCents = sumOf(recoverable(file))
    if (isOwn && mostCents === 0) return refused('nothingPaid')
    if (isOwn && cents > mostCents) return tooMuch(mostCents, isSeen)
    const clawback = isOwn
      ? ownReturn(file, input, staff.member.id, now)
      : openClawbacks(request).find(({ number }) => number === Number(towards))
    if (!clawback) return refused('notOpen')
    if (cents > openCents(clawback)) return tooMuch(openCents(clawback), isSeen)
    const id = `${request.id}-receipt-${receiptsOf(request).length + 1}`
    const after = withReceipt(clawback, { id, on, cents, reference, by: staff.member.id, at: now })
    const received = after.receipts.at(-1)
    const fields = withClawback(request, after)
    return {
      act: after.closedAt ? 'clawback.completed' : 'clawback.received',
      by: byOf(staff),
      law: RECOVERY_LAW,
      about: id,
      request: fields,
      effects: received
        ? [
            claimReceipt(request.municipality, received),
            ...returnToFunds(request, received.lines),
            ...recordNetHelp({ ...file, request: { ...request, ...fields } }),
          ]
        : [],
    }
  },
  // Money is received once: the same receipt may be booked on another file.
  refusedEffects: { claimReceipt: 'referenceElsewhere' },
  // Money that came back may serve a queue.
  followUps: ({ written }) => (written ? ['serveQueues'] : []),
})
