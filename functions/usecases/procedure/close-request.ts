import { readyToClose } from '../../domain/file/next-step.ts'
import { registerYear } from './open-request.ts'
import { move } from '../../domain/procedure/transition.ts'
import { tellPerson } from './tell-person.ts'
import type { Deps } from '../ports/deps.ts'

/** Closes a completed request once every instalment is paid, and tells the person. @throws NoSuchRequest */
export async function closeRequest(deps: Deps, id: string): Promise<void> {
  const told = await tellPerson(deps, id, (file) =>
    readyToClose(file)
      ? {
          letter: { template: 'outcome', outcome: 'closed' },
          change: (now) => move('close', file.request, 'system', { closedAt: now }),
        }
      : undefined,
  )
  if (told) await deps.register.forgetNumber(told.request.municipality, registerYear(told.request), id)
}
