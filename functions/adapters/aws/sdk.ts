import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry'
import * as z from 'zod'

/** Services as the SDK's variables `AWS_ENDPOINT_URL_…` name them. */
type Service = 'DYNAMODB' | 'SFN' | 'SESV2' | 'KMS' | 'SECRETS_MANAGER' | 'EVENTBRIDGE' | 'S3'

const ATTEMPTS = 4
/** The time-out of an attempt. Services answer in less than a second; four attempts fit into a function's time limit. */
const TIMEOUT_MS = 5_000
/** The time-out of a call that is not repeated. */
const ONCE_TIMEOUT_MS = 10_000
/** The maximum delay before the first retry, doubled after each; throttling waits a second. */
const PAUSE_MS = 50

/** The fields of an SDK error that quote neither request nor response. */
const details = z.object({
  name: z.string().catch('Error'),
  /** Present if the service returned an error. */
  $fault: z.string().optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional(), requestId: z.string().optional() }).catch({}),
  CancellationReasons: z
    .array(z.object({ Code: z.string().default('None') }))
    .optional()
    .catch(undefined),
})
type Details = z.infer<typeof details>
type SdkError = Parameters<typeof isTransientError>[0]
const isError = (error: unknown): error is SdkError => error instanceof Error

/** The status of a call without a response. */
const LOST = 0

/** The SDK's quota of retries when it is full. */
const FULL_QUOTA = 500

/** Gives each call its own retries: the SDK's quota would leave none to calls after a long outage. */
class RetryEach extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(...[token, failure]: Parameters<Retry>): ReturnType<Retry> {
    this.recordSuccess({
      getRetryCost: () => FULL_QUOTA,
      getRetryCount: () => token.getRetryCount(),
      getRetryDelay: () => token.getRetryDelay(),
    })
    return super.refreshRetryTokenForRetry(token, failure)
  }
}

/** Retries error responses only: a call whose response was lost may have taken effect. */
class RetryAnswered extends RetryEach {
  override async refreshRetryTokenForRetry(...[token, failure]: Parameters<Retry>): ReturnType<Retry> {
    const { httpStatusCode = LOST } = details.parse(failure.error).$metadata
    if (httpStatusCode < 300) throw new Error('no answer')
    return super.refreshRetryTokenForRetry(token, failure)
  }
}
type Retry = StandardRetryStrategy['refreshRetryTokenForRetry']

/**
 * Returns the configuration of a client. On Lambda it sets everything that the SDK would otherwise read from files at a cold
 * start (ADR 0012); elsewhere the SDK finds profiles and SSO as usual. With `once`, requests use a new connection, since an
 * open one may have died.
 */
function clientConfig(service: Service, { once = false } = {}) {
  // With few sockets, waiting for one would count towards the time-out.
  const agent = { keepAlive: !once, maxSockets: Number.POSITIVE_INFINITY }
  const timeout = once ? ONCE_TIMEOUT_MS : TIMEOUT_MS
  const common = {
    retryStrategy: new (once ? RetryAnswered : RetryEach)({ maxAttempts: ATTEMPTS, baseDelay: PAUSE_MS }),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      requestTimeout: timeout,
      socketTimeout: timeout,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
    defaultsMode: 'standard' as const,
  }
  const region = process.env['AWS_REGION']
  if (process.env['AWS_LAMBDA_FUNCTION_NAME'] === undefined || region === undefined) return common
  const endpoint = endpointOf(service)
  return {
    ...common,
    region,
    ...(endpoint && { endpoint }),
    ignoreConfiguredEndpointUrls: true,
    accountIdEndpointMode: 'disabled' as const,
    endpointDiscoveryEnabled: false,
    authSchemePreference: ['sigv4'],
    disableClockSkewCorrection: false,
    retryMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: '',
  }
}

/** Returns the endpoint of a service if it is not that of AWS. */
export const endpointOf = (service: Service): string | undefined =>
  process.env[`AWS_ENDPOINT_URL_${service}`] ?? process.env['AWS_ENDPOINT_URL']

type ClientConfig = ReturnType<typeof clientConfig>

/**
 * Returns a function that creates a client on first use, and again when the endpoint changes: a restarted local system listens
 * on another port.
 */
export function lazily<Client>(
  service: Service,
  make: (config: ClientConfig) => Client,
  how: Parameters<typeof clientConfig>[1] = {},
): () => Client {
  let held: { endpoint: string | undefined; client: Client } | undefined
  return () => {
    const endpoint = endpointOf(service)
    if (held === undefined || held.endpoint !== endpoint) held = { endpoint, client: make(clientConfig(service, how)) }
    return held.client
  }
}

/** A failed call of a service; `name` is its error code. It quotes neither the request nor the response. */
class ServiceError extends Error {
  readonly status: number
  readonly requestId: string | undefined
  /** Present if a retry may succeed, as in the SDK's errors. */
  readonly $retryable: { throttling: boolean } | undefined
  /** The code of each write of a cancelled transaction. */
  readonly reasons: readonly string[] | undefined

  constructor(name: string, { $metadata, CancellationReasons }: Details, retryable?: { throttling: boolean }) {
    const { httpStatusCode = LOST, requestId } = $metadata
    super(`status ${httpStatusCode}`)
    this.name = name
    this.status = httpStatusCode
    this.requestId = requestId
    this.$retryable = retryable
    this.reasons = CancellationReasons?.map(({ Code }) => Code)
  }
}

/** Replaces an error of the SDK, whose message may quote a request or a response. */
function safe(error: SdkError): ServiceError {
  const about = details.parse(error)
  const {
    name,
    $fault,
    $metadata: { httpStatusCode: status = LOST },
  } = about
  const isNamed = $fault !== undefined && name !== 'Unknown'
  // A response with status 2xx and no readable body was truncated.
  const isCut = $fault === undefined && status >= 200 && status < 300
  const isPassing = isTransientError(error) || isServerError(error) || isCut
  const retryable = isThrottlingError(error) ? { throttling: true } : isPassing ? { throttling: false } : undefined
  if (isNamed) return new ServiceError(name, about, retryable)
  if (status >= 500) return new ServiceError('ServiceUnavailable', about, retryable)
  if (status >= 300) return new ServiceError('ServiceError', about, retryable)
  return new ServiceError(retryable ? 'NetworkingError' : name, about, retryable)
}

/**
 * Sends a command. The client retries throttled, lost, truncated and failed calls, with four attempts in all.
 * @throws ServiceError
 */
export async function call<Output>(send: () => Promise<Output>): Promise<Output> {
  try {
    return await send()
  } catch (error) {
    throw isError(error) ? safe(error) : error
  }
}

/** Returns true if an error has one of these codes of a service. */
export const hasErrorCode = (error: unknown, ...names: string[]): error is ServiceError =>
  error instanceof ServiceError && names.includes(error.name)
