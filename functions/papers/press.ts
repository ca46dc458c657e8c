import { pdfOf } from './pdf.ts'
import { renderPaper } from './html.tsx'
import { paperContent } from './index.ts'
import type { Press } from '../usecases/ports/press.ts'

/** Prints a paper as a page and as a PDF. It carries the PDF library: only the function that prints imports it. */
export const press: Press = {
  async print(paper, file, municipality) {
    const content = paperContent(paper, file, municipality)
    return { html: renderPaper(content), pdf: await pdfOf(content) }
  },
}
