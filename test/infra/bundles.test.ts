import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { bundle } from '../../infra/constructs/bundle.ts'
import { functionNames } from '../../infra/constructs/catalogue.ts'

const limit = 600 * 1024

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
    console.log(`${name.padEnd(24)} ${(size / 1024).toFixed(0).padStart(4)} KB`)
    expect(size, largest(inputsOf(name))).toBeLessThanOrEqual(limit)
  })

  test.each(functionNames)('%s carries what it uses only', (name) => {
    const paths = inputsOf(name).map(([path]) => path)
    expect(paths).toContain(`functions/${name}.ts`)
    // Active tracing needs no code; `import { z }` drags in every language of zod, `import * as z` does not.
    expect(paths.filter((path) => /node_modules\/aws-xray-sdk|zod\/v4\/locales\/(?!en|it)\w+\.js/.test(path))).toEqual(
      [],
    )
  })

  test.each(functionNames)('%s loads, and has a handler', (name) => {
    const names = [
      'TABLE_NAME',
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

  test('the pages find their style sheet, icons and fonts beside the bundle, and nothing they do not use', () => {
    const assets = join(folder, 'http/assets/assets')
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
