import type { AskKind } from '../../domain/questions/index.ts'
import type { Language } from '../../domain/base/languages.ts'
import type { Ending } from '../../domain/procedure/lifecycle.ts'
import type { Office } from '../../domain/municipality/regulation.ts'

/**
 * A letter as values; pages turn it into a subject, HTML and plain text. It carries numbers, dates and links, no name and
 * no circumstance: mail is read on shared telephones. What concerns the person is on the page behind the link.
 */
export type Letter = { language: Language; office: Office } & (
  | { template: 'desk'; url: string; minutes: number }
  | { template: 'host'; url: string; minutes: number }
  /** Payments to make: references and amounts. `payments` may be the first of more. */
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
      /** To whoever follows a person who does not answer what only they know. */
      inPlaceOfPerson?: true
    }
  | { template: 'approved'; amountCents: number; statusUrl: string }
  | { template: 'waiting'; statusUrl: string }
  | { template: 'enrolled'; statusUrl: string }
  | { template: 'outcome'; outcome: Ending | 'closed'; statusUrl: string }
  | { template: 'reviewDismissed'; statusUrl: string }
  /** Money asked back, in so many instalments, the first by a day. */
  | { template: 'clawback'; amountCents: number; instalments: number; dueOn: string; statusUrl: string }
  /** An accident; the details stay behind the link. */
  | { template: 'accident'; url: string }
  /** News of an activity under way; the page says which. */
  | { template: 'news'; statusUrl: string }
  | {
      template: 'attention'
      about: 'stuck' | 'fund' | 'doubleFunding' | 'overdue' | 'held' | 'declined' | 'lapsed'
      detail: string
    }
  | { template: 'warned'; statusUrl: string }
  | { template: 'disputeRuled'; statusUrl: string }
  /** To a supervisor: a person will not come on a day. */
  | { template: 'absence'; on: string }
  /**
   * A change of the people whom the person of a file must not meet; or such a change that names the person of a sealed file.
   * `together`: two of them are at one host now.
   */
  | { template: 'keptApart'; about: 'file' | 'person'; member: string; at: string; together: boolean; url: string }
  /** Somebody not named on a sealed file opens it: ids only. */
  | { template: 'openedByException'; member: string; at: string; url: string }
