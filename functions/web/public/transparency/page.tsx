import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { transparencyMessagesOf } from '../../../texts/messages.ts'
import type { Office } from '../../../domain/municipality/regulation.ts'
import type { PublishedList } from '../../../domain/money/transparency.ts'
import { Contact, Facts, link, Page } from '../../../ui/page.tsx'
import { Columns } from '../../../ui/table.tsx'
import { LICENCE } from './data.ts'

const onlyOffice = (offices: readonly Office[]): Office | undefined => (offices.length === 1 ? offices[0] : undefined)

type YearsProps = { language: Language; years: readonly number[]; offices: readonly Office[] }

/** Renders the years that have a list. */
export function TransparencyPage({ language, years, offices }: YearsProps) {
  const m = transparencyMessagesOf(language)
  return (
    <Page language={language} title={m.title} office={onlyOffice(offices)}>
      <div class="narrow">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <h2>{m.yearsTitle}</h2>
        <p>{m.years}</p>
        <ul>
          {years.map((year) => (
            <li key={year}>
              <a href={link(`/transparency/${year}`, language)}>{m.titleOf({ year })}</a>
            </li>
          ))}
        </ul>
        <h2>{m.noNamesTitle}</h2>
        <p>{m.noNames}</p>
        <p>{m.mine}</p>
        {offices.map((office) => (
          <Contact key={office.municipality} office={office} language={language} />
        ))}
      </div>
    </Page>
  )
}

type ListProps = { list: PublishedList; year: number; language: Language }

/** Renders the rule, office and method common to all lines, then code and amount of each. */
function Lines({ list: { rule, office, method, lines }, year, language }: ListProps) {
  const m = transparencyMessagesOf(language)
  const { euro } = formatOf(language)
  return (
    <>
      <Facts
        facts={[
          [m.rule, <span lang="it">{rule}</span>],
          [m.office, <span lang="it">{office}</span>],
          [m.method, <span lang="it">{method}</span>],
        ]}
      />
      <table class="table">
        <caption>{m.tableOf({ year })}</caption>
        <Columns names={[m.pseudonym, m.amount]} />
        <tbody>
          {lines.map(({ pseudonym, amountCents }) => (
            <tr key={pseudonym}>
              <td>
                <code>{pseudonym}</code>
              </td>
              <td>{euro(amountCents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{m.amountNote}</p>
    </>
  )
}

function List({ list, year, language }: ListProps) {
  const m = transparencyMessagesOf(language)
  const { municipality, lines, sealed } = list
  const id = `list-${municipality.municipality}`
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{municipality.name}</h2>
      {lines.length === 0 && !sealed && <p>{m.none({ year })}</p>}
      {lines.length > 0 && <Lines list={list} year={year} language={language} />}
      {sealed && (
        <>
          <h3>{m.sealedTitle}</h3>
          <p>{m.sealed({ atLeast: sealed.atLeast, about: formatOf(language).euro(sealed.aboutCents) })}</p>
        </>
      )}
    </section>
  )
}

type YearProps = { language: Language; year: number; lists: readonly PublishedList[] }

/** Renders the list of a year (D.Lgs. 33/2013 art. 27(2)): pseudonyms, amounts, and the rules they were granted by. */
export function TransparencyYearPage({ language, year, lists }: YearProps) {
  const m = transparencyMessagesOf(language)
  return (
    <Page
      language={language}
      title={m.titleOf({ year })}
      office={onlyOffice(lists.map(({ municipality }) => municipality))}
    >
      <div class="narrow">
        <h1>{m.titleOf({ year })}</h1>
        <p class="lead">{m.lead}</p>
        {lists.map((list) => (
          <List key={list.municipality.municipality} list={list} year={year} language={language} />
        ))}
        <h2>{m.noNamesTitle}</h2>
        <p>{m.noNames}</p>
        <p>{m.mine}</p>
        <h2>{m.dataTitle}</h2>
        <p>{m.data}</p>
        <ul>
          <li>
            <a href={`/transparency/${year}.csv`} type="text/csv">
              {m.csv({ year })}
            </a>
          </li>
          <li>
            <a href={link(`/transparency/${year}.json`, language)} type="application/json">
              {m.json({ year })}
            </a>
          </li>
        </ul>
        <p>
          {m.licence}: <a href={LICENCE.url}>{LICENCE.name}</a>
        </p>
        <p>
          <a href={link('/transparency', language)}>{m.all}</a>
        </p>
      </div>
    </Page>
  )
}
