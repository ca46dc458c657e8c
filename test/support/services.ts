import { Activity } from '../../infra/local/activity.ts'
import { close, createAwsServer, listen } from '../../infra/local/aws.ts'
import { keyOperations } from '../../infra/local/keys.ts'
import { secretOperations } from '../../infra/local/secrets.ts'
import type { StateFolder } from '../../infra/local/state.ts'
import type { Template } from '../../infra/local/template.ts'

/** The secrets and keys of a template, for tests that need no more of the local environment. Tells how to reach them. */
export async function startServices({ secrets, keys }: Template, state: StateFolder) {
  const server = createAwsServer({ ...secretOperations(secrets, state), ...keyOperations(keys, state) }, new Activity())
  const url = `http://127.0.0.1:${await listen(server)}`
  return {
    endpoints: { AWS_ENDPOINT_URL_SECRETS_MANAGER: url, AWS_ENDPOINT_URL_KMS: url },
    stop: () => close(server),
  }
}
