import type { Language } from '../domain/file/application.ts'
import type { Problem } from '../domain/base/problems.ts'
import { enSite } from './en/site.ts'
import { fill, lookUp, sentence } from './index.ts'
import { itSite, type SiteMessages } from './it/site.ts'

const SITE: Record<Language, SiteMessages> = { it: itSite, en: enSite }

/** The texts of the host's page, the code at the site and the citizen's hours, in a language. */
export const siteMessagesOf = (language: Language): SiteMessages => SITE[language]

/** Why something at a site is not done, and what to do. */
export function siteSentence({ code, values = {} }: Omit<Problem, 'field'>, language: Language): string {
  const own = lookUp(siteMessagesOf(language).here.refused, code)
  return own ? fill(own, values, language) : sentence({ field: '', code, values }, language)
}
