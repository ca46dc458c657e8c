import * as z from 'zod'
import { iban } from '../base/identifiers.ts'

/** What banks take: text in their letters, and who orders payments. */

/** All but the letters, digits and marks of SEPA (EPC217-08), which every bank is bound to accept. */
const FOREIGN = /[^A-Za-z0-9/\-?:().,'+ ]/gu

/** What Unicode does not take apart: a letter or mark, and what is written for it. */
const PLAIN = new Map(
  (
    'ßss ẞSS æae ÆAE œoe ŒOE øo ØO đd ĐD ðd ÐD łl ŁL þth ÞTH ıi ħh ĦH ŧt ŦT ' +
    "’' ‘' ʼ' `' ´' “' ”' «' »' \"' –- —- ‑- −- _- &+ ;, €EUR"
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
)

/** Single spaces and slashes within, none at the ends. */
const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/^[ /]+|[ /]+$/g, '')

/**
 * Text as a bank takes it: other letters become the nearest of the set, what has none a point; no slash first, last or
 * twice; at most `length` characters. May come out without any letter or digit.
 */
export function sepaText(text: string, length: number): string {
  const plain = [...text.normalize('NFD')].map((character) => PLAIN.get(character) ?? character).join('')
  const latin = plain.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s/g, ' ').replace(FOREIGN, '.')
  return tidy(tidy(latin).slice(0, length))
}

/** Whether a text says anything. */
export const hasPrintableText = (text: string): boolean => /[A-Za-z0-9]/.test(text)

/** Who orders the payments: the account of the municipality, and its CUC, the code by which CBI knows who sends. */
export const treasury = z.strictObject({
  name: z
    .string()
    .trim()
    .refine((name) => hasPrintableText(sepaText(name, 70))),
  iban,
  cuc: z.string().regex(/^[A-Z0-9]{8}$/),
})
export type Treasury = z.infer<typeof treasury>
