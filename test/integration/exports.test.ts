import { describe, expect, test } from 'vitest'
import { exportKey, exports } from '../../functions/adapters/dynamodb/exports.ts'
import { get, query } from '../../functions/adapters/dynamodb/client.ts'
import { daysAfter } from '../../functions/domain/base/calendar.ts'
import { EXPORT_DAYS, type Export } from '../../functions/domain/treasury/exports.ts'
import { sha256 } from '../../functions/domain/file/trail.ts'
import { useEnvironment } from '../support/environment.ts'

useEnvironment()

const AT = '2026-03-02T08:30:00Z'
let now = AT
const store = exports({ now: () => now })

let count = 0
/** Asked for in a municipality of its own, so that nobody makes it in the background. */
const order = (fields: Partial<Export> = {}): Export => ({
  id: `export-${++count}`,
  municipality: 'Z999',
  kind: 'csv',
  by: 'rag-fontana',
  at: AT,
  references: ['a-1-1'],
  again: false,
  ...fields,
})
const madeOf = (text: string) => ({ at: AT, payments: 1, totalCents: 1, left: [], sha256: sha256(text) })
async function partsOf(id: string) {
  const parts: Record<string, unknown>[] = []
  for await (const part of query({ partition: `EXPORTPART#${id}` })) parts.push(part)
  return parts
}

describe('exports in the store', () => {
  test('are stored encrypted in parts, and read as written', async () => {
    const asked = order()
    // No part may end in the middle of a character: a house is two halves and four bytes.
    const text = `Perché no? ${'àèìòù €'.repeat(60_000)}${'x🏠'.repeat(30_000)}\n`
    await store.begin(asked)
    expect(await store.load('Z999', asked.id)).toEqual(asked)
    expect(await store.load('I690', asked.id)).toBeUndefined()
    await store.finish(asked, madeOf(text), text)
    const found = await store.load('Z999', asked.id)
    expect(found).toEqual({ ...asked, made: madeOf(text) })
    expect((found && (await store.text(found))) === text).toBe(true)
    const parts = await partsOf(asked.id)
    expect(parts.length).toBeGreaterThan(5)
    for (const item of parts) {
      expect(item).not.toHaveProperty('data')
      expect(
        JSON.stringify(
          Object.values(item).map((value) =>
            value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
          ),
        ),
      ).not.toContain('Perch')
      expect(item['expiresAt']).toBe(Date.parse(daysAfter(AT, EXPORT_DAYS)) / 1000)
    }
  })

  test('are requested once and made once', async () => {
    const asked = order()
    await Promise.all([store.begin(asked), store.begin({ ...asked, references: ['b-1-1'] })])
    const first = await store.load('Z999', asked.id)
    if (!first) throw new Error('lost')
    await store.begin(order({ id: asked.id, references: ['c-1-1'] }))
    expect(await store.load('Z999', asked.id)).toEqual(first)
    const texts = ['one', 'two', 'three']
    await Promise.all(texts.map((text) => store.finish(first, madeOf(text), text)))
    const made = await store.load('Z999', asked.id)
    const text = made && (await store.text(made))
    expect(texts).toContain(text)
    expect(made?.made?.sha256).toBe(sha256(text ?? ''))
    await store.finish(first, madeOf('four'), 'four')
    expect(await store.load('Z999', asked.id)).toEqual(made)
  })

  test('expire by the clock after some days', async () => {
    const asked = order()
    await store.begin(asked)
    expect((await store.list('Z999')).map(({ id }) => id)).toContain(asked.id)
    now = daysAfter(AT, EXPORT_DAYS)
    expect([await store.load('Z999', asked.id), await store.list('Z999')]).toEqual([undefined, []])
    now = AT
    expect(await get(exportKey('Z999', asked.id))).toMatchObject({ kind: 'export' })
  })

  test('without a file have no text', async () => {
    const asked = order()
    await store.begin(asked)
    const { sha256: _, ...made } = madeOf('')
    await store.finish(asked, made, undefined)
    const found = await store.load('Z999', asked.id)
    expect([found?.made, found && (await store.text(found))]).toEqual([made, undefined])
  })
})
