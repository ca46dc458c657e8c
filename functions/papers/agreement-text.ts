import type { WriteAgreement } from '../domain/activity/agreement.ts'
import { timeOf } from '../domain/base/calendar.ts'
import { formatOf } from '../texts/format.ts'
import { agreementMessagesOf, messagesOf } from '../texts/messages.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * Writes a version of the agreement as numbered paragraphs. The Italian text is binding; other languages are
 * translations.
 */
export const writeAgreement: WriteAgreement = (terms, language) => {
  const { number, version, person, office, project, host, placement, shift, grant, endsOn, change } = terms
  const m = agreementMessagesOf(language)
  const { weekdays } = messagesOf(language)
  const { day, duration, euro, list } = formatOf(language)
  const closed = terms.closed.map(({ from, to }) =>
    from === to ? m.on({ day: day(from) }) : m.fromTo({ from: day(from), to: day(to) }),
  )
  const [starts, ends, owed] = [day(placement.startsOn), day(endsOn), duration(grant.owedMinutes)]
  const { payee, advantage, hoursWeek, limits } = grant
  const points = [
    m.who({ person, office: office.name, service: office.office }),
    m.what({ title: project.title, description: project.description }),
    m.where({ host: host.name, address: project.site?.address ?? host.address }),
    ...(grant.totalCents > 0
      ? [m.grant({ office: office.name, total: euro(grant.totalCents), count: grant.months })]
      : []),
    ...(payee ? [m.payee({ name: payee.name })] : []),
    ...(advantage ? [m.advantage[advantage.kind]({ provider: advantage.provider, what: advantage.description })] : []),
    hoursWeek ? m.hoursWeek({ owed, week: duration(hoursWeek * 60) }) : m.hours({ owed }),
    m.when({
      days: capital(list(placement.weekdays.map((each) => weekdays[each - 1] ?? ''))),
      from: timeOf(shift.starts),
      to: timeOf(shift.ends),
      length: duration(placement.minutesADay),
    }),
    ...(change
      ? [m.changed({ from: starts, to: ends, last: day(change.acceptBy) }), m.why({ reasons: change.reasons })]
      : [m.dates({ from: starts, to: ends })]),
    closed.length > 0 ? m.closed({ spans: closed.join('; ') }) : m.holidays,
    m.supervisor({ name: `${host.supervisor.firstName} ${host.supervisor.lastName}` }),
    ...(limits ? [m.limits({ limits })] : []),
    ...(placement.note ? [m.note({ note: placement.note })] : []),
    m.free,
    m.insured,
    m.rights({ count: terms.disputeDays.value, article: terms.disputeDays.article }),
    m.absence,
    m.thresholds({
      warn: duration(terms.warnHours.value * 60),
      warnArticle: terms.warnHours.article,
      forfeit: duration(terms.forfeitHours.value * 60),
      forfeitArticle: terms.forfeitHours.article,
    }),
    m.changes,
  ]
  return [
    version === 1 ? m.title({ number }) : m.titleOfVersion({ number, version }),
    ...(language === 'it' ? [] : [m.courtesy]),
    ...points.map((point, index) => `${index + 1}. ${point}`),
  ].join('\n\n')
}
