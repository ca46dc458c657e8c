import { type Audience, paths } from '../../functions/web/paths.ts'

/**
 * Permissions of a function beyond its own log; permissions.ts turns each into statements of its role. `published` reads the
 * configuration and the publication list; `read` everything but task tokens, `answer` those; `link` derives the secrets of
 * links; `seal` opens sealed files and papers; `paper` reads the papers that were issued, `issue` keeps new ones.
 */
export type Permission =
  | 'published'
  | 'read'
  | 'write'
  | 'execute'
  | 'answer'
  | 'link'
  | 'seal'
  | 'paper'
  | 'issue'
  | 'mail'
  | 'stream'
  | 'announce'

/** A Lambda function: the routes that reach it and what it may do. */
export type FunctionSpec = {
  readonly routes?: readonly Route[]
  readonly permissions: readonly Permission[]
  readonly timeoutSeconds?: number
}

/** The key of a route of the HTTP API. */
export type Route = `ANY /${string}` | '$default'

/** Returns the routes of an audience. ANY lets HEAD and wrong methods reach the function, which answers them properly. */
const routesOf = (audience: Audience): readonly Route[] => paths[audience].map((path) => `ANY ${path}` as const)

/**
 * The functions, named by the file or folder under functions/ that they start from. This table is all there is to say about
 * one: roles, routes, bundles, alarms and the dashboard derive from it.
 */
export const catalogue = {
  'web/public': { routes: [...routesOf('public'), '$default'], permissions: ['published'] },
  'web/citizen': {
    routes: routesOf('citizen'),
    permissions: ['read', 'write', 'execute', 'link', 'seal', 'paper', 'mail'],
  },
  'web/ask': { routes: routesOf('ask'), permissions: ['read', 'write', 'execute', 'answer', 'link', 'seal', 'mail'] },
  'web/desk': {
    routes: routesOf('desk'),
    permissions: ['read', 'write', 'execute', 'answer', 'link', 'seal', 'paper', 'mail'],
  },
  // A payment that comes back after it was paid has no workflow left, so one is started.
  'web/finance': { routes: routesOf('finance'), permissions: ['read', 'write', 'execute', 'answer', 'link', 'seal'] },
  'web/host': { routes: routesOf('host'), permissions: ['read', 'write', 'execute', 'link', 'seal', 'mail'] },
  'web/api': { routes: routesOf('api'), permissions: ['read', 'write', 'execute', 'answer', 'link', 'seal'] },
  'web/assets': { routes: routesOf('assets'), permissions: [] },

  'tasks/step': { permissions: ['read', 'write', 'execute', 'answer', 'link', 'seal', 'mail'] },
  'tasks/issue': { permissions: ['read', 'write', 'seal', 'issue'] },

  'events/execution-ended': { permissions: ['read', 'write', 'seal', 'mail'] },
  'events/sweep': { permissions: ['read', 'write', 'execute', 'seal', 'mail'], timeoutSeconds: 300 },
  'events/deliver': { permissions: ['read', 'write', 'link', 'seal'] },
  'events/publish': { permissions: ['stream', 'announce'] },
  'events/export': { permissions: ['read', 'write', 'stream', 'seal'], timeoutSeconds: 300 },
  'events/finance': { permissions: ['read', 'write', 'link', 'seal', 'mail'], timeoutSeconds: 300 },
} as const satisfies Record<string, FunctionSpec>

/** A function by what it starts from: `web/citizen`, `tasks/step`. */
export type FunctionName = keyof typeof catalogue

/** Returns the source file of a function. */
export const entryOf = (name: FunctionName): string =>
  `functions/${name.startsWith('web/') ? `${name}/index` : name}.ts`

const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(catalogue, name)

/** All of them, in the order of the table. */
export const functionNames: readonly FunctionName[] = Object.keys(catalogue).filter(isFunctionName)

/** One value for each function. */
export type FunctionMap<Value> = Readonly<Record<FunctionName, Value>>

/** Makes one value for each function. */
export const forEachFunction = <Value>(make: (name: FunctionName, spec: FunctionSpec) => Value): FunctionMap<Value> =>
  Object.fromEntries(functionNames.map((name) => [name, make(name, catalogue[name])])) as Record<FunctionName, Value>

/** Finds a function by its name, or says that there is none. */
export const functionName = (name: string): FunctionName => {
  if (!isFunctionName(name)) throw new Error(`there is no function ${name} in infra/constructs/catalogue.ts`)
  return name
}
