import * as z from 'zod'
import { balance, type Entry, post } from '../hours/ledger.ts'
import { MOST_POSTINGS, openEntriesIn, recordersIn } from '../hours/period-hours.ts'
import { strikeOut } from '../hours/shifts.ts'
import { day } from '../base/calendar.ts'
import type { Problem } from '../base/problems.ts'
import type { Addressee } from '../file/addressee.ts'
import type { Ask } from '../file/ask.ts'
import { subjectOf } from '../file/common.ts'
import type { ChangeDraft } from '../file/change.ts'
import { candidates, staffOf } from '../procedure/who-may.ts'
import { choice, note, reasons } from './fields.ts'
import type { AnswerContext, AskingContext, Question } from './question.ts'
import { requireSubject, periodOfAsk } from './subjects.ts'
import { periodUnderWay, periodWorkflow } from './workflows.ts'

/** Contested entries, by id or by day. */
const input = z.discriminatedUnion(
  'choice',
  [
    choice('verify', { note }),
    choice('contest', { entries: z.array(z.string()).optional(), days: z.array(day).optional(), reasons }),
  ],
  'choice',
)
type Input = z.infer<typeof input>

/**
 * Returns who verifies a period: an educator, or a social worker where all educators recorded some of it.
 * @throws when nobody is left: an administrator has to name somebody
 */
function verifierOf(context: AskingContext): Addressee {
  const { workflow, file } = context
  const but = workflow.machine === 'activity-period' ? recordersIn(file.postings, workflow.period) : []
  const asking = { ...context, but }
  return staffOf(candidates('educator', asking).length > 0 ? 'educator' : 'socialWorker', asking)
}

/**
 * Verifies the records of a period; disputed hours return to those owed. Nobody verifies their own records, whichever link
 * they hold.
 */
function decide(context: AnswerContext<Input>): ChangeDraft | Problem[] {
  const { answer, ask, by, file, now } = context
  const { postings, request } = file
  const period = requireSubject(periodOfAsk(context), ask)
  if (recordersIn(postings, period.number).includes(by.id)) return [{ field: 'choice', code: 'verify.own' }]
  const open = openEntriesIn(postings, period.number)
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

/** The ids of verification asks, several of which are answered on one page. */
export const verificationId = z.string().regex(/^\w+-verification-\d+$/, 'choice')

/** Returns true for a verification ask. */
export const isVerification = ({ kind }: Pick<Ask, 'kind'>): boolean => kind === 'verification'

/** The question that verifies the hours of a period, asked of somebody who recorded none of them. */
export const verification: Question<Input> = {
  input,
  workflow: periodWorkflow,
  addressee: verifierOf,
  bars: ({ file, ask }) => recordersIn(file.postings, subjectOf(ask).number),
  dueInDays: () => 5,
  subject: periodUnderWay,
  decide,
}
