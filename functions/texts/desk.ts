import type { Language } from '../domain/file/application.ts'
import { enDesk } from './en/desk.ts'
import { type DeskMessages, itDesk } from './it/desk.ts'

const DESK: Record<Language, DeskMessages> = { it: itDesk, en: enDesk }

/** The texts of the desk, in a language. */
export const deskMessagesOf = (language: Language): DeskMessages => DESK[language]
