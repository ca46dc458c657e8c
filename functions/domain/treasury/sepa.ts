import * as z from 'zod'
import { iban } from '../base/identifiers.ts'

/** The character set of banks, and the ordering party of payments. */

/** All but the letters, digits and marks of SEPA (EPC217-08), which every bank must accept. */
const FOREIGN = /[^A-Za-z0-9/\-?:().,'+ ]/gu

/** Characters that Unicode does not decompose, with their replacement. */
const PLAIN = new Map(
  (
    'ßss ẞSS æae ÆAE œoe ŒOE øo ØO đd ĐD ðd ÐD łl ŁL þth ÞTH ıi ħh ĦH ŧt ŦT ' +
    "’' ‘' ʼ' `' ´' “' ”' «' »' \"' –- —- ‑- −- _- &+ ;, €EUR"
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
)

/** Removes repeated spaces and slashes, and those at the ends. */
const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/^[ /]+|[ /]+$/g, '')

/**
 * Converts text to the character set of banks: other letters become the nearest in the set, characters without one a point; no
 * slash first, last or twice; at most `length` characters. The result may have no letter or digit.
 */
export function sepaText(text: string, length: number): string {
  const plain = [...text.normalize('NFD')].map((character) => PLAIN.get(character) ?? character).join('')
  const latin = plain.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s/g, ' ').replace(FOREIGN, '.')
  return tidy(tidy(latin).slice(0, length))
}

/** Returns true if a text has a letter or a digit. */
export const hasPrintableText = (text: string): boolean => /[A-Za-z0-9]/.test(text)

/** The ordering party: the account of the municipality, and its CUC, the code of the sender at CBI. */
export const treasury = z.strictObject({
  name: z
    .string()
    .trim()
    .refine((name) => hasPrintableText(sepaText(name, 70))),
  iban,
  cuc: z.string().regex(/^[A-Z0-9]{8}$/),
})
export type Treasury = z.infer<typeof treasury>
