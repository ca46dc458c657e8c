import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stepOf } from '../../functions/domain/file/next-step.ts'
import { DATES } from '../../functions/domain/procedure/dates.ts'
import { hasEnded, phaseOf, STAGES, type Transition, TRANSITIONS } from '../../functions/domain/procedure/lifecycle.ts'
import type { Municipality } from '../../functions/domain/municipality/regulation.ts'
import { TERM_LAW } from '../../functions/domain/procedure/term.ts'
import { readConfiguration } from './configuration.ts'
import { run } from './target.ts'

const root = join(import.meta.dirname, '../..')
export const PROCEDURE = join(root, 'docs/procedure.md')
export const EXAMPLE = join(root, 'config/sesto-san-giovanni')

const rows: readonly Transition[] = TRANSITIONS

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
const table = (heads: readonly string[], lines: readonly (readonly string[])[]) =>
  [heads, heads.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')

const states = () =>
  table(
    ['state', 'phase people see', 'next step', 'reached by', 'article'],
    STAGES.map((stage) => {
      const into = rows.filter(({ from, to }) => to === stage && !(from.length === 1 && from[0] === stage))
      const laws = into.length === 0 ? [TERM_LAW.receipt] : into.map(({ law }) => law)
      return [
        code([stage]),
        phaseOf(stage),
        hasEnded(stage) ? `${code([stepOf(stage)])} (final)` : code([stepOf(stage)]),
        into.length === 0 ? 'receipt' : code(into.map(({ name }) => name)),
        [...new Set(laws)].join('; '),
      ]
    }),
  )

const transitions = () =>
  table(
    ['transition', 'from', 'to', 'by', 'article'],
    rows.map(({ name, from, to, by, law }) => [code([name]), code(from), code([to]), by.join(', '), law]),
  )

/** Formats a value of the regulation; an object as `court 60, president 120`. */
const short = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, each]) => `${key} ${short(each)}`)
        .join(', ')
    : String(value)

const dates = ({ regulations }: Municipality) =>
  table(
    ['date', 'how it is set', 'article', 'parameter of the regulation', 'stored in'],
    DATES.map(({ name, counted, law, parameters = [], fields = [] }) => [
      name,
      counted,
      law,
      parameters
        .map((parameter) => {
          const { value, article } = regulations.at(-1)?.parameters[parameter] ?? {}
          return `\`${parameter}\`: ${short(value)} (${article})`
        })
        .join('<br>'),
      code(fields),
    ]),
  )

/** Renders docs/procedure.md: every state, transition and date, with the article it comes from. */
export const procedureDocument = (municipality: Municipality): string => `# The procedure

This page lists every state of a request, every change of state and every date, with the article each comes from.

Do not edit it. \`npm run procedure\` generates it from the data the system runs on: \`functions/domain/procedure/lifecycle.ts\`,
\`term.ts\` and \`dates.ts\`, and the regulation of a municipality. A test fails if the page and the data differ.

## States

${states()}

## Changes of state

Each change is one write of the record and one entry of its trail. Only the roles in the column *by* may cause it; \`system\` is a
step of a workflow.

${transitions()}

## Dates

All days are days in Italy. The parameters are those of ${municipality.office.name}, version
${municipality.regulations.at(-1)?.version}. The pages of citizens and staff explain each due date step by step.

${dates(municipality)}
`

if (import.meta.main)
  await run(async () => {
    await writeFile(PROCEDURE, procedureDocument(await readConfiguration(EXAMPLE)))
    console.log(`Wrote ${PROCEDURE}.`)
  }, ['ConfigurationError'])
