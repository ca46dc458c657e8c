import { type MachineName, machines, type StateDefinition } from '../../workflows/index.ts'

/** The field beside the request that tells the executions of a machine apart: period, instalment or review. */
const SUBJECTS: Record<MachineName, string | undefined> = {
  'contribution-request': undefined,
  'activity-period': 'period',
  payment: 'instalment',
  review: 'review',
}

const DAY = 86_400
/** A task takes seconds; the function's own limit ends it before. */
const TASK_SECONDS = 60

/** Errors that another try may mend: those of Lambda itself, and `Transient` of our tasks. */
export const RETRIED = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Transient',
]

const RETRY = [{ ErrorEquals: RETRIED, IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2, JitterStrategy: 'FULL' }]

const STOP = {
  Comment: 'No retry mends it: the execution fails, the event rule marks the record, resume starts again from it.',
  ErrorEquals: ['States.ALL'],
  ResultPath: '$.error',
  Next: 'Stopped',
}

/** Returns the catcher that enters a state again after a day without an answer. */
const askAgain = (state: string) => ({
  Comment: 'A day passed without an answer: the function reminds, escalates, lets the ask lapse or does nothing.',
  ErrorEquals: ['States.Timeout'],
  ResultPath: null,
  Next: state,
})

const choiceAfter = (state: string) => `After${state}`

/** Returns the Choice over the states that may follow; any other answer goes to `otherwise`. */
const choice = (edges: readonly string[], otherwise: string) => ({
  Type: 'Choice',
  Choices: edges.map((edge) => ({ Variable: '$.nextStep.next', StringEquals: edge, Next: edge })),
  Default: otherwise,
})

/** Returns a Lambda call. Its payload says the step, whom it is about, and nothing else. */
const call = (machine: MachineName, step: string, fn: string) => {
  const subject = SUBJECTS[machine]
  return {
    FunctionName: `\${${fn}}`,
    Payload: {
      machine,
      step,
      'request.$': '$.request',
      ...(subject ? { [`${subject}.$`]: `$.${subject}` } : {}),
    },
  }
}

/** Returns a task that answers with the next step. */
const task = (machine: MachineName, step: string, fn: string, comment: string, next: string) => ({
  Type: 'Task',
  Comment: comment,
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: call(machine, step, fn),
  ResultSelector: { 'next.$': '$.Payload.next', 'waitSeconds.$': '$.Payload.waitSeconds' },
  ResultPath: '$.nextStep',
  TimeoutSeconds: TASK_SECONDS,
  Retry: RETRY,
  Catch: [STOP],
  Next: next,
})

/** Returns a task that waits for the answer of a person, whoever sends it with the token. */
const ask = (machine: MachineName, step: string, kind: string, comment: string, next: string) => {
  const { FunctionName, Payload } = call(machine, step, 'Step')
  return {
    Type: 'Task',
    Comment: comment,
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName, Payload: { ...Payload, kind, 'token.$': '$$.Task.Token' } },
    ResultPath: '$.nextStep',
    TimeoutSeconds: DAY,
    Retry: RETRY,
    Catch: [askAgain(step), STOP],
    Next: next,
  }
}

/**
 * Returns the ASL states of one state of a definition. A task with one edge goes straight on, since every step checks the
 * record itself; an ask always has its Choice, because a person may withdraw while it waits.
 */
function statesOf(machine: MachineName, name: string, state: StateDefinition): Record<string, object> {
  const { comment, edges } = state
  switch (state.kind) {
    case 'succeed':
      return { [name]: { Type: 'Succeed', Comment: comment } }
    case 'wait':
      return { [name]: { Type: 'Wait', Comment: comment, SecondsPath: '$.nextStep.waitSeconds', Next: 'Resume' } }
    case 'ask':
      return {
        [name]: ask(machine, name, state.ask, comment, choiceAfter(name)),
        [choiceAfter(name)]: choice(edges, 'Resume'),
      }
    case 'task': {
      const fn = state.function === 'issue' ? 'Issue' : 'Step'
      const only = edges.length === 1 && edges[0] !== 'Done' ? edges[0] : undefined
      return only
        ? { [name]: task(machine, name, fn, comment, only) }
        : {
            [name]: task(machine, name, fn, comment, choiceAfter(name)),
            [choiceAfter(name)]: choice(edges, 'Resume'),
          }
    }
  }
}

const RESUME =
  'Where does the record stand? The first state of every execution and the one after every Wait: started, restarted or redriven, it continues from the record.'

/** Returns the Amazon States Language of a machine. `${Step}` and `${Issue}` stand for the functions of functions/tasks. */
export function aslOf(
  machine: MachineName,
): { StartAt: string; States: Record<string, object> } & Record<string, unknown> {
  const { comment, states } = machines[machine]
  return {
    Comment: comment,
    QueryLanguage: 'JSONPath',
    StartAt: 'Resume',
    States: {
      Resume: task(machine, 'Resume', 'Step', RESUME, choiceAfter('Resume')),
      [choiceAfter('Resume')]: choice(Object.keys(states), 'Stopped'),
      ...Object.assign(
        {},
        ...Object.entries<StateDefinition>(states).map(([name, state]) => statesOf(machine, name, state)),
      ),
      Stopped: {
        Type: 'Fail',
        Error: 'NeedsRepair',
        Cause: 'A step failed for good: see the record, mend the cause, then resume.',
      },
    },
  }
}
