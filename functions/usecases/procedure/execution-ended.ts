import { NoSuchRequest } from '../file/amend.ts'
import { notifyAdministrator } from './notify-administrator.ts'
import { numberOf } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Marks the record of an execution that failed, timed out or was aborted, if it currently drives its request, so that staff see
 * it, and tells the administrator. An execution that `resume` replaced is ignored.
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
  await notifyAdministrator(deps, municipality, numberOf(file.request), 'stuck', `${ended.execution} ${ended.status}`)
  return 'marked'
}
