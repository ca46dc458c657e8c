import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildSync } from 'esbuild'
import { press } from '../../functions/papers/press.ts'
import { bundle, bundleOptions } from '../../infra/constructs/bundle.ts'
import { catalogue, entryOf, functionNames } from '../../infra/constructs/catalogue.ts'
import { newWorld, SESTO } from '../support/memory.ts'
import { apply, atStage, play } from '../support/story/play.ts'
import type { Press } from '../../functions/usecases/ports/press.ts'

/** The limit of a bundle without the SDK. */
const limit = 600 * 1024
/** The limit of the SDK in one function: its core and the six clients of those that use them all (ADR 0012). */
const sdkLimit = 330 * 1024
const isSdk = ([path]: [path: string, bytes: number]) => /node_modules\/(@aws-sdk|@smithy)\//.test(path)
/** Printing needs a PDF library, and one function does it, in the background (ADR 15). */
const limits = new Map([
  ['tasks/issue', 1000 * 1024],
  // All pages of staff: seven functions of 3,220 KB in all before they were one.
  ['web/desk', 750 * 1024],
])

/** What S3's client adds to the functions that read or keep papers. */
const s3Size = 150 * 1024
const withPapers = new Set(['web/citizen', 'web/desk', 'tasks/issue'])

describe('bundles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baratto-bundles-test-'))
  let inputsOf: (name: string) => [path: string, bytes: number][] = () => []
  beforeAll(() => {
    const { outputs } = bundle(folder)
    inputsOf = (name) => {
      const [, output] = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}/index.js`)) ?? []
      return Object.entries(output?.inputs ?? {}).map(([path, { bytesInOutput }]) => [path, bytesInOutput])
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(functionNames)('%s is small', (name) => {
    const { size } = statSync(join(folder, name, 'index.js'))
    const sdk = inputsOf(name)
      .filter(isSdk)
      .reduce((sum, [, bytes]) => sum + bytes, 0)
    const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0).padStart(4)} KB`
    console.log(`${name.padEnd(24)} ${kilobytes(size)}, of which SDK ${kilobytes(sdk)}`)
    expect(sdk, largest(inputsOf(name).filter(isSdk))).toBeLessThanOrEqual(
      sdkLimit + (withPapers.has(name) ? s3Size : 0),
    )
    expect(size - sdk, largest(inputsOf(name))).toBeLessThanOrEqual(limits.get(name) ?? limit)
  })

  test.each(functionNames)('%s carries what it uses only', (name) => {
    const paths = inputsOf(name).map(([path]) => path)
    expect(paths).toContain(entryOf(name))
    // Active tracing needs no code; `import { z }` drags in every language of zod, `import * as z` does not; of the SDK the
    // parts that the bundle replaces stay out (ADR 0012).
    const unused = new RegExp(
      [
        'node_modules/aws-xray-sdk',
        'node_modules/@aws-sdk/(credential-|token-|nested-clients|endpoint-|middleware-endpoint-|signature-v4-multi)',
        'node_modules/@smithy/(credential-|core/.*/event-streams)',
        String.raw`zod/v4/locales/(?!en|it)\w+\.js`,
      ].join('|'),
    )
    expect(paths.filter((path) => unused.test(path))).toEqual([])
  })

  test.each(functionNames)('%s loads, and has a handler', (name) => {
    const names = [
      'TABLE_NAME',
      'BUCKET_NAME',
      'BUS_NAME',
      'MAIL_FROM',
      'LINK_KEY_ID',
      'SEAL_KEY_ID',
      'MACHINES_ARN_PREFIX',
      'POWERTOOLS_SERVICE_NAME',
    ]
    for (const variable of names) vi.stubEnv(variable, 'baratto@example.org')
    vi.stubEnv('PUBLIC_URL', 'https://baratto.example.org')
    vi.stubEnv('AWS_REGION', 'eu-south-1')
    expect(createRequire(import.meta.url)(join(folder, name, 'index.js'))).toHaveProperty(
      'handler',
      expect.any(Function),
    )
    vi.unstubAllEnvs()
  })

  test('the public pages read by the adapters of the configuration and the publication list only', () => {
    const adapters = inputsOf('web/public').flatMap(([path, bytes]) =>
      bytes > 0 && /^functions\/adapters\/(dynamodb\/.*)\.ts$/.test(path) ? [path] : [],
    )
    expect(adapters.sort()).toEqual(
      ['client', 'configuration', 'keys', 'publication'].map((name) => `functions/adapters/dynamodb/${name}.ts`),
    )
  })

  test('those functions may read task tokens that deliver an answer, and the one that asks', () => {
    const delivering = functionNames.filter((name) =>
      inputsOf(name).some(([path, bytes]) => bytes > 0 && path === 'functions/usecases/asks/answer-ask.ts'),
    )
    const permitted = functionNames.filter((name) => catalogue[name].permissions.some((each) => each === 'answer'))
    expect(permitted).toEqual([...delivering, 'tasks/step'])
  })

  test('on Lambda a client reads no file, whatever profile there is', () => {
    const script = `
      const reads = []
      const promises = require('node:fs/promises')
      promises.readFile = async (path) => (reads.push(String(path)), '')
      const { handler } = require(${JSON.stringify(join(folder, 'tasks/step/index.js'))})
      handler({ machine: 'contribution-request', step: 'Resume', request: 'a'.repeat(26) }).catch(({ name }) =>
        process.stdout.write('\\n' + JSON.stringify({ name, reads })),
      )`
    const environment = {
      ...{
        TABLE_NAME: 'records',
        BUCKET_NAME: 'papers',
        BUS_NAME: 'bus',
        MAIL_FROM: 'a@example.org',
        PUBLIC_URL: 'https://example.org',
      },
      ...{ LINK_KEY_ID: 'link', SEAL_KEY_ID: 'seal', MACHINES_ARN_PREFIX: 'arn:' },
      ...{
        AWS_REGION: 'eu-south-1',
        AWS_ACCESS_KEY_ID: 'id',
        AWS_SECRET_ACCESS_KEY: 'key',
        AWS_SESSION_TOKEN: 'token',
      },
      ...{ AWS_LAMBDA_FUNCTION_NAME: 'step', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    }
    const output = execFileSync(process.execPath, ['-e', script], { env: environment, encoding: 'utf8' })
    expect(JSON.parse(output.split('\n').at(-1) ?? '')).toEqual({ name: 'Transient', reads: [] })
  })

  test('contain the PDF printer in one function only, without a second Brotli, with its fonts beside the bundle', () => {
    const printing = functionNames.filter((name) =>
      inputsOf(name).some(([path]) => path.includes('node_modules/pdfkit')),
    )
    expect(printing).toEqual(['tasks/issue'])
    expect(inputsOf('tasks/issue').filter(([path]) => path.includes('node_modules/brotli'))).toEqual([])
    expect(readdirSync(join(folder, 'tasks/issue/fonts')).sort()).toEqual([
      'OFL.txt',
      'titillium-web-v10-latin-ext_latin-600.ttf',
      'titillium-web-v10-latin-ext_latin-regular.ttf',
    ])
  })

  test('a paper printed by the bundle is the one printed here, byte by byte', async () => {
    const outfile = join(folder, 'tasks/issue/press.js')
    buildSync({ ...bundleOptions, entryPoints: ['functions/papers/press.ts'], outfile })
    const bundled: { press: Press } = createRequire(import.meta.url)(outfile)
    const world = newWorld()
    const file = await play(world, await apply(world), {}, atStage('approved'))
    const printed = await Promise.all(
      [bundled.press, press].map((each) => each.print({ id: 'decision', kind: 'decision', number: 1 }, file, SESTO)),
    )
    expect(printed[0]?.html).toBe(printed[1]?.html)
    expect(printed[0]?.pdf.length).toBeGreaterThan(10_000)
    expect(Buffer.compare(printed[0]?.pdf ?? Buffer.of(), printed[1]?.pdf ?? Buffer.of(1))).toBe(0)
  })

  test('the pages find their style sheet, icons and fonts beside the bundle, and nothing they do not use', () => {
    const assets = join(folder, 'web/assets/assets')
    expect(existsSync(join(assets, 'css/bootstrap-italia.min.css'))).toBe(true)
    expect(existsSync(join(assets, 'svg/sprites.svg'))).toBe(true)
    const fonts = readdirSync(join(assets, 'fonts'), { recursive: true, withFileTypes: true })
    const names = fonts.filter((entry) => entry.isFile()).map(({ name }) => name)
    expect(names.filter((name) => name.endsWith('.woff2')).length).toBeGreaterThan(0)
    expect(names.filter((name) => !/\.(woff2|txt)$/.test(name))).toEqual([])
  })
})

const largest = (inputs: [path: string, bytes: number][]): string =>
  `largest parts: ${inputs
    .sort(([, a], [, b]) => b - a)
    .slice(0, 8)
    .map(([path, bytes]) => `${path} ${bytes}`)
    .join(', ')}`
