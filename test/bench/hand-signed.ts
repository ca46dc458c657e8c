import { createHash, createHmac, randomUUID } from 'node:crypto'
import * as http from 'node:http'
import * as https from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'

/**
 * A hand-signed call behind the names of the SDK that the adapters import, for the cold-start bench only: the lower bound of
 * what a client can cost (ADR 0012). It signs a POST and retries four times; no function is deployed with it.
 */

type Call = { service: string; host?: string; endpoint: string; version?: string; target?: string }
type Values = Record<string, unknown>
type Sent = { operation: string; input: Values; path?: string; isDocument?: boolean }

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex')
const hmac = (key: string | Buffer, content: string): Buffer => createHmac('sha256', key).update(content).digest()
const variable = (name: string): string => process.env[name] ?? ''

/** Adds what AWS Signature Version 4 asks for to the headers of a POST. */
function signed(url: URL, given: Record<string, string>, body: string, service: string): Record<string, string> {
  const date = new Date().toISOString().replace(/[:-]|\.\d{3}/g, '')
  const session = variable('AWS_SESSION_TOKEN')
  const headers: Record<string, string> = {
    ...given,
    host: url.host,
    'x-amz-date': date,
    ...(session && { 'x-amz-security-token': session }),
  }
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => `${name}:${headers[name]}`)
  const request = ['POST', url.pathname, '', ...lines, '', names.join(';'), sha256(body)].join('\n')
  const scope = [date.slice(0, 8), variable('AWS_REGION'), service, 'aws4_request']
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${variable('AWS_SECRET_ACCESS_KEY')}`)
  const place = scope.join('/')
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, place, sha256(request)].join('\n')).toString('hex')
  const who = `AWS4-HMAC-SHA256 Credential=${variable('AWS_ACCESS_KEY_ID')}/${place}`
  return { ...headers, authorization: `${who}, SignedHeaders=${names.join(';')}, Signature=${signature}` }
}

const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) }

async function post(url: URL, headers: Record<string, string>, body: string) {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
  const options = { method: 'POST', headers, signal: AbortSignal.timeout(5_000) }
  const request =
    url.protocol === 'https:'
      ? https.request(url, { ...options, agent: agents['https:'] }, resolve)
      : http.request(url, { ...options, agent: agents['http:'] }, resolve)
  request.on('error', reject).end(body)
  const answer = await promise
  return { status: answer.statusCode ?? 0, body: await text(answer) }
}

const ATTRIBUTES = ['Key', 'Item', 'Attributes', 'ExpressionAttributeValues', 'ExclusiveStartKey', 'LastEvaluatedKey']
const bytes = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
const mapped = (values: Values, map: (value: unknown) => unknown): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value !== undefined && ATTRIBUTES.includes(name) ? map(value) : value,
    ]),
  )
const isValues = (value: unknown): value is Parameters<typeof unmarshall>[0] =>
  typeof value === 'object' && value !== null
const read = (value: unknown) => (isValues(value) ? unmarshall(value) : value)

class Failure extends Error {
  readonly $fault = 'client'
  readonly $metadata: { httpStatusCode: number }
  constructor(status: number, body: string) {
    super()
    this.name = /#(\w+)/.exec(body)?.[1] ?? 'Unknown'
    this.$metadata = { httpStatusCode: status }
  }
}

async function send({ service, host = service, endpoint, version, target }: Call, sent: Sent): Promise<Values> {
  const { operation, input, path = '/', isDocument } = sent
  const base = process.env[`AWS_ENDPOINT_URL_${endpoint}`] ?? `https://${host}.${variable('AWS_REGION')}.amazonaws.com`
  const url = new URL(base + path)
  const content = isDocument ? mapped(input, (value) => marshall(value, { removeUndefinedValues: true })) : input
  const body = JSON.stringify(content, bytes)
  const headers = version
    ? { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': `${target}.${operation}` }
    : { 'content-type': 'application/json' }
  for (let tries = 1; ; tries++) {
    const answer = await post(url, signed(url, { ...headers }, body, service), body)
    if (answer.status < 300) {
      const values: Values = JSON.parse(answer.body)
      const { Items: items } = values
      return {
        ...mapped(values, read),
        ...(Array.isArray(items) && { Items: items.map(read) }),
      }
    }
    if (answer.status < 500 || tries === 4) throw new Failure(answer.status, answer.body)
    await setTimeout(Math.random() * 50 * 2 ** tries)
  }
}

const client = (call: Call) =>
  class {
    send(command: Sent): Promise<Values> {
      return send(call, command)
    }
  }
const command = (operation: string, path?: string) =>
  class {
    readonly operation = operation
    readonly path = path
    readonly input: Values
    constructor(input: Values) {
      this.input = input
    }
  }
const documentCommand = (operation: string) =>
  class extends command(operation) {
    readonly isDocument = true
  }

export const DynamoDBClient = client({
  ...{ service: 'dynamodb', endpoint: 'DYNAMODB', version: '1.0', target: 'DynamoDB_20120810' },
})
export const DynamoDBDocumentClient = { from: <Client>(from: Client): Client => from }
export const GetCommand = documentCommand('GetItem')
export const QueryCommand = documentCommand('Query')
export const PutCommand = documentCommand('PutItem')
export const UpdateCommand = documentCommand('UpdateItem')
export const DeleteCommand = documentCommand('DeleteItem')
export const TransactWriteCommand = class extends command('TransactWriteItems') {
  constructor({ TransactItems, ...input }: { TransactItems: Record<string, Values>[] }) {
    super({
      ClientRequestToken: randomUUID(),
      ...input,
      TransactItems: TransactItems.map((writes) =>
        Object.fromEntries(
          Object.entries(writes).map(([name, write]) => [name, mapped(write, (value) => marshall(value))]),
        ),
      ),
    })
  }
}

export const SFNClient = client({ service: 'states', endpoint: 'SFN', version: '1.0', target: 'AWSStepFunctions' })
export const DescribeExecutionCommand = command('DescribeExecution')
export const SendTaskSuccessCommand = command('SendTaskSuccess')
export const StartExecutionCommand = command('StartExecution')
export const StopExecutionCommand = command('StopExecution')

export const SESv2Client = client({ service: 'ses', host: 'email', endpoint: 'SESV2' })
export const SendEmailCommand = command('SendEmail', '/v2/email/outbound-emails')

export const KMSClient = client({ service: 'kms', endpoint: 'KMS', version: '1.1', target: 'TrentService' })
export const DecryptCommand = command('Decrypt')
export const GenerateDataKeyCommand = command('GenerateDataKey')

export const SecretsManagerClient = client({
  ...{ service: 'secretsmanager', endpoint: 'SECRETS_MANAGER', version: '1.1', target: 'secretsmanager' },
})
export const GetSecretValueCommand = command('GetSecretValue')

/** What the adapters import of `@smithy/core/retry`: here a call retries by itself. */
export const StandardRetryStrategy = class {}
export const isServerError = () => false
export const isThrottlingError = () => false
export const isTransientError = () => false
