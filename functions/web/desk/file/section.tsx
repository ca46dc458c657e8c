import type { ComponentChildren } from 'preact'
import type { DeskContext } from '../context.ts'
import { formatOf } from '../../../texts/format.ts'
import { deskMessagesOf, messagesOf } from '../../../texts/messages.ts'
import { type FactList, Facts } from '../../../ui/page.tsx'

/** Returns the request, texts and formats that sections share. */
export const sectionTools = ({ file: { request }, language }: DeskContext) => ({
  request,
  m: deskMessagesOf(language),
  all: messagesOf(language),
  labels: messagesOf(language).asks.facts,
  f: formatOf(language),
})

/** Shows a list without bullets. */
export const PlainList = ({ items }: { items: readonly ComponentChildren[] }) => (
  <ul class="plain">
    {items.map((item, index) => (
      <li key={index}>{item}</li>
    ))}
  </ul>
)

type SectionProps = { id: string; title: string; children: ComponentChildren }

/** Shows a section under its heading. */
export const FileSection = ({ id, title, children }: SectionProps) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
)

/** Shows labelled values under a heading, or nothing if there are none. */
export const FactSection = ({ id, title, facts }: { id: string; title: string; facts: FactList }) =>
  facts.some(Boolean) ? (
    <FileSection id={id} title={title}>
      <Facts facts={facts} />
    </FileSection>
  ) : null
