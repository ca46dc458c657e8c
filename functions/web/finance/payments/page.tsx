import { EXPORT_KINDS, MOST_EXPORTED } from '../../../domain/treasury/exports.ts'
import type { FinanceList } from '../../../usecases/money/finance.ts'
import type { Form } from '../../../ui/controls.ts'
import { Desk, type Worker } from '../../desk/shell.tsx'
import { type ExportView, ExportList } from './export-page.tsx'
import { type FinanceContext, nameOfFund, PaymentTable } from './table.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { formatOf } from '../../../texts/format.ts'
import { financeMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import { Scrolled } from '../../../ui/table.tsx'
import type { Payment } from '../../../domain/file/payment.ts'

export type FinanceProps = Worker & {
  year: number
  /** The only state shown; undefined for all of them. */
  state: Payment['state'] | undefined
  page: number
  each: number
  lists: readonly FinanceList[]
  funds: readonly { fund: string; state: Payment['state']; cents: number }[]
  /** The files and the form for another, for staff who pay. */
  exports: readonly ExportView[] | undefined
  form: Form
  /** The idempotency key of the form. */
  formKey: string
}

type StateProps = Pick<FinanceProps, 'year' | 'page' | 'each' | 'state'> &
  FinanceContext & { list: FinanceList; choose: boolean; chosen: readonly string[] }

/** Renders payments of one state: their number, their sum and one page of them. */
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

/** Renders the form that requests a file: of all payments without one, or of those chosen above. */
function ExportForm({
  form,
  municipality,
  language,
  formKey,
}: FinanceContext & Pick<FinanceProps, 'form' | 'formKey'>) {
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

function Funds({ funds, ...context }: FinanceContext & Pick<FinanceProps, 'funds'>) {
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
