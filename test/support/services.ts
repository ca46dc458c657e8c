import { Activity } from '../../infra/local/runtime/activity.ts'
import { close, createAwsServer, listen } from '../../infra/local/services/aws-json.ts'
import { keyOperations } from '../../infra/local/services/kms.ts'
import { objectServer } from '../../infra/local/services/s3.ts'
import { secretOperations } from '../../infra/local/services/secrets-manager.ts'
import type { StateFolder } from '../../infra/local/runtime/state.ts'
import type { Template } from '../../infra/local/runtime/specs.ts'

/** Starts the secrets, keys and buckets of a template, for tests that need nothing else, and returns their endpoints. */
export async function startServices({ secrets, keys, buckets }: Template, state: StateFolder) {
  const activity = new Activity()
  const operations = { ...secretOperations(secrets, state), ...keyOperations(keys, state) }
  const server = createAwsServer(operations, activity, objectServer(buckets, state, activity))
  const url = `http://127.0.0.1:${await listen(server)}`
  return {
    endpoints: { AWS_ENDPOINT_URL_SECRETS_MANAGER: url, AWS_ENDPOINT_URL_KMS: url, AWS_ENDPOINT_URL_S3: url },
    stop: () => close(server),
  }
}
