import type { PublicationEntry } from '../../domain/money/publication.ts'

/** Published lines of a municipality about the grants of a year. */
export interface Publication {
  lines(municipality: string, year: number): AsyncIterable<PublicationEntry>
  /** Returns the number of published sealed files and their total in cents; they have no lines of their own. */
  sealed(municipality: string, year: number): Promise<{ files: number; cents: number }>
}
