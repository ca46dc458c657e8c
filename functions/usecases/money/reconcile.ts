import { dayOf } from '../../domain/base/calendar.ts'
import { yearsOf } from '../../domain/money/funds.ts'
import type { Difference } from '../../domain/treasury/differences.ts'
import { type Published, Reconciler, type Reconciliation } from '../../domain/treasury/reconcile.ts'
import { type Municipality, regulationOf } from '../../domain/municipality/regulation.ts'
import { netGrantCents, pseudonymOf } from '../../domain/money/publication.ts'
import { isUnreadable } from '../file/unreadable.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Publication } from '../ports/publication.ts'
import type { Deps } from '../ports/deps.ts'

/** The records of money that reconciliation reads piece by piece. */
export interface MoneyTrail {
  /** Lists the ids of the requests received in a year that led to a grant. */
  granted(municipality: string, year: number): AsyncIterable<string>
  /** Lists the payments that became due in a year, with the request they name. */
  payments(municipality: string, year: number): AsyncIterable<{ id: string; request: string }>
}

export type ReconcileDeps = Pick<Deps, 'files' | 'funds' | 'history' | 'clock'> & {
  publication: Publication
  trail: MoneyTrail
}

/** The number of files read at once: a balance of speed and memory. */
const AT_ONCE = 8

/** Returns a file as the rules of publication see it; undefined before money was committed. */
async function publishedOf(
  { history }: ReconcileDeps,
  file: CaseFile,
  municipality: Municipality,
): Promise<Published | undefined> {
  const { fundedAt, sealed, regulation, application, municipality: code } = file.request
  if (fundedAt === undefined) return undefined
  const year = Number(dayOf(fundedAt).slice(0, 4))
  return {
    year,
    pseudonym: pseudonymOf(file.request),
    cents: netGrantCents(file),
    sealed: sealed !== undefined,
    thresholdCents: regulationOf(municipality, regulation).parameters.publishThresholdYearCents.value,
    benefitsCents: await history.benefitsCents(code, application.applicant.taxCode, year),
  }
}

async function* chunks<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let chunk: Item[] = []
  for await (const item of items) {
    chunk.push(item)
    if (chunk.length < AT_ONCE) continue
    yield chunk
    chunk = []
  }
  yield chunk
}

async function besideOf(
  { funds, publication }: ReconcileDeps,
  { office, funds: configured }: Municipality,
  years: number[],
) {
  const { municipality } = office
  const counters = new Map<string, number>()
  for (const { id } of configured) counters.set(id, (await funds.state(municipality, id)).committedCents)
  const lines = new Map<number, Map<string, number>>()
  const sealed = new Map<number, { files: number; cents: number }>()
  for (const year of years) {
    const ofYear = new Map<string, number>()
    for await (const { pseudonym, amountCents } of publication.lines(municipality, year))
      ofYear.set(pseudonym, amountCents)
    lines.set(year, ofYear)
    sealed.set(year, await publication.sealed(municipality, year))
  }
  return { counters, lines, sealed }
}

async function goThrough(deps: ReconcileDeps, municipality: Municipality, year?: number): Promise<Reconciliation> {
  const code = municipality.office.municipality
  const years = yearsOf(municipality.funds, Number(dayOf(deps.clock.now()).slice(0, 4)))
  const reconciler = new Reconciler(await besideOf(deps, municipality, years), year)
  const seen = new Set<string>()
  const read = async (id: string) => {
    try {
      const file = await deps.files.load(id)
      return { id, file, published: file && (await publishedOf(deps, file, municipality)) }
    } catch (error) {
      if (isUnreadable(error)) return { id, unreadable: true }
      throw error
    }
  }
  for (const each of years)
    for await (const ids of chunks(deps.trail.granted(code, each)))
      for (const { id, file, published, unreadable } of await Promise.all(ids.map(read))) {
        if (seen.has(id)) continue
        seen.add(id)
        if (file) reconciler.addFile(file, published)
        else if (unreadable) reconciler.addDifference({ cause: 'unreadable', request: id })
      }
  for (const each of years)
    for await (const { id, request } of deps.trail.payments(code, each)) {
      if (seen.has(request)) continue
      seen.add(request)
      const { file, published, unreadable } = await read(request)
      if (file) reconciler.addFile(file, published)
      else reconciler.addDifference({ cause: unreadable ? 'unreadable' : 'orphan', request, about: id })
    }
  return reconciler.report()
}

const keyOf = ({ cause, request, about, fund }: Difference): string => [cause, request, about, fund].join(' ')

/**
 * Compares all records of money of a municipality (riconciliazione): its files one by one, the counters of its funds, its
 * public list. The system runs on meanwhile, so differences are read a second time and reported if they remain.
 */
export async function reconcile(
  deps: ReconcileDeps,
  municipality: Municipality,
  year?: number,
): Promise<Reconciliation> {
  const first = await goThrough(deps, municipality, year)
  if (first.differences.length === 0) return first
  const known = new Set(first.differences.map(keyOf))
  const second = await goThrough(deps, municipality, year)
  return { ...second, differences: second.differences.filter((each) => known.has(keyOf(each))) }
}
