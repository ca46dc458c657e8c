import { type DeskContext, titleOf } from './forms.ts'
import { Desk } from '../home/page.tsx'
import { deskMessagesOf } from '../../../texts/desk.ts'
import { link } from '../../../ui/page.tsx'

/** The new digits of a person, told once to who stands at the desk with them. */
export function DeskPinPage({ context, pin }: { context: DeskContext; pin: string }) {
  const { language, file } = context
  const { acts, newPin: m } = deskMessagesOf(language)
  const path = `/desk/files/${file.request.id}`
  return (
    <Desk {...context} title={acts['renew-pin'].title} path={path}>
      <div class="narrow">
        <h1>{m.title}</h1>
        <p>{m.number(file.request.registryEntry ?? '')}</p>
        <p class="pin">{pin}</p>
        <p>{m.text}</p>
        <p class="mt-4">
          <a href={link(path, language)}>{titleOf(context)}</a>
        </p>
      </div>
    </Desk>
  )
}
