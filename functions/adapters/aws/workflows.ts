import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn'
import * as z from 'zod'
import { type WorkflowRef, workflowName } from '../../domain/file/next-step.ts'
import { env } from '../../platform/env.ts'
import { deleteItem, get, isConditionFailed, putItem, updateItem } from '../dynamodb/client.ts'
import { key } from '../dynamodb/keys.ts'
import { call, hasErrorCode, lazily } from './sdk.ts'
import { STUCK, stuck } from '../dynamodb/lists/stuck.ts'
import type { Workflows } from '../../usecases/ports/workflows.ts'

const states = lazily('SFN', (config) => new SFNClient(config))

const arnOf = (machine: WorkflowRef['machine'], execution: string) =>
  `${env().MACHINES_ARN_PREFIX.replace(':stateMachine:', ':execution:')}${machine}:${execution}`

/** Returns the input of an execution: ids only. */
const inputOf = (request: string, { machine: _, ...about }: WorkflowRef) => JSON.stringify({ request, ...about })

/** Returns the status of an execution and when it started, in milliseconds since the epoch. */
async function describe(executionArn: string) {
  try {
    const { status, startDate } = await call(() => states().send(new DescribeExecutionCommand({ executionArn })))
    return { status, startedAt: startDate?.getTime() ?? 0 }
  } catch (error) {
    if (hasErrorCode(error, 'ExecutionDoesNotExist')) return undefined
    throw error
  }
}

const attemptOf = async (request: string, name: string): Promise<number> =>
  z.object({ attempt: z.int() }).safeParse(await get(key.workflow(request, name))).data?.attempt ?? 1

/** Claims the next attempt, unless another caller has. */
async function nextAttempt(request: string, name: string, attempt: number): Promise<boolean> {
  try {
    await updateItem({
      TableName: env().TABLE_NAME,
      Key: key.workflow(request, name),
      UpdateExpression: 'SET attempt = :next, kind = :kind',
      ConditionExpression: attempt === 1 ? 'attribute_not_exists(attempt) OR attempt = :now' : 'attempt = :now',
      ExpressionAttributeValues: { ':next': attempt + 1, ':now': attempt, ':kind': 'workflow' },
    })
    return true
  } catch (error) {
    if (isConditionFailed(error)) return false
    throw error
  }
}

export const workflows: Workflows = {
  async saveToken(ask, token) {
    await putItem({ TableName: env().TABLE_NAME, Item: { ...key.token(ask), kind: 'token', token } })
  },

  async tokenOf(ask) {
    return z.object({ token: z.string() }).safeParse(await get(key.token(ask))).data?.token
  },

  async succeed(taskToken, standing) {
    try {
      const command = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(standing) })
      await call(() => states().send(command))
    } catch (error) {
      // The task timed out, stopped or was answered. The execution now has another token and reads the record.
      if (hasErrorCode(error, 'TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken')) return
      throw error
    }
  },

  /**
   * Names executions `{request}-{what}-{attempt}`, so starting one twice starts it once. A failed one is followed by the
   * next attempt, which only one caller can claim.
   */
  async ensure(request, workflow, restart) {
    const name = workflowName(workflow)
    let replaces = (startedAt: number) =>
      typeof restart === 'boolean' ? restart : startedAt < Date.parse(restart.startedBefore)
    for (;;) {
      const attempt = await attemptOf(request, name)
      const execution = `${request}-${name}-${attempt}`
      const executionArn = arnOf(workflow.machine, execution)
      const found = await describe(executionArn)
      if (found === undefined) {
        try {
          const command = new StartExecutionCommand({
            stateMachineArn: env().MACHINES_ARN_PREFIX + workflow.machine,
            name: execution,
            input: inputOf(request, workflow),
          })
          await call(() => states().send(command))
          return true
        } catch (error) {
          if (!hasErrorCode(error, 'ExecutionAlreadyExists')) throw error
          continue
        }
      }
      const isRunning = found.status === 'RUNNING'
      if (isRunning && !replaces(found.startedAt)) return false
      const claimed = await nextAttempt(request, name, attempt)
      // The attempt is raised first, so that the end of the old execution is ignored.
      if (isRunning && claimed)
        await call(() => states().send(new StopExecutionCommand({ executionArn, cause: 'replaced' })))
      replaces = () => false
    }
  },

  async isCurrent(execution) {
    const [request = '', ...rest] = execution.split('-')
    const attempt = Number(rest.pop())
    return (await attemptOf(request, rest.join('-'))) === attempt
  },

  async markStuck({ request, municipality, execution, status, at }) {
    await putItem({
      TableName: env().TABLE_NAME,
      Item: {
        ...key.workflow(request, 'STUCK'),
        kind: 'stuck',
        execution,
        status,
        at,
        wpk: STUCK(municipality),
        wsk: `${at}#${request}`,
      },
    })
  },

  async clearStuck(request, execution) {
    try {
      await deleteItem({
        TableName: env().TABLE_NAME,
        Key: key.workflow(request, 'STUCK'),
        ConditionExpression: 'execution = :execution',
        ExpressionAttributeValues: { ':execution': execution },
      })
    } catch (error) {
      if (!isConditionFailed(error)) throw error
    }
  },

  stuck,
}
