import { sha256 } from '../../../functions/domain/file/trail.ts'
import { application, grantKindOf } from '../../../functions/domain/file/application.ts'
import { apply } from '../../../functions/domain/file/apply.ts'
import { personOf } from '../../../infra/demo/play.ts'
import { START } from '../memory.ts'
import type { Funding } from '../../../functions/domain/money/grant.ts'
import type { Request } from '../../../functions/domain/file/request.ts'
import type { CaseFile } from '../../../functions/domain/file/case-file.ts'
import type { Papers } from '../../../functions/usecases/ports/press.ts'
import type { CaseFiles } from '../../../functions/usecases/ports/case-files.ts'

/** Returns the instant some minutes after the start. */
export const minutesLater = (minutes: number): string =>
  new Date(Date.parse(START) + minutes * 60_000).toISOString().replace('.000Z', 'Z')

/** Writes an approved request into a store, with its decision where papers are kept; each index gives another person. */
export async function approved(
  files: Pick<CaseFiles, 'commit'>,
  index: number,
  at: string,
  funding: readonly Funding[],
  fields: Partial<Request> = {},
  papers?: Pick<Papers, 'keep'>,
): Promise<Request> {
  const totalCents = funding.reduce((sum, { cents }) => sum + cents, 0)
  const printed = { html: '<h1>Decision</h1>', pdf: Buffer.from('decision') }
  const fingerprints = { html: sha256(printed.html), pdf: sha256(printed.pdf) }
  const blank: Request = {
    id: `a${String(index).padStart(25, '0')}`,
    municipality: 'I690',
    stage: 'approved',
    version: 0,
    channel: 'api',
    bodyHash: 'x',
    statusSecretHash: 'y',
    receivedAt: START,
    application: application.parse(personOf(index)),
    regulation: '2018-11',
    registryEntry: `2026/${index}`,
    dueOn: '2026-04-01',
    decision: { outcome: 'approved', reasons: 'test', departs: false, by: 'test', at, regulation: '2018-11' },
    grant: {
      kind: grantKindOf((fields.application ?? application.parse(personOf(index))).need),
      totalCents,
      monthlyCents: totalCents,
      months: 2,
      programme: 'baratto',
      funding: [...funding],
      plan: 'by_verified_hours',
      owedMinutes: 4_800,
    },
    // The decision is printed, so the workflow continues with the funds.
    papers: [{ id: 'decision', ...fingerprints, at }],
    periods: [],
    trail: { length: 0, head: '' },
    ...fields,
  }
  const nothing: CaseFile = { request: blank, asks: [], postings: [], payments: [] }
  const { after, entry } = apply(
    nothing,
    { act: 'request.approved', by: { role: 'manager', id: 'test' }, paper: fingerprints },
    at,
  )
  await papers?.keep(blank.id, { id: 'decision', ...printed, fingerprints: { id: 'decision', ...fingerprints } })
  await files.commit(undefined, after, entry, [])
  return after.request
}
