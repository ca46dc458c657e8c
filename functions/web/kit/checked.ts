import type * as z from 'zod'
import { check, type Problem } from '../../domain/base/problems.ts'
import { HttpProblem } from '../../platform/http.ts'
import type { Staff } from '../../domain/municipality/actors.ts'

/** What a schema makes of what was sent. @throws HttpProblem 422 that tells all that is wrong with it */
export function valid<Schema extends z.ZodType>(schema: Schema, sent: unknown): z.output<Schema> {
  const parsed = check(schema, sent)
  if ('problems' in parsed) throw new HttpProblem(422, 'invalid', { problems: parsed.problems })
  return parsed.value
}

/** An act of staff whose input its schema has judged first. */
export const checked =
  <Deps, Schema extends z.ZodType, Told>(
    schema: Schema,
    run: (deps: Deps, staff: Staff, id: string, input: z.output<Schema>) => Promise<Told>,
  ) =>
  async (
    deps: Deps,
    staff: Staff,
    id: string,
    typed: unknown,
  ): Promise<Told | { outcome: 'invalid'; problems: Problem[] }> => {
    const parsed = check(schema, typed)
    return 'problems' in parsed ? { outcome: 'invalid', problems: parsed.problems } : run(deps, staff, id, parsed.value)
  }
