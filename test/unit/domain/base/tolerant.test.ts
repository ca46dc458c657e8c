import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { tolerant } from '../../../../functions/domain/base/tolerant.ts'

const strict = z
  .strictObject({
    inner: z.strictObject({ count: z.int() }).optional(),
    list: z.array(z.strictObject({ name: z.string() })).max(2),
    either: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('a') }),
      z.strictObject({ type: z.literal('b'), size: z.int() }),
    ]),
    any: z.union([z.strictObject({ from: z.string() }), z.strictObject({ to: z.string().toUpperCase() })]).nullable(),
    named: z.record(z.string(), z.strictObject({ on: z.string() })),
    kept: z.strictObject({ a: z.string() }).default({ a: 'x' }),
    piped: z.strictObject({ p: z.string() }).transform((value) => value),
  })
  .refine(({ list }) => list[0]?.name !== 'no', 'refused')

const known = {
  inner: { count: 1 },
  list: [{ name: 'x' }],
  either: { type: 'b', size: 2 },
  any: { to: 'ROMA' },
  named: { one: { on: '2026-01-01' } },
  kept: { a: 'b' },
  piped: { p: 'q' },
}
const later = { since: 'later' }
const future = {
  inner: { count: 1, ...later },
  list: [{ name: 'x', ...later }],
  either: { type: 'b', size: 2, ...later },
  any: { to: 'ROMA', ...later },
  named: { one: { on: '2026-01-01', ...later } },
  kept: { a: 'b', ...later },
  piped: { p: 'q', ...later },
  ...later,
}

describe('a tolerant schema', () => {
  it('keeps the fields that it does not know, at any depth', () => {
    expect(strict.safeParse(future).success).toBe(false)
    expect(tolerant(strict).parse(future)).toEqual(future)
  })

  it('reads what the strict one reads, as it does', () => {
    expect(tolerant(strict).parse(known)).toEqual(strict.parse(known))
  })

  it.each([
    ['a wrong value', { ...future, inner: { count: 'one' } }],
    ['a missing field', { ...future, list: [later] }],
    ['a broken bound', { ...future, list: [{ name: '1' }, { name: '2' }, { name: '3' }] }],
    ['a broken rule', { ...future, list: [{ name: 'no' }] }],
    ['no variant', { ...future, either: { type: 'c' } }],
  ])('rejects %s', (_, value) => {
    expect(tolerant(strict).safeParse(value).success).toBe(false)
  })

  it('is made once for each schema, and leaves the strict one as it is', () => {
    expect(tolerant(strict)).toBe(tolerant(strict))
    expect(strict.safeParse(future).success).toBe(false)
  })
})
