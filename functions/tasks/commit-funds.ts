import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { commitFunds } from '../usecases/procedure/commit-funds.ts'

/** Reserves the granted amount on its fund. */
export const handler = task(async (raw) => commitFunds(deps(), workOf(raw).request))
