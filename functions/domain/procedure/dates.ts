import type { Regulation } from '../municipality/regulation.ts'
import { TERM_LAW } from './term.ts'

/**
 * A date the procedure knows: how it comes about, the law, the figures of the regulation it is counted with, and the fields of
 * the record that hold it; one without a field is reckoned when it is asked for.
 */
export type ProcedureDate = {
  name: string
  counted: string
  law: string
  parameters?: readonly (keyof Regulation['parameters'])[]
  fields?: readonly string[]
}

/** Every date of the procedure, in the order in which a request meets them. */
export const DATES: readonly ProcedureDate[] = [
  {
    name: 'receipt',
    counted: 'the day it is in Italy when the application arrives; itself not counted',
    law: TERM_LAW.receipt,
    fields: ['request.receivedAt'],
  },
  {
    name: 'version of the regulation',
    counted: 'the one in force on the day of receipt, whatever comes later',
    law: 'L. 241/1990 art. 12',
    fields: ['request.regulation'],
  },
  {
    name: 'year of the register',
    counted: 'the year of receipt; numbers start again with it',
    law: 'D.Lgs. 82/2005 art. 40-bis; DPR 445/2000 art. 53',
    fields: ['request.registryEntry'],
  },
  {
    name: 'due date',
    counted: 'the term from the day after receipt, without the days it stood still',
    law: TERM_LAW.term,
    parameters: ['termDays'],
    fields: ['request.dueOn'],
  },
  {
    name: 'closed days',
    counted:
      'Saturdays, Sundays, Easter Monday and the municipality’s holidays: a term that would end on one ends on the next day offices are open',
    law: TERM_LAW.closedDay,
  },
  {
    name: 'interview',
    counted: 'the day the social worker met the person, never after the day it is written',
    law: 'L. 241/1990 art. 6(1)(b)',
    fields: ['request.interview.on'],
  },
  {
    name: 'suspension',
    counted: 'the day the person is asked for what is missing; once in a procedure',
    law: `${TERM_LAW.suspension}, 6(1)(b)`,
    fields: ['request.suspension.from'],
  },
  {
    name: 'end of the suspension',
    counted: 'the day of the answer, and the maximum at the latest',
    law: TERM_LAW.suspension,
    parameters: ['suspensionMaxDays'],
    fields: ['request.suspension.to'],
  },
  {
    name: 'rejection notice',
    counted: 'the day of the notice of reasons; the term is suspended from that day',
    law: TERM_LAW.notice,
    fields: ['request.notices.on'],
  },
  {
    name: 'last day for observations',
    counted: 'days from the notice, to a day offices are open; without observations the term runs again after it',
    law: TERM_LAW.notice,
    parameters: ['rejectionNoticeDays'],
    fields: ['request.notices.until'],
  },
  {
    name: 'resumption after observations',
    counted: 'days from when they arrived',
    law: TERM_LAW.notice,
    parameters: ['resumeAfterObservationsDays'],
  },
  {
    name: 'term of the substitute',
    counted: 'half of the prescribed days, from the due date, to a day offices are open',
    law: TERM_LAW.substitute,
    parameters: ['termDays'],
  },
  {
    name: 'actual time',
    counted:
      'days from receipt to the decision, without those the term stood still; said in a decision that comes late',
    law: TERM_LAW.lateAct,
  },
  {
    name: 'appeal to the regional court',
    counted: 'days from when the decision is known',
    law: 'L. 241/1990 art. 3(4); D.Lgs. 104/2010 art. 29',
    parameters: ['appealDays'],
  },
  {
    name: 'appeal to the President of the Republic',
    counted: 'days from when the decision is known',
    law: 'L. 241/1990 art. 3(4); DPR 1199/1971 art. 9',
    parameters: ['appealDays'],
  },
  {
    name: 'last day of a hearing',
    counted: 'days from the notice of a revocation, a forfeiture or an annulment, to a day offices are open',
    law: 'L. 241/1990 art. 7, 10',
    parameters: ['hearingDays'],
  },
  {
    name: 'last day of an annulment',
    counted: 'months from the decision',
    law: 'L. 241/1990 art. 21-nonies',
    parameters: ['annulmentMonths'],
  },
  {
    name: 'end of a ban',
    counted: 'years from the act that finds a declaration false',
    law: 'DPR 445/2000 art. 75(1-bis)',
    parameters: ['falseDeclarationBanYears'],
  },
  {
    name: 'period of help already received',
    counted: 'months before the request, for the whole household',
    law: 'L. 241/1990 art. 12',
    parameters: ['helpWindowMonths'],
  },
  {
    name: 'first day agreed',
    counted: 'no earlier than the notice that insurance needs',
    law: 'DPR 1124/1965; polizza volontari; DM 22/10/2019',
    parameters: ['insuranceLeadDays', 'communityInsuranceLeadDays'],
    fields: ['request.placement.startsOn', 'request.amendment.placement.startsOn', 'request.formerPlacements.startsOn'],
  },
  {
    name: 'last day to accept a new version of the agreement',
    counted: 'the day before the one it holds from; unanswered it lapses, and the version in force goes on',
    law: 'Regolamento, patto; L. 241/1990 art. 11(2)',
  },
  {
    name: 'cover',
    counted: 'from its first to its last day; no hour outside it',
    law: 'DPR 1124/1965; polizza volontari',
    fields: ['request.cover.from', 'request.cover.to'],
  },
  {
    name: 'start of the activity',
    counted: 'the first day agreed, once it is covered',
    law: 'Regolamento, patto',
    fields: ['request.startsOn'],
  },
  {
    name: 'periods',
    counted: 'a month each, from the start of the activity, for the months of the grant',
    law: 'Regolamento, patto',
    parameters: ['durationMonths', 'extensions'],
    fields: [
      'request.periods.from',
      'request.periods.to',
      'request.amendment.periods.from',
      'request.amendment.periods.to',
    ],
  },
  {
    name: 'day of the hours',
    counted: 'within a period, covered, and not to come',
    law: 'Regolamento, verifica delle ore',
    fields: ['posting.on'],
  },
  {
    name: 'agreement signed on paper',
    counted: 'the day on the paper; the staff member who records it is named beside it',
    law: 'Regolamento, patto; DPR 445/2000 art. 38',
    fields: ['request.agreement.onPaper.on'],
  },
  {
    name: 'interruption',
    counted:
      'from the first day the activity stands still to the last, for a suspension or where cover is missing; no shift is due in it, none counts, and what is still to come moves by its days',
    law: 'Regolamento, patto',
    fields: ['request.interruptions.from', 'request.interruptions.to'],
  },
  {
    name: 'accident',
    counted: 'the day of the accident, which is reported to the office at once',
    law: 'DPR 1124/1965 art. 53',
    fields: ['request.accidents.on'],
  },
  {
    name: 'dispute',
    counted:
      'the day whose hours are disputed, within days from when they were recorded or changed; after them they stand',
    law: 'Regolamento, verifica delle ore',
    parameters: ['disputeDays'],
    fields: ['request.disputes.on', 'request.disputesUntil'],
  },
  {
    name: 'end before its time',
    counted: 'the last day of an activity that ends early by agreement; what was done until then counts',
    law: 'Regolamento, patto',
    fields: ['request.endedEarly.on'],
  },
  {
    name: 'year of publication',
    counted:
      'the calendar year of the commitment: what a person gets in it is added up, and published above the threshold',
    law: 'D.Lgs. 33/2013 art. 26-27',
    parameters: ['publishThresholdYearCents'],
    fields: ['request.fundedAt', 'payment.publishedAt'],
  },
  {
    name: 'due date of a payment',
    counted: '30 days from when it is owed: a promise of the service, no term of law',
    law: 'D.Lgs. 267/2000 art. 184-185',
    fields: ['payment.dueOn'],
  },
  {
    name: 'day of a payment order',
    counted: 'as finance tells it: not before the commitment, not to come',
    law: 'D.Lgs. 267/2000 art. 185',
    fields: ['payment.ordered.on', 'payment.returns.ordered.on'],
  },
  {
    name: 'day of a payment',
    counted: 'as finance tells it',
    law: 'D.Lgs. 267/2000 art. 185',
    fields: ['payment.paid.on', 'payment.returns.paid.on'],
  },
  {
    name: 'money asked back for days from one on',
    counted: 'what was paid for the days before stays; the parts go by days, rounded down in favour of the person',
    law: 'Codice civile art. 2033; L. 241/1990 art. 21-quinquies',
    fields: ['request.clawbacks.since'],
  },
  {
    name: 'due date of an instalment of money asked back',
    counted: 'a month after the one before, to a day offices are open',
    law: 'Codice civile art. 2033, 2963',
    fields: ['request.clawbacks.plan.dueOn'],
  },
  {
    name: 'day money came back',
    counted: 'as finance tells it, never to come',
    law: 'D.Lgs. 267/2000 art. 179-180',
    fields: ['request.clawbacks.receipts.on'],
  },
  {
    name: 'due date of a question',
    counted:
      'the term above for questions to the citizen; for staff a date to be reminded by, after which nothing is lost',
    law: 'L. 241/1990 art. 6',
    fields: ['ask.dueOn'],
  },
]
