/** What a function may do beyond writing its own log. Each becomes statements of its role (grants.ts). */
export type Grant = 'read' | 'write' | 'execute' | 'answer' | 'link' | 'mail' | 'announce'

/** One Lambda function: where requests reach it and what it may do. */
export type FunctionSpec = {
  readonly routes?: readonly Route[]
  readonly grants: readonly Grant[]
  readonly timeoutSeconds?: number
}

/** A route of the HTTP API. */
export type Route = { readonly key: `ANY /${string}` | `GET /${string}` | '$default'; readonly open: boolean }

const open = (...keys: Route['key'][]): Route[] => keys.map((key) => ({ key, open: true }))
/** Only signed requests of an IAM principal: what staff systems read is not for whoever finds the address. */
const signed = (...keys: Route['key'][]): Route[] => keys.map((key) => ({ key, open: false }))

/**
 * Every function, named by its entry file under functions/. This table is all there is to say about one:
 * roles, routes, bundles, alarms and the dashboard derive from it.
 * ANY lets HEAD and wrong methods reach the function, which answers them properly.
 */
export const catalogue = {
  'http/service': { routes: open('ANY /', 'ANY /accessibility', 'ANY /privacy', '$default'), grants: ['read'] },
  'http/assets': { routes: open('GET /assets/{proxy+}'), grants: [] },
  'http/apply': {
    routes: open('ANY /apply', 'ANY /apply/{draft}/{step}'),
    grants: ['read', 'write', 'execute', 'link', 'mail'],
  },
  'http/ask': {
    routes: open('ANY /asks/{id}/{secret}', 'ANY /asks/{id}/{secret}/renew'),
    grants: ['read', 'write', 'execute', 'answer', 'link', 'mail'],
  },
  'http/status': {
    routes: open('ANY /requests/{id}/{secret}'),
    grants: ['read', 'write', 'execute', 'answer', 'link', 'mail'],
  },
  'http/requests': {
    routes: open('ANY /api/requests', 'ANY /api/requests/{id}'),
    grants: ['read', 'write', 'execute', 'link', 'mail'],
  },
  'http/office': { routes: signed('ANY /api/worklist', 'ANY /api/payments', 'ANY /api/statistics'), grants: ['read'] },
  'http/openapi': { routes: open('ANY /api/openapi.json'), grants: [] },

  'tasks/standing': { grants: ['read'] },
  'tasks/ask': { grants: ['read', 'write', 'answer', 'link', 'mail'] },
  'tasks/open': { grants: ['read', 'write', 'link', 'mail'] },
  'tasks/notify-outcome': { grants: ['read', 'write', 'link', 'mail'] },
  'tasks/close': { grants: ['read', 'write', 'link', 'mail'] },
  'tasks/commit-funds': { grants: ['read', 'write'] },
  'tasks/publish': { grants: ['read', 'write'] },
  'tasks/clear': { grants: ['read', 'write', 'mail'] },
  'tasks/start': { grants: ['read', 'write', 'execute', 'mail'] },
  'tasks/settle': { grants: ['read', 'write', 'execute', 'mail'] },

  'events/execution-ended': { grants: ['read', 'write', 'execute', 'mail'] },
  'events/sweep': { grants: ['read', 'write', 'execute'], timeoutSeconds: 300 },
  'events/publish': { grants: ['announce'] },
} as const satisfies Record<string, FunctionSpec>

/** The entry file of a function, without its ending. */
export type FunctionName = keyof typeof catalogue

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

/** The state machines: workflows/<name>.asl.json. */
export const machines = ['contribution-request', 'activity-period', 'payment'] as const
