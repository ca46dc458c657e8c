import type { Language } from '../domain/base/languages.ts'

/** A paper as a structure, from which both the page and the PDF are made. */
export type PaperContent = {
  /** The registry number and the name of the act: also the title of the document. */
  title: string
  number: string
  /** The issuer: the municipality first, then a line each. */
  issuer: { name: string; lines: readonly string[] }
  /** The act in one or two sentences. */
  summary: readonly string[]
  sections: readonly PaperSection[]
  /** Signatories, with their roles. */
  signatures: readonly PaperFact[]
  /** The statement of how the document is protected against changes. */
  seal: string
  /** The time of the act, used as the date of the PDF. */
  at: string
}
export type PaperSection = { heading: string; blocks: readonly Block[] }
export type PaperFact = readonly [label: string, value: string]
export type Block =
  /** A text, with its language if it is not that of the paper. */
  | { block: 'text'; text: string; lang?: Language }
  | { block: 'facts'; facts: readonly PaperFact[] }
  | { block: 'list'; items: readonly string[]; numbered: boolean }
  | { block: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }

/** Returns true if a value is short enough to be shown in bold. */
export const isShort = (value: string): boolean => value.length <= 120

/** Splits texts into a block per paragraph, with accents composed (NFC) because fonts have them so. */
export const prose = (...texts: readonly string[]): Block[] =>
  texts.flatMap((text) =>
    text
      .normalize('NFC')
      .split(/\s*\n\s*\n\s*/)
      .map((paragraph): Block => ({ block: 'text', text: paragraph })),
  )
export const facts = (...given: readonly (PaperFact | false | undefined)[]): Block => ({
  block: 'facts',
  facts: given.filter((fact) => fact !== false && fact !== undefined),
})
export const bullets = (items: readonly string[]): Block => ({ block: 'list', items, numbered: false })
export const numbered = (items: readonly string[]): Block => ({ block: 'list', items, numbered: true })
