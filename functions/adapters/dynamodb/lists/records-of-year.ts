import * as z from 'zod'
import type { CaseFile } from '../../../domain/file/case-file.ts'
import { payment } from '../../../domain/file/payment.ts'
import { isUnreadable } from '../../../usecases/file/unreadable.ts'
import { caseFiles } from '../case-files.ts'
import { get, query } from '../client.ts'
import { key } from '../keys.ts'
import { idOf, opened, openItems, partition, yearOf } from './worklist.ts'

/** A handler of an unreadable item, known by its key: returns its replacement in the list, or undefined to leave it out. */
type OnUnreadable<Output> = (
  of: { request: string; id: string },
  error: unknown,
) => Output | undefined | Promise<Output | undefined>

/** Yields the data of an item of a list; one that does not open fails the list unless `onUnreadable` replaces it. */
async function* listedAs<Schema extends z.ZodType>(
  schema: Schema,
  item: Record<string, unknown>,
  onUnreadable: OnUnreadable<z.output<Schema>> | undefined,
): AsyncGenerator<z.output<Schema>> {
  try {
    yield await opened(schema, item)
  } catch (error) {
    if (!onUnreadable || !isUnreadable(error)) throw error
    const other = await onUnreadable({ request: idOf(item), id: String(item['sk']).split('#').at(-1) ?? '' }, error)
    if (other !== undefined) yield other
  }
}

type Indexed = Record<string, unknown> & { wsk: string }
const indexed = z.looseObject({ wsk: z.string() })

/** Returns the items of payments of a year that have not ended. */
async function openOfYear(municipality: string, year: number): Promise<Indexed[]> {
  const items: Indexed[] = []
  for await (const item of query({ index: 'worklist', partition: partition.openPayments(municipality) })) {
    const open = indexed.parse(item)
    if (yearOf(open.wsk.split('#')[0] ?? '') === String(year)) items.push(open)
  }
  return items
}

/** Lists the payments of a municipality that have not ended, whatever their year. */
export async function* openPayments(
  municipality: string,
  onUnreadable?: OnUnreadable<CaseFile['payments'][number]>,
): AsyncGenerator<CaseFile['payments'][number]> {
  for await (const item of query({ index: 'worklist', partition: partition.openPayments(municipality) }))
    yield* listedAs(payment, item, onUnreadable)
}

/** Lists the payments or postings of a municipality in a year, newest last. */
export async function* itemsOfYear<Schema extends z.ZodType>(
  kind: 'PAYMENT' | 'POSTING',
  municipality: string,
  year: number,
  schema: Schema,
  onUnreadable?: OnUnreadable<z.output<Schema>>,
): AsyncGenerator<z.output<Schema>> {
  const ofYear =
    kind === 'PAYMENT' ? partition.endedPayments(municipality, year) : partition.postings(municipality, year)
  // Open ones are read first: one that ends meanwhile is then found twice rather than never.
  const open = kind === 'PAYMENT' ? await openOfYear(municipality, year) : []
  for await (const item of query({ index: 'worklist', partition: ofYear })) {
    const { wsk } = indexed.parse(item)
    for (let first = open[0]; first && first.wsk <= wsk; first = open[0]) {
      open.shift()
      if (first.wsk < wsk) yield* listedAs(schema, first, onUnreadable)
    }
    yield* listedAs(schema, item, onUnreadable)
  }
  for (const item of open) yield* listedAs(schema, item, onUnreadable)
}

const listed = z.object({ id: z.string(), municipality: z.string() })

/** Lists the requests that a municipality received in a year, open and ended, as a schema reads their heads. */
export async function* requestsWith<Schema extends z.ZodType<{ municipality: string }>>(
  schema: Schema,
  municipality: string,
  year: number,
  onUnreadable?: OnUnreadable<z.output<Schema>>,
): AsyncGenerator<z.output<Schema>> {
  for await (const item of openItems(municipality, year)) yield* listedAs(schema, item, onUnreadable)
  for await (const item of query({ index: 'worklist', partition: partition.endedRequests(municipality, year) }))
    yield* listedAs(schema, item, onUnreadable)
}

/** Lists the requests that a municipality received in a year, open and ended. */
export async function* requestsOfYear(municipality: string, year: number): AsyncGenerator<CaseFile['request']> {
  for await (const { id } of requestsWith(listed, municipality, year)) {
    const file = await caseFiles.load(id)
    if (file) yield file.request
  }
}

/** Returns whether a file is one of the sealed ones of a municipality, whatever became of it since. */
export const isSealedOf = async (municipality: string, id: string): Promise<boolean> =>
  (await get(key.sealed(municipality, id))) !== undefined
