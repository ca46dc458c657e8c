/** The part of pdfkit in use; the package ships no types. Lengths in points. */
declare module 'pdfkit' {
  import type { Font } from 'fontkit'
  import type { Readable } from 'node:stream'

  /** An element of the structure that assistive technology reads; a function draws what belongs to it. */
  export interface Structure {
    add(child: Structure | (() => void)): this
    end(): void
  }
  type TextOptions = { width?: number; align?: 'left' | 'right'; lineBreak?: boolean; lineGap?: number }
  type Options = {
    size: 'A4'
    margins: { top: number; bottom: number; left: number; right: number }
    pdfVersion: '1.7'
    subset: 'PDF/UA'
    tagged: true
    lang: string
    displayTitle: true
    bufferPages: true
    font: Font
    info: Record<string, string | Date>
  }
  export default class PDFDocument extends Readable {
    constructor(options: Options)
    x: number
    y: number
    readonly page: { width: number; height: number; margins: Options['margins'] }
    registerFont(name: string, font: Font): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(color: string): this
    heightOfString(text: string, options: TextOptions): number
    text(text: string, x: number, y: number, options: TextOptions): this
    rect(x: number, y: number, width: number, height: number): this
    fill(color: string): this
    struct(type: string, options?: { scope?: 'Row' | 'Column'; lang?: string }): Structure
    addStructure(element: Structure): this
    markContent(tag: 'Artifact', options: { type: 'Layout' | 'Pagination' }): this
    endMarkedContent(): this
    addPage(): this
    switchToPage(page: number): void
    bufferedPageRange(): { start: number; count: number }
    end(): void
  }
}
