import { timingSafeEqual } from 'node:crypto'

/** Compares two hashes in constant time. */
export const equalHashes = (hash: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(other, 'hex'))
