import * as z from 'zod'
import { html, json, type Refusal } from '../../platform/http.ts'
import { sentence } from '../../texts/sentences.ts'
import { RefusalPage, refusalTexts } from '../../ui/refusal.tsx'
import { rendered } from '../../ui/render.ts'

const problems = z
  .array(
    z.object({
      field: z.string(),
      code: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  )
  .catch([])
const value = z.union([z.string(), z.number()])

/**
 * Refusals as a page, or as problem details (RFC 9457), in the language of the request. What is wrong with an input comes
 * as `errors`: field, code, and the sentence that says how to mend it.
 */
export const refuse: Refusal = ({ status, code, extra, headers }, { language, wantsJson }) => {
  const { problems: found, ...rest } = extra
  const errors = problems.parse(found).map(({ field, code: wrong, values }) => ({
    field,
    code: wrong,
    message: sentence({ field, code: wrong, ...(values ? { values } : {}) }, language),
  }))
  const values = Object.fromEntries(
    Object.entries(rest).flatMap(([key, given]) => (value.safeParse(given).success ? [[key, value.parse(given)]] : [])),
  )
  const refused = { status, code, values, language }
  if (!wantsJson) {
    const lines = errors.map(({ field, message }) => (field ? `${field}: ${message}` : message))
    return html(status, rendered(RefusalPage, { ...refused, errors: lines }), headers)
  }
  return json(
    status,
    { type: `/problems/${code}`, ...refusalTexts(refused), status, ...rest, ...(errors.length > 0 ? { errors } : {}) },
    { 'content-type': 'application/problem+json', 'content-language': language, ...headers },
  )
}
