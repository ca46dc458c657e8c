import type { Problem } from '../../domain/base/problems.ts'
import { hasEnded } from '../../domain/procedure/lifecycle.ts'
import { sees } from '../../domain/file/sealed.ts'
import { amend } from './amend.ts'
import { hasConflict } from '../../domain/procedure/who-may.ts'
import type { Change } from '../../domain/file/change.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** Why an act of staff is not done; each has its sentence in the catalogue of the desk. */
export type ActRefusal =
  | 'hidden'
  | 'role'
  | 'conflict'
  | 'ended'
  | 'notYet'
  | 'notSealed'
  | 'named'
  | 'noDecision'
  | 'reviewOpen'
  | 'notUnderWay'
  | 'noAgreement'
  | 'amending'
  | 'nothingProposed'
  | 'endsEarly'
  | 'standsStill'
  | 'goesOn'
  | 'nothingOwed'
  | 'notFallen'
  | 'nothingPaid'
  | 'notOpen'
  | 'referenceTaken'
  | 'referenceElsewhere'

/** What comes of an act; `written` is false where it had been done before. */
export type ActOutcome =
  | { outcome: 'done'; file: CaseFile; written: boolean }
  | { outcome: 'refused'; why: ActRefusal }
  | { outcome: 'invalid'; problems: Problem[] }

/** What an act on a file comes to: a change, `done` where it was done before, or why not. */
export type ActDecision = Change | 'done' | Exclude<ActOutcome, { outcome: 'done' }>

export const refused = (why: ActRefusal): ActDecision => ({ outcome: 'refused', why })
export const invalid = (problem: Problem): ActDecision => ({ outcome: 'invalid', problems: [problem] })

/** Writes what a member of staff does on a file, by what `rule` decides from the record each time. @throws NoSuchRequest */
export async function actOnFile(
  deps: Pick<Deps, 'files' | 'clock'>,
  id: string,
  rule: (file: CaseFile, now: string) => ActDecision | Promise<ActDecision>,
): Promise<ActOutcome> {
  let ruling: ActDecision = 'done'
  const file = await amend(deps, id, async (current, now) => {
    ruling = await rule(current, now)
    return isChange(ruling) ? ruling : undefined
  })
  return toldOf(ruling, file)
}

const isChange = (ruling: ActDecision): ruling is Change => typeof ruling === 'object' && 'act' in ruling

const toldOf = (ruling: ActDecision, file: CaseFile): ActOutcome =>
  ruling === 'done' || isChange(ruling) ? { outcome: 'done', file, written: ruling !== 'done' } : ruling

/** Why a member may not act on a file at all: it is hidden from them, or they have a conflict of interest (art. 6-bis). */
export const barred = ({ request }: CaseFile, { member }: Staff, now: string): ActRefusal | undefined =>
  sees(request, member, now) ? (hasConflict(member, request) ? 'conflict' : undefined) : 'hidden'

/** Why a file cannot move to somebody else: it has ended, or is not registered yet. */
export const unmovable = ({ request }: CaseFile): ActRefusal | undefined =>
  hasEnded(request.stage) ? 'ended' : request.caseOfficer === undefined ? 'notYet' : undefined

/** Who did it, as the trail says it. */
export const byOf = ({ member }: Staff) => ({ role: member.role, id: member.id })
