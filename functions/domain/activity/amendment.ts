import { addDays, dayOf } from '../base/calendar.ts'
import { placementOn } from './placements.ts'
import type { Problem } from '../base/problems.ts'
import { daysLost, pushedBack } from './push-back.ts'
import { isUnderWay, lacksCover, movedAsks, unsignedPeriods, type CaseFile } from '../file/case-file.ts'
import { nextVersion } from './agreement.ts'
import { absencesTakenBack } from './absences.ts'
import type { Answer } from '../questions/index.ts'
import type { AnswerContext } from '../questions/question.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Context } from '../file/context.ts'
import type { Interruption, Period, Placement } from '../file/activity.ts'
import type { Request } from '../file/request.ts'

const LAW = 'Regolamento, patto; L. 241/1990 art. 11(2)'

/** Puts a new version to the person: its text is fixed now. */
export function proposeAmendment(context: Context): ChangeDraft | undefined {
  const { amendment } = context.file.request
  if (!amendment || amendment.agreement) return undefined
  return {
    act: 'amendment.proposed',
    law: LAW,
    request: { amendment: { ...amendment, agreement: nextVersion(context, amendment) } },
  }
}

/** The last day on which a new version can be accepted: the one before it is to hold from, as its text says. */
export const lastDayToAccept = ({ file: { request } }: Pick<Context, 'file'>): string | undefined =>
  isUnderWay(request) && request.amendment ? addDays(request.amendment.placement.startsOn, -1) : undefined

/** The day it was to hold from came without an answer: what is in force goes on. The person is told, and who proposed it. */
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
 * The first day on which a placement may begin, if there is one: the one wanted or the day after it is accepted. At another
 * host than is agreed for that day it begins with a period, so that each has one supervisor, who signs for all of it.
 */
export function beginningOf(
  { periods, ...agreed }: Pick<Request, 'periods' | 'placement' | 'formerPlacements'>,
  { host, startsOn }: Pick<Placement, 'host' | 'startsOn'>,
  today: string,
): string | undefined {
  const tomorrow = addDays(today, 1)
  const wanted = startsOn > tomorrow ? startsOn : tomorrow
  if (host === placementOn(agreed, wanted)?.host) return periods.some(({ to }) => to >= wanted) ? wanted : undefined
  return periods.find(({ from }) => from >= wanted)?.from
}

/** Periods as they are, and after them those of an extension: whatever was settled or pushed back while the person read it. */
export function extended(periods: readonly Period[], proposed: readonly Period[]): Period[] {
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

/** The person's word on a new version: accepted in time it is what holds from its day on; declined nothing changes but that it was asked. */
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
  const periods = extended(request.periods, amendment.periods)
  const startsOn = beginningOf({ placement, formerPlacements, periods }, amendment.placement, dayOf(now))
  // What holds is what the person read: the day it begins, and the day the activity ends.
  if (startsOn !== amendment.placement.startsOn || periods.at(-1)?.to !== amendment.periods.at(-1)?.to)
    return [{ field: 'choice', code: 'amendment.late' }]
  // What would have begun later than this and never did leaves no trace.
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
 * Cover for an activity that ends later than it was to: the first day of cover stays as it was. Days between two covers are
 * days on which the activity stands still: no hour counts in them, and they are given back at its end as after a suspension.
 * Where the new cover does not reach that far, the rest is asked for next.
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
    postings: gap.from <= gap.to ? absencesTakenBack(file, gap, correction) : [],
    request: { ...left, cover: { policy: answer.policy, from: cover.from, to: answer.coverTo } },
    asks: movedAsks(file, left),
  }
}

/**
 * What is agreed with days on which the activity stood still: they are given back from the first period that is not signed
 * yet, or in a period of their own where all are. An activity that ends early ends on its day all the same.
 */
function standStill(file: CaseFile, gap: Interruption & { to: string }): Partial<Request> {
  const { interruptions = [], news = [], periods, endedEarly } = file.request
  const stood = { interruptions: [...interruptions, gap], news: [...news, { about: 'uncovered' as const, at: gap.at }] }
  if (endedEarly) return stood
  const [open] = unsignedPeriods(file)
  const from = open && open.from > gap.from ? open.from : gap.from
  // A suspension that goes on leaves out the days that are given back here, when it ends.
  const days = daysLost(
    interruptions.filter(({ to }) => to !== undefined),
    gap.from,
    gap.to,
  )
  const last = periods.at(-1)
  const more =
    last && days > 0 ? [{ number: last.number + 1, from: addDays(last.to, 1), to: addDays(last.to, days) }] : []
  return {
    ...(open ? pushedBack(file.request, from, days, dayOf(gap.at)) : { periods: [...periods, ...more] }),
    ...stood,
  }
}

/** The host whose supervisor answers for a period. */
export const hostOf = (request: Request, { to }: Pick<Period, 'to'>): string => placementOn(request, to)?.host ?? ''
