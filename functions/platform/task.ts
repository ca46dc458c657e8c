import middy from '@middy/core'
import * as z from 'zod'
import type { NextStep } from '../domain/file/next-step.ts'
import { log } from './log.ts'

const id = z.string().regex(/^[0-9a-z]{26}$/)

/** A failure that may pass: of our own errors, workflows retry this name only. */
class Transient extends Error {
  override name = 'Transient'
}

/** Returns true for a lost race and for errors of services that may pass (see `adapters/aws/sdk.ts`). */
const isTransient = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'Conflict' || ('$retryable' in error && error.$retryable !== undefined))

/**
 * Wraps a function that a workflow or an event calls. Errors keep their name and lose their message, because the history of
 * an execution must not quote anybody.
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
