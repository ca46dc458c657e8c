import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { clawbackMessagesOf } from '../../../texts/messages.ts'
import type { Reconciliation } from '../../../domain/treasury/reconcile.ts'
import type { Municipality, StaffMember } from '../../../domain/municipality/regulation.ts'
import { Desk } from '../../desk/shell.tsx'
import { differenceWords } from './difference-words.ts'
import { Facts, link, Notice } from '../../../ui/page.tsx'

type Props = {
  member: StaffMember
  municipality: Municipality
  language: Language
  report: Reconciliation
  year: number | undefined
}

function Funds({ report, municipality, language }: Props) {
  const { reconciliation: m } = clawbackMessagesOf(language)
  const { euro } = formatOf(language)
  return report.funds.map((fund) => {
    const id = `fund-${fund.fund}`
    return (
      <section key={id} aria-labelledby={id}>
        <h3 id={id}>{municipality.funds.find((each) => each.id === fund.fund)?.name ?? fund.fund}</h3>
        <Facts
          facts={[
            [m.granted, euro(fund.grantedCents)],
            [m.paid, euro(fund.paidCents)],
            [m.toPay, euro(fund.toPayCents)],
            [m.notYetDue, euro(fund.notYetDueCents)],
            [m.released, euro(fund.releasedCents)],
            [m.recovered, euro(fund.recoveredCents)],
            [m.committed, <strong>{euro(fund.committedCents)}</strong>],
            [m.counter, euro(fund.counterCents)],
          ]}
        />
      </section>
    )
  })
}

/** Renders the reconciliation of the records of money, with their differences. */
export function ReconciliationPage(props: Props) {
  const { member, municipality, language, report, year } = props
  const { reconciliation: m } = clawbackMessagesOf(language)
  const { differences, files, payments } = report
  return (
    <Desk member={member} municipality={municipality} language={language} title={m.title} path="/desk/reconciliation">
      <div class="narrow">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <p>{m.looked({ files, payments })}</p>
        {differences.length === 0 ? (
          <Notice kind="success">
            <p>{m.agrees}</p>
          </Notice>
        ) : (
          <section aria-labelledby="differences">
            <h2 id="differences">{m.differences({ count: differences.length })}</h2>
            {differences.map((difference) => {
              const { what, where, facts } = differenceWords(difference, language)
              const { cause, request, about, fund } = difference
              return (
                <Notice kind="warning" title={what} key={[cause, request, about, fund].join(' ')}>
                  <Facts facts={facts} />
                  <p>{where}</p>
                  {request && cause !== 'orphan' && (
                    <p>
                      <a href={link(`/desk/files/${request}`, language)}>
                        {m.open({ number: difference.number ?? request })}
                      </a>
                    </p>
                  )}
                </Notice>
              )
            })}
          </section>
        )}
        <h2>{year === undefined ? m.funds : m.fundsOf({ year })}</h2>
        <p>{m.sum}</p>
        <Funds {...props} />
      </div>
    </Desk>
  )
}
