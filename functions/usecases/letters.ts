import type { AskKind } from '../domain/answers.ts'
import type { Language } from '../domain/application.ts'
import type { Office } from '../domain/regulation.ts'

/**
 * A letter as values; pages turn it into a subject, HTML and plain text. It carries numbers, dates and links, no name and
 * no circumstance: mail is read on shared telephones. What concerns the person is on the page behind the link.
 */
export type Letter = { language: Language; office: Office } & (
  | { template: 'desk'; url: string; minutes: number }
  | ({ number: string } & About)
)

/** What is written about a request. */
type About =
  | { template: 'opening'; receivedOn: string; dueOn: string; caseOfficer: string; statusUrl: string }
  | {
      template: 'ask'
      kind: AskKind
      dueOn: string
      url: string
      notice: 'first' | 'reminder' | 'escalation' | 'renewal'
    }
  | { template: 'approved'; amountCents: number; statusUrl: string }
  | { template: 'outcome'; outcome: 'refused' | 'withdrawn' | 'closed'; statusUrl: string }
  | { template: 'attention'; about: 'stuck' | 'fund' | 'overdue'; detail: string }
  /** Somebody not named on a sealed file opens it: ids only. */
  | { template: 'openedByException'; member: string; at: string; url: string }
