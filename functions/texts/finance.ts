import type { Language } from '../domain/file/application.ts'
import { enFinance } from './en/finance.ts'
import { type FinanceMessages, itFinance } from './it/finance.ts'

const FINANCE: Record<Language, FinanceMessages> = { it: itFinance, en: enFinance }

/** The texts of the finance pages, in a language. */
export const financeMessagesOf = (language: Language): FinanceMessages => FINANCE[language]
