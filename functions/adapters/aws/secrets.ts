import { createHmac } from 'node:crypto'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'
import type { Personal } from '../../domain/file/effect.ts'
import { SECRET } from '../../domain/treasury/webhook.ts'
import { env } from '../../platform/env.ts'
import { call, lazily } from './sdk.ts'
import type { Secrets } from '../../usecases/ports/secrets.ts'

const secretsManager = lazily('SECRETS_MANAGER', (config) => new SecretsManagerClient(config))
const secret = z.object({ SecretString: z.string().min(32) })
let keyValue: Promise<string> | undefined

const read = async (): Promise<string> => {
  const command = new GetSecretValueCommand({ SecretId: env().LINK_KEY_ID })
  return secret.parse(await call(() => secretsManager().send(command))).SecretString
}

/** Reads the key once per container, and again after a failure. */
const linkKey = () =>
  (keyValue ??= read().catch((error: unknown) => {
    keyValue = undefined
    throw error
  }))

/** Derives 256 bits with HMAC-SHA-256 (RFC 2104), unpredictable without the key. */
const derive = async (what: string) =>
  createHmac('sha256', await linkKey())
    .update(what)
    .digest('base64url')

/**
 * Returns a keyed hash of text that identifies a person or a file: without the key it cannot be found by trying tax codes,
 * and hashes of different scopes cannot be matched.
 */
export const keyedHash = ({ scope, plain }: Personal): Promise<string> => derive(`${scope}:${plain}`)

export const secrets: Secrets = {
  forAsk: (ask, generation) => derive(`ask:${ask}:${generation}`),
  forStatus: (request) => derive(`status:${request}`),
  forStaff: (municipality, member) => derive(`staff:${municipality}:${member}`),
  forPass: (purpose, municipality, holder, expires) => derive(`pass-${purpose}:${municipality}:${holder}:${expires}`),
  forSite: (municipality, host, step) => derive(`site:${municipality}:${host}:${step}`),
  forPin: (request) => derive(`pin:${request}`),
  forWebhook: async (municipality) =>
    SECRET + Buffer.from(await derive(`webhook:${municipality}`), 'base64url').toString('base64'),
}
