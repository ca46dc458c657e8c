import type { EvaluationMessages } from '../it/evaluation.ts'

/** The English of what the regulation says and suggests. */
export const enEvaluation: EvaluationMessages = {
  title: 'What the regulation says',
  version: (version) => `Version ${version}, in force when the request arrived.`,
  allMet: 'All rules are met.',
  notMet: 'Rules not met: {count}.',
  met: 'Rules met: {count}.',
  toCheck: 'Points to check: {count}.',
  outcomes: { met: 'Met', notMet: 'Not met', waived: 'Does not apply', toCheck: 'To check' },
  sentences: {
    'isee.met': 'The ISEE is {iseeCents}: the limit is {maxCents}.',
    'isee.notMet': 'The ISEE is {iseeCents}: the limit is {maxCents}.',
    'isee.waived.community': 'For hours for the community (PUC) the need is established by income support.',
    'isee.waived.anti_violence':
      'The ISEE is {iseeCents}, above the limit of {maxCents}, which does not hold for a protected path.',
    'isee.waived.urgent':
      'The ISEE is {iseeCents}, above the limit of {maxCents}, which does not hold in urgent cases.',
    'residency.met': 'The person declares to be resident in the municipality.',
    'residency.notMet': 'The person declares not to be resident in the municipality.',
    'residency.waived': 'Residence in the municipality is not required.',
    'workAge.met': 'The person is {age}: activities are for ages {min} to {max}.',
    'workAge.toCheck.young':
      'The person is {age}: activities are for ages from {min}. This concerns the hours only, not the contribution.',
    'workAge.toCheck.old':
      'The person is {age}: activities are for ages up to {max}. This concerns the hours only, not the contribution.',
    'workAge.toCheck.free':
      'The person is {age} or retired: not bound to give hours for the community, and free to give them.',
    'ban.met': 'No false declaration is known in the last {years} years.',
    'ban.notMet':
      'For a false declaration the person may get no contribution until {until}. Help for minors and in particular hardship stays possible (DPR 445/2000 art. 75).',
    'help.met': 'In {months} months the household got {helpCents}: {leftCents} are left up to the limit of {maxCents}.',
    'help.notMet':
      'In {months} months the household got {helpCents}: {leftCents} are left up to the limit of {maxCents}, too little for a contribution.',
    'help.waived': 'Hours for the community (PUC) bring no money from the municipality.',
    'openGrant.met': 'Nobody in the household has another contribution of this kind under way.',
    'openGrant.notMet': 'Contributions of this kind already under way in the household: {open}.',
    'duration.met': 'The contribution may last up to {months} months.',
    'duration.met.once': 'There is no limit in time: it is no contribution by the month.',
    'duration.met.extension':
      'This is an extension: {before} of {extensions} possible after the first contribution, up to {months} months.',
    'duration.notMet.extension':
      'This would be one more extension: the household had {before} contributions in a row, and {extensions} extensions are possible.',
    'otherProgrammes.met': 'No help from other programmes is known.',
    'otherProgrammes.toCheck': 'The person gets help from other programmes: {programmes}. Check whether they add up.',
    'cash.met': '{proposedCents} are proposed in cash: the limit is {limitCents}.',
    'cash.met.other': 'The payment is not in cash.',
    'cash.notMet': '{proposedCents} are proposed in cash: the limit is {limitCents}.',
    'cash.toCheck': 'The person chose cash: up to {limitCents} in all may be given.',
  },
  suggestion: {
    title: 'Suggested amount',
    monthly: '{monthlyCents} a month for {months} months: {totalCents} in all.',
    once: '{totalCents}, once.',
    none: 'No amount.',
    hint: 'It is worked out by the regulation. The proposal is yours: you may depart from it, saying why.',
    how: 'How it comes about',
    steps: {
      subsistence: 'Subsistence level of the household ({size}): {subsistenceCents} a month.',
      income: 'Income of a month according to the ISEE of {iseeCents}: {incomeCents}.',
      gap: '{gapCents} a month are lacking.',
      noNeed: 'The income covers the subsistence level: there is no amount to suggest.',
      monthlyMin: 'A month of contribution is at least {minCents}.',
      monthlyMax: 'A month of contribution is at most {maxCents}.',
      room: 'The limit is {maxCents}, the household already got {helpCents}: {leftCents} are left.',
      cash: 'At most {limitCents} may be given in cash.',
      noRoom: 'What is left is too little for a contribution.',
      spread: 'What is left is spread over {months} months: {monthlyCents} a month.',
      expense: 'The expense is {expenseCents}.',
      noExpense: 'The amount is that of the expense, up to {roomCents}.',
      total: 'Months: {months}. In all: {totalCents}.',
      hours: 'An hour counts {hourCents} for the agreement: in whole modules that is {hours} hours.',
      ability: 'The person can do {hours} hours.',
      community: 'The municipality pays nothing: hours for the community are {min} to {max} a week.',
    },
  },
}
