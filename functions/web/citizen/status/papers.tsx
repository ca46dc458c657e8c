import { formatOf } from '../../../texts/format.ts'
import { paperListMessagesOf } from '../../../texts/messages.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { paperKind } from '../../../domain/procedure/papers.ts'
import type { StatusContext } from './context.ts'

/** Renders the issued papers with the fingerprints that authenticate copies. */
export function OwnPapers({ context: { file, language, path } }: { context: StatusContext }) {
  const m = paperListMessagesOf(language)
  const { day } = formatOf(language)
  const papers = file.request.papers ?? []
  if (papers.length === 0) return null
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{m.title}</h2>
      <p>{m.lead}</p>
      <ul class="plain">
        {papers.map(({ id, html, pdf, at }) => {
          const name = m.names[paperKind(id)]
          return (
            <li key={id}>
              <strong>{name}</strong>, {day(dayOf(at))}
              <br />
              <a href={`${path}/papers/${id}.html`}>{m.read({ name })}</a>
              {' · '}
              <a href={`${path}/papers/${id}.pdf`} type="application/pdf">
                {m.pdf({ name })}
              </a>
              <details>
                <summary>{m.fingerprint}</summary>
                <p class="small">{m.fingerprintLead}</p>
                <p class="small text-break">
                  HTML <code>{html}</code>
                  <br />
                  PDF <code>{pdf}</code>
                </p>
              </details>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
