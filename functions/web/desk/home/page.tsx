import { isVerification } from '../../../domain/questions/verification.ts'
import type { Language } from '../../../domain/base/languages.ts'
import { type Format, formatOf } from '../../../texts/format.ts'
import {
  clawbackMessagesOf,
  deskHoursMessagesOf,
  type DeskMessages,
  deskMessagesOf,
  messagesOf,
} from '../../../texts/messages.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import type { Waiting, Worklist } from '../../../usecases/desk/worklist.ts'
import { fullName } from '../context.ts'
import { link } from '../../../ui/page.tsx'
import { WorkList } from '../../parts/work-list.tsx'
import { numberOf, type Request } from '../../../domain/file/request.ts'
import type { Ask } from '../../../domain/file/ask.ts'
import { Desk, type Worker } from '../shell.tsx'

/** Formats a due date in words, which also say if it is late. */
export function dueWords(dueOn: string, daysLeft: number, { list }: DeskMessages, { day }: Format): string {
  if (daysLeft < 0) return list.overdue({ count: -daysLeft, day: day(dueOn) })
  if (daysLeft === 0) return list.today
  return daysLeft === 1 ? list.tomorrow : list.inDays({ count: daysLeft, day: day(dueOn) })
}

type ListProps = Worker & { worklist: Worklist }

const numberIn = ({ number, request }: { number: string | undefined; request: string }): string => number ?? request

type OpenProps = { ask: Pick<Ask, 'id' | 'kind'>; number: string; language: Language }

/** Leads to an own question. */
export function OpenAsk({ ask: { id, kind }, number, language }: OpenProps) {
  const { list } = deskMessagesOf(language)
  const what = messagesOf(language).letters.ask.kinds[kind]
  return (
    <form method="post" action={link(`/desk/asks/${id}`, language)}>
      <button class="btn btn-primary btn-sm" type="submit" aria-label={list.openWhat({ what, number })}>
        {list.open}
      </button>
    </form>
  )
}

function WaitingRow({ row, mine, language, municipality }: Omit<Worker, 'member'> & { row: Waiting; mine: boolean }) {
  const m = deskMessagesOf(language)
  const { letters } = messagesOf(language)
  const what = row.hidden ? '' : letters.ask.kinds[row.kind]
  const number = numberIn(row)
  const who = (to: { role: string; id: string }): string => {
    if (to.role === 'citizen') return m.list.citizen
    const host = municipality.hosts.find(({ id }) => id === to.id)
    const partner = municipality.programmes.find(({ id }) => to.role === 'partner' && id === to.id)?.partner
    const person = municipality.staff.find(({ id }) => id === to.id)
    return host?.name ?? partner?.name ?? (person ? fullName(person) : to.id)
  }
  return (
    <li class={!row.hidden && row.daysLeft < 0 ? 'late' : ''}>
      <a href={link(`/desk/files/${row.request}`, language)}>{m.list.file({ number })}</a>
      <span>
        {what}
        {row.sealed && <span class="mark">{m.list.sealed}</span>}
      </span>
      {row.hidden ? (
        <span />
      ) : (
        <span class="due">
          {dueWords(row.dueOn, row.daysLeft, m, formatOf(language))}
          {!mine && ` · ${who(row.to)}`}
        </span>
      )}
      {mine && !row.hidden && <OpenAsk ask={{ id: row.ask, kind: row.kind }} number={number} language={language} />}
    </li>
  )
}

/** Renders clawbacks, the late ones first and then by due date. */
function RecoveryGroup({ rows, language }: { rows: NonNullable<Worklist['recovery']>; language: Language }) {
  const m = deskMessagesOf(language)
  const c = clawbackMessagesOf(language)
  const { day, euro } = formatOf(language)
  return (
    <WorkList id="recovery" title={c.list.title} none={c.list.none}>
      {rows.map((row) => (
        <li key={`${row.request} ${row.hidden ? '' : row.dueOn}`} class={!row.hidden && row.isLate ? 'late' : ''}>
          <a href={link(`/desk/files/${row.request}`, language)}>{m.list.file({ number: numberIn(row) })}</a>
          <span>{row.sealed && <span class="mark">{m.list.sealed}</span>}</span>
          {!row.hidden && (
            <span class="due">
              {(row.isLate ? c.late : c.list.next)({ amount: euro(row.cents), day: day(row.dueOn) })}
            </span>
          )}
        </li>
      ))}
    </WorkList>
  )
}

/** Renders the open asks by addressee, those of the member first. */
export function WorklistPage({ worklist, ...worker }: ListProps) {
  const { language, municipality } = worker
  const m = deskMessagesOf(language)
  const { day } = formatOf(language)
  const waiting = (name: 'mine' | 'team' | 'outside') => (
    <WorkList id={name} title={m.list[name]} none={m.list[`${name}None`]}>
      {worklist[name].map((row) => (
        <WaitingRow
          key={row.hidden ? row.request : row.ask}
          row={row}
          mine={name === 'mine'}
          language={language}
          municipality={municipality}
        />
      ))}
    </WorkList>
  )
  const halted = (name: 'stuck' | 'money') => (
    <WorkList id={name} title={m.list[name]} none={m.list[`${name}None`]}>
      {worklist[name].map((row) => (
        <li key={row.request}>
          <a href={link(`/desk/files/${row.request}`, language)}>{m.list.file({ number: numberIn(row) })}</a>
          <span>
            {row.stage && m.stages[row.stage]}
            {row.sealed && <span class="mark">{m.list.sealed}</span>}
          </span>
          {row.since && <span class="due">{m.list.since({ day: day(dayOf(row.since)) })}</span>}
        </li>
      ))}
    </WorkList>
  )
  const toVerify = worklist.mine.filter((row) => !row.hidden && isVerification(row)).length
  return (
    <Desk {...worker} title={m.title} path="/desk">
      <h1>{m.title}</h1>
      {toVerify > 0 && (
        <p>
          <a href={link('/desk/hours', language)}>{deskHoursMessagesOf(language).links.verify({ count: toVerify })}</a>
        </p>
      )}
      {waiting('mine')}
      {waiting('team')}
      {halted('stuck')}
      {halted('money')}
      {(worklist.recovery || worker.member.role === 'administrator') && (
        <p>
          <a href={link('/desk/reconciliation', language)}>{clawbackMessagesOf(language).reconciliation.title}</a>
        </p>
      )}
      {worklist.recovery && <RecoveryGroup rows={worklist.recovery} language={language} />}
      {waiting('outside')}
      <p class="mt-4">
        <a href={link('/desk/works', language)}>{m.works}</a>
      </p>
    </Desk>
  )
}

/** Renders the results of a search, if it found no file or several. */
export function DeskSearchPage({ found, ...worker }: Worker & { found: readonly Request[] }) {
  const { language } = worker
  const m = deskMessagesOf(language)
  return (
    <Desk {...worker} title={m.search.title} path="/desk">
      <h1>{m.search.title}</h1>
      <p role="status">{found.length === 0 ? m.search.none : m.search.found({ count: found.length })}</p>
      <ul class="worklist">
        {found.map((request) => (
          <li key={request.id}>
            <a href={link(`/desk/files/${request.id}`, language)}>{m.list.file({ number: numberOf(request) })}</a>
            <span>{m.stages[request.stage]}</span>
          </li>
        ))}
      </ul>
    </Desk>
  )
}
