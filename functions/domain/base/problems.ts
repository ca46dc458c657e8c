import type * as z from 'zod'

/** A problem with typed input and its place: `code` is a key of the message catalogue, `values` fill its sentence. */
export type Problem = { field: string; code: string; values?: Record<string, string | number> }

/** Returns the code for an issue whose schema names none. */
function codeOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'type'
    case 'too_small':
      return issue['minimum'] === 1 && issue['origin'] === 'string' ? 'required' : 'tooSmall'
    case 'too_big':
      return issue['origin'] === 'array' ? 'tooMany' : 'tooLarge'
    case 'invalid_value':
    case 'invalid_union':
      return 'choice'
    case 'unrecognized_keys':
      return 'unknownField'
    default:
      return 'format'
  }
}

/** Returns true if a value is missing, which takes precedence over the schema's own message; a missing choice keeps it. */
const isMissing = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_type' && issue.input === undefined && issue.message !== 'choice'

const valuesOf = (issue: z.core.$ZodIssue): Pick<Problem, 'values'> =>
  issue.code === 'too_big'
    ? { values: { max: Number(issue.maximum) } }
    : issue.code === 'too_small'
      ? { values: { min: Number(issue.minimum) } }
      : {}

/** Converts an issue to problems; unknown fields are named one by one. */
const problemsOf = (issue: z.core.$ZodIssue): Problem[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), code: issue.message }))
    : [{ field: issue.path.join('.'), code: isMissing(issue) ? 'required' : issue.message, ...valuesOf(issue) }]

/** Validates input and returns all problems at once, as codes of the catalogue and never in zod's words. */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  typed: unknown,
): { value: z.output<Schema> } | { problems: Problem[] } {
  const parsed = schema.safeParse(typed, { error: codeOf, reportInput: true })
  return parsed.success ? { value: parsed.data } : { problems: parsed.error.issues.flatMap(problemsOf) }
}
