import { papersMessagesOf } from '../texts/messages.ts'
import { aboutSection, officerName, paperOf, section, type PaperInput, unlessSealed } from './common.ts'
import { facts, type PaperContent, prose } from './content.ts'
import type { AgreementVersion } from '../domain/file/activity.ts'

const m = papersMessagesOf('it')

/**
 * Returns the paper of a proposed version of the agreement, with the fingerprint of its text and room for signatures. Of a
 * sealed file the text stays in the file, because it names people and places; the fingerprint identifies it.
 */
export function agreementPaper(
  subject: PaperInput,
  { version, text, courtesy, sha256, proposedAt }: AgreementVersion,
): PaperContent {
  // The first line is the title, which the paper has already.
  const [, ...points] = prose(text)
  const [, ...translated] = prose(courtesy?.text ?? '')
  return paperOf(subject, {
    title: m.titles.agreement,
    summary: [version === 1 ? m.agreement.summary : m.agreement.summaryOfVersion({ version })],
    sections: [
      aboutSection(subject),
      ...section(m.agreement.title, ...unlessSealed(subject, points)),
      ...section(
        m.agreement.courtesy,
        ...unlessSealed(
          subject,
          translated.map((block) =>
            block.block === 'text' && courtesy ? { ...block, lang: courtesy.language } : block,
          ),
        ),
      ),
      {
        heading: m.agreement.proof,
        blocks: [
          facts([m.agreement.version, String(version)], [m.agreement.fingerprint, sha256]),
          ...prose(m.agreement.fingerprintText),
        ],
      },
      {
        heading: m.agreement.paperTitle,
        blocks: [
          ...prose(m.agreement.paper),
          facts(
            [m.agreement.person, m.agreement.line],
            [m.agreement.day, m.agreement.line],
            [m.agreement.office, m.agreement.line],
          ),
        ],
      },
    ],
    signedBy: [officerName(subject)],
    at: proposedAt,
  })
}
