import { h, type ComponentChildren } from 'preact'
import { render } from 'preact-render-to-string'
import { papersMessagesOf } from '../texts/messages.ts'
import { type Block, type PaperFact, isShort, type PaperContent, type PaperSection } from './content.ts'
import { Columns } from '../ui/table.tsx'

const m = papersMessagesOf('it')

/** Inlined styles: a paper must look the same when it is opened from a disk in twenty years. */
const STYLE = `
:root { color: #17212b; background: #eef1f4; font: 1rem/1.55 "Titillium Web", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
body { margin: 0; }
main { max-width: 46rem; margin: 2rem auto; padding: 2.5rem clamp(1.25rem, 6vw, 4rem); background: #fff; box-shadow: 0 1px 6px #0002; overflow-wrap: anywhere; }
header { border-bottom: 3px solid #0059b3; padding-bottom: 1rem; }
header p { margin: 0; }
.issuer { font-size: 1.25rem; font-weight: 600; color: #004080; }
.number { margin-top: 1.75rem; color: #435261; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .25rem 0 1.5rem; }
h2 { font-size: 1.15rem; color: #004080; margin: 2rem 0 .5rem; break-after: avoid; }
p { margin: .5rem 0; white-space: pre-line; }
.summary { background: #e8f1fb; border-left: 4px solid #0059b3; padding: .75rem 1.25rem; margin: 0; font-size: 1.1rem; }
.summary h2 { margin: 0; font-size: 1rem; }
dl { margin: .75rem 0; border-top: 1px solid #d5dce3; }
dl div { display: grid; grid-template-columns: minmax(9rem, 1fr) 2fr; gap: 0 1.5rem; padding: .4rem 0; border-bottom: 1px solid #d5dce3; break-inside: avoid; }
dt { color: #435261; }
dd { margin: 0; white-space: pre-line; }
strong { font-weight: 600; }
ul, ol { padding-left: 1.4rem; }
li { margin: .35rem 0; }
table { width: 100%; border-collapse: collapse; margin: .75rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #d5dce3; }
th { color: #435261; font-weight: 400; border-bottom-color: #8696a5; }
footer { margin-top: 2.5rem; border-top: 3px solid #0059b3; padding-top: .5rem; }
footer p { font-size: .85rem; color: #435261; }
@media (max-width: 30rem) { main { margin: 0; } dl div { grid-template-columns: 1fr; } }
@media print { @page { size: A4; margin: 20mm; } :root { background: #fff; font-size: 10.5pt; } main { max-width: none; margin: 0; padding: 0; box-shadow: none; } }
`.trim()

const Facts = ({ facts }: { facts: readonly PaperFact[] }) => (
  <dl>
    {facts.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{isShort(value) ? <strong>{value}</strong> : value}</dd>
      </div>
    ))}
  </dl>
)

function Piece({ block }: { block: Block }): ComponentChildren {
  switch (block.block) {
    case 'text':
      return <p {...(block.lang ? { lang: block.lang } : {})}>{block.text}</p>
    case 'facts':
      return <Facts facts={block.facts} />
    case 'list':
      return h(
        block.numbered ? 'ol' : 'ul',
        {},
        block.items.map((item) => <li key={item}>{item}</li>),
      )
    case 'table':
      return (
        <table>
          <Columns names={block.head} />
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}

const Part = ({ section: { heading, blocks } }: { section: PaperSection }) => (
  <section>
    <h2>{heading}</h2>
    {blocks.map((block, index) => (
      <Piece key={index} block={block} />
    ))}
  </section>
)

/** Renders a paper as one self-contained page of HTML: no script, file or external address. */
export function renderPaper({ title, number, issuer, summary, sections, signatures, seal }: PaperContent): string {
  const page = render(
    <html lang="it">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} – ${number}`}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <header>
            <p class="issuer">{issuer.name}</p>
            {issuer.lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </header>
          <p class="number">{number}</p>
          <h1>{title}</h1>
          <section class="summary">
            <h2>{m.summaryTitle}</h2>
            {summary.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </section>
          {sections.map((section) => (
            <Part key={section.heading} section={section} />
          ))}
          <footer>
            <Facts facts={signatures} />
            <p>{seal}</p>
          </footer>
        </main>
      </body>
    </html>,
  )
  return `<!DOCTYPE html>${page}`
}
