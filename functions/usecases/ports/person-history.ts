import type { Cover } from '../../domain/money/fund-effects.ts'
import type { Help } from '../../domain/procedure/eligibility.ts'

/** Records about people by tax code, across their requests. */
export interface PersonHistory {
  benefitsCents(municipality: string, taxCode: string, year: number): Promise<number>
  /** Returns the help recorded for any of these people, once per request. */
  helpOf(municipality: string, taxCodes: readonly string[]): Promise<Help[]>
  /** Returns the last day of a ban on any of these people, past or to come. */
  banUntil(municipality: string, taxCodes: readonly string[]): Promise<string | undefined>
  /** Returns what covers a person's need of a kind, now or in the past. */
  coverOf(municipality: string, taxCode: string, need: string): Promise<Cover | undefined>
}
