import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import * as z from 'zod'
import { canonical } from '../../domain/file/trail.ts'
import { env } from '../../platform/env.ts'
import { call, lazily } from './sdk.ts'

/**
 * The items of a sealed file are stored encrypted with a data key of the file's own, which a KMS key of its own has wrapped
 * (ADR 0014). Whoever reads the table, its exports or its backups sees that a file exists, and not whose.
 */

/** An item as it is written; what is personal in it is `data`, and everything else may be read by who reads the table. */
export type Item = { pk: string; sk: string; kind: string; data: object } & Record<string, unknown>

/** A sealed item does not open: its text, its key or its place in the table is not what it was when it was sealed. */
class SealBroken extends Error {
  override name = 'SealBroken'
}

const CIPHER = 'aes-256-gcm'
/** In bytes, as NIST SP 800-38D has them for GCM. */
const NONCE = 12
const TAG = 16

const kms = lazily('KMS', (config) => new KMSClient(config))

const plaintext = z.object({ Plaintext: z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes)) })
const generated = plaintext.extend({
  CiphertextBlob: z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes).toString('base64')),
})

/** Returns which key wraps the data keys of a file; one wrapped for a file does not open another's. */
const wrapping = (request: string) => ({ KeyId: env().SEAL_KEY_ID, EncryptionContext: { request } })

/** Lists open many items of few files: a data key is kept in memory for a while, and so are a bounded number of them. */
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
const placeOf = (request: string, { pk, sk, kind, version }: Record<string, unknown>) =>
  Buffer.from(canonical([request, pk, sk, kind, version ?? null]))

/** JSON has no bytes: a PDF among the data is written as text, and read as it was. */
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
 * @throws ServiceError when the key service refuses
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
 * @throws SealBroken when it was changed or moved; ServiceError when the key service refuses
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
    // The message of the cipher may quote its input.
    throw new SealBroken(`${item['pk']} ${item['sk']}`)
  }
}
