// Written by `npm run texts` from the texts of the languages: do not edit.
import { messageCatalogue, type Message } from './catalogue.ts'
import agreementIt from './it/agreement.json'
import agreementEn from './en/agreement.json'
import applyIt from './it/apply.json'
import applyEn from './en/apply.json'
import clawbackIt from './it/clawback.json'
import clawbackEn from './en/clawback.json'
import commonIt from './it/common.json'
import commonEn from './en/common.json'
import deskIt from './it/desk.json'
import deskEn from './en/desk.json'
import deskHoursIt from './it/desk-hours.json'
import deskHoursEn from './en/desk-hours.json'
import disputeIt from './it/dispute.json'
import disputeEn from './en/dispute.json'
import evaluationIt from './it/evaluation.json'
import evaluationEn from './en/evaluation.json'
import financeIt from './it/finance.json'
import financeEn from './en/finance.json'
import matchingIt from './it/matching.json'
import matchingEn from './en/matching.json'
import paperListIt from './it/paper-list.json'
import paperListEn from './en/paper-list.json'
import papersIt from './it/papers.json'
import serviceIt from './it/service.json'
import serviceEn from './en/service.json'
import siteIt from './it/site.json'
import siteEn from './en/site.json'
import statusIt from './it/status.json'
import statusEn from './en/status.json'
import transparencyIt from './it/transparency.json'
import transparencyEn from './en/transparency.json'
import worksIt from './it/works.json'
import worksEn from './en/works.json'

export type AgreementMessages = {
  title: Message<'number'>
  titleOfVersion: Message<'version' | 'number'>
  courtesy: string
  on: Message<'day'>
  fromTo: Message<'from' | 'to'>
  who: Message<'person' | 'office' | 'service'>
  what: Message<'title' | 'description'>
  where: Message<'host' | 'address'>
  grant: Message<'count' | 'office' | 'total'>
  payee: Message<'name'>
  advantage: {
    voucher: Message<'provider' | 'what'>
    feeWaiver: Message<'provider' | 'what'>
  }
  hours: Message<'owed'>
  hoursWeek: Message<'owed' | 'week'>
  when: Message<'days' | 'from' | 'to' | 'length'>
  closed: Message<'spans'>
  holidays: string
  dates: Message<'from' | 'to'>
  changed: Message<'from' | 'to' | 'last'>
  why: Message<'reasons'>
  supervisor: Message<'name'>
  limits: Message<'limits'>
  note: Message<'note'>
  free: string
  insured: string
  rights: Message<'count' | 'article'>
  absence: string
  thresholds: Message<'warn' | 'warnArticle' | 'forfeit' | 'forfeitArticle'>
  changes: string
}

/** Returns the messages of `agreement.json` in a language. */
export const agreementMessagesOf = /* @__PURE__ */ messageCatalogue<AgreementMessages>({ it: agreementIt, en: agreementEn })

export type ApplyMessages = {
  title: string
  introTitle: string
  intro: string
  keep: string
  law: string
  start: string
  municipality: string
  steps: {
    applicant: string
    home: string
    household: string
    need: string
    payout: string
    review: string
  }
  step: Message<'number' | 'of'>
  stepsLabel: string
  stepDone: string
  next: string
  previous: string
  send: string
  edit: string
  editWhat: Message<'section'>
  missing: string
  reviewLead: string
  declarationsTitle: string
  fields: {
    firstName: {
      label: string
      hint: string
    }
    lastName: {
      label: string
      hint: string
    }
    taxCode: {
      label: string
      hint: string
    }
    birthDate: {
      label: string
      hint: string
    }
    email: {
      label: string
      hint: string
    }
    phone: {
      label: string
      hint: string
    }
    street: {
      label: string
      hint: string
    }
    postalCode: {
      label: string
      hint: string
    }
    town: {
      label: string
      hint: string
    }
    resident: {
      label: string
      hint: string
    }
    kind: {
      label: string
      hint: string
    }
    reason: {
      label: string
      hint: string
    }
    iseeCents: {
      label: string
      hint: string
    }
    workStatus: {
      label: string
      hint: string
    }
    abilities: {
      label: string
      hint: string
    }
    method: {
      label: string
      hint: string
    }
    iban: {
      label: string
      hint: string
    }
    truthful: {
      label: string
      hint: string
    }
    privacy: {
      label: string
      hint: string
    }
    relation: {
      label: string
      hint: string
    }
  }
  household: {
    question: string
    alone: string
    together: string
    person: Message<'number'>
    hint: string
    add: string
    remove: Message<'number'>
    full: string
  }
}

/** Returns the messages of `apply.json` in a language. */
export const applyMessagesOf = /* @__PURE__ */ messageCatalogue<ApplyMessages>({ it: applyIt, en: applyEn })

export type ClawbackMessages = {
  letter: {
    subject: Message<'number'>
    text: string
    amount: string
    instalments: string
    firstBy: string
    action: string
    how: string
    object: string
  }
  title: string
  cause: {
    revocation: string
    forfeiture: string
    annulment: string
    returned_by_person: string
  }
  causeLabel: string
  law: string
  amount: string
  received: string
  open: string
  since: string
  reasons: string
  how: string
  openedOn: string
  closed: string
  waived: string
  late: Message<'amount' | 'day'>
  nobodyPunishes: string
  planTitle: string
  instalment: string
  dueOn: string
  receiptsTitle: string
  paidOn: string
  reference: string
  object: string
  list: {
    title: string
    none: string
    next: Message<'amount' | 'day'>
  }
  reconciliation: {
    title: string
    lead: string
    looked: Message<'files' | 'payments'>
    agrees: string
    differences: Message<'count'>
    funds: string
    fundsOf: Message<'year'>
    sum: string
    granted: string
    paid: string
    toPay: string
    notYetDue: string
    released: string
    recovered: string
    committed: string
    counter: string
    file: string
    about: string
    fund: string
    expected: string
    found: string
    open: Message<'number'>
    causes: {
      unreadable: {
        what: string
        where: string
      }
      orphan: {
        what: string
        where: string
      }
      decision: {
        what: string
        where: string
      }
      fallen: {
        what: string
        where: string
      }
      fund: {
        what: string
        where: string
      }
      commitment: {
        what: string
        where: string
      }
      lines: {
        what: string
        where: string
      }
      clearance: {
        what: string
        where: string
      }
      reference: {
        what: string
        where: string
      }
      returns: {
        what: string
        where: string
      }
      outcome: {
        what: string
        where: string
      }
      missing: {
        what: string
        where: string
      }
      hours: {
        what: string
        where: string
      }
      publicationDue: {
        what: string
        where: string
      }
      publicationMissing: {
        what: string
        where: string
      }
      publicationAmount: {
        what: string
        where: string
      }
      publicationStray: {
        what: string
        where: string
      }
      publicationSealed: {
        what: string
        where: string
      }
      recovered: {
        what: string
        where: string
      }
      clawback: {
        what: string
        where: string
      }
      receipt: {
        what: string
        where: string
      }
      benefits: {
        what: string
        where: string
      }
      counter: {
        what: string
        where: string
      }
    }
  }
  fields: {
    cents: {
      label: string
    }
    most: Message<'amount'>
    since: {
      label: string
      hint: string
    }
    instalments: {
      label: string
      hint: string
    }
    firstOn: {
      label: string
      hint: string
    }
    how: {
      label: string
      hint: string
    }
    why: {
      label: string
      hint: string
    }
    towards: {
      label: string
    }
    nth: readonly string[]
    own: string
    clawback: Message<'number' | 'cause' | 'open'>
    on: {
      label: string
      hint: string
    }
    received: {
      label: string
    }
    reference: {
      label: string
      hint: string
    }
    ownReasons: {
      label: string
      hint: string
    }
    number: {
      label: string
    }
    waiveReasons: {
      label: string
      hint: string
    }
  }
}

/** Returns the messages of `clawback.json` in a language. */
export const clawbackMessagesOf = /* @__PURE__ */ messageCatalogue<ClawbackMessages>({ it: clawbackIt, en: clawbackEn })

export type Messages = {
  site: {
    exit: string
    exitHint: string
    name: string
    tagline: string
    skipToContent: string
    skipToFooter: string
    skipLinks: string
    languages: string
    footer: string
    contacts: string
    information: string
    home: string
    accessibility: string
    privacy: string
    transparency: string
    apply: string
    error: string
    errorSummary: string
    optional: string
    yes: string
    no: string
    onlyIf: Message<'option'>
    day: string
    month: string
    year: string
    hours: string
    minutes: string
    none: string
    email: string
    phone: string
    back: string
  }
  weekdays: readonly string[]
  problems: {
    required: string
    choice: string
    mustAccept: string
    type: string
    format: string
    tooSmall: Message<'min'>
    tooLarge: string
    tooLong: Message<'max'>
    tooMany: Message<'max'>
    unknownField: string
    cents: string
    amount: string
    negative: string
    email: string
    phone: string
    postalCode: string
    date: string
    'date.future': string
    'date.beforeCommitment': string
    'order.other': Message<'order'>
    'birthDate.fits': string
    'taxCode.shape': string
    'taxCode.birthDay': string
    'taxCode.check': string
    'iban.country': string
    'iban.length': string
    'iban.check': string
    'household.empty': string
    'household.applicant': string
    'household.twice': string
    reasons: Message<'min'>
    months: string
    'months.max': Message<'max'>
    'payout.community': string
    'months.extraordinary': string
    'monthly.range': Message<'minCents' | 'maxCents'>
    'grant.ceiling': Message<'totalCents' | 'maxCents'>
    'fund.closed': string
    'fund.programme': string
    'fund.group': string
    'fund.twice': string
    'fund.rest': Message<'totalCents'>
    'payee.code': string
    'cash.limit': Message<'maxCents'>
    hours: string
    minutes: string
    weekdays: string
    'start.late': Message<'latest'>
    'start.lead': Message<'days' | 'earliest'>
    'limit.strain.lifting': string
    'limit.strain.standing': string
    'limit.strain.heights': string
    'limit.strain.dust': string
    'limit.strain.outdoors': string
    'limit.strain.machinery': string
    'limit.strain.crowds': string
    'limit.strain.children': string
    'limit.age': Message<'min' | 'max' | 'age'>
    'limit.workAge': Message<'min' | 'max' | 'age'>
    'limit.hours': string
    'limit.distance': Message<'km' | 'max'>
    'limit.apart': string
    'limit.italian.basic': string
    'limit.italian.good': string
    'limit.programme': string
    'limit.community': string
    'limit.municipality': string
    'limit.unavailable': string
    'limit.opening': string
    'limit.free': string
    'limit.closed': Message<'from' | 'to'>
    'week.agreed': Message<'hours'>
    'overrides.required': string
    'profile.zone': string
    'profile.host': string
    'day.max': Message<'hours'>
    'week.max': Message<'hours'>
    'cover.end': Message<'endsOn'>
    'amendment.over': string
    'amendment.late': string
    'amendment.after': string
    'amendment.period': Message<'begins'>
    'amendment.tomorrow': Message<'earliest'>
    'amendment.months': Message<'left'>
    'cover.enough': string
    'paper.future': string
    'paper.before': Message<'proposedOn'>
    'suspend.day': Message<'from' | 'to'>
    'suspend.shift': Message<'on'>
    'suspend.signed': Message<'from'>
    'suspend.over': string
    'takeUp.day': Message<'from' | 'to'>
    'recover.most': Message<'mostCents'>
    'recover.tooMuch': string
    'recover.first': string
    'recover.instalments': string
    'waive.max': Message<'hours' | 'minutes'>
    'endEarly.day': Message<'from' | 'to'>
    'endEarly.signed': Message<'from'>
    'timesheet.early': string
    'timesheet.empty': string
    'shift.empty': string
    'shift.future': string
    'shift.inactive': string
    'shift.outside': string
    'shift.settled': string
    'shift.cover': string
    'shift.interrupted': string
    'shift.overlap': string
    'shift.count': Message<'count'>
    'dispute.over': string
    'dispute.day': string
    'dispute.listed': string
    'dispute.less': Message<'counted'>
    'dispute.more': Message<'claimed'>
    'dispute.nothing': string
    time: string
    'wanted.order': string
    whole: string
    slot: string
    'slots.empty': string
    'age.order': string
    'timesheet.outside': Message<'from' | 'to'>
    'timesheet.recorded': string
    'absence.unplanned': string
    'absence.cover': string
    'absence.nothingOwed': string
    'absence.present': string
    'struck.unknown': string
    'contest.empty': string
    'contest.unknown': string
    'verify.own': string
    'checks.empty': string
    point: string
    'point.unknown': Message<'max'>
    'texts.empty': string
    'hoursWeek.range': Message<'min' | 'max'>
    'programme.group': Message<'group' | 'age'>
    'payout.none': string
    'decision.departs': string
    'decision.newGround': string
    'decision.unanswered': string
    'decision.otherProposal': string
    'annulment.late': Message<'last'>
    'integration.once': string
    'decision.noPlan': string
    'decision.sentBackOnce': string
    year: string
  }
  refusals: {
    titles: {
      '400': string
      '401': string
      '403': string
      '404': string
      '405': string
      '409': string
      '410': string
      '413': string
      '415': string
      '422': string
      '500': string
      '503': string
    }
    details: {
      finance: string
      exportConflict: string
      noExport: string
      badJson: string
      unauthorized: string
      forbidden: string
      books: string
      otherSite: string
      noShifts: string
      signedOut: string
      conflict: string
      activityOver: string
      underReview: string
      noFile: string
      noWork: string
      badUpload: string
      route: string
      transparencyYear: Message<'from' | 'to'>
      unknown: string
      draft: string
      method: Message<'allow'>
      answered: Message<'answeredBy' | 'answeredAt'>
      gone: string
      closed: string
      alreadyOpen: string
      otherBody: string
      idempotencyKey: string
      tooLate: string
      tooLargeBody: Message<'maxBytes'>
      mediaType: Message<'expected'>
      invalid: string
      internal: string
      noRegulation: string
    }
  }
  apply: {
    options: {
      kind: {
        ordinary: string
        extraordinary: string
        community: string
      }
      workStatus: {
        unemployed: string
        employed: string
        student: string
        retired: string
        other: string
      }
      method: {
        transfer: string
        cash: string
        none: string
      }
      relation: {
        spouse: string
        partner: string
        child: string
        parent: string
        sibling: string
        other: string
      }
    }
  }
  asks: {
    about: Message<'number'>
    by: Message<'day'>
    aside: string
    yourAnswer: string
    question: string
    record: string
    recordHint: string
    recordedTitle: string
    recorded: string
    renew: string
    renewedTitle: string
    renewed: string
    answeredTitle: string
    closedTitle: string
    facts: {
      person: string
      taxCode: string
      birthDate: string
      age: Message<'count'>
      contacts: string
      home: string
      resident: string
      household: string
      alone: string
      kind: string
      isee: string
      workStatus: string
      reason: string
      abilities: string
      payout: string
      received: string
      term: string
      interview: string
      interviewOf: Message<'day' | 'how'>
      needs: string
      abilitiesFound: string
      concurrence: string
      concurs: string
      objects: string
      outcomes: {
        approval: string
        refusal: string
        inadmissibility: string
      }
      hoursWeek: string
      review: string
      hearing: string
      hearingNone: string
      integration: string
      pointNone: string
      integrationNone: string
      missing: string
      observations: string
      observationsNone: string
      sentBack: string
      proposal: string
      notice: string
      proposed: string
      proposalBy: string
      reasons: string
      monthly: string
      months: string
      total: string
      programme: string
      fund: string
      owed: string
      noHours: string
      exemption: string
      limits: string
      regulation: string
      rules: string
      rulesMonthly: Message<'count' | 'min' | 'max'>
      rulesTotal: Message<'max'>
      declined: string
      project: string
      host: string
      place: string
      weekdays: string
      hoursADay: string
      starts: string
      ends: string
      period: string
      fromTo: Message<'from' | 'to'>
      hostNote: string
      payTo: string
      payeeTaxCode: string
      payeeCode: string
      payeeWhy: string
      advantage: string
      provider: string
      creditor: string
      iban: string
      cash: string
      amount: string
      budgetLine: string
      cup: string
      act: string
      actOf: Message<'number' | 'day'>
      reference: string
      due: string
      instalment: string
      returned: string
      ordered: string
      orderOf: Message<'order' | 'day'>
    }
    exemptions: {
      age: string
      disability: string
      oncological: string
      care_child_under_3: string
      care_three_minors: string
      care_disabled_relative: string
    }
    underWay: {
      agreement: {
        title: string
        lead: string
        next: string
      }
      insurance: {
        title: string
        lead: string
        next: string
      }
    }
    kinds: {
      assessment: {
        title: string
        lead: string
        options: {
          proposeApproval: string
          enrol: string
          proposeRefusal: string
          requestIntegration: string
          proposeInadmissibility: string
          abstain: string
        }
        next: string
      }
      integration: {
        title: string
        lead: string
        options: {
          send: string
          keep: string
        }
        next: string
      }
      observations: {
        title: string
        lead: string
        options: {
          send: string
          none: string
        }
        next: string
      }
      decision: {
        title: string
        lead: string
        options: {
          approve: string
          refuse: string
          sendBack: string
          declareInadmissible: string
          abstain: string
        }
        beforeNotice: string
        afterNotice: string
        next: string
      }
      concurrence: {
        title: string
        lead: string
        options: {
          agree: string
          object: string
        }
        next: string
      }
      hearing: {
        title: string
        lead: string
        options: {
          send: string
          none: string
        }
        next: string
      }
      ruling: {
        title: string
        lead: string
        options: {
          uphold: string
          dismiss: string
          abstain: string
        }
        next: string
      }
      referral: {
        title: string
        lead: string
        options: {
          accept: string
          decline: string
        }
        next: string
      }
      conclusion: {
        title: string
        lead: string
        options: {
          conclude: string
        }
        next: string
      }
      placement: {
        title: string
        lead: string
        options: {
          place: string
        }
        next: string
      }
      agreement: {
        title: string
        lead: string
        options: {
          accept: string
          decline: string
        }
        next: string
      }
      insurance: {
        title: string
        lead: string
        options: {
          confirm: string
        }
        next: string
      }
      timesheet: {
        title: string
        lead: string
        options: {
          hours: string
          none: string
        }
        next: string
      }
      verification: {
        title: string
        lead: string
        options: {
          verify: string
          contest: string
        }
        next: string
      }
      dispute: {
        title: string
        lead: string
        options: {
          uphold: string
          dismiss: string
        }
        next: string
      }
      outcome: {
        title: string
        lead: string
        options: {
          ordered: string
          paid: string
          returned: string
        }
        next: string
      }
      account: {
        title: string
        lead: string
        options: {
          account: string
          again: string
        }
        next: string
      }
    }
    payeeAccount: {
      title: string
      lead: string
      next: string
    }
    personAccount: {
      title: string
      lead: string
      next: string
    }
    advantageAccount: {
      title: string
      lead: string
      next: string
    }
    advantageOutcome: {
      title: string
      lead: string
      next: string
    }
    destinations: {
      person: string
      payee: string
      advantage: string
    }
    advantages: {
      voucher: string
      feeWaiver: string
    }
    noOtherFund: string
    fields: {
      'proposeApproval.monthlyCents': {
        label: string
        hint: string
      }
      'proposeApproval.months': {
        label: string
        hint: string
      }
      'proposeApproval.programme': {
        label: string
      }
      'proposeApproval.fund': {
        label: string
        hint: string
      }
      'proposeApproval.also.fund': {
        label: string
        hint: string
      }
      'proposeApproval.also.cents': {
        label: string
        hint: string
      }
      'proposeApproval.work.ability': {
        label: string
        hint: string
      }
      'proposeApproval.work.maxHours': {
        label: string
        hint: string
      }
      'proposeApproval.work.limits': {
        label: string
        hint: string
      }
      'proposeApproval.work.exemption': {
        label: string
        hint: string
      }
      'proposeApproval.reasons': {
        label: string
        hint: string
      }
      'findings.interviewOn': {
        label: string
        hint: string
      }
      'findings.identity': {
        label: string
        hint: string
      }
      'findings.needs': {
        label: string
        hint: string
      }
      'findings.abilities': {
        label: string
        hint: string
      }
      'findings.otherProgrammes': {
        label: string
        hint: string
      }
      'proposeApproval.waiver': {
        label: string
        hint: string
      }
      'proposeApproval.expenseCents': {
        label: string
        hint: string
      }
      'proposeApproval.kind': {
        label: string
        hint: string
      }
      'destination.to': {
        label: string
        hint: string
      }
      'destination.name': {
        label: string
        hint: string
      }
      'destination.iban': {
        label: string
        hint: string
      }
      'destination.taxCode': {
        label: string
      }
      'destination.code': {
        label: string
        hint: string
      }
      'destination.reasons': {
        label: string
        hint: string
      }
      'destination.kind': {
        label: string
      }
      'destination.provider': {
        label: string
        hint: string
      }
      'destination.description': {
        label: string
        hint: string
      }
      'again.reasons': {
        label: string
        hint: string
      }
      'proposeApproval.plan': {
        label: string
        hint: string
      }
      'enrol.months': {
        label: string
      }
      'enrol.hoursWeek': {
        label: string
      }
      'proposeRefusal.grounds': {
        label: string
        hint: string
      }
      'proposeInadmissibility.reasons': {
        label: string
        hint: string
      }
      'abstain.reasons': {
        label: string
        hint: string
      }
      'concurrence.reasons': {
        label: string
      }
      'approve.monthlyCents': {
        label: string
        hint: string
      }
      'approve.months': {
        label: string
        hint: string
      }
      'approve.reasons': {
        label: string
        hint: string
      }
      'sendBack.reasons': {
        label: string
        hint: string
      }
      'refuse.grounds': {
        label: string
        hint: string
      }
      'refuse.answers': {
        label: string
        hint: string
      }
      'hearing.text': {
        label: string
        hint: string
      }
      'ruling.reasons': {
        label: string
        hint: string
      }
      'referral.reasons': {
        label: string
      }
      'conclude.result': {
        label: string
      }
      'conclude.report': {
        label: string
        hint: string
      }
      'requestIntegration.items': {
        label: string
        hint: string
      }
      'integration.text': {
        label: string
        hint: string
      }
      'observations.text': {
        label: string
        hint: string
      }
      'decision.reasons': {
        label: string
        hint: string
      }
      'place.project': {
        label: string
        hint: string
      }
      'place.startsOn': {
        label: string
        hint: string
      }
      'place.weekdays': {
        label: string
        hint: string
      }
      'place.at': {
        label: string
        hint: string
      }
      'place.overrides': {
        label: string
        hint: string
      }
      'place.minutesADay': {
        label: string
        hint: string
      }
      'place.note': {
        label: string
        hint: string
      }
      'decline.reasons': {
        label: string
        hint: string
      }
      'confirm.policy': {
        label: string
        hint: string
      }
      'confirm.coverFrom': {
        label: string
        hint: string
      }
      'confirm.coverTo': {
        label: string
        hint: string
      }
      'hours.days': {
        label: string
        hint: string
      }
      'hours.struck': {
        label: string
        hint: string
      }
      'hours.reasons': {
        label: string
        hint: string
      }
      'hours.note': {
        label: string
        hint: string
      }
      'none.reasons': {
        label: string
        hint: string
      }
      'verify.note': {
        label: string
        hint: string
      }
      'contest.entries': {
        label: string
        hint: string
      }
      'contest.reasons': {
        label: string
        hint: string
      }
      'uphold.minutes': {
        label: string
        hint: string
      }
      'dispute.reasons': {
        label: string
        hint: string
      }
      'paid.paidOn': {
        label: string
        hint: string
      }
      'ordered.orderedOn': {
        label: string
        hint: string
      }
      'ordered.order': {
        label: string
        hint: string
      }
      'paid.order': {
        label: string
        hint: string
      }
      'returned.reasons': {
        label: string
        hint: string
      }
      'account.iban': {
        label: string
        hint: string
      }
    }
    identity: {
      document: string
      spid: string
      known: string
    }
    waivers: {
      anti_violence: string
      urgent: string
    }
    grantKinds: {
      ordinary: string
      extraordinary: string
    }
    plans: {
      upfront: string
      by_verified_hours: string
      by_module: string
      at_completion: string
    }
    conclusions: {
      employed: string
      qualified: string
      ongoing: string
      interrupted: string
    }
    reviewKinds: {
      revocation: string
      forfeiture: string
      annulment: string
      warning: string
    }
    withPartner: Message<'name'>
    answerTo: Message<'ground'>
    keepHint: string
    kept: string
    keptOrder: string
    ability: {
      full: string
      limited: string
      exempt: string
    }
    otherDays: string
    otherDaysHint: string
    otherDay: Message<'number'>
    sheet: {
      title: string
      none: string
      day: string
      hours: string
      how: string
      state: string
      fromTo: Message<'from' | 'to'>
      recorded: {
        code: string
        sheet: string
        paper: string
      }
      by: Message<'how' | 'who'>
      host: string
      citizen: string
      excused: string
      unexcused: string
      noted: string
      states: {
        recorded: string
        verified: string
        disputed: string
        rejected: string
      }
      disputes: string
      was: {
        present: string
        excused: string
        absent: string
      }
      rest: string
      restHint: string
      from: string
      why: string
    }
  }
  term: {
    summary: string
    steps: {
      received: Message<'on'>
      term: Message<'days' | 'lastDay'>
      suspensionOpen: Message<'from' | 'days' | 'to'>
      suspensionAnswered: Message<'from' | 'to' | 'days'>
      suspensionLapsed: Message<'from' | 'to' | 'days'>
      noticeSilent: Message<'from' | 'days' | 'to'>
      noticeObserved: Message<'from' | 'on' | 'to' | 'days'>
      observationsLate: Message<'on' | 'until'>
      stopTooLate: Message<'on' | 'dueOn'>
      stood: Message<'days' | 'lastDay'>
      moved: Message<'lastDay' | 'dueOn'>
      substitute: Message<'dueOn' | 'on'>
      actual: Message<'on' | 'prescribed' | 'days'>
    }
  }
  letters: {
    greeting: string
    closing: string
    neverAsked: string
    replyHint: Message<'email' | 'phone'>
    showsOnly: string
    personal: string
    number: string
    by: string
    termEnds: string
    substituteEnds: string
    opening: {
      subject: Message<'number'>
      text: Message<'office'>
      received: string
      term: string
      officer: string
      file: string
      reckoned: Message<'count'>
      remedies: Message<'court'>
      action: string
    }
    ask: {
      subject: Message<'number'>
      subjectReminder: Message<'number'>
      first: string
      reminder: string
      escalation: string
      inPlaceOfPerson: string
      renewal: string
      what: string
      action: string
      kinds: {
        assessment: string
        integration: string
        observations: string
        decision: string
        concurrence: string
        hearing: string
        ruling: string
        referral: string
        conclusion: string
        placement: string
        agreement: string
        insurance: string
        timesheet: string
        verification: string
        dispute: string
        outcome: string
        account: string
      }
    }
    approved: {
      subject: Message<'number'>
      text: string
      amount: string
      action: string
    }
    waiting: {
      subject: Message<'number'>
      text: string
      action: string
    }
    enrolled: string
    news: {
      subject: Message<'number'>
      text: string
    }
    reviewDismissed: string
    warned: string
    disputeRuled: string
    absence: {
      subject: Message<'number'>
      text: string
      on: string
    }
    outcome: {
      subject: Message<'number'>
      refused: string
      withdrawn: string
      inadmissible: string
      revoked: string
      forfeited: string
      annulled: string
      closed: string
      action: string
    }
    desk: {
      subject: string
      text: Message<'office'>
      lasts: string
      minutes: Message<'count'>
      notYou: string
      action: string
    }
    host: {
      subject: string
      text: Message<'office'>
      action: string
    }
    accident: {
      subject: Message<'number'>
      text: string
      why: string
      action: string
    }
    keptApart: {
      subject: Message<'number'>
      text: {
        file: string
        person: string
      }
      together: string
      why: string
    }
    openedByException: {
      subject: Message<'number'>
      text: string
      member: string
      at: string
      why: string
      action: string
    }
    finance: {
      subject: Message<'count'>
      text: Message<'office'>
      total: Message<'count'>
      action: string
      more: Message<'count'>
    }
    attention: {
      subject: Message<'number'>
      stuck: string
      fund: string
      doubleFunding: string
      declined: string
      lapsed: string
      overdue: string
      held: string
      detail: string
    }
  }
}

/** Returns the messages of `common.json` in a language. */
export const messagesOf = /* @__PURE__ */ messageCatalogue<Messages>({ it: commonIt, en: commonEn })

export type DeskMessages = {
  title: string
  back: string
  leave: string
  finance: string
  signedInAs: string
  roles: {
    socialWorker: string
    manager: string
    educator: string
    finance: string
    administrator: string
  }
  enter: {
    title: string
    lead: string
    email: {
      label: string
      hint: string
    }
    send: string
    sentTitle: string
    sent: Message<'count'>
    readyTitle: string
    ready: Message<'name'>
    go: string
    goneTitle: string
    gone: string
    again: string
  }
  works: string
  search: {
    label: string
    hint: string
    go: string
    title: string
    none: string
    found: Message<'count'>
  }
  list: {
    mine: string
    mineNone: string
    team: string
    teamNone: string
    outside: string
    outsideNone: string
    stuck: string
    stuckNone: string
    money: string
    moneyNone: string
    open: string
    openWhat: Message<'what' | 'number'>
    file: Message<'number'>
    since: Message<'day'>
    sealed: string
    sealedRow: string
    citizen: string
    overdue: Message<'count' | 'day'>
    today: string
    tomorrow: string
    inDays: Message<'count' | 'day'>
  }
  stages: {
    submitted: string
    opened: string
    assessment: string
    integration_requested: string
    proposed_inadmissibility: string
    concurrence_requested: string
    proposed_approval: string
    proposed_refusal: string
    rejection_notice: string
    observations: string
    approved: string
    funded: string
    enrolled: string
    placed: string
    agreement_proposed: string
    agreement_signed: string
    insurance_requested: string
    insured: string
    active: string
    suspended: string
    completed: string
    closed: string
    refused: string
    inadmissible: string
    withdrawn: string
    revoked: string
    forfeited: string
    annulled: string
  }
  file: {
    title: Message<'number'>
    unnumbered: string
    standing: string
    stage: string
    id: string
    officer: string
    nobody: string
    received: string
    channel: string
    channels: {
      form: string
      api: string
      desk: string
    }
    term: string
    suspended: string
    suspendedFrom: Message<'day'>
    suspendedFromTo: Message<'from' | 'to'>
    queued: string
    stuck: string
    stuckFrom: Message<'moment'>
    regulation: string
    waiting: string
    waitsFor: Message<'name' | 'due'>
    sealed: string
    named: string
    exclusions: string
    openings: string
    opening: Message<'name' | 'moment'>
    openUntil: string
    conflicts: string
    reassignments: string
    fromTo: Message<'from' | 'to' | 'moment'>
    application: string
    exchanges: string
    notice: Message<'number'>
    observation: Message<'number'>
    asked: Message<'number'>
    given: Message<'number'>
    answered: Message<'number'>
    departs: string
    proposal: string
    decision: string
    decided: {
      approved: string
      refused: string
      inadmissible: string
    }
    by: string
    on: string
    reasons: string
    grant: string
    placement: string
    signed: string
    cover: string
    coverText: Message<'policy' | 'from' | 'to'>
    starts: string
    changesOn: Message<'day'>
    accidents: string
    accident: Message<'number' | 'day'>
    accidentAt: Message<'number' | 'day' | 'time'>
    accidentNotified: Message<'moment'>
    accidentPending: string
    amendment: string
    notAccepted: string
    takenBack: Message<'day'>
    lapsed: Message<'day'>
    lapsedText: string
    onPaper: Message<'day' | 'name'>
    endedEarly: Message<'day'>
    interruption: Message<'from' | 'to'>
    interruptionFrom: Message<'from'>
    waived: Message<'hours'>
    reviews: string
    review: Message<'kind' | 'day'>
    falseDeclaration: string
    hearing: string
    ruling: {
      true: string
      false: string
    }
    rulingLabel: string
    papers: string
    paper: Message<'id' | 'moment'>
    fingerprint: string
    trail: string
    whole: Message<'count'>
    broken: Message<'sequence'>
    law: string
    system: string
    acts: string
    noActs: string
  }
  trail: {
    'request.submitted': string
    'request.registered': string
    'period.settled': string
    'request.sampled': string
    'request.notified': string
    'payment.cancelled': string
    'request.queued': string
    'request.unqueued': string
    'paper.issued': string
    'request.reassigned': string
    'profile.changed': string
    'people.kept_apart': string
    'people.apart_notified': string
    'conflict.declared': string
    'ask.opened': string
    'ask.sent': string
    'ask.linked': string
    'ask.reminded': string
    'ask.renewed': string
    'ask.escalated': string
    'ask.readdressed': string
    'file.sealed': string
    'file.member_added': string
    'file.member_removed': string
    'file.opened_by_exception': string
    'file.opening_notified': string
    'review.opened': string
    'request.overdue': string
    'review.noticed': string
    'review.unheard': string
    'review.heard': string
    'review.dismissed': string
    'review.notified': string
    'integration.kept': string
    'referral.accepted': string
    'referral.concluded': string
    'pin.renewed': string
    'presence.began': string
    'presence.ended': string
    'presence.forgotten': string
    'accident.reported': string
    'accident.notified': string
    'hours.recorded': string
    'hours.verified': string
    'amendment.written': string
    'amendment.proposed': string
    'amendment.accepted': string
    'amendment.declined': string
    'amendment.withdrawn': string
    'amendment.lapsed': string
    'cover.extended': string
    'hours.waived': string
    'activity.ended_early': string
    'news.notified': string
    'clawback.opened': string
    'clawback.notified': string
    'clawback.received': string
    'clawback.completed': string
    'clawback.waived': string
    'hours.disputed': string
    'dispute.upheld': string
    'dispute.dismissed': string
    'dispute.notified': string
    'disputes.awaited': string
    'absence.announced': string
    'absence.excused': string
    'absence.unexcused': string
    'warning.given': string
    'payment.published': string
    'payment.publication_not_due': string
    'payment.held': string
    'payment.hold_reported': string
    'payment.to_publish': string
    'payment.cleared': string
    'payment.delivered': string
    'payment.exported': string
    'payment.ordered': string
    'payment.paid': string
    'payment.returned': string
    'payment.reissued': string
  }
  newPin: {
    title: string
    number: Message<'number'>
    text: string
  }
  acts: {
    reassign: {
      title: string
      lead: string
      submit: string
      done: string
    }
    conflict: {
      title: string
      lead: string
      submit: string
      done: string
    }
    seal: {
      title: string
      lead: string
      submit: string
      done: string
    }
    'add-member': {
      title: string
      lead: string
      submit: string
      done: string
    }
    'remove-member': {
      title: string
      lead: string
      submit: string
      done: string
    }
    review: {
      title: string
      lead: string
      submit: string
      done: string
    }
    profile: {
      title: string
      lead: string
      submit: string
      done: string
    }
    'keep-apart': {
      title: string
      lead: string
      submit: string
      done: string
    }
    accident: {
      title: string
      lead: string
      submit: string
      done: string
    }
    'signed-on-paper': {
      title: string
      lead: string
      submit: string
      done: string
    }
    amend: {
      title: string
      lead: string
      submit: string
      done: string
    }
    'withdraw-amendment': {
      title: string
      lead: string
      submit: string
      done: string
    }
    suspend: {
      title: string
      lead: string
      submit: string
      done: string
    }
    'resume-activity': {
      title: string
      lead: string
      submit: string
      done: string
    }
    'renew-pin': {
      title: string
      lead: string
      submit: string
      done: string
    }
    waive: {
      title: string
      lead: string
      submit: string
      done: string
    }
    'end-early': {
      title: string
      lead: string
      submit: string
      done: string
    }
    recover: {
      title: string
      lead: string
      submit: string
      done: string
    }
    receipt: {
      title: string
      lead: string
      submit: string
      done: string
    }
    'waive-recovery': {
      title: string
      lead: string
      submit: string
      done: string
    }
    excuse: {
      title: string
      lead: string
      submit: string
      done: string
    }
    'break-glass': {
      title: string
      lead: string
      submit: string
      done: string
    }
  }
  fields: {
    to: {
      label: string
    }
    reasons: {
      label: string
      hint: string
    }
    people: {
      label: string
      hint: string
    }
    confirm: {
      label: string
    }
    confirmYes: string
    identity: {
      label: string
    }
    identityYes: string
    member: {
      label: string
    }
    unnamed: {
      label: string
    }
    kind: {
      label: string
    }
    kinds: {
      revocation: string
      forfeiture: string
      annulment: string
    }
    annulmentUntil: Message<'day'>
    grounds: {
      label: string
      hint: string
    }
    falseDeclaration: {
      label: string
      hint: string
    }
    signedOn: {
      label: string
      hint: string
    }
    kept: {
      label: string
    }
    keptYes: string
    project: {
      label: string
    }
    startsOn: {
      label: string
      hint: string
    }
    weekdays: {
      label: string
    }
    at: {
      label: string
      hint: string
    }
    minutesADay: {
      label: string
    }
    months: {
      label: string
      hint: string
    }
    note: {
      label: string
    }
    changeReasons: {
      label: string
      hint: string
    }
    proposal: {
      label: string
    }
    proposalOf: Message<'day'>
    personReasons: {
      label: string
      hint: string
    }
    from: {
      label: string
      hint: string
    }
    again: {
      label: string
      hint: string
    }
    minutes: {
      label: string
    }
    owed: Message<'hours'>
    lastDay: {
      label: string
      hint: string
    }
    absence: {
      label: string
    }
    excused: {
      label: string
    }
    excuseHint: string
    exception: {
      label: string
      hint: string
    }
  }
  gate: {
    waits: Message<'since'>
    daily: string
    conditions: {
      decision: string
      notified: string
      fund: string
      hours: string
      publication: string
      payee: string
      account: string
      cash: string
    }
  }
  hidden: {
    title: string
    lead: string
  }
  refused: {
    hidden: string
    role: string
    conflict: string
    ended: string
    notYet: string
    sealed: string
    notSealed: string
    named: string
    noDecision: string
    reviewOpen: string
    notUnderWay: string
    noAgreement: string
    amending: string
    nothingProposed: string
    endsEarly: string
    standsStill: string
    goesOn: string
    nothingOwed: string
    notFallen: string
    nothingPaid: string
    notOpen: string
    referenceElsewhere: string
    referenceTaken: string
  }
}

/** Returns the messages of `desk.json` in a language. */
export const deskMessagesOf = /* @__PURE__ */ messageCatalogue<DeskMessages>({ it: deskIt, en: deskEn })

export type DeskHoursMessages = {
  links: {
    verify: Message<'count'>
    print: string
    type: string
    ofPeriod: Message<'what' | 'from' | 'to'>
  }
  overrides: string
  verify: {
    title: string
    lead: string
    none: string
    more: Message<'count'>
    file: Message<'number'>
    period: Message<'number' | 'from' | 'to'>
    total: Message<'hours'>
    own: string
    choice: Message<'name' | 'period'>
    options: {
      later: string
      verify: string
      contest: string
    }
    contest: string
    contestOf: Message<'name' | 'period'>
    entries: string
    reasons: string
    ticked: string
    submit: string
    nothing: string
    resultsTitle: string
    about: Message<'number' | 'period'>
    unknown: string
    results: {
      recorded: string
      invalid: string
      closed: string
      failed: string
    }
    answered: Message<'name' | 'moment'>
  }
  typing: {
    title: string
    lead: string
    allOrNone: string
    periods: string
    period: Message<'from' | 'to'>
    none: string
    saved: string
    grid: string
    rest: string
    restHint: string
    day: string
    was: string
    from: string
    to: string
    why: string
    states: {
      none: string
      present: string
      excused: string
      absent: string
    }
    other: Message<'number'>
    cell: Message<'what' | 'day'>
    incomplete: string
    date: string
    nothing: string
    submit: string
  }
  paper: {
    title: string
    person: string
    number: string
    period: string
    fromTo: Message<'from' | 'to'>
    host: string
    project: string
    supervisor: string
    policy: string
    how: string
    table: string
    day: string
    agreed: string
    span: Message<'from' | 'to'>
    from: string
    to: string
    personSigns: string
    supervisorSigns: string
    extra: string
    end: string
    accident: string
    total: string
    date: string
    print: string
    back: string
  }
}

/** Returns the messages of `desk-hours.json` in a language. */
export const deskHoursMessagesOf = /* @__PURE__ */ messageCatalogue<DeskHoursMessages>({ it: deskHoursIt, en: deskHoursEn })

export type DisputeMessages = {
  title: string
  link: string
  lead: string
  back: string
  over: string
  said: {
    dispute: string
    absence: string
  }
  entries: {
    title: string
    none: string
    day: string
    what: string
    state: string
    until: string
    shift: Message<'hours'>
    absence: Message<'hours'>
    byDay: Message<'day'>
    stands: string
    states: {
      recorded: string
      verified: string
      disputed: string
      rejected: string
    }
    reasons: Message<'text'>
  }
  excused: {
    true: string
    false: string
  }
  past: {
    title: string
    claimed: Message<'hours'>
    excuse: string
    open: string
    upheld: string
    upheldHours: Message<'hours'>
    dismissed: string
    ruledBecause: string
    ruledOn: string
  }
  dispute: {
    title: string
    lead: Message<'count'>
    ruled: string
    about: string
    missing: string
    missingUntil: Message<'from' | 'to' | 'until'>
    missingOpen: Message<'from' | 'to'>
    on: string
    onHint: string
    minutes: string
    minutesHint: string
    reasons: string
    reasonsHint: string
    submit: string
  }
  absence: {
    title: string
    lead: string
    none: string
    on: string
    reasons: string
    reasonsHint: string
    submit: string
  }
  facts: {
    day: string
    recorded: string
    nothing: string
    changed: string
    claimed: string
    claimedHours: Message<'hours'>
    claimedExcuse: string
    reasons: string
    announced: string
  }
  warning: {
    reviewTitle: string
    given: string
    hearing: {
      title: string
      lead: string
      next: string
    }
    ruling: {
      title: string
      lead: string
      next: string
      options: {
        uphold: string
        dismiss: string
        abstain: string
      }
    }
  }
  desk: {
    title: string
    absence: Message<'day' | 'hours'>
    dispute: Message<'day'>
    upheld: string
    dismissed: string
    counted: string
    stays: string
  }
}

/** Returns the messages of `dispute.json` in a language. */
export const disputeMessagesOf = /* @__PURE__ */ messageCatalogue<DisputeMessages>({ it: disputeIt, en: disputeEn })

export type EvaluationMessages = {
  title: string
  version: Message<'version'>
  allMet: string
  notMet: Message<'count'>
  met: Message<'count'>
  toCheck: Message<'count'>
  outcomes: {
    met: string
    notMet: string
    waived: string
    toCheck: string
  }
  sentences: {
    'isee.met': Message<'iseeCents' | 'maxCents'>
    'isee.notMet': Message<'iseeCents' | 'maxCents'>
    'isee.waived.community': string
    'isee.waived.anti_violence': Message<'iseeCents' | 'maxCents'>
    'isee.waived.urgent': Message<'iseeCents' | 'maxCents'>
    'residency.met': string
    'residency.notMet': string
    'residency.waived': string
    'workAge.met': Message<'age' | 'min' | 'max'>
    'workAge.toCheck.young': Message<'age' | 'min'>
    'workAge.toCheck.old': Message<'age' | 'max'>
    'workAge.toCheck.free': Message<'age'>
    'ban.met': Message<'years'>
    'ban.notMet': Message<'until'>
    'help.met': Message<'months' | 'helpCents' | 'leftCents' | 'maxCents'>
    'help.notMet': Message<'months' | 'helpCents' | 'leftCents' | 'maxCents'>
    'help.waived': string
    'openGrant.met': string
    'openGrant.notMet': Message<'open'>
    'duration.met': Message<'months'>
    'duration.met.once': string
    'duration.met.extension': Message<'before' | 'extensions' | 'months'>
    'duration.notMet.extension': Message<'before' | 'extensions'>
    'otherProgrammes.met': string
    'otherProgrammes.toCheck': Message<'programmes'>
    'cash.met': Message<'proposedCents' | 'limitCents'>
    'cash.met.other': string
    'cash.notMet': Message<'proposedCents' | 'limitCents'>
    'cash.toCheck': Message<'limitCents'>
  }
  suggestion: {
    title: string
    monthly: Message<'monthlyCents' | 'months' | 'totalCents'>
    once: Message<'totalCents'>
    none: string
    hint: string
    how: string
    steps: {
      subsistence: Message<'size' | 'subsistenceCents'>
      income: Message<'iseeCents' | 'incomeCents'>
      gap: Message<'gapCents'>
      noNeed: string
      monthlyMin: Message<'minCents'>
      monthlyMax: Message<'maxCents'>
      room: Message<'maxCents' | 'helpCents' | 'leftCents'>
      cash: Message<'limitCents'>
      noRoom: string
      spread: Message<'months' | 'monthlyCents'>
      expense: Message<'expenseCents'>
      noExpense: Message<'roomCents'>
      total: Message<'months' | 'totalCents'>
      hours: Message<'hourCents' | 'hours'>
      ability: Message<'hours'>
      community: Message<'min' | 'max'>
    }
  }
}

/** Returns the messages of `evaluation.json` in a language. */
export const evaluationMessagesOf = /* @__PURE__ */ messageCatalogue<EvaluationMessages>({ it: evaluationIt, en: evaluationEn })

export type FinanceMessages = {
  title: string
  back: string
  lead: string
  looksOnly: string
  year: Message<'year'>
  otherYears: string
  outcomesLink: string
  states: {
    cleared: string
    ordered: string
    returned: string
    published: string
    eligible: string
    paid: string
    cancelled: string
  }
  stateNames: {
    cleared: string
    ordered: string
    returned: string
    published: string
    eligible: string
    paid: string
    cancelled: string
  }
  count: Message<'count' | 'total'>
  none: string
  shown: Message<'from' | 'to' | 'count'>
  seeAll: Message<'name'>
  previous: string
  next: string
  choose: string
  chooseOne: Message<'reference'>
  reference: string
  number: Message<'number'>
  due: string
  amount: string
  lines: string
  line: Message<'line' | 'fund'>
  lineWithCup: Message<'line' | 'fund' | 'cup'>
  payee: string
  payeeHidden: string
  misdirected: string
  taxCode: Message<'code'>
  inPlaceOf: Message<'name'>
  type: string
  methods: {
    transfer: string
    cash: string
    advantage: string
  }
  progress: string
  clearedOn: Message<'day'>
  exportedOn: Message<'day'>
  notExported: string
  paidOn: Message<'day' | 'order'>
  orderedOn: Message<'order' | 'day'>
  returnedOn: Message<'day'>
  funds: string
  fund: string
  export: {
    title: string
    lead: string
    kind: string
    kinds: {
      csv: string
      cbi: string
    }
    noTreasury: string
    cover: string
    open: Message<'most'>
    chosen: string
    again: string
    go: string
    none: string
    noCover: string
  }
  exports: {
    title: string
    none: string
    one: Message<'kind' | 'moment'>
    preparing: string
    preparingLead: string
    refresh: string
    ready: Message<'count' | 'total'>
    empty: string
    download: string
    by: string
    until: string
    fingerprint: string
    left: string
    why: string
    careful: string
  }
  left: {
    cash: string
    advantage: string
    iban: string
    name: string
    amount: string
    reference: string
    twice: string
    exported: string
    changed: string
    conflict: string
    unreadable: string
    treasury: string
  }
  import: {
    title: string
    lead: string
    columns: Message<'columns'>
    words: Message<'ordered' | 'paid' | 'returned'>
    file: string
    fileHint: string
    text: string
    go: string
    nothing: string
    tooMany: Message<'count' | 'most'>
    doneTitle: string
    unreadMore: Message<'count'>
    summary: Message<'recorded' | 'already' | 'left'>
    recorded: string
    already: string
    left: string
    line: string
    reference: string
    outcome: string
    what: string
    paid: Message<'day'>
    alreadyPaid: Message<'day'>
    ordered: Message<'day'>
    alreadyOrdered: Message<'day'>
    returned: string
    alreadyReturned: Message<'day'>
    saysPaid: string
    another: string
  }
  refused: {
    unknown: string
    superseded: string
    paid: string
    received: string
    returned: string
    cancelled: string
    ordered: string
    otherOrder: string
    noOrder: string
    conflict: string
    early: string
    future: string
    failed: string
  }
  unread: {
    empty: string
    column: string
    quote: string
    cells: string
    reference: string
    outcome: string
    order: string
    date: string
    contradiction: string
    pending: string
    duplicate: string
    wholeFile: string
    xml: string
    doctype: string
  }
}

/** Returns the messages of `finance.json` in a language. */
export const financeMessagesOf = /* @__PURE__ */ messageCatalogue<FinanceMessages>({ it: financeIt, en: financeEn })

export type MatchingMessages = {
  title: string
  lead: string
  none: string
  unknown: Message<'parts'>
  unknownParts: {
    spared: string
    free: string
    zone: string
    transport: string
    italian: string
  }
  excluded: Message<'count'>
  why: {
    abilities: Message<'list'>
    noAbilities: string
    km: Message<'km'>
    kmUnknown: string
    left: Message<'count' | 'percent'>
    hours: Message<'hours'>
    override: string
  }
  profile: string
  profileLead: string
  fields: {
    spared: {
      label: string
    }
    free: {
      label: string
      hint: string
    }
    zone: {
      label: string
    }
    transport: {
      label: string
    }
    italian: {
      label: string
    }
    excludedHosts: {
      label: string
    }
    elsewhere: {
      label: string
    }
  }
  row: Message<'number'>
  from: string
  to: string
  strains: {
    lifting: string
    standing: string
    heights: string
    dust: string
    outdoors: string
    machinery: string
    crowds: string
    children: string
  }
  transports: {
    foot: string
    bicycle: string
    public: string
    car: string
  }
  italian: {
    none: string
    basic: string
    good: string
  }
}

/** Returns the messages of `matching.json` in a language. */
export const matchingMessagesOf = /* @__PURE__ */ messageCatalogue<MatchingMessages>({ it: matchingIt, en: matchingEn })

export type PaperListMessages = {
  title: string
  lead: string
  names: {
    opening: string
    rejection: string
    decision: string
    agreement: string
    review: string
    ruling: string
    certificate: string
  }
  read: Message<'name'>
  pdf: Message<'name'>
  fingerprint: string
  fingerprintLead: string
}

/** Returns the messages of `paper-list.json` in a language. */
export const paperListMessagesOf = /* @__PURE__ */ messageCatalogue<PaperListMessages>({ it: paperListIt, en: paperListEn })

export type PapersMessages = {
  number: Message<'registryEntry'>
  titles: {
    opening: string
    rejection: string
    approved: string
    refused: string
    inadmissible: string
    agreement: string
    certificate: string
    review: string
    warning: string
    warned: string
    notWarned: string
    upheld: string
    dismissed: string
  }
  person: Message<'firstName' | 'lastName' | 'taxCode'>
  sealedPerson: string
  sealedText: string
  facts: {
    title: string
    number: string
    subject: string
    person: string
    received: string
    regulation: string
    version: Message<'title' | 'version'>
    officer: string
    decider: string
    office: string
  }
  subjects: {
    ordinary: string
    extraordinary: string
    community: string
  }
  events: {
    title: string
    on: Message<'day' | 'what'>
    received: Message<'number'>
    suspended: string
    asked: Message<'text'>
    resumed: string
    given: Message<'text'>
    interview: Message<'identity'>
    identity: {
      document: string
      spid: string
      known: string
    }
    needs: Message<'text'>
    abilities: Message<'text'>
    approval: Message<'who'>
    refusal: Message<'who'>
    inadmissibility: Message<'who'>
    agreed: string
    objected: string
    noticed: Message<'until'>
    observed: string
    silent: string
    sentBack: Message<'who'>
    decided: Message<'who'>
  }
  law: {
    title: string
    term: string
    reasons: string
    notice: string
    criteria: string
    opening: string
    revocation: string
    forfeiture: string
    annulment: string
    warning: string
    regulation: Message<'title' | 'version'>
    programme: Message<'name' | 'law'>
    substitute: string
  }
  evaluation: {
    rule: string
    outcome: string
    article: string
  }
  grounds: {
    title: string
    ground: Message<'number'>
    observation: string
    none: string
    answer: string
  }
  reasons: {
    title: string
    proposal: Message<'who'>
    decision: Message<'who'>
    asProposed: string
    departs: string
    grounds: string
  }
  decision: {
    title: string
    approvedSummary: Message<'total'>
    inMonths: Message<'count' | 'monthly'>
    hoursSummary: Message<'hours'>
    exemptSummary: string
    refusedSummary: string
    inadmissibleSummary: string
    approved: string
    refused: string
    inadmissible: string
    amount: string
    monthly: string
    months: string
    monthCount: Message<'count'>
    hours: string
    exempt: string
    limits: string
    plan: string
    plans: {
      upfront: string
      by_verified_hours: string
      by_module: string
      at_completion: string
    }
    payTo: string
    payeeOf: Message<'name' | 'reasons'>
    advantage: string
    advantageOf: Message<'kind' | 'provider' | 'description'>
    programme: string
    fundingTitle: string
    fund: string
    budgetLine: string
    cup: string
    fundAmount: string
    none: string
    barter: string
  }
  time: {
    title: string
    prescribed: string
    days: Message<'count'>
    stood: string
    due: string
    actual: string
    actualOf: Message<'days' | 'from' | 'to'>
    onTime: string
    late: Message<'days'>
  }
  remedies: {
    title: string
    talk: Message<'email' | 'phone'>
    court: Message<'count' | 'court'>
    president: Message<'count'>
  }
  silence: {
    title: string
    substitute: Message<'who'>
    court: Message<'court'>
  }
  access: {
    title: string
    text: Message<'office' | 'address' | 'email'>
  }
  privacy: {
    title: string
    text: string
  }
  opening: {
    summary: Message<'day'>
    title: string
    due: string
    prescribed: Message<'days' | 'article'>
    term: string
    text: string
  }
  rejection: {
    summary: Message<'day'>
    title: string
    howTitle: string
    how: Message<'count' | 'day'>
    effect: string
  }
  agreement: {
    summary: string
    summaryOfVersion: Message<'version'>
    title: string
    courtesy: string
    proof: string
    version: string
    fingerprint: string
    fingerprintText: string
    paperTitle: string
    paper: string
    person: string
    day: string
    line: string
    office: string
  }
  certificate: {
    number: Message<'registryEntry'>
    summary: Message<'name' | 'hours'>
    personTitle: string
    name: string
    born: string
    activityTitle: string
    activity: Message<'title'>
    what: string
    host: string
    period: string
    fromTo: Message<'from' | 'to'>
    hours: string
    abilitiesTitle: string
    supervisorTitle: string
    kindTitle: string
    kind: string
    issuer: string
    seal: string
  }
  review: {
    summaries: {
      revocation: string
      forfeiture: string
      annulment: string
      warning: string
    }
    title: string
    hearingTitle: string
    hearing: Message<'count'>
    heard: string
    silent: string
    upheld: {
      revocation: string
      forfeiture: string
      annulment: string
      warning: string
    }
    dismissed: string
    notWarned: string
    warningTitle: string
    ban: Message<'count'>
  }
  signatures: {
    decider: string
    officer: string
    on: string
    roles: {
      socialWorker: string
      manager: string
      educator: string
      finance: string
      administrator: string
    }
    person: Message<'name' | 'role'>
  }
  seal: string
  page: Message<'page' | 'pages'>
  summaryTitle: string
}

/** Returns the messages of `papers.json` in a language. */
export const papersMessagesOf = /* @__PURE__ */ messageCatalogue<PapersMessages, 'it'>({ it: papersIt })

export type ServiceMessages = {
  service: {
    title: string
    lead: string
    whatTitle: string
    what: readonly string[]
    whoTitle: string
    whoIntro: string
    who: Message<'town'>
    whoAnywhere: string
    whoIsee: Message<'ordinary' | 'extraordinary'>
    whoIseeAny: string
    whoOpen: string
    whoDoubt: string
    needTitle: string
    need: readonly string[]
    howLongTitle: string
    howLong: string
    answerBy: Message<'count'>
    answerSoon: string
    after: string
    afterSteps: readonly string[]
    start: string
    startIn: Message<'name'>
    wherePick: string
    help: string
  }
  accessibility: {
    title: string
    lead: string
    stateTitle: string
    state: string
    limitsTitle: string
    limits: string
    madeTitle: string
    made: string
    feedbackTitle: string
    feedback: string
    enforcementTitle: string
    enforcement: string
  }
  privacy: {
    title: string
    lead: string
    sections: readonly (readonly string[])[]
    contact: string
  }
}

/** Returns the messages of `service.json` in a language. */
export const serviceMessagesOf = /* @__PURE__ */ messageCatalogue<ServiceMessages>({ it: serviceIt, en: serviceEn })

export type SiteMessages = {
  enter: {
    title: string
    lead: string
    email: {
      label: string
      hint: string
    }
    send: string
    sentTitle: string
    sent: Message<'count'>
    readyTitle: string
    ready: Message<'name'>
    go: string
    goneTitle: string
    gone: string
    again: string
  }
  host: {
    title: string
    leave: string
    code: string
    codeLead: string
    hours: string
    hoursLead: string
    today: string
    todayNone: string
    week: string
    weekNone: string
    at: Message<'from' | 'to'>
    limits: Message<'text'>
    present: string
    presentNone: string
    since: Message<'moment'>
    forgotten: string
    forgottenLead: string
    entered: Message<'moment'>
    sign: string
    signNone: string
    by: Message<'day'>
    open: string
    openWhat: Message<'what' | 'name'>
    accident: string
    accidentLead: string
    accidentNone: string
    report: Message<'name'>
    reported: string
    back: string
  }
  code: {
    title: string
    lead: string
    until: Message<'time'>
    changes: Message<'count'>
    alt: string
    typed: string
    close: string
  }
  grid: {
    title: string
    lead: string
    none: string
    state: string
    states: {
      none: string
      there: string
      excused: string
      unexcused: string
    }
    from: string
    to: string
    row: Message<'what' | 'name' | 'day'>
    other: string
    date: string
    recorded: Message<'from' | 'to' | 'hours'>
    absent: string
    save: string
    saved: Message<'count'>
    someNot: string
    nothing: string
    incomplete: string
  }
  accident: {
    title: Message<'name'>
    lead: string
    inail: string
    on: {
      label: string
    }
    time: {
      label: string
      hint: string
    }
    text: {
      label: string
      hint: string
    }
    submit: string
    refused: string
  }
  here: {
    title: string
    hello: Message<'name'>
    in: string
    out: string
    inLead: string
    outLead: Message<'time'>
    notMe: string
    number: {
      label: string
      hint: string
    }
    pin: {
      label: string
      hint: string
    }
    who: string
    whoLead: string
    go: string
    wrong: string
    tooMany: string
    welcome: string
    welcomeText: Message<'time'>
    bye: string
    byeText: Message<'from' | 'to' | 'hours'>
    counted: Message<'stayed' | 'hours'>
    uncounted: string
    askHost: string
    refusedTitle: string
    refused: {
      'here.forged': string
      'here.expired': string
      'here.noSite': string
      'here.seen': string
      'here.replayed': string
      'here.otherSite': string
      'here.ended': string
      'here.notYet': Message<'startsOn'>
      'here.notAgreed': string
      'here.alreadyIn': Message<'time'>
      'here.notIn': string
      'here.tooSoon': string
      'here.allDone': string
    }
  }
  hours: {
    disputed: string
    waived: string
    missed: string
    next: string
    nextText: Message<'day' | 'from' | 'to'>
    where: string
    what: string
    supervisor: string
    noNext: string
    calendar: string
    entries: string
    entriesLead: string
    noEntries: string
    day: string
    time: string
    minutes: string
    state: string
    states: {
      recorded: string
      verified: string
      disputed: string
      rejected: string
    }
    how: {
      code: string
      sheet: string
      paper: string
      dispute: string
    }
    absence: {
      true: string
      false: string
    }
    recordedOn: Message<'day'>
    disputes: string
    present: Message<'time'>
    number: string
    numberLead: string
    phone: string
    phoneDone: string
    typed: Message<'number'>
    keep: string
    renewedOn: Message<'day'>
    renewLead: string
    renew: string
    renewDone: string
  }
  calendar: {
    summary: string
    name: string
  }
}

/** Returns the messages of `site.json` in a language. */
export const siteMessagesOf = /* @__PURE__ */ messageCatalogue<SiteMessages>({ it: siteIt, en: siteEn })

export type StatusMessages = {
  title: Message<'number'>
  titleUnnumbered: string
  newTitle: string
  newText: string
  noNumberYet: string
  received: string
  term: string
  officer: string
  applied: string
  nowTitle: string
  byWhen: Message<'day'>
  suspended: Message<'day'>
  forYou: string
  weWrote: string
  resend: string
  resent: string
  questions: {
    assessment: string
    integration: string
    observations: string
    decision: string
    concurrence: string
    hearing: string
    ruling: string
    referral: string
    conclusion: string
    placement: string
    agreement: string
    insurance: string
    timesheet: string
    verification: string
    dispute: string
    outcome: string
    account: string
  }
  waits: {
    preparing: string
    start: Message<'day'>
    activity: Message<'from' | 'to'>
    exempt: Message<'to'>
    suspended: Message<'from'>
    endsEarly: Message<'on'>
    payment: string
    money: string
    closed: string
    refused: string
    withdrawn: string
    inadmissible: string
    revoked: string
    forfeited: string
    annulled: string
  }
  timelineTitle: string
  done: string
  current: string
  todo: string
  phases: {
    opening: string
    assessment: string
    decision: string
    funds: string
    agreement: string
    insurance: string
    hours: string
    payment: string
    closed: string
  }
  ends: {
    refused: string
    inadmissible: string
    withdrawn: string
    revoked: string
    forfeited: string
    annulled: string
  }
  hoursTitle: string
  owed: string
  doneHours: string
  verified: string
  total: string
  noHours: string
  readAgreement: string
  activityTitle: string
  interruption: Message<'from' | 'to'>
  interruptionFrom: Message<'from'>
  waived: Message<'hours' | 'on'>
  endedEarly: Message<'on'>
  agreementChanged: Message<'version' | 'on'>
  takenBack: Message<'on'>
  amendmentLapsed: Message<'on'>
  agreementGoesOn: string
  paymentsTitle: string
  instalment: string
  amount: string
  state: string
  states: {
    eligible: string
    published: string
    cleared: string
    ordered: string
    paid: string
    returned: string
    cancelled: string
  }
  paidOn: Message<'day'>
  orderedOn: Message<'day'>
  orderedNews: {
    transfer: Message<'day'>
    cash: Message<'day'>
  }
  publicTitle: string
  publicLead: Message<'year'>
  publicCode: string
  publicLink: Message<'year'>
  decisionTitle: string
  decided: {
    approved: string
    refused: string
    inadmissible: string
  }
  reviewOpened: string
  reviewTitle: string
  upheld: string
  dismissed: string
  grounds: string
  answersTitle: string
  granted: string
  grantedMonthly: Message<'count' | 'total' | 'monthly'>
  decidedOn: string
  decidedBy: string
  reasons: string
  rules: string
  remediesTitle: string
  remedies: Message<'court'>
  remediesHelp: string
  withdrawTitle: string
  withdrawLead: string
  withdrawQuestion: string
  withdrawYes: string
  withdrawReasons: string
  withdraw: string
  withdrawn: string
}

/** Returns the messages of `status.json` in a language. */
export const statusMessagesOf = /* @__PURE__ */ messageCatalogue<StatusMessages>({ it: statusIt, en: statusEn })

export type TransparencyMessages = {
  title: string
  titleOf: Message<'year'>
  lead: string
  noNamesTitle: string
  noNames: string
  mine: string
  yearsTitle: string
  years: string
  none: Message<'year'>
  rule: string
  office: string
  method: string
  tableOf: Message<'year'>
  pseudonym: string
  amount: string
  amountNote: string
  sealedTitle: string
  sealed: Message<'atLeast' | 'about'>
  dataTitle: string
  data: string
  csv: Message<'year'>
  json: Message<'year'>
  licence: string
  all: string
  columns: {
    municipality: string
    pseudonym: string
    amountCents: string
    rule: string
    office: string
    method: string
  }
}

/** Returns the messages of `transparency.json` in a language. */
export const transparencyMessagesOf = /* @__PURE__ */ messageCatalogue<TransparencyMessages>({ it: transparencyIt, en: transparencyEn })

export type WorksMessages = {
  title: string
  states: {
    posted: string
    accepted: string
    declined: string
    done: string
  }
  areas: {
    cultural: string
    social: string
    artistic: string
    environmental: string
    educational: string
    commons: string
  }
  strains: {
    lifting: string
    standing: string
    heights: string
    dust: string
    outdoors: string
    machinery: string
    crowds: string
    children: string
  }
  italian: {
    none: string
    basic: string
    good: string
  }
  facts: {
    state: string
    posted: string
    postedBy: Message<'name' | 'moment'>
    host: string
    area: string
    site: string
    wanted: string
    span: Message<'from' | 'to'>
    people: string
    hazards: string
    hazardsNone: string
    contact: string
    project: string
    reasons: string
    answered: string
    closed: string
  }
  before: string
  after: string
  host: {
    lead: string
    mine: string
    none: string
    formTitle: string
    submit: string
    sent: string
    fields: {
      title: {
        label: string
        hint: string
      }
      description: {
        label: string
        hint: string
      }
      area: {
        label: string
      }
      site: {
        label: string
        hint: string
      }
      from: {
        label: string
      }
      to: {
        label: string
      }
      people: {
        label: string
      }
      hazards: {
        label: string
        hint: string
      }
      contact: {
        label: string
        hint: string
      }
    }
  }
  desk: {
    back: string
    posted: string
    accepted: string
    closed: string
    none: string
    accept: string
    acceptLead: string
    acceptSubmit: string
    decline: string
    declineLead: string
    declineSubmit: string
    nowAccepted: string
    nowDeclined: string
    answerPending: string
    fields: {
      title: {
        label: string
      }
      description: {
        label: string
        hint: string
      }
      area: {
        label: string
      }
      address: {
        label: string
        hint: string
      }
      zone: {
        label: string
        hint: string
      }
      places: {
        label: string
        hint: string
      }
      hours: Message<'weekday'>
      hoursHint: string
      abilities: {
        label: string
        hint: string
      }
      strains: {
        label: string
        hint: string
      }
      italian: {
        label: string
      }
      ageMin: {
        label: string
      }
      ageMax: {
        label: string
      }
      notFor: {
        label: string
      }
      community: {
        label: string
      }
      reasons: {
        label: string
        hint: string
      }
    }
  }
  close: {
    title: string
    lead: string
    submit: string
    done: string
    fields: {
      before: {
        label: string
        hint: string
      }
      after: {
        label: string
        hint: string
      }
    }
  }
  photo: {
    title: string
    lead: string
    before: string
    after: string
    hint: string
    send: string
    replace: string
    saved: string
    problems: {
      none: string
      size: string
      type: string
    }
  }
  refused: {
    role: string
    state: string
    taken: string
  }
  letter: {
    subject: string
    accepted: string
    declined: string
    postedOn: string
    action: string
    signIn: string
  }
}

/** Returns the messages of `works.json` in a language. */
export const worksMessagesOf = /* @__PURE__ */ messageCatalogue<WorksMessages>({ it: worksIt, en: worksEn })
