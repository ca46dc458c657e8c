import type { Language } from '../domain/file/application.ts'
import { enDispute } from './en/dispute.ts'
import { type DisputeMessages, itDispute } from './it/dispute.ts'

const DISPUTE: Record<Language, DisputeMessages> = { it: itDispute, en: enDispute }

/** The texts about absences and disputed hours, in a language. */
export const disputeMessagesOf = (language: Language): DisputeMessages => DISPUTE[language]
