import type { Language } from '../base/languages.ts'
import { addDays, dayOf, timeOf } from '../base/calendar.ts'
import { shiftFrom } from './hours.ts'
import { periodsFrom } from '../money/plan.ts'
import { roundOf } from '../file/case-file.ts'
import { sha256 } from '../file/trail.ts'
import { AGREEMENT_WORDS } from './agreement-words.ts'
import { rulesOf } from '../procedure/transition.ts'
import type { Context } from '../file/context.ts'
import type { AgreementVersion, Period, Placement } from '../file/activity.ts'
import { numberOf } from '../file/request.ts'

const LOCALES = { it: 'it-IT', en: 'en-GB' } as const satisfies Record<Language, string>

/** The terms of a version of the agreement: placement, months, and the reasons for the change if one is in force. */
type Terms = { placement: Placement; periods: readonly Period[]; reasons?: string }

function formats(language: Language) {
  const locale = LOCALES[language]
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', useGrouping: 'always' })
  const unit = (name: 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' })
  const [hours, minutes, lists] = [unit('hour'), unit('minute'), new Intl.ListFormat(locale)]
  return {
    day: (on: string) => days.format(Date.parse(on)),
    euro: (cents: number) => money.format(cents / 100),
    hours: (length: number) =>
      [
        ...(length >= 60 ? [hours.format(Math.floor(length / 60))] : []),
        ...(length % 60 > 0 ? [minutes.format(length % 60)] : []),
      ].join(' '),
    list: (parts: readonly string[]) => lists.format(parts),
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * Renders the text of a version in one language, point by point.
 * @throws Error if there is nothing to agree on, which the lifecycle table rules out
 */
function textOf(context: Context, { placement, periods, reasons }: Terms, version: number, language: Language): string {
  const { file, municipality, now } = context
  const { request } = file
  const { grant, application } = request
  const project = municipality.projects.find((candidate) => candidate.id === placement.project)
  const host = municipality.hosts.find((candidate) => candidate.id === placement.host)
  if (!grant || !project || !host) throw new Error(`${request.id} has no place to agree on`)
  const { disputeDays, warnUnexcusedHours, forfeitUnexcusedHours } = rulesOf(context).parameters
  const { office } = municipality
  const { applicant } = application
  const m = AGREEMENT_WORDS[language]
  const f = formats(language)
  const { starts, ends } = shiftFrom(placement.startsOn, placement.at, placement.minutesADay)
  const endsOn = periods.at(-1)?.to ?? placement.startsOn
  const closed = host.closed
    .filter(({ from, to }) => to >= (reasons ? dayOf(now) : placement.startsOn) && from <= endsOn)
    .map(({ from, to }) => m.span(f.day(from), f.day(to)))
  const points = [
    m.who(`${applicant.firstName} ${applicant.lastName}`, office.name, office.office),
    m.what(project.title, project.description),
    m.where(host.name, project.site?.address ?? host.address),
    ...(grant.totalCents > 0 ? [m.grant(office.name, f.euro(grant.totalCents), grant.months)] : []),
    ...(grant.payee ? [m.payee(grant.payee.name)] : []),
    ...(grant.advantage
      ? [m.advantage[grant.advantage.kind](grant.advantage.provider, grant.advantage.description)]
      : []),
    grant.hoursWeek
      ? m.hoursWeek(f.hours(grant.owedMinutes), f.hours(grant.hoursWeek * 60))
      : m.hours(f.hours(grant.owedMinutes)),
    m.when(
      capital(f.list(placement.weekdays.map((each) => m.weekdays[each - 1] ?? ''))),
      timeOf(starts),
      timeOf(ends),
      f.hours(placement.minutesADay),
    ),
    reasons
      ? m.changed(f.day(placement.startsOn), f.day(endsOn), f.day(addDays(placement.startsOn, -1)))
      : m.dates(f.day(placement.startsOn), f.day(endsOn)),
    ...(reasons ? [m.why(reasons)] : []),
    closed.length > 0 ? m.closed(closed.join('; ')) : m.holidays,
    m.supervisor(`${host.supervisor.firstName} ${host.supervisor.lastName}`),
    ...(grant.limits ? [m.limits(grant.limits)] : []),
    ...(placement.note ? [m.note(placement.note)] : []),
    m.free,
    m.insured,
    m.rights(disputeDays.value, disputeDays.article),
    m.absence,
    m.thresholds(
      f.hours(warnUnexcusedHours.value * 60),
      warnUnexcusedHours.article,
      f.hours(forfeitUnexcusedHours.value * 60),
      forfeitUnexcusedHours.article,
    ),
    m.changes,
  ]
  return [
    m.title(numberOf(request), version),
    ...(m.binding ? [m.binding] : []),
    ...points.map((point, index) => `${index + 1}. ${point}`),
  ].join('\n\n')
}

/** Hashes a version: the binding text, and the translation that was read with it. */
export const agreementHash = ({ text, courtesy }: Pick<AgreementVersion, 'text' | 'courtesy'>): string =>
  sha256([text, ...(courtesy ? [courtesy.text] : [])].join('\n\n'))

/**
 * Returns the next version of the agreement (patto), fixed when it is proposed. Its Italian text binds; a translation stands
 * beside it for people who asked in another language, and one hash covers both. The version number counts proposals.
 */
export function nextVersion(context: Context, terms: Terms): AgreementVersion {
  const { file } = context
  const { language } = file.request.application
  const version = roundOf(file, 'agreement')
  const texts = {
    text: textOf(context, terms, version, 'it'),
    ...(language === 'it' ? {} : { courtesy: { language, text: textOf(context, terms, version, language) } }),
  }
  return { version, ...texts, sha256: agreementHash(texts), proposedAt: context.now }
}

/**
 * Returns the terms of the first agreement.
 * @throws Error if the file has no placement
 */
export function firstTerms({ request: { id, placement, grant } }: Context['file']): Terms {
  if (!placement || !grant) throw new Error(`${id} has no place to agree on`)
  return { placement, periods: periodsFrom(placement.startsOn, grant.months) }
}
