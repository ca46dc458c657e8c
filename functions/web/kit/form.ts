import type * as z from 'zod'
import { check, type Problem } from '../../domain/base/problems.ts'
import type { Language } from '../../domain/base/languages.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, sendsJson } from '../../platform/http.ts'
import { type Control, errorsAt, type FieldError, type Form, readValues } from '../../ui/controls.ts'

/** An answer that takes the place of the form. */
export type EarlyResponse = { earlyResponse: HttpResponse }
export const respondEarly = (response: HttpResponse): EarlyResponse => ({ earlyResponse: response })

type Answer = HttpResponse | Promise<HttpResponse>
type Invalid = { outcome: 'invalid'; problems: readonly Problem[] }
/** Every result but those that the form shows as errors. */
type Valid<Result> = Exclude<Result, { outcome: 'invalid' }>

/** One form, and the JSON that says the same at the same address unless it is for pages alone. */
export type FormKit<Deps, Who extends readonly unknown[], Found extends { language: Language }, Input, Result> = {
  /** For pages alone: JSON is answered with 415. */
  formOnly?: true
  /** Finds what the form is about, or answers in its place. @throws HttpProblem */
  find(deps: Deps, request: HttpRequest, ...who: Who): Promise<Found | EarlyResponse>
  /** Returns the controls of the form, by which it is read and at which errors are shown. */
  controls?(found: Found): readonly Control[]
  /** Names of fields begin with it where several forms stand on one page. */
  prefix?: string
  /** Reads what was typed where the fields alone do not say it; what cannot be read is shown at its fields. */
  read?(found: Found, values: URLSearchParams): { typed: unknown } | { errors: readonly FieldError[] }
  schema(found: Found): z.ZodType<Input>
  run(found: Found, input: Input): Promise<Result>
  /** Places errors where the fields alone do not say where. */
  errors?(
    found: Found,
    problems: readonly Problem[],
    values: URLSearchParams,
  ): readonly FieldError[] | Promise<readonly FieldError[]>
  /** Shows the form again, with what was typed and what is wrong with it. */
  page(found: Found, form: Form): Answer
  /** Answers once it ran. @throws HttpProblem */
  done(found: Found, result: Valid<Result>, values: URLSearchParams): Answer
}

const isInvalid = (result: unknown): result is Invalid =>
  typeof result === 'object' && result !== null && 'outcome' in result && result.outcome === 'invalid'

const isValid = <Result>(result: Result): result is Result & Valid<Result> => !isInvalid(result)

/** Returns the handler of a form: read, check, run; then 422 with its page or problem details, or what `done` answers. */
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
    const values = isJson ? new URLSearchParams() : request.form()
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
