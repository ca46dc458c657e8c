import { timeOf } from '../base/calendar.ts'
import { shiftFrom } from '../activity/hours.ts'
import { balance, type Correction, type Entry, entriesOf, post } from '../activity/ledger.ts'
import { placementOn } from '../activity/placements.ts'
import type { Problem } from '../base/problems.ts'
import { isOver, periodOf, type CaseFile } from '../file/case-file.ts'
import type { WorkflowRef } from '../file/next-step.ts'
import { recordAbsence } from '../activity/absences.ts'
import { makeUpLate, plannedIn, recordShift, strikeOut } from '../activity/shifts.ts'
import { candidates, staffOf } from '../procedure/who-may.ts'
import type { AnswerContext } from './question.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Context } from '../file/context.ts'
import type { Period } from '../file/activity.ts'
import type { Ask } from '../file/ask.ts'
import type { Addressee } from '../file/addressee.ts'
import type { Posting } from '../file/posting.ts'

/** The hours of a period: countersigned by the supervisor, then verified by somebody who recorded none of them. */

/** The period an ask is about. @throws when the file has none: periods are never taken away */
function periodOfAsk({ file, ask }: { file: CaseFile; ask: Pick<Ask, 'id' | 'subject'> }): Period {
  const period = periodOf(file, Number(ask.subject))
  if (!period) throw new Error(`${ask.id} is about a period that is not there`)
  return period
}

/** The shifts and absences of a period that count, in order. */
export const entriesIn = (postings: readonly Posting[], period: number): Entry[] =>
  entriesOf(postings).filter((entry) => entry.period === period && entry.counted > 0)

/** What of them may still be verified, contested or struck out. */
const openIn = (postings: readonly Posting[], period: number): Entry[] =>
  entriesIn(postings, period).filter(({ state }) => state === 'recorded')

/** Who recorded what counts in a period: they may not verify it. */
export const recordersIn = (postings: readonly Posting[], period: number): string[] => [
  ...new Set(entriesIn(postings, period).map(({ made }) => made.by.id)),
]

/**
 * Who verifies a period: an educator, or where all of them recorded some of it a social worker.
 * @throws when nobody is left: an administrator has to name somebody
 */
export function verifierOf(context: Context & { workflow: WorkflowRef }): Addressee {
  const { workflow, file } = context
  const but = workflow.machine === 'activity-period' ? recordersIn(file.postings, workflow.period) : []
  const asking = { ...context, but }
  return staffOf(candidates('educator', asking).length > 0 ? 'educator' : 'socialWorker', asking)
}

/** Most postings of one answer: a write of the store has room for them, with everything beside. */
export const MOST_POSTINGS = 90

/** Problems of a shift that a shorter one would not have. */
const LENGTH = ['day.max', 'week.max']

/** A file as an answer changes it, step by step: each step is looked at with those before it in place. */
class Steps {
  readonly problems: Problem[] = []
  readonly #context: AnswerContext<'timesheet'>
  file: CaseFile
  constructor(context: AnswerContext<'timesheet'>) {
    this.#context = context
    this.file = context.file
  }
  get context() {
    return { ...this.#context, file: this.file }
  }
  post(postings: readonly Posting[]) {
    this.file = { ...this.file, postings: [...this.file.postings, ...postings] }
  }
  refuse(field: string, problem: Omit<Problem, 'field'>) {
    this.problems.push({ field, ...problem })
  }
}

type Hours = Extract<AnswerContext<'timesheet'>['answer'], { choice: 'hours' }>

/** Strikes out entries that are wrong, each with all it made up. */
function strike(steps: Steps, { struck = [], reasons }: Hours, period: Period, by: Omit<Correction, 'reasons'>): void {
  if (struck.length > 0 && !reasons) {
    steps.refuse('reasons', { code: 'reasons' })
    return
  }
  for (const [index, id] of struck.entries()) {
    const entry = openIn(steps.file.postings, period.number).find((each) => each.id === id)
    if (entry && reasons) steps.post(strikeOut(steps.context, entry, { ...by, reasons }))
    else steps.refuse(`struck.${index}`, { code: 'struck.unknown' })
  }
}

/** What the supervisor signs: what is missing of the period is recorded, absences are noted, and what is wrong is struck out. */
export function answerTimesheet(context: AnswerContext<'timesheet'>): ChangeDraft | Problem[] {
  const { answer, ask, by, file, now } = context
  const { request, postings } = file
  const period = periodOfAsk(context)
  // Asked when it was over, it may have become longer since: what is signed is not opened again.
  if (!isOver(request, period, now)) return [{ field: 'choice', code: 'timesheet.early' }]
  const recorded = entriesIn(postings, period.number)
  if (answer.choice === 'none')
    return recorded.length === 0 ? { act: 'hours.recorded' } : [{ field: 'choice', code: 'timesheet.recorded' }]
  // On a path of insertion each month says how it goes.
  if (request.referral && !answer.note) return [{ field: 'note', code: 'required' }]
  const { days, absences = [], struck = [] } = answer
  if (days.length + absences.length + struck.length + recorded.length === 0)
    return [{ field: 'days', code: 'timesheet.empty' }]
  const steps = new Steps(context)
  const isOutside = (on: string, field: string) => {
    const is = on < period.from || on > period.to
    if (is) steps.refuse(field, { code: 'timesheet.outside', values: { from: period.from, to: period.to } })
    return is
  }
  strike(steps, answer, period, { request: request.id, by, at: now, why: ask.id })
  for (const [index, { on, from, minutes }] of days.entries()) {
    const field = `days.${index}`
    if (isOutside(on, `${field}.on`)) continue
    const [planned] = plannedIn(context.municipality, steps.file, { from: on, to: on })
    const start = from ?? (planned ? timeOf(planned.starts) : (placementOn(request, on)?.at ?? '08:30'))
    const shift = shiftFrom(on, start, minutes)
    const told = recordShift(steps.context, { shift, recorded: 'sheet', by, why: ask.id })
    if (Array.isArray(told)) steps.post(told)
    else steps.refuse(`${field}.${LENGTH.includes(told.code) ? 'minutes' : 'on'}`, told)
  }
  let changes: ChangeDraft['request'] = {}
  for (const [index, { on, excused, reasons }] of absences.entries()) {
    const field = `absences.${index}`
    if (isOutside(on, `${field}.on`)) continue
    const told =
      excused && !reasons
        ? { code: 'reasons' }
        : recordAbsence(steps.context, { on, excused, reasons, by, why: ask.id })
    if ('code' in told) {
      steps.refuse(`${field}.${told.code === 'reasons' ? 'reasons' : 'on'}`, told)
      continue
    }
    changes = { ...changes, ...told.request }
    steps.post(told.postings)
    steps.file = { ...steps.file, request: { ...steps.file.request, ...told.request } }
  }
  if (steps.problems.length > 0) return steps.problems
  steps.post(makeUpLate(steps.context, period, by, ask.id))
  const posted = steps.file.postings.slice(postings.length)
  if (posted.length > MOST_POSTINGS) return [{ field: 'days', code: 'tooMany', values: { max: MOST_POSTINGS } }]
  return { act: 'hours.recorded', request: changes, postings: posted }
}

/**
 * Verifies what was recorded in a period, but for what is contested: that returns to the hours owed, by postings of its own.
 * Nobody verifies what they recorded themselves, whatever link they hold.
 */
export function answerVerification(context: AnswerContext<'verification'>): ChangeDraft | Problem[] {
  const { answer, ask, by, file, now } = context
  const { postings, request } = file
  const period = periodOfAsk(context)
  if (recordersIn(postings, period.number).includes(by.id)) return [{ field: 'choice', code: 'verify.own' }]
  const open = openIn(postings, period.number)
  const { entries = [], days = [] } = answer.choice === 'contest' ? answer : {}
  if (answer.choice === 'contest' && entries.length + days.length === 0)
    return [{ field: answer.days ? 'days' : 'entries', code: 'contest.empty' }]
  const unknown = (field: string, wanted: readonly string[], isIt: (entry: Entry, wanted: string) => boolean) =>
    wanted.flatMap((each, index): Problem[] =>
      open.some((entry) => isIt(entry, each)) ? [] : [{ field: `${field}.${index}`, code: 'contest.unknown' }],
    )
  const isOn = (entry: Entry, on: string) => entry.shift !== undefined && entry.on === on
  const problems = [...unknown('entries', entries, ({ id }, wanted) => id === wanted), ...unknown('days', days, isOn)]
  if (problems.length > 0) return problems
  const common = { request: request.id, by, at: now, why: ask.id }
  let current = file
  for (const entry of open) {
    const isContested = entries.includes(entry.id) || days.some((on) => isOn(entry, on))
    const { id, on, period: number } = entry
    const minutes = balance(entry.postings, 'done')
    const posted =
      answer.choice === 'contest' && isContested
        ? strikeOut({ ...context, file: current }, entry, { ...common, reasons: answer.reasons })
        : entry.shift && minutes > 0
          ? [
              post(current.postings, {
                ...common,
                entry: id,
                on,
                period: number,
                minutes,
                from: 'done',
                to: 'verified',
              }),
            ]
          : []
    current = { ...current, postings: [...current.postings, ...posted] }
  }
  const posted = current.postings.slice(postings.length)
  if (posted.length > MOST_POSTINGS) return [{ field: 'choice', code: 'tooMany', values: { max: MOST_POSTINGS } }]
  return { act: 'hours.verified', postings: posted }
}
