import { dayOf } from '../../../domain/base/calendar.ts'
import type { Clearance } from '../../../domain/treasury/clearance.ts'
import { EXPORT_KINDS, MOST_EXPORTED } from '../../../domain/treasury/exports.ts'
import type { FinanceList, PaymentRow } from '../../../usecases/money/finance.ts'
import type { Form } from '../../../ui/controls.ts'
import { Desk, type Worker } from '../../desk/shell.tsx'
import { type ExportView, ExportList } from './export-page.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { formatOf } from '../../../texts/format.ts'
import { deskMessagesOf, financeMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import { Scrolled } from '../../../ui/table.tsx'
import type { Payment } from '../../../domain/file/payment.ts'

export type FinanceProps = Worker & {
  year: number
  /** The one state that is shown, where it is one. */
  state: Payment['state'] | undefined
  page: number
  each: number
  lists: readonly FinanceList[]
  funds: readonly { fund: string; state: Payment['state']; cents: number }[]
  /** For who pays: files, and a form to ask for another. */
  exports: readonly ExportView[] | undefined
  form: Form
  /** The key of this form: submitted twice, it makes one file. */
  formKey: string
}

type Context = Pick<FinanceProps, 'municipality' | 'language'>

/** Returns the name of a fund, or its id if it pays for a sealed programme, whose name it could reveal. */
function nameOfFund({ municipality: { funds, programmes } }: Pick<Context, 'municipality'>, id: string): string {
  const fund = funds.find((each) => each.id === id)
  const tells = programmes.some((programme) => programme.sealed && fund?.programmes.includes(programme.id))
  return fund && !tells ? fund.name : id
}

/**
 * Renders budget line, fund and CUP of each part. The name of a fund could reveal the programme of a sealed file, so its id
 * is shown.
 */
function Lines({ context, row: { payment, sealed } }: { context: Context; row: PaymentRow }) {
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

function To({ clearance, context }: { clearance: Clearance | undefined; context: Context }) {
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
function Held({ held, language }: { held: NonNullable<Payment['held']> } & Pick<Context, 'language'>) {
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

function Progress({ payment, language }: { payment: Payment } & Pick<Context, 'language'>) {
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

/** Payments of one state; `choose` puts a box before each, for the form they stand in. */
function PaymentTable({
  list,
  choose,
  chosen,
  ...context
}: Context & { list: FinanceList; choose: boolean; chosen: readonly string[] }) {
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

type StateProps = Pick<FinanceProps, 'year' | 'page' | 'each' | 'state'> &
  Context & { list: FinanceList; choose: boolean; chosen: readonly string[] }

/** Payments of one state: how many, the sum, and some of them at a time. */
function State({ list, year, page, each, state, choose, chosen, ...context }: StateProps) {
  const { language } = context
  const m = financeMessagesOf(language)
  const { euro } = formatOf(language)
  const at = (to: number) =>
    link('/desk/finance', language, { year: String(year), state: list.state, page: String(to) })
  const from = (page - 1) * each
  return (
    <section aria-labelledby={`state-${list.state}`}>
      <h2 id={`state-${list.state}`}>{m.states[list.state]}</h2>
      <p>{list.count === 0 ? m.none : m.count({ count: list.count, total: euro(list.totalCents) })}</p>
      {list.rows.length > 0 && <PaymentTable list={list} choose={choose} chosen={chosen} {...context} />}
      {list.count > list.rows.length && (
        <p>
          {m.shown({ from: from + 1, to: from + list.rows.length, count: list.count })}{' '}
          {state === undefined ? (
            <a href={at(1)}>{m.seeAll({ name: m.stateNames[list.state] })}</a>
          ) : (
            <>
              {page > 1 && <a href={at(page - 1)}>{m.previous}</a>}{' '}
              {from + list.rows.length < list.count && <a href={at(page + 1)}>{m.next}</a>}
            </>
          )}
        </p>
      )}
    </section>
  )
}

type ChoiceProps = {
  type: 'radio' | 'checkbox'
  name: string
  value: string
  label: string
  form: Form
  preset?: boolean
}
function Choice({ type, name, value, label, form, preset = false }: ChoiceProps) {
  const id = `${name}-${value}`
  const checked = form.values.has(name) ? form.values.getAll(name).includes(value) : preset
  return (
    <div class="form-check">
      <input type={type} id={id} name={name} value={value} {...(checked ? { checked: true } : {})} />
      <label for={id}>{label}</label>
    </div>
  )
}

/** Asks for a file of all that is in none, or of what was chosen above. */
function ExportForm({ form, municipality, language, formKey }: Context & Pick<FinanceProps, 'form' | 'formKey'>) {
  const { export: m } = financeMessagesOf(language)
  const bank = municipality.finance.treasury !== undefined
  return (
    <section aria-labelledby="export">
      <h2 id="export">{m.title}</h2>
      <p>{m.lead}</p>
      <fieldset id="kind">
        <legend class="h6">{m.kind}</legend>
        {EXPORT_KINDS.filter((kind) => kind !== 'cbi' || bank).map((kind) => (
          <Choice
            key={kind}
            type="radio"
            name="kind"
            value={kind}
            label={m.kinds[kind]}
            form={form}
            preset={kind === 'csv'}
          />
        ))}
      </fieldset>
      {!bank && <p>{m.noTreasury}</p>}
      <fieldset id="cover">
        <legend class="h6">{m.cover}</legend>
        <Choice type="radio" name="cover" value="open" label={m.open({ most: MOST_EXPORTED })} form={form} preset />
        <Choice type="radio" name="cover" value="chosen" label={m.chosen} form={form} />
        <Choice type="checkbox" name="again" value="yes" label={m.again} form={form} />
      </fieldset>
      <input type="hidden" name="key" value={formKey} />
      <button class="btn btn-primary" type="submit">
        {m.go}
      </button>
    </section>
  )
}

function Funds({ funds, ...context }: Context & Pick<FinanceProps, 'funds'>) {
  const { language } = context
  const m = financeMessagesOf(language)
  const { euro } = formatOf(language)
  const names = [...new Set(funds.map(({ fund }) => fund))]
  const states = [...new Set(funds.map(({ state }) => state))]
  const cents = (fund: string, state: Payment['state']) =>
    funds.find((total) => total.fund === fund && total.state === state)?.cents ?? 0
  return (
    <section aria-labelledby="funds">
      <h2 id="funds">{m.funds}</h2>
      {names.length === 0 ? (
        <p>{m.none}</p>
      ) : (
        <Scrolled label={m.funds}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{m.fund}</th>
                {states.map((state) => (
                  <th key={state} scope="col">
                    {m.stateNames[state]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((fund) => (
                <tr key={fund}>
                  <th scope="row">{nameOfFund(context, fund)}</th>
                  {states.map((state) => (
                    <td key={state}>{euro(cents(fund, state))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </section>
  )
}

/** Renders open and past payments, and files for the treasury. */
export function FinancePage({
  year,
  state,
  page,
  each,
  lists,
  funds,
  exports,
  form,
  formKey,
  ...worker
}: FinanceProps) {
  const { municipality, language } = worker
  const m = financeMessagesOf(language)
  const pays = exports !== undefined
  const chosen = form.values.getAll('reference')
  const [first, ...others] = lists
  const about = { municipality, language, year, page, each, state, chosen }
  return (
    <Desk {...worker} title={m.title} path="/desk/finance" hasErrors={form.errors.length > 0}>
      <ErrorSummary form={form} />
      <h1>{m.title}</h1>
      <p class="lead">{pays ? m.lead : m.looksOnly}</p>
      <nav aria-label={m.otherYears}>
        <p>
          <strong>{m.year({ year })}</strong> ·{' '}
          <a href={link('/desk/finance', language, { year: String(year - 1) })}>{m.year({ year: year - 1 })}</a> ·{' '}
          <a href={link('/desk/finance', language, { year: String(year + 1) })}>{m.year({ year: year + 1 })}</a>
        </p>
      </nav>
      {pays && (
        <p>
          <a href={link('/desk/finance/outcomes', language)}>{m.outcomesLink}</a>
        </p>
      )}
      {pays && first?.state === 'cleared' ? (
        <form method="post" action={link('/desk/finance/exports', language)}>
          <State {...about} list={first} choose />
          <ExportForm form={form} municipality={municipality} language={language} formKey={formKey} />
        </form>
      ) : (
        first && <State {...about} list={first} choose={false} />
      )}
      {exports && <ExportList exports={exports} language={language} />}
      {others.map((list) => (
        <State key={list.state} {...about} list={list} choose={false} />
      ))}
      <Funds funds={funds} municipality={municipality} language={language} />
    </Desk>
  )
}
