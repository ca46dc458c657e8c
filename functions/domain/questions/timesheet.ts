import * as z from 'zod'
import { recordAbsence } from '../hours/absences.ts'
import { hostOfPeriod } from '../activity/amendment.ts'
import { shiftFrom } from '../hours/hours.ts'
import type { Correction } from '../hours/ledger.ts'
import { entriesIn, MOST_POSTINGS, openEntriesIn } from '../hours/period-hours.ts'
import { placementOn } from '../activity/placements.ts'
import { makeUpLate, plannedIn, recordShift, strikeOut } from '../hours/shifts.ts'
import { day, timeOf, timeOfDay } from '../base/calendar.ts'
import type { Problem } from '../base/problems.ts'
import type { Period } from '../file/activity.ts'
import { type CaseFile, isPeriodOver, periodOf } from '../file/case-file.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Posting } from '../hours/posting.ts'
import { choice, minutes, note, reasons } from './fields.ts'
import type { AnswerContext, Question } from './question.ts'
import { requireSubject, periodOfAsk } from './subjects.ts'
import { periodUnderWay, periodWorkflow } from './workflows.ts'

const input = z.discriminatedUnion(
  'choice',
  [
    choice('hours', {
      days: z
        .array(z.strictObject({ on: day, from: timeOfDay.optional(), minutes: minutes.min(1, 'minutes') }))
        .max(31, 'tooMany'),
      absences: z
        .array(z.strictObject({ on: day, excused: z.boolean('choice'), reasons: reasons.optional() }))
        .max(31, 'tooMany')
        .optional(),
      /** The ids of wrong entries; `reasons` explain them. */
      struck: z.array(z.string()).max(31, 'tooMany').optional(),
      reasons: reasons.optional(),
      note,
    }),
    choice('none', { reasons }),
  ],
  'choice',
)
type Input = z.infer<typeof input>

/** Problems of a shift that a shorter one would not have. */
const LENGTH = ['day.max', 'week.max']

/** The changes of a timesheet, applied step by step: each step sees those before it. */
class Steps {
  readonly problems: Problem[] = []
  readonly #context: AnswerContext<Input>
  file: CaseFile
  constructor(context: AnswerContext<Input>) {
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

type Hours = Extract<Input, { choice: 'hours' }>

/** Strikes out wrong entries, each with the hours it made up. */
function strike(steps: Steps, { struck = [], reasons }: Hours, period: Period, by: Omit<Correction, 'reasons'>): void {
  if (struck.length > 0 && !reasons) {
    steps.refuse('reasons', { code: 'reasons' })
    return
  }
  for (const [index, id] of struck.entries()) {
    const entry = openEntriesIn(steps.file.postings, period.number).find((each) => each.id === id)
    if (entry && reasons) steps.post(strikeOut(steps.context, entry, { ...by, reasons }))
    else steps.refuse(`struck.${index}`, { code: 'struck.unknown' })
  }
}

/** Records missing hours and absences of the period, and strikes out wrong entries. */
function decide(context: AnswerContext<Input>): ChangeDraft | Problem[] {
  const { answer, ask, by, file, now } = context
  const { request, postings } = file
  const period = requireSubject(periodOfAsk(context), ask)
  // A period that was extended since it was asked about is not signed yet.
  if (!isPeriodOver(request, period, now)) return [{ field: 'choice', code: 'timesheet.early' }]
  const recorded = entriesIn(postings, period.number)
  if (answer.choice === 'none')
    return recorded.length === 0 ? { act: 'hours.recorded' } : [{ field: 'choice', code: 'timesheet.recorded' }]
  // A path of insertion needs a progress note each month.
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
    const outcome = recordShift(steps.context, { shift, recorded: 'sheet', by, why: ask.id })
    if (Array.isArray(outcome)) steps.post(outcome)
    else steps.refuse(`${field}.${LENGTH.includes(outcome.code) ? 'minutes' : 'on'}`, outcome)
  }
  let changes: ChangeDraft['request'] = {}
  for (const [index, { on, excused, reasons }] of absences.entries()) {
    const field = `absences.${index}`
    if (isOutside(on, `${field}.on`)) continue
    const outcome =
      excused && !reasons
        ? { code: 'reasons' }
        : recordAbsence(steps.context, { on, excused, reasons, by, why: ask.id })
    if ('code' in outcome) {
      steps.refuse(`${field}.${outcome.code === 'reasons' ? 'reasons' : 'on'}`, outcome)
      continue
    }
    changes = { ...changes, ...outcome.request }
    steps.post(outcome.postings)
    steps.file = { ...steps.file, request: { ...steps.file.request, ...outcome.request } }
  }
  if (steps.problems.length > 0) return steps.problems
  steps.post(makeUpLate(steps.context, period, by, ask.id))
  const posted = steps.file.postings.slice(postings.length)
  if (posted.length > MOST_POSTINGS) return [{ field: 'days', code: 'tooMany', values: { max: MOST_POSTINGS } }]
  return { act: 'hours.recorded', request: changes, postings: posted }
}

/** The question on the hours of a period, signed by the supervisor of the host. */
export const timesheet: Question<Input> = {
  input,
  workflow: periodWorkflow,
  addressee: ({ file, workflow }) => {
    const period = workflow.machine === 'activity-period' ? periodOf(file, workflow.period) : undefined
    return { role: 'host', id: period ? hostOfPeriod(file.request, period) : '' }
  },
  dueInDays: () => 5,
  subject: periodUnderWay,
  decide,
}
