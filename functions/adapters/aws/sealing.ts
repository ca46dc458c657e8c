import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import * as z from 'zod'
import { canonical } from '../../domain/file/trail.ts'
import { env } from '../../platform/env.ts'
import { call, lazily } from './sdk.ts'

/**
 * Envelope encryption of sealed files (ADR 0014): each file has its own data key, wrapped by a KMS key for sealed files only.
 * The table, its exports and its backups show that a file exists, but not whose it is.
 */

/** An item before encryption: `data` is personal, all other attributes stay readable in the table. */
export type Item = { pk: string; sk: string; kind: string; data: object } & Record<string, unknown>

/** A sealed item cannot be decrypted, because its data, its key or its place in the table changed. */
class SealBroken extends Error {
  override name = 'SealBroken'
}

const CIPHER = 'aes-256-gcm'
/** The lengths in bytes recommended for GCM (NIST SP 800-38D). */
const NONCE = 12
const TAG = 16

const kms = lazily('KMS', (config) => new KMSClient(config))

const plaintext = z.object({ Plaintext: z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes)) })
const generated = plaintext.extend({
  CiphertextBlob: z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes).toString('base64')),
})

/** Returns the KMS key and the encryption context of a file's data keys: the key of one file does not decrypt another. */
const wrapping = (request: string) => ({ KeyId: env().SEAL_KEY_ID, EncryptionContext: { request } })

/** The cache of data keys, because lists decrypt many items of few files. */
const KEEP_MS = 5 * 60_000
const KEEP_AT_MOST = 200
type DataKey = { request: string; wrapped: string; plain: Promise<Buffer>; until: number }
const kept = new Map<string, DataKey>()

function keep(request: string, wrapped: string, plain: Promise<Buffer>): DataKey {
  const id = `${request} ${wrapped}`
  const [oldest] = kept.keys()
  if (kept.size >= KEEP_AT_MOST && oldest !== undefined) kept.delete(oldest)
  const key = { request, wrapped, plain, until: performance.now() + KEEP_MS }
  kept.set(id, key)
  plain.catch(() => kept.delete(id))
  return key
}

const isFresh = ({ until }: DataKey) => until > performance.now()

/** Returns the key last used for a file, or a new one; each item stores its wrapped key, so either will do. */
async function keyFor(request: string): Promise<DataKey> {
  const known = [...kept.values()].findLast((key) => key.request === request && isFresh(key))
  if (known) return known
  const command = new GenerateDataKeyCommand({ ...wrapping(request), KeySpec: 'AES_256' })
  const { CiphertextBlob, Plaintext } = generated.parse(await call(() => kms().send(command)))
  return keep(request, CiphertextBlob, Promise.resolve(Plaintext))
}

async function unwrap(request: string, wrapped: string): Promise<Buffer> {
  const known = kept.get(`${request} ${wrapped}`)
  if (known && isFresh(known)) return known.plain
  const command = new DecryptCommand({ ...wrapping(request), CiphertextBlob: Buffer.from(wrapped, 'base64') })
  const plain = call(() => kms().send(command)).then((answer) => plaintext.parse(answer).Plaintext)
  return keep(request, wrapped, plain).plain
}

/** Returns the additional authenticated data of an item, which fails to decrypt under another key, kind, version or file. */
const placeOf = (request: string, { pk, sk, kind, version, schemaVersion }: Record<string, unknown>) =>
  Buffer.from(canonical([request, pk, sk, kind, version ?? null, schemaVersion ?? null]))

/** Marks bytes, such as a PDF, that are stored as Base64 because JSON has none. */
const BYTES = '$bytes'
function bytesAsText(this: Record<string, unknown>, name: string, value: unknown) {
  const original = this[name]
  return original instanceof Uint8Array ? { [BYTES]: Buffer.from(original).toString('base64') } : value
}
const written = z.strictObject({ [BYTES]: z.string().transform((text) => Buffer.from(text, 'base64')) })
const textAsBytes = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && BYTES in value ? written.parse(value)[BYTES] : value

/**
 * Returns the item of a sealed file as stored: `data` encrypted, beside the wrapped key.
 * @throws ServiceError if KMS refuses
 */
export async function sealItem(request: string, { data, ...clear }: Item): Promise<Record<string, unknown>> {
  const { wrapped, plain } = await keyFor(request)
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, await plain, nonce).setAAD(placeOf(request, clear))
  const text = Buffer.concat([cipher.update(JSON.stringify(data, bytesAsText)), cipher.final()])
  return { ...clear, dataKey: wrapped, sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]) }
}

const sealedItem = z.object({ dataKey: z.string(), sealed: z.instanceof(Uint8Array) })

/**
 * Returns the data of an item, decrypted if it is sealed.
 * @throws SealBroken if it was changed or moved; ServiceError if KMS refuses
 */
export async function dataOf(request: string, item: Record<string, unknown>): Promise<unknown> {
  if (!('sealed' in item)) return item['data']
  const { dataKey, sealed } = sealedItem.parse(item)
  const key = await unwrap(request, dataKey)
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(placeOf(request, item))
      .setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
    const text = Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
    return JSON.parse(text.toString(), textAsBytes)
  } catch {
    // The cipher's message may quote its input.
    throw new SealBroken(`${item['pk']} ${item['sk']}`)
  }
}
