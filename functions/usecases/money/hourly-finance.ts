import { deliverAll, type Delivering } from './deliver-clearance.ts'
import { finishExports } from './export-payments.ts'
import type { FinanceDeps } from './finance.ts'
import { writeToFinance } from './write-to-finance.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Delivering & FinanceDeps & Parameters<typeof writeToFinance>[0] & Pick<Deps, 'report'>

/**
 * What finance is due every hour, of every municipality: files that nobody made, from the morning on the letter of the day,
 * and what its software did not take. The files and letters of all go first, for a receiver that does not answer takes its
 * time; what fails for one municipality stops no other.
 * @throws the first of the failures, when all was tried
 */
export async function hourlyFinance(deps: Needs): Promise<void> {
  const municipalities = await deps.configuration.municipalities()
  const failures: unknown[] = []
  for (const work of [finishExports, writeToFinance, deliverAll])
    for (const municipality of municipalities)
      try {
        await work(deps, municipality)
      } catch (error) {
        deps.report('finance', municipality, error)
        failures.push(error)
      }
  if (failures.length > 0) throw failures[0]
}
