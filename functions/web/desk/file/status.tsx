import { dayOf, daysBetween } from '../../../domain/base/calendar.ts'
import { regulationOf } from '../../../domain/municipality/regulation.ts'
import { mayKeepApart } from '../../../domain/acts/keep-apart.ts'
import { contactOf } from '../../../domain/procedure/who-may.ts'
import { isAddressedTo } from '../../../domain/file/ask.ts'
import type { DeskContext } from '../context.ts'
import { dueWords, OpenAsk } from '../home/page.tsx'
import { messagesOf } from '../../../texts/messages.ts'
import { DueDate } from '../../parts/term.tsx'
import { Prose, type FactList } from '../../../ui/page.tsx'
import { numberOf } from '../../../domain/file/request.ts'
import { sectionTools, PlainList } from './section.tsx'
import { staffName } from '../../parts/staff-name.ts'
/**
 * Returns true for staff who may read the reasons of exclusions, which may identify the excluded people: those who record
 * exclusions, and those who supervise them.
 */
const seesExclusions = ({ member, file: { request } }: DeskContext): boolean =>
  mayKeepApart({ member }, request) || member.role === 'manager' || member.role === 'administrator'

/** Returns the stage of a file, its open questions and who is in charge. */
export function statusFacts(context: DeskContext, stuckSince: string | undefined): FactList {
  const { request, m, f } = sectionTools(context)
  const { file, municipality, member, now, language } = context
  const { suspension, sealed, conflicts = [], reassignments = [], openings = [], exclusions = [] } = request
  const rules = regulationOf(municipality, request.regulation)
  const { kinds } = messagesOf(language).letters.ask
  const open = file.asks.filter(({ status }) => status === 'open')
  return [
    [m.file.stage, m.stages[request.stage]],
    stuckSince !== undefined && [m.file.stuck, m.file.stuckFrom({ moment: f.moment(stuckSince) })],
    open.length > 0 && [
      m.file.waiting,
      <PlainList
        items={open.map((ask) => {
          const name = contactOf(ask.to, municipality, file)?.name ?? ask.to.id
          const due = dueWords(ask.dueOn, daysBetween(dayOf(now), ask.dueOn), m, f)
          const isMine = isAddressedTo(ask, { role: member.role, id: member.id }, now)
          return (
            <>
              {kinds[ask.kind]}: {m.file.waitsFor({ name, due })}
              {isMine && <OpenAsk ask={ask} number={numberOf(request)} language={language} />}
            </>
          )
        })}
      />,
    ],
    [m.file.officer, request.caseOfficer ? staffName(context, request.caseOfficer) : m.file.nobody],
    [m.file.received, f.moment(request.receivedAt)],
    [m.file.channel, m.file.channels[request.channel]],
    [m.file.term, <DueDate request={request} municipality={municipality} language={language} />],
    suspension && [
      m.file.suspended,
      suspension.to
        ? m.file.suspendedFromTo({ from: f.day(suspension.from), to: f.day(suspension.to) })
        : m.file.suspendedFrom({ day: f.day(suspension.from) }),
    ],
    request.queuedAt && [m.file.queued, f.moment(request.queuedAt)],
    [m.file.regulation, `${rules.title} (${rules.version})`],
    [m.file.id, request.id],
    reassignments.length > 0 && [
      m.file.reassignments,
      <PlainList
        items={reassignments.map(({ from, to, at, reasons }) => (
          <>
            {m.file.fromTo({ from: staffName(context, from), to: staffName(context, to), moment: f.moment(at) })}
            <Prose text={reasons} />
          </>
        ))}
      />,
    ],
    conflicts.length > 0 && [
      m.file.conflicts,
      <PlainList
        items={conflicts.map(({ member, reasons, at }) => (
          <>
            {m.file.opening({ name: staffName(context, member), moment: f.moment(at) })}
            <Prose text={reasons} />
          </>
        ))}
      />,
    ],
    exclusions.length > 0 &&
      seesExclusions(context) && [
        m.file.exclusions,
        <PlainList
          items={exclusions.map(({ by, reasons, at }) => (
            <>
              {m.file.opening({ name: staffName(context, by), moment: f.moment(at) })}
              <Prose text={reasons} />
            </>
          ))}
        />,
      ],
    sealed && [m.file.named, f.list(sealed.named.map((id) => staffName(context, id)))],
    openings.length > 0 && [
      m.file.openings,
      <PlainList
        items={openings.map(({ member, reasons, at }) => (
          <>
            {m.file.opening({ name: staffName(context, member), moment: f.moment(at) })}
            <Prose text={reasons} />
          </>
        ))}
      />,
    ],
  ]
}
