import type { Ask } from '../file/ask.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/** The open questions of a file that nobody needs answered any more, when it ends. */
export const supersede = ({ asks, payments }: Pick<CaseFile, 'asks' | 'payments'>, but?: string): Ask[] =>
  asks
    .filter((ask) => ask.id !== but && ask.status === 'open' && !isAboutMoney(ask, payments))
    .map((ask) => ({ ...ask, status: 'superseded' }))

/** Payments already cleared go on to their outcome whatever happens to the request; those cancelled with it do not. */
const isAboutMoney = ({ kind, subject }: Ask, payments: readonly Payment[]): boolean =>
  kind === 'outcome' ||
  (kind === 'account' &&
    !payments.some(({ instalment, state }) => state === 'cancelled' && instalment === Number(subject.split('-')[0])))
