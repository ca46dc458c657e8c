import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { clawbackMessagesOf } from '../../../texts/messages.ts'
import type { Difference } from '../../../domain/treasury/differences.ts'

/** Formats a difference: the problem, where to look, and its figures. */
export function differenceWords(
  { cause, request, number, about, fund, expectedCents, foundCents }: Difference,
  language: Language,
): { what: string; where: string; facts: [label: string, value: string][] } {
  const { reconciliation: m } = clawbackMessagesOf(language)
  const { euro } = formatOf(language)
  const facts: [string, string | undefined][] = [
    [m.file, number ?? request],
    [m.about, about],
    [m.fund, fund],
    [m.expected, expectedCents === undefined ? undefined : euro(expectedCents)],
    [m.found, foundCents === undefined ? undefined : euro(foundCents)],
  ]
  const { what, where } = m.causes[cause]
  return {
    what,
    where,
    facts: facts.flatMap(([label, value]): [string, string][] => (value === undefined ? [] : [[label, value]])),
  }
}
