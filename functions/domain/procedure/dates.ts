import type { Regulation } from '../municipality/regulation.ts'
import { TERM_LAW } from './term.ts'

/**
 * A date of the procedure: how it is determined, its law, the parameters of the regulation it depends on, and the fields of
 * the record that hold it; a date without a field is computed when it is needed.
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
    counted: 'the day in Italy on which the application arrives; the term excludes it',
    law: TERM_LAW.receipt,
    fields: ['request.receivedAt'],
  },
  {
    name: 'version of the regulation',
    counted: 'the version in force on the day of receipt, also if a later one follows',
    law: 'L. 241/1990 art. 12',
    fields: ['request.regulation'],
  },
  {
    name: 'year of the register',
    counted: 'the year of receipt; numbers restart every year',
    law: 'D.Lgs. 82/2005 art. 40-bis; DPR 445/2000 art. 53',
    fields: ['request.registryEntry'],
  },
  {
    name: 'due date',
    counted: 'the term from the day after receipt, excluding days of suspension',
    law: TERM_LAW.term,
    parameters: ['termDays'],
    fields: ['request.dueOn'],
  },
  {
    name: 'closed days',
    counted:
      'Saturdays, Sundays, Easter Monday and the municipality’s holidays: a term that would end on one ends on the next working day',
    law: TERM_LAW.closedDay,
  },
  {
    name: 'interview',
    counted: 'the day on which the social worker met the person; not in the future',
    law: 'L. 241/1990 art. 6(1)(b)',
    fields: ['request.interview.on'],
  },
  {
    name: 'suspension',
    counted: 'the day on which the person is asked for missing documents; once in a procedure',
    law: `${TERM_LAW.suspension}, 6(1)(b)`,
    fields: ['request.suspension.from'],
  },
  {
    name: 'end of the suspension',
    counted: 'the day of the answer, or the end of the maximum suspension',
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
    counted: 'days from the notice, extended to a working day; without observations the term resumes after it',
    law: TERM_LAW.notice,
    parameters: ['rejectionNoticeDays'],
    fields: ['request.notices.until'],
  },
  {
    name: 'resumption after observations',
    counted: 'days from the receipt of the observations',
    law: TERM_LAW.notice,
    parameters: ['resumeAfterObservationsDays'],
  },
  {
    name: 'term of the substitute',
    counted: 'half of the prescribed days, from the due date, extended to a working day',
    law: TERM_LAW.substitute,
    parameters: ['termDays'],
  },
  {
    name: 'actual time',
    counted: 'days from receipt to the decision, excluding days of suspension; a late decision states them',
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
    counted: 'days from the notice of a revocation, a forfeiture or an annulment, extended to a working day',
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
    counted: 'a day that leaves the insurer its notice period',
    law: 'DPR 1124/1965; polizza volontari; DM 22/10/2019',
    parameters: ['insuranceLeadDays', 'communityInsuranceLeadDays'],
    fields: ['request.placement.startsOn', 'request.amendment.placement.startsOn', 'request.formerPlacements.startsOn'],
  },
  {
    name: 'last day to accept a new version of the agreement',
    counted: 'the day before it takes effect; without an answer it lapses and the version in force continues',
    law: 'Regolamento, patto; L. 241/1990 art. 11(2)',
  },
  {
    name: 'cover',
    counted: 'its first and last day; hours outside it do not count',
    law: 'DPR 1124/1965; polizza volontari',
    fields: ['request.cover.from', 'request.cover.to'],
  },
  {
    name: 'start of the activity',
    counted: 'the first agreed day, once it is covered',
    law: 'Regolamento, patto',
    fields: ['request.startsOn'],
  },
  {
    name: 'periods',
    counted: 'one month each, from the start of the activity, for the months of the grant',
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
    counted: 'a covered day of a period, not in the future',
    law: 'Regolamento, verifica delle ore',
    fields: ['posting.on'],
  },
  {
    name: 'agreement signed on paper',
    counted: 'the date on the paper; the member of staff who records it is stored with it',
    law: 'Regolamento, patto; DPR 445/2000 art. 38',
    fields: ['request.agreement.onPaper.on'],
  },
  {
    name: 'interruption',
    counted:
      'the first and last day of a suspension or of missing cover; no shift is due or counts, and later periods move by its days',
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
      'the day whose hours are disputed, within days from when they were recorded or changed; afterwards they are final',
    law: 'Regolamento, verifica delle ore',
    parameters: ['disputeDays'],
    fields: ['request.disputes.on', 'request.disputesUntil'],
  },
  {
    name: 'early end',
    counted: 'the last day of an activity that ends early by agreement; hours up to it count',
    law: 'Regolamento, patto',
    fields: ['request.endedEarly.on'],
  },
  {
    name: 'year of publication',
    counted:
      'the calendar year of the commitment: a person’s benefits of the year are summed, and published above the threshold',
    law: 'D.Lgs. 33/2013 art. 26-27',
    parameters: ['publishThresholdYearCents'],
    fields: ['request.fundedAt', 'payment.publishedAt'],
  },
  {
    name: 'due date of a payment',
    counted: '30 days from when it is owed: a service standard, not a legal term',
    law: 'D.Lgs. 267/2000 art. 184-185',
    fields: ['payment.dueOn'],
  },
  {
    name: 'day of a payment order',
    counted: 'as reported by finance: not before the commitment, not in the future',
    law: 'D.Lgs. 267/2000 art. 185',
    fields: ['payment.ordered.on', 'payment.returns.ordered.on'],
  },
  {
    name: 'day of a payment',
    counted: 'as reported by finance',
    law: 'D.Lgs. 267/2000 art. 185',
    fields: ['payment.paid.on', 'payment.returns.paid.on'],
  },
  {
    name: 'start of a partial recovery',
    counted:
      'the first day whose payments are asked back; amounts are proportional to days, rounded in favour of the person',
    law: 'Codice civile art. 2033; L. 241/1990 art. 21-quinquies',
    fields: ['request.clawbacks.since'],
  },
  {
    name: 'due date of a recovery instalment',
    counted: 'a month after the previous one, extended to a working day',
    law: 'Codice civile art. 2033, 2963',
    fields: ['request.clawbacks.plan.dueOn'],
  },
  {
    name: 'day of a receipt',
    counted: 'as reported by finance, not in the future',
    law: 'D.Lgs. 267/2000 art. 179-180',
    fields: ['request.clawbacks.receipts.on'],
  },
  {
    name: 'due date of a question',
    counted: 'the legal term for questions to the citizen; for staff a reminder without legal effect',
    law: 'L. 241/1990 art. 6',
    fields: ['ask.dueOn'],
  },
]
