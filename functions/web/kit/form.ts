import type * as z from 'zod'
import { check, type Problem } from '../../domain/base/problems.ts'
import type { Language } from '../../domain/base/languages.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, sendsJson } from '../../platform/http.ts'
import { type Control, errorsAt, type FieldError, type Form, read } from '../../ui/controls.ts'

type Invalid = { outcome: 'invalid'; problems: Problem[] }
/** An answer that takes the place of the form. */
export type Instead = { instead: HttpResponse }
export const instead = (response: HttpResponse): Instead => ({ instead: response })

type Answer = HttpResponse | Promise<HttpResponse>

/** One form, and the JSON that says the same at the same address. */
export type FormKit<Args extends readonly unknown[], Found extends { language: Language }, Input, Result> = {
  /** Finds what the form is about, or answers in its place. @throws HttpProblem */
  find(request: HttpRequest, ...args: Args): Promise<Found | Instead>
  /** The fields of the form: what is typed is read by them, and what is wrong is shown at them. */
  controls(found: Found): readonly Control[]
  /** Names of fields begin with it where several forms stand on one page. */
  prefix?: string
  /** Reads what was typed, where the fields alone do not say it. */
  read?(found: Found, values: URLSearchParams): unknown
  schema(found: Found): z.ZodType<Input>
  run(found: Found, input: Input): Promise<Result | Invalid>
  /** Shows the form again with its errors. */
  page(found: Found, form: Form): Answer
  /** Places errors, where the fields alone do not say where. */
  errors?(found: Found, values: URLSearchParams, problems: readonly Problem[]): FieldError[]
  /** Answers once it ran, whatever came of it but `invalid`. */
  done(found: Found, result: Result): Answer
}

const isInvalid = <Result>(result: Result | Invalid): result is Invalid =>
  typeof result === 'object' && result !== null && 'outcome' in result && result.outcome === 'invalid'

/** Returns the handler of a form: read, check, run; then 422 with the page or problem details, or what `done` answers. */
export const form =
  <Args extends readonly unknown[], Found extends { language: Language }, Input, Result>(
    kit: FormKit<Args, Found, Input, Result>,
  ) =>
  async (request: HttpRequest, ...args: Args): Promise<HttpResponse> => {
    const found = await kit.find(request, ...args)
    if ('instead' in found) return found.instead
    const { prefix = '' } = kit
    const isJson = sendsJson(request)
    const values = isJson ? new URLSearchParams() : request.form()
    const typed = isJson
      ? request.json()
      : (kit.read ?? ((at) => read(kit.controls(at), values, prefix)))(found, values)
    const parsed = check(kit.schema(found), typed)
    const result: Result | Invalid =
      'problems' in parsed ? { outcome: 'invalid', problems: parsed.problems } : await kit.run(found, parsed.value)
    if (!isInvalid(result)) return kit.done(found, result)
    const { problems } = result
    if (request.wantsJson) throw new HttpProblem(422, 'invalid', { problems })
    const { language } = found
    const errors =
      kit.errors?.(found, values, problems) ?? errorsAt(problems, kit.controls(found), { language, values }, prefix)
    return kit.page(found, { language, values, errors })
  }
