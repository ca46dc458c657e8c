import { amend, NoSuchRequest } from '../file/amend.ts'
import type { Letter } from '../ports/letter.ts'
import { statusUrlOf } from './open-request.ts'
import { SYSTEM, type Change } from '../../domain/file/change.ts'
import { numberOf } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** The letters that lead to the status page. */
type LetterDraft<Template extends Letter['template']> = Omit<
  Extract<Letter, { template: Template }>,
  'language' | 'office' | 'number' | 'statusUrl'
>

/** A letter that is due to a person, and the change that records it. */
export type PersonNotice = {
  letter:
    | LetterDraft<'approved'>
    | LetterDraft<'enrolled'>
    | LetterDraft<'waiting'>
    | LetterDraft<'outcome'>
    | LetterDraft<'reviewDismissed'>
    | LetterDraft<'news'>
    | LetterDraft<'clawback'>
    | LetterDraft<'warned'>
    | LetterDraft<'disputeRuled'>
  change: (now: string) => Pick<Change, 'act' | 'law' | 'request'>
}

/**
 * Sends the person the letter that is due, if any, then records it. At-least-once delivery. Returns the file if a letter was
 * due.
 * @throws NoSuchRequest
 */
export async function notifyPerson(
  deps: Deps,
  id: string,
  due: (file: CaseFile) => PersonNotice | undefined,
): Promise<CaseFile | undefined> {
  const file = await deps.files.load(id)
  if (!file) throw new NoSuchRequest(id)
  const notice = due(file)
  if (!notice) return undefined
  const { request } = file
  const { applicant, language } = request.application
  const { office } = await deps.configuration.of(request.municipality)
  await deps.postman.send(applicant.email, {
    ...notice.letter,
    language,
    office,
    number: numberOf(request),
    statusUrl: await statusUrlOf(deps, request),
  })
  await amend(deps, id, (current, now) => {
    const still = due(current)
    return still && { ...still.change(now), by: SYSTEM }
  })
  return file
}
