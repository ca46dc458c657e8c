import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineNames } from '../../workflows/index.ts'
import { aslOf } from '../workflows/asl.ts'
import { withMachines } from '../workflows/diagram.ts'

const folder = join(import.meta.dirname, '../../workflows')

/** Returns the files that are printed from the definitions in workflows/, by path. */
export function printedWorkflows(): Map<string, string> {
  const readme = join(folder, 'README.md')
  return new Map([
    ...machineNames.map((name): [string, string] => [
      join(folder, `${name}.asl.json`),
      `${JSON.stringify(aslOf(name), null, 2)}\n`,
    ]),
    [readme, withMachines(readFileSync(readme, 'utf8'), machineNames)],
  ])
}

if (import.meta.main) {
  for (const [path, text] of printedWorkflows()) writeFileSync(path, text)
  console.log(`Printed ${machineNames.length} machines and workflows/README.md.`)
}
