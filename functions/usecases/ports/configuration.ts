import type { Municipality } from '../../domain/municipality/regulation.ts'

export interface Configuration {
  municipalities(): Promise<string[]>
  /**
   * May be some seconds old, unless it must be `fresh`.
   * @throws when there is none: a request always belongs to one that was imported
   */
  of(municipality: string, how?: { fresh: boolean }): Promise<Municipality>
}
