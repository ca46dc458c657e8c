import type * as z from 'zod'
import { owesHours, mayManageActivity } from '../activity/under-way.ts'
import type { Problem } from '../base/problems.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { Change } from '../file/change.ts'
import type { Context } from '../file/context.ts'
import { hasAccess } from '../file/sealed.ts'
import type { Staff } from '../municipality/actors.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import { hasConflict } from '../procedure/who-may.ts'

/** Reasons why an act is refused; each has its sentence in the texts of the desk. */
export type ActRefusal =
  | 'hidden'
  | 'role'
  | 'conflict'
  | 'ended'
  | 'notYet'
  | 'sealed'
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

export type ActRefused = { outcome: 'refused'; why: ActRefusal }
export type ActInvalid = { outcome: 'invalid'; problems: Problem[] }

/** The decision on an act: a change to write, `done` if it is already on record, or a refusal. */
export type ActDecision = Change | 'done' | ActRefused | ActInvalid

/** The result of an act; `written` is false if it was already on record. */
export type ActOutcome = { outcome: 'done'; file: CaseFile; written: boolean } | ActRefused | ActInvalid

/** The input of the check whether a member of staff may act on a file. */
export type Acting = { file: CaseFile; staff: Staff; now: string }

/** The input of the decision on an act; `places` and `loads` are present if the act needs them. */
export type ActContext = Context & { staff: Staff }

/** Follow-up work of a recorded act. The hourly sweep repeats whatever fails, except the notice of an opening. */
export type FollowUp =
  | 'resumeWorkflows'
  | 'restartWorkflows'
  | 'serveQueues'
  | 'notifyAccidents'
  | 'notifyExclusions'
  | 'notifyOpening'
  /** The workflow that waits for the answer to this ask is woken. */
  | { answered: string }

/** The rules of an act of staff on a file. Its page is in `web/desk/acts`. */
export type Act<Input> = {
  /** The schema of what the form or the API sends. Messages are keys of the catalogue. */
  input: z.ZodType<Input>
  /** Returns why a member may not do it now; pages offer only acts that are not refused. */
  may(acting: Acting): ActRefusal | undefined
  /** Returns false if the file has nothing to act on and `may` does not check it. */
  applies?(acting: Acting): boolean
  /** Recognises a repeated act, so that a second click is no error. Skipped for members without access to the file. */
  repeated?(acting: Acting, input: Input): 'done' | ActRefused | undefined
  /** Data to load for the decision. `freshConfiguration` and `places` are loaded again at each attempt. */
  needs?: readonly ('freshConfiguration' | 'places' | 'loads')[]
  /** Decides on an act that `may` does not refuse. */
  decide(context: ActContext, input: Input): ActDecision
  /** Reasons to give when the store refuses an effect, by its name. */
  refusedEffects?: Readonly<Record<string, ActRefusal>>
  followUps?(done: { file: CaseFile; written: boolean }): readonly FollowUp[]
}

/** Defines an act whose input type follows from its schema. */
export const defineAct = <Schema extends z.ZodType>(
  act: Act<z.output<Schema>> & { input: Schema },
): Act<z.output<Schema>> => act

export const refused = (why: ActRefusal): ActRefused => ({ outcome: 'refused', why })
export const invalid = (problem: Problem): ActInvalid => ({ outcome: 'invalid', problems: [problem] })

/** Returns why a member may not act on a file at all: it is hidden from them, or they have a conflict of interest (art. 6-bis). */
export const barred = ({ file: { request }, staff: { member }, now }: Acting): ActRefusal | undefined =>
  hasAccess(request, member, now) ? (hasConflict(member, request) ? 'conflict' : undefined) : 'hidden'

/** Returns why a file cannot be reassigned: it has ended, or is not registered yet. */
export const barredFromMoving = ({ request }: CaseFile): ActRefusal | undefined =>
  hasEnded(request.stage) ? 'ended' : request.caseOfficer === undefined ? 'notYet' : undefined

/** Returns why a member may not act on the activity of a file: their role may not, or none is under way. */
export const barredFromActivity = (acting: Acting): ActRefusal | undefined =>
  barred(acting) ??
  (mayManageActivity(acting.staff.member) ? (owesHours(acting.file.request) ? undefined : 'notUnderWay') : 'role')

/** Returns the author of an act as stored in the trail. */
export const byOf = ({ member }: Staff) => ({ role: member.role, id: member.id })
