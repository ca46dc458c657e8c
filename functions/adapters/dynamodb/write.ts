import type { Counters, Effect, RecordEntry, RecordFields, RecordKind } from '../../domain/file/effect.ts'
import { env } from '../../platform/env.ts'
import { Conflict, EffectRefused } from '../../usecases/ports/errors.ts'
import { cancellationOf, record, transactWriteItems, type Write } from './client.ts'
import type { Key } from './keys.ts'
import { recordKey, storedName, storedText } from './record-key.ts'

/** The condition that an item does not exist. */
export const NEW = { ConditionExpression: 'attribute_not_exists(pk)' }

/** Returns the write that puts a record; `more` are attributes beside its data. */
export const put = (itemKey: Key, kind: string, data: object, more: object = {}, condition?: object): Write => ({
  Put: { TableName: env().TABLE_NAME, Item: { ...itemKey, ...record(kind, data), ...more }, ...condition },
})

/** Returns the write that deletes an item. */
export const remove = (itemKey: Key): Write => ({ Delete: { TableName: env().TABLE_NAME, Key: itemKey } })

/** The placeholders of the names and values in an expression. */
class Placeholders {
  readonly #names = new Map<string, string>()
  readonly #values = new Map<string, unknown>()

  name(attribute: string): string {
    const known = this.#names.get(attribute) ?? `#n${this.#names.size}`
    this.#names.set(attribute, known)
    return known
  }

  /** Returns the path of a field of the data. */
  field(field: string): string {
    return `${this.name('data')}.${this.name(field)}`
  }

  value(value: unknown): string {
    const placeholder = `:v${this.#values.size}`
    this.#values.set(placeholder, value)
    return placeholder
  }

  /** Returns the parts of an operation's input that say what the placeholders stand for. */
  get input() {
    return {
      ExpressionAttributeNames: Object.fromEntries([...this.#names].map(([name, placeholder]) => [placeholder, name])),
      ...(this.#values.size > 0 ? { ExpressionAttributeValues: Object.fromEntries(this.#values) } : {}),
    }
  }
}

const whenAll = (conditions: readonly string[]) =>
  conditions.length > 0 ? { ConditionExpression: conditions.join(' AND ') } : {}

/** Returns the write that sets fields of a record that exists and has the expected ones. */
function replacement(Key: Key, expected: RecordFields, fields: RecordFields): Write {
  const to = new Placeholders()
  const equals = ([field, value]: [string, unknown]) => `${to.field(field)} = ${to.value(value)}`
  return {
    Update: {
      TableName: env().TABLE_NAME,
      Key,
      UpdateExpression: `SET ${Object.entries(fields).map(equals).join(', ')}`,
      ...whenAll(['attribute_exists(pk)', ...Object.entries(expected).map(equals)]),
      ...to.input,
    },
  }
}

/** Returns the condition that a record does not have all of some values. */
function absence(Key: Key, isNot: RecordFields): Write {
  const to = new Placeholders()
  const differs = ([field, value]: [string, unknown]) =>
    `attribute_not_exists(${to.field(field)}) OR ${to.field(field)} <> ${to.value(value)}`
  const ConditionExpression = Object.entries(isNot).map(differs).join(' OR ')
  return { ConditionCheck: { TableName: env().TABLE_NAME, Key, ConditionExpression, ...to.input } }
}

async function storedEntry(value: NonNullable<RecordEntry['value']>): Promise<object> {
  const fields = Object.entries(value).map(async ([field, content]) => [
    field,
    await (typeof content === 'string' || 'scope' in content
      ? storedText(content)
      : Promise.all(content.map(storedText))),
  ])
  return Object.fromEntries(await Promise.all(fields))
}

type Addition = { amounts: Counters; atMost?: Counters; seen?: Counters; entries?: readonly RecordEntry[] }

/** Returns the write that adds to the counters of a record, and sets or removes its entries. */
async function addition(Key: Key, kind: RecordKind, { amounts, atMost, seen, entries = [] }: Addition): Promise<Write> {
  const to = new Placeholders()
  const sets = [`${to.name('kind')} = ${to.value(kind)}`]
  const removes: string[] = []
  for (const { name, value } of entries) {
    const attribute = to.name(await storedName(name))
    if (!value) removes.push(attribute)
    else sets.push(`${attribute} = ${to.value(await storedEntry(value))}`)
  }
  const adds = Object.entries(amounts).map(([counter, amount]) => `${to.name(counter)} ${to.value(amount)}`)
  /** Lets a condition hold for an absent counter, which counts as 0. */
  const orAbsent = (counter: string, condition: string, holdsForZero: boolean) =>
    holdsForZero ? `(attribute_not_exists(${to.name(counter)}) OR ${condition})` : condition
  const bounds = Object.entries(atMost ?? {}).map(([counter, bound]) => {
    const room = bound - (amounts[counter] ?? 0)
    return orAbsent(counter, `${to.name(counter)} <= ${to.value(room)}`, room >= 0)
  })
  const unchanged = Object.entries(seen ?? {}).map(([counter, count]) =>
    orAbsent(counter, `${to.name(counter)} = ${to.value(count)}`, count === 0),
  )
  return {
    Update: {
      TableName: env().TABLE_NAME,
      Key,
      UpdateExpression: [
        `SET ${sets.join(', ')}`,
        `ADD ${adds.join(', ')}`,
        ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
      ].join(' '),
      ...whenAll([...bounds, ...unchanged]),
      ...to.input,
    },
  }
}

/** Returns the write of an effect. */
export async function writeOf(effect: Effect): Promise<Write> {
  const itemKey = await recordKey(effect.key)
  const { kind } = effect.key
  switch (effect.write) {
    case 'create':
      return put(itemKey, kind, effect.value, {}, NEW)
    case 'put':
      return put(itemKey, kind, effect.value)
    case 'delete':
      return remove(itemKey)
    case 'replaceIf':
      return replacement(itemKey, effect.expected, effect.fields)
    case 'add':
      return addition(itemKey, kind, effect)
    case 'check':
      return absence(itemKey, effect.isNot)
  }
}

/** Reasons of a cancelled transaction that another try may mend. */
const PASSING: readonly string[] = [
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]

/** Returns what a failed transaction means to the use case; the conditions of the file itself come first. */
function reasonOf(error: unknown, own: number, effects: readonly Effect[]): unknown {
  const failed = cancellationOf(error)
  if (!failed) return error
  const index = failed.findIndex((code, at) => at >= own && code === 'ConditionalCheckFailed')
  const effect = effects[index - own]
  const ours = failed.slice(0, own).some((code) => code === 'ConditionalCheckFailed')
  if (effect && !ours) return new EffectRefused(effect.effect)
  return failed.some((code) => PASSING.includes(code)) ? new Conflict(failed.join()) : error
}

/**
 * Writes a file's own items and those of its effects in one transaction.
 * @throws Conflict when another write came first; EffectRefused when the condition of an effect does not hold
 */
export async function transact(
  own: readonly Write[],
  beside: readonly Write[] = [],
  effects: readonly Effect[] = [],
): Promise<void> {
  try {
    await transactWriteItems([...own, ...beside])
  } catch (error) {
    throw reasonOf(error, own.length, effects)
  }
}
