import type { ServiceMessages } from '../it/service.ts'

/** The English of the pages that explain the service. */
export const enService: ServiceMessages = {
  service: {
    title: 'Ask for a contribution and take part in social barter',
    lead: 'If you are going through a hard time, the municipality can help you with money. In return you give some hours of activity to the community, as far as you can.',
    whatTitle: 'What it is',
    what: [
      'Social barter is an agreement between you and the municipality. The municipality gives you a contribution. You give some of your time: for example you look after the garden of a school or help in an association.',
      'It is not a job, and the hours are not paid work. You decide together what to do and when. If you cannot take part, for example because of your health or because you care for somebody, you can get the contribution all the same.',
    ],
    whoTitle: 'Who can apply',
    whoIntro: 'You can apply if:',
    who: (town) => `you live in ${town} and are registered as a resident there;`,
    whoAnywhere: 'you live in the territory of the municipality;',
    whoIsee: (ordinary, extraordinary) =>
      `your ISEE is at most ${ordinary} for the ordinary contribution, or ${extraordinary} for the extraordinary one;`,
    whoIseeAny: 'your ISEE is within the limit of the municipality’s regulation;',
    whoOpen: 'you do not have an open application for the same kind of contribution.',
    whoDoubt: 'Not sure whether you can? Apply all the same: a social worker looks at it with care.',
    needTitle: 'What you need',
    need: [
      'your tax code (codice fiscale) and those of the people who live with you;',
      'your ISEE certificate, to copy the value;',
      'the IBAN of your account, if you want the money by transfer;',
      'an e-mail address that you read: we write to you there.',
    ],
    howLongTitle: 'How long it takes',
    howLong:
      'Filling in the application takes about 15 minutes. You can stop and go on within 14 days: save the address of the page.',
    answerBy: (days) => `The municipality answers within ${days} days from when it receives the application.`,
    answerSoon: 'The municipality answers within the days its regulation says. The first e-mail tells you.',
    after: 'What happens next',
    afterSteps: [
      'We send you an e-mail with the number of your request and a personal page to follow it.',
      'A social worker reads the application. If something is missing, they ask you.',
      'A manager decides. We always explain the reasons.',
      'If the answer is yes, we choose the activity together and you sign the agreement.',
      'You do the hours, somebody confirms them, and the municipality pays.',
    ],
    start: 'Start the application',
    startIn: (name) => `Start the application – ${name}`,
    wherePick: 'In which municipality do you live?',
    help: 'Do you need help? Write or call: you can also apply at the office, with somebody who helps you.',
  },

  accessibility: {
    title: 'Accessibility statement',
    lead: 'We want everybody to be able to use this service, with assistive technologies too (Law no. 4 of 9 January 2004).',
    stateTitle: 'Compliance status',
    state:
      'This service is partially compliant with UNI CEI EN 301549 and WCAG 2.1, level AA: automatic checks find no error, but tests with people are not finished yet.',
    limitsTitle: 'Content that is not accessible',
    limits: 'We know of no content that is not accessible. If you find any, write to us: we mend it.',
    madeTitle: 'How we prepared this statement',
    made: 'By the municipality’s own assessment: automatic checks on every page and tests with the keyboard alone. The service works without JavaScript too.',
    feedbackTitle: 'Report a problem',
    feedback: 'If something does not work for you, write to this office. We answer within 30 days.',
    enforcementTitle: 'If the answer is not enough',
    enforcement:
      'If we do not answer, or the answer does not satisfy you, you can turn to the Digital Ombudsman (Difensore civico per il digitale) at the Agency for Digital Italy (AgID).',
  },

  privacy: {
    title: 'How we use your data',
    lead: 'Notice on the processing of personal data (Article 13 of Regulation (EU) 2016/679).',
    sections: [
      [
        'Who processes the data',
        'The controller is the municipality you apply to. For anything, also to reach the data protection officer, write to the office below.',
      ],
      [
        'Why',
        'We use the data only to assess your application, to follow the activities of the agreement and to pay the contribution. It is a task in the public interest (Articles 6(1)(e) and 9(2)(g) of the Regulation; Article 2-sexies of Legislative Decree 196/2003; Law 328/2000).',
      ],
      [
        'Which data',
        'Those you write in the application: name, tax code, contacts, people who live with you, ISEE, work, reason, IBAN. Then those that come with the request: decisions, hours, payments. We do not ask for data on health.',
      ],
      [
        'Must you give them?',
        'Yes: without these data we cannot assess the application. The telephone number is optional.',
      ],
      [
        'Who sees them',
        'The municipality’s social worker, manager, educators and finance office, each only what they need. The organisation that hosts you sees your name, the place and the calendar: not the ISEE, not the reasons. Those who supply our systems process them for us, in the European Union. We do not sell them and do not use them for advertising.',
      ],
      ['Automatic decisions', 'None. The system points things out and reminds of dates, but a person always decides.'],
      [
        'Publication',
        'If the contributions of a year are above 1,000 euro, the law asks to publish them. We publish a code and the amount only: never your name (Legislative Decree 33/2013, Article 26(4)).',
      ],
      [
        'For how long',
        'An application that you do not send is deleted after 14 days. A request is kept by the rules of public archives.',
      ],
      [
        'Your rights',
        'You can ask to see, correct or limit the data, and object. Write to the office. If you think we use your data wrongly you can complain to the Italian data protection authority (www.garanteprivacy.it).',
      ],
      [
        'Cookies',
        'Who makes or follows a request gets no cookies, and nobody tracks you. Only staff have one, to stay signed in at the desk.',
      ],
    ],
    contact: 'Whom to write to',
  },
}
