/** Pictures like those of telephones, with metadata that must be removed. */

const segment = (marker: number, content: Uint8Array | string): Buffer => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(bytes.length + 2, 2)
  return Buffer.concat([head, bytes])
}

/** EXIF data of a camera, with orientation and a GPS directory. */
function exif(orientation: number, little = true): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4)
  const u16 = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at))
  const u32 = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at))
  tiff.write(little ? 'II' : 'MM', 0)
  u16(42, 2)
  u32(8, 4)
  u16(2, 8)
  u16(0x0112, 10)
  u16(3, 12)
  u32(1, 14)
  u16(orientation, 18)
  u16(0x8825, 22)
  u16(4, 24)
  u32(1, 26)
  u32(38, 30)
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('GPS 45.5346 N 9.2302 E Telefono di Maria')])
}

/** The data of a scan, with stuffed bytes and restart markers. */
const SCAN = Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0, 0xd9, 5])
const HEADER = 'quantisation'

/** Builds a minimal JPEG; `size` fills its scan. */
export function jpeg({ orientation = 6, little = true, size = 0 } = {}): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
    segment(0xe1, exif(orientation, little)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Maria</x:xmpmeta>'),
    segment(0xe2, 'ICC_PROFILE\0\x01\x01profile'),
    segment(0xe2, 'MPF\0Maria'),
    segment(0xed, 'Photoshop 3.0\x008BIM Maria'),
    segment(0xfe, 'a comment of Maria'),
    segment(0xdb, HEADER),
    segment(0xc2, 'frame'),
    segment(0xda, 'first scan'),
    SCAN,
    Buffer.alloc(size, 7),
    segment(0xc4, 'tables'),
    segment(0xda, 'second scan'),
    SCAN,
    Buffer.from([0xff, 0xd9]),
    Buffer.from('a second picture of Maria'),
  ])
}

const chunk = (name: string, content: string): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(Buffer.byteLength(content))
  return Buffer.concat([head, Buffer.from(name), Buffer.from(content), Buffer.alloc(4)])
}

/** Builds a minimal PNG. */
export const png = (): Buffer =>
  Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', 'header'),
    chunk('tEXt', 'Author\0Maria'),
    chunk('iTXt', 'XML:com.adobe.xmp\0Maria'),
    chunk('eXIf', 'II*\0Maria'),
    chunk('tIME', 'Maria'),
    chunk('gAMA', 'gamma'),
    chunk('IDAT', 'picture'),
    chunk('IEND', ''),
    Buffer.from('Maria'),
  ])
