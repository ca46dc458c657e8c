/** The languages that people choose from; the first is that of the administration. Each has a folder in `functions/texts`. */
export const LANGUAGES = ['it', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The own name of each language, and the BCP 47 tag that formats dates, amounts and plurals. */
export const LOCALES: Record<Language, { name: string; tag: string }> = {
  it: { name: 'Italiano', tag: 'it-IT' },
  en: { name: 'English', tag: 'en-GB' },
}
