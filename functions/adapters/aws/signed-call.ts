import * as http from 'node:http'
import * as https from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import { signed } from './signature.ts'

/** What Lambda puts into the environment, and the SDK's own convention for endpoints that are elsewhere. */
const surroundings = z.object({
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.string().optional(),
})

/** Codes that ask for patience, whatever status they come with. */
const THROTTLED = new Set([
  'ThrottlingException',
  'Throttling',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'TransactionInProgressException',
])

/** In place of a status, where no answer came. */
const LOST = 0

/** A service did not do what it was asked; `name` is its error code, so that throttling and faults are told from refusals. */
export class ServiceError extends Error {
  readonly status: number
  /** As in the SDK's errors: there if another try may mend it. */
  readonly $retryable: { throttling: boolean } | undefined
  /** May quote what was sent: not a field that a log would print with the error. */
  readonly #answer: unknown

  constructor(name: string, status: number, answer?: unknown) {
    super(`status ${status}`)
    this.name = name
    this.status = status
    const throttling = status === 429 || THROTTLED.has(name)
    this.$retryable = throttling || status === LOST || status >= 500 ? { throttling } : undefined
    this.#answer = answer
  }

  /** What the service answered with its code. */
  get answer(): unknown {
    return this.#answer
  }
}

/** Whether a service answered with one of these codes. */
export const isNamed = (error: unknown, ...names: string[]): error is ServiceError =>
  error instanceof ServiceError && names.includes(error.name)

export type Call = {
  /** As in the signature and in the host name, for instance `email` signed as `ses`. */
  service: string
  host: string
  /** As in `AWS_ENDPOINT_URL_…`. */
  endpoint: string
  path?: string
  headers: Record<string, string>
  body: object
  /** What writes and reads JSON, if some of it stands for what JSON does not have. */
  json?: { stringify: (body: object) => string; parse: (text: string) => unknown }
  /** It should not happen twice: if the answer is lost, it is not sent again from here. */
  once?: boolean
}

const ATTEMPTS = 4
/** For each attempt. Services answer in less than a second; four of these fit into a function's time. */
const TIMEOUT_MS = 5_000
/** For what is not sent again. */
const ONCE_TIMEOUT_MS = 10_000
/** At most, and twice as much after each attempt: the SDK's own figures. */
const PAUSE_MS = 50
const THROTTLED_PAUSE_MS = 1_000

/** Connections stay open from one call to the next, and from one run of the function to the next. */
const plain = new http.Agent({ keepAlive: true })
const secure = new https.Agent({ keepAlive: true })

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string }

/**
 * Sends a POST and reads the whole answer, by Node's older client: `fetch` is slow to load and forgets a connection after
 * four seconds (ADR 0012). A connection that was open may have died meanwhile: what is sent once goes over a new one.
 */
async function post(url: URL, headers: Record<string, string>, body: string, once: boolean): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
  const options = { method: 'POST', headers, signal: AbortSignal.timeout(once ? ONCE_TIMEOUT_MS : TIMEOUT_MS) }
  const request =
    url.protocol === 'https:'
      ? https.request(url, { ...options, agent: !once && secure }, resolve)
      : http.request(url, { ...options, agent: !once && plain }, resolve)
  request.on('error', reject).end(body)
  const answer = await promise
  return { status: answer.statusCode ?? LOST, headers: answer.headers, body: await text(answer) }
}

/** A proxy on the way may answer in something else than JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The error code of an answer: in a header, or in the body of services that speak JSON 1.0. */
function errorOf({ status, headers, body }: Answer): ServiceError {
  const answer = parsed(body)
  const inHeader = headers['x-amzn-errortype']?.toString().split(':')[0]
  const inBody = z.object({ __type: z.string() }).safeParse(answer).data?.__type.split('#').at(-1)
  const name = inHeader ?? inBody ?? (status >= 500 ? 'ServiceUnavailable' : 'ServiceError')
  return new ServiceError(name, status, answer)
}

async function attempt({
  service,
  host,
  endpoint,
  path = '/',
  headers,
  body,
  json = JSON,
  once = false,
}: Call): Promise<unknown> {
  const around = surroundings.parse(process.env)
  const base =
    process.env[`AWS_ENDPOINT_URL_${endpoint}`] ??
    process.env['AWS_ENDPOINT_URL'] ??
    `https://${host}.${around.AWS_REGION}.amazonaws.com`
  const url = new URL(base + path)
  const sent = json.stringify(body)
  const signer = {
    id: around.AWS_ACCESS_KEY_ID,
    secret: around.AWS_SECRET_ACCESS_KEY,
    session: around.AWS_SESSION_TOKEN,
    region: around.AWS_REGION,
    service,
  }
  // The real time, whatever the clock says: a signature is good for a few minutes.
  const answer = await post(url, signed(url, headers, sent, signer, new Date()), sent, once).catch(() => {
    // A lost connection, or no whole answer in time: another try may mend it.
    throw new ServiceError('NetworkingError', LOST)
  })
  if (answer.status >= 300) throw errorOf(answer)
  return json.parse(answer.body)
}

/**
 * One signed POST to an AWS service of which a function needs few operations: the SDK's client for it would be a sixth
 * of the function and more (ADR 0012). What is lost, throttled or fails there is tried again with back-off and jitter, four
 * times in all.
 * @throws ServiceError with the service's error code as its name
 */
export async function signedCall(call: Call): Promise<unknown> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(call)
    } catch (error) {
      if (!(error instanceof ServiceError) || !error.$retryable || tries === ATTEMPTS - 1) throw error
      if (call.once && error.status === LOST) throw error
      const atMost = (error.$retryable.throttling ? THROTTLED_PAUSE_MS : PAUSE_MS) * 2 ** tries
      await setTimeout(Math.random() * atMost)
    }
  }
}

/** The operations of a service that speaks AWS JSON, by what their targets begin with. Each call throws as `signedCall` does. */
export const jsonService =
  <Operation extends string>({
    version,
    target,
    ...called
  }: Pick<Call, 'service' | 'endpoint' | 'json'> & { version: '1.0' | '1.1'; target: string }) =>
  (operation: Operation, body: object): Promise<unknown> =>
    signedCall({
      ...called,
      host: called.service,
      headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': `${target}.${operation}` },
      body,
    })
