import { AwsClient } from 'aws4fetch'
import * as z from 'zod'

/** What Lambda puts into the environment, and the SDK's own convention for endpoints that are elsewhere. */
const surroundings = z.object({
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.string().optional(),
})

/** A service did not do what it was asked; `name` is its error code, so that throttling and faults are told from refusals. */
export class ServiceError extends Error {
  constructor(name: string, status: number) {
    super(`status ${status}`)
    this.name = name
  }
}

export type Call = {
  /** As in the signature and in the host name, for instance `email` signed as `ses`. */
  service: string
  host: string
  /** As in `AWS_ENDPOINT_URL_…`. */
  endpoint: string
  path?: string
  headers: Record<string, string>
  body: object
}

const RETRIES = 3
/** Services answer in less than a second; a function has twenty at least. */
const TIMEOUT_MS = 10_000

/** The error code of an answer: in a header, or in the body of services that speak JSON 1.0. */
async function codeOf(response: Response): Promise<string> {
  const inHeader = response.headers.get('x-amzn-errortype')?.split(':')[0]
  const body: unknown = inHeader ? {} : await response.json().catch(() => ({}))
  const inBody = z.object({ __type: z.string() }).safeParse(body).data?.__type.split('#').at(-1)
  return inHeader ?? inBody ?? (response.status >= 500 ? 'ServiceUnavailable' : 'ServiceError')
}

/**
 * One signed POST to an AWS service of which a function needs few operations: the SDK's client for it would be a sixth
 * of the function (ADR 0012). Throttling and faults are tried again with back-off.
 * @throws ServiceError with the service's error code as its name
 */
export async function signedCall({ service, host, endpoint, path = '/', headers, body }: Call): Promise<unknown> {
  const around = surroundings.parse(process.env)
  const client = new AwsClient({
    accessKeyId: around.AWS_ACCESS_KEY_ID,
    secretAccessKey: around.AWS_SECRET_ACCESS_KEY,
    ...(around.AWS_SESSION_TOKEN ? { sessionToken: around.AWS_SESSION_TOKEN } : {}),
    region: around.AWS_REGION,
    service,
    retries: RETRIES,
  })
  const base =
    process.env[`AWS_ENDPOINT_URL_${endpoint}`] ??
    process.env['AWS_ENDPOINT_URL'] ??
    `https://${host}.${around.AWS_REGION}.amazonaws.com`
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const response = await client
    .fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body), signal })
    .catch(() => {
      // A lost connection, or no answer in time: another try may mend it.
      throw new ServiceError('NetworkingError', 0)
    })
  if (response.ok) return response.json()
  throw new ServiceError(await codeOf(response), response.status)
}
