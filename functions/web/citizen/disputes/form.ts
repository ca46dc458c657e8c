import * as z from 'zod'
import { writing } from '../../../domain/file/application.ts'
import { day } from '../../../domain/base/calendar.ts'
import type { Problem } from '../../../domain/base/problems.ts'
import { regulationOf } from '../../../domain/municipality/regulation.ts'
import { comingShifts } from '../../../domain/hours/next-shifts.ts'
import { type Disputable, disputableOf, openPeriodsOf } from '../../../domain/hours/disputes.ts'
import { type Control, errorsAt, type Form, readValues } from '../../../ui/controls.ts'
import { formatOf } from '../../../texts/format.ts'
import { disputeMessagesOf } from '../../../texts/messages.ts'
import type { StatusContext } from '../status/context.ts'

/** The input of the page about disputed hours. */
export type DisputeContext = Omit<StatusContext, 'next' | 'pin'> & { now: string }

const reasons = writing.min(10, 'reasons').max(4000, 'tooLong')

/** Hours that are missing altogether, where an entry could be named. */
export const MISSING_HOURS = 'missing'

/** The statement of a person about their hours: a dispute, or an absence to come. */
export const disputeInput = z.discriminatedUnion(
  'action',
  [
    z.strictObject({
      action: z.literal('dispute'),
      /** Id of an entry, or `missing`. */
      about: z.string('choice').min(1, 'choice'),
      on: day.optional(),
      minutes: z
        .int('minutes')
        .min(1, 'minutes')
        .max(24 * 60, 'minutes')
        .optional(),
      reasons,
    }),
    z.strictObject({ action: z.literal('absence'), on: day, reasons }),
  ],
  'choice',
)
export type DisputeAction = z.infer<typeof disputeInput>['action']

/** Prefixes the field names of an action, because two forms share a page. */
export const disputePrefix = (action: DisputeAction): string => `${action}.`

export const disputeDaysOf = ({ file, municipality }: DisputeContext): number =>
  regulationOf(municipality, file.request.regulation).parameters.disputeDays.value

/** Formats an entry in words. */
export function entryWords(
  { language }: Pick<DisputeContext, 'language'>,
  { entry }: Pick<Disputable, 'entry'>,
): string {
  const { entries, excused } = disputeMessagesOf(language)
  const { hours } = formatOf(language)
  const { absence, minutes, counted } = entry
  return absence
    ? `${entries.absence({ hours: hours(minutes) })}. ${excused[absence.excused ? 'true' : 'false']}`
    : entries.shift({ hours: hours(counted > 0 ? counted : minutes) })
}

/** Returns the controls of a form. */
export function disputeControls(action: DisputeAction, context: DisputeContext): Control[] {
  const { language } = context
  const m = disputeMessagesOf(language)
  const f = formatOf(language)
  if (action === 'absence')
    return [
      {
        path: 'on',
        type: 'radio',
        label: m.absence.on,
        options: comingShifts(context).map(({ on, starts, ends }) => ({
          value: on,
          label: f.weekday(on),
          hint: `${f.moment(starts)} – ${f.moment(ends)}`,
        })),
      },
      { path: 'reasons', type: 'area', label: m.absence.reasons, hint: m.absence.reasonsHint },
    ]
  const periods = openPeriodsOf(context)
  const missing = {
    value: MISSING_HOURS,
    label: m.dispute.missing,
    hint: periods
      .map(({ period: { from, to }, until }) =>
        until
          ? m.dispute.missingUntil({ from: f.day(from), to: f.day(to), until: f.day(until) })
          : m.dispute.missingOpen({ from: f.day(from), to: f.day(to) }),
      )
      .join('. '),
  }
  return [
    {
      path: 'about',
      type: 'radio',
      label: m.dispute.about,
      options: [
        ...disputableOf(context).map((each) => ({
          value: each.entry.id,
          label: `${f.weekday(each.entry.on)}: ${entryWords(context, each)}`,
          hint: m.entries.byDay({ day: f.day(each.until) }),
        })),
        ...(periods.length > 0 ? [missing] : []),
      ],
    },
    {
      path: 'on',
      type: 'date',
      label: m.dispute.on,
      hint: m.dispute.onHint,
      when: { path: 'about', value: MISSING_HOURS, label: m.dispute.missing },
    },
    { path: 'minutes', type: 'duration', label: m.dispute.minutes, hint: m.dispute.minutesHint, optional: true },
    { path: 'reasons', type: 'area', label: m.dispute.reasons, hint: m.dispute.reasonsHint },
  ]
}

/** Reads the values of the form; the schema then judges them. */
export function readDispute(context: DisputeContext, values: URLSearchParams): Record<string, unknown> {
  const action = values.get('action') === 'absence' ? 'absence' : 'dispute'
  return { action, ...readValues(disputeControls(action, context), values, disputePrefix(action)) }
}

/** Returns the form with its typed values and errors. */
export function formWith(context: DisputeContext, values: URLSearchParams, problems: readonly Problem[]): Form {
  const action = values.get('action') === 'absence' ? 'absence' : 'dispute'
  const { language } = context
  const errors = errorsAt(problems, disputeControls(action, context), { language, values }, disputePrefix(action))
  return { language, values, errors }
}
