import type { CaseFile } from '../../domain/file/case-file.ts'
import type { FiledPaper, PaperName, Printed } from '../../domain/procedure/papers.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'

/** Prints the acts of a file: the same file, the same bytes. */
export interface Press {
  print(paper: PaperName, file: CaseFile, municipality: Municipality): Promise<Printed>
}

/** A paper by its id in the file and the SHA-256 of its HTML and PDF. */
type Fingerprints = { id: string; html: string; pdf: string }

/** The papers of files, as they were issued. */
export interface Papers {
  /**
   * Keeps a paper for good, ahead of the record that points to it; repeated, it changes nothing.
   * @throws Conflict while another call keeps the same paper
   */
  keep(request: string, paper: FiledPaper & { fingerprints: Fingerprints }): Promise<void>
  find(request: string, fingerprints: Fingerprints): Promise<FiledPaper | undefined>
}
