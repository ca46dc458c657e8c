import { yearsOf } from '../../../domain/money/funds.ts'
import type { Municipality } from '../../../domain/municipality/regulation.ts'
import type { FundRecords } from '../../../domain/treasury/fund-report.ts'
import { funds as fundsAdapter } from '../funds.ts'
import { itemsOfYear, requestsOfYear } from './records-of-year.ts'
import { posting } from '../../../domain/hours/posting.ts'
import { payment } from '../../../domain/file/payment.ts'

/** Returns the records that a report of funds is derived from, up to a year. */
export async function fundRecords({ office, funds }: Municipality, until: number): Promise<FundRecords> {
  const { municipality } = office
  const ofAllYears = async <Item>(items: (year: number) => AsyncIterable<Item>) =>
    (await Array.fromAsync(yearsOf(funds, until), (year) => Array.fromAsync(items(year)))).flat()
  const [requests, payments, postings] = await Promise.all([
    ofAllYears((year) => requestsOfYear(municipality, year)),
    ofAllYears((year) => itemsOfYear('PAYMENT', municipality, year, payment)),
    ofAllYears((year) => itemsOfYear('POSTING', municipality, year, posting)),
  ])
  const counters = new Map<string, number>()
  for (const { id } of funds) counters.set(id, (await fundsAdapter.state(municipality, id)).committedCents)
  return { requests, payments, postings, counters }
}
