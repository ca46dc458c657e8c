/** The part of fontkit in use; the package ships no types. */
declare module 'fontkit' {
  /** A parsed font that lays out text. */
  export interface Font {
    layout(text: string): unknown
  }
  /** Parses the bytes of a font file. */
  export function create(bytes: Uint8Array): Font
}
