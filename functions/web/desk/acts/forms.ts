import type { Language } from '../../../domain/file/application.ts'
import { addMonths, dayOf } from '../../../domain/base/calendar.ts'
import type { DeskAct } from '../../../domain/acts/inputs.ts'
import { owedMinutes } from '../../../domain/activity/ledger.ts'
import { hasEnded } from '../../../domain/procedure/lifecycle.ts'
import { type Municipality, regulationOf, type StaffMember } from '../../../domain/municipality/regulation.ts'
import { maySee, sees } from '../../../domain/file/sealed.ts'
import { openReviewOf, type CaseFile } from '../../../domain/file/case-file.ts'
import { mayKeepApart } from '../../../usecases/activity/keep-apart.ts'
import { givesHours, mayFollow } from '../../../usecases/activity/activity-acts.ts'
import { absencesOf } from '../../../usecases/hours/excuse-absence.ts'
import { mayReview, reviewable } from '../../../usecases/procedure/open-review.ts'
import { hasConflict } from '../../../domain/procedure/who-may.ts'
import { openCents, recoverable } from '../../../domain/money/clawback.ts'
import { sumOf } from '../../../domain/money/funds.ts'
import { fallenBy, mayReceive, mayRecover, mayWaiveRecovery, openClawbacks } from '../../../usecases/money/recover.ts'
import { mayReport } from '../../../usecases/hours/report-accident.ts'
import { mayReassign } from '../../../usecases/desk/reassign.ts'
import { usesPin } from '../../../usecases/hours/renew-pin.ts'
import { maySeal } from '../../../usecases/desk/seal-file.ts'
import { accidentControls } from '../../parts/accident-form.ts'
import { type Control, type Option, write } from '../../../ui/controls.ts'
import { formatOf } from '../../../ui/format.ts'
import { clawbackMessagesOf } from '../../../texts/clawback.ts'
import { disputeMessagesOf } from '../../../texts/dispute.ts'
import { deskMessagesOf } from '../../../texts/desk.ts'
import { messagesOf } from '../../../texts/index.ts'
import { profileControls } from '../../parts/profile-form.ts'
import { mayProfile } from '../../../domain/activity/profile-change.ts'
import { openTo } from '../../../domain/activity/match-file.ts'

/** What the page of a file at the desk is made from. */
export type DeskContext = {
  file: CaseFile
  municipality: Municipality
  member: StaffMember
  language: Language
  now: string
}

export const nameOf = ({ firstName, lastName }: Pick<StaffMember, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`

export const titleOf = ({ file: { request }, language }: Pick<DeskContext, 'file' | 'language'>): string => {
  const { file } = deskMessagesOf(language)
  return request.registryEntry ? file.title(request.registryEntry) : file.unnumbered
}

/** Names of forms are told apart by their act: several stand on one page. */
export const prefixOf = (act: DeskAct): string => `${act}.`

/** The acts that a member may do on a file as it stands. What a form leaves out the use case refuses. */
export function actsOf({ file, municipality, member }: DeskContext): DeskAct[] {
  const { request, asks, postings } = file
  if (hasConflict(member, request)) return []
  const staff = { municipality: municipality.office.municipality, member }
  const running = !hasEnded(request.stage) && request.caseOfficer !== undefined
  const follows = mayFollow(member) && givesHours(request)
  const owing = openClawbacks(request).length > 0
  const isPaid = sumOf(recoverable(file)) > 0
  const acts: [DeskAct, boolean][] = [
    ['reassign', running && mayReassign(staff, request)],
    ['conflict', running],
    ['review', mayReview(member) && reviewable(request) && openReviewOf(request) === undefined],
    ['profile', running && mayProfile(member)],
    ['keep-apart', running && mayKeepApart(staff, request)],
    ['accident', running && request.placement !== undefined && mayReport(member)],
    [
      'signed-on-paper',
      mayFollow(member) && asks.some(({ kind, status }) => kind === 'agreement' && status === 'open'),
    ],
    ['amend', follows && !request.amendment && !request.endedEarly],
    ['take-back', follows && request.amendment !== undefined],
    ['suspend', follows && request.stage === 'active' && !request.endedEarly],
    ['take-up-again', follows && request.stage === 'suspended'],
    ['renew-pin', mayFollow(member) && usesPin(request)],
    ['waive', follows && member.role === 'socialWorker' && owedMinutes(postings) > 0],
    ['end-early', follows && !request.endedEarly],
    ['recover', mayRecover(member) && fallenBy(request) !== undefined && isPaid],
    ['receipt', mayReceive(member) && (owing || isPaid)],
    ['waive-recovery', mayWaiveRecovery(member) && owing],
    ['excuse', member.role === 'educator' && absencesOf(file).length > 0],
    ['seal', request.sealed === undefined && maySeal(member)],
    ['name', request.sealed !== undefined && maySee(request, member)],
  ]
  return acts.flatMap(([act, may]) => (may ? [act] : []))
}

/** The questions of an act; markup, reading and errors follow from them. */
export function controlsOf(act: DeskAct, { file, municipality, member, language, now }: DeskContext): Control[] {
  const { request, postings } = file
  const { fields, roles } = deskMessagesOf(language)
  const people = (who: (each: StaffMember) => boolean): Option[] =>
    municipality.staff.filter(who).map((each) => ({ value: each.id, label: `${nameOf(each)}, ${roles[each.role]}` }))
  const reasons: Control = { path: 'reasons', type: 'area', ...fields.reasons }
  const toldReasons: Control = { path: 'reasons', type: 'area', ...fields.toldReasons }
  switch (act) {
    case 'reassign': {
      const options = people(
        (each) => each.role === 'socialWorker' && each.id !== request.caseOfficer && !hasConflict(each, request),
      )
      return [{ path: 'to', type: 'radio', ...fields.to, options }, reasons]
    }
    case 'conflict':
      return [reasons]
    case 'seal':
      return [
        { path: 'confirm', type: 'radio', ...fields.confirm, options: [{ value: 'yes', label: fields.confirmYes }] },
      ]
    case 'name': {
      const options = people(({ id }) => !request.sealed?.named.includes(id))
      return [{ path: 'member', type: 'radio', ...fields.member, options }]
    }
    case 'review': {
      const { annulmentMonths } = regulationOf(municipality, request.regulation).parameters
      const latest = request.decision && addMonths(dayOf(request.decision.at), annulmentMonths.value)
      const options = Object.entries(fields.kinds).map(([value, label]) => ({
        value,
        label,
        ...(value === 'annulment' && latest ? { hint: fields.annulmentUntil(formatOf(language).day(latest)) } : {}),
      }))
      return [
        { path: 'kind', type: 'radio', ...fields.kind, options },
        { path: 'grounds', type: 'area', ...fields.grounds },
        { path: 'falseDeclaration', type: 'yesno', ...fields.falseDeclaration },
      ]
    }
    case 'profile':
      return profileControls(municipality, language)
    case 'keep-apart':
      return [{ path: 'people', type: 'points', optional: true, ...fields.people }, reasons]
    case 'accident':
      return accidentControls(language)
    case 'signed-on-paper':
      return [
        { path: 'on', type: 'date', ...fields.signedOn },
        { path: 'confirm', type: 'radio', ...fields.kept, options: [{ value: 'yes', label: fields.keptYes }] },
      ]
    case 'amend':
      return [
        {
          path: 'project',
          type: 'radio',
          ...fields.project,
          options: openTo({ file, municipality }).map(({ id, title, host }) => ({
            value: id,
            label: title,
            hint: municipality.hosts.find((each) => each.id === host)?.name ?? host,
          })),
        },
        { path: 'startsOn', type: 'date', ...fields.startsOn },
        {
          path: 'weekdays',
          type: 'weekdays',
          ...fields.weekdays,
          options: messagesOf(language).weekdays.map((label, index) => ({ value: String(index + 1), label })),
        },
        { path: 'at', type: 'text', short: true, ...fields.at },
        { path: 'minutesADay', type: 'duration', ...fields.minutesADay },
        { path: 'months', type: 'whole', optional: true, short: true, ...fields.months },
        { path: 'note', type: 'area', optional: true, ...fields.note },
        { path: 'reasons', type: 'area', ...fields.changeReasons },
      ]
    case 'take-back': {
      const { amendment } = request
      const { day } = formatOf(language)
      const options = amendment
        ? [{ value: amendment.at, label: fields.proposalOf(day(dayOf(amendment.at))), hint: amendment.reasons }]
        : []
      return [{ path: 'proposal', type: 'radio', ...fields.proposal, options }, toldReasons]
    }
    case 'suspend':
      return [{ path: 'from', type: 'date', ...fields.from }, toldReasons]
    case 'take-up-again':
      return [{ path: 'on', type: 'date', ...fields.again }]
    case 'renew-pin':
      return [
        { path: 'confirm', type: 'radio', ...fields.identity, options: [{ value: 'yes', label: fields.identityYes }] },
      ]
    case 'waive': {
      const hint = fields.owed(formatOf(language).hours(owedMinutes(postings)))
      return [{ path: 'minutes', type: 'duration', ...fields.minutes, hint }, toldReasons]
    }
    case 'end-early':
      return [{ path: 'on', type: 'date', ...fields.lastDay }, toldReasons]
    case 'recover': {
      const { fields: c } = clawbackMessagesOf(language)
      const hint = c.most(formatOf(language).euro(sumOf(recoverable(file))))
      return [
        { path: 'cents', type: 'euro', short: true, ...c.cents, hint },
        { path: 'since', type: 'date', optional: true, ...c.since },
        { path: 'instalments', type: 'whole', short: true, ...c.instalments },
        { path: 'firstOn', type: 'date', ...c.firstOn },
        { path: 'how', type: 'area', ...c.how },
        { path: 'reasons', type: 'area', ...c.why },
      ]
    }
    case 'receipt': {
      const { fields: c } = clawbackMessagesOf(language)
      return [
        {
          path: 'towards',
          type: 'radio',
          ...c.towards,
          options: [
            ...(sees(request, member, now)
              ? clawbackOptions(request, language)
              : // What is asked back on a sealed file is not shown: who has the treasury's receipt says which.
                c.nth.map((label, index) => ({ value: String(index + 1), label }))),
            { value: 'own', label: c.own },
          ],
        },
        { path: 'on', type: 'date', ...c.on },
        { path: 'cents', type: 'euro', short: true, ...c.received },
        { path: 'reference', type: 'text', ...c.reference },
        { path: 'reasons', type: 'area', optional: true, ...c.ownReasons },
      ]
    }
    case 'waive-recovery': {
      const { fields: c } = clawbackMessagesOf(language)
      return [
        { path: 'number', type: 'radio', ...c.number, options: clawbackOptions(request, language) },
        { path: 'reasons', type: 'area', ...c.waiveReasons },
      ]
    }
    case 'excuse': {
      const { weekday, hours } = formatOf(language)
      const { excused } = disputeMessagesOf(language)
      const options = absencesOf(file).map(({ id, on, counted, absence }) => ({
        value: id,
        label: `${weekday(on)}: ${hours(counted)}`,
        hint: excused[absence?.excused ? 'true' : 'false'],
      }))
      return [
        { path: 'entry', type: 'radio', ...fields.absence, options },
        { path: 'excused', type: 'yesno', ...fields.excused },
        { ...reasons, hint: fields.excuseHint },
      ]
    }
    case 'break-glass':
      return [{ path: 'reasons', type: 'area', ...fields.exception }]
  }
}

/** What is being asked back, to choose from. */
function clawbackOptions(request: CaseFile['request'], language: Language): Option[] {
  const { fields, cause: causes } = clawbackMessagesOf(language)
  return openClawbacks(request).map((open) => ({
    value: String(open.number),
    label: fields.clawback(open.number, causes[open.cause], formatOf(language).euro(openCents(open))),
  }))
}

/**
 * What a form says before anybody typed: a profile is as it is, and a new version of the agreement begins as the last one agreed,
 * on its day where that is still to come.
 */
export function startOf(act: DeskAct, context: DeskContext): URLSearchParams {
  const { placement, profile } = context.file.request
  if (act === 'profile') return write(controlsOf(act, context), profile, prefixOf(act))
  if (act === 'keep-apart') return write(controlsOf(act, context), { people: profile?.excludedPeople }, prefixOf(act))
  if (act !== 'amend' || !placement) return new URLSearchParams()
  const { startsOn, project, at, weekdays, minutesADay, note } = placement
  const day = startsOn > dayOf(context.now) ? { startsOn } : {}
  return write(controlsOf(act, context), { ...day, project, at, weekdays, minutesADay, note }, prefixOf(act))
}
