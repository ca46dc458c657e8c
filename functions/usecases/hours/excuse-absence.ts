import type { DeskInput } from '../../domain/acts/inputs.ts'
import { type Entry, entriesOf } from '../../domain/activity/ledger.ts'
import { isUnderWay, type CaseFile } from '../../domain/file/case-file.ts'
import { type ActOutcome, actOnFile, barred, byOf, invalid, refused } from '../file/act-on-file.ts'
import { excusePostings } from '../../domain/activity/absences.ts'
import { resume } from '../file/resume.ts'
import { withSanction } from '../../domain/activity/sanctions.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Deps } from '../ports/deps.ts'

/** The absences of a file that may be looked at again: not one that is before somebody else in a dispute. */
export const absencesOf = ({ request, postings }: Pick<CaseFile, 'request' | 'postings'>): Entry[] =>
  isUnderWay(request)
    ? entriesOf(postings).filter(
        ({ id, absence, counted }) =>
          absence && counted > 0 && !request.disputes?.some(({ entry, ruling }) => entry === id && !ruling),
      )
    : []

/**
 * An educator looks again at an absence: excused or not, posted back and anew with the reasons. A review that is open stays
 * for the manager to see, whatever is corrected.
 */
export async function excuseAbsence(
  deps: Deps,
  staff: Staff,
  id: string,
  { entry, excused, reasons }: DeskInput<'excuse'>,
): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  const acted = await actOnFile(deps, id, (file, now) => {
    const why = barred(file, staff, now)
    if (why) return refused(why)
    if (staff.member.role !== 'educator') return refused('role')
    const absence = absencesOf(file).find((each) => each.id === entry)
    if (!absence) return invalid({ field: 'entry', code: 'choice' })
    if (absence.absence?.excused === excused) return 'done'
    const postings = excusePostings(file, absence, excused, {
      request: id,
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
  })
  // A review that this opened is a workflow's: if starting it is lost, the hourly sweep starts it.
  if (acted.outcome === 'done') await resume(deps, id).catch((error: unknown) => deps.report('resume', id, error))
  return acted
}
