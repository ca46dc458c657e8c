import type { Language } from '../../domain/base/languages.ts'

/** A form somebody is filling in: what was valid so far, a section at a time. Forgotten after some days. */
export type Draft = { municipality: string; language: Language; sections: Record<string, unknown> }

export interface Drafts {
  /** Loads a draft by the SHA-256 of its secret; the secret is in the address of the form and is not stored. */
  load(hash: string): Promise<Draft | undefined>
  save(hash: string, draft: Draft): Promise<void>
  remove(hash: string): Promise<void>
}
