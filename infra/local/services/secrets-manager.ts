import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { AwsError, type Operation } from './aws-json.ts'
import type { StateFolder } from '../runtime/state.ts'
import type { SecretSpec } from '../runtime/specs.ts'

const FILE = 'secrets.json'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Returns the operations of Secrets Manager. Each secret of the template is generated once and kept in the state folder. */
export const secretOperations = (
  secrets: readonly SecretSpec[],
  state: StateFolder,
): Readonly<Record<string, Operation>> => {
  const kept = { ...state.read(FILE, z.record(z.string(), z.string())) }
  const missing = secrets.filter((secret) => kept[secret.name] === undefined)
  for (const { name, length } of missing) {
    kept[name] = Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  }
  if (missing.length > 0) state.write(FILE, kept)
  return {
    'secretsmanager.GetSecretValue': (input) => {
      const { SecretId } = z.object({ SecretId: z.string() }).parse(input)
      const secret = secrets.find(({ name, arn }) => name === SecretId || arn === SecretId)
      if (secret === undefined) {
        throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
      }
      return { ARN: secret.arn, Name: secret.name, SecretString: kept[secret.name], VersionStages: ['AWSCURRENT'] }
    },
  }
}
