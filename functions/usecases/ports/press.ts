import type { CaseFile } from '../../domain/file/case-file.ts'
import type { FiledPaper, PaperName, Printed } from '../../domain/procedure/papers.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'

/** Prints the acts of a file: the same file, the same bytes. */
export interface Press {
  print(paper: PaperName, file: CaseFile, municipality: Municipality): Promise<Printed>
}

/** The papers of files, as they were issued. */
export interface Papers {
  find(request: string, paper: string): Promise<FiledPaper | undefined>
}
