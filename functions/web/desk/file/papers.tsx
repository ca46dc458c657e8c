import { paperKind } from '../../../domain/file/papers.ts'
import type { DeskContext } from '../context.ts'
import { paperListMessagesOf } from '../../../texts/messages.ts'
import { tools, List, Section } from './section.tsx'

/** Lists the papers that were issued, with their fingerprints. */
export function Papers({ context }: { context: DeskContext }) {
  const { request, m, f } = tools(context)
  const papers = paperListMessagesOf(context.language)
  return request.papers && request.papers.length > 0 ? (
    <Section id="papers" title={m.file.papers}>
      <List
        items={request.papers.map(({ id, at, pdf }) => (
          <>
            <a href={`/desk/files/${request.id}/papers/${id}.html`}>
              {m.file.paper({ id: papers.names[paperKind(id)], moment: f.moment(at) })}
            </a>
            {' · '}
            <a href={`/desk/files/${request.id}/papers/${id}.pdf`}>
              {papers.pdf({ name: papers.names[paperKind(id)] })}
            </a>
            <br />
            <small>
              {m.file.fingerprint}: <code>{pdf}</code>
            </small>
          </>
        ))}
      />
    </Section>
  ) : null
}
