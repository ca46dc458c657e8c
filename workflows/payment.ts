/** One instalment: its publication where due, its clearance to finance, its outcome. */
export const payment = {
  comment:
    'One instalment: its publication where due, its clearance to finance, its outcome. Carries ids only; the record decides what is next.',
  states: {
    Publish: {
      kind: 'task',
      function: 'step',
      comment:
        'Writes the pseudonymous entry: over the yearly threshold, publication is a condition for paying (D.Lgs. 33/2013 art. 26).',
      edges: ['Clear'],
    },
    Clear: {
      kind: 'task',
      function: 'step',
      comment:
        'Numbers the clearance and triggers finance; the same instalment is never cleared twice (D.Lgs. 267/2000 art. 184).',
      edges: ['AskOutcome', 'AwaitGate', 'Publish'],
    },
    AwaitGate: {
      kind: 'wait',
      comment: 'Waits a day for what is missing before finance may have it.',
      edges: ['Clear'],
    },
    AskOutcome: {
      kind: 'ask',
      ask: 'outcome',
      comment: 'Finance reports paid or returned; that it was ordered leaves the ask open.',
      edges: ['AskAccount', 'Publish', 'Close', 'Done'],
    },
    AskAccount: {
      kind: 'ask',
      ask: 'account',
      comment: 'The money came back: the citizen gives another account, or the social worker that of another payee.',
      edges: ['Publish'],
    },
    Close: {
      kind: 'task',
      function: 'step',
      comment: 'Closes the request once its last instalment is paid (L. 241/1990 art. 2).',
      edges: ['Done'],
    },
    Done: { kind: 'succeed', comment: 'Nothing is left to do for this workflow.', edges: [] },
  },
} as const
