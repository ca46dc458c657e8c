import type { Language } from '../../domain/base/languages.ts'
import { formatOf } from '../../texts/format.ts'
import { matchingMessagesOf, messagesOf } from '../../texts/messages.ts'
import { sentence } from '../../texts/sentences.ts'
import { type Matching, PROPOSED, type Why } from '../../domain/activity/matching.ts'
import type { Municipality, Project } from '../../domain/municipality/regulation.ts'
import type { Option } from '../../ui/controls.ts'
type Props = { matching: Matching; municipality: Municipality; language: Language }

const titleOf = ({ projects }: Municipality, id: string): string =>
  projects.find((project) => project.id === id)?.title ?? id

/** Formats the opening hours of a project, with days of the same hours together. */
function hoursOf({ hours }: Project, language: Language): string {
  const { weekdays } = messagesOf(language)
  const days = new Map<string, string[]>()
  for (const { weekday, from, to } of hours)
    days.set(`${from}–${to}`, [...(days.get(`${from}–${to}`) ?? []), weekdays[weekday - 1] ?? ''])
  return [...days].map(([span, names]) => `${names.join(', ')} ${span}`).join('; ')
}

/** Formats the reasons for the rank of a project. */
function reasonsOf({ abilities, asked, km, left, takenPercent }: Why, language: Language): string[] {
  const { why } = matchingMessagesOf(language)
  const { decimal, list } = formatOf(language)
  return [
    ...(abilities.length > 0 ? [why.abilities({ list: list([...abilities]) })] : asked > 0 ? [why.noAbilities] : []),
    km === undefined ? why.kmUnknown : why.km({ km: decimal(km) }),
    why.left({ count: left, percent: takenPercent }),
  ]
}

/** Returns the projects to choose from in order, each with its description and the reasons for its rank. */
export function projectOptions({
  municipality,
  language,
  matching,
}: Omit<Props, 'matching'> & { matching?: Matching | undefined }): Option[] {
  const { why } = matchingMessagesOf(language)
  const optionOf = (project: Project, reasons: readonly string[]): Option => {
    const host = municipality.hosts.find(({ id }) => id === project.host)
    const where = `${host?.name ?? project.host}, ${project.site?.address ?? host?.address ?? ''}.`
    return {
      value: project.id,
      label: project.title,
      hint: [where, project.description, why.hours({ hours: hoursOf(project, language) }), ...reasons].join(' '),
    }
  }
  // Reading a form needs no order of projects.
  if (!matching) return municipality.projects.map((project) => optionOf(project, []))
  return matching.proposed.flatMap(({ project: id, why: reasons }, rank) => {
    const project = municipality.projects.find((each) => each.id === id)
    const said = reasonsOf(reasons, language)
    return project ? [optionOf(project, rank < PROPOSED ? said : [why.override, ...said])] : []
  })
}

/** Renders the basis of a proposal, and each excluded project with the reasons. */
export function MatchingNotes({ matching, municipality, language }: Props) {
  const m = matchingMessagesOf(language)
  const { proposed, excluded, unknown } = matching
  return (
    <section>
      <h2>{m.title}</h2>
      <p>{proposed.length > 0 ? m.lead : m.none}</p>
      {unknown.length > 0 && (
        <p class="form-text">
          {m.unknown({ parts: formatOf(language).list(unknown.map((part) => m.unknownParts[part])) })}
        </p>
      )}
      {excluded.length > 0 && (
        <details open={proposed.length === 0}>
          <summary>{m.excluded({ count: excluded.length })}</summary>
          <dl>
            {excluded.map(({ project, limits }) => (
              <div key={project}>
                <dt>{titleOf(municipality, project)}</dt>
                {limits.map((limit) => (
                  <dd key={limit.code}>{sentence({ field: 'project', ...limit }, language)}</dd>
                ))}
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  )
}
