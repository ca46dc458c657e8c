import middy from '@middy/core'
import * as z from 'zod'
import { ASK_KINDS } from '../domain/questions/index.ts'
import type { WorkflowRef, NextStep } from '../domain/file/next-step.ts'
import { log } from './log.ts'

const id = z.string().regex(/^[0-9a-z]{26}$/)

/** What a workflow hands to a task: ids, and which machine it is. */
export const taskInput = z.discriminatedUnion('machine', [
  z.strictObject({ machine: z.literal('contribution-request'), request: id }),
  z.strictObject({ machine: z.literal('activity-period'), request: id, period: z.int().min(1) }),
  z.strictObject({ machine: z.literal('payment'), request: id, instalment: z.int().min(1) }),
  z.strictObject({ machine: z.literal('review'), request: id, review: z.int().min(1) }),
])

/** The input of a state that asks a person. */
export const askInput = z.object({ kind: z.enum(ASK_KINDS), token: z.string().min(1) })

export type Work = { request: string; workflow: WorkflowRef }

/** Separates whom a task is about from the workflow that runs it. @throws ZodError */
export function workOf(raw: unknown): Work {
  const { request, ...workflow } = taskInput.parse(raw)
  return { request, workflow }
}

const TRANSIENT = new Set([
  'Conflict',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'InternalServerError',
  'InternalFailure',
  'InternalServiceError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TransactionInProgressException',
  'KMSInternalException',
  'DependencyTimeoutException',
  'TimeoutError',
  'NetworkingError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])

/** A failure that another try may mend; the workflow retries this name and no other of ours. */
export class Transient extends Error {
  override name = 'Transient'
}

const isTransient = (error: unknown): boolean =>
  error instanceof Error &&
  (TRANSIENT.has(error.name) ||
    ('code' in error && typeof error.code === 'string' && TRANSIENT.has(error.code)) ||
    ('$retryable' in error && error.$retryable !== undefined))

/**
 * The stack of every function that a workflow or an event calls. An error leaves with a name and without its message: what
 * Step Functions keeps in an execution's history must not quote anybody.
 */
export const task = <Result extends NextStep | undefined>(run: (raw: unknown) => Promise<Result>) =>
  middy<unknown, Result>().handler(async (raw) => {
    try {
      return await run(raw)
    } catch (error) {
      log.failure('task', idIn(raw), error)
      if (isTransient(error)) throw new Transient('try again')
      const failure = new Error('see the logs')
      failure.name = error instanceof Error ? error.name : 'Error'
      throw failure
    }
  })

const idIn = (raw: unknown): string => z.object({ request: id }).safeParse(raw).data?.request ?? 'unknown'
