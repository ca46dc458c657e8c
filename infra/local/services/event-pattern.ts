import { z } from 'zod'

/** One condition of a pattern. An unknown operator fails when the template is read. */
const condition: z.ZodType<(value: unknown) => boolean> = z.union([
  z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((wanted) => (value: unknown) => value === wanted),
  z.strictObject({ prefix: z.string() }).transform(
    ({ prefix }) =>
      (value: unknown) =>
        typeof value === 'string' && value.startsWith(prefix),
  ),
  z.strictObject({ suffix: z.string() }).transform(
    ({ suffix }) =>
      (value: unknown) =>
        typeof value === 'string' && value.endsWith(suffix),
  ),
  z.strictObject({ exists: z.boolean() }).transform(
    ({ exists }) =>
      (value: unknown) =>
        (value !== undefined) === exists,
  ),
  z
    .strictObject({ 'anything-but': z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]) })
    .transform((rule) => (value: unknown) => {
      const unwanted = [rule['anything-but']].flat()
      return value !== undefined && !unwanted.some((one) => one === value)
    }),
])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A predicate that tells whether an event or a stream record matches an EventBridge pattern. */
export type Matcher = (value: unknown) => boolean

/**
 * Compiles an EventBridge pattern: an object describes fields, a list holds alternatives.
 * @throws Error if the pattern uses an operator that is not supported locally
 */
export const compilePattern = (pattern: unknown): Matcher => {
  if (Array.isArray(pattern)) {
    const alternatives = pattern.map((one) => condition.parse(one))
    return (value) => {
      const values = Array.isArray(value) ? value : [value]
      return alternatives.some((matches) => values.some(matches))
    }
  }
  if (!isObject(pattern)) throw new Error(`A pattern holds objects and lists, not ${JSON.stringify(pattern)}.`)
  const fields = Object.entries(pattern).map(([name, inner]) => ({ name, matches: compilePattern(inner) }))
  return (value) => fields.every(({ name, matches }) => matches(isObject(value) ? value[name] : undefined))
}
