import type * as z from 'zod'
import { check } from '../../domain/base/problems.ts'
import { HttpProblem } from '../../platform/http.ts'

/**
 * Validates what a client sent.
 * @throws HttpProblem 422 with all problems
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, sent: unknown): z.output<Schema> {
  const parsed = check(schema, sent)
  if ('problems' in parsed) throw new HttpProblem(422, 'invalid', { problems: parsed.problems })
  return parsed.value
}
