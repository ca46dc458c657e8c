import type { Problem } from '../../domain/base/problems.ts'
import { hasAccess } from '../../domain/file/sealed.ts'
import { type CaseFile, periodOf, requestOfAsk } from '../../domain/file/case-file.ts'
import { answerAsk } from '../asks/answer-ask.ts'
import { attempt } from '../file/attempt.ts'
import { ownSecretOf } from '../asks/open-own-ask.ts'
import { isVerification } from '../../domain/questions/verification.ts'
import { type Ask, isAddressedTo } from '../../domain/file/ask.ts'
import { subjectOf } from '../../domain/file/common.ts'
import { recordersIn } from '../../domain/hours/period-hours.ts'
import { contactOf, hasConflict } from '../../domain/procedure/who-may.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Period } from '../../domain/file/activity.ts'
import type { Lists } from '../ports/lists.ts'
import type { Deps } from '../ports/deps.ts'
import { MOST_PERIODS, type PeriodAnswer } from '../../domain/hours/period-answers.ts'

/** A period to verify; `isOwn` if the member recorded some of it and so may not verify it. */
export type ToVerify = { ask: Ask; file: CaseFile; period: Period; isOwn: boolean }
/** The waiting periods, soonest due first, and how many more there are. */
export type ToVerifyList = { periods: ToVerify[]; more: number }

/** Lists the periods that a member of staff is asked to verify. */
export async function periodsToVerify(
  { files, lists, clock }: Pick<Deps, 'files' | 'clock'> & { lists: Pick<Lists, 'asks'> },
  { municipality, member }: Staff,
): Promise<ToVerifyList> {
  const now = clock.now()
  const asks: Ask[] = []
  for await (const ask of lists.asks(municipality))
    if (isVerification(ask) && isAddressedTo(ask, { role: member.role, id: member.id }, now)) asks.push(ask)
  asks.sort((a, b) => a.dueOn.localeCompare(b.dueOn))
  const found = await Promise.all(
    asks.slice(0, MOST_PERIODS).map(async ({ id, request, subject }): Promise<ToVerify[]> => {
      const file = await files.load(request)
      // Read from the file: the list may lag.
      const ask = file?.asks.find((each) => each.id === id && each.status === 'open')
      const period = file && periodOf(file, subjectOf({ subject }).number)
      if (!file || !ask || !period || hasConflict(member, file.request) || !hasAccess(file.request, member, now))
        return []
      return [{ ask, file, period, isOwn: recordersIn(file.postings, period.number).includes(member.id) }]
    }),
  )
  return { periods: found.flat(), more: Math.max(0, asks.length - MOST_PERIODS) }
}

type Outcome =
  | { outcome: 'recorded' }
  | { outcome: 'invalid'; problems: Problem[] }
  /** Somebody has already answered. */
  | { outcome: 'answered'; by: string; at: string }
  /** The ask is closed or addressed to somebody else. */
  | { outcome: 'closed' }
  /** The write failed; nothing was recorded, or the next attempt reports that it was. */
  | { outcome: 'failed' }

/** The result of the answer to one ask; it reveals nothing of other people's files. */
export type VerifyPeriodResult = { ask: string; file?: CaseFile | undefined } & Outcome

async function closedOf(deps: Deps, { municipality: code, member }: Staff, id: string): Promise<VerifyPeriodResult> {
  const file = await deps.files.load(requestOfAsk(id))
  const ask = file?.asks.find((each) => each.id === id)
  const to = { role: member.role, id: member.id }
  const isTheirs = file?.request.municipality === code && !hasConflict(member, file.request)
  if (!ask || !isTheirs || !isAddressedTo(ask, to, deps.clock.now())) return { ask: id, outcome: 'closed' }
  const { answeredBy, answeredAt } = ask
  if (!answeredBy || !answeredAt) return { ask: id, file, outcome: 'closed' }
  const by = contactOf(answeredBy, await deps.configuration.of(code), file)?.name ?? answeredBy.id
  return { ask: id, file, outcome: 'answered', by, at: answeredAt }
}

/** Answers one question, by the rules of its own link. */
async function answerOne(deps: Deps, staff: Staff, { ask: id, answer }: PeriodAnswer): Promise<VerifyPeriodResult> {
  const { municipality, member } = staff
  const secret = await ownSecretOf(deps, municipality, { role: member.role, id: member.id }, id)
  if (!secret) return closedOf(deps, staff, id)
  const answered = await answerAsk(deps, id, secret, answer)
  if ('state' in answered) return closedOf(deps, staff, id)
  switch (answered.outcome) {
    case 'recorded':
      return { ask: id, file: answered.file, outcome: 'recorded' }
    case 'invalid':
      return { ask: id, file: answered.opened.file, outcome: 'invalid', problems: answered.problems }
    case 'kept':
      throw new Error(`${id} keeps nothing`)
  }
}

/** Answers several questions about periods, one write each: a problem with one does not stop the others. */
export async function verifyPeriods(
  deps: Deps,
  staff: Staff,
  answers: readonly PeriodAnswer[],
): Promise<VerifyPeriodResult[]> {
  const results: VerifyPeriodResult[] = []
  for (const each of answers) {
    const result = await attempt(deps, 'verify', each.ask, () => answerOne(deps, staff, each))
    results.push(result ?? { ask: each.ask, outcome: 'failed' })
  }
  return results
}
