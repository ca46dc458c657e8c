import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BuildOptions, buildSync, type Metafile } from 'esbuild'
import { entryOf, type FunctionName, functionNames } from './catalogue.ts'

/** The root of the repository. */
export const root = resolve(import.meta.dirname, '../..')

/** Modules that stand in for parts of the SDK that no function uses; what each saves is in ADR 0012. */
const sdk = (name: string) => join(root, 'infra/constructs/sdk', name)
const sdkAliases = {
  '@aws-sdk/credential-provider-node': sdk('credentials.ts'),
  '@aws-sdk/middleware-endpoint-discovery': sdk('endpoint-discovery.ts'),
  '@aws-sdk/signature-v4-multi-region': sdk('multi-region.ts'),
  '@smithy/core/event-streams': sdk('event-streams.ts'),
}

/** Options of esbuild for a function. CommonJS made from the modules' ES sources starts fastest on Lambda (ADR 0012). */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  // The SDK imports node:http dynamically, which loads Node's own fetch with it.
  supported: { 'dynamic-import': false },
  sourcemap: false,
  legalComments: 'none',
  // What people read is full of accents: escaped they would take twice the bytes.
  charset: 'utf8',
  // CommonJS has no import.meta: what looks for files beside its own source finds them beside the bundle. pdfkit makes an
  // address of a colour profile from `url` as it loads, and reads it for another kind of PDF than ours.
  define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '"file:///"' },
  // 486 KB of Brotli in JavaScript, for a kind of font that papers do not use: Node has its own.
  alias: { ...sdkAliases, 'brotli/decompress.js': join(root, 'infra/constructs/brotli.ts') },
  logLevel: 'warning',
} satisfies BuildOptions

/** Copies the files that `web/assets` serves: our own and, of Bootstrap Italia, only those that pages use. */
const shipAssets = (folder: string): void => {
  const bootstrap = join(root, 'node_modules/bootstrap-italia/dist')
  const own = join(root, 'functions/ui/assets')
  if (existsSync(own)) cpSync(own, folder, { recursive: true })
  for (const file of ['css/bootstrap-italia.min.css', 'svg/sprites.svg'])
    cpSync(join(bootstrap, file), join(folder, file))
  // Every browser of today reads woff2; the licences must stay with the fonts.
  cpSync(join(bootstrap, 'fonts'), join(folder, 'fonts'), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || /\.(woff2|txt)$/.test(path),
  })
}

/** Copies the fonts of papers beside the bundle that prints them; their licence must stay with them. */
const shipFonts = (folder: string): void => {
  const fonts = join(root, 'node_modules/bootstrap-italia/dist/fonts/Titillium_Web')
  for (const file of [
    'OFL.txt',
    ...['regular', '600'].map((weight) => `titillium-web-v10-latin-ext_latin-${weight}.ttf`),
  ])
    cpSync(join(fonts, file), join(folder, file))
}

/** Bundles functions into `<folder>/<name>/index.js`, in one run of esbuild, and says what went into each. */
export const bundle = (folder: string, names: readonly FunctionName[] = functionNames): Metafile => {
  const { metafile } = buildSync({
    ...bundleOptions,
    metafile: true,
    outdir: folder,
    entryPoints: names.map((name) => ({ in: entryOf(name), out: `${name}/index` })),
  })
  if (names.includes('web/assets')) shipAssets(join(folder, 'web/assets/assets'))
  if (names.includes('tasks/issue')) shipFonts(join(folder, 'tasks/issue/fonts'))
  return metafile
}

/** Bundles once, and gives the folder of each function. CDK copies what it is given, so `dispose` may follow at once. */
export const bundleAll = (): { folderOf: (name: FunctionName) => string; dispose: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'baratto-bundles-'))
  const dispose = () => rmSync(folder, { recursive: true, force: true })
  try {
    bundle(folder)
  } catch (error) {
    dispose()
    throw error
  }
  return { folderOf: (name) => join(folder, name), dispose }
}
