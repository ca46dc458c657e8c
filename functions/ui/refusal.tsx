import type { Language } from '../domain/base/languages.ts'
import { lookUp } from '../texts/sentences.ts'
import { messagesOf } from '../texts/messages.ts'
import type { Office } from '../domain/municipality/regulation.ts'
import { Contact, link, Page } from './page.tsx'

type Refused = { status: number; code: string; values: Record<string, string | number>; language: Language }

/** Returns the title and advice for a refusal; a code without words of its own gets those of its status. */
export function refusalTexts({ status, code, values, language }: Refused): { title: string; detail?: string } {
  const { titles, details } = messagesOf(language).refusals
  const detail = lookUp(details, code, values)
  return {
    title: lookUp(titles, status) ?? titles[status < 500 ? 400 : 500],
    ...(detail ? { detail } : {}),
  }
}

/** Renders a refusal, with the contacts of the office if known. */
export function RefusalPage(props: Refused & { errors?: readonly string[]; office?: Office }) {
  const { language, errors = [], office } = props
  const { title, detail } = refusalTexts(props)
  return (
    <Page language={language} title={title} office={office} path="/">
      <div class="narrow">
        <h1>{title}</h1>
        {detail && <p class="lead">{detail}</p>}
        {errors.length > 0 && (
          <ul>
            {errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        )}
        {office && <Contact office={office} language={language} />}
        <p>
          <a href={link('/', language)}>{messagesOf(language).site.home}</a>
        </p>
      </div>
    </Page>
  )
}
