import { deskMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import { pinOf } from '../../../usecases/access/visitor.ts'
import { type DeskContext, titleOf } from '../context.ts'
import { Desk } from '../shell.tsx'
import { type ActView, fieldsOf } from './view.ts'

/** Renders the new PIN once, at the desk. */
function PinPage({ context, pin }: { context: DeskContext; pin: string }) {
  const { language, file } = context
  const { acts, newPin: m } = deskMessagesOf(language)
  const path = `/desk/files/${file.request.id}`
  return (
    <Desk {...context} title={acts['renew-pin'].title} path={path}>
      <div class="narrow">
        <h1>{m.title}</h1>
        <p>{m.number({ number: file.request.registryEntry ?? '' })}</p>
        <p class="pin">{pin}</p>
        <p>{m.text}</p>
        <p class="mt-4">
          <a href={link(path, language)}>{titleOf(context)}</a>
        </p>
      </div>
    </Desk>
  )
}

export const renewPin: ActView = {
  controls: (context) => {
    const { identity, identityYes } = fieldsOf(context)
    return [{ path: 'confirm', type: 'radio', ...identity, options: [{ value: 'yes', label: identityYes }] }]
  },
  // Shown in this response only: no address shows the PIN to staff again.
  answer: async (deps, context, file) => rendered(PinPage, { context, pin: await pinOf(deps, file.request) }),
}
