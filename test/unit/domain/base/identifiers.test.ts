import fc from 'fast-check'
import { composeIBAN, isValidIBAN } from 'ibantools'
import { describe, expect, it } from 'vitest'
import { birthDateFits, iban, taxCode } from '../../../../functions/domain/base/identifiers.ts'

/** The tables of DM 23/12/1976, typed out here and not taken from the code under test. */
const ODD: Record<string, number> = {
  ...{
    0: 1,
    1: 0,
    2: 5,
    3: 7,
    4: 9,
    5: 13,
    6: 15,
    7: 17,
    8: 19,
    9: 21,
    A: 1,
    B: 0,
    C: 5,
    D: 7,
    E: 9,
    F: 13,
    G: 15,
    H: 17,
  },
  ...{
    I: 19,
    J: 21,
    K: 2,
    L: 4,
    M: 18,
    N: 20,
    O: 11,
    P: 3,
    Q: 6,
    R: 8,
    S: 12,
    T: 14,
    U: 16,
    V: 10,
    W: 22,
    X: 25,
    Y: 24,
    Z: 23,
  },
}
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const DIGITS = '0123456789'
const EVEN: Record<string, number> = Object.fromEntries([
  ...[...LETTERS].map((letter, index) => [letter, index]),
  ...[...DIGITS].map((digit) => [digit, Number(digit)]),
])
function checkLetterOf(first15: string): string {
  let sum = 0
  // The decree counts from 1: the first character is in an odd place.
  for (let place = 1; place <= 15; place++) sum += (place % 2 === 1 ? ODD : EVEN)[first15.charAt(place - 1)] ?? 0
  return LETTERS.charAt(sum % 26)
}
const luhn = (digits: string): boolean =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + Math.floor(value / 10) + (value % 10)
  }, 0) %
    10 ===
  0

const problemOf = (typed: string) => taxCode.safeParse(typed).error?.issues[0]?.message

describe('the oracle of these tests', () => {
  // From the Agency's and encyclopaedic examples: if these fail the tests are wrong, not the code.
  it.each(['RSSMRA85T10A562S', 'MRTMTT91D08F205J', 'MLLSNT82P65Z404U'])('agrees with %s', (code) => {
    expect(checkLetterOf(code.slice(0, 15))).toBe(code.charAt(15))
  })
})

describe('a tax code', () => {
  it.each([
    ['a man', 'RSSMRA85T10A562S'],
    ['a man born on a single-figure day', 'MRTMTT91D08F205J'],
    ['a woman born abroad: day plus 40, place with Z', 'MLLSNT82P65Z404U'],
    ['a homonym: the last digit is a letter', 'RSSMRA85T10A56NH'],
    ['a provisional code of 11 digits', '00743110157'],
    ['another', '12345678903'],
  ])('is accepted: %s', (_, code) => expect(taxCode.parse(code)).toBe(code))

  it('accepts lower case and spaces and normalises them', () => {
    expect(taxCode.parse(' rss mra 85t10 a562s ')).toBe('RSSMRA85T10A562S')
  })

  it('accepts every homonym variant, whichever digits are letters', () => {
    const places = [6, 7, 9, 10, 12, 13, 14]
    fc.assert(
      fc.property(fc.subarray(places), (replaced) => {
        const first15 = [...'RSSMRA85T10A562']
          .map((character, place) => (replaced.includes(place) ? 'LMNPQRSTUV'.charAt(Number(character)) : character))
          .join('')
        const code = first15 + checkLetterOf(first15)
        expect(taxCode.parse(code)).toBe(code)
        expect(birthDateFits(code, '1985-12-10')).toBe(true)
        expect(birthDateFits(code, '1985-12-11')).toBe(false)
      }),
    )
  })

  it.each([
    ['RSSMRA85T10A562T', 'taxCode.check'],
    ['12345678901', 'taxCode.check'],
    ['RSSMRA85T10A562', 'taxCode.shape'],
    ['RSSMRA85T10A562SS', 'taxCode.shape'],
    ['RSSMRA85X10A562S', 'taxCode.shape'],
    ['1234567890', 'taxCode.shape'],
    ['123456789012', 'taxCode.shape'],
    ['', 'taxCode.shape'],
  ])('is refused: %s for %s', (code, problem) => expect(problemOf(code)).toBe(problem))

  it.each(['00', '32', '40', '72', '99'])('has a day of birth that exists: %s does not', (day) => {
    const first15 = `RSSMRA85T${day}A562`
    expect(problemOf(first15 + checkLetterOf(first15))).toBe('taxCode.birthDay')
  })

  it.each([
    ['B30', false],
    ['B29', true],
    ['B70', false],
    ['D31', false],
    ['T31', true],
    ['T71', true],
  ])('%s is a day of birth: %s', (monthDay, exists) => {
    const first15 = `RSSMRA84${monthDay}A562`
    expect(taxCode.safeParse(first15 + checkLetterOf(first15)).success).toBe(exists)
  })

  const anyCode = fc
    .record({
      names: fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 6, maxLength: 6 }),
      year: fc.integer({ min: 0, max: 99 }),
      month: fc.constantFrom(...'ABCDEHLMPRST'),
      day: fc.integer({ min: 1, max: 28 }),
      woman: fc.boolean(),
      place: fc.tuple(fc.constantFrom(...LETTERS), fc.integer({ min: 0, max: 999 })),
    })
    .map(({ names, year, month, day, woman, place: [letter, number] }) => {
      const two = (value: number) => String(value).padStart(2, '0')
      const first15 = `${names}${two(year)}${month}${two(day + (woman ? 40 : 0))}${letter}${String(number).padStart(3, '0')}`
      return first15 + checkLetterOf(first15)
    })

  it('is accepted for any birth data', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(taxCode.safeParse(code).success).toBe(true)
      }),
    )
  })

  it('is rejected with any one character changed', () => {
    const change = fc.tuple(anyCode, fc.nat(15), fc.constantFrom(...LETTERS, ...DIGITS))
    fc.assert(
      fc.property(change, ([code, place, character]) => {
        fc.pre(code.charAt(place) !== character)
        expect(taxCode.safeParse(code.slice(0, place) + character + code.slice(place + 1)).success).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('of 11 digits is accepted only with the right check digit', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...DIGITS), minLength: 11, maxLength: 11 }), (code) => {
        expect(taxCode.safeParse(code).success).toBe(luhn(code))
      }),
    )
  })
})

describe('a birth date', () => {
  it.each([
    ['RSSMRA85T10A562S', '1985-12-10', true],
    ['RSSMRA85T10A562S', '1885-12-10', true],
    ['RSSMRA85T10A562S', '1985-11-10', false],
    ['MLLSNT82P65Z404U', '1982-09-25', true],
    ['MLLSNT82P65Z404U', '1982-09-24', false],
    ['12345678903', '2001-02-03', true],
  ])('of %s may be %s: %s', (code, date, fits) => expect(birthDateFits(code, date)).toBe(fits))
})

describe('an IBAN', () => {
  const GOOD = 'IT60X0542811101000000123456'
  it.each([GOOD, 'it60 x054 2811 1010 0000 0123 456', 'IT60-X054-2811-1010-0000-0123-456'])(
    'is accepted: %s',
    (typed) => {
      expect(iban.parse(typed)).toBe(GOOD)
    },
  )

  it.each([
    ['IT61X0542811101000000123456', 'iban.check'],
    ['IT99X0542811101000000000049', 'iban.check'],
    ['IT60X054281110100000012345', 'iban.length'],
    ['IT60X05428111010000001234567', 'iban.length'],
    ['DE89370400440532013000', 'iban.country'],
    ['SM86U0322509800000000270100', 'iban.country'],
    ['', 'iban.country'],
  ])('is refused: %s for %s', (typed, problem) => {
    expect(iban.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual([problem])
  })

  it('is valid exactly when a library for all countries says so', () => {
    const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`))
    const parts = fc.tuple(digits(2), fc.stringMatching(/^[A-Z\d]$/), digits(10), fc.stringMatching(/^[A-Z\d]{12}$/))
    let right = 0
    fc.assert(
      fc.property(parts, fc.boolean(), ([check, ...account], isMended) => {
        const bban = account.join('')
        const typed = (isMended && composeIBAN({ countryCode: 'IT', bban })) || `IT${check}${bban}`
        right += isValidIBAN(typed) ? 1 : 0
        expect(iban.safeParse(typed).success, typed).toBe(isValidIBAN(typed))
      }),
      { numRuns: 500 },
    )
    expect(right).toBeGreaterThan(50)
  })

  it('is rejected with one digit changed or two neighbours swapped', () => {
    const place = fc.integer({ min: 2, max: 26 }).filter((at) => at !== 4)
    fc.assert(
      fc.property(place, fc.constantFrom(...DIGITS), (at, digit) => {
        fc.pre(GOOD.charAt(at) !== digit)
        expect(iban.safeParse(GOOD.slice(0, at) + digit + GOOD.slice(at + 1)).success).toBe(false)
      }),
    )
    for (let at = 5; at < 26; at++) {
      const swapped = GOOD.slice(0, at) + GOOD.charAt(at + 1) + GOOD.charAt(at) + GOOD.slice(at + 2)
      if (swapped !== GOOD) expect(iban.safeParse(swapped).success, swapped).toBe(false)
    }
  })
})
