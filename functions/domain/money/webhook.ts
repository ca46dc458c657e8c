import { createHmac } from 'node:crypto'
import type { Clearance } from './clearance.ts'
import type { Payment } from '../file/payment.ts'

/** A message to finance's own software: an address that takes it must answer 2xx once it has it for good. */
export type Message = { id: string; body: string }

/**
 * What is told of a cleared payment. The id is the reference of the clearance: the same for every time it is told, another
 * for each issue, so whoever keeps one book entry an id never books twice. Amounts in cents, days as `YYYY-MM-DD`.
 */
export const messageOf = (
  municipality: string,
  { id, request, clearance: cleared }: Payment,
  clearance: Clearance,
): Message => ({
  id: clearance.reference,
  body: JSON.stringify({
    type: 'payment.cleared',
    timestamp: cleared?.clearedAt,
    data: { municipality, request, payment: id, clearance },
  }),
})

/** How a secret for webhooks begins, so that tools and people know it for one. */
export const SECRET = 'whsec_'

/**
 * The headers that prove where a message comes from and when it was made, by the Standard Webhooks specification 1.0
 * (standardwebhooks.com): HMAC-SHA-256 over id, timestamp and body. `secret` as `whsec_` and base64; `seconds` since 1970.
 */
export const signed = ({ id, body }: Message, secret: string, seconds: number): Record<string, string> => ({
  'content-type': 'application/json',
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': `v1,${createHmac('sha256', Buffer.from(secret.slice(SECRET.length), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64')}`,
})
