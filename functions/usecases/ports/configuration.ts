import type { Municipality } from '../../domain/municipality/regulation.ts'

export interface Configuration {
  municipalities(): Promise<string[]>
  /**
   * Returns the configuration of a municipality, some seconds old unless `fresh`.
   * @throws when it was never imported, which no request allows
   */
  of(municipality: string, how?: { fresh: boolean }): Promise<Municipality>
}
