import type { Clawback, Receipt } from '../file/clawback.ts'
import type { Request } from '../file/request.ts'
import type { Review } from '../file/review.ts'
import { lawOf } from '../procedure/lifecycle.ts'

/** Rules that the acts of recovery share. */

/** The law on restitution of undue payments, quoted with the act that ended the decision. */
export const RECOVERY_LAW = 'Codice civile art. 2033'

/** The act that ended the decision, by its stage. */
const ENDING_ACTS = {
  revoked: { cause: 'revocation', law: lawOf('revoke') },
  forfeited: { cause: 'forfeiture', law: lawOf('forfeit') },
  annulled: { cause: 'annulment', law: lawOf('annul') },
} as const satisfies Partial<Record<Request['stage'], { cause: Review['kind']; law: string }>>

/** Returns the kind and the law of the act that ended a decision. */
export const recoveryGround = ({ stage }: Pick<Request, 'stage'>) =>
  stage === 'revoked' || stage === 'forfeited' || stage === 'annulled' ? ENDING_ACTS[stage] : undefined

export const openClawbacks = ({ clawbacks = [] }: Pick<Request, 'clawbacks'>): Clawback[] =>
  clawbacks.filter(({ closedAt }) => closedAt === undefined)

export const receiptsOf = ({ clawbacks = [] }: Pick<Request, 'clawbacks'>): Receipt[] =>
  clawbacks.flatMap(({ receipts }) => receipts)

/** Returns the clawbacks of a request with one that is new or changed. */
export const withClawback = ({ clawbacks = [] }: Request, changed: Clawback): Pick<Request, 'clawbacks'> => ({
  clawbacks: clawbacks.some(({ number }) => number === changed.number)
    ? clawbacks.map((each) => (each.number === changed.number ? changed : each))
    : [...clawbacks, changed],
})

export const nextClawback = ({ clawbacks = [] }: Request): number => clawbacks.length + 1
