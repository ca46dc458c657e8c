import type { ComponentChildren } from 'preact'

type Props = { id: string; title: string; none?: string; lead?: string; children: ComponentChildren[] }

/** Things to do or to know of one kind: how many there are, and each in a line; or that there is none. */
export const WorkList = ({ id, title, none, lead, children }: Props) => (
  <section aria-labelledby={id}>
    <h2 id={id}>
      {title} ({children.length})
    </h2>
    {lead && <p>{lead}</p>}
    {children.length === 0 ? <p>{none}</p> : <ul class="worklist">{children}</ul>}
  </section>
)
