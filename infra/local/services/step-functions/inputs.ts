import { z } from 'zod'
import { AwsError } from '../aws-json.ts'

/** A JSON value. */
export type Json = z.infer<ReturnType<typeof z.json>>

/** The input of a Wait state: a duration or a timestamp. */
export const waitInput = z.union([
  z.object({ seconds: z.number().min(0) }),
  z.object({ timestamp: z.iso.datetime({ offset: true }) }),
])
/** The parameters of a Lambda task. */
export const taskInput = z.object({ FunctionName: z.string(), Payload: z.unknown() })
/** The input of StartExecution. */
export const startInput = z.object({
  stateMachineArn: z.string(),
  name: z
    .string()
    .regex(/^[\w.-]{1,80}$/)
    .optional(),
  input: z.string().default('{}'),
})
/** The input of operations on one execution. */
export const arnInput = z.object({ executionArn: z.string() })

/** The input of ListExecutions. */
export const listInput = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.int().min(0).max(1000).default(0),
  nextToken: z.string().optional(),
})

/** The input of GetExecutionHistory. */
export const historyInput = arnInput.extend({
  reverseOrder: z.boolean().default(false),
  maxResults: z.int().min(0).max(1000).default(0),
  nextToken: z.string().optional(),
})

/**
 * Parses JSON text.
 * @throws AwsError of the given type if it is not JSON
 */
export const parseJson = (text: string, error: string): Json => {
  try {
    return z.json().parse(JSON.parse(text))
  } catch {
    throw new AwsError(error, `${error}: not valid JSON`)
  }
}

/** Cuts a page out of a list, as the paginated operations do. */
export const paginate = <T>(items: readonly T[], query: { maxResults: number; nextToken?: string | undefined }) => {
  const from = Number(query.nextToken ?? 0)
  const to = from + (query.maxResults || 100)
  return { items: items.slice(from, to), nextToken: to < items.length ? String(to) : undefined }
}
