import * as z from 'zod'
import { excusableAbsences, excusePostings } from '../hours/absences.ts'
import { withSanction } from '../hours/sanctions.ts'
import { barred, byOf, defineAct, invalid } from './act.ts'
import { reasons } from './fields.ts'

/**
 * Reviews an absence: excuses it or withdraws the excuse, by reversal and a new posting with the reasons. An open review
 * stays with the manager.
 */
export const excuse = defineAct({
  input: z.strictObject({ entry: z.string('choice').min(1, 'choice'), excused: z.boolean('choice'), reasons }),
  may: (acting) => barred(acting) ?? (acting.staff.member.role === 'educator' ? undefined : 'role'),
  applies: ({ file }) => excusableAbsences(file).length > 0,
  decide: ({ file, staff, municipality, now }, { entry, excused, reasons }) => {
    const absence = excusableAbsences(file).find(({ id }) => id === entry)
    if (!absence) return invalid({ field: 'entry', code: 'choice' })
    if (absence.absence?.excused === excused) return 'done'
    const postings = excusePostings(file, absence, excused, {
      request: file.request.id,
      by: byOf(staff),
      at: now,
      why: 'excuse',
      reasons,
    })
    return {
      act: excused ? 'absence.excused' : 'absence.unexcused',
      by: byOf(staff),
      law: 'Regolamento, patto',
      about: entry,
      postings,
      request: excused ? {} : withSanction({ file, municipality, now }, postings),
    }
  },
  // A threshold may open a review, which has its own workflow.
  followUps: () => ['resumeWorkflows'],
})
