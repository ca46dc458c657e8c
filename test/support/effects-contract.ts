import { beforeEach, describe, expect, test } from 'vitest'
import type { CaseFile } from '../../functions/domain/file/case-file.ts'
import { application } from '../../functions/domain/file/application.ts'
import { type Effect, type RecordName, personal, type RecordKey } from '../../functions/domain/file/effect.ts'
import { apply } from '../../functions/domain/file/apply.ts'
import { Conflict, EffectRefused } from '../../functions/usecases/ports/errors.ts'
import type { CaseFiles } from '../../functions/usecases/ports/case-files.ts'
import { personOf } from '../../infra/demo/play.ts'

/** An implementation under test: how it commits, and how it reads a record as one object. */
export type Store = {
  files: Pick<CaseFiles, 'load' | 'commit'>
  /** Returns the fields, counters and entries of a record; undefined if it does not exist. */
  read: (key: RecordKey) => Promise<Record<string, unknown> | undefined>
  nameOf: (name: RecordName) => Promise<string>
}

const NOW = '2026-03-02T09:00:00Z'

function blank(id: string): CaseFile {
  return {
    request: {
      id,
      municipality: 'I690',
      stage: 'submitted',
      version: 0,
      channel: 'api',
      bodyHash: 'x',
      statusSecretHash: 'y',
      receivedAt: NOW,
      application: application.parse(personOf(0)),
      regulation: 'v1',
      dueOn: '2026-04-01',
      periods: [],
      trail: { length: 0, head: '' },
    },
    asks: [],
    postings: [],
    payments: [],
  }
}

/**
 * Defines the contract test of effects for every store of case files: each primitive, its condition, and transactions.
 */
export function effectsContract(open: () => Store): void {
  const person = personal('person', 'RSSMRA85D41F205X')
  let count = 0
  /** The prefix of each test's records. */
  let municipality = ''
  let store: Store
  beforeEach(() => {
    store = open()
    municipality = `Z${String(++count).padStart(3, '0')}`
  })

  /** Writes effects with a new file and returns its id. */
  async function write(...effects: Effect[]): Promise<string> {
    const id = `e${String(++count).padStart(25, '0')}`
    const { after, entry } = apply(blank(id), { act: 'test', by: { role: 'system', id: 'system' } }, NOW)
    await store.files.commit(undefined, after, entry, effects)
    return id
  }
  const refused = (effect: Effect['effect'], ...effects: Effect[]) =>
    expect(write(...effects)).rejects.toMatchObject({ name: 'EffectRefused', effect })

  const claim = (): RecordKey => ({ kind: 'claim', municipality, person, need: 'ordinary' })
  const need = (): RecordKey => ({ kind: 'need', municipality, person, need: 'ordinary' })
  const fund = (name = 'f'): RecordKey => ({ kind: 'fund', municipality, fund: name })
  const line = (): RecordKey => ({ kind: 'publication', municipality, year: 2026, pseudonym: 'p' })
  const host = (): RecordKey => ({ kind: 'places', municipality, host: 'h' })

  const create = (request: string): Effect => ({
    effect: 'coverNeed',
    write: 'create',
    key: need(),
    value: { request, until: '2026-12-31' },
  })
  const add = (amounts: Record<string, number>, more: object = {}, key = fund()): Effect => ({
    effect: 'commitFund',
    write: 'add',
    key,
    amounts,
    ...more,
  })
  const put = (value: object, key = line()): Effect => ({ effect: 'publish', write: 'put', key, value })
  const drop = (key = line()): Effect => ({ effect: 'unpublish', write: 'delete', key })

  describe('create', () => {
    test('writes a record that is not there', async () => {
      await write(create('one'))
      expect(await store.read(need())).toEqual({ request: 'one', until: '2026-12-31' })
    })
    test('is refused where there is one, which stays, until it is deleted', async () => {
      await write(create('one'))
      await refused('coverNeed', create('two'))
      expect(await store.read(need())).toMatchObject({ request: 'one' })
      await write(drop(need()))
      await write(create('two'))
      expect(await store.read(need())).toMatchObject({ request: 'two' })
    })
    test('keeps apart what differs in a part of its key', async () => {
      const other: RecordKey = { kind: 'claim', municipality, person: personal('person', 'X'), need: 'ordinary' }
      for (const key of [claim(), other, { ...other, need: 'extraordinary' }, { ...other, municipality: `Y${count}` }])
        await write({ effect: 'claimPerson', write: 'create', key, value: {} })
    })
  })

  describe('put and delete', () => {
    test('replace the whole record, and take it away, as often as they come', async () => {
      await write(put({ amountCents: 1, rule: 'a' }))
      await write(put({ amountCents: 2 }))
      expect(await store.read(line())).toEqual({ amountCents: 2 })
      await write(drop())
      await write(drop())
      expect(await store.read(line())).toBeUndefined()
    })
  })

  describe('replaceIf', () => {
    const replace = (expected: Record<string, string>, fields: Record<string, string>): Effect => ({
      effect: 'coverNeed',
      write: 'replaceIf',
      key: need(),
      expected,
      fields,
    })
    test('sets fields where the record is as expected, and leaves the others', async () => {
      await write(create('one'))
      await write(replace({ request: 'one' }, { request: 'two' }))
      expect(await store.read(need())).toEqual({ request: 'two', until: '2026-12-31' })
      await write(replace({}, { until: '2027-12-31' }))
      expect(await store.read(need())).toEqual({ request: 'two', until: '2027-12-31' })
    })
    test('is refused where the record is another, or none', async () => {
      await refused('coverNeed', replace({}, { request: 'two' }))
      expect(await store.read(need())).toBeUndefined()
      await write(create('one'))
      await refused('coverNeed', replace({ request: 'two' }, { request: 'three' }))
      await refused('coverNeed', replace({ request: 'one', until: 'x' }, { request: 'three' }))
      await refused('coverNeed', replace({ unknown: 'one' }, { request: 'three' }))
      expect(await store.read(need())).toEqual({ request: 'one', until: '2026-12-31' })
    })
  })

  describe('add', () => {
    test('counts from nothing, up and down, each counter by itself', async () => {
      await write(add({ cents: 5, joins: 1 }))
      await write(add({ cents: -2 }))
      expect(await store.read(fund())).toEqual({ cents: 3, joins: 1 })
    })
    test('goes up to a bound and no further, also the first time', async () => {
      await refused('commitFund', add({ cents: 11 }, { atMost: { cents: 10 } }))
      expect(await store.read(fund())).toBeUndefined()
      await write(add({ cents: 4 }, { atMost: { cents: 10 } }))
      await refused('commitFund', add({ cents: 7 }, { atMost: { cents: 10 } }))
      await write(add({ cents: 6 }, { atMost: { cents: 10 } }))
      await refused('commitFund', add({ cents: 1 }, { atMost: { cents: 10 } }))
      expect(await store.read(fund())).toEqual({ cents: 10 })
    })
    test('is refused where a counter is not what it was seen to be; none is 0', async () => {
      await write(add({ cents: 1 }, { seen: { joins: 0 } }))
      await refused('commitFund', add({ cents: 1 }, { seen: { joins: 1 } }))
      await write(add({ joins: 1 }))
      await refused('commitFund', add({ cents: 1 }, { seen: { joins: 0 } }))
      await write(add({ cents: 1 }, { seen: { joins: 1 } }))
      await write(add({ joins: -1 }))
      await write(add({ cents: 1 }, { seen: { joins: 0 }, atMost: { cents: 3 } }))
      expect(await store.read(fund())).toEqual({ cents: 3, joins: 0 })
    })
    test('sets and removes entries beside its counters', async () => {
      const guest = (name: string, value?: object) => ({
        name: ['guest', 'p:q', personal('place', name)],
        ...(value ? { value } : {}),
      })
      const named = (name: string) => store.nameOf(guest(name).name)
      await write(add({ changes: 1 }, { entries: [guest('one', { note: 'a' }), guest('two', { note: 'b' })] }, host()))
      await write(add({ changes: 1 }, { entries: [guest('one', { note: 'c' }), guest('two'), guest('three')] }, host()))
      expect(await store.read(host())).toEqual({ changes: 2, [await named('one')]: { note: 'c' } })
      await refused('commitFund', add({ changes: 1 }, { seen: { changes: 1 }, entries: [guest('one')] }, host()))
      expect(await store.read(host())).toHaveProperty([await named('one')])
    })
  })

  describe('check', () => {
    const project = (): RecordKey => ({ kind: 'project', municipality, project: 'p' })
    const isOpen = (): Effect => ({ effect: 'takePlace', write: 'check', key: project(), isNot: { closed: true } })
    test('holds where there is nothing, or something else, and writes nothing', async () => {
      await write(isOpen())
      expect(await store.read(project())).toBeUndefined()
      for (const value of [{ name: 'x' }, { closed: false }]) {
        await write(put(value, project()))
        await write(isOpen())
        expect(await store.read(project())).toEqual(value)
      }
    })
    test('is refused where the record has the value', async () => {
      await write(put({ closed: true }, project()))
      await refused('takePlace', isOpen(), add({ cents: 1 }))
      expect(await store.read(fund())).toBeUndefined()
    })
  })

  describe('a transaction', () => {
    test('writes the file and all effects, or none of them, and says which was refused', async () => {
      await write(create('one'))
      const id = await write(add({ cents: 1 }), put({ amountCents: 1 }))
      expect((await store.files.load(id))?.request.id).toBe(id)
      const next = `e${String(count + 1).padStart(25, '0')}`
      await refused('coverNeed', add({ cents: 1 }), create('two'), put({ amountCents: 2 }))
      expect(await store.files.load(next)).toBeUndefined()
      expect(await store.read(fund())).toEqual({ cents: 1 })
      expect(await store.read(line())).toEqual({ amountCents: 1 })
    })
    test('of a file that somebody else changed is a conflict, whatever its effects', async () => {
      await write(create('one'))
      const before = await store.files.load(await write())
      if (!before) throw new Error('the file is not there')
      const act = { act: 'test', by: { role: 'system', id: 'system' } } as const
      const { after, entry } = apply(before, act, NOW)
      await store.files.commit(before, after, entry, [add({ cents: 1 })])
      for (const effects of [[add({ cents: 1 })], [create('two')]])
        await expect(store.files.commit(before, after, entry, effects)).rejects.toBeInstanceOf(Conflict)
      expect(await store.read(fund())).toEqual({ cents: 1 })
    })
    test('has no two effects on one record', async () => {
      await expect(write(add({ cents: 1 }), add({ cents: 2 }))).rejects.toThrow()
      expect(await store.read(fund())).toBeUndefined()
    })
  })

  describe('two writers at once', () => {
    /** Retries after a conflict, as `settled` does. */
    const settled = async (effect: Effect): Promise<'written' | 'refused'> => {
      for (;;)
        try {
          await write(effect)
          return 'written'
        } catch (error) {
          if (error instanceof EffectRefused) return 'refused'
          if (!(error instanceof Conflict)) throw error
        }
    }
    const writers = async (effects: Effect[]) => (await Promise.all(effects.map(settled))).sort()

    test('create one record', async () => {
      expect(await writers([create('one'), create('two')])).toEqual(['refused', 'written'])
    })
    test('replace what both have seen once', async () => {
      await write(create('zero'))
      const replace = (request: string): Effect => ({
        effect: 'coverNeed',
        write: 'replaceIf',
        key: need(),
        expected: { request: 'zero' },
        fields: { request },
      })
      expect(await writers([replace('one'), replace('two')])).toEqual(['refused', 'written'])
    })
    test('add to a counter without losing one, and stay within its bound', async () => {
      const effects = Array.from({ length: 6 }, () => add({ cents: 3 }, { atMost: { cents: 10 } }))
      expect((await writers(effects)).filter((each) => each === 'written')).toHaveLength(3)
      expect(await store.read(fund())).toEqual({ cents: 9 })
    })
    test('add on one sight of a counter once', async () => {
      const take = () => add({ changes: 1 }, { seen: { changes: 0 } }, host())
      expect(await writers([take(), take()])).toEqual(['refused', 'written'])
    })
  })
}
