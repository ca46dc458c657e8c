/**
 * What a record fails to open with that somebody changed from outside: the schemas refuse it, its seal is broken, or the key
 * beside it is not its own. Another try does not mend it, and it must not keep the others from their turn. A service that does
 * not answer is none of these.
 */
const UNREADABLE: readonly string[] = ['ZodError', 'SealBroken', 'InvalidCiphertextException']

export const isUnreadable = (error: unknown): boolean => error instanceof Error && UNREADABLE.includes(error.name)

/** What is read; nothing where it cannot be. @throws whatever else it fails with */
export const ifReadable = <Read>(reading: Promise<Read>): Promise<Read | undefined> =>
  reading.catch((error: unknown) => {
    if (isUnreadable(error)) return undefined
    throw error
  })
