import { createHmac } from 'node:crypto'
import type { Clearance } from './clearance.ts'
import type { Payment } from '../file/payment.ts'

/** A message to finance's software; a 2xx response means that it was stored. */
export type WebhookMessage = { id: string; body: string }

/**
 * Returns the message about a cleared payment. The id is the reference of the clearance: the same in every repetition, another
 * for each issue, so a receiver with one entry per id never books twice. Amounts in cents, days as `YYYY-MM-DD`.
 */
export const messageOf = (
  municipality: string,
  { id, request, clearance: cleared }: Payment,
  clearance: Clearance,
): WebhookMessage => ({
  id: clearance.reference,
  body: JSON.stringify({
    type: 'payment.cleared',
    timestamp: cleared?.clearedAt,
    data: { municipality, request, payment: id, clearance },
  }),
})

/** The prefix by which tools and people recognise a webhook secret. */
export const SECRET = 'whsec_'

/**
 * Returns the headers that prove the origin and time of a message, by the Standard Webhooks specification 1.0
 * (standardwebhooks.com): HMAC-SHA-256 over id, timestamp and body. `secret` is `whsec_` and base64; `seconds` counts from
 * 1970.
 */
export const signed = ({ id, body }: WebhookMessage, secret: string, seconds: number): Record<string, string> => ({
  'content-type': 'application/json',
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': `v1,${createHmac('sha256', Buffer.from(secret.slice(SECRET.length), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64')}`,
})
