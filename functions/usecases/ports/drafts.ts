import type { Language } from '../../domain/base/languages.ts'

/** An unfinished application with its valid sections. It expires after some days. */
export type Draft = { municipality: string; language: Language; sections: Record<string, unknown> }

export interface Drafts {
  /** Loads a draft by the SHA-256 of its secret; the secret is in the address of the form and is not stored. */
  load(hash: string): Promise<Draft | undefined>
  save(hash: string, draft: Draft): Promise<void>
  remove(hash: string): Promise<void>
}
