import type { Problem } from '../../domain/base/problems.ts'
import { messagesOf } from '../../texts/messages.ts'
import { type Control, errorsAt, type FieldError, type Form, readValues, fieldsOf } from '../../ui/controls.ts'
import type { AskContext, Choice } from './view.ts'
import { QUESTION_VIEWS } from './views.ts'

/** Returns the answers to an ask that its file leaves open, with their fields. */
export const choicesOf = (context: AskContext): Choice[] => QUESTION_VIEWS[context.ask.kind].choices(context)

/** Returns the fields that every answer has alike: they are asked once, whatever is chosen. */
export const sharedControls = (choices: readonly Choice[]): Control[] | undefined => {
  const [first, ...others] = choices.map(({ controls }) => controls)
  return first && others.length > 0 && others.every((controls) => controls === first) ? first : undefined
}

/** Returns the prefix of the field names of a choice. */
const prefixOf = (choices: readonly Choice[], { value }: Choice): string => (sharedControls(choices) ? '' : `${value}.`)

const chosenIn = (context: AskContext, form: URLSearchParams): { choice: Choice; prefix: string } | undefined => {
  const choices = choicesOf(context)
  const choice = choices.find(({ value }) => value === form.get('choice'))
  return choice && { choice, prefix: prefixOf(choices, choice) }
}

/** Reads what a form answers: the chosen answer with its own fields, and nothing of the others. */
export function readAnswer(context: AskContext, form: URLSearchParams): unknown {
  const chosen = chosenIn(context, form)
  if (!chosen) return {}
  const { choice, prefix } = chosen
  const value = readValues(choice.controls, form, prefix)
  return { choice: choice.value, ...(QUESTION_VIEWS[context.ask.kind].tidy?.(value, context) ?? value) }
}

/** Returns the problems of an answer at the fields of the chosen one. */
export function answerErrors(context: AskContext, values: URLSearchParams, problems: readonly Problem[]): FieldError[] {
  const chosen = chosenIn(context, values)
  const form: Pick<Form, 'language' | 'values'> = { language: context.language, values }
  const choice: Control[] = [{ path: 'choice', type: 'radio', label: messagesOf(context.language).asks.question }]
  return problems.flatMap((problem) =>
    problem.field === 'choice' || !chosen
      ? errorsAt([problem], choice, form)
      : errorsAt([problem], chosen.choice.controls, form, chosen.prefix),
  )
}

/** Returns the form with what is known already, for every answer that has a field for it. */
export function prefilledForm(context: AskContext): Form {
  const known = QUESTION_VIEWS[context.ask.kind].prefill?.(context)
  const choices = choicesOf(context)
  const distinct = sharedControls(choices) ? choices.slice(0, 1) : choices
  const values = distinct.flatMap((choice) => [...fieldsOf(choice.controls, known, prefixOf(choices, choice))])
  return { language: context.language, values: new URLSearchParams(values), errors: [] }
}
