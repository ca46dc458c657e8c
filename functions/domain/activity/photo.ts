/** Pictures sent by telephones: the type is detected from the bytes, and metadata about the photographer is removed. */

export const PHOTO_TYPES = ['image/jpeg', 'image/png'] as const
/** The maximum size of a picture in bytes, so that one call can carry its encoding. */
export const MAX_PHOTO = 3 * 1024 * 1024

export type CleanPhoto = { type: (typeof PHOTO_TYPES)[number]; bytes: Uint8Array }
export type PhotoProblem = 'none' | 'size' | 'type'

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const ORIENTATION = 0x0112
/** Returns the orientation (1-8) in an EXIF segment; undefined if there is none. */
function orientationIn(segment: Uint8Array): number | undefined {
  if (ascii(segment, 4, 6) !== 'Exif\0\0' || segment.length < 18) return undefined
  const tiff = viewOf(segment.subarray(10))
  const little = tiff.getUint16(0) === 0x4949
  const directory = tiff.getUint32(4, little)
  if (directory + 2 > tiff.byteLength) return undefined
  for (let index = 0; index < tiff.getUint16(directory, little); index++) {
    const entry = directory + 2 + index * 12
    if (entry + 12 > tiff.byteLength) return undefined
    if (tiff.getUint16(entry, little) === ORIENTATION) {
      const value = tiff.getUint16(entry + 8, little)
      return value >= 1 && value <= 8 ? value : undefined
    }
  }
  return undefined
}

/** Returns an EXIF segment with the orientation only, so that pictures are shown upright. */
const exifOf = (orientation: number): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xe1, 0, 34],
    ...Buffer.from('Exif\0\0MM\0*'),
    ...[0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  ])

const [START, END, SCAN, APP0, APP1, APP2, APP14, COMMENT] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xfe]

/** Returns true for the segments needed to show the picture. */
function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === COMMENT) return false
  if (marker < APP0 || marker > 0xef) return true
  if (marker === APP2) return ascii(segment, 4, 11) === 'ICC_PROFILE'
  return marker === APP0 ? ascii(segment, 4, 4) === 'JFIF' : marker === APP14
}

/** Returns the end of a scan's data: the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at += 1
  }
  return bytes.length
}

/** Returns a JPEG (ISO/IEC 10918-1) without metadata and trailing data; undefined if it is malformed. */
function cleanJpeg(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== START) return undefined
  const kept: Uint8Array[] = []
  let orientation: number | undefined
  let scans = 0
  let at = 2
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return undefined
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === END) {
      if (scans === 0) return undefined
      const turned = orientation === undefined ? [] : [exifOf(orientation)]
      return Buffer.concat([Uint8Array.of(0xff, START), ...turned, ...kept, Uint8Array.of(0xff, END)])
    }
    if (at + 4 > bytes.length) return undefined
    const after = at + 2 + viewOf(bytes).getUint16(at + 2)
    if (after < at + 4 || after > bytes.length) return undefined
    const segment = bytes.subarray(at, after)
    if (marker === APP1) orientation ??= orientationIn(segment)
    if (isKept(marker, segment)) kept.push(segment)
    at = after
    if (marker === SCAN) {
      scans += 1
      at = endOfScan(bytes, after)
      kept.push(bytes.subarray(after, at))
    }
  }
  return undefined
}

const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n'
/** The chunks of a PNG needed to show the picture; texts, times and EXIF are not among them. */
const PNG_KEPT = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'pHYs']

/** Returns a PNG (ISO/IEC 15948) without metadata and trailing data; undefined if it is malformed. */
function cleanPng(bytes: Uint8Array): Uint8Array | undefined {
  if (ascii(bytes, 0, 8) !== PNG_SIGNATURE) return undefined
  const kept = [bytes.subarray(0, 8)]
  const names: string[] = []
  let at = 8
  while (at + 12 <= bytes.length) {
    const after = at + 12 + viewOf(bytes).getUint32(at)
    if (after > bytes.length) return undefined
    const name = ascii(bytes, at + 4, 4)
    names.push(name)
    if (PNG_KEPT.includes(name)) kept.push(bytes.subarray(at, after))
    if (name === 'IEND') return names[0] === 'IHDR' && names.includes('IDAT') ? Buffer.concat(kept) : undefined
    at = after
  }
  return undefined
}

/**
 * Removes what the camera wrote about place, time, device and person; or returns why the picture cannot be accepted.
 */
export function cleanPhoto(bytes: Uint8Array): CleanPhoto | PhotoProblem {
  if (bytes.length === 0) return 'none'
  if (bytes.length > MAX_PHOTO) return 'size'
  const jpeg = cleanJpeg(bytes)
  if (jpeg) return { type: 'image/jpeg', bytes: jpeg }
  const png = cleanPng(bytes)
  return png ? { type: 'image/png', bytes: png } : 'type'
}
