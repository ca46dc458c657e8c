import type { ClawbackMessages } from '../it/clawback.ts'

/** The texts about money that comes back, in English. */
export const enClawback: ClawbackMessages = {
  letter: {
    subject: (number) => `Request ${number}: money to give back`,
    text: 'part of the money you received was not due to you and has to be given back. On your page you find why, how much and when.',
    amount: 'Amount to give back',
    instalments: 'Instalments',
    firstBy: 'First instalment by',
    action: 'Read what to do',
    how: 'On your page you find how each instalment is paid. When you pay, write the number of the request. You cannot pay like this? Talk to the office: instalments can be changed.',
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

  list: {
    title: 'Money to recover',
    none: 'There is no money to recover.',
    next: (amount, day) => `${amount} by ${day}`,
  },

  reconciliation: {
    title: 'Reconciliation',
    lead: 'Compares files, payments, funds, receipts and the public list: they must say the same, to the cent.',
    looked: (files, payments) => `Grants looked at: ${files}. Payments looked at: ${payments}.`,
    agrees: 'Everything agrees: there is no difference.',
    differences: (count) => (count === 1 ? 'There is 1 difference' : `There are ${count} differences`),
    funds: 'The funds',
    fundsOf: (year) => `The funds, for the grants funded in ${year}`,
    sum: 'Granted = paid + to pay + not yet due + gone back to the fund. Committed = granted, less what went back to the fund and what was recovered.',
    granted: 'Granted',
    paid: 'Paid',
    toPay: 'To pay',
    notYetDue: 'Not yet due',
    released: 'Not used, gone back to the fund',
    recovered: 'Recovered',
    committed: 'Committed',
    counter: 'Counter of the fund, all years',
    file: 'File',
    about: 'Reference',
    fund: 'Fund',
    expected: 'Should be',
    found: 'Is',
    open: (number) => `Open file ${number}`,
    causes: {
      unreadable: {
        what: 'A file cannot be read: somebody changed it from outside.',
        where: 'Tell who administers the system: the command “verify” says what was changed in the trail of the file.',
      },
      orphan: {
        what: 'There is a payment without its file.',
        where: 'Tell who administers the system: the file can be restored from a copy.',
      },
      decision: {
        what: 'A payment has no decision that grants it.',
        where: 'Look in the file at the decision and at the trail of what happened.',
      },
      fallen: {
        what: 'A payment stayed open after a revocation, a forfeiture or an annulment.',
        where: 'Look in the file at the ruling of the review: the payment was to be cancelled.',
      },
      fund: {
        what: 'A payment takes money from a fund that is not committed for the file.',
        where: 'Compare the lines of the payment with the funds of the grant in the file.',
      },
      commitment: {
        what: 'Payments take more from a fund than is committed for the file.',
        where: 'Compare the amounts of the payments with the part of the fund in the grant.',
      },
      lines: {
        what: 'The lines do not sum to the amount.',
        where: 'Look in the file at the lines of this payment or receipt.',
      },
      clearance: {
        what: 'A payment lacks its clearance, has one too many, or has a reference that is not its own.',
        where: 'Look in the trail of the file when the payment went to finance, and at the orders of the treasury.',
      },
      reference: {
        what: 'The same reference of a clearance is used twice.',
        where: 'Look for the reference in the orders of the treasury: a payment may have gone out twice.',
      },
      returns: {
        what: 'A payment was issued again and there is no return of it, or it came back more often than it was issued.',
        where:
          'Look for all its references in the orders of the treasury: it might be paid twice. The trail of the file says when it came back.',
      },
      outcome: {
        what: 'A payment is said to be paid without its order, or has an order and is not said to be paid.',
        where: 'Look for the payment in the cash book and compare the day and the number.',
      },
      missing: {
        what: 'A payment is missing: those made are less than what the plan and the verified hours give the person.',
        where:
          'Compare in the file the payments with the plan, the hours verified and the months settled. If a payment is gone, who runs the system finds it in the trail of the file.',
      },
      hours: {
        what: 'More was paid than the verified hours allow.',
        where: 'Look in the file at the hours verified and waived: some may have been corrected after the payment.',
      },
      publicationDue: {
        what: 'A payment above the threshold of the year was cleared without being published.',
        where:
          'Look in the trail of the file for the act of publication, which comes before the clearance (D.Lgs. 33/2013, article 26).',
      },
      publicationMissing: {
        what: 'The line of a grant is missing from the public list.',
        where: 'Look at the list of the year of the grant and at the code on the personal page.',
      },
      publicationAmount: {
        what: 'The public list says another amount.',
        where: 'Compare the line of the list with the payments and receipts of the file.',
      },
      publicationStray: {
        what: 'The public list has a line of no grant.',
        where:
          'Look at the list of that year: the line was to go, because the file is sealed or nothing of it is left.',
      },
      publicationSealed: {
        what: 'The sum of the sealed files does not agree.',
        where: 'Tell who administers the system: it is compared with the sealed files of that year.',
      },
      recovered: {
        what: 'More was recovered than had been paid.',
        where: 'Look in the file at the receipts and payments of this fund.',
      },
      clawback: {
        what: 'Instalments, receipts or the end of money asked back do not agree.',
        where: 'Look in the file at the money to give back: amount, instalments, receipts.',
      },
      receipt: {
        what: 'The same reference of the treasury is recorded for two receipts.',
        where: 'Look for it in the cash book: the money may belong to one file only.',
      },
      benefits: {
        what: 'The counter of the benefits of a person in the year does not say what their files say: whether they are published depends on it.',
        where:
          'If money is moving right now, try again. Otherwise look at this file and at the others of the same person funded in that year: one was changed from outside.',
      },
      counter: {
        what: 'The counter of a fund does not say what the files say.',
        where:
          'If money is moving right now, try again. Otherwise look at the files that this fund pays: one was changed from outside.',
      },
    },
  },

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
    firstOn: {
      label: 'First instalment by',
      hint: 'If offices are closed that day, the next day they are open counts.',
    },
    how: {
      label: 'How is it paid?',
      hint: 'For example: with the pagoPA notice attached, or at the counter. The person reads it.',
    },
    why: { label: 'Why is it to be given back?', hint: 'At least 10 characters. The person reads it on their page.' },
    towards: { label: 'What is the payment for?' },
    nth: ['The first request to give back', 'The second request', 'The third request'],
    own: 'The person gives it back of their own accord',
    clawback: (number, cause, open) => `Request ${number}, ${cause}: ${open} left`,
    on: { label: 'Paid on', hint: 'For example 4 5 2026' },
    received: { label: 'How much was paid?' },
    reference: { label: 'Reference of the treasury', hint: 'The number of its receipt or provisional entry.' },
    ownReasons: {
      label: 'Why do they give it back?',
      hint: 'Only if it is of their own accord. At least 10 characters.',
    },
    number: { label: 'Which one do you give up?' },
    waiveReasons: { label: 'Why is it given up?', hint: 'At least 10 characters. It stays in the file.' },
  },
  refused: {
    notFallen: 'The decision still stands: a revocation, a forfeiture or an annulment comes first.',
    nothingPaid: 'There is no money paid that could still be recovered.',
    notOpen: 'There is no such request to give back, or it is over.',
    referenceElsewhere:
      'This reference is recorded on another request already: the same money is recorded once. Check it. Where one transfer is for several requests, add the part to the reference, such as 123/1 and 123/2.',
    referenceTaken: 'This reference is recorded already, with another amount or another day.',
  },
}
