import type { Language } from '../domain/file/application.ts'
import { enWorks } from './en/works.ts'
import { itWorks, type WorksMessages } from './it/works.ts'

const WORKS: Record<Language, WorksMessages> = { it: itWorks, en: enWorks }

/** The texts of work requests, in a language. */
export const worksMessagesOf = (language: Language): WorksMessages => WORKS[language]
