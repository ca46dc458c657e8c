import type { Deps } from '../ports/deps.ts'

/**
 * Makes a call whose failure is repaired elsewhere: it is reported and not thrown. Returns the result, or undefined if
 * the call failed.
 */
export async function attempt<Result>(
  { report }: Pick<Deps, 'report'>,
  what: string,
  id: string,
  call: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await call()
  } catch (error) {
    report(what, id, error)
    return undefined
  }
}
