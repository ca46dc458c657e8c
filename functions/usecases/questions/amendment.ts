import { addDays, dayOf } from '../../domain/calendar.ts'
import { placementOn } from '../../domain/placements.ts'
import type { Problem } from '../../domain/problems.ts'
import type { Period, Placement, Request } from '../../domain/records.ts'
import { lacksCover } from '../../domain/standing.ts'
import { nextVersion } from '../agreement.ts'
import { absencesTakenBack } from '../record-absence.ts'
import type { AnswerContext, Context, Effectual } from './question.ts'

const LAW = 'Regolamento, patto; L. 241/1990 art. 11(2)'

/** Puts a new version to the person: its text is fixed now. */
export function proposeAmendment(context: Context): Effectual | undefined {
  const { amendment } = context.file.request
  if (!amendment || amendment.agreement) return undefined
  return {
    act: 'amendment.proposed',
    law: LAW,
    request: { amendment: { ...amendment, agreement: nextVersion(context, amendment) } },
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

/** The person's word on a new version: accepted it is what holds from its day on; declined nothing changes but that it was asked. */
export function answerAmendment({
  answer,
  file: { request },
  now,
}: Pick<AnswerContext<'agreement'>, 'answer' | 'file' | 'now'>): Effectual | Problem[] {
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
  if (startsOn === undefined) return [{ field: 'choice', code: 'amendment.late' }]
  // What would have begun later than this and never did leaves no trace.
  const before = [...formerPlacements, placement].filter((each) => each.startsOn < startsOn)
  return {
    act: 'amendment.accepted',
    law: LAW,
    request: {
      placement: { ...amendment.placement, startsOn },
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
 * days on which the activity stands still: no hour counts in them.
 */
export function extendCover({
  answer,
  ask,
  by,
  file,
  now,
}: Pick<AnswerContext<'insurance'>, 'answer' | 'ask' | 'by' | 'file' | 'now'>): Effectual | Problem[] {
  const { request } = file
  const { cover, periods } = request
  const endsOn = periods.at(-1)?.to
  if (!cover || !endsOn || !lacksCover(request)) return [{ field: 'choice', code: 'cover.enough' }]
  if (answer.coverTo < endsOn) return [{ field: 'coverTo', code: 'cover.end', values: { endsOn } }]
  if (answer.coverFrom > endsOn) return [{ field: 'coverFrom', code: 'start.late', values: { latest: endsOn } }]
  const [gapFrom, gapTo] = [addDays(cover.to, 1), addDays(answer.coverFrom, -1)]
  const correction = { request: request.id, by, at: now, why: ask.id, reasons: NO_COVER }
  return {
    act: 'cover.extended',
    law: 'DPR 1124/1965; polizza volontari',
    postings: gapFrom <= gapTo ? absencesTakenBack(file, { from: gapFrom, to: gapTo }, correction) : [],
    request: {
      cover: { policy: answer.policy, from: cover.from, to: answer.coverTo },
      ...(gapFrom <= gapTo
        ? {
            interruptions: [
              ...(request.interruptions ?? []),
              { from: gapFrom, to: gapTo, reasons: NO_COVER, by: by.id, at: now },
            ],
          }
        : {}),
    },
  }
}

/** The host whose supervisor answers for a period. */
export const hostOf = (request: Request, { to }: Pick<Period, 'to'>): string => placementOn(request, to)?.host ?? ''
