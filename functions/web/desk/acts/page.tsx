import type { DeskAct } from '../../../domain/acts/inputs.ts'
import type { ActRefusal } from '../../../usecases/file/act-on-file.ts'
import { blank, type Form } from '../../../ui/controls.ts'
import { controlsOf, type DeskContext, prefixOf, startOf, titleOf } from './forms.ts'
import { Desk } from '../home/page.tsx'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { deskMessagesOf } from '../../../texts/desk.ts'
import { link } from '../../../ui/page.tsx'

const pathOf = ({ file }: DeskContext): string => `/desk/files/${file.request.id}`

type FormProps = { context: DeskContext; act: DeskAct; form?: Form }

/** The questions of an act, with its button. */
export function ActForm({ context, act, form = blank(context.language, startOf(act, context)) }: FormProps) {
  const { language } = context
  const texts = deskMessagesOf(language).acts[act]
  return (
    <form method="post" action={link(`${pathOf(context)}/${act}`, language)} novalidate>
      <p>{texts.lead}</p>
      <Fields form={form} controls={controlsOf(act, context)} prefix={prefixOf(act)} />
      <button class="btn btn-primary" type="submit">
        {texts.submit}
      </button>
    </form>
  )
}

/** An act that did not go through: its form with what is wrong in it, or why it may not be done. */
export function DeskActPage({ refused, ...props }: FormProps & { refused?: ActRefusal }) {
  const { context, act, form } = props
  const m = deskMessagesOf(context.language)
  const { title } = m.acts[act]
  return (
    <Desk {...context} title={title} path={pathOf(context)} hasErrors>
      <div class="narrow">
        {form && <ErrorSummary form={form} />}
        <h1>{title}</h1>
        {refused && (
          <div class="alert alert-danger" role="alert">
            <p>{m.refused[refused]}</p>
          </div>
        )}
        {form && <ActForm {...props} />}
        <p class="mt-4">
          <a href={link(pathOf(context), context.language)}>{titleOf(context)}</a>
        </p>
      </div>
    </Desk>
  )
}
