import * as z from 'zod'

const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
const MONTHS = 'ABCDEHLMPRST'
/** The letters that replace digits 0-9 when two persons would share a code (DM 23/12/1976 art. 6). */
const HOMONYM_DIGITS = 'LMNPQRSTUV'
const DIGIT_POSITIONS = [6, 7, 9, 10, 12, 13, 14]

const ordinal = (character: string): number =>
  character >= 'A' ? character.charCodeAt(0) - 65 : character.charCodeAt(0) - 48

/** Returns the check letter for the first fifteen characters (DM 23/12/1976). */
export function checkLetter(first15: string): string {
  const sum = [...first15].reduce(
    (total, character, index) => total + (index % 2 === 0 ? (ODD_VALUES[ordinal(character)] ?? 0) : ordinal(character)),
    0,
  )
  return String.fromCharCode(65 + (sum % 26))
}

/**
 * Returns the check digit of a provisional numeric code, by the formula of VAT numbers (DPR 605/1973, DM 23/12/1976 art. 12).
 */
function checkDigit(first10: string): number {
  const sum = [...first10].reduce((total, character, index) => {
    const digit = Number(character)
    const doubled = digit * 2
    return total + (index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return (10 - (sum % 10)) % 10
}

const withDigits = (code: string): string =>
  [...code]
    .map((character, index) =>
      DIGIT_POSITIONS.includes(index) && HOMONYM_DIGITS.includes(character)
        ? String(HOMONYM_DIGITS.indexOf(character))
        : character,
    )
    .join('')

function hasRealDay(code: string): boolean {
  const plain = withDigits(code)
  const month = MONTHS.indexOf(plain.charAt(8)) + 1
  const dayOfMonth = Number(plain.slice(9, 11)) % 40
  // 29 February is accepted in any year: two digits do not tell the century.
  return (
    dayOfMonth >= 1 && dayOfMonth <= new Date(Date.UTC(2000, month, 0)).getUTCDate() && Number(plain.slice(9, 11)) <= 71
  )
}

const SHAPE = new RegExp(
  `^[A-Z]{6}[0-9${HOMONYM_DIGITS}]{2}[${MONTHS}][0-9${HOMONYM_DIGITS}]{2}[A-Z][0-9${HOMONYM_DIGITS}]{3}[A-Z]$`,
)

/**
 * An Italian tax code (codice fiscale, DM 23/12/1976): 16 characters with check letter, homonym variants included, or the
 * provisional numeric code of 11 digits. Spaces and lower case are accepted and normalised.
 */
export const taxCode = z
  .string()
  .transform((typed) => typed.replace(/\s/g, '').toUpperCase())
  .superRefine((code, context) => {
    if (/^\d{11}$/.test(code)) {
      if (checkDigit(code.slice(0, 10)) !== Number(code.charAt(10)))
        context.addIssue({ code: 'custom', message: 'taxCode.check' })
    } else if (!SHAPE.test(code)) context.addIssue({ code: 'custom', message: 'taxCode.shape' })
    else if (!hasRealDay(code)) context.addIssue({ code: 'custom', message: 'taxCode.birthDay' })
    else if (checkLetter(code.slice(0, 15)) !== code.charAt(15))
      context.addIssue({ code: 'custom', message: 'taxCode.check' })
  })

/** Returns true if a tax code was made from a birth date. A provisional numeric code fits any date. */
export function birthDateFits(code: string, birthDate: string): boolean {
  if (/^\d{11}$/.test(code)) return true
  const plain = withDigits(code)
  const month = String(MONTHS.indexOf(plain.charAt(8)) + 1).padStart(2, '0')
  const dayOfMonth = String(Number(plain.slice(9, 11)) % 40).padStart(2, '0')
  return birthDate.slice(2) === `${plain.slice(6, 8)}-${month}-${dayOfMonth}`
}

/** CIN, ABI, CAB and account: the BBAN of Italy. */
const ACCOUNT = /^IT\d{2}[A-Z]\d{10}[A-Z\d]{12}$/

/**
 * Returns true if the check digits are right: with the first four characters last and letters as numbers from 10, the number
 * modulo 97 is 1 (ISO 13616). Check digits go from 02 to 98: 99 would be equivalent to 02 and is never assigned.
 */
const hasIbanCheck = (code: string): boolean =>
  !['00', '01', '99'].includes(code.slice(2, 4)) &&
  BigInt((code.slice(4) + code.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n ===
    1n

/** An Italian IBAN: IT, 27 characters, check digits modulo 97 (ISO 13616). Spaces and lower case are accepted. */
export const iban = z
  .string()
  .transform((typed) => typed.replace(/[\s-]/g, '').toUpperCase())
  .superRefine((value, context) => {
    if (!value.startsWith('IT')) context.addIssue({ code: 'custom', message: 'iban.country' })
    else if (value.length !== 27) context.addIssue({ code: 'custom', message: 'iban.length' })
    else if (!ACCOUNT.test(value) || !hasIbanCheck(value)) context.addIssue({ code: 'custom', message: 'iban.check' })
  })
