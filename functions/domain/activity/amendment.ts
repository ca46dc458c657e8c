import { addDays, dayOf } from '../base/calendar.ts'
import { placementOn } from './placements.ts'
import type { Problem } from '../base/problems.ts'
import { daysLost, postponedAgreement } from '../hours/push-back.ts'
import { isUnderWay, lacksCover, movedAsks, unsignedPeriods, type CaseFile } from '../file/case-file.ts'
import { nextVersion } from './agreement.ts'
import { cancelAbsences } from '../hours/absences.ts'
import type { Answer } from '../questions/index.ts'
import type { AnswerContext } from '../questions/question.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Context } from '../file/context.ts'
import type { Interruption, Period, Placement } from '../file/activity.ts'
import type { Request } from '../file/request.ts'

const LAW = 'Regolamento, patto; L. 241/1990 art. 11(2)'

/** Proposes a new version to the person and fixes its text. */
export function proposeAmendment(context: Context): ChangeDraft | undefined {
  const { amendment } = context.file.request
  if (!amendment || amendment.agreement) return undefined
  return {
    act: 'amendment.proposed',
    law: LAW,
    request: { amendment: { ...amendment, agreement: nextVersion(context, amendment) } },
  }
}

/** Returns the last day on which a new version can be accepted: the day before it takes effect. */
export const lastDayToAccept = ({ file: { request } }: Pick<Context, 'file'>): string | undefined =>
  isUnderWay(request) && request.amendment ? addDays(request.amendment.placement.startsOn, -1) : undefined

/**
 * Lets a new version lapse whose first day came without an answer. The version in force continues; the person and the proposer
 * are notified.
 */
export function lapseAmendment({ file: { request }, now }: Context): ChangeDraft {
  const { amendment, fallenAmendments = [], news = [] } = request
  return {
    act: 'amendment.lapsed',
    law: LAW,
    request: amendment
      ? {
          amendment: undefined,
          fallenAmendments: [...fallenAmendments, { written: amendment.at, at: now }],
          news: [...news, { about: 'lapsed', at: now }, { about: 'lapsed', at: now, to: amendment.by }],
        }
      : {},
  }
}

/**
 * Returns the first day on which a placement may begin, if there is one: the wanted day, or the day after acceptance. At
 * another host it begins with a period, so that each period has one supervisor who signs for all of it.
 */
export function earliestStartOf(
  { periods, ...agreed }: Pick<Request, 'periods' | 'placement' | 'formerPlacements'>,
  { host, startsOn }: Pick<Placement, 'host' | 'startsOn'>,
  today: string,
): string | undefined {
  const tomorrow = addDays(today, 1)
  const wanted = startsOn > tomorrow ? startsOn : tomorrow
  if (host === placementOn(agreed, wanted)?.host) return periods.some(({ to }) => to >= wanted) ? wanted : undefined
  return periods.find(({ from }) => from >= wanted)?.from
}

/**
 * Returns the current periods followed by those of an extension, keeping what was settled or moved while the person read it.
 */
function extendedPeriods(periods: readonly Period[], proposed: readonly Period[]): Period[] {
  const last = periods.at(-1)
  if (!last) return []
  const later = proposed.filter(({ to }) => to > last.to)
  return [
    ...periods,
    ...later.map(({ from, to }, index) => ({
      number: last.number + index + 1,
      from: from > last.to ? from : addDays(last.to, 1),
      to,
    })),
  ]
}

/**
 * Applies the person's answer to a new version. Accepted in time, it is in force from its first day; declining leaves the
 * agreement unchanged.
 */
export function answerAmendment({
  answer,
  file: { request },
  now,
}: Pick<AnswerContext<Answer<'agreement'>>, 'answer' | 'file' | 'now'>): ChangeDraft | Problem[] {
  const { amendment, placement, formerPlacements = [] } = request
  if (!amendment?.agreement || !placement) return [{ field: 'choice', code: 'amendment.over' }]
  if (answer.choice === 'decline')
    return {
      act: 'amendment.declined',
      law: LAW,
      request: {
        amendment: undefined,
        declined: answer.reasons,
        news: [...(request.news ?? []), { about: 'declined', at: now, to: amendment.by }],
      },
    }
  const periods = extendedPeriods(request.periods, amendment.periods)
  const startsOn = earliestStartOf({ placement, formerPlacements, periods }, amendment.placement, dayOf(now))
  // The text that the person read must still hold: the first day, and the last day of the activity.
  if (startsOn !== amendment.placement.startsOn || periods.at(-1)?.to !== amendment.periods.at(-1)?.to)
    return [{ field: 'choice', code: 'amendment.late' }]
  // Placements that would have begun later than this one never took effect and are removed.
  const before = [...formerPlacements, placement].filter((each) => each.startsOn < startsOn)
  return {
    act: 'amendment.accepted',
    law: LAW,
    request: {
      placement: amendment.placement,
      formerPlacements: before.length > 0 ? before : [placement],
      periods,
      agreement: { ...amendment.agreement, acceptedAt: now },
      amendment: undefined,
    },
  }
}

const NO_COVER = 'Assicurazione non attiva'

/**
 * Extends the cover for an activity that ends later; its first day stays. Days between two covers interrupt the activity: no
 * hour counts on them, and they are given back at its end, as after a suspension. Where the new cover ends too early, the rest
 * is asked for next.
 */
export function extendCover({
  answer,
  ask,
  by,
  file,
  now,
}: Pick<AnswerContext<Answer<'insurance'>>, 'answer' | 'ask' | 'by' | 'file' | 'now'>): ChangeDraft | Problem[] {
  const { request } = file
  const { cover, periods } = request
  const endsOn = periods.at(-1)?.to
  if (!cover || !endsOn || !lacksCover(request)) return [{ field: 'choice', code: 'cover.enough' }]
  if (answer.coverTo < endsOn) return [{ field: 'coverTo', code: 'cover.end', values: { endsOn } }]
  if (answer.coverFrom > endsOn) return [{ field: 'coverFrom', code: 'start.late', values: { latest: endsOn } }]
  const gap = { from: addDays(cover.to, 1), to: addDays(answer.coverFrom, -1) }
  const left = gap.from <= gap.to ? standStill(file, { ...gap, reasons: NO_COVER, by: by.id, at: now }) : {}
  const correction = { request: request.id, by, at: now, why: ask.id, reasons: NO_COVER }
  return {
    act: 'cover.extended',
    law: 'DPR 1124/1965; polizza volontari',
    postings: gap.from <= gap.to ? cancelAbsences(file, gap, correction) : [],
    request: { ...left, cover: { policy: answer.policy, from: cover.from, to: answer.coverTo } },
    asks: movedAsks(file, left),
  }
}

/**
 * Returns the changes for days on which the activity was interrupted. They are given back from the first unsigned
 * period, or in a new period if all are signed. An activity that ends early still ends on its day.
 */
function standStill(file: CaseFile, gap: Interruption & { to: string }): Partial<Request> {
  const { interruptions = [], news = [], periods, endedEarly } = file.request
  const stood = { interruptions: [...interruptions, gap], news: [...news, { about: 'uncovered' as const, at: gap.at }] }
  if (endedEarly) return stood
  const [open] = unsignedPeriods(file)
  const from = open && open.from > gap.from ? open.from : gap.from
  // A suspension that continues leaves out the days given back here, when it ends.
  const days = daysLost(
    interruptions.filter(({ to }) => to !== undefined),
    gap.from,
    gap.to,
  )
  const last = periods.at(-1)
  const more =
    last && days > 0 ? [{ number: last.number + 1, from: addDays(last.to, 1), to: addDays(last.to, days) }] : []
  return {
    ...(open ? postponedAgreement(file.request, from, days, dayOf(gap.at)) : { periods: [...periods, ...more] }),
    ...stood,
  }
}

/** Returns the host whose supervisor answers for a period. */
export const hostOfPeriod = (request: Request, { to }: Pick<Period, 'to'>): string =>
  placementOn(request, to)?.host ?? ''
