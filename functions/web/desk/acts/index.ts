import type { ActName } from '../../../domain/acts/index.ts'
import { accident } from './accident.ts'
import { amend } from './amend.ts'
import { breakGlass } from './break-glass.ts'
import { conflict } from './conflict.ts'
import { endEarly } from './end-early.ts'
import { excuse } from './excuse.ts'
import { keepApart } from './keep-apart.ts'
import { name } from './name.ts'
import { profile } from './profile.ts'
import { reassign } from './reassign.ts'
import { receipt } from './receipt.ts'
import { recover } from './recover.ts'
import { renewPin } from './renew-pin.tsx'
import { review } from './review.ts'
import { seal } from './seal.ts'
import { signedOnPaper } from './signed-on-paper.ts'
import { suspend } from './suspend.ts'
import { takeBack } from './take-back.ts'
import { takeUpAgain } from './take-up-again.ts'
import type { ActView } from './view.ts'
import { unname } from './unname.ts'
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
  'take-back': takeBack,
  suspend,
  'take-up-again': takeUpAgain,
  'renew-pin': renewPin,
  waive,
  'end-early': endEarly,
  recover,
  receipt,
  'waive-recovery': waiveRecovery,
  excuse,
  seal,
  name,
  unname,
  'break-glass': breakGlass,
}
