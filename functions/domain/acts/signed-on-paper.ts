import * as z from 'zod'
import { mayManageActivity } from '../activity/under-way.ts'
import { day, dayOf } from '../base/calendar.ts'
import type { Ask } from '../file/ask.ts'
import { asksOf, type CaseFile, openAsks } from '../file/case-file.ts'
import { agreement } from '../questions/agreement.ts'
import { barred, byOf, defineAct, invalid, refused } from './act.ts'
import { confirm } from './fields.ts'

const openAgreement = (file: CaseFile): Ask | undefined => openAsks(file, 'agreement').at(0)

/**
 * Records that the person signed the printed agreement, of which the office keeps the sheet (DPR 445/2000 art. 38). It
 * counts as the person's own answer.
 */
export const signedOnPaper = defineAct({
  input: z.strictObject({ on: day, confirm }),
  may: (acting) =>
    barred(acting) ??
    (mayManageActivity(acting.staff.member) ? (openAgreement(acting.file) ? undefined : 'noAgreement') : 'role'),
  repeated: ({ file, staff }, { on }) => {
    const { onPaper } = file.request.agreement ?? {}
    return !openAgreement(file) && onPaper?.by === staff.member.id && onPaper.on === on ? 'done' : undefined
  },
  decide: ({ file, staff, municipality, now }, { on }) => {
    const ask = openAgreement(file)
    if (!ask) return refused('noAgreement')
    const by = byOf(staff)
    const proposedOn = dayOf(ask.openedAt)
    if (on > dayOf(now)) return invalid({ field: 'on', code: 'paper.future' })
    if (on < proposedOn) return invalid({ field: 'on', code: 'paper.before', values: { proposedOn } })
    const answer = { choice: 'accept' } as const
    const change = agreement.decide({ file, municipality, now, ask, answer, by })
    if (Array.isArray(change)) return { outcome: 'invalid', problems: change.map((each) => ({ ...each, field: 'on' })) }
    const accepted = change?.request?.agreement
    if (!change || !accepted) return refused('noAgreement')
    return {
      ...change,
      by,
      about: ask.id,
      request: { ...change.request, agreement: { ...accepted, onPaper: { by: by.id, on } } },
      asks: [{ ...ask, status: 'answered', answer, answeredAt: now, answeredBy: by }],
    }
  },
  followUps: ({ file, written }) => {
    const answered = asksOf(file, 'agreement').findLast(({ status }) => status === 'answered')
    return written && answered ? [{ answered: answered.id }] : []
  },
})
