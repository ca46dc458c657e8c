import { dayOf } from '../../../domain/base/calendar.ts'
import { entriesOf } from '../../../domain/hours/ledger.ts'
import { isUnderWay } from '../../../domain/file/case-file.ts'
import { disputableOf } from '../../../domain/hours/disputes.ts'
import { blank, type Form } from '../../../ui/controls.ts'
import {
  disputeControls,
  type DisputeAction,
  type DisputeContext,
  disputeDaysOf,
  entryWords,
  disputePrefix,
} from './form.ts'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { formatOf } from '../../../texts/format.ts'
import { disputeMessagesOf } from '../../../texts/messages.ts'
import { Facts, link, Notice, Page, Prose } from '../../../ui/page.tsx'
import { QuickExit } from '../../../ui/quick-exit.tsx'
import { Columns, Scrolled } from '../../../ui/table.tsx'

type Props = { context: DisputeContext }

/** Renders every entry with its state, reasons and last day to dispute it. */
function Entries({ context }: Props) {
  const { file, language } = context
  const m = disputeMessagesOf(language).entries
  const f = formatOf(language)
  const open = new Map(disputableOf(context).map(({ entry, until }) => [entry.id, until]))
  const entries = entriesOf(file.postings)
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{m.title}</h2>
      {entries.length === 0 ? (
        <p>{m.none}</p>
      ) : (
        <Scrolled label={m.title}>
          <table class="table">
            <Columns names={[m.day, m.what, m.state, m.until]} />
            <tbody>
              {entries.map((entry) => {
                const until = open.get(entry.id)
                const reasons = entry.postings.findLast((posting) => posting.reasons)?.reasons
                return (
                  <tr key={entry.id}>
                    <th scope="row">{f.weekday(entry.on)}</th>
                    <td>
                      {entryWords(context, { entry })}
                      {reasons && <Prose text={m.reasons({ text: reasons })} />}
                    </td>
                    <td>{m.states[entry.state]}</td>
                    <td>{until ? m.byDay({ day: f.day(until) }) : m.stands}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Scrolled>
      )}
    </section>
  )
}

/** Renders the earlier disputes and their results. */
function Past({ context }: Props) {
  const { file, language } = context
  const { past, facts } = disputeMessagesOf(language)
  const f = formatOf(language)
  const { disputes = [] } = file.request
  if (disputes.length === 0) return null
  return (
    <section aria-labelledby="past">
      <h2 id="past">{past.title}</h2>
      {disputes.map(({ number, on, minutes, reasons, ruling }) => (
        <div key={number}>
          <h3>{f.weekday(on)}</h3>
          <p>{minutes === undefined ? past.excuse : past.claimed({ hours: f.hours(minutes) })}</p>
          <p>
            <strong>
              {!ruling
                ? past.open
                : !ruling.upheld
                  ? past.dismissed
                  : ruling.minutes === undefined
                    ? past.upheld
                    : past.upheldHours({ hours: f.hours(ruling.minutes) })}
            </strong>
          </p>
          <Facts
            facts={[
              [facts.reasons, <Prose text={reasons} />],
              ruling && [past.ruledBecause, <Prose text={ruling.reasons} />],
              ruling && [past.ruledOn, f.day(dayOf(ruling.at))],
            ]}
          />
        </div>
      ))}
    </section>
  )
}

type FormProps = Props & { form: Form; action: DisputeAction; submit: string }

const OneForm = ({ context, form, action, submit }: FormProps) => (
  <form method="post" novalidate>
    <Fields form={form} controls={disputeControls(action, context)} prefix={disputePrefix(action)} />
    <button class="btn btn-primary" type="submit" name="action" value={action}>
      {submit}
    </button>
  </form>
)

/** Renders a person's recorded hours, what may be disputed and until when, and absences to announce. */
export function DisputesPage({
  context,
  form = blank(context.language),
  said,
}: Props & { form?: Form; said?: DisputeAction | undefined }) {
  const { file, municipality, language, path } = context
  const m = disputeMessagesOf(language)
  const hasShifts = disputeControls('absence', context)[0]?.options?.length
  return (
    <Page language={language} title={m.title} office={municipality.office} hasErrors={form.errors.length > 0}>
      <div class="narrow">
        <QuickExit file={file} language={language} />
        <ErrorSummary form={form} />
        <h1>{m.title}</h1>
        {said && (
          <Notice kind="success" live>
            <p>{m.said[said]}</p>
          </Notice>
        )}
        <p class="lead">{m.lead}</p>
        <p>
          <a href={link(path, language)}>{m.back}</a>
        </p>
        <Entries context={context} />
        <Past context={context} />
        {isUnderWay(file.request) ? (
          <>
            <section aria-labelledby="dispute">
              <h2 id="dispute">{m.dispute.title}</h2>
              <p>{m.dispute.lead({ count: disputeDaysOf(context) })}</p>
              <p>{m.dispute.ruled}</p>
              <OneForm context={context} form={form} action="dispute" submit={m.dispute.submit} />
            </section>
            <section aria-labelledby="absence">
              <h2 id="absence">{m.absence.title}</h2>
              <p>{m.absence.lead}</p>
              {hasShifts ? (
                <OneForm context={context} form={form} action="absence" submit={m.absence.submit} />
              ) : (
                <p>{m.absence.none}</p>
              )}
            </section>
          </>
        ) : (
          <p>{m.over}</p>
        )}
      </div>
    </Page>
  )
}
