import { paperKind } from '../../../domain/procedure/papers.ts'
import type { DeskContext } from '../context.ts'
import { paperListMessagesOf } from '../../../texts/messages.ts'
import { sectionTools, PlainList, FileSection } from './section.tsx'

/** Lists the papers that were issued, with their fingerprints. */
export function FilePapers({ context }: { context: DeskContext }) {
  const { request, m, f } = sectionTools(context)
  const papers = paperListMessagesOf(context.language)
  return request.papers && request.papers.length > 0 ? (
    <FileSection id="papers" title={m.file.papers}>
      <PlainList
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
    </FileSection>
  ) : null
}
