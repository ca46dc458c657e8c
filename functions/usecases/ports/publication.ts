import type { PublicationEntry } from '../../domain/money/publication.ts'

/** Published lines of a municipality about the grants of a year. */
export interface Publication {
  lines(municipality: string, year: number): AsyncIterable<PublicationEntry>
  /** Sealed files, that have no lines of their own: how many, and what they come to in cents. */
  sealed(municipality: string, year: number): Promise<{ files: number; cents: number }>
}
