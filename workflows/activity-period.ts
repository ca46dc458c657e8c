/** One period of activity: its end, the timesheet, the verification, disputes, the settlement. */
export const activityPeriod = {
  comment:
    'One period of activity: its end, the timesheet of the host, the verification of the educator, disputes, the settlement. Carries ids only; the record decides what is next.',
  states: {
    AwaitEnd: {
      kind: 'wait',
      comment: 'Waits until the last day of the period is over.',
      edges: ['AskTimesheet', 'AskDispute', 'Settle'],
    },
    AskTimesheet: {
      kind: 'ask',
      ask: 'timesheet',
      comment: 'The supervisor at the host writes and signs the hours of the period.',
      edges: ['AskVerification'],
    },
    AskVerification: {
      kind: 'ask',
      ask: 'verification',
      comment: 'The educator verifies the hours; nobody verifies their own entries.',
      edges: ['Settle'],
    },
    AskDispute: {
      kind: 'ask',
      ask: 'dispute',
      comment: 'Somebody who recorded nothing of it rules on an entry that the person disputes.',
      edges: ['NotifyDispute'],
    },
    NotifyDispute: {
      kind: 'task',
      function: 'step',
      comment: 'Tells the person the ruling on the dispute.',
      edges: ['AwaitEnd', 'AskDispute', 'AskTimesheet', 'AskVerification', 'AwaitDisputes', 'Settle'],
    },
    AwaitDisputes: {
      kind: 'wait',
      comment: 'Waits for the last day of disputes when the activity would end with hours missing.',
      edges: ['Settle', 'AskDispute'],
    },
    Settle: {
      kind: 'task',
      function: 'step',
      comment:
        'Books the verified hours, creates the instalment they release, opens the next period or completes the activity.',
      edges: ['AwaitDisputes', 'Close', 'Done'],
    },
    Close: {
      kind: 'task',
      function: 'step',
      comment: 'Closes the request: nothing is left to do or to pay (L. 241/1990 art. 2).',
      edges: ['Done'],
    },
    Done: { kind: 'succeed', comment: 'Nothing is left to do for this workflow.', edges: [] },
  },
} as const
