import * as z from 'zod'

/** The actors that may cause a transition. `system` is a step of a workflow. */
export const ACTORS = [
  'citizen',
  'socialWorker',
  'manager',
  'educator',
  'host',
  'partner',
  'finance',
  'system',
] as const
export type Actor = (typeof ACTORS)[number]

export const STAGES = [
  'submitted',
  'opened',
  'assessment',
  'integration_requested',
  'proposed_inadmissibility',
  'concurrence_requested',
  'proposed_approval',
  'proposed_refusal',
  'rejection_notice',
  'observations',
  'approved',
  'funded',
  'enrolled',
  'placed',
  'agreement_proposed',
  'agreement_signed',
  'insurance_requested',
  'insured',
  'active',
  'suspended',
  'completed',
  'closed',
  'refused',
  'inadmissible',
  'withdrawn',
  'revoked',
  'forfeited',
  'annulled',
] as const
export const stage = z.enum(STAGES)
export type Stage = z.infer<typeof stage>

/** The phase each stage belongs to, and whether it is an end. */
const STATES: Record<Stage, { phase: Phase; ended?: true }> = {
  submitted: { phase: 'opening' },
  opened: { phase: 'assessment' },
  assessment: { phase: 'assessment' },
  integration_requested: { phase: 'assessment' },
  proposed_inadmissibility: { phase: 'decision' },
  concurrence_requested: { phase: 'decision' },
  proposed_refusal: { phase: 'decision' },
  rejection_notice: { phase: 'decision' },
  observations: { phase: 'decision' },
  proposed_approval: { phase: 'decision' },
  approved: { phase: 'funds' },
  funded: { phase: 'agreement' },
  enrolled: { phase: 'agreement' },
  placed: { phase: 'agreement' },
  agreement_proposed: { phase: 'agreement' },
  agreement_signed: { phase: 'insurance' },
  insurance_requested: { phase: 'insurance' },
  insured: { phase: 'insurance' },
  active: { phase: 'hours' },
  suspended: { phase: 'hours' },
  completed: { phase: 'payment' },
  closed: { phase: 'closed', ended: true },
  refused: { phase: 'closed', ended: true },
  inadmissible: { phase: 'closed', ended: true },
  withdrawn: { phase: 'closed', ended: true },
  revoked: { phase: 'closed', ended: true },
  forfeited: { phase: 'closed', ended: true },
  annulled: { phase: 'closed', ended: true },
}

/** The phases a citizen sees on the status page, in order. */
export const PHASES = [
  'opening',
  'assessment',
  'decision',
  'funds',
  'agreement',
  'insurance',
  'hours',
  'payment',
  'closed',
] as const
export type Phase = (typeof PHASES)[number]

/** Returns the stages of a range in order, both ends included. */
const stages = (first: Stage, last: Stage): readonly Stage[] =>
  STAGES.slice(STAGES.indexOf(first), STAGES.indexOf(last) + 1)

/** The stages based on a decision that may be reviewed: revoked, forfeited or annulled. */
const REVIEWABLE = stages('approved', 'closed')

export type Transition = { name: string; from: readonly Stage[]; to: Stage; by: readonly Actor[]; law: string }

/**
 * The lifecycle of a request: every change of state, who may cause it, and its law. One transition is one conditional write of
 * the record and its entry in the trail.
 */
export const TRANSITIONS = [
  { name: 'open', from: ['submitted'], to: 'opened', by: ['system'], law: 'L. 241/1990 art. 7-8' },
  { name: 'beginAssessment', from: ['opened'], to: 'assessment', by: ['system'], law: 'L. 241/1990 art. 6' },
  {
    name: 'requestIntegration',
    from: ['assessment'],
    to: 'integration_requested',
    by: ['socialWorker'],
    law: 'L. 241/1990 art. 2(7), 6(1)(b)',
  },
  {
    name: 'integrate',
    from: ['integration_requested'],
    to: 'assessment',
    by: ['citizen'],
    law: 'L. 241/1990 art. 6(1)(b)',
  },
  {
    name: 'endSuspension',
    from: ['integration_requested'],
    to: 'assessment',
    by: ['system'],
    law: 'L. 241/1990 art. 2(7)',
  },
  {
    name: 'proposeApproval',
    from: ['assessment'],
    to: 'proposed_approval',
    by: ['socialWorker'],
    law: 'L. 241/1990 art. 6(1)(e)',
  },
  {
    name: 'proposeRefusal',
    from: ['assessment'],
    to: 'proposed_refusal',
    by: ['socialWorker'],
    law: 'L. 241/1990 art. 6(1)(e)',
  },
  {
    name: 'giveRejectionNotice',
    from: ['proposed_refusal'],
    to: 'rejection_notice',
    by: ['system'],
    law: 'L. 241/1990 art. 10-bis',
  },
  { name: 'observe', from: ['rejection_notice'], to: 'observations', by: ['citizen'], law: 'L. 241/1990 art. 10-bis' },
  {
    name: 'noObservations',
    from: ['rejection_notice'],
    to: 'observations',
    by: ['system'],
    law: 'L. 241/1990 art. 10-bis',
  },
  {
    name: 'proposeInadmissibility',
    from: ['assessment'],
    to: 'proposed_inadmissibility',
    by: ['socialWorker'],
    law: 'L. 241/1990 art. 2(1), 6(1)(a)',
  },
  {
    name: 'declareInadmissible',
    from: ['proposed_inadmissibility'],
    to: 'inadmissible',
    by: ['manager'],
    law: 'L. 241/1990 art. 2(1), 3',
  },
  {
    name: 'requestConcurrence',
    from: ['assessment'],
    to: 'concurrence_requested',
    by: ['socialWorker'],
    law: 'L. 241/1990 art. 15; DGR X/7773/2018',
  },
  {
    name: 'concur',
    from: ['concurrence_requested'],
    to: 'proposed_approval',
    by: ['partner'],
    law: 'L. 241/1990 art. 15; DGR X/7773/2018',
  },
  {
    name: 'objectToProposal',
    from: ['concurrence_requested'],
    to: 'assessment',
    by: ['partner'],
    law: 'L. 241/1990 art. 15; DGR X/7773/2018',
  },
  {
    name: 'noConcurrence',
    from: ['concurrence_requested'],
    to: 'assessment',
    by: ['system'],
    law: 'L. 241/1990 art. 2, 15',
  },
  {
    name: 'enrol',
    from: ['assessment'],
    to: 'enrolled',
    by: ['socialWorker'],
    law: 'DL 48/2023 art. 6; DM 22/10/2019',
  },
  {
    name: 'approve',
    from: ['proposed_approval', 'observations'],
    to: 'approved',
    by: ['manager'],
    law: 'L. 241/1990 art. 2, 3, 12',
  },
  {
    name: 'proposeOtherwise',
    from: ['proposed_approval'],
    to: 'proposed_refusal',
    by: ['manager'],
    law: 'L. 241/1990 art. 6(1)(e), 10-bis',
  },
  {
    name: 'sendBack',
    from: ['proposed_approval', 'proposed_inadmissibility', 'observations'],
    to: 'assessment',
    by: ['manager'],
    law: 'L. 241/1990 art. 6(1)(e)',
  },
  { name: 'refuse', from: ['observations'], to: 'refused', by: ['manager'], law: 'L. 241/1990 art. 3, 10-bis' },
  { name: 'commitFunds', from: ['approved'], to: 'funded', by: ['system'], law: 'D.Lgs. 267/2000 art. 183' },
  { name: 'place', from: ['funded', 'enrolled'], to: 'placed', by: ['educator'], law: 'Regolamento, baratto sociale' },
  { name: 'proposeAgreement', from: ['placed'], to: 'agreement_proposed', by: ['system'], law: 'Regolamento, patto' },
  {
    name: 'declineReferral',
    from: ['placed'],
    to: 'enrolled',
    by: ['host'],
    law: 'Regolamento, accordo con le associazioni',
  },
  {
    name: 'declineEnrolment',
    from: ['agreement_proposed'],
    to: 'enrolled',
    by: ['citizen'],
    law: 'DM 22/10/2019; Regolamento, patto',
  },
  { name: 'declineAgreement', from: ['agreement_proposed'], to: 'funded', by: ['citizen'], law: 'Regolamento, patto' },
  {
    name: 'signAgreement',
    from: ['agreement_proposed'],
    to: 'agreement_signed',
    by: ['citizen'],
    law: 'Regolamento, patto',
  },
  {
    name: 'requestInsurance',
    from: ['agreement_signed'],
    to: 'insurance_requested',
    by: ['system'],
    law: 'DPR 1124/1965; polizza volontari',
  },
  {
    name: 'insure',
    from: ['insurance_requested'],
    to: 'insured',
    by: ['educator'],
    law: 'DPR 1124/1965; polizza volontari',
  },
  { name: 'start', from: ['insured'], to: 'active', by: ['system'], law: 'Regolamento, patto' },
  {
    name: 'startWithoutHours',
    from: ['funded', 'enrolled'],
    to: 'active',
    by: ['system'],
    law: 'Regolamento, esonero; DL 48/2023 art. 6(5)',
  },
  { name: 'settlePeriod', from: ['active'], to: 'active', by: ['system'], law: 'Regolamento, verifica delle ore' },
  {
    name: 'settleSuspended',
    from: ['suspended'],
    to: 'suspended',
    by: ['system'],
    law: 'Regolamento, verifica delle ore',
  },
  {
    name: 'suspend',
    from: ['active'],
    to: 'suspended',
    by: ['socialWorker', 'educator'],
    law: 'Regolamento, patto',
  },
  {
    name: 'resumeActivity',
    from: ['suspended'],
    to: 'active',
    by: ['socialWorker', 'educator', 'system'],
    law: 'Regolamento, patto',
  },
  { name: 'complete', from: ['active', 'suspended'], to: 'completed', by: ['system'], law: 'Regolamento, patto' },
  { name: 'close', from: ['completed'], to: 'closed', by: ['system'], law: 'L. 241/1990 art. 2' },
  {
    name: 'withdraw',
    from: stages('submitted', 'suspended'),
    to: 'withdrawn',
    by: ['citizen'],
    law: 'Rinuncia della persona interessata',
  },
  { name: 'revoke', from: REVIEWABLE, to: 'revoked', by: ['manager'], law: 'L. 241/1990 art. 21-quinquies' },
  {
    name: 'forfeit',
    from: REVIEWABLE,
    to: 'forfeited',
    by: ['manager'],
    law: 'DPR 445/2000 art. 75; Regolamento, decadenza',
  },
  { name: 'annul', from: REVIEWABLE, to: 'annulled', by: ['manager'], law: 'L. 241/1990 art. 21-nonies' },
] as const satisfies readonly Transition[]
export type TransitionName = (typeof TRANSITIONS)[number]['name']

/** A transition that the stage or the actor does not allow: a bug or a race, never an input error. */
export class IllegalTransition extends Error {
  override name = 'IllegalTransition'
}

/**
 * Returns the stage after a transition.
 * @throws IllegalTransition if `by` may not cause it from `from`
 */
export function stageAfter(name: TransitionName, from: Stage, by: Actor): Stage {
  const row: Transition | undefined = TRANSITIONS.find((candidate) => candidate.name === name)
  if (!row?.from.includes(from)) throw new IllegalTransition(`${name} does not leave from ${from}`)
  if (!row.by.includes(by)) throw new IllegalTransition(`${name} is not for ${by}`)
  return row.to
}

export const lawOf = (name: TransitionName): string => TRANSITIONS.find((row) => row.name === name)?.law ?? ''
export const phaseOf = (current: Stage): Phase => STATES[current].phase
export const hasEnded = (current: Stage): boolean => STATES[current].ended === true
export const canWithdraw = (current: Stage): boolean =>
  TRANSITIONS.some((row: Transition) => row.name === 'withdraw' && row.from.includes(current))
/** Returns true if there is a decision that may be reviewed. */
export const canReview = (current: Stage): boolean => REVIEWABLE.some((each) => each === current)

/** Returns true if the decision that payments rest on has been revoked, forfeited or annulled. */
export const isDecisionSetAside = (current: Stage): boolean =>
  current === 'revoked' || current === 'forfeited' || current === 'annulled'

/** The endings other than the regular close. */
export const ENDINGS = ['refused', 'inadmissible', 'withdrawn', 'revoked', 'forfeited', 'annulled'] as const
export type Ending = (typeof ENDINGS)[number]
export const endingOf = (current: Stage): Ending | undefined => ENDINGS.find((ending) => ending === current)
