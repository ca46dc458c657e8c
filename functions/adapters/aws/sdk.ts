import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry'
import * as z from 'zod'

/** Services as the SDK's variables `AWS_ENDPOINT_URL_…` name them. */
type Service = 'DYNAMODB' | 'SFN' | 'SESV2' | 'KMS' | 'SECRETS_MANAGER' | 'EVENTBRIDGE'

const ATTEMPTS = 4
/** For each attempt. Services answer in less than a second; four of these fit into a function's time. */
const TIMEOUT_MS = 5_000
/** For what is not sent again. */
const ONCE_TIMEOUT_MS = 10_000
/** The longest first pause, doubled after each attempt; throttling waits a second. */
const PAUSE_MS = 50

/** The fields of an SDK error that quote nothing of an input or an answer. */
const details = z.object({
  name: z.string().catch('Error'),
  /** Present if the service answered with an error of its own. */
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

/** In place of a status, where no answer came. */
const LOST = 0

/** The SDK's quota of retries when it is full. */
const FULL_QUOTA = 500

/** Retries each call as often as any other: without this, one long outage would leave the calls after it no retry. */
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

/** Retries what a service answered with an error, and nothing whose answer was lost: it may have taken effect. */
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
  // A request that waited for one of a few sockets would time out before it was sent.
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

const endpointOf = (service: Service): string | undefined =>
  process.env[`AWS_ENDPOINT_URL_${service}`] ?? process.env['AWS_ENDPOINT_URL']

type ClientConfig = ReturnType<typeof clientConfig>

/**
 * Returns a client of a service, made when it is first asked for and kept while its endpoint stays the same: a local system
 * that comes up again listens elsewhere.
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

/** A call to a service that failed; `name` is the service's error code. It carries nothing of what was sent or answered. */
class ServiceError extends Error {
  readonly status: number
  readonly requestId: string | undefined
  /** Present if another try may succeed, as in the SDK's errors. */
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

/** Returns the error that replaces one of the SDK, whose message may quote an input or an answer. */
function safe(error: SdkError): ServiceError {
  const about = details.parse(error)
  const {
    name,
    $fault,
    $metadata: { httpStatusCode: status = LOST },
  } = about
  const isNamed = $fault !== undefined && name !== 'Unknown'
  // A well answered call whose body is no JSON was cut on the way.
  const isCut = $fault === undefined && status >= 200 && status < 300
  const isPassing = isTransientError(error) || isServerError(error) || isCut
  const retryable = isThrottlingError(error) ? { throttling: true } : isPassing ? { throttling: false } : undefined
  if (isNamed) return new ServiceError(name, about, retryable)
  if (status >= 500) return new ServiceError('ServiceUnavailable', about, retryable)
  if (status >= 300) return new ServiceError('ServiceError', about, retryable)
  return new ServiceError(retryable ? 'NetworkingError' : name, about, retryable)
}

/**
 * Sends a command; the client tries again what is throttled, lost, cut or fails at the service, four times in all.
 * @throws ServiceError
 */
export async function call<Output>(send: () => Promise<Output>): Promise<Output> {
  try {
    return await send()
  } catch (error) {
    throw isError(error) ? safe(error) : error
  }
}

/** Returns true if a service answered with one of these codes. */
export const isNamed = (error: unknown, ...names: string[]): error is ServiceError =>
  error instanceof ServiceError && names.includes(error.name)
