import * as z from 'zod'
import { mayManageActivity, withNews } from '../activity/under-way.ts'
import { openAsks, superseded } from '../file/case-file.ts'
import { barredFromActivity, byOf, defineAct, refused } from './act.ts'
import { reasons } from './fields.ts'

/** Withdraws an unanswered new version of the agreement; the version in force continues. */
export const withdrawAmendment = defineAct({
  /** `proposal` is the time of the version, so that a repeated form does not withdraw a later one. */
  input: z.strictObject({ proposal: z.string('choice').min(1, 'choice'), reasons }),
  may: (acting) => barredFromActivity(acting) ?? (acting.file.request.amendment ? undefined : 'nothingProposed'),
  repeated: ({ file, staff }, { proposal }) =>
    mayManageActivity(staff.member) &&
    file.request.fallenAmendments?.some(({ written, takenBack }) => takenBack && written === proposal)
      ? 'done'
      : undefined,
  decide: ({ file, staff, now }, { proposal, reasons }) => {
    const { request } = file
    const { amendment, fallenAmendments = [] } = request
    if (amendment?.at !== proposal) return refused('nothingProposed')
    return {
      act: 'amendment.withdrawn',
      by: byOf(staff),
      law: 'Regolamento, patto; L. 241/1990 art. 11(2)',
      request: {
        amendment: undefined,
        fallenAmendments: [
          ...fallenAmendments,
          { written: amendment.at, at: now, takenBack: { by: staff.member.id, reasons } },
        ],
        // A person who was not asked yet does not know of the version.
        ...(amendment.agreement ? withNews(request, 'takenBack', now) : {}),
      },
      asks: superseded(openAsks(file, 'agreement')),
    }
  },
  followUps: () => ['restartWorkflows'],
})
