import { dayOf } from '../../../domain/base/calendar.ts'
import type { Payment } from '../../../domain/file/payment.ts'
import type { Clearance } from '../../../domain/treasury/clearance.ts'
import { formatOf } from '../../../texts/format.ts'
import { deskMessagesOf, financeMessagesOf } from '../../../texts/messages.ts'
import { Scrolled } from '../../../ui/table.tsx'
import type { FinanceList, PaymentRow } from '../../../usecases/money/finance.ts'
import type { Worker } from '../../desk/shell.tsx'

export type FinanceContext = Pick<Worker, 'municipality' | 'language'>

/** Returns the name of a fund, or its id if the name could reveal a sealed programme. */
export function nameOfFund(
  { municipality: { funds, programmes } }: Pick<FinanceContext, 'municipality'>,
  id: string,
): string {
  const fund = funds.find((each) => each.id === id)
  const tells = programmes.some((programme) => programme.sealed && fund?.programmes.includes(programme.id))
  return fund && !tells ? fund.name : id
}

/**
 * Renders budget line, fund and CUP of each part. The name of a fund could reveal the programme of a sealed file, so its id
 * is shown.
 */
function Lines({ context, row: { payment, sealed } }: { context: FinanceContext; row: PaymentRow }) {
  const m = financeMessagesOf(context.language)
  const { euro } = formatOf(context.language)
  return (
    <>
      {payment.lines.map(({ fund, budgetLine, cup = '', cents }) => (
        <div key={fund}>
          {payment.lines.length > 1 && `${euro(cents)}: `}
          {cup
            ? m.lineWithCup({ line: budgetLine, fund: sealed ? fund : nameOfFund(context, fund), cup })
            : m.line({ line: budgetLine, fund: sealed ? fund : nameOfFund(context, fund) })}
        </div>
      ))}
    </>
  )
}

function To({ clearance, context }: { clearance: Clearance | undefined; context: FinanceContext }) {
  const m = financeMessagesOf(context.language)
  if (!clearance) return <>{m.payeeHidden}</>
  const { creditor, payee, iban } = clearance
  return (
    <>
      {(payee ?? creditor).name}
      <br />
      {(payee ?? creditor).taxCode && m.taxCode({ code: (payee ?? creditor).taxCode ?? '' })}
      {payee && (
        <>
          <br />
          {m.inPlaceOf({ name: `${creditor.name}, ${m.taxCode({ code: creditor.taxCode })}` })}
        </>
      )}
      {iban && (
        <>
          <br />
          {iban}
        </>
      )}
    </>
  )
}

/** Renders the unmet conditions of a payment, a sentence each. */
function Held({ held, language }: { held: NonNullable<Payment['held']> } & Pick<FinanceContext, 'language'>) {
  const { gate } = deskMessagesOf(language)
  return (
    <>
      {gate.waits({ since: formatOf(language).day(dayOf(held.since)) })}
      <ul>
        {held.unmet.map((condition) => (
          <li key={condition}>{gate.conditions[condition]}</li>
        ))}
      </ul>
    </>
  )
}

function Progress({ payment, language }: { payment: Payment } & Pick<FinanceContext, 'language'>) {
  const m = financeMessagesOf(language)
  const { day } = formatOf(language)
  const { state, clearance, paid, returns, held } = payment
  if (held && state === 'published') return <Held held={held} language={language} />
  const last = state === 'returned' ? returns.at(-1) : undefined
  const ordered = payment.ordered ?? last?.ordered
  const order = ordered && (
    <>
      <br />
      {m.orderedOn({ day: day(ordered.on), order: ordered.order })}
    </>
  )
  if (paid)
    return (
      <>
        {m.paidOn({ day: day(paid.on), order: paid.order })}
        {order}
      </>
    )
  const { exported, clearedAt } = clearance ?? {}
  return (
    <>
      {clearedAt && m.clearedOn({ day: day(dayOf(clearedAt)) })}
      {state === 'cleared' && (
        <>
          <br />
          {exported ? m.exportedOn({ day: day(dayOf(exported.at)) }) : m.notExported}
        </>
      )}
      {order}
      {last && (
        <>
          <br />
          {m.returnedOn({ day: day(dayOf(last.at)) })}
        </>
      )}
    </>
  )
}

/** Renders payments of one state; with `choose`, each has a checkbox. */
export function PaymentTable({
  list,
  choose,
  chosen,
  ...context
}: FinanceContext & { list: FinanceList; choose: boolean; chosen: readonly string[] }) {
  const m = financeMessagesOf(context.language)
  const { day, euro } = formatOf(context.language)
  return (
    <Scrolled label={m.states[list.state]}>
      <table class="table">
        <caption class="visually-hidden">{m.states[list.state]}</caption>
        <thead>
          <tr>
            {choose && <th scope="col">{m.choose}</th>}
            <th scope="col">{m.reference}</th>
            <th scope="col">{m.due}</th>
            <th scope="col">{m.amount}</th>
            <th scope="col">{m.payee}</th>
            <th scope="col">{m.type}</th>
            <th scope="col">{m.lines}</th>
            <th scope="col">{m.progress}</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row) => {
            const { payment, clearance, number, isMisdirected } = row
            const reference = payment.clearance?.reference ?? payment.id
            return (
              <tr key={payment.id}>
                {choose && (
                  <td>
                    <input
                      type="checkbox"
                      name="reference"
                      value={reference}
                      aria-label={m.chooseOne({ reference })}
                      {...(chosen.includes(reference) ? { checked: true } : {})}
                    />
                  </td>
                )}
                <th scope="row">
                  {reference}
                  {(clearance?.number ?? number) && (
                    <>
                      <br />
                      {m.number({ number: clearance?.number ?? number ?? '' })}
                    </>
                  )}
                </th>
                <td>{day(payment.dueOn)}</td>
                <td>{euro(payment.amountCents)}</td>
                <td>
                  <To clearance={clearance} context={context} />
                  {isMisdirected && (
                    <p>
                      <strong>{m.misdirected}</strong>
                    </p>
                  )}
                </td>
                <td>{m.methods[payment.method]}</td>
                <td>
                  <Lines context={context} row={row} />
                </td>
                <td>
                  <Progress payment={payment} language={context.language} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scrolled>
  )
}
