/** The languages that people choose from; the first is that of the administration. Each has a folder in `functions/texts`. */
export const LANGUAGES = ['it', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What a language calls itself, and the BCP 47 tag that says how it writes dates, amounts and plurals. */
export const LOCALES: Record<Language, { name: string; tag: string }> = {
  it: { name: 'Italiano', tag: 'it-IT' },
  en: { name: 'English', tag: 'en-GB' },
}
