import { beforeAll, describe, expect, test } from 'vitest'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { configuration } from '../../functions/adapters/dynamodb/configuration.ts'
import { publication } from '../../functions/adapters/dynamodb/publication.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { transparency } from '../../functions/usecases/money/transparency.ts'
import { SESTO } from '../support/memory.ts'
import { approved, minutesLater } from '../support/story/approved.ts'
import { useStore } from '../support/store.ts'
import type { Effect } from '../../functions/domain/file/effect.ts'
import {
  correctPublication,
  type PublicationEntry,
  publishLine,
  publishSealed,
  unpublish,
} from '../../functions/domain/money/publication.ts'
import { EffectRefused } from '../../functions/usecases/ports/errors.ts'

/** The public list with the real adapters, on the emulator. */

useStore(SESTO)

let file: string
beforeAll(async () => {
  file = (await approved(caseFiles, 1, minutesLater(0), [{ fund: 'bilancio', cents: 60_000 }])).id
})

const clock = { now: () => '2026-06-01T09:00:00Z' }
const by = { role: 'citizen', id: 'applicant' } as const
/** What an act on a file brings about beside it. */
const cause = (...effects: Effect[]) => amend({ files: caseFiles, clock }, file, () => ({ act: 'test', by, effects }))

const entryOf = (index: number, fields: Partial<PublicationEntry> = {}): PublicationEntry => ({
  municipality: 'I690',
  year: 2026,
  pseudonym: ((index * 7_919) % 100_000).toString(16).padStart(12, '0'),
  amountCents: 150_000,
  rule: 'Regolamento, art. 6',
  office: 'Servizi sociali',
  method: 'istanza',
  ...fields,
})
const listOf = async (year: number) => {
  const lists = await transparency({ clock, configuration, publication }, year)
  return lists?.[0]
}

describe('the public list', () => {
  test('contains every line of a year, sorted by pseudonym, and none of another year', async () => {
    const entries = Array.from({ length: 450 }, (_, index) => entryOf(index))
    for (let from = 0; from < entries.length; from += 90)
      await cause(...entries.slice(from, from + 90).map(publishLine))
    const list = await listOf(2026)
    const names = list?.lines.map(({ pseudonym }) => pseudonym)
    expect(names).toEqual(entries.map(({ pseudonym }) => pseudonym).sort())
    expect(list).toMatchObject({ rule: 'Regolamento, art. 6', office: 'Servizi sociali', method: 'istanza' })
    expect(await listOf(2025)).toMatchObject({ lines: [] })
  })

  test('writes, corrects and removes one line per grant', async () => {
    const entry = entryOf(1, { year: 2025, amountCents: 120_000 })
    await cause(publishLine(entry))
    await cause(publishLine(entry))
    expect((await listOf(2025))?.lines).toMatchObject([{ amountCents: 120_000 }])
    await cause(correctPublication(entry, 30_000))
    expect(await listOf(2025)).toMatchObject({
      rule: entry.rule,
      lines: [{ pseudonym: entry.pseudonym, amountCents: 30_000 }],
    })
    await cause(unpublish(entry))
    await cause(unpublish(entry))
    expect((await listOf(2025))?.lines).toEqual([])
  })

  test('rejects a correction without a line, with its act', async () => {
    const before = await caseFiles.load(file)
    const wrong = cause(correctPublication(entryOf(3, { year: 2024 }), 30_000))
    await expect(wrong).rejects.toBeInstanceOf(EffectRefused)
    expect(await caseFiles.load(file)).toEqual(before)
    expect((await listOf(2024))?.lines).toEqual([])
  })

  test('counts sealed files separately, in steps', async () => {
    const year = { municipality: 'I690', year: 2023 }
    for (let index = 0; index < 6; index++) await cause(publishSealed(year, 1, 200_000))
    await cause(publishLine(entryOf(5, { year: 2023 })))
    expect(await publication.sealed('I690', 2023)).toEqual({ files: 6, cents: 1_200_000 })
    expect(await listOf(2023)).toMatchObject({ lines: [{}], sealed: { atLeast: 5, aboutCents: 1_000_000 } })
    await cause(publishSealed(year, 0, -50_000))
    await cause(publishSealed(year, -1, -150_000))
    await cause(publishSealed(year, -1, -200_000))
    expect(await publication.sealed('I690', 2023)).toEqual({ files: 4, cents: 800_000 })
    expect((await listOf(2023))?.sealed).toBeUndefined()
    expect(await publication.sealed('I690', 2022)).toEqual({ files: 0, cents: 0 })
  })
})
