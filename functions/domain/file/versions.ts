import * as z from 'zod'

type Data = Readonly<Record<string, unknown>>

/**
 * The upcasters of each kind of record, from one version to the next: the first from 1 to 2. They are never removed, because
 * stored data outlives code. A commit that adds one adds an item of the former version to the fixtures.
 */
const UPCASTERS: Readonly<Record<string, readonly ((data: Data) => Data)[]>> = {}

/** Returns the version that records of a kind are written in. */
export const schemaVersion = (kind: string): number => (UPCASTERS[kind]?.length ?? 0) + 1

const data = z.record(z.string(), z.unknown())

/**
 * Returns the data of a record in the version that this code reads. Data of a later version is returned unchanged.
 * @throws ZodError if the record has no data
 */
export const upcast = (kind: string, version: number, stored: unknown): Data =>
  (UPCASTERS[kind] ?? []).slice(version - 1).reduce<Data>((older, next) => next(older), data.parse(stored))
