import { NoSuchRequest } from '../file/amend.ts'
import { tellAdministrator } from './administrator.ts'
import { numberOf } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * An execution failed, timed out or was aborted: if it is the one that drives its request now, the record is marked so that
 * staff see it, and the administrator is told. One that `resume` replaced is nobody's concern.
 */
export async function executionEnded(
  deps: Deps,
  ended: { request: string; execution: string; status: string },
): Promise<'marked' | 'replaced'> {
  if (!(await deps.workflows.isCurrent(ended.execution))) return 'replaced'
  const file = await deps.files.load(ended.request)
  if (!file) throw new NoSuchRequest(ended.request)
  await deps.workflows.markStuck({ ...ended, municipality: file.request.municipality, at: deps.clock.now() })
  const municipality = await deps.configuration.of(file.request.municipality)
  await tellAdministrator(deps, municipality, numberOf(file.request), 'stuck', `${ended.execution} ${ended.status}`)
  return 'marked'
}
