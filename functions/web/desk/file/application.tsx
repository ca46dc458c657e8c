import { ageOn, dayOf } from '../../../domain/base/calendar.ts'
import type { DeskContext } from '../context.ts'
import { Prose, type FactList } from '../../../ui/page.tsx'
import { sectionTools, PlainList } from './section.tsx'

/** Returns what the person applied with. */
export function applicationFacts(context: DeskContext): FactList {
  const { request, all, labels, f } = sectionTools(context)
  const { applicant, home, household, need } = request.application
  const payout = request.payout ?? request.application.payout
  const { options } = all.apply
  const age = ageOn(applicant.birthDate, dayOf(context.now))
  return [
    [labels.person, `${applicant.firstName} ${applicant.lastName}`],
    [labels.taxCode, applicant.taxCode],
    [labels.birthDate, `${f.day(applicant.birthDate)} (${labels.age({ count: age })})`],
    [labels.contacts, [applicant.email, applicant.phone].filter(Boolean).join(', ')],
    [labels.home, `${home.street}, ${home.postalCode} ${home.town}`],
    [labels.resident, home.resident ? all.site.yes : all.site.no],
    [
      labels.household,
      household.length === 0 ? (
        labels.alone
      ) : (
        <PlainList
          items={household.map(
            ({ firstName, lastName, relation, taxCode }) =>
              `${firstName} ${lastName}, ${options.relation[relation]} (${taxCode})`,
          )}
        />
      ),
    ],
    [labels.kind, options.kind[need.kind]],
    [labels.isee, f.euro(need.iseeCents)],
    [labels.workStatus, options.workStatus[need.workStatus]],
    [labels.reason, <Prose text={need.reason} />],
    need.abilities && [labels.abilities, <Prose text={need.abilities} />],
    [labels.payout, payout.method === 'transfer' ? payout.iban : options.method[payout.method]],
  ]
}

/** Returns what was asked of the person, the grounds against the request, and what they and others said. */
export function exchangeFacts(context: DeskContext): FactList {
  const { request, m, all, labels, f } = sectionTools(context)
  const { interview, integration, notices = [], concurrence, sentBack, declined, withdrawal } = request
  const points = (
    items: readonly string[],
    texts: Record<string, string> | undefined,
    asked: (values: { number: number }) => string,
    given: (values: { number: number }) => string,
  ): FactList =>
    items.flatMap((item, index): FactList => {
      const said = texts?.[String(index + 1)]
      return [
        [asked({ number: index + 1 }), <Prose text={item} />],
        said && [given({ number: index + 1 }), <Prose text={said} />],
      ]
    })
  return [
    interview && [
      labels.interview,
      labels.interviewOf({ day: f.day(interview.on), how: all.asks.identity[interview.identity].toLowerCase() }),
    ],
    interview && [labels.needs, <Prose text={interview.needs} />],
    interview?.abilities && [labels.abilitiesFound, <Prose text={interview.abilities} />],
    ...(integration ? points(integration.items, integration.texts, m.file.asked, m.file.given) : []),
    ...notices.flatMap(({ grounds, observations, on }) =>
      points(
        grounds,
        observations?.texts,
        ({ number }) => `${m.file.notice({ number })} (${f.day(on)})`,
        m.file.observation,
      ),
    ),
    concurrence && [
      labels.concurrence,
      <>
        {concurrence.agreed ? labels.concurs : labels.objects}
        {concurrence.text && <Prose text={concurrence.text} />}
      </>,
    ],
    sentBack && [labels.sentBack, <Prose text={sentBack.reasons} />],
    declined && [labels.declined, <Prose text={declined} />],
    withdrawal && [
      m.stages.withdrawn,
      withdrawal.reasons ? <Prose text={withdrawal.reasons} /> : f.moment(withdrawal.at),
    ],
  ]
}
