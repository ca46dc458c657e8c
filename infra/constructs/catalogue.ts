/** What a function may do beyond writing its own log. Each becomes statements of its role (grants.ts). */
export type Permission = 'read' | 'write' | 'execute' | 'answer' | 'link' | 'seal' | 'mail' | 'stream' | 'announce'

/** One Lambda function: where requests reach it and what it may do. */
export type FunctionSpec = {
  readonly routes?: readonly Route[]
  readonly grants: readonly Permission[]
  readonly timeoutSeconds?: number
}

/** The key of a route of the HTTP API. */
export type Route = `ANY /${string}` | '$default'

/**
 * Every function, named by its entry file under functions/. This table is all there is to say about one:
 * roles, routes, bundles, alarms and the dashboard derive from it.
 * ANY lets HEAD and wrong methods reach the function, which answers them properly.
 */
export const catalogue = {
  'http/service': { routes: ['ANY /', 'ANY /accessibility', 'ANY /privacy', '$default'], grants: ['read'] },
  'http/transparency': { routes: ['ANY /transparency', 'ANY /transparency/{year}'], grants: ['read'] },
  'http/assets': { routes: ['ANY /assets/{proxy+}'], grants: [] },
  'http/apply': {
    routes: ['ANY /apply', 'ANY /apply/{draft}/{step}'],
    grants: ['read', 'write', 'execute', 'link', 'seal', 'mail'],
  },
  'http/ask': {
    routes: ['ANY /asks/{id}/{secret}', 'ANY /asks/{id}/{secret}/renew'],
    grants: ['read', 'write', 'execute', 'answer', 'link', 'seal', 'mail'],
  },
  'http/status': {
    routes: ['ANY /requests/{id}/{secret}'],
    grants: ['read', 'write', 'execute', 'answer', 'link', 'seal', 'mail'],
  },
  'http/disputes': {
    routes: ['ANY /requests/{id}/{secret}/disputes'],
    grants: ['read', 'write', 'execute', 'link', 'seal', 'mail'],
  },
  'http/paper': {
    routes: ['ANY /requests/{id}/{secret}/papers/{paper}', 'ANY /desk/files/{request}/papers/{paper}'],
    grants: ['read', 'link', 'seal'],
  },
  'http/requests': {
    routes: ['ANY /api/requests', 'ANY /api/requests/{id}', 'ANY /api/requests/{id}/receipts'],
    grants: ['read', 'write', 'execute', 'link', 'seal'],
  },
  'http/office': {
    routes: ['ANY /api/worklist', 'ANY /api/payments', 'ANY /api/statistics', 'ANY /api/funds'],
    grants: ['read', 'link', 'seal'],
  },
  'http/desk': {
    routes: ['ANY /desk', 'ANY /desk/enter/{token}', 'ANY /desk/leave', 'ANY /desk/search', 'ANY /desk/asks/{ask}'],
    grants: ['read', 'write', 'link', 'seal', 'mail'],
  },
  'http/desk-file': { routes: ['ANY /desk/files/{request}'], grants: ['read', 'link', 'seal'] },
  'http/desk-act': {
    routes: ['ANY /desk/files/{request}/{act}'],
    grants: ['read', 'write', 'execute', 'link', 'seal', 'mail'],
  },
  'http/desk-hours': { routes: ['ANY /desk/hours'], grants: ['read', 'write', 'answer', 'link', 'seal'] },
  'http/desk-sheet': {
    routes: ['ANY /desk/files/{request}/sheet/{period}', 'ANY /desk/files/{request}/hours'],
    grants: ['read', 'write', 'execute', 'link', 'seal'],
  },
  'http/reconciliation': { routes: ['ANY /desk/reconciliation'], grants: ['read', 'link', 'seal'] },
  'http/host': {
    routes: [
      'ANY /host',
      'ANY /host/enter/{token}',
      'ANY /host/leave',
      'ANY /host/code',
      'ANY /host/hours',
      'ANY /host/asks/{ask}',
      'ANY /host/accidents/{request}',
    ],
    grants: ['read', 'write', 'execute', 'link', 'seal', 'mail'],
  },
  'http/here': { routes: ['ANY /here/{site}/{code}'], grants: ['read', 'write', 'link', 'seal'] },
  'http/calendar': { routes: ['ANY /requests/{id}/{secret}/shifts.ics'], grants: ['read', 'seal'] },
  'http/finance': {
    routes: [
      'ANY /desk/finance',
      'ANY /desk/finance/exports',
      'ANY /desk/finance/exports/{export}',
      'ANY /desk/finance/exports/{export}/file',
    ],
    grants: ['read', 'write', 'link', 'seal'],
  },
  'http/outcomes': {
    routes: [
      'ANY /desk/finance/outcomes',
      'ANY /api/payments/outcomes',
      'ANY /api/payments/{reference}/clearance',
      'ANY /api/payments/{reference}/outcome',
    ],
    // What comes back after it was paid has no workflow any more.
    grants: ['read', 'write', 'execute', 'answer', 'link', 'seal'],
  },
  'http/host-works': {
    routes: ['ANY /host/works', 'ANY /host/works/{work}', 'ANY /host/works/{work}/photos/{photo}'],
    grants: ['read', 'write', 'link'],
  },
  'http/desk-works': {
    routes: [
      'ANY /desk/works',
      'ANY /desk/works/{work}',
      'ANY /desk/works/{work}/{act}',
      'ANY /desk/works/{work}/photos/{photo}',
    ],
    grants: ['read', 'write', 'link', 'mail'],
  },
  'http/openapi': { routes: ['ANY /api/openapi.json'], grants: [] },

  'tasks/standing': { grants: ['read', 'seal'] },
  'tasks/ask': { grants: ['read', 'write', 'answer', 'link', 'seal', 'mail'] },
  'tasks/open': { grants: ['read', 'write', 'link', 'seal', 'mail'] },
  'tasks/notify-review': { grants: ['read', 'write', 'link', 'seal', 'mail'] },
  'tasks/notify-dispute': { grants: ['read', 'write', 'link', 'seal', 'mail'] },
  'tasks/notify-outcome': { grants: ['read', 'write', 'link', 'seal', 'mail'] },
  'tasks/close': { grants: ['read', 'write', 'link', 'seal', 'mail'] },
  'tasks/issue': { grants: ['read', 'write', 'seal'] },
  'tasks/commit-funds': { grants: ['read', 'write', 'execute', 'link', 'seal', 'mail'] },
  'tasks/publish': { grants: ['read', 'write', 'link', 'seal'] },
  'tasks/clear': { grants: ['read', 'write', 'link', 'seal', 'mail'] },
  'tasks/start': { grants: ['read', 'write', 'execute', 'seal'] },
  'tasks/settle': { grants: ['read', 'write', 'execute', 'link', 'seal'] },

  'events/execution-ended': { grants: ['read', 'write', 'seal', 'mail'] },
  'events/sweep': { grants: ['read', 'write', 'execute', 'seal', 'mail'], timeoutSeconds: 300 },
  'events/deliver': { grants: ['read', 'write', 'link', 'seal'] },
  'events/publish': { grants: ['stream', 'announce'] },
  'events/export': { grants: ['read', 'write', 'stream', 'seal'], timeoutSeconds: 300 },
  'events/finance': { grants: ['read', 'write', 'link', 'seal', 'mail'], timeoutSeconds: 300 },
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
export const machines = ['contribution-request', 'activity-period', 'payment', 'review'] as const
