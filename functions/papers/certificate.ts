import { dayOf } from '../domain/base/calendar.ts'
import { balance, type Entry, shiftsOf } from '../domain/hours/ledger.ts'
import { placementOn } from '../domain/activity/placements.ts'
import { papersMessagesOf } from '../texts/messages.ts'
import { f, section, type PaperInput } from './common.ts'
import { bullets, facts, type PaperContent, prose, type PaperSection } from './content.ts'
import { numberOf } from '../domain/file/request.ts'
import { asksOf, type CaseFile } from '../domain/file/case-file.ts'
import { subjectOf } from '../domain/file/common.ts'

const m = papersMessagesOf('it')

/** Minutes of an entry that were verified. */
const verifiedOf = ({ postings }: Entry): number => balance(postings, 'verified')

/** Returns the closing report of a path, or else the last note on a timesheet. */
function wordsOf(file: CaseFile): string | undefined {
  const notes = asksOf(file, 'timesheet')
    .sort((a, b) => subjectOf(a).number - subjectOf(b).number)
    .flatMap(({ answer }) => (answer?.choice === 'hours' && answer.note ? [answer.note] : []))
  return file.request.conclusion?.report ?? notes.at(-1)
}

/** Groups the verified entries by project, in order of the first entry. */
const byProject = ({ request, postings }: CaseFile): Map<string, Entry[]> =>
  Map.groupBy(
    shiftsOf(postings).filter((entry) => verifiedOf(entry) > 0),
    ({ on }) => placementOn(request, on)?.project ?? '',
  )

function activitySection({ request, municipality }: PaperInput, id: string, entries: readonly Entry[]): PaperSection {
  const project = municipality.projects.find((each) => each.id === id)
  const host = municipality.hosts.find((each) => each.id === project?.host)
  const days = entries.map(({ on }) => on)
  const [from, to] = [f.day(days.at(0) ?? ''), f.day(days.at(-1) ?? '')]
  return {
    heading: project ? m.certificate.activity({ title: project.title }) : m.certificate.activityTitle,
    blocks: [
      facts(
        project && [m.certificate.what, project.description],
        // A place may reveal where a protected person is.
        !request.sealed && host && [m.certificate.host, host.name],
        [m.certificate.period, from === to ? from : m.certificate.fromTo({ from, to })],
        [m.certificate.hours, f.hours(entries.reduce((sum, entry) => sum + verifiedOf(entry), 0))],
      ),
    ],
  }
}

/**
 * Returns the certificate of hours and skills for a curriculum: what was done, where, when, and the verified hours to the
 * minute. It reveals no need, contribution, programme or office of the municipality.
 */
export function certificatePaper(subject: PaperInput, file: CaseFile): PaperContent {
  const { request, municipality } = subject
  const { firstName, lastName, birthDate } = request.application.applicant
  const { name } = municipality.office
  const projects = [...byProject(file)]
  const abilities = projects.flatMap(([id]) => municipality.projects.find((each) => each.id === id)?.abilities ?? [])
  const words = request.sealed ? undefined : wordsOf(file)
  const person = `${firstName} ${lastName}`
  // The time of the last verification.
  const at =
    file.postings
      .filter(({ to }) => to === 'verified')
      .map((each) => each.at)
      .sort()
      .at(-1) ?? request.receivedAt
  return {
    title: m.titles.certificate,
    number: m.certificate.number({ registryEntry: numberOf(request) }),
    issuer: { name, lines: [] },
    summary: [m.certificate.summary({ name: person, hours: f.hours(balance(file.postings, 'verified')) })],
    sections: [
      {
        heading: m.certificate.personTitle,
        blocks: [facts([m.certificate.name, person], [m.certificate.born, f.day(birthDate)])],
      },
      ...projects.map(([id, entries]) => activitySection(subject, id, entries)),
      ...section(m.certificate.abilitiesTitle, ...(abilities.length > 0 ? [bullets([...new Set(abilities)])] : [])),
      ...section(m.certificate.supervisorTitle, ...(words ? prose(words) : [])),
      { heading: m.certificate.kindTitle, blocks: prose(m.certificate.kind) },
    ],
    signatures: [
      [m.certificate.issuer, name],
      [m.signatures.on, f.day(dayOf(at))],
    ],
    seal: m.certificate.seal,
    at,
  }
}
