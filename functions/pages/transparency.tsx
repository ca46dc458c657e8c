import type { Language } from '../domain/application.ts'
import type { Office } from '../domain/regulation.ts'
import type { PublishedGroup, PublishedList } from '../usecases/transparency.ts'
import { formatOf } from './format.ts'
import { transparencyMessagesOf } from './messages/transparency.ts'
import { Contact, Facts, link, Page } from './page.tsx'
import { LICENCE } from './transparency-data.ts'

const onlyOffice = (offices: readonly Office[]): Office | undefined => (offices.length === 1 ? offices[0] : undefined)

type YearsProps = { language: Language; years: readonly number[]; offices: readonly Office[] }

/** Which years there is a list of. */
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
              <a href={link(`/transparency/${year}`, language)}>{m.titleOf(year)}</a>
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

/** Lines that say the same of rule, office and way of choosing: that once, then code and amount of each. */
function Group({ group, year, language }: { group: PublishedGroup; year: number; language: Language }) {
  const m = transparencyMessagesOf(language)
  const { euro } = formatOf(language)
  const { rule, office, method, lines } = group
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
        <caption>{m.tableOf(year)}</caption>
        <thead>
          <tr>
            <th scope="col">{m.pseudonym}</th>
            <th scope="col">{m.amount}</th>
          </tr>
        </thead>
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
    </>
  )
}

function List({ list, year, language }: { list: PublishedList; year: number; language: Language }) {
  const m = transparencyMessagesOf(language)
  const { euro } = formatOf(language)
  const { groups, sealed } = list
  return (
    <>
      {groups.length === 0 && !sealed && <p>{m.none(year)}</p>}
      {groups.map((group) => (
        <Group key={`${group.rule} ${group.office} ${group.method}`} group={group} year={year} language={language} />
      ))}
      {groups.length > 0 && <p>{m.amountNote}</p>}
      {sealed && (
        <>
          <h3>{m.sealedTitle}</h3>
          <p>{m.sealed(sealed.atLeast, euro(sealed.aboutCents))}</p>
        </>
      )}
    </>
  )
}

type YearProps = { language: Language; year: number; lists: readonly PublishedList[] }

/** The list of a year (D.Lgs. 33/2013 art. 27(2)): pseudonyms, amounts, and what they were given by. */
export function TransparencyYearPage({ language, year, lists }: YearProps) {
  const m = transparencyMessagesOf(language)
  return (
    <Page language={language} title={m.titleOf(year)} office={onlyOffice(lists.map(({ office }) => office))}>
      <div class="narrow">
        <h1>{m.titleOf(year)}</h1>
        <p class="lead">{m.lead}</p>
        {lists.map((list) => (
          <section key={list.office.municipality} aria-labelledby={`list-${list.office.municipality}`}>
            <h2 id={`list-${list.office.municipality}`}>{list.office.name}</h2>
            <List list={list} year={year} language={language} />
          </section>
        ))}
        <h2>{m.noNamesTitle}</h2>
        <p>{m.noNames}</p>
        <p>{m.mine}</p>
        <h2>{m.dataTitle}</h2>
        <p>{m.data}</p>
        <ul>
          <li>
            <a href={`/transparency/${year}.csv`} type="text/csv">
              {m.csv(year)}
            </a>
          </li>
          <li>
            <a href={link(`/transparency/${year}.json`, language)} type="application/json">
              {m.json(year)}
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
