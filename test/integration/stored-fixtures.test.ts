import { readFileSync } from 'node:fs'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { configuration } from '../../functions/adapters/dynamodb/configuration.ts'
import { recordOf } from '../../functions/adapters/dynamodb/client.ts'
import { balance } from '../../functions/domain/hours/ledger.ts'
import { cover } from '../../functions/domain/money/fund-effects.ts'
import { help } from '../../functions/domain/procedure/eligibility.ts'
import { fingerprint, PART_KINDS } from '../../functions/domain/file/stored.ts'
import { faultIn } from '../../functions/domain/file/trail.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { documents } from '../support/documents.ts'
import { useStore } from '../support/store.ts'

/**
 * Items as earlier versions stored them: a whole lifecycle of each version. They are never edited: what was stored once must be
 * read for ever.
 */
const item = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  kind: z.string().optional(),
  schemaVersion: z.int().optional(),
})
const items = z
  .array(item)
  .parse(JSON.parse(readFileSync(new URL('../fixtures/stored/lifecycle.json', import.meta.url), 'utf8')))

useStore()
beforeAll(async () => {
  for (const Item of items) await documents.send(new PutCommand({ TableName: process.env['TABLE_NAME'], Item }))
})

const pointer = z.object({ request: z.string() })
/** The schemas of the records beside the files; those of a file's own items are read with the file. */
const BESIDE: Record<string, z.ZodType> = { file: pointer, number: pointer, help, need: cover }

const requestId = () => {
  const head = items.find(({ kind }) => kind === 'request')
  return head?.pk.slice('REQUEST#'.length) ?? ''
}

describe('what was stored by an earlier version', () => {
  test('is read as a whole file, with an unbroken trail that proves it', async () => {
    const file = await caseFiles.load(requestId())
    const trail = await caseFiles.trail(requestId())
    if (!file) throw new Error('no file')
    expect(file.request.stage).toBe('closed')
    expect(file.asks).toHaveLength(11)
    expect(file.payments.map(({ state, amountCents }) => [state, amountCents])).toEqual([
      ['paid', 30_000],
      ['paid', 30_000],
    ])
    expect(balance(file.postings, 'verified')).toBe(4_800)
    expect(faultIn(trail, file.request.trail)).toBeUndefined()
    expect(trail.at(-1)?.fingerprint).toBe(fingerprint(file))
  })

  test('can be changed, and is proved as before', async () => {
    const by = { role: 'system', id: 'system' } as const
    await amend({ files: caseFiles, clock: { now: () => '2026-12-01T09:00:00Z' } }, requestId(), ({ request }) => ({
      act: 'test',
      by,
      request: { application: { ...request.application, language: 'en' } },
    }))
    const file = await caseFiles.load(requestId())
    const trail = await caseFiles.trail(requestId())
    expect(file && trail.at(-1)?.fingerprint === fingerprint(file)).toBe(true)
  })

  test('is read as the configuration of a municipality', async () => {
    expect((await configuration.of('I690')).office.municipality).toBe('I690')
  })

  test('is read as each other record, and no kind is left out', () => {
    const readWithTheFile: readonly string[] = [...PART_KINDS, 'trail', 'municipality']
    const versioned = items.filter(({ schemaVersion }) => schemaVersion !== undefined)
    const beside = versioned.filter(({ kind = '' }) => !readWithTheFile.includes(kind))
    expect(new Set(beside.map(({ kind }) => kind))).toEqual(new Set(Object.keys(BESIDE)))
    for (const each of beside) {
      const schema = BESIDE[each.kind ?? '']
      if (!schema) throw new Error(`no schema for ${each.kind}`)
      expect(() => recordOf(schema, each)).not.toThrow()
    }
  })
})
