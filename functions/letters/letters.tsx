import { render } from 'preact-render-to-string'
import type { Letter } from '../usecases/ports/letter.ts'
import { formatOf } from '../texts/format.ts'
import { clawbackMessagesOf, messagesOf, worksMessagesOf } from '../texts/messages.ts'

/** The content of a letter. */
type Content = {
  subject: string
  paragraphs: string[]
  facts: [label: string, value: string][]
  action?: { label: string; url: string }
  /** The sentences after the button. */
  notes: string[]
}

/**
 * Returns the end of the procedure's term, and of the substitute's once the first is over, for questions that it depends on.
 */
function termFacts({ language, term, notice }: Extract<Letter, { template: 'ask' }>): [label: string, value: string][] {
  const { letters: m } = messagesOf(language)
  const { day } = formatOf(language)
  if (!term) return []
  const ends: [string, string] = [m.termEnds, day(term.dueOn)]
  return notice === 'escalation' ? [ends, [m.substituteEnds, day(term.substituteDueOn)]] : [ends]
}

function contentOf(letter: Letter): Content {
  const { language, office } = letter
  const { letters: m, site } = messagesOf(language)
  const { day, euro, moment } = formatOf(language)
  const { name } = office
  const notes = [`${m.showsOnly} ${m.personal}`, m.neverAsked]
  if (letter.template === 'work') {
    const { letter: texts } = worksMessagesOf(language)
    return {
      subject: texts.subject,
      paragraphs: [texts[letter.answer]],
      facts: [[texts.postedOn, day(letter.postedOn)]],
      action: { label: texts.action, url: letter.url },
      notes: [texts.signIn, m.neverAsked],
    }
  }
  if (letter.template === 'desk' || letter.template === 'host') {
    const door = m[letter.template]
    return {
      subject: door.subject,
      paragraphs: [door.text({ office: name })],
      facts: [[m.desk.lasts, m.desk.minutes({ count: letter.minutes })]],
      action: { label: door.action, url: letter.url },
      notes: [m.desk.notYou, ...notes],
    }
  }
  if (letter.template === 'finance')
    return {
      subject: m.finance.subject({ count: letter.count }),
      paragraphs: [m.finance.text({ office: name })],
      facts: [
        ...letter.payments.map(({ reference, amountCents }): [string, string] => [reference, euro(amountCents)]),
        [m.finance.total({ count: letter.count }), euro(letter.totalCents)],
      ],
      action: { label: m.finance.action, url: letter.url },
      notes:
        letter.count > letter.payments.length ? [m.finance.more({ count: letter.count - letter.payments.length })] : [],
    }
  const { number } = letter
  const numbered: [string, string] = [m.number, number]
  switch (letter.template) {
    case 'opening':
      return {
        subject: m.opening.subject({ number }),
        paragraphs: [m.opening.text({ office: name })],
        facts: [
          numbered,
          [m.opening.received, day(letter.receivedOn)],
          [m.opening.term, day(letter.dueOn)],
          [m.opening.officer, letter.caseOfficer],
          [m.opening.file, `${office.office}, ${office.address}`],
        ],
        action: { label: m.opening.action, url: letter.statusUrl },
        notes: [m.opening.reckoned({ count: letter.termDays }), ...notes, m.opening.remedies({ court: office.court })],
      }
    case 'ask':
      return {
        subject: letter.notice === 'reminder' ? m.ask.subjectReminder({ number }) : m.ask.subject({ number }),
        paragraphs: [letter.inPlaceOfPerson ? m.ask.inPlaceOfPerson : m.ask[letter.notice]],
        facts: [numbered, [m.ask.what, m.ask.kinds[letter.kind]], [m.by, day(letter.dueOn)], ...termFacts(letter)],
        action: { label: m.ask.action, url: letter.url },
        notes,
      }
    case 'approved':
      return {
        subject: m.approved.subject({ number }),
        paragraphs: [m.approved.text],
        facts: [numbered, [m.approved.amount, euro(letter.amountCents)]],
        action: { label: m.approved.action, url: letter.statusUrl },
        notes,
      }
    case 'waiting':
      return {
        subject: m.waiting.subject({ number }),
        paragraphs: [m.waiting.text],
        facts: [numbered],
        action: { label: m.waiting.action, url: letter.statusUrl },
        notes,
      }
    case 'clawback': {
      const { letter: c } = clawbackMessagesOf(language)
      return {
        subject: c.subject({ number }),
        paragraphs: [c.text],
        facts: [
          numbered,
          [c.amount, euro(letter.amountCents)],
          [c.instalments, String(letter.instalments)],
          [c.firstBy, day(letter.dueOn)],
        ],
        action: { label: c.action, url: letter.statusUrl },
        notes: [c.how, c.object, ...notes],
      }
    }
    case 'news':
      return {
        subject: m.news.subject({ number }),
        paragraphs: [m.news.text],
        facts: [numbered],
        action: { label: m.outcome.action, url: letter.statusUrl },
        notes,
      }
    case 'enrolled':
    case 'reviewDismissed':
    case 'warned':
    case 'disputeRuled':
      return {
        subject: m.outcome.subject({ number }),
        paragraphs: [m[letter.template]],
        facts: [numbered],
        action: { label: m.outcome.action, url: letter.statusUrl },
        notes,
      }
    case 'outcome':
      return {
        subject: m.outcome.subject({ number }),
        paragraphs: [m.outcome[letter.outcome]],
        facts: [numbered],
        action: { label: m.outcome.action, url: letter.statusUrl },
        notes,
      }
    case 'absence':
      return {
        subject: m.absence.subject({ number }),
        paragraphs: [m.absence.text],
        facts: [numbered, [m.absence.on, day(letter.on)]],
        notes: [m.neverAsked],
      }
    case 'attention':
      return {
        subject: m.attention.subject({ number }),
        paragraphs: [m.attention[letter.about]],
        facts: [numbered, [m.attention.detail, letter.detail]],
        notes: [`${site.name}.`],
      }
    case 'accident':
      return {
        subject: m.accident.subject({ number }),
        paragraphs: [m.accident.text],
        facts: [numbered],
        action: { label: m.accident.action, url: letter.url },
        notes: [m.accident.why],
      }
    case 'keptApart':
      return {
        subject: m.keptApart.subject({ number }),
        paragraphs: [m.keptApart.text[letter.about], ...(letter.together ? [m.keptApart.together] : [])],
        facts: [numbered, [m.openedByException.member, letter.member], [m.openedByException.at, moment(letter.at)]],
        action: { label: m.openedByException.action, url: letter.url },
        notes: [m.keptApart.why],
      }
    case 'openedByException':
      return {
        subject: m.openedByException.subject({ number }),
        paragraphs: [m.openedByException.text],
        facts: [numbered, [m.openedByException.member, letter.member], [m.openedByException.at, moment(letter.at)]],
        action: { label: m.openedByException.action, url: letter.url },
        notes: [m.openedByException.why],
      }
  }
}

const INK = '#1a1a1a'
const BLUE = '#0066cc'

/** Renders a letter as subject, HTML and plain text, in its language. */
export function renderLetter(letter: Letter): { subject: string; html: string; text: string } {
  const { language, office } = letter
  const { letters: m } = messagesOf(language)
  const { subject, paragraphs, facts, action, notes } = contentOf(letter)
  const opening = [m.greeting, ...paragraphs]
  const closing = [...notes, m.replyHint({ email: office.email, phone: office.phone })]
  const signature = [m.closing, office.name, `${office.office}, ${office.address}`]

  const text = [
    ...opening,
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...closing,
    signature.join('\n'),
  ].join('\n\n')

  const html = render(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style={{ margin: '0', padding: '24px 16px', background: '#ffffff' }}>
        <div style={{ maxWidth: '560px', margin: '0 auto', font: '16px/1.5 Arial, Helvetica, sans-serif', color: INK }}>
          {opening.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <div style={{ borderLeft: `4px solid ${BLUE}`, paddingLeft: '16px', margin: '24px 0' }}>
            {facts.map(([label, value]) => (
              <p key={label} style={{ margin: '4px 0' }}>
                {label}: <strong>{value}</strong>
              </p>
            ))}
          </div>
          {action && (
            <p style={{ margin: '24px 0' }}>
              <a
                href={action.url}
                style={{
                  display: 'inline-block',
                  padding: '12px 24px',
                  background: BLUE,
                  color: '#ffffff',
                  fontWeight: 'bold',
                  textDecoration: 'none',
                  borderRadius: '4px',
                }}
              >
                {action.label}
              </a>
            </p>
          )}
          {closing.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <p>
            {signature.map((line) => (
              <span key={line}>
                {line}
                <br />
              </span>
            ))}
          </p>
        </div>
      </body>
    </html>,
  )
  return { subject, text, html: `<!DOCTYPE html>${html}` }
}
