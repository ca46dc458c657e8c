import { createHash, randomBytes } from 'node:crypto'
import type { Application } from '../../domain/file/application.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import { regulationOn } from '../../domain/municipality/regulation.ts'
import { dueOnOf } from '../../domain/procedure/term.ts'
import { canonical, sha256 } from '../../domain/file/trail.ts'
import { apply } from '../../domain/file/apply.ts'
import { commitOnce, settled } from '../file/amend.ts'
import { resume } from '../file/resume.ts'
import type { Author } from '../../domain/file/change.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { claimPerson } from '../../domain/procedure/person-effects.ts'
import { EffectRefused } from '../ports/errors.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'

export type Submission = {
  municipality: string
  application: Application
  channel: Request['channel']
  /** The member of staff who files it on behalf of the person, at the desk. */
  filedBy?: string
  /** True if staff file it as sealed; the filing member is then the only one named on it. */
  sealed?: boolean
  /**
   * The key that makes a repetition the same submission: the draft it comes from, or the Idempotency-Key of a machine.
   */
  key?: string
}

export type SubmissionOutcome =
  | { outcome: 'received'; file: CaseFile; statusUrl: string; again: boolean }
  /** The key was used with another body (draft-ietf-httpapi-idempotency-key-header). */
  | { outcome: 'otherBody' }
  /** The person has an open request of this kind. */
  | { outcome: 'alreadyOpen' }
  | { outcome: 'noRegulation' }

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** Formats a digest as 26 characters that are easy to read aloud: 130 bits. */
const readable = (digest: Buffer): string => [...digest.subarray(0, 26)].map((byte) => ALPHABET[byte % 32]).join('')

/**
 * Returns the id of a request, derived from the key if there is one, so that the same submission is always the same request.
 */
const requestIdOf = (key: string | undefined): string =>
  readable(key === undefined ? randomBytes(26) : createHash('sha256').update(`request:${key}`).digest())

/** Receives an application once and starts its workflow. The term starts here (L. 241/1990 art. 2). */
export async function submitApplication(deps: Deps, submission: Submission): Promise<SubmissionOutcome> {
  const { municipality: code, application, channel, filedBy, sealed, key } = submission
  // Clients choose keys, so each municipality and desk has its own key space.
  const id = requestIdOf(key === undefined ? undefined : [channel, code, filedBy ?? '', key].join(':'))
  const municipality = await deps.configuration.of(code)
  const statusSecret = await deps.secrets.forStatus(id)
  const statusUrl = `${deps.publicUrl}/requests/${id}/${statusSecret}`
  const bodyHash = sha256(canonical({ municipality: code, application, ...(sealed ? { sealed } : {}) }))

  const outcome = await settled(async (): Promise<SubmissionOutcome> => {
    const existing = await deps.files.load(id)
    if (existing)
      return existing.request.bodyHash === bodyHash
        ? { outcome: 'received', file: existing, statusUrl, again: true }
        : { outcome: 'otherBody' }
    const now = deps.clock.now()
    const today = dayOf(now)
    const rules = regulationOn(municipality, today)
    if (!rules) return { outcome: 'noRegulation' }
    const blank: Request = {
      id,
      municipality: code,
      stage: 'submitted',
      version: 0,
      channel,
      ...(filedBy ? { filedBy } : {}),
      ...(sealed ? { sealed: { at: now, named: filedBy ? [filedBy] : [] } } : {}),
      bodyHash,
      statusSecretHash: sha256(statusSecret),
      receivedAt: now,
      application,
      regulation: rules.version,
      dueOn: dueOnOf({ receivedAt: now }, rules, municipality),
      periods: [],
      trail: { length: 0, head: '' },
    }
    const by: Author = filedBy ? { role: 'socialWorker', id: filedBy } : { role: 'citizen', id: 'applicant' }
    const nothing: CaseFile = { request: blank, asks: [], postings: [], payments: [] }
    const received = apply(nothing, { act: 'request.submitted', by, law: 'L. 241/1990 art. 2' }, now)
    try {
      await commitOnce(deps, undefined, received, [claimPerson(blank)])
    } catch (error) {
      if (error instanceof EffectRefused && error.effect === 'claimPerson') return { outcome: 'alreadyOpen' }
      throw error
    }
    return { outcome: 'received', file: received.after, statusUrl, again: false }
  })
  // The application is received even if its workflow cannot be started now: a repetition or the hourly sweep starts it.
  if (outcome.outcome === 'received') await attempt(deps, 'start', id, () => resume(deps, id))
  return outcome
}
