import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { AwsError, type Operation } from './aws-json.ts'
import type { StateFolder } from '../runtime/state.ts'
import type { KeySpec } from '../runtime/specs.ts'

const FILE = 'keys.json'
const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

const context = z.record(z.string(), z.string()).default({})
const generate = z.object({ KeyId: z.string(), EncryptionContext: context, KeySpec: z.literal('AES_256') })
const decrypt = z.object({ KeyId: z.string(), EncryptionContext: context, CiphertextBlob: z.base64() })

/**
 * Returns the operations of KMS. Each key of the template is generated once and kept in the state folder. A data key is bound
 * to its key and to its encryption context, as on AWS.
 */
export const keyOperations = (keys: readonly KeySpec[], state: StateFolder): Readonly<Record<string, Operation>> => {
  const kept = { ...state.read(FILE, z.record(z.string(), z.base64())) }
  const missing = keys.filter((key) => kept[key.name] === undefined)
  for (const { name } of missing) kept[name] = randomBytes(KEY_BYTES).toString('base64')
  if (missing.length > 0) state.write(FILE, kept)

  const find = (id: string) => {
    const key = keys.find(({ name, arn }) => name === id || arn === id)
    const material = key && kept[key.name]
    if (!key || !material) throw new AwsError('NotFoundException', `Key '${id}' does not exist`)
    return { arn: key.arn, material: Buffer.from(material, 'base64') }
  }
  const bound = (arn: string, pairs: Record<string, string>) =>
    Buffer.from(JSON.stringify([arn, ...Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1))]))

  return {
    'TrentService.GenerateDataKey': (input) => {
      const { KeyId, EncryptionContext } = generate.parse(input)
      const { arn, material } = find(KeyId)
      const [plain, nonce] = [randomBytes(KEY_BYTES), randomBytes(NONCE_BYTES)]
      const cipher = createCipheriv(CIPHER, material, nonce).setAAD(bound(arn, EncryptionContext))
      const text = Buffer.concat([cipher.update(plain), cipher.final()])
      const blob = Buffer.concat([nonce, cipher.getAuthTag(), text])
      return { KeyId: arn, CiphertextBlob: blob.toString('base64'), Plaintext: plain.toString('base64') }
    },
    'TrentService.Decrypt': (input) => {
      const { KeyId, EncryptionContext, CiphertextBlob } = decrypt.parse(input)
      const { arn, material } = find(KeyId)
      const blob = Buffer.from(CiphertextBlob, 'base64')
      try {
        const decipher = createDecipheriv(CIPHER, material, blob.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
          .setAAD(bound(arn, EncryptionContext))
          .setAuthTag(blob.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
        const plain = Buffer.concat([decipher.update(blob.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
        return { KeyId: arn, Plaintext: plain.toString('base64') }
      } catch {
        throw new AwsError('InvalidCiphertextException', 'The ciphertext was not made by this key in this context.')
      }
    },
  }
}
