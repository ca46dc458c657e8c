/** The conditions for clearing a payment. Each has a sentence at the desk, under `gate`; the rules are in `gate.ts`. */
export const CONDITIONS = ['decision', 'notified', 'fund', 'hours', 'publication', 'payee', 'account', 'cash'] as const
export type Condition = (typeof CONDITIONS)[number]
