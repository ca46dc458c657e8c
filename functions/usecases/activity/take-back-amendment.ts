import type { DeskInput } from '../../domain/acts/inputs.ts'
import { type ActOutcome, actOnFile, byOf, refused } from '../file/act-on-file.ts'
import { fallenAsks, restartWorkflows, notOnActivity, withNews } from './activity-acts.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Takes back a new version of the agreement that the person has not answered yet: the version in force goes on. `proposal` is
 * when it was written, so that a form sent twice takes back nothing that was written after it.
 */
export async function takeBackAmendment(
  deps: Deps,
  staff: Staff,
  id: string,
  { proposal, reasons }: DeskInput<'take-back'>,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const { amendment, fallenAmendments = [] } = request
    const why = notOnActivity(file, staff, now)
    if (why) return refused(why)
    if (fallenAmendments.some(({ written, takenBack }) => takenBack && written === proposal)) return 'done'
    if (amendment?.at !== proposal) return refused('nothingProposed')
    return {
      act: 'amendment.taken_back',
      by: byOf(staff),
      law: 'Regolamento, patto; L. 241/1990 art. 11(2)',
      request: {
        amendment: undefined,
        fallenAmendments: [
          ...fallenAmendments,
          { written: amendment.at, at: now, takenBack: { by: staff.member.id, reasons } },
        ],
        // Who was not asked yet knows of nothing.
        ...(amendment.agreement ? withNews(request, 'takenBack', now) : {}),
      },
      asks: fallenAsks(file).filter(({ kind }) => kind === 'agreement'),
    }
  })
  return restartWorkflows(deps, id, acted)
}
