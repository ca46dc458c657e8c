import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicYears } from '../../../../functions/domain/money/transparency.ts'
import { transparency } from '../../../../functions/usecases/money/transparency.ts'
import { newWorld, SESTO } from '../../../support/memory.ts'
import type { PublicationEntry } from '../../../../functions/domain/money/publication.ts'
import type { Publication } from '../../../../functions/usecases/ports/publication.ts'

const entryOf = (index: number, fields: Partial<PublicationEntry> = {}): PublicationEntry => ({
  municipality: 'I690',
  year: 2026,
  pseudonym: String(index).padStart(12, '0'),
  amountCents: 150_000,
  rule: 'Regolamento, art. 6',
  office: 'Servizi sociali',
  method: 'istanza',
  ...fields,
})
const entries = (count: number, fields: Partial<PublicationEntry> = {}, from = 0) =>
  Array.from({ length: count }, (_, index) => entryOf(from + index, fields))

const listOf = async (
  published: readonly PublicationEntry[],
  { sealed = { files: 0, cents: 0 }, now = '2026-12-31T22:00:00Z', year = 2026 } = {},
) => {
  const publication: Publication = {
    async *lines() {
      yield* published
    },
    sealed: async () => sealed,
  }
  const lists = await transparency({ ...newWorld(SESTO, now), publication }, year)
  return lists?.[0]
}

describe('years', () => {
  it('are the current one in Italy and five before it, from the first regulation on', () => {
    expect(publicYears([SESTO], '2026-12-31T22:30:00Z')).toEqual([2026, 2025, 2024, 2023, 2022, 2021])
    expect(publicYears([SESTO], '2026-12-31T23:30:00Z')).toEqual([2027, 2026, 2025, 2024, 2023, 2022])
    expect(publicYears([SESTO], '2020-06-01T00:00:00Z')).toEqual([2020, 2019, 2018])
    expect(publicYears([], '2026-06-01T00:00:00Z')).toEqual([])
  })

  it('that are not public have no list', async () => {
    expect(await listOf([], { year: 2027 })).toBeUndefined()
    expect(await listOf([], { year: 2020 })).toBeUndefined()
    expect(await listOf([], { year: Number.NaN })).toBeUndefined()
    expect(await listOf([], { year: 2021 })).toMatchObject({ lines: [] })
  })
})

describe('lines', () => {
  it('say all the same beside code and amount: where a year has two rules or offices, both', async () => {
    const published = [
      ...entries(7),
      ...entries(5, { rule: 'Nuovo regolamento, art. 6' }, 10),
      entryOf(20, { office: 'Inclusione' }),
    ]
    const list = await listOf(published)
    expect(list).toMatchObject({
      rule: 'Nuovo regolamento, art. 6 / Regolamento, art. 6',
      office: 'Inclusione / Servizi sociali',
      method: 'istanza',
    })
    for (const line of list?.lines ?? []) expect(Object.keys(line)).toEqual(['pseudonym', 'amountCents'])
  })

  it('are all there, in the order of their pseudonyms, however they are kept', async () => {
    const some = fc.uniqueArray(
      fc.record({ pseudonym: fc.stringMatching(/^[0-9a-f]{12}$/), amountCents: fc.integer({ min: 1, max: 250_000 }) }),
      { selector: ({ pseudonym }) => pseudonym, maxLength: 60 },
    )
    await fc.assert(
      fc.asyncProperty(some, async (fields) => {
        const list = await listOf(fields.map((each, index) => entryOf(index, each)))
        expect(list?.lines).toEqual([...fields].sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1)))
      }),
    )
  })
})

describe('sealed files', () => {
  const over = { now: '2027-02-01T12:00:00Z' }
  const listed = async (files: number, cents: number, more: object = over) =>
    (await listOf([], { sealed: { files, cents }, ...more }))?.sealed

  it('are summed, in steps, once the year is over', async () => {
    expect(await listed(7, 900_000)).toEqual({ atLeast: 5, aboutCents: 1_000_000 })
    expect(await listed(10, 1_300_000)).toEqual({ atLeast: 10, aboutCents: 1_500_000 })
  })

  it('are hidden if few, during the year, and if almost nothing is left', async () => {
    expect(await listed(4, 900_000)).toBeUndefined()
    expect(await listed(7, 900_000, {})).toBeUndefined()
    expect(await listed(5, 200_000)).toBeUndefined()
  })

  it('hide one file more or less, except at a step', async () => {
    const before = await listed(7, 900_000)
    expect(await listed(8, 1_050_000)).toEqual(before)
    expect(await listed(6, 800_000)).toEqual(before)
  })
})
