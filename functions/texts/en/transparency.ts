import type { TransparencyMessages } from '../it/transparency.ts'

/** The English of the public list of grants. */
export const enTransparency: TransparencyMessages = {
  title: 'Grants given: public list',
  titleOf: (year) => `Grants given in ${year}`,
  lead: 'The law asks the municipality to publish the grants that are above 1,000 euro a person in a year (Legislative Decree 33/2013, Articles 26 and 27).',
  noNamesTitle: 'Why there are no names',
  noNames:
    'Who gets help has a right to privacy: the law forbids to publish data that tell who it is (Legislative Decree 33/2013, Article 26(4)). In place of the name there is a code, which says nothing of the person. The lines are in the order of the codes.',
  mine: 'Do you get a grant? You find your code on your personal page.',
  yearsTitle: 'Choose the year',
  years: 'Each list stays public for the five years after its own.',
  none: (year) => `There are no grants to publish in ${year}.`,
  rule: 'Rule',
  office: 'Office',
  method: 'How who gets it is chosen',
  tableOf: (year) => `Grants of ${year}: code and amount`,
  pseudonym: 'Code',
  amount: 'Amount',
  amountNote:
    'The amount is what was granted in the year. Where a grant ends early, the list says what of it was paid or is to be paid.',
  sealedTitle: 'Grants that are told only all together',
  sealed: (atLeast, about) =>
    `To protect some people their grants have no line: there are at least ${atLeast}, and they come to about ${about}.`,
  dataTitle: 'Open data',
  data: 'You may download the list and use it, if you say where it comes from. It is not allowed to use it to find out who the people are.',
  csv: (year) => `Download the list of ${year} as CSV`,
  json: (year) => `Download the list of ${year} as JSON`,
  licence: 'Licence',
  all: 'The other years',
  columns: {
    municipality: 'Land-registry code of the municipality',
    pseudonym: 'Code in place of the name; another one for each grant',
    amountCents: 'Amount granted in the year, in euro cents; where the grant ends early, what is left of it',
    rule: 'Rule it is given by; where the year has several, one of them',
    office: 'Office in charge; where the year has several, one of them',
    method: 'How who gets it is chosen; where the year has several, one of these ways',
  },
}
