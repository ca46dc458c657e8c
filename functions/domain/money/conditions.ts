/**
 * What must hold before a payment is cleared for finance: each has its sentence at the desk, under `gate`. The rules are in
 * `gate.ts`.
 */
export const CONDITIONS = ['decision', 'notified', 'fund', 'hours', 'publication', 'payee', 'account', 'cash'] as const
export type Condition = (typeof CONDITIONS)[number]
