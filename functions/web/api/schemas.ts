import * as z from 'zod'
import { ASK_KINDS } from '../../domain/questions/index.ts'
import { STAGES, PHASES } from '../../domain/procedure/lifecycle.ts'
import { COLUMNS } from '../public/transparency/data.ts'
import { PAYMENT_STATES } from '../../domain/file/payment.ts'

/** The state of a request. Minutes and cents. */
export const requestState = z.object({
  request: z.string(),
  number: z.string().nullable(),
  stage: z.enum(STAGES),
  phase: z.enum(PHASES),
  receivedAt: z.iso.datetime(),
  dueOn: z.iso.date(),
  queuedAt: z.iso.datetime().nullable(),
  hours: z.object({ owedMinutes: z.int(), doneMinutes: z.int(), verifiedMinutes: z.int() }),
  payments: z.array(z.object({ instalment: z.int(), amountCents: z.int(), state: z.enum(PAYMENT_STATES) })),
})
const line = z.object({ line: z.int(), reference: z.string(), outcome: z.enum(['ordered', 'paid', 'returned']) })
/** The result of each line of a file of outcomes. */
export const importReport = z.object({
  recorded: z.array(line.extend({ on: z.iso.date() })),
  already: z.array(line.extend({ on: z.iso.date() })),
  refused: z.array(line.extend({ why: z.string(), on: z.iso.date().optional(), detail: z.string() })),
  unread: z.array(z.object({ line: z.int(), code: z.string(), value: z.string().optional(), detail: z.string() })),
  unreadMore: z.int(),
})
/** The record of a payment after its outcome was reported. */
export const outcomeResult = z.object({
  reference: z.string(),
  recorded: z.boolean(),
  state: z.enum(PAYMENT_STATES),
  orderedOn: z.iso.date().nullable(),
  paidOn: z.iso.date().nullable(),
  order: z.string().nullable(),
})
/** The public list of the grants of a year. */
export const publishedList = z.object({
  title: z.string(),
  description: z.string(),
  licence: z.object({ name: z.string(), url: z.url() }),
  language: z.string(),
  year: z.int(),
  columns: z.array(z.object({ name: z.enum(COLUMNS), description: z.string() })),
  rows: z.array(
    z.object({
      municipality: z.string(),
      pseudonym: z.string(),
      amountCents: z.int(),
      rule: z.string(),
      office: z.string(),
      method: z.string(),
    }),
  ),
  together: z.array(z.object({ municipality: z.string(), atLeast: z.int(), aboutCents: z.int() })),
})
/** Problem details (RFC 9457). */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
})

/** A sealed file for staff not named on it: only that it exists. */
export const sealedRequest = requestState.pick({ request: true, number: true }).extend({ sealed: z.literal(true) })

/** A request that was received. */
export const receivedRequest = requestState.extend({ statusUrl: z.url() })

/** A receipt that was recorded. Of a sealed file, no more than that. */
export const recordedReceipt = z.object({
  receipt: z.string().nullable(),
  cents: z.int().nullable(),
  lines: z.array(z.object({ fund: z.string(), cents: z.int() })).optional(),
  openCents: z.int().optional(),
})

/** A question, with the JSON Schema of its answer. */
export const askState = z.object({
  kind: z.enum(ASK_KINDS),
  request: z.string(),
  openedAt: z.iso.datetime(),
  dueAt: z.string(),
  schema: z.looseObject({}),
  matching: z.looseObject({}).optional(),
})

export type RequestState = z.output<typeof requestState>
export type SealedRequest = z.output<typeof sealedRequest>
export type ReceivedRequest = z.output<typeof receivedRequest>
export type ImportReportJson = z.output<typeof importReport>
export type OutcomeResult = z.output<typeof outcomeResult>
export type RecordedReceipt = z.output<typeof recordedReceipt>
export type PublishedData = z.output<typeof publishedList>
