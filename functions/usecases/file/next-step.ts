import { type Drive, type Standing, standingOf } from '../../domain/file/next-step.ts'
import { NoSuchRequest } from './amend.ts'
import type { Deps } from '../ports/index.ts'

/** Where a workflow of a request stands: the first thing every execution asks. @throws NoSuchRequest */
export async function stand(deps: Pick<Deps, 'files' | 'clock'>, request: string, drive: Drive): Promise<Standing> {
  const file = await deps.files.load(request)
  if (!file) throw new NoSuchRequest(request)
  return standingOf(file, drive, deps.clock.now())
}
