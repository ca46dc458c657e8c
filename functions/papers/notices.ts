import { startOf } from '../domain/base/calendar.ts'
import { papersMessagesOf } from '../texts/messages.ts'
import {
  aboutSection,
  f,
  memberOf,
  officerName,
  paperOf,
  remediesSection,
  section,
  type PaperInput,
  unlessSealed,
} from './common.ts'
import { bullets, facts, numbered, type PaperContent, prose } from './content.ts'
import type { Review } from '../domain/file/review.ts'
import type { RejectionNotice } from '../domain/file/request.ts'

const m = papersMessagesOf('it')

/**
 * Returns the opening notice (L. 241/1990 art. 7-8): office, responsible person, dates, remedies against silence, access to
 * the file.
 */
export function openingPaper(subject: PaperInput): PaperContent {
  const { request, municipality, rules } = subject
  const { value: days, article } = rules.parameters.termDays
  const substitute = municipality.staff.find(({ role, substituteFor }) => role === 'manager' && substituteFor)
  return paperOf(subject, {
    title: m.titles.opening,
    summary: [m.opening.summary({ day: f.day(request.dueOn) })],
    sections: [
      aboutSection(subject),
      {
        heading: m.opening.title,
        blocks: [
          facts(
            [m.opening.due, f.day(request.dueOn)],
            [m.opening.term, m.opening.prescribed({ days: m.time.days({ count: days }), article })],
          ),
          ...prose(m.opening.text),
        ],
      },
      {
        heading: m.silence.title,
        blocks: prose(
          ...(substitute ? [m.silence.substitute({ who: memberOf(subject, substitute.id) ?? substitute.id })] : []),
          m.silence.court({ court: municipality.office.court }),
        ),
      },
      { heading: m.law.title, blocks: [bullets([m.law.opening, m.law.term])] },
    ],
    signedBy: [officerName(subject)],
    at: request.receivedAt,
  })
}

/** Returns the notice of the reasons against a request (art. 10-bis): numbered grounds, and the last day to answer them. */
export function rejectionPaper(subject: PaperInput, { grounds, on, until }: RejectionNotice): PaperContent {
  const { rejectionNoticeDays } = subject.rules.parameters
  return paperOf(subject, {
    title: m.titles.rejection,
    summary: [m.rejection.summary({ day: f.day(until) })],
    sections: [
      aboutSection(subject),
      ...section(m.rejection.title, ...unlessSealed(subject, [numbered(grounds)])),
      {
        heading: m.rejection.howTitle,
        blocks: prose(m.rejection.how({ count: rejectionNoticeDays.value, day: f.day(until) }), m.rejection.effect),
      },
      { heading: m.law.title, blocks: [bullets([m.law.notice])] },
    ],
    signedBy: [officerName(subject)],
    at: startOf(on),
  })
}

const isWarning = ({ kind }: Review): boolean => kind === 'warning'
const whyTitle = (review: Review): string => (isWarning(review) ? m.review.warningTitle : m.review.title)

const opener = (subject: PaperInput, id: string) => {
  const who = memberOf(subject, id)
  return who === undefined ? undefined : ([m.signatures.officer, who] as const)
}

/** Returns the notice that a decision is under review, and how to be heard (art. 7-8). */
export const reviewPaper = (subject: PaperInput, review: Review): PaperContent =>
  paperOf(subject, {
    title: isWarning(review) ? m.titles.warning : m.titles.review,
    summary: [m.review.summaries[review.kind]],
    sections: [
      aboutSection(subject),
      ...section(whyTitle(review), ...unlessSealed(subject, prose(review.grounds))),
      {
        heading: m.review.hearingTitle,
        blocks: prose(m.review.hearing({ count: subject.rules.parameters.hearingDays.value })),
      },
      { heading: m.law.title, blocks: [bullets([m.law.opening, m.law[review.kind]])] },
    ],
    signedBy: [opener(subject, review.openedBy)],
    at: review.openedAt,
  })

/** Returns the paper of the ruling on a review, with reasons and appeal (L. 241/1990 art. 3). */
export function rulingPaper(subject: PaperInput, review: Review, ruling: NonNullable<Review['ruling']>): PaperContent {
  const { falseDeclarationBanYears } = subject.rules.parameters
  const asWarning = isWarning(review)
  const said = ruling.upheld ? m.review.upheld[review.kind] : asWarning ? m.review.notWarned : m.review.dismissed
  const titles = asWarning
    ? { upheld: m.titles.warned, dismissed: m.titles.notWarned }
    : { upheld: m.titles.upheld, dismissed: m.titles.dismissed }
  const ban =
    ruling.upheld && review.falseDeclaration && !subject.request.sealed
      ? [m.review.ban({ count: falseDeclarationBanYears.value })]
      : []
  const decider = memberOf(subject, ruling.by)
  return paperOf(subject, {
    title: ruling.upheld ? titles.upheld : titles.dismissed,
    summary: [said],
    sections: [
      aboutSection(subject),
      ...section(whyTitle(review), ...unlessSealed(subject, prose(review.grounds))),
      {
        heading: m.review.heard,
        blocks: review.hearing ? unlessSealed(subject, prose(review.hearing.text)) : prose(m.review.silent),
      },
      ...section(m.reasons.title, ...unlessSealed(subject, prose(ruling.reasons))),
      { heading: m.decision.title, blocks: prose(said, ...ban) },
      { heading: m.law.title, blocks: [bullets([m.law.reasons, m.law[review.kind]])] },
      remediesSection(subject),
    ].filter(({ blocks }) => blocks.length > 0),
    signedBy: [decider === undefined ? undefined : [m.signatures.decider, decider]],
    at: ruling.at,
  })
}
