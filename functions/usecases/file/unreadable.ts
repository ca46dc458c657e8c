/**
 * Errors of a record changed from outside: its schema refuses it, its seal is broken or its key belongs to another one.
 * Retries do not help, and it must not block other records. A service that does not answer is none of these.
 */
const UNREADABLE: readonly string[] = ['ZodError', 'SealBroken', 'InvalidCiphertextException']

export const isUnreadable = (error: unknown): boolean => error instanceof Error && UNREADABLE.includes(error.name)

/** Returns the result of a read, or undefined if the record is unreadable. @throws every other error */
export const ifReadable = <Read>(reading: Promise<Read>): Promise<Read | undefined> =>
  reading.catch((error: unknown) => {
    if (isUnreadable(error)) return undefined
    throw error
  })
