/** A review of a decision: revocation, forfeiture, annulment or warning. */
export const review = {
  comment:
    'A review of a decision: revocation, forfeiture, annulment or warning. The person is heard, the manager rules. Carries ids only; the record decides what is next.',
  states: {
    IssueReview: {
      kind: 'task',
      function: 'issue',
      comment: 'Prints the notice of the review (L. 241/1990 art. 7-8).',
      edges: ['AskHearing'],
    },
    AskHearing: {
      kind: 'ask',
      ask: 'hearing',
      comment: 'The person reads the grounds of the review and has some days to be heard (L. 241/1990 art. 7, 10).',
      edges: ['AskRuling'],
    },
    AskRuling: {
      kind: 'ask',
      ask: 'ruling',
      comment: 'The manager upholds or dismisses the review, with reasons (L. 241/1990 art. 21-quinquies, 21-nonies).',
      edges: ['IssueRuling', 'Done'],
    },
    IssueRuling: {
      kind: 'task',
      function: 'issue',
      comment: 'Prints the ruling (L. 241/1990 art. 3).',
      edges: ['NotifyReview'],
    },
    NotifyReview: {
      kind: 'task',
      function: 'step',
      comment:
        'Tells the person that everything stays as it was; an upheld review ends the request, whose own workflow tells it.',
      edges: ['Done'],
    },
    Done: { kind: 'succeed', comment: 'Nothing is left to do for this workflow.', edges: [] },
  },
} as const
