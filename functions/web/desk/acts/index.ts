import type { ActName } from '../../../domain/acts/index.ts'
import { accident } from './accident.ts'
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
import { renewPin } from './renew-pin.tsx'
import { review } from './review.ts'
import { seal } from './seal.ts'
import { signedOnPaper } from './signed-on-paper.ts'
import { suspend } from './suspend.ts'
import { withdrawAmendment } from './withdraw-amendment.ts'
import { resumeActivity } from './resume-activity.ts'
import type { ActView } from './view.ts'
import { removeMember } from './remove-member.ts'
import { waive } from './waive.ts'
import { waiveRecovery } from './waive-recovery.ts'

/** The view of every act. */
export const ACT_VIEWS: Record<ActName, ActView> = {
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
