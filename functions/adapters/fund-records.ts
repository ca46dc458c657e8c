import { yearsOf } from '../domain/funds.ts'
import { payment, posting } from '../domain/records.ts'
import type { Municipality } from '../domain/regulation.ts'
import type { FundRecords } from '../usecases/fund-report.ts'
import { caseFiles, itemsOfYear, requestsOfYear } from './case-files.ts'

async function collect<Item>(years: readonly number[], items: (year: number) => AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for (const year of years) for await (const item of items(year)) list.push(item)
  return list
}

/** Everything a report of funds is derived from, up to a year. */
export async function fundRecords({ office, funds }: Municipality, until: number): Promise<FundRecords> {
  const { municipality } = office
  const years = yearsOf(funds, until)
  const [requests, payments, postings] = await Promise.all([
    collect(years, (year) => requestsOfYear(municipality, year)),
    collect(years, (year) => itemsOfYear('PAYMENT', municipality, year, payment)),
    collect(years, (year) => itemsOfYear('POSTING', municipality, year, posting)),
  ])
  const counters = new Map<string, number>()
  for (const { id } of funds) counters.set(id, (await caseFiles.fundState(municipality, id)).committedCents)
  return { requests, payments, postings, counters }
}
