import type { Language } from '../domain/file/application.ts'
import { enTransparency } from './en/transparency.ts'
import { itTransparency, type TransparencyMessages } from './it/transparency.ts'

const TRANSPARENCY: Record<Language, TransparencyMessages> = { it: itTransparency, en: enTransparency }

/** The texts of the public list of grants, in a language. */
export const transparencyMessagesOf = (language: Language): TransparencyMessages => TRANSPARENCY[language]
