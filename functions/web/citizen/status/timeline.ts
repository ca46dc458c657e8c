import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { statusMessagesOf } from '../../../texts/messages.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { endingOf, hasEnded, PHASES, type Phase, phaseOf } from '../../../domain/procedure/lifecycle.ts'
import type { CaseFile } from '../../../domain/file/case-file.ts'
import type { Moment } from '../../../ui/page.tsx'

/** Returns the known day of completion of each phase. */
function daysOf({ request, payments }: CaseFile): Partial<Record<Phase, string>> {
  const moments: Partial<Record<Phase, string | undefined>> = {
    opening: request.receivedAt,
    assessment: request.proposal?.at,
    decision: request.decision?.at,
    funds: request.fundedAt,
    agreement: request.agreement?.acceptedAt,
    closed: request.closedAt ?? request.withdrawal?.at ?? request.outcomeNotifiedAt,
  }
  const days = Object.entries(moments).flatMap(([phase, at]) => (at ? [[phase, dayOf(at)]] : []))
  const paid = payments.every((payment) => payment.paid) ? payments.at(-1)?.paid?.on : undefined
  return {
    ...Object.fromEntries(days),
    ...(request.cover ? { insurance: request.cover.from } : {}),
    ...(request.startsOn ? { hours: request.startsOn } : {}),
    ...(paid ? { payment: paid } : {}),
  }
}

/** Returns the phases in order: done, under way, to come. A file that ended shows only what it went through. */
export function timelineOf(file: CaseFile, language: Language): Moment[] {
  const { request } = file
  const m = statusMessagesOf(language)
  const { day } = formatOf(language)
  const days = daysOf(file)
  const current = phaseOf(request.stage)
  const early = endingOf(request.stage)
  const exempt = request.grant?.owedMinutes === 0
  return PHASES.filter((phase) => !(exempt && (phase === 'agreement' || phase === 'insurance')))
    .filter((phase) => !early || phase === 'closed' || days[phase] !== undefined)
    .map((phase) => {
      const reached = PHASES.indexOf(phase) < PHASES.indexOf(current) || hasEnded(request.stage)
      const state = reached ? 'done' : phase === current ? 'current' : 'todo'
      const on = state === 'todo' ? undefined : days[phase]
      const label = phase === 'closed' && early ? m.ends[early] : m.phases[phase]
      return { label, state, on: on && day(on) }
    })
}
