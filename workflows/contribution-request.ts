/** From the receipt of a request to the start of its activity, or to its refusal. */
export const contributionRequest = {
  comment:
    'From the receipt of a request to the start of its activity, or to its refusal. Carries ids only; the record decides what is next.',
  states: {
    Open: {
      kind: 'task',
      function: 'step',
      comment: 'Registers the request and sends the opening notice (L. 241/1990 art. 7-8).',
      edges: ['IssueOpening', 'NotifyOutcome'],
    },
    IssueOpening: {
      kind: 'task',
      function: 'issue',
      comment: 'Prints the opening notice (L. 241/1990 art. 8).',
      edges: ['AskAssessment'],
    },
    AskAssessment: {
      kind: 'ask',
      ask: 'assessment',
      comment:
        'The social worker assesses: proposes approval or refusal, or asks for what is missing (L. 241/1990 art. 6).',
      edges: ['AskIntegration', 'AskObservations', 'AskConcurrence', 'AskDecision', 'NotifyOutcome'],
    },
    AskIntegration: {
      kind: 'ask',
      ask: 'integration',
      comment: 'The citizen adds what is missing; meanwhile the term is suspended (L. 241/1990 art. 2(7)).',
      edges: ['AskAssessment'],
    },
    AskConcurrence: {
      kind: 'ask',
      ask: 'concurrence',
      comment: 'The second municipality of a target-group project agrees with the proposal, or objects.',
      edges: ['AskDecision', 'AskAssessment'],
    },
    AskObservations: {
      kind: 'ask',
      ask: 'observations',
      comment:
        'The citizen has ten days to answer the notice of the reasons for a refusal (L. 241/1990 art. 10-bis). The notice is printed once the ask is open.',
      edges: ['IssueRejection', 'AskDecision'],
    },
    IssueRejection: {
      kind: 'task',
      function: 'issue',
      comment: 'Prints the notice of the reasons for a refusal (L. 241/1990 art. 10-bis).',
      edges: ['AskObservations'],
    },
    AskDecision: {
      kind: 'ask',
      ask: 'decision',
      comment: 'The manager decides, with reasons (L. 241/1990 art. 3).',
      edges: ['IssueDecision', 'AskAssessment', 'AskObservations'],
    },
    IssueDecision: {
      kind: 'task',
      function: 'issue',
      comment: 'Prints the decision, with its fingerprint in the trail (L. 241/1990 art. 3; CAD art. 20).',
      edges: ['CommitFunds', 'NotifyOutcome'],
    },
    CommitFunds: {
      kind: 'task',
      function: 'step',
      comment: 'Reserves the granted amount on its fund: never more than the fund holds (D.Lgs. 267/2000 art. 183).',
      edges: ['NotifyOutcome', 'AwaitFunds'],
    },
    AwaitFunds: {
      kind: 'wait',
      comment: 'Waits a day for money; a budget that comes in restarts the execution at once.',
      edges: ['CommitFunds'],
    },
    NotifyOutcome: {
      kind: 'task',
      function: 'step',
      comment:
        'Tells the citizen what was decided, or that the request ended, with reasons and remedies (L. 241/1990 art. 3).',
      edges: ['AskPlacement', 'Start', 'Done'],
    },
    AskPlacement: {
      kind: 'ask',
      ask: 'placement',
      comment: 'The educator chooses the place and the calendar.',
      edges: ['AskReferral', 'AskAgreement'],
    },
    AskReferral: {
      kind: 'ask',
      ask: 'referral',
      comment: 'The association that inserts or trains says whether it can take the person.',
      edges: ['AskAgreement', 'AskPlacement'],
    },
    AskAgreement: {
      kind: 'ask',
      ask: 'agreement',
      comment:
        'The citizen reads and accepts the agreement, or says what does not fit (L. 241/1990 art. 11(2)). It is printed once the ask is open.',
      edges: ['IssueAgreement', 'AskInsurance', 'AskPlacement', 'NotifyOutcome', 'Done'],
    },
    IssueAgreement: {
      kind: 'task',
      function: 'issue',
      comment: 'Prints the agreement, or a new version of it.',
      edges: ['AskAgreement'],
    },
    AskInsurance: {
      kind: 'ask',
      ask: 'insurance',
      comment: 'The educator confirms cover with policy and dates, before the first hour (DPR 1124/1965).',
      edges: ['AwaitStart', 'Start', 'Done'],
    },
    AwaitStart: {
      kind: 'wait',
      comment: 'Waits for the first day of activity.',
      edges: ['Start'],
    },
    Start: {
      kind: 'task',
      function: 'step',
      comment: 'Starts the activity: its first period is handed to activity-period, what is due at once to payment.',
      edges: ['Done'],
    },
    IssueRuling: {
      kind: 'task',
      function: 'issue',
      comment: 'Prints the ruling that ended the request (L. 241/1990 art. 21-quinquies, 21-nonies).',
      edges: ['NotifyOutcome'],
    },
    AskConclusion: {
      kind: 'ask',
      ask: 'conclusion',
      comment: 'The association says how the path of insertion or training ended.',
      edges: ['IssueCertificate', 'Close', 'Done'],
    },
    IssueCertificate: {
      kind: 'task',
      function: 'issue',
      comment: 'Prints the certificate of the hours done (L. 241/1990 art. 18).',
      edges: ['Close', 'NotifyOutcome', 'Done'],
    },
    Close: {
      kind: 'task',
      function: 'step',
      comment: 'Closes a completed and paid request where no other workflow is left to do it.',
      edges: ['Done'],
    },
    Done: { kind: 'succeed', comment: 'Nothing is left to do for this workflow.', edges: [] },
  },
} as const
