import type { ActRefusal } from '../../../domain/acts/act.ts'
import type { ActName } from '../../../domain/acts/index.ts'
import { deskMessagesOf } from '../../../texts/messages.ts'
import { blank, type Form, fieldsOf } from '../../../ui/controls.ts'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { link } from '../../../ui/page.tsx'
import { type DeskContext, titleOf } from '../context.ts'
import { Desk } from '../shell.tsx'
import { ACT_VIEWS } from './index.ts'
import { actPrefix } from './view.ts'

const pathOf = ({ file }: DeskContext): string => `/desk/files/${file.request.id}`

/** Returns the form of an act with its prefilled values. */
export const formOf = (context: DeskContext, act: ActName): Form => {
  const { controls, prefill } = ACT_VIEWS[act]
  return blank(context.language, fieldsOf(controls(context), prefill?.(context), actPrefix(act)))
}

type FormProps = { context: DeskContext; act: ActName; form?: Form }

/** Renders the form of an act, with its button. */
export function ActForm({ context, act, form = formOf(context, act) }: FormProps) {
  const { language } = context
  const texts = deskMessagesOf(language).acts[act]
  return (
    <form method="post" action={link(`${pathOf(context)}/${act}`, language)} novalidate>
      <p>{texts.lead}</p>
      <Fields form={form} controls={ACT_VIEWS[act].controls(context)} prefix={actPrefix(act)} />
      <button class="btn btn-primary" type="submit">
        {texts.submit}
      </button>
    </form>
  )
}

/** Renders an act that failed: its form with the errors, or why it is refused. */
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
