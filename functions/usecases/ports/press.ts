import type { CaseFile } from '../../domain/file/case-file.ts'
import type { PaperName } from '../../domain/file/papers.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import type { Printed } from '../../domain/file/papers.ts'

/** Prints the acts of a file: the same file, the same bytes. */
export interface Press {
  print(paper: PaperName, file: CaseFile, municipality: Municipality): Promise<Printed>
}
