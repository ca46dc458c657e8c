import { STAGES } from '../../../domain/procedure/lifecycle.ts'
import type { TrailEntry } from '../../../domain/file/trail.ts'
import { contactOf } from '../../../domain/procedure/who-may.ts'
import type { Verdict } from '../../../usecases/procedure/verify-trail.ts'
import type { DeskContext } from '../context.ts'
import { lookUp } from '../../../texts/sentences.ts'
import { Notice } from '../../../ui/page.tsx'
import { sectionTools, FileSection } from './section.tsx'

/** Returns the name of a trail entry and its subject. */
function actWords({ act, about }: TrailEntry, context: DeskContext): string {
  const { m, all } = sectionTools(context)
  const stage = STAGES.find((each) => act === `request.${each}`)
  const words = lookUp(m.trail, act) ?? (stage ? m.stages[stage] : act)
  const ask = context.file.asks.find(({ id }) => id === about)
  return ask ? `${words}: ${all.letters.ask.kinds[ask.kind]}` : words
}

/** Renders the trail and the result of its verification. */
export function Trail({
  context,
  trail,
  verdict,
}: {
  context: DeskContext
  trail: readonly TrailEntry[]
  verdict: Verdict
}) {
  const { m, f } = sectionTools(context)
  const { file, municipality } = context
  const who = ({ by }: TrailEntry): string =>
    by.role === 'system'
      ? m.file.system
      : by.role === 'citizen'
        ? m.list.citizen
        : (contactOf(by, municipality, file)?.name ?? by.id)
  return (
    <FileSection id="trail" title={m.file.trail}>
      {verdict.fault ? (
        <Notice kind="warning">
          <p>{m.file.broken({ sequence: verdict.fault.sequence })}</p>
        </Notice>
      ) : (
        <p>{m.file.whole({ count: verdict.entries })}</p>
      )}
      <ol class="trail">
        {trail.map((entry) => (
          <li key={entry.sequence}>
            <strong>{actWords(entry, context)}</strong>
            <span>
              {f.moment(entry.at)}, {who(entry)}
              {entry.law && (
                <>
                  {' '}
                  · <cite>{entry.law}</cite>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </FileSection>
  )
}
