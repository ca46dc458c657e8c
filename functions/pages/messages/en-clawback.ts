import type { ClawbackMessages } from './it-clawback.ts'

/** The texts about money that comes back, in English. */
export const enClawback: ClawbackMessages = {
  letter: {
    subject: (number) => `Request ${number}: money to give back`,
    text: 'part of the money you received was not due to you and has to be given back. On your page you find why, how much and when.',
    amount: 'Amount to give back',
    instalments: 'Instalments',
    firstBy: 'First instalment by',
    action: 'Read what to do',
    how: 'How to pay: on your page you find how each instalment is paid. Always write the number of the request. If you cannot pay like this, talk to the office: instalments can be changed.',
    object:
      'If you think that the amount is not right, write to the office: we read it and answer. You can also go to court.',
  },

  title: 'Money to give back',
  cause: {
    revocation: 'Revocation of the contribution',
    forfeiture: 'Forfeiture of the contribution',
    annulment: 'Annulment of the decision',
    returned_by_person: 'Given back of one’s own accord',
  },
  causeLabel: 'Cause',
  law: 'The law asks that what was not due be given back (Italian Civil Code, article 2033).',
  amount: 'Amount',
  received: 'Given back so far',
  open: 'Still to give back',
  since: 'For the days from',
  reasons: 'Why',
  how: 'How to pay',
  openedOn: 'Asked on',
  closed: 'Over: there is nothing left to give back.',
  waived: 'The municipality asks for the rest no more.',
  late: (amount, day) => `Late: ${amount}, since ${day}`,
  nobodyPunishes: 'If you cannot pay an instalment call the office: there are no automatic penalties.',
  planTitle: 'The instalments',
  instalment: 'Instalment',
  dueOn: 'By',
  receiptsTitle: 'Payments recorded',
  paidOn: 'Paid on',
  reference: 'Reference',
  object:
    'If you do not agree write to the office, with your reasons and the papers you have: we read it and answer. You can also go to court.',

  list: { title: 'Money to recover', none: 'There is no money to recover.', next: (amount, day) => `${amount} by ${day}` },

  trail: {
    'clawback.opened': 'Money asked back',
    'clawback.told': 'Told that money is asked back',
    'clawback.received': 'Money received back',
    'clawback.completed': 'Last of the money received back',
    'clawback.waived': 'The rest is asked for no more',
  },
  acts: {
    recover: {
      title: 'Ask money back',
      lead: 'After a revocation, a forfeiture or an annulment, for money that was paid and not due (Italian Civil Code, article 2033). The person gets a letter. Instalments are monthly.',
      submit: 'Ask for the amount',
      done: 'It is recorded: the person gets a letter.',
    },
    receipt: {
      title: 'Record money received back',
      lead: 'Money that the person gave back: it returns to the funds it came from. The same reference is recorded once only.',
      submit: 'Record it',
      done: 'The money received is recorded.',
    },
    'waive-recovery': {
      title: 'Ask for the rest no more',
      lead: 'What was received stays received. The rest is asked for no more.',
      submit: 'Give up the rest',
      done: 'The rest is asked for no more.',
    },
  },
  fields: {
    cents: { label: 'How much is to be given back?' },
    most: (amount) => `At most ${amount}: what was paid, less what came back or was asked for already.`,
    since: {
      label: 'Only for the days from',
      hint: 'Leave empty to ask for all that was paid. With a day, what was paid for the days before stays with the person.',
    },
    instalments: { label: 'In how many monthly instalments?', hint: 'From 1 to 24.' },
    firstOn: { label: 'First instalment by', hint: 'If offices are closed that day, the next day they are open counts.' },
    how: { label: 'How is it paid?', hint: 'For example: with the pagoPA notice attached, or at the counter. The person reads it.' },
    why: { label: 'Why is it to be given back?', hint: 'At least 10 characters. The person reads it on their page.' },
    towards: { label: 'What is the payment for?' },
    own: 'The person gives it back of their own accord',
    clawback: (number, cause, open) => `Request ${number}, ${cause}: ${open} left`,
    on: { label: 'Paid on', hint: 'For example 4 5 2026' },
    received: { label: 'How much was paid?' },
    reference: { label: 'Reference of the treasury', hint: 'The number of its receipt or provisional entry.' },
    ownReasons: { label: 'Why do they give it back?', hint: 'Only if it is of their own accord. At least 10 characters.' },
    number: { label: 'Which one do you give up?' },
    waiveReasons: { label: 'Why is it given up?', hint: 'At least 10 characters. It stays in the file.' },
  },
  refused: {
    notFallen: 'The decision still stands: a revocation, a forfeiture or an annulment comes first.',
    nothingPaid: 'There is no money paid that could still be recovered.',
    notOpen: 'There is no such request to give back, or it is over.',
    referenceTaken: 'This reference is recorded already, with another amount or another day.',
  },
}
