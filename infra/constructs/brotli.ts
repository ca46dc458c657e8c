import { brotliDecompressSync } from 'node:zlib'

/** Takes the place of `brotli/decompress.js` in bundles. */
export default (data: Uint8Array): Uint8Array => brotliDecompressSync(data)
