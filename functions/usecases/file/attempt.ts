import type { Deps } from '../ports/deps.ts'

/**
 * Makes a call whose loss something else makes up for: a failure is reported by its name and not thrown. Returns what the
 * call returned, or nothing where it failed.
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
