import * as z from 'zod'
import { sha256 } from '../../domain/file/trail.ts'
import { PHOTOS, type Work, work } from '../../domain/activity/work.ts'
import { env } from '../../platform/env.ts'
import { forgetConfiguration } from './configuration.ts'
import {
  cancellationOf,
  deleteItem,
  get,
  isConditionFailed,
  putItem,
  query,
  record,
  recordOf,
  transactWriteItems,
  type Write,
} from './client.ts'
import { key } from './keys.ts'
import { Conflict } from '../../usecases/ports/errors.ts'
import type { Works } from '../../usecases/ports/works.ts'

/** An item holds 400 KB at most, its names and keys included. */
const PART_BYTES = 350_000

const part = z.object({ sk: z.string(), bytes: z.instanceof(Uint8Array) })
const parts = (id: string, photo = '') =>
  query({ partition: key.photo(id, '', 0).pk, ...(photo ? { startsWith: `${photo}#` } : {}) })

/** Removes the parts of some pictures of a work. */
async function forget(id: string, which: (photo: string) => boolean): Promise<void> {
  for await (const each of parts(id)) {
    const { sk } = part.parse(each)
    if (which(sk.slice(0, sk.indexOf('#'))))
      await deleteItem({ TableName: env().TABLE_NAME, Key: { pk: key.photo(id, '', 0).pk, sk } })
  }
}

const item = (data: Work) => ({
  TableName: env().TABLE_NAME,
  Item: { ...key.work(data.municipality, data.id), ...record('work', work.parse(data)), version: data.version },
})

type Change = Parameters<Works['amend']>[2]
/** Returns the write of the project of a work request: created once, or closed for good. */
function projectWrite({ municipality }: Work, change: NonNullable<Change>): Write {
  const TableName = env().TABLE_NAME
  return 'made' in change
    ? {
        Put: {
          TableName,
          Item: { ...key.project(municipality, change.made.id), ...record('project', change.made) },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      }
    : {
        Update: {
          TableName,
          Key: key.project(municipality, change.closed),
          UpdateExpression: 'SET #data.#closed = :true',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#data': 'data', '#closed': 'closed' },
          ExpressionAttributeValues: { ':true': true },
        },
      }
}

export const works: Works = {
  async load(municipality, id) {
    const found = await get(key.work(municipality, id))
    return found && recordOf(work, found)
  },

  async *of(municipality) {
    for await (const found of query({ partition: key.work(municipality, '').pk })) yield recordOf(work, found)
  },

  async post(data) {
    try {
      await putItem({ ...item(data), ConditionExpression: 'attribute_not_exists(pk)' })
      return true
    } catch (error) {
      if (isConditionFailed(error)) return false
      throw error
    }
  },

  async amend(before, after, change) {
    const unchanged = {
      ConditionExpression: '#version = :read',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':read': before.version },
    }
    try {
      await transactWriteItems([
        { Put: { ...item(after), ...unchanged } },
        ...(change ? [projectWrite(after, change)] : []),
      ])
    } catch (error) {
      throw cancellationOf(error) ? new Conflict(`work ${before.version}`) : error
    }
    if (change) forgetConfiguration(after.municipality)
  },

  async keepPhoto(id, photo, bytes) {
    for (let number = 0; number * PART_BYTES < bytes.length; number++)
      await putItem({
        TableName: env().TABLE_NAME,
        Item: {
          ...key.photo(id, photo, number),
          kind: 'photo',
          bytes: bytes.subarray(number * PART_BYTES, (number + 1) * PART_BYTES),
        },
      })
  },

  async photo(id, photo) {
    const found: Uint8Array[] = []
    for await (const each of parts(id, photo.id)) found.push(part.parse(each).bytes)
    if (found.length === 0) return undefined
    const whole = Buffer.concat(found)
    if (sha256(whole) !== photo.sha256) throw new Error(`a picture of work ${id} is not whole`)
    return whole
  },

  forgetPhoto: (id, photo) => forget(id, (each) => each === photo),

  async forgetPhotos({ id, photos }) {
    const named = PHOTOS.map((name) => photos[name]?.id)
    await forget(id, (each) => !named.includes(each))
  },
}
