import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { financeMessagesOf } from '../../../texts/messages.ts'
import { dayOf, daysAfter } from '../../../domain/base/calendar.ts'
import { EXPORT_DAYS, type Export } from '../../../domain/treasury/exports.ts'
import { Desk, type Worker } from '../../desk/shell.tsx'
import { fullName } from '../../desk/context.ts'
import { Facts, link, Notice } from '../../../ui/page.tsx'
import { Columns, Scrolled } from '../../../ui/table.tsx'

export type ExportView = Pick<Export, 'id' | 'kind' | 'at' | 'by' | 'made'>

const addressOf = ({ id }: ExportView): string => `/desk/finance/exports/${id}`

function stateOf({ made }: ExportView, language: Language): string {
  const { exports: m } = financeMessagesOf(language)
  if (!made) return m.preparing
  return made.payments === 0
    ? m.empty
    : m.ready({ count: made.payments, total: formatOf(language).euro(made.totalCents) })
}

/** Renders the files of the last days. */
export function ExportList({ exports, language }: { exports: readonly ExportView[]; language: Language }) {
  const { exports: m } = financeMessagesOf(language)
  const { moment } = formatOf(language)
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">{m.title}</h2>
      {exports.length === 0 ? (
        <p>{m.none}</p>
      ) : (
        <ul class="worklist">
          {exports.map((each) => (
            <li key={each.id}>
              <a href={link(addressOf(each), language)}>
                {m.one({ kind: each.kind.toUpperCase(), moment: moment(each.at) })}
              </a>
              <span>{stateOf(each, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Renders a file in preparation or to download, with the clearances it leaves out. */
export function ExportPage({ view, ...worker }: Worker & { view: ExportView }) {
  const { language, municipality } = worker
  const { exports: m, left: why, back, reference } = financeMessagesOf(language)
  const { moment, day } = formatOf(language)
  const { made } = view
  const by = municipality.staff.find(({ id }) => id === view.by)
  const title = m.one({ kind: view.kind.toUpperCase(), moment: moment(view.at) })
  return (
    <Desk {...worker} title={title} path={addressOf(view)}>
      <h1>{title}</h1>
      <Notice kind={made ? 'success' : 'info'} live>
        <p>{stateOf(view, language)}</p>
        {!made && <p>{m.preparingLead}</p>}
      </Notice>
      {!made && (
        <p>
          <a class="btn btn-primary" href={link(addressOf(view), language)}>
            {m.refresh}
          </a>
        </p>
      )}
      {made?.sha256 && (
        <>
          <p>
            <a class="btn btn-primary" href={link(`${addressOf(view)}/file`, language)} download>
              {m.download}
            </a>
          </p>
          <p>{m.careful}</p>
        </>
      )}
      <Facts
        facts={[
          [m.by, by ? fullName(by) : view.by],
          [m.until, day(dayOf(daysAfter(view.at, EXPORT_DAYS)))],
          made?.sha256 && [m.fingerprint, made.sha256],
        ]}
      />
      {made && made.left.length > 0 && (
        <section aria-labelledby="left">
          <h2 id="left">{m.left}</h2>
          <Scrolled label={m.left}>
            <table class="table">
              <Columns names={[reference, m.why]} />
              <tbody>
                {made.left.map((each) => (
                  <tr key={`${each.reference} ${each.code}`}>
                    <th scope="row">{each.reference}</th>
                    <td>{why[each.code]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
        </section>
      )}
      <p>
        <a href={link('/desk/finance', language)}>{back}</a>
      </p>
    </Desk>
  )
}
