import { mayPay } from '../../domain/money/roles.ts'
import type { Clearance } from '../../domain/treasury/clearance.ts'
import { type Export, type ExportKind, fileOf, type MadeFile, MOST_EXPORTED } from '../../domain/treasury/exports.ts'
import type { StaffMember } from '../../domain/municipality/regulation.ts'
import { sha256 } from '../../domain/file/trail.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { clearanceIn, type FinanceDeps, waitingPayments } from './finance.ts'
import { mapInBatches } from './map-in-batches.ts'
import { hasConflict } from '../../domain/procedure/who-may.ts'
import { isUnreadable } from '../file/unreadable.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Payment } from '../../domain/file/payment.ts'
import { attempt } from '../file/attempt.ts'

export type ExportInput = {
  kind: ExportKind
  /** The selected clearances; empty for all that are in no file yet. */
  references: readonly string[]
  /** True to include clearances that are already in another file. */
  again: boolean
  /** The idempotency key of the form. */
  key: string
}
export type BeginExportOutcome =
  | { outcome: 'begun'; id: string }
  | { outcome: 'refused'; why: 'role' | 'nothing' | 'treasury' | 'tooMany' }

const ID_LENGTH = 26
const idOf = ({ municipality, member }: Staff, key: string): string =>
  // 104 bits in hexadecimal digits, in the format of request ids.
  sha256(`export ${municipality} ${member.id} ${key}`).slice(0, ID_LENGTH)

/**
 * Requests a file of clearances, which is made in the background. The same form submitted again requests nothing new.
 */
export async function beginExport(
  deps: FinanceDeps,
  staff: Staff,
  { kind, references, again, key }: ExportInput,
): Promise<BeginExportOutcome> {
  if (!mayPay(staff)) return { outcome: 'refused', why: 'role' }
  const { municipality, member } = staff
  const id = idOf(staff, key)
  if (await deps.exports.load(municipality, id)) return { outcome: 'begun', id }
  const { finance } = await deps.configuration.of(municipality)
  if (kind === 'cbi' && !finance.treasury) return { outcome: 'refused', why: 'treasury' }
  const wanted = references.length > 0 ? [...new Set(references)] : await neverExported(deps, municipality)
  if (wanted.length === 0) return { outcome: 'refused', why: 'nothing' }
  if (references.length > MOST_EXPORTED) return { outcome: 'refused', why: 'tooMany' }
  await deps.exports.begin({
    id,
    municipality,
    kind,
    by: member.id,
    at: deps.clock.now(),
    // The soonest due come first; the rest goes into the next file.
    references: wanted.slice(0, MOST_EXPORTED),
    again: again && references.length > 0,
  })
  return { outcome: 'begun', id }
}

async function neverExported(deps: FinanceDeps, municipality: string): Promise<string[]> {
  const waiting = await waitingPayments(deps, municipality)
  return waiting.flatMap(({ clearance }) => (clearance && !clearance.exported ? [clearance.reference] : []))
}

const AT_ONCE = 8
const requestOf = (reference: string): string => reference.split('-')[0] ?? ''

type Obstacle = 'changed' | 'exported' | 'conflict' | 'unreadable'

/** Returns the reason to leave a clearance out of a file. */
const obstacle = (order: Export, payment: Payment | undefined): Obstacle | undefined => {
  if (payment?.state !== 'cleared' || payment.municipality !== order.municipality) return 'changed'
  const { exported } = payment.clearance ?? {}
  return exported && exported.export !== order.id && !order.again ? 'exported' : undefined
}

const withReference = (payments: readonly Payment[], reference: string): Payment | undefined =>
  payments.find(({ clearance }) => clearance?.reference === reference)

type Found = { reference: string; clearance?: Clearance; why?: Obstacle }

async function find({ files }: FinanceDeps, order: Export, by: StaffMember, reference: string): Promise<Found> {
  try {
    const file = await files.load(requestOf(reference))
    const payment = file && withReference(file.payments, reference)
    const why = obstacle(order, payment) ?? (file && hasConflict(by, file.request) ? 'conflict' : undefined)
    const clearance = file && payment ? clearanceIn(file, payment) : undefined
    return why || !clearance ? { reference, why: why ?? 'changed' } : { reference, clearance }
  } catch (error) {
    if (isUnreadable(error)) return { reference, why: 'unreadable' }
    throw error
  }
}

/** Records that a clearance goes into this file, unless there is a reason against it. Idempotent. */
async function claim(deps: FinanceDeps, order: Export, { reference }: Clearance): Promise<Found['why']> {
  let why: Found['why']
  try {
    await amend(deps, requestOf(reference), ({ payments }, now) => {
      const payment = withReference(payments, reference)
      why = obstacle(order, payment)
      if (why || !payment?.clearance || payment.clearance.exported?.export === order.id) return undefined
      return {
        act: 'payment.exported',
        by: { role: 'finance', id: order.by },
        about: payment.id,
        payments: [{ ...payment, clearance: { ...payment.clearance, exported: { export: order.id, at: now } } }],
      }
    })
  } catch (error) {
    if (error instanceof NoSuchRequest) return 'changed'
    if (isUnreadable(error)) return 'unreadable'
    throw error
  }
  return why
}

/**
 * Makes a requested file: first each clearance records its file, then the file is written with those that did, and last the
 * export is marked as made. If it stops in between it is made again, with the same clearances; once made it does not change.
 * Clearances that are not in it are listed with the reason.
 */
export async function makeExport(deps: FinanceDeps, municipality: string, id: string): Promise<void> {
  const order = await deps.exports.load(municipality, id)
  if (!order || order.made) return
  const { finance, staff } = await deps.configuration.of(municipality)
  const by = staff.find((member) => member.id === order.by)
  const found = await mapInBatches(
    order.references,
    AT_ONCE,
    async (reference): Promise<Found> => (by ? find(deps, order, by, reference) : { reference, why: 'changed' }),
  )
  const fit = fileOf(
    order,
    found.flatMap(({ clearance }) => clearance ?? []),
    finance,
  )
  const refused = new Map<string, Obstacle>()
  await mapInBatches(fit.in, AT_ONCE, async (clearance) => {
    const why = await claim(deps, order, clearance)
    if (why) refused.set(clearance.reference, why)
  })
  const made: MadeFile =
    refused.size === 0
      ? fit
      : fileOf(
          order,
          fit.in.filter(({ reference }) => !refused.has(reference)),
          finance,
        )
  await deps.exports.finish(
    order,
    {
      at: deps.clock.now(),
      payments: made.in.length,
      totalCents: made.in.reduce((sum, { amountCents }) => sum + amountCents, 0),
      left: [
        ...fit.left,
        ...found.flatMap(({ reference, why }) => (why ? [{ reference, code: why }] : [])),
        ...[...refused].map(([reference, why]) => ({ reference, code: why })),
      ],
      ...(made.text === undefined ? {} : { sha256: sha256(made.text) }),
    },
    made.text,
  )
}

/** Makes requested files that were not made. */
export async function finishExports(deps: FinanceDeps, municipality: string): Promise<void> {
  for (const { id, made } of await deps.exports.list(municipality))
    if (!made) await attempt(deps, 'export', id, () => makeExport(deps, municipality, id))
}

/**
 * Returns true if a member has a conflict of interest on any file in an export (L. 241/1990 art. 6-bis) and so may not read it.
 */
export async function hasConflictOn(
  { files }: Pick<FinanceDeps, 'files'>,
  { references, made }: Export,
  member: StaffMember,
): Promise<boolean> {
  const left = new Set(made?.left.map(({ reference }) => reference))
  const requests = new Set(references.filter((reference) => !left.has(reference)).map(requestOf))
  const barred = await mapInBatches([...requests], AT_ONCE, async (id) => {
    const file = await files.load(id)
    return file !== undefined && hasConflict(member, file.request)
  })
  return barred.includes(true)
}
