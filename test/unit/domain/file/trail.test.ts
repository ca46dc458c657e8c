import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, faultIn, NO_ENTRY, seal, sha256, type TrailEntry } from '../../../../functions/domain/file/trail.ts'

function chain(length: number): TrailEntry[] {
  const entries: TrailEntry[] = []
  for (let sequence = 1; sequence <= length; sequence++)
    entries.push(
      seal({
        request: 'r',
        sequence,
        at: '2026-03-02T08:00:00Z',
        act: `act.${sequence}`,
        by: { role: 'manager', id: 'm' },
        stage: 'assessment',
        about: 'a',
        fingerprint: sha256(String(sequence)),
        previous: entries.at(-1)?.hash ?? NO_ENTRY,
      }),
    )
  return entries
}
const headOf = (entries: readonly TrailEntry[]) => ({ length: entries.length, head: entries.at(-1)?.hash ?? '' })

const place = fc.integer({ min: 1, max: 12 }).chain((length) => fc.tuple(fc.constant(length), fc.nat(length - 1)))

describe('a trail', () => {
  it('is complete if unchanged', () => {
    for (const length of [1, 2, 30]) expect(faultIn(chain(length), headOf(chain(length)))).toBeUndefined()
  })

  const CHANGES: ((entry: TrailEntry) => TrailEntry)[] = [
    (entry) => ({ ...entry, request: 's' }),
    (entry) => ({ ...entry, sequence: entry.sequence + 1 }),
    (entry) => ({ ...entry, at: '2026-03-02T08:00:01Z' }),
    (entry) => ({ ...entry, act: 'other' }),
    (entry) => ({ ...entry, by: { role: 'manager', id: 'n' } }),
    (entry) => ({ ...entry, law: 'none' }),
    (entry) => ({ ...entry, stage: 'approved' }),
    ({ about: _, ...entry }) => entry,
    (entry) => ({ ...entry, fingerprint: sha256('other') }),
    (entry) => ({ ...entry, previous: sha256('other') }),
    (entry) => ({ ...entry, hash: sha256('other') }),
    // Sealed anew: the entry is in order by itself, the chain is not.
    ({ hash: _, ...entry }) => seal({ ...entry, act: 'other' }),
  ]

  it('detects any change of any entry', () => {
    fc.assert(
      fc.property(place, fc.constantFrom(...CHANGES), ([length, at], change) => {
        const entries = chain(length)
        expect(
          faultIn(
            entries.map((entry, index) => (index === at ? change(entry) : entry)),
            headOf(entries),
          ),
        ).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  it('detects a missing entry: first, middle or last', () => {
    fc.assert(
      fc.property(place, ([length, at]) => {
        const entries = chain(length)
        expect(faultIn(entries.toSpliced(at, 1), headOf(entries))).toBeDefined()
        expect(faultIn(entries.slice(0, at), headOf(entries))).toBeDefined()
      }),
    )
  })

  it('detects swapped, repeated and additional entries', () => {
    fc.assert(
      fc.property(place, fc.nat(11), ([length, at], other) => {
        const entries = chain(length)
        const [one, two] = [entries[at], entries[other % length]]
        if (!one || !two) throw new Error('out of the chain')
        if (one !== two) expect(faultIn(entries.with(at, two).with(other % length, one), headOf(entries))).toBeDefined()
        expect(faultIn(entries.toSpliced(at, 0, one), headOf(entries))).toBeDefined()
        expect(faultIn(chain(length + 1), headOf(entries))).toEqual({ sequence: length, fault: 'head' })
      }),
    )
  })

  it('detects a rewritten chain by its head', () => {
    const entries = chain(3)
    const forged: TrailEntry[] = []
    for (const { hash: _, ...entry } of entries)
      forged.push(seal({ ...entry, act: 'forged', previous: forged.at(-1)?.hash ?? NO_ENTRY }))
    expect(faultIn(forged, headOf(entries))).toEqual({ sequence: 3, fault: 'head' })
  })

  it('reports the fault and its place', () => {
    const [first, second, third] = chain(3)
    if (!first || !second || !third) throw new Error('no chain')
    const head = headOf([first, second, third])
    expect(faultIn([first, { ...second, act: 'other' }, third], head)).toEqual({ sequence: 2, fault: 'changed' })
    expect(faultIn([first, third], head)).toEqual({ sequence: 2, fault: 'missing' })
    expect(faultIn([first, { ...second, previous: NO_ENTRY }, third], head)).toEqual({
      sequence: 2,
      fault: 'unchained',
    })
    expect(faultIn([], head)).toEqual({ sequence: 3, fault: 'head' })
  })
})

describe('canonical text', () => {
  it('is the same for equal values, whatever the order of their members, and JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled: unknown = JSON.parse(canonical(value))
        expect(canonical(shuffled)).toBe(canonical(value))
        expect(shuffled).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    expect(canonical({ b: 1, a: { d: undefined, c: [2, 'x'] } })).toBe('{"a":{"c":[2,"x"]},"b":1}')
  })
})
