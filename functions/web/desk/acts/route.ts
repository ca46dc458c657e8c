import { deps } from '../../../composition.ts'
import { DESK_ACTS, type DeskAct, deskAct } from '../../../domain/acts/inputs.ts'
import { sees } from '../../../domain/file/sealed.ts'
import { errorsAt, read } from '../../../ui/controls.ts'
import { DeskActPage } from './page.tsx'
import { controlsOf, type DeskContext, prefixOf } from './forms.ts'
import { DeskPinPage } from './pin-page.tsx'
import { deskMessagesOf } from '../../../texts/desk.ts'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import {
  endpoint,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Methods,
  redirect,
  sendsJson,
} from '../../../platform/http.ts'
import type { ActOutcome } from '../../../usecases/file/act-on-file.ts'
import { amendAgreement } from '../../../usecases/activity/amend-agreement.ts'
import { breakGlass } from '../../../usecases/desk/break-glass.ts'
import { changeProfile } from '../../../usecases/activity/change-profile.ts'
import { declareConflict } from '../../../usecases/desk/declare-conflict.ts'
import { endEarly } from '../../../usecases/activity/end-early.ts'
import { excuseAbsence } from '../../../usecases/hours/excuse-absence.ts'
import { keepApart } from '../../../usecases/activity/keep-apart.ts'
import { nameOnFile } from '../../../usecases/desk/name-on-file.ts'
import { openReview } from '../../../usecases/procedure/open-review.ts'
import { reassign } from '../../../usecases/desk/reassign.ts'
import { mayReceive, recordReceipt, recover, waiveRecovery } from '../../../usecases/money/recover.ts'
import { renewPin } from '../../../usecases/hours/renew-pin.ts'
import { reportAccident } from '../../../usecases/hours/report-accident.ts'
import { sealFile } from '../../../usecases/desk/seal-file.ts'
import { signedOnPaper } from '../../../usecases/activity/signed-on-paper.ts'
import { suspendActivity, takeUpAgain } from '../../../usecases/activity/suspend-activity.ts'
import { takeBackAmendment } from '../../../usecases/activity/take-back-amendment.ts'
import { pinOf } from '../../../usecases/access/visitor.ts'
import { waiveHours } from '../../../usecases/activity/waive-hours.ts'
import { checked } from '../../kit/checked.ts'
import { atDesk, deskPage, fileAt, workerOf } from '../../session/desk.ts'
import { refuse } from '../../kit/refuse.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

type Run = (deps: Deps, staff: Staff, id: string, typed: unknown) => Promise<ActOutcome>

const RUNS: Record<DeskAct, Run> = {
  reassign: checked(DESK_ACTS.reassign, reassign),
  conflict: checked(DESK_ACTS.conflict, declareConflict),
  seal: checked(DESK_ACTS.seal, sealFile),
  name: checked(DESK_ACTS.name, nameOnFile),
  review: checked(DESK_ACTS.review, openReview),
  profile: checked(DESK_ACTS.profile, changeProfile),
  'keep-apart': checked(DESK_ACTS['keep-apart'], keepApart),
  accident: checked(DESK_ACTS.accident, reportAccident),
  'signed-on-paper': checked(DESK_ACTS['signed-on-paper'], signedOnPaper),
  amend: checked(DESK_ACTS.amend, amendAgreement),
  'take-back': checked(DESK_ACTS['take-back'], takeBackAmendment),
  suspend: checked(DESK_ACTS.suspend, suspendActivity),
  'take-up-again': checked(DESK_ACTS['take-up-again'], takeUpAgain),
  'renew-pin': checked(DESK_ACTS['renew-pin'], renewPin),
  waive: checked(DESK_ACTS.waive, waiveHours),
  'end-early': checked(DESK_ACTS['end-early'], endEarly),
  recover: checked(DESK_ACTS.recover, recover),
  receipt: checked(DESK_ACTS.receipt, recordReceipt),
  'waive-recovery': checked(DESK_ACTS['waive-recovery'], waiveRecovery),
  excuse: checked(DESK_ACTS.excuse, excuseAbsence),
  'break-glass': checked(DESK_ACTS['break-glass'], breakGlass),
}

/**
 * Of a file that somebody does not see the questions of an act would tell something: there is one way in. Money that came in is
 * recorded without seeing.
 */
const isHidden = ({ file, member, now }: DeskContext, name: DeskAct): boolean =>
  name !== 'break-glass' && !(name === 'receipt' && mayReceive(member)) && !sees(file.request, member, now)

/** Does an act on a file; what does not go through is told with what was typed. @throws HttpProblem 404 */
async function act(deps: Deps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const { language, wantsJson } = request
  const name = deskAct.safeParse(request.parameters['act']).data
  if (!name) throw new HttpProblem(404, 'route')
  const file = await fileAt(deps, request, staff)
  const { id } = file.request
  const context: DeskContext = { file, now: deps.clock.now(), ...(await workerOf(deps, staff, request)) }
  const values = sendsJson(request) ? new URLSearchParams() : request.form()
  const controls = () => controlsOf(name, context)
  const typed = () => (sendsJson(request) ? request.json() : read(controls(), values, prefixOf(name)))
  const acted: ActOutcome = isHidden(context, name)
    ? { outcome: 'refused', why: 'hidden' }
    : await RUNS[name](deps, staff, id, typed())
  switch (acted.outcome) {
    case 'done':
      // Told here and now, to who has the person before them: no address shows the digits to staff again.
      if (name === 'renew-pin' && !wantsJson) {
        const pin = await pinOf(deps, acted.file.request)
        return deskPage(200, rendered(DeskPinPage, { context, pin }))
      }
      return wantsJson
        ? json(200, { done: name, request: id })
        : // Who has a conflict of interest reads the file no more.
          redirect(name === 'conflict' ? link('/desk', language) : link(`/desk/files/${id}`, language, { done: name }))
    case 'refused': {
      const { why } = acted
      const status = why === 'role' || why === 'hidden' || why === 'conflict' ? 403 : 409
      if (wantsJson) throw new HttpProblem(status, why, { detail: deskMessagesOf(language).refused[why] })
      return deskPage(status, rendered(DeskActPage, { context, act: name, refused: why }))
    }
    case 'invalid': {
      const { problems } = acted
      if (wantsJson) throw new HttpProblem(422, 'invalid', { problems })
      const errors = errorsAt(problems, controls(), { language, values }, prefixOf(name))
      return deskPage(422, rendered(DeskActPage, { context, act: name, form: { language, values, errors } }))
    }
  }
}

/** What staff do on a file. */
export const routes = (needs: () => Deps): Record<string, Methods> => ({
  '/desk/files/{request}/{act}': { POST: atDesk(needs).sent(act) },
})

export const handler = endpoint(routes(deps), refuse)
