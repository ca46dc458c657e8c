import { createHmac } from 'node:crypto'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'
import { env } from '../platform/env.ts'
import type { Secrets } from '../usecases/ports.ts'

const client = new SecretsManagerClient({ maxAttempts: 4 })
let keyValue: Promise<string> | undefined

async function read(): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: env().LINK_KEY_ID }))
  return z.string().min(32).parse(SecretString)
}

/** The key is read once a container, and again after a failure. */
const linkKey = () =>
  (keyValue ??= read().catch((error: unknown) => {
    keyValue = undefined
    throw error
  }))

/** 256 bits that only the key can make (HMAC-SHA-256, RFC 2104): as good as random to whoever has no key. */
const derive = async (what: string) =>
  createHmac('sha256', await linkKey())
    .update(what)
    .digest('base64url')

export const secrets: Secrets = {
  forAsk: (ask, generation) => derive(`ask:${ask}:${generation}`),
  forStatus: (request) => derive(`status:${request}`),
  forStaff: (municipality, member) => derive(`staff:${municipality}:${member}`),
}
