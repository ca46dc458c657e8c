import { dayOf } from '../../../domain/base/calendar.ts'
import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { serviceMessagesOf } from '../../../texts/messages.ts'
import { type Municipality, type Office, regulationOn } from '../../../domain/municipality/regulation.ts'
import { Contact, link, Page } from '../../../ui/page.tsx'

type Props = { language: Language; municipalities: readonly Municipality[]; now: string }

/** Returns the office if there is only one. */
const onlyOffice = (municipalities: readonly Municipality[]): Office | undefined =>
  municipalities.length === 1 ? municipalities[0]?.office : undefined

const Contacts = ({ language, municipalities }: Omit<Props, 'now'>) => (
  <>
    {municipalities.map(({ office }) => (
      <Contact key={office.municipality} office={office} language={language} />
    ))}
  </>
)

/**
 * Renders the page of the service: what it is, for whom, what is needed and how long it takes (the model of service pages of
 * Italian municipalities).
 */
export function ServicePage({ language, municipalities, now }: Props) {
  const m = serviceMessagesOf(language).service
  const { euro } = formatOf(language)
  const [only] = municipalities.length === 1 ? municipalities : []
  const rules = only && regulationOn(only, dayOf(now))?.parameters
  const town = only?.office.name.replace(/^Comune di /, '')
  const start = (municipality: Municipality, label: string) => (
    <a
      class="btn btn-primary btn-lg"
      href={link('/apply', language, { municipality: municipality.office.municipality })}
    >
      {label}
    </a>
  )
  return (
    <Page language={language} title={m.title} office={onlyOffice(municipalities)}>
      <div class="narrow">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        {only ? (
          <p>{start(only, m.start)}</p>
        ) : (
          <section aria-labelledby="where">
            <h2 id="where">{m.wherePick}</h2>
            <ul class="plain">
              {municipalities.map((municipality) => (
                <li key={municipality.office.municipality}>
                  {start(municipality, m.startIn({ name: municipality.office.name }))}
                </li>
              ))}
            </ul>
          </section>
        )}
        <h2>{m.whatTitle}</h2>
        {m.what.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <h2>{m.whoTitle}</h2>
        <p>{m.whoIntro}</p>
        <ul>
          <li>{town && rules?.residencyRequired.value ? m.who({ town }) : m.whoAnywhere}</li>
          <li>
            {rules
              ? m.whoIsee({
                  ordinary: euro(rules.iseeMaxCents.value.ordinary),
                  extraordinary: euro(rules.iseeMaxCents.value.extraordinary),
                })
              : m.whoIseeAny}
          </li>
          <li>{m.whoOpen}</li>
        </ul>
        <p>{m.whoDoubt}</p>
        <h2>{m.needTitle}</h2>
        <ul>
          {m.need.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <h2>{m.howLongTitle}</h2>
        <p>{m.howLong}</p>
        <p>{rules ? m.answerBy({ count: rules.termDays.value }) : m.answerSoon}</p>
        <h2>{m.after}</h2>
        <ol>
          {m.afterSteps.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        <p>{m.help}</p>
        <Contacts language={language} municipalities={municipalities} />
      </div>
    </Page>
  )
}

/** Renders the accessibility declaration, by the model of AgID (L. 4/2004 art. 3-quater). */
export function AccessibilityPage({ language, municipalities }: Omit<Props, 'now'>) {
  const m = serviceMessagesOf(language).accessibility
  return (
    <Page language={language} title={m.title} office={onlyOffice(municipalities)}>
      <div class="narrow">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <h2>{m.stateTitle}</h2>
        <p>{m.state}</p>
        <h2>{m.limitsTitle}</h2>
        <p>{m.limits}</p>
        <h2>{m.madeTitle}</h2>
        <p>{m.made}</p>
        <h2>{m.feedbackTitle}</h2>
        <p>{m.feedback}</p>
        <Contacts language={language} municipalities={municipalities} />
        <h2>{m.enforcementTitle}</h2>
        <p>{m.enforcement}</p>
      </div>
    </Page>
  )
}

/** Renders the privacy notice (GDPR art. 13). */
export function PrivacyPage({ language, municipalities }: Omit<Props, 'now'>) {
  const m = serviceMessagesOf(language).privacy
  return (
    <Page language={language} title={m.title} office={onlyOffice(municipalities)}>
      <div class="narrow">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        {m.sections.map(([title, text]) => (
          <section key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </section>
        ))}
        <h2>{m.contact}</h2>
        <Contacts language={language} municipalities={municipalities} />
      </div>
    </Page>
  )
}
