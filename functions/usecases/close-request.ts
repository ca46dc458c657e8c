import { readyToClose } from '../domain/standing.ts'
import { amend } from './amend.ts'
import { registerYear, statusUrlOf } from './open-request.ts'
import { type Deps, SYSTEM } from './ports.ts'
import { move } from './questions/procedure.ts'

/** Closes a completed request once every instalment is paid, and tells the person. */
export async function closeRequest(deps: Deps, id: string): Promise<void> {
  const file = await deps.files.load(id)
  if (!file || !readyToClose(file)) return
  const { request } = file
  const { office } = await deps.configuration.of(request.municipality)
  await deps.postman.send(request.application.applicant.email, {
    template: 'outcome',
    outcome: 'closed',
    language: request.application.language,
    office,
    number: request.registryEntry ?? id,
    statusUrl: await statusUrlOf(deps, request),
  })
  await amend(deps, id, (current, now) =>
    readyToClose(current)
      ? {
          ...move('close', current.request, 'system', { closedAt: now }),
          by: SYSTEM,
        }
      : undefined,
  )
  await deps.files.forgetNumber(request.municipality, registerYear(request), id)
}
