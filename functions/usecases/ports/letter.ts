import type { AskKind } from '../../domain/questions/index.ts'
import type { Language } from '../../domain/base/languages.ts'
import type { Ending } from '../../domain/procedure/lifecycle.ts'
import type { Office } from '../../domain/municipality/regulation.ts'

/**
 * A letter as values. It has numbers, dates and links but no names and circumstances, because mail is read on shared
 * telephones; the page behind the link has the rest.
 */
export type Letter = { language: Language; office: Office } & (
  | { template: 'desk'; url: string; minutes: number }
  | { template: 'host'; url: string; minutes: number }
  /** The payments to make, by reference and amount; `payments` may be an excerpt. */
  | {
      template: 'finance'
      count: number
      totalCents: number
      payments: readonly { reference: string; amountCents: number }[]
      url: string
    }
  /** The answer to a work request of a host; its content stays behind the link. */
  | { template: 'work'; answer: 'accepted' | 'declined'; postedOn: string; url: string }
  | ({ number: string } & About)
)

/** Letters about a request. */
type About =
  | {
      template: 'opening'
      receivedOn: string
      dueOn: string
      /** Days of the term, by the regulation. */
      termDays: number
      caseOfficer: string
      statusUrl: string
    }
  | {
      template: 'ask'
      kind: AskKind
      dueOn: string
      /** End of the term of the procedure, and of that of the substitute, for questions that it depends on. */
      term?: { dueOn: string; substituteDueOn: string }
      url: string
      notice: 'first' | 'reminder' | 'escalation' | 'renewal'
      /** True if the question goes to staff because the person does not answer. */
      inPlaceOfPerson?: true
    }
  | { template: 'approved'; amountCents: number; statusUrl: string }
  | { template: 'waiting'; statusUrl: string }
  | { template: 'enrolled'; statusUrl: string }
  | { template: 'outcome'; outcome: Ending | 'closed'; statusUrl: string }
  | { template: 'reviewDismissed'; statusUrl: string }
  /** A clawback with its number of instalments and the first due day. */
  | { template: 'clawback'; amountCents: number; instalments: number; dueOn: string; statusUrl: string }
  /** An accident; the details stay behind the link. */
  | { template: 'accident'; url: string }
  /** News of an activity; the page has the details. */
  | { template: 'news'; statusUrl: string }
  | {
      template: 'attention'
      about: 'stuck' | 'fund' | 'doubleFunding' | 'overdue' | 'held' | 'declined' | 'lapsed'
      detail: string
    }
  | { template: 'warned'; statusUrl: string }
  | { template: 'disputeRuled'; statusUrl: string }
  /** For a supervisor: an announced absence. */
  | { template: 'absence'; on: string }
  /**
   * A changed exclusion of a file, or one that names the person of a sealed file. `together` if two of them are at one
   * host.
   */
  | { template: 'keptApart'; about: 'file' | 'person'; member: string; at: string; together: boolean; url: string }
  /** An opening of a sealed file by exception; ids only. */
  | { template: 'openedByException'; member: string; at: string; url: string }
