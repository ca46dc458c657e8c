import { deliverAll, type DeliveryDeps } from './deliver-clearance.ts'
import { finishExports } from './export-payments.ts'
import type { FinanceDeps } from './finance.ts'
import { writeToFinance } from './write-to-finance.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = DeliveryDeps & FinanceDeps & Parameters<typeof writeToFinance>[0] & Pick<Deps, 'report'>

/**
 * Does the hourly work for finance in every municipality: requested files that were not made, the daily letter from the morning
 * on, and deliveries that failed. Files and letters come first, since a receiver that does not respond takes time. A failure
 * stops no other municipality.
 * @throws the first failure, after everything was tried
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
