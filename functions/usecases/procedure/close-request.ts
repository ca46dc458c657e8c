import { readyToClose } from '../../domain/file/next-step.ts'
import { registerYear } from './open-request.ts'
import { move } from '../../domain/procedure/transition.ts'
import { notifyPerson } from './notify-person.ts'
import type { Deps } from '../ports/deps.ts'

/** Closes a completed request once every instalment is paid, and notifies the person. @throws NoSuchRequest */
export async function closeRequest(deps: Deps, id: string): Promise<void> {
  const closed = await notifyPerson(deps, id, (file) =>
    readyToClose(file)
      ? {
          letter: { template: 'outcome', outcome: 'closed' },
          change: (now) => move('close', file.request, 'system', { closedAt: now }),
        }
      : undefined,
  )
  if (closed) await deps.register.forgetNumber(closed.request.municipality, registerYear(closed.request), id)
}
