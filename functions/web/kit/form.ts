import type * as z from 'zod'
import { check, type Problem } from '../../domain/base/problems.ts'
import type { Language } from '../../domain/base/languages.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, sendsJson } from '../../platform/http.ts'
import { type Control, errorsAt, type FieldError, type Form, readValues } from '../../ui/controls.ts'

/** A response that ends the request before the form is read. */
export type EarlyResponse = { earlyResponse: HttpResponse }
export const respondEarly = (response: HttpResponse): EarlyResponse => ({ earlyResponse: response })

type Answer = HttpResponse | Promise<HttpResponse>
type Invalid = { outcome: 'invalid'; problems: readonly Problem[] }
/** The results that are not shown as errors of the form. */
type Valid<Result> = Exclude<Result, { outcome: 'invalid' }>

/** A form and, at the same address, the JSON request with the same schema. */
export type FormKit<Deps, Who extends readonly unknown[], Found extends { language: Language }, Input, Result> = {
  /** True to reject JSON with 415. */
  formOnly?: true
  /** Loads what the form is about, or responds early. @throws HttpProblem */
  find(deps: Deps, request: HttpRequest, ...who: Who): Promise<Found | EarlyResponse>
  /** Returns the controls, which parse the fields and place the errors. */
  controls?(found: Found): readonly Control[]
  /** The prefix of field names, for pages with several forms. */
  prefix?: string
  /** Reads the fields of a form that uploads a file. @throws HttpProblem 400, 415 */
  fields?(request: HttpRequest): Promise<URLSearchParams>
  /** Parses the fields in place of the controls; unreadable ones are returned as errors. */
  read?(found: Found, values: URLSearchParams): { typed: unknown } | { errors: readonly FieldError[] }
  schema(found: Found): z.ZodType<Input>
  run(found: Found, input: Input): Promise<Result>
  /** Places errors in place of the controls. */
  errors?(
    found: Found,
    problems: readonly Problem[],
    values: URLSearchParams,
  ): readonly FieldError[] | Promise<readonly FieldError[]>
  /** Renders the form with the submitted values and their errors. */
  page(found: Found, form: Form): Answer
  /** Responds to a successful run. @throws HttpProblem */
  done(found: Found, result: Valid<Result>, values: URLSearchParams): Answer
}

const isInvalid = (result: unknown): result is Invalid =>
  typeof result === 'object' && result !== null && 'outcome' in result && result.outcome === 'invalid'

const isValid = <Result>(result: Result): result is Result & Valid<Result> => !isInvalid(result)

/** Returns the handler of a form: it reads, checks and runs, then responds with 422 and the errors, or with `done`. */
export const form =
  <Deps, Who extends readonly unknown[], Found extends { language: Language }, Input, Result>(
    kit: FormKit<Deps, Who, Found, Input, Result>,
  ) =>
  async (deps: Deps, request: HttpRequest, ...who: Who): Promise<HttpResponse> => {
    const found = await kit.find(deps, request, ...who)
    if ('earlyResponse' in found) return found.earlyResponse
    const { prefix = '' } = kit
    const { language } = found
    const isJson = !kit.formOnly && sendsJson(request)
    const values = isJson ? new URLSearchParams() : ((await kit.fields?.(request)) ?? request.form())
    const controls = () => kit.controls?.(found) ?? []
    const again = (errors: readonly FieldError[]) => kit.page(found, { language, values, errors })
    const wrong = async (problems: readonly Problem[]) => {
      if (request.wantsJson) throw new HttpProblem(422, 'invalid', { problems })
      return again(
        (await kit.errors?.(found, problems, values)) ?? errorsAt(problems, controls(), { language, values }, prefix),
      )
    }
    const said = isJson
      ? { typed: request.json() }
      : (kit.read?.(found, values) ?? { typed: readValues(controls(), values, prefix) })
    if ('errors' in said) return again(said.errors)
    const parsed = check(kit.schema(found), said.typed)
    if ('problems' in parsed) return wrong(parsed.problems)
    const result = await kit.run(found, parsed.value)
    if (isValid(result)) return kit.done(found, result, values)
    return wrong(isInvalid(result) ? result.problems : [])
  }
