/**
 * The paths that each audience's function serves. The API has one route per path, so that throttles, logs and alarms see
 * them; infra/constructs/catalogue.ts derives the routes from this table.
 */
export const paths = {
  public: ['/', '/accessibility', '/privacy', '/transparency', '/transparency/{year}'],
  citizen: [
    '/apply',
    '/apply/{draft}/{step}',
    '/requests/{id}/{secret}',
    '/requests/{id}/{secret}/disputes',
    '/requests/{id}/{secret}/papers/{paper}',
    '/requests/{id}/{secret}/shifts.ics',
    '/here/{site}/{code}',
  ],
  ask: ['/asks/{id}/{secret}', '/asks/{id}/{secret}/renew'],
  desk: [
    '/desk',
    '/desk/enter/{token}',
    '/desk/leave',
    '/desk/search',
    '/desk/asks/{ask}',
    '/desk/hours',
    '/desk/files/{request}',
    '/desk/files/{request}/{act}',
    '/desk/files/{request}/hours',
    '/desk/files/{request}/sheet/{period}',
    '/desk/files/{request}/papers/{paper}',
    '/desk/works',
    '/desk/works/{work}',
    '/desk/works/{work}/{act}',
    '/desk/works/{work}/photos/{photo}',
  ],
  finance: [
    '/desk/finance',
    '/desk/finance/exports',
    '/desk/finance/exports/{export}',
    '/desk/finance/exports/{export}/file',
    '/desk/finance/outcomes',
    '/desk/reconciliation',
  ],
  host: [
    '/host',
    '/host/enter/{token}',
    '/host/leave',
    '/host/code',
    '/host/hours',
    '/host/asks/{ask}',
    '/host/accidents/{request}',
    '/host/works',
    '/host/works/{work}',
    '/host/works/{work}/photos/{photo}',
  ],
  api: [
    '/api/requests',
    '/api/requests/{id}',
    '/api/requests/{id}/receipts',
    '/api/worklist',
    '/api/payments',
    '/api/payments/outcomes',
    '/api/payments/{reference}/clearance',
    '/api/payments/{reference}/outcome',
    '/api/statistics',
    '/api/funds',
    '/api/openapi.json',
  ],
  assets: ['/assets/{proxy+}'],
} as const

/** The audience of a function. */
export type Audience = keyof typeof paths

/** A path of an audience. */
export type PathOf<Whom extends Audience> = (typeof paths)[Whom][number]
