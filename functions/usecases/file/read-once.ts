import type { CaseFile } from '../../domain/file/case-file.ts'
import type { CaseFiles } from '../ports/case-files.ts'

/**
 * Returns the files of one call, which remember the last file that the call read or wrote. One read is enough, because every
 * commit is conditional: a file that others changed meanwhile is refused and read again.
 */
export function readOnce(files: CaseFiles): CaseFiles {
  let last: CaseFile | undefined
  return {
    async load(id, how) {
      if (how?.fresh || last?.request.id !== id) last = await files.load(id)
      return last
    },
    async commit(before, after, entry, effects) {
      last = undefined
      await files.commit(before, after, entry, effects)
      last = after
    },
    trail: (id) => files.trail(id),
    wrote: (entry) => files.wrote(entry),
  }
}
