import { type AskKind, nextSubject, questionOf } from '../../domain/questions/index.ts'
import { addDays, dayOf, startOf } from '../../domain/base/calendar.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { askId, findAsk } from '../../domain/file/case-file.ts'
import { type WorkflowRef, nextStep, stateOf } from '../../domain/file/next-step.ts'
import { notifyAdministrator } from '../procedure/notify-administrator.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { loadToAsk } from './needs.ts'
import { ensureLink, ifOpen, newLink, sendLink } from './links.ts'
import { contactOf, hasConflict, isAway, officerOf, substituteOf } from '../../domain/procedure/who-may.ts'
import { lastDayOfTerm } from '../../domain/procedure/transition.ts'
import type { Context } from '../../domain/file/context.ts'
import { nameOnSealedFile } from '../../domain/file/sealed.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import { numberOf, type Request } from '../../domain/file/request.ts'
import type { Addressee } from '../../domain/file/addressee.ts'
import type { Ask } from '../../domain/file/ask.ts'
import type { Deps } from '../ports/deps.ts'

/** The days before and after the due day at which reminders are sent; after the second the substitute is asked too. */
const REMIND_BEFORE = 2
const ESCALATE_AFTER = 2
/** The days before the end of the term at which a deciding question is escalated (L. 241/1990 art. 2). */
const BEFORE_TERM = 3

export type AskInput = { request: string; kind: AskKind; workflow: WorkflowRef; token: string }

/** Opens the ask once, with its change of stage in the same write. Returns it while it is open. */
async function open(
  deps: Deps,
  { request, kind, workflow }: AskInput,
  municipality: Municipality,
): Promise<Ask | undefined> {
  const loaded = await loadToAsk(deps, kind, municipality)
  const file = await amend(deps, request, async (current, now) => {
    const context = { file: current, municipality, now, workflow, ...loaded }
    const question = questionOf(kind)
    const subject = nextSubject(kind, context)
    if (nextStep(current, workflow, now).next !== stateOf(kind) || findAsk(current, kind, subject)) return undefined
    const bare = {
      id: askId(request, kind, subject),
      request,
      kind,
      subject,
      to: question.addressee(context),
      status: 'open' as const,
      openedAt: now,
      // A legal term ends on a working day; one that only triggers reminders ends on any day.
      dueOn:
        question.lapse && !question.lastDay
          ? lastDayOfTerm(context, question.dueInDays(context))
          : addDays(dayOf(now), question.dueInDays(context)),
      links: [],
      reminders: 0,
    }
    const ask: Ask = { ...bare, links: [await newLink(deps, bare, bare.to, now)] }
    const opening = question.opening?.(context)
    return {
      act: 'ask.opened',
      about: ask.id,
      ...opening,
      request: { ...opening?.request, ...nameOnSealedFile(current.request, ask.to) },
      by: SYSTEM,
      asks: [ask],
    }
  })
  const subject = nextSubject(kind, { file, municipality, now: deps.clock.now(), workflow })
  const ask = findAsk(file, kind, subject)
  return ask?.status === 'open' ? ask : undefined
}

/** Returns the day of the escalation: soon after the due day, and before the term of the procedure ends. */
function escalationDay(ask: Ask, request: Request): string {
  const late = addDays(ask.dueOn, ESCALATE_AFTER)
  const beforeTerm = addDays(request.dueOn, -BEFORE_TERM)
  return questionOf(ask.kind).decidesInTerm && beforeTerm < late ? beforeTerm : late
}

/** Returns true once the term of the procedure is over and nobody was notified (L. 241/1990 art. 2(9-bis), 2(9-ter)). */
const isOverdue = (ask: Ask, request: Request, today: string): boolean =>
  questionOf(ask.kind).decidesInTerm === true && today > request.dueOn && !ask.overdueAt

/** Returns true if the addressee can be asked today: on the staff, not away, without conflict of interest. */
function canAnswer(ask: Ask, context: Context): boolean {
  const { municipality, file, now } = context
  const { to } = ask
  if (
    questionOf(ask.kind)
      .bars?.({ ...context, ask })
      .includes(to.id)
  )
    return false
  const member = municipality.staff.find(({ id }) => id === to.id)
  return member
    ? !isAway(member, dayOf(now)) && !hasConflict(member, file.request)
    : contactOf(to, municipality, file) !== undefined
}

/** Reassigns an ask if its addressee left, is away or has a conflict of interest. */
async function readdressed(deps: Deps, ask: Ask, context: Context, workflow: WorkflowRef): Promise<Ask | undefined> {
  if (canAnswer(ask, context)) return ask
  const { municipality } = context
  const question = questionOf(ask.kind)
  const loaded = await loadToAsk(deps, ask.kind, municipality)
  const file = await amend(deps, ask.request, async (current, now) => {
    const open = current.asks.find((candidate) => candidate.id === ask.id)
    if (open?.status !== 'open' || open.to.id !== ask.to.id) return undefined
    const asking = { file: current, municipality, now, workflow, ...loaded }
    const to = question.addressee(asking)
    if (to.id === open.to.id) return undefined
    const links = [...open.links.map((link) => ({ ...link, superseded: true })), await newLink(deps, open, to, now)]
    // The file moves with the question if its officer left or has a conflict, but not if they are away.
    const officer = question.isForCaseOfficer ? officerOf(asking) : current.request.caseOfficer
    const moved = officer && officer !== current.request.caseOfficer ? { caseOfficer: officer } : {}
    return {
      act: 'ask.readdressed',
      by: SYSTEM,
      about: ask.id,
      request: { ...nameOnSealedFile(current.request, to), ...moved },
      asks: [{ ...open, to, links }],
    }
  })
  const asked = file.asks.find((candidate) => candidate.id === ask.id)
  if (asked && !contactOf(asked.to, municipality, file))
    throw new Error(`${ask.id}: nobody is ${asked.to.role} ${asked.to.id}`)
  return asked
}

/** Returns the additional addressee of an escalation, if any. */
function escalatesTo(ask: Ask, context: Context): Addressee | undefined {
  const question = questionOf(ask.kind)
  return question.escalatesTo ? question.escalatesTo({ ...context, ask }) : substituteOf(ask.to, context)
}

/** Returns true once the last day to answer is past. */
function isPast(ask: Ask, context: Context): boolean {
  const { lapse, lastDay: last } = questionOf(ask.kind)
  const until = last ? last(context) : lapse && ask.dueOn
  return until !== undefined && context.now >= startOf(addDays(until, 1))
}

/** Lets an unanswered ask lapse, escalates it or sends a reminder, by the record and the clock. */
async function attend(deps: Deps, ask: Ask, context: Context): Promise<void> {
  const { municipality, now, file } = context
  const today = dayOf(now)
  const { lapse } = questionOf(ask.kind)
  if (lapse && isPast(ask, context)) {
    await amend(deps, file.request.id, (current, at) =>
      ifOpen(ask.id, (open) => ({
        ...lapse({ file: current, municipality, now: at }),
        by: SYSTEM,
        about: ask.id,
        asks: [{ ...open, status: 'lapsed' }],
      }))(current),
    )
    return
  }
  const isOver = isOverdue(ask, file.request, today)
  if (isOver || (!ask.escalatedAt && today >= escalationDay(ask, file.request))) {
    const substitute = escalatesTo(ask, context)
    const escalation = { escalatedAt: ask.escalatedAt ?? now, ...(isOver ? { overdueAt: now } : {}) }
    if (isOver || !substitute) await notifyAdministrator(deps, municipality, numberOf(file.request), 'overdue', ask.id)
    if (substitute) {
      await sendLink(deps, context, ask, await ensureLink(deps, ask, substitute), 'escalation', escalation)
      return
    }
    await amend(
      deps,
      file.request.id,
      ifOpen(ask.id, (open) => ({
        act: isOver ? 'request.overdue' : 'ask.escalated',
        by: SYSTEM,
        about: ask.id,
        asks: [{ ...open, ...escalation }],
      })),
    )
  }
  const remindersDue = [addDays(ask.dueOn, -REMIND_BEFORE), addDays(ask.dueOn, REMIND_BEFORE)].filter(
    (on) => on <= today,
  ).length
  if (remindersDue <= ask.reminders) return
  await sendLink(deps, context, ask, await ensureLink(deps, ask, ask.to), 'reminder', { reminders: remindersDue })
}

/**
 * Opens an ask or attends to the open one, and stores the token of the waiting workflow. Wakes the workflow at once if
 * the record has moved on. Idempotent.
 */
export async function askPerson(deps: Deps, input: AskInput): Promise<void> {
  const { request, kind, workflow, token } = input
  const file = await deps.files.load(request)
  if (!file) throw new NoSuchRequest(request)
  const municipality = await deps.configuration.of(file.request.municipality)
  const ask = await open(deps, input, municipality)
  if (ask) {
    await deps.workflows.saveToken(ask.id, token)
    // Read after the token is saved: who answers later finds it, and who answered before is seen here.
    const current = await deps.files.load(request, { fresh: true })
    const now = deps.clock.now()
    const found = current?.asks.find((candidate) => candidate.id === ask.id)
    const context = current && { file: current, municipality, now }
    const asked = context && found && (await readdressed(deps, found, context, workflow))
    if (context && asked?.status === 'open') {
      const unsent = asked.links.find((link) => link.to.id === asked.to.id && !link.sentAt && !link.superseded)
      // An ask that was never sent does not lapse on its due day; one with a recorded last day does.
      const isVoid = questionOf(kind).lastDay !== undefined && isPast(asked, context)
      if (unsent && !isVoid) await sendLink(deps, context, asked, unsent, 'first')
      else await attend(deps, asked, context)
    }
  }
  // Whatever closed the ask meanwhile, this token is the one to wake.
  const after = await deps.files.load(request)
  const standing = after && nextStep(after, workflow, deps.clock.now())
  if (standing && standing.next !== stateOf(kind)) await deps.workflows.succeed(token, standing)
}
