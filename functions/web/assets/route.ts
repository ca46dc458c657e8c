import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { HttpProblem, type HttpRequest, type Routes } from '../../platform/http.ts'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}
const TEXTS = ['.css', '.svg']

/** The folder of the assets: beside the bundle on Lambda, their sources in the repository. */
const shipped = join(import.meta.dirname, 'assets')
const isShipped = existsSync(shipped)
const OWN = isShipped ? shipped : join(import.meta.dirname, '../../ui/assets')
const BOOTSTRAP = isShipped ? shipped : join(import.meta.dirname, '../../../node_modules/bootstrap-italia/dist')
const PREFIX = 'bootstrap-italia/'

/** Returns the file of an address, never one outside its folder. */
function fileOf(path: string): string | undefined {
  const [folder, name] = path.startsWith(PREFIX) ? [BOOTSTRAP, path.slice(PREFIX.length)] : [OWN, path]
  const file = join(folder, name)
  return file.startsWith(folder + sep) ? file : undefined
}

async function serve({ parameters }: HttpRequest) {
  const path = parameters['proxy'] ?? ''
  const type = TYPES[extname(path)]
  const file = type && !path.includes('\0') ? fileOf(path) : undefined
  const content = file && (await readFile(file).catch(() => undefined))
  if (!type || !content) throw new HttpProblem(404, 'route')
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=3600' }
  return TEXTS.includes(extname(path))
    ? { status: 200, headers, body: content.toString('utf8') }
    : { status: 200, headers, body: content.toString('base64'), base64: true }
}

/** Style sheets, icons and fonts. */
export const routes = { '/assets/{proxy+}': { GET: serve } } satisfies Routes
