import { paymentOf } from '../file/case-file.ts'
import type { Subject } from '../file/common.ts'
import type { AskingContext, Question } from './question.ts'

type WorkflowOf = Question['workflow']

/** The workflow of the request itself. */
export const requestWorkflow: WorkflowOf = () => ({ machine: 'contribution-request' })

/** The workflow of the period that a question is about. */
export const periodWorkflow: WorkflowOf = ({ number }) => ({ machine: 'activity-period', period: number })

/** The workflow of the payment that a question is about. */
export const paymentWorkflow: WorkflowOf = ({ number }) => ({ machine: 'payment', instalment: number })

/** The workflow of the review that a question is about. */
export const reviewWorkflow: WorkflowOf = ({ number }) => ({ machine: 'review', review: number })

/** Returns the period of the workflow that asks. */
export const periodUnderWay = ({ workflow }: AskingContext): Subject => ({
  number: workflow.machine === 'activity-period' ? workflow.period : 0,
})

/** Returns the review of the workflow that asks. */
export const reviewUnderWay = ({ workflow }: AskingContext): Subject => ({
  number: workflow.machine === 'review' ? workflow.review : 0,
})

/** Returns the instalment of the workflow that asks, and which issue of it. */
export function paymentUnderWay({ file, workflow }: AskingContext): Subject {
  const payment = workflow.machine === 'payment' ? paymentOf(file, workflow.instalment) : undefined
  return payment ? { number: payment.instalment, round: payment.issue } : { number: 0 }
}
