import { dayOf } from '../../domain/base/calendar.ts'
import type { DeskInput } from '../../domain/acts/inputs.ts'
import { type ActOutcome, actOnFile, barred, byOf, invalid, refused } from '../file/act-on-file.ts'
import { mayFollow } from './activity-acts.ts'
import { deliver } from '../asks/answer-ask.ts'
import { agreement } from '../../domain/questions/activity.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Ask } from '../../domain/file/ask.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * The person signed the printed sheet of the agreement that was put to them: a member of staff says so, with the day, and the
 * office keeps the sheet (DPR 445/2000 art. 38). It is the person's own answer, recorded by another hand.
 */
export async function signedOnPaper(
  deps: Deps,
  staff: Staff,
  id: string,
  { on }: DeskInput<'signed-on-paper'>,
): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  const by = byOf(staff)
  let answered: Ask | undefined
  const acted = await actOnFile(deps, id, (file, now) => {
    answered = undefined
    const { request } = file
    const why = barred(file, staff, now)
    if (why) return refused(why)
    if (!mayFollow(staff.member)) return refused('role')
    const ask = file.asks.find(({ kind, status }) => kind === 'agreement' && status === 'open')
    const { onPaper } = request.agreement ?? {}
    if (!ask && onPaper?.by === by.id && onPaper.on === on) return 'done'
    if (!ask) return refused('noAgreement')
    const proposedOn = dayOf(ask.openedAt)
    if (on > dayOf(now)) return invalid({ field: 'on', code: 'paper.future' })
    if (on < proposedOn) return invalid({ field: 'on', code: 'paper.before', values: { proposedOn } })
    const answer = { choice: 'accept' } as const
    const change = agreement.answer({ file, municipality, now, ask, answer, by })
    if (Array.isArray(change)) return { outcome: 'invalid', problems: change.map((each) => ({ ...each, field: 'on' })) }
    const accepted = change?.request?.agreement
    if (!change || !accepted) return refused('noAgreement')
    answered = { ...ask, status: 'answered', answer, answeredAt: now, answeredBy: by }
    return {
      ...change,
      by,
      about: ask.id,
      request: { ...change.request, agreement: { ...accepted, onPaper: { by: by.id, on } } },
      asks: [answered],
    }
  })
  if (acted.outcome === 'done' && answered)
    await deliver(deps, acted.file, answered).catch((error: unknown) => deps.report('deliver', id, error))
  return acted
}
