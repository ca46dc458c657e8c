import type * as z from 'zod'
import { tolerant } from '../../../domain/base/tolerant.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { dataOf } from '../../aws/sealing.ts'
import { dataIn, query } from '../client.ts'
import { key } from '../keys.ts'

/** Partitions of the index `worklist`. */
export const partition = {
  openRequests: (municipality: string) => `REQUEST#open#${municipality}`,
  endedRequests: (municipality: string, year: string | number) => `REQUEST#ended#${municipality}#${year}`,
  /** The soonest due first; closed ones leave the index. */
  openAsks: (municipality: string) => `ASK#open#${municipality}`,
  postings: (municipality: string, year: string | number) => `POSTING#${municipality}#${year}`,
  /** Payments of all years, the oldest first. */
  openPayments: (municipality: string) => `PAYMENT#open#${municipality}`,
  /** By the year they became due. */
  endedPayments: (municipality: string, year: string | number) => `PAYMENT#${municipality}#${year}`,
}

/** Returns the year it is in Italy at an instant. */
export const yearOf = (at: string): string => dayOf(at).slice(0, 4)

/** Returns the id of the request that an item belongs to, as its key says it. */
export const idOf = ({ pk }: Record<string, unknown>): string => String(pk).slice(key.request('').pk.length)

/** Returns the data of an item of a file, opened if it is sealed. @throws when it does not open or does not parse */
export const opened = async <Schema extends z.ZodType>(
  schema: Schema,
  item: Record<string, unknown>,
): Promise<z.output<Schema>> => tolerant(schema).parse(dataIn(item, await dataOf(idOf(item), item)))

/** Goes through the heads of the open requests of a municipality, those of a year or all. */
export const openItems = (municipality: string, year?: number): AsyncGenerator<Record<string, unknown>> =>
  query({
    index: 'worklist',
    partition: partition.openRequests(municipality),
    ...(year === undefined ? {} : { startsWith: `${year}#` }),
  })
