import type { Language } from '../domain/file/application.ts'
import { enDeskHours } from './en/deskhours.ts'
import { type DeskHoursMessages, itDeskHours } from './it/deskhours.ts'

const DESK_HOURS: Record<Language, DeskHoursMessages> = { it: itDeskHours, en: enDeskHours }

/** The texts of the desk about hours, in a language. */
export const deskHoursMessagesOf = (language: Language): DeskHoursMessages => DESK_HOURS[language]
