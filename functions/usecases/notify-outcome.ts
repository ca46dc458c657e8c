import { type Ending, endOf } from '../domain/lifecycle.ts'
import type { Request } from '../domain/records.ts'
import { amend, NoSuchRequest } from './amend.ts'
import { registerYear, statusUrlOf } from './open-request.ts'
import type { Letter } from './letters.ts'
import { type Deps, SYSTEM } from './ports.ts'

type Notice = {
  mark: 'approvalNotifiedAt' | 'outcomeNotifiedAt'
  letter:
    | { template: 'approved'; amountCents: number }
    | { template: 'enrolled' }
    | { template: 'outcome'; outcome: Ending }
}

function noticeDue({ stage, grant, approvalNotifiedAt, outcomeNotifiedAt }: Request): Notice | undefined {
  if (stage === 'funded' && grant && !approvalNotifiedAt)
    return { mark: 'approvalNotifiedAt', letter: { template: 'approved', amountCents: grant.totalCents } }
  if (stage === 'enrolled' && !approvalNotifiedAt)
    return { mark: 'approvalNotifiedAt', letter: { template: 'enrolled' } }
  const outcome = endOf(stage)
  if (outcome && !outcomeNotifiedAt) return { mark: 'outcomeNotifiedAt', letter: { template: 'outcome', outcome } }
  return undefined
}

/** Tells the person what was decided, with the page that holds reasons and remedies (L. 241/1990 art. 3, 21-bis). */
export async function notifyOutcome(deps: Deps, id: string): Promise<void> {
  const file = await deps.files.load(id)
  if (!file) throw new NoSuchRequest(id)
  const { request } = file
  const notice = noticeDue(request)
  if (!notice) return
  const { office } = await deps.configuration.of(request.municipality)
  const letter: Letter = {
    ...notice.letter,
    language: request.application.language,
    office,
    number: request.registryEntry ?? id,
    statusUrl: await statusUrlOf(deps, request),
  }
  await deps.postman.send(request.application.applicant.email, letter)
  await amend(deps, id, ({ request: current }, now) =>
    noticeDue(current)
      ? { act: 'request.notified', by: SYSTEM, law: 'L. 241/1990 art. 3', request: { [notice.mark]: now } }
      : undefined,
  )
  if (notice.mark === 'outcomeNotifiedAt')
    await deps.files.forgetNumber(request.municipality, registerYear(request), id)
}
