import type { Language } from '../../domain/base/languages.ts'
import { messagesOf } from '../../texts/messages.ts'
import type { Fact } from '../../ui/page.tsx'
import type { Grant } from '../../domain/money/grant.ts'
import type { Payment } from '../../domain/file/payment.ts'

type FactList = (Fact | undefined | false | '')[]

/**
 * Returns the facts about a payee in place of the person, or an advantage in place of money; none if the person gets the
 * money.
 */
export function destinationFacts(
  { payee, advantage }: Pick<Grant, 'payee' | 'advantage'>,
  language: Language,
): FactList {
  const { facts: labels, advantages } = messagesOf(language).asks
  return [
    payee && [labels.payTo, payee.name],
    payee?.taxCode && [labels.payeeTaxCode, payee.taxCode],
    payee?.code && [labels.payeeCode, payee.code],
    payee && [labels.payeeWhy, payee.reasons],
    advantage && [labels.advantage, `${advantages[advantage.kind]}: ${advantage.description}`],
    advantage && [labels.provider, advantage.provider],
  ]
}

/** Returns the same facts with the account of the payee, for staff who propose, decide and follow the file. */
export const destinationWithAccount = (grant: Grant, language: Language): FactList => [
  ...destinationFacts(grant, language),
  grant.payee && [messagesOf(language).asks.facts.iban, grant.payee.iban],
]

/** Returns the payment route of one payment, as finance needs it. */
export function routeFacts(
  { method, iban, payee }: Pick<Payment, 'method' | 'iban' | 'payee'>,
  grant: Pick<Grant, 'advantage'> | undefined,
  language: Language,
): FactList {
  const { facts: labels } = messagesOf(language).asks
  if (method === 'advantage') return destinationFacts({ advantage: grant?.advantage }, language)
  return [
    payee && [labels.payTo, payee.name],
    payee?.taxCode && [labels.payeeTaxCode, payee.taxCode],
    payee?.code && [labels.payeeCode, payee.code],
    [labels.iban, iban ?? labels.cash],
  ]
}
