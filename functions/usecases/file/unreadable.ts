/**
 * The errors of a damaged record: its schema rejects it, its seal is broken or its key is wrong. It must not block other
 * records, and retries do not help.
 */
const UNREADABLE: readonly string[] = ['ZodError', 'SealBroken', 'InvalidCiphertextException']

export const isUnreadable = (error: unknown): boolean => error instanceof Error && UNREADABLE.includes(error.name)

/** Returns the result of a read, or undefined if the record is unreadable. @throws every other error */
export const ifReadable = <Read>(reading: Promise<Read>): Promise<Read | undefined> =>
  reading.catch((error: unknown) => {
    if (isUnreadable(error)) return undefined
    throw error
  })
