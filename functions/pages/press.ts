import type { Press } from '../usecases/ports.ts'
import { pdfOf } from './paper-pdf.ts'
import { renderPaper } from './paper.tsx'
import { paperContent } from './papers/index.ts'

/** Prints a paper as a page and as a PDF. It carries the PDF library: only the function that prints imports it. */
export const press: Press = {
  async print(paper, file, municipality) {
    const content = paperContent(paper, file, municipality)
    return { html: renderPaper(content), pdf: await pdfOf(content) }
  },
}
