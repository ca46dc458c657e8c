import type { ComponentChildren } from 'preact'

type Props = { id: string; title: string; none?: string; lead?: string; children: ComponentChildren[] }

/** Renders a titled list with its count, or a text if it is empty. */
export const WorkList = ({ id, title, none, lead, children }: Props) => (
  <section aria-labelledby={id}>
    <h2 id={id}>
      {title} ({children.length})
    </h2>
    {lead && <p>{lead}</p>}
    {children.length === 0 ? <p>{none}</p> : <ul class="worklist">{children}</ul>}
  </section>
)
