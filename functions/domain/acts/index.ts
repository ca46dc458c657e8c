import type * as z from 'zod'
import { accident } from './accident.ts'
import type { Act, Acting } from './act.ts'
import { amend } from './amend.ts'
import { breakGlass } from './break-glass.ts'
import { conflict } from './conflict.ts'
import { endEarly } from './end-early.ts'
import { excuse } from './excuse.ts'
import { keepApart } from './keep-apart.ts'
import { addMember } from './add-member.ts'
import { profile } from './profile.ts'
import { reassign } from './reassign.ts'
import { receipt } from './receipt.ts'
import { recover } from './recover.ts'
import { renewPin } from './renew-pin.ts'
import { review } from './review.ts'
import { seal } from './seal.ts'
import { signedOnPaper } from './signed-on-paper.ts'
import { suspend } from './suspend.ts'
import { withdrawAmendment } from './withdraw-amendment.ts'
import { resumeActivity } from './resume-activity.ts'
import { removeMember } from './remove-member.ts'
import { waive } from './waive.ts'
import { waiveRecovery } from './waive-recovery.ts'

const MODULES = {
  reassign,
  conflict,
  review,
  profile,
  'keep-apart': keepApart,
  accident,
  'signed-on-paper': signedOnPaper,
  amend,
  'withdraw-amendment': withdrawAmendment,
  suspend,
  'resume-activity': resumeActivity,
  'renew-pin': renewPin,
  waive,
  'end-early': endEarly,
  recover,
  receipt,
  'waive-recovery': waiveRecovery,
  excuse,
  seal,
  'add-member': addMember,
  'remove-member': removeMember,
  'break-glass': breakGlass,
}

export type ActName = keyof typeof MODULES
export type ActInput<Name extends ActName> = z.output<(typeof MODULES)[Name]['input']>

/** Every act of staff on a file, in the order in which a page offers them. */
export const ACTS: { [Name in ActName]: Act<ActInput<Name>> } = MODULES

export const isAct = (name: string | undefined): name is ActName => name !== undefined && Object.hasOwn(ACTS, name)

export const ACT_NAMES: readonly ActName[] = Object.keys(ACTS).filter(isAct)

/** Returns the acts that a member may do on a file now. */
export const actsFor = (acting: Acting): ActName[] =>
  ACT_NAMES.filter((each) => {
    const { may, applies } = ACTS[each]
    return may(acting) === undefined && (applies?.(acting) ?? true)
  })
