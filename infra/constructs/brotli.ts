import { brotliDecompressSync } from 'node:zlib'

/** Replaces `brotli/decompress.js` in bundles with Node's own implementation. */
export default (data: Uint8Array): Uint8Array => brotliDecompressSync(data)
