import { type MachineName, machines, type StateDefinition } from '../../workflows/index.ts'

/** Mermaid syntax of each kind of node: `[task]`, `([question])`, `{{wait}}`, `((end))`. */
const SHAPES: Record<StateDefinition['kind'], (name: string) => string> = {
  task: (name) => `${name}[${name}]`,
  ask: (name) => `${name}([${name}])`,
  wait: (name) => `${name}{{${name}}}`,
  succeed: (name) => `${name}((${name}))`,
}

/** Returns the Mermaid diagram of a machine: its states and edges. After a Wait the record is read again: a dotted edge. */
function diagramOf(machine: MachineName): string {
  const states = Object.entries<StateDefinition>(machines[machine].states)
  return [
    'flowchart TD',
    ...states.map(([name, { kind }]) => `  ${SHAPES[kind](name)}`),
    ...states.flatMap(([name, { kind, edges }]) =>
      edges.map((edge) => `  ${name} ${kind === 'wait' ? '-.->' : '-->'} ${edge}`),
    ),
  ].join('\n')
}

/** Returns the table of a machine's states, with what each does. */
const tableOf = (machine: MachineName): string =>
  [
    '| state | kind | what it does |',
    '| --- | --- | --- |',
    ...Object.entries<StateDefinition>(machines[machine].states).map(
      ([name, { kind, comment }]) => `| \`${name}\` | ${kind} | ${comment} |`,
    ),
  ].join('\n')

const sectionOf = (machine: MachineName): string =>
  [`### ${machine}`, machines[machine].comment, `\`\`\`mermaid\n${diagramOf(machine)}\n\`\`\``, tableOf(machine)].join(
    '\n\n',
  )

const START = '<!-- machines: printed by npm run workflows -->'
const END = '<!-- end of machines -->'

/** Returns the README with the sections of all machines between its markers. @throws when a marker is missing */
export function withMachines(readme: string, names: readonly MachineName[]): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`workflows/README.md lacks "${START}" or "${END}"`)
  const sections = names.map(sectionOf).join('\n\n')
  return `${readme.slice(0, start)}${START}\n\n${sections}\n\n${readme.slice(end)}`
}
