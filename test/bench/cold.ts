import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { type BuildOptions, buildSync } from 'esbuild'
import { z } from 'zod'
import { Players, personOf } from '../../infra/demo/play.ts'
import { worldOf } from '../../infra/demo/world.ts'
import { bundleOptions, root } from '../../infra/constructs/bundle.ts'
import { close, listen } from '../../infra/local/services/aws-json.ts'
import { startEnvironment } from '../../infra/local/environment.ts'
import { projectHooks } from '../../infra/local/project.ts'

/**
 * Cold starts of the function that shows a question: a new process loads the bundle and answers its first request, which
 * reads a file from the local environment over TLS. The variants take turns, so that a busy machine slows all of them.
 *
 *   npm run bench:cold -- [--starts 24] [--cpu 0.29] [--parts] [--plain]
 */
const { values: options } = parseArgs({
  options: {
    starts: { type: 'string', default: '24' },
    /** The CPU quota of each start, as a part of one core; needs cgroup v1 and root. */
    cpu: { type: 'string' },
    /** Also measures the bundle without each part of the recipe (ADR 0012). */
    parts: { type: 'boolean', default: false },
    /** Without TLS. */
    plain: { type: 'boolean', default: false },
  },
})

/** The limit for the SDK, in starts of the hand-signed version. */
const LIMIT = 1.45

type Variant = { name: string; file: string; lookups?: boolean }
const folder = mkdtempSync(join(tmpdir(), 'baratto-cold-'))
const handSigned = join(root, 'test/bench/hand-signed.ts')

const build = (name: string, change: Partial<BuildOptions> = {}): Variant => {
  const file = join(folder, name, 'index.js')
  buildSync({ ...bundleOptions, entryPoints: ['functions/web/ask/index.ts'], outfile: file, ...change })
  return { name, file }
}
const without = (...names: string[]) => ({
  alias: Object.fromEntries(Object.entries(bundleOptions.alias).filter(([name]) => !names.includes(name))),
})
const { alias } = bundleOptions

function variants(): Variant[] {
  const empty = join(folder, 'empty', 'index.js')
  mkdirSync(join(folder, 'empty'))
  writeFileSync(empty, 'exports.handler = async () => ({ statusCode: 200 })')
  const clients = [
    'client-dynamodb',
    'lib-dynamodb',
    'client-sfn',
    'client-sesv2',
    'client-kms',
    'client-secrets-manager',
  ]
  const byHand = Object.fromEntries(clients.map((name) => [`@aws-sdk/${name}`, handSigned]))
  const parts = () => [
    build('esbuild defaults', {
      ...without(...Object.keys(alias)),
      mainFields: ['main', 'module'],
      minify: false,
      supported: {},
    }),
    build('mainFields main,module', { mainFields: ['main', 'module'] }),
    build('not minified', { minify: false }),
    build('dynamic import kept', { supported: {} }),
    build('default credential chain', without('@aws-sdk/credential-provider-node')),
    build('endpoint discovery kept', without('@aws-sdk/middleware-endpoint-discovery')),
    build('SigV4a kept', without('@aws-sdk/signature-v4-multi-region')),
    build('event streams kept', without('@smithy/core/event-streams')),
    { ...build('configuration looked up'), lookups: true },
  ]
  return [
    { name: 'empty', file: empty },
    build('hand-signed', { alias: { ...alias, ...byHand, '@smithy/core/retry': handSigned } }),
    build('sdk'),
    ...(options.parts ? parts() : []),
  ]
}

/** Puts TLS in front of each service, as AWS has it; returns the environment that leads there. */
async function secured(endpoints: Readonly<Record<string, string>>) {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  )
  const credentials = { key: readFileSync(key), cert: readFileSync(certificate) }
  const servers = Object.entries(endpoints).map(([name, url]) => ({
    name,
    server: createServer(credentials, (incoming, outgoing) => {
      const { method, headers } = incoming
      const onward = request(url + (incoming.url ?? '/'), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      onward.on('error', () => outgoing.destroy())
      incoming.pipe(onward)
    }),
  }))
  const urls = await Promise.all(
    servers.map(async ({ name, server }) => [name, `https://localhost:${await listen(server)}`] as const),
  )
  return {
    variables: { ...Object.fromEntries(urls), NODE_EXTRA_CA_CERTS: certificate },
    stop: () => Promise.all(servers.map(({ server }) => close(server))),
  }
}

/** Runs in the measured process: from nothing loaded to the first answer, in milliseconds. */
const START = `
const began = performance.now()
const cpu = process.cpuUsage()
const { handler } = require(process.argv[1])
const loaded = performance.now()
handler(JSON.parse(process.argv[2]), { awsRequestId: 'cold' }).then(({ statusCode }) => {
  const answered = performance.now()
  const { user, system } = process.cpuUsage(cpu)
  const times = { load: loaded - began, total: answered - began, cpu: (user + system) / 1000 }
  process.stdout.write('\\n' + JSON.stringify({ statusCode, ...times }), () => process.exit())
})`
const measured = z.object({ statusCode: z.literal(200), load: z.number(), total: z.number(), cpu: z.number() })
type Sample = z.infer<typeof measured>
type Time = Exclude<keyof Sample, 'statusCode'>
const node = join(root, 'node_modules/.bin/node')

const GROUP = '/sys/fs/cgroup/cpu/baratto-cold'
/** Returns what a shell does before a start to put itself under the quota. */
function quota(): string {
  if (options.cpu === undefined) return ''
  if (!existsSync(GROUP)) mkdirSync(GROUP)
  const period = 20_000
  writeFileSync(join(GROUP, 'cpu.cfs_period_us'), String(period))
  writeFileSync(join(GROUP, 'cpu.cfs_quota_us'), String(Math.round(Number(options.cpu) * period)))
  return `echo $$ > ${GROUP}/cgroup.procs; `
}

const run = promisify(execFile)

async function start({ file, lookups = false }: Variant, event: object, variables: Record<string, string>) {
  const { AWS_LAMBDA_FUNCTION_NAME: _, ...rest } = variables
  const env = lookups ? rest : variables
  const { stdout, stderr } = await run(
    'sh',
    ['-c', `${quota()}exec "$0" "$@"`, node, '-e', START, '--', file, JSON.stringify(event)],
    { env, encoding: 'utf8' },
  )
  const result = measured.safeParse(JSON.parse(stdout.split('\n').at(-1) ?? ''))
  if (!result.success) throw new Error(`${file} did not answer: ${stderr}${stdout}`)
  return result.data
}

const median = (numbers: number[]): number => {
  const sorted = [...numbers].sort((one, other) => one - other)
  const half = sorted.length / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half) - 1] ?? 0)) / 2
}

const eventOf = (url: URL) => {
  const [, , id = '', secret = ''] = url.pathname.split('/')
  return {
    version: '2.0',
    routeKey: 'ANY /asks/{id}/{secret}',
    rawPath: url.pathname,
    rawQueryString: '',
    headers: { host: url.host, accept: 'text/html' },
    requestContext: { requestId: 'cold', http: { method: 'GET' } },
    pathParameters: { id, secret },
    isBase64Encoded: false,
  }
}

async function bench(): Promise<void> {
  const all = variants()
  const environment = await startEnvironment(projectHooks)
  const players = new Players(worldOf(environment))
  const story = await players.apply(personOf(1), 'cold')
  await environment.idle()
  const event = eventOf(new URL(await players.link(story, 'assessment', '1')))
  const { variables, stop } = options.plain
    ? { variables: environment.endpoints, stop: async () => undefined }
    : await secured(environment.endpoints)
  const names = [
    'TABLE_NAME',
    'BUCKET_NAME',
    'BUS_NAME',
    'PUBLIC_URL',
    'MAIL_FROM',
    'LINK_KEY_ID',
    'SEAL_KEY_ID',
    'MACHINES_ARN_PREFIX',
  ]
  const child = {
    ...Object.fromEntries(
      [...names, 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'HOME', 'PATH'].map((name) => [
        name,
        process.env[name] ?? '',
      ]),
    ),
    ...variables,
    AWS_LAMBDA_FUNCTION_NAME: 'ask',
  }
  const samples = new Map<string, Sample[]>(all.map(({ name }) => [name, []]))
  // The first round warms the disk cache and is not counted.
  for (let round = 0; round <= Number(options.starts); round++)
    for (const variant of all) {
      const sample = await start(variant, event, child)
      if (round > 0) samples.get(variant.name)?.push(sample)
    }
  await stop()
  await environment.stop()
  const medianOf = (name: string, what: Time) => median((samples.get(name) ?? []).map((sample) => sample[what]))
  const ratioOf = (name: string, what: Time) => medianOf(name, what) / medianOf('hand-signed', what)
  console.log('                               size     load  + answer  × hand CPU time  × hand')
  for (const { name, file } of all) {
    const size = `${(statSync(file).size / 1024).toFixed(0)} KB`.padStart(8)
    const time = (what: Time) => `${medianOf(name, what).toFixed(0)} ms`.padStart(8)
    const ratio = (what: Time) => ratioOf(name, what).toFixed(2).padStart(7)
    console.log(name.padEnd(26), size, time('load'), time('total'), ratio('total'), time('cpu'), ratio('cpu'))
  }
  const ratio = ratioOf('sdk', 'total')
  console.log(
    `${options.starts} interleaved starts, ${options.cpu ?? 'full'} CPU: ${ratio.toFixed(2)}, at most ${LIMIT}`,
  )
  if (ratio > LIMIT) process.exitCode = 1
}

try {
  await bench()
} finally {
  rmSync(folder, { recursive: true })
  if (existsSync(GROUP)) rmdirSync(GROUP)
}
