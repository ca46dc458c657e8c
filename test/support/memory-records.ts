import { isDeepStrictEqual } from 'node:util'
import type {
  Effect,
  RecordFields,
  RecordName,
  Personal,
  RecordKey,
  RecordKind,
} from '../../functions/domain/file/effect.ts'
import { EffectRefused } from '../../functions/usecases/ports/errors.ts'

/** A record beside the case files: its value and counters. */
export type Stored = {
  value: Record<string, unknown>
  counters: Map<string, number>
  entries: Map<string, unknown>
}

const nothing = (): Stored => ({ value: {}, counters: new Map(), entries: new Map() })
const plain = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && 'plain' in part ? part.plain : part
export const nameIn = (name: RecordName): string => name.map(plain).join(':')
const textOf = (key: RecordKey): string => Object.values(key).map(plain).join(' ')

const hasAll = ({ value }: Stored, fields: RecordFields) =>
  Object.entries(fields).every(([field, expected]) => isDeepStrictEqual(value[field], expected))

/** Returns true if the condition of an effect holds for the record as it is. */
function holds(effect: Effect, stored: Stored | undefined): boolean {
  switch (effect.write) {
    case 'create':
      return !stored
    case 'replaceIf':
      return stored !== undefined && hasAll(stored, effect.expected)
    case 'check':
      return !stored || !hasAll(stored, effect.isNot)
    case 'add': {
      const { amounts, atMost = {}, seen = {} } = effect
      const count = (counter: string) => stored?.counters.get(counter) ?? 0
      return (
        Object.entries(atMost).every(([counter, bound]) => count(counter) + (amounts[counter] ?? 0) <= bound) &&
        Object.entries(seen).every(([counter, expected]) => count(counter) === expected)
      )
    }
    case 'put':
    case 'delete':
      return true
  }
}

/** Returns the record after an effect; undefined if it was deleted. */
function after(effect: Effect, stored: Stored | undefined): Stored | undefined {
  switch (effect.write) {
    case 'create':
    case 'put':
      return { ...nothing(), value: { ...effect.value } }
    case 'delete':
      return undefined
    case 'check':
      return stored
    case 'replaceIf':
      return { ...(stored ?? nothing()), value: { ...stored?.value, ...effect.fields } }
    case 'add': {
      const { value, counters, entries } = stored ?? nothing()
      const added = { value, counters: new Map(counters), entries: new Map(entries) }
      for (const [counter, amount] of Object.entries(effect.amounts))
        added.counters.set(counter, (counters.get(counter) ?? 0) + amount)
      for (const { name, value: entry } of effect.entries ?? [])
        if (entry) added.entries.set(nameIn(name), inPlain(entry))
        else added.entries.delete(nameIn(name))
      return added
    }
  }
}

const inPlain = (entry: Record<string, string | Personal | readonly (string | Personal)[]>) =>
  Object.fromEntries(
    Object.entries(entry).map(([field, content]) => [
      field,
      Array.isArray(content) ? content.map(plain) : plain(content),
    ]),
  )

/** The records beside the case files, in memory: writes are all or nothing. */
export class MemoryRecords {
  readonly #records = new Map<RecordKind, Map<string, { key: RecordKey; stored: Stored }>>()

  #ofKind(kind: RecordKind) {
    const known = this.#records.get(kind) ?? new Map<string, { key: RecordKey; stored: Stored }>()
    this.#records.set(kind, known)
    return known
  }

  read(key: RecordKey): Stored | undefined {
    return this.#ofKind(key.kind).get(textOf(key))?.stored
  }

  /** The records of a kind, by their keys. */
  *of<Kind extends RecordKind>(kind: Kind): Generator<{ key: Extract<RecordKey, { kind: Kind }>; stored: Stored }> {
    const isOf = (key: RecordKey): key is Extract<RecordKey, { kind: Kind }> => key.kind === kind
    for (const { key, stored } of this.#ofKind(kind).values()) if (isOf(key)) yield { key, stored }
  }

  /** @throws EffectRefused for the first effect whose condition does not hold; then nothing is written */
  write(effects: readonly Effect[]): void {
    if (new Set(effects.map(({ key }) => textOf(key))).size < effects.length)
      throw new Error('two effects on one record')
    for (const effect of effects) if (!holds(effect, this.read(effect.key))) throw new EffectRefused(effect.effect)
    for (const effect of effects) this.set(effect.key, after(effect, this.read(effect.key)))
  }

  /** Puts or deletes a record without checks. */
  set(key: RecordKey, stored: Stored | undefined): void {
    if (stored) this.#ofKind(key.kind).set(textOf(key), { key, stored })
    else this.#ofKind(key.kind).delete(textOf(key))
  }
}

type Shape<Kind extends RecordKind, Value> = {
  kind: Kind
  nameOf: (key: Extract<RecordKey, { kind: Kind }>) => string
  keyOf?: (name: string, value: Value) => RecordKey
  /** Returns undefined to leave a record out. */
  read: (stored: Stored) => Value | undefined
  make?: (value: Value, stored: Stored) => Partial<Stored>
}

/** A view of the records of a kind for tests: a map by short names. */
export class View<Kind extends RecordKind, Value> {
  readonly #records: MemoryRecords
  readonly #shape: Shape<Kind, Value>

  constructor(records: MemoryRecords, shape: Shape<Kind, Value>) {
    this.#records = records
    this.#shape = shape
  }

  *#all() {
    for (const { key, stored } of this.#records.of(this.#shape.kind)) {
      const value = this.#shape.read(stored)
      if (value !== undefined) yield { key, name: this.#shape.nameOf(key), value }
    }
  }
  *[Symbol.iterator](): Generator<[string, Value]> {
    for (const { name, value } of this.#all()) yield [name, value]
  }
  *keys() {
    for (const [name] of this) yield name
  }
  *values() {
    for (const [, value] of this) yield value
  }
  get size() {
    return [...this].length
  }
  get(name: string): Value | undefined {
    for (const each of this.#all()) if (each.name === name) return each.value
    return undefined
  }
  set(name: string, value: Value) {
    const { keyOf, make } = this.#shape
    if (!keyOf || !make) throw new Error(`${this.#shape.kind} is for looking only`)
    const key = [...this.#all()].find((each) => each.name === name)?.key ?? keyOf(name, value)
    const stored = this.#records.read(key) ?? nothing()
    this.#records.set(key, { ...stored, ...make(value, stored) })
  }
  delete(name: string) {
    for (const each of [...this.#all()]) if (each.name === name) this.#records.set(each.key, undefined)
  }
  clear() {
    for (const { key } of [...this.#all()]) this.#records.set(key, undefined)
  }
}
