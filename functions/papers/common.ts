import { dayOf } from '../domain/base/calendar.ts'
import type { Municipality, Regulation } from '../domain/municipality/regulation.ts'
import { formatOf } from '../texts/format.ts'
import { papersMessagesOf } from '../texts/messages.ts'
import { type Block, type PaperFact, facts, type PaperContent, prose, type PaperSection } from './content.ts'
import { numberOf, type Request } from '../domain/file/request.ts'

const m = papersMessagesOf('it')

export const f = formatOf('it')

/** The input of every paper. */
export type PaperInput = { request: Request; municipality: Municipality; rules: Regulation }

/** The content of an act that is not common to all papers. */
export type PaperAct = Pick<PaperContent, 'title' | 'summary' | 'sections' | 'at'> & {
  signedBy: readonly (PaperFact | undefined)[]
}

/** Returns a member of staff by name and role; undefined if the configuration no longer has them. */
export function memberOf({ municipality }: PaperInput, id: string | undefined): string | undefined {
  const member = municipality.staff.find((each) => each.id === id)
  return (
    member &&
    m.signatures.person({ name: `${member.firstName} ${member.lastName}`, role: m.signatures.roles[member.role] })
  )
}

/** Returns a member of staff as `memberOf` does, or else the id. */
export const memberName = (subject: PaperInput, id: string): string => memberOf(subject, id) ?? id

export const officerName = (subject: PaperInput): PaperFact | undefined => {
  const officer = memberOf(subject, subject.request.caseOfficer)
  return officer === undefined ? undefined : [m.signatures.officer, officer]
}

/** Returns the blocks, or none for a sealed file, whose papers hold no names, places or free text. */
export const unlessSealed = ({ request }: PaperInput, blocks: readonly Block[]): Block[] =>
  request.sealed ? [] : [...blocks]

export const section = (heading: string, ...blocks: readonly Block[]): PaperSection[] =>
  blocks.length > 0 ? [{ heading, blocks }] : []

/** Returns the section about the procedure: person, rules and responsible people (L. 241/1990 art. 8). */
export function aboutSection(subject: PaperInput): PaperSection {
  const { request, municipality, rules } = subject
  const { applicant, need } = request.application
  return {
    heading: m.facts.title,
    blocks: [
      facts(
        [m.facts.number, numberOf(request)],
        [m.facts.subject, m.subjects[need.kind]],
        [
          m.facts.person,
          request.sealed
            ? m.sealedPerson
            : m.person({ firstName: applicant.firstName, lastName: applicant.lastName, taxCode: applicant.taxCode }),
        ],
        [m.facts.received, f.day(dayOf(request.receivedAt))],
        [m.facts.regulation, m.facts.version({ title: rules.title, version: rules.version })],
        officerName(subject),
        [m.facts.office, municipality.office.office],
      ),
      ...(request.sealed ? prose(m.sealedText) : []),
    ],
  }
}

export const remediesSection = ({ municipality: { office }, rules }: PaperInput): PaperSection => {
  const { court, president } = rules.parameters.appealDays.value
  return {
    heading: m.remedies.title,
    blocks: prose(
      m.remedies.court({ court: office.court, count: court }),
      m.remedies.president({ count: president }),
      m.remedies.talk({ email: office.email, phone: office.phone }),
    ),
  }
}

/** Completes an act to a paper: issuer, access to the file, privacy and signatures. */
export function paperOf(
  { request, municipality: { office } }: PaperInput,
  { sections, signedBy, ...act }: PaperAct,
): PaperContent {
  return {
    ...act,
    number: m.number({ registryEntry: numberOf(request) }),
    issuer: { name: office.name, lines: [office.office, office.address, `${office.email} · ${office.phone}`] },
    sections: [
      ...sections,
      {
        heading: m.access.title,
        blocks: prose(m.access.text({ office: office.office, address: office.address, email: office.email })),
      },
      { heading: m.privacy.title, blocks: prose(m.privacy.text) },
    ],
    signatures: [...signedBy, [m.signatures.on, f.day(dayOf(act.at))] as const].filter((fact) => fact !== undefined),
    seal: m.seal,
  }
}
