import * as z from 'zod'
import { ASK_KINDS, QUESTIONS } from '../questions/index.ts'
import { day, instant } from '../base/calendar.ts'
import { type Addressee, addressee } from './addressee.ts'
import { texts } from './common.ts'

/** A link sent to one person. Only the hash of its secret is stored. */
const link = z.strictObject({
  generation: z.int().min(1),
  to: addressee,
  hash: z.string(),
  sentAt: instant.optional(),
  expiresAt: instant,
  superseded: z.boolean(),
})
export type Link = z.infer<typeof link>

export const ask = z.strictObject({
  id: z.string(),
  request: z.string(),
  kind: z.enum(ASK_KINDS),
  /** The subject within the request: a round, a period, an instalment and issue. */
  subject: z.string(),
  to: addressee,
  status: z.enum(['open', 'answered', 'lapsed', 'superseded']),
  openedAt: instant,
  dueOn: day,
  links: z.array(link),
  reminders: z.int(),
  escalatedAt: instant.optional(),
  /** The time at which the addressee was notified that the term of the procedure is over. */
  overdueAt: instant.optional(),
  /** The draft of an answer that is not sent yet, point by point. */
  kept: texts.optional(),
  answer: z.union(Object.values(QUESTIONS).map(({ input }) => input)).optional(),
  answeredAt: instant.optional(),
  answeredBy: addressee.optional(),
})
export type Ask = z.infer<typeof ask>

/** Returns the valid link of an addressee, if any. */
export const livingLink = (ask: Ask, to: Addressee, now: string): Link | undefined =>
  ask.links.findLast(
    (link) => link.to.role === to.role && link.to.id === to.id && !link.superseded && link.expiresAt > now,
  )

/** Returns true if a question is addressed to this person, also by escalation or delegation. */
export const isAddressedTo = (ask: Ask, { role, id }: Addressee, now: string): boolean =>
  (ask.to.role === role && ask.to.id === id) || livingLink(ask, { role, id }, now) !== undefined
