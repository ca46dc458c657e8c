import * as z from 'zod'
import { minutesAfter } from '../base/calendar.ts'
import { shiftProblem } from '../hours/hours.ts'
import { balance, type Correction, type Entry, post, reverseEntry } from '../hours/ledger.ts'
import type { Problem } from '../base/problems.ts'
import { findAsk, openDisputeOf, type CaseFile } from '../file/case-file.ts'
import { disputedMinutes, ownPostings, withReopenedPeriods, disputeReason } from '../hours/disputes.ts'
import { absenceOn, excusePostings } from '../hours/absences.ts'
import { hourLimitsOf, makeUpLate } from '../hours/shifts.ts'
import { assessorOf, candidates, staffOf } from '../procedure/who-may.ts'
import { choice, minutes, reasons } from './fields.ts'
import type { AnswerContext, Question } from './question.ts'
import { disputeOfAsk, requireSubject } from './subjects.ts'
import type { Context } from '../file/context.ts'
import type { Dispute } from '../file/activity.ts'
import type { Addressee } from '../file/addressee.ts'
import type { Posting } from '../hours/posting.ts'

/** The ruling; without minutes the whole claim is upheld. */
const input = z.discriminatedUnion(
  'choice',
  [choice('uphold', { minutes: minutes.min(1, 'minutes').optional(), reasons }), choice('dismiss', { reasons })],
  'choice',
)
type Input = z.infer<typeof input>

/** Returns the ids of those who recorded, contested or excused anything on the day of a dispute: they do not rule on it. */
const involvedIn = ({ postings }: CaseFile, dispute: Dispute | undefined): string[] =>
  postings.filter(({ on }) => on === dispute?.on).map(({ by }) => by.id)

/** Returns who rules: the social worker of the file, a colleague, or a manager where all social workers are involved. */
function rulerOf(context: Context): Addressee {
  const { file, municipality } = context
  const involved = involvedIn(file, openDisputeOf(file.request))
  const others = {
    ...context,
    municipality: { ...municipality, staff: municipality.staff.filter(({ id }) => !involved.includes(id)) },
  }
  return candidates('socialWorker', others).length > 0 ? assessorOf(others) : staffOf('manager', others)
}

type Disputed = AnswerContext<Input> & { dispute: Dispute; entry: Entry }

const correctionOf = ({ file, ask, by, now, answer }: AnswerContext<Input>): Correction => ({
  request: file.request.id,
  by,
  at: now,
  why: ask.id,
  reasons: answer.reasons,
})

/** Returns a function that posts one movement after another on entries of a file, and the postings made. */
function poster(context: AnswerContext<Input>) {
  const { postings } = context.file
  const made: Posting[] = []
  const add = ({ id, on, period }: Entry, minutes: number, fields: Pick<Posting, 'from' | 'to'> & Partial<Posting>) => {
    if (minutes <= 0) return
    made.push(post([...postings, ...made], { ...correctionOf(context), period, entry: id, on, minutes, ...fields }))
  }
  return { made, add }
}

/** Returns the disputed minutes to their previous accounts: counted ones, verified if the period was, and owed ones. */
function dismissed(context: Disputed): Posting[] {
  const { dispute, entry, file } = context
  const { disputed, wereDone } = disputedMinutes(dispute, entry)
  const { made, add } = poster(context)
  const before = shiftBefore(dispute, entry)
  add(entry, disputed - wereDone, { from: 'disputed', to: 'owed', ...before })
  // Absences that it made up are missed again if none of it counts.
  if (entry.counted === disputed && wereDone === 0)
    add(entry, Math.min(entry.madeUp, balance(file.postings, 'madeUp')), { from: 'madeUp', to: 'missed' })
  add(entry, wereDone, { from: 'disputed', to: 'done' })
  // The period was verified while they were disputed.
  if (findAsk(file, 'verification', String(entry.period))?.status === 'answered')
    add(entry, wereDone, { from: 'done', to: 'verified' })
  return made
}

/** Returns the shift as it was recorded before the dispute. */
function shiftBefore(dispute: Dispute, { postings }: Entry): Pick<Posting, 'shift'> {
  const shift = postings.findLast((posting) => posting.shift && posting.why !== disputeReason(dispute))?.shift
  return shift ? { shift } : {}
}

/** Cancels the absence of a day on which the person came, and records the rest of it. */
function lessAbsence(context: Disputed, minutes: number): Posting[] {
  const { file, entry } = context
  const absence = absenceOn(file.postings, entry.on)
  if (!absence?.absence) return []
  const back = reverseEntry(file.postings, absence, correctionOf(context))
  const { made, add } = poster(withPostings(context, back))
  add(absence, absence.counted - minutes, { from: 'agreement', to: 'missed', absence: absence.absence })
  return [...back, ...made]
}

const withPostings = <Its extends { file: CaseFile }>(context: Its, postings: readonly Posting[]): Its => ({
  ...context,
  file: { ...context.file, postings: [...context.file.postings, ...postings] },
})

/** Verifies the upheld minutes and returns the rest of the claim to the hours owed; every limit on recording holds. */
function upheld(context: Disputed, minutes: number): Posting[] | Problem[] {
  const { dispute, entry, file, now } = context
  const { disputed, wereDone } = disputedMinutes(dispute, entry)
  const verified = balance(ownPostings(entry), 'verified')
  const claimed = dispute.minutes ?? 0
  if (minutes > claimed) return [{ field: 'minutes', code: 'dispute.more', values: { claimed } }]
  if (minutes <= verified + wereDone)
    return [{ field: 'minutes', code: 'dispute.less', values: { counted: verified + wereDone } }]
  if (!entry.shift) return [{ field: 'choice', code: 'choice' }]
  const { starts, recorded } = entry.shift
  const shift = { starts, ends: minutesAfter(starts, minutes) }
  const problem = shiftProblem(withReopenedPeriods(file), shift, hourLimitsOf(context), now, entry.id)
  if (problem) return [{ field: 'minutes', ...problem }]
  const { made, add } = poster(context)
  // At most the minutes owed at the time of the claim.
  const added = Math.min(minutes - verified, disputed)
  add(entry, added, { from: 'disputed', to: 'done', shift: { ...shift, recorded } })
  add(entry, added, { from: 'done', to: 'verified' })
  add(entry, disputed - added, { from: 'disputed', to: 'owed' })
  const posted = [...made, ...lessAbsence(context, minutes)]
  // Minutes beyond the agreed ones make up absences on other days.
  const late = makeUpLate(withPostings(context, posted), { number: entry.period }, context.by, context.ask.id)
  return [...posted, ...late]
}

/** The question on a person's dispute of their hours, ruled on by somebody who recorded nothing of that day. */
export const dispute: Question<Input> = {
  input,
  // The ruling is asked in the current period, whatever the disputed day.
  workflow: (_, { request }) => ({
    machine: 'activity-period',
    period: request.periods.find(({ settledAt }) => !settledAt)?.number ?? 0,
  }),
  addressee: rulerOf,
  bars: ({ file }) => involvedIn(file, openDisputeOf(file.request)),
  dueInDays: () => 7,
  subject: ({ file }) => ({ number: openDisputeOf(file.request)?.number ?? 0 }),
  decide: (context) => {
    const { answer, ask, by, file, now } = context
    const about: Disputed = { ...context, ...requireSubject(disputeOfAsk({ file, ask }), ask) }
    const { entry } = about
    const isUpheld = answer.choice === 'uphold'
    const minutes = isUpheld ? (answer.minutes ?? about.dispute.minutes) : undefined
    if (isUpheld && answer.minutes !== undefined && entry.absence) return [{ field: 'minutes', code: 'unknownField' }]
    const { reasons } = answer
    const ruled = (): Posting[] | Problem[] => {
      if (!entry.absence) return minutes === undefined ? dismissed(about) : upheld(about, minutes)
      return isUpheld && !entry.absence.excused && entry.counted > 0
        ? excusePostings(file, entry, true, correctionOf(context))
        : []
    }
    const made = ruled()
    if (made.some((each) => 'field' in each)) return made.filter((each) => 'field' in each)
    const postings = made.filter((each) => 'entry' in each)
    const ruling = { upheld: isUpheld, ...(minutes === undefined ? {} : { minutes }), reasons, by: by.id, at: now }
    return {
      act: isUpheld ? 'dispute.upheld' : 'dispute.dismissed',
      law: 'Regolamento, verifica delle ore; L. 241/1990 art. 3',
      postings,
      request: {
        disputes: (file.request.disputes ?? []).map((each) =>
          each.number === about.dispute.number ? { ...each, ruling } : each,
        ),
      },
    }
  },
}
