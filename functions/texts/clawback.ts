import type { Language } from '../domain/file/application.ts'
import { enClawback } from './en/clawback.ts'
import { type ClawbackMessages, itClawback } from './it/clawback.ts'

const CLAWBACK: Record<Language, ClawbackMessages> = { it: itClawback, en: enClawback }

/** The texts about money that comes back, in a language. */
export const clawbackMessagesOf = (language: Language): ClawbackMessages => CLAWBACK[language]
