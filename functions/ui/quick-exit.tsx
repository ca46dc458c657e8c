import type { Language } from '../domain/base/languages.ts'
import { messagesOf } from '../texts/messages.ts'
import type { CaseFile } from '../domain/file/case-file.ts'

/** An unsuspicious page of another site. */
const NEUTRAL_PAGE = 'https://www.google.it/'

/**
 * Renders a quick exit on the pages of a person under protection: a plain link, so it works before anything else has loaded.
 */
export function QuickExit({ file: { request }, language }: { file: CaseFile; language: Language }) {
  const { site: m } = messagesOf(language)
  if (!request.sealed) return null
  return (
    <p>
      <a class="btn btn-danger" href={NEUTRAL_PAGE} rel="noreferrer">
        {m.exit}
      </a>
      <br />
      <small>{m.exitHint}</small>
    </p>
  )
}
