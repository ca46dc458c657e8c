import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanPhoto, MAX_PHOTO } from '../../../../functions/domain/activity/photo.ts'
import { jpeg, png } from '../../../support/photos.ts'

function cleaned(bytes: Uint8Array) {
  const photo = cleanPhoto(bytes)
  if (typeof photo === 'string') throw new Error(photo)
  return { type: photo.type, text: Buffer.from(photo.bytes).toString('latin1'), bytes: photo.bytes }
}

describe('a JPEG', () => {
  test('keeps the image and loses data about the person', () => {
    const { type, text, bytes } = cleaned(jpeg())
    expect(type).toBe('image/jpeg')
    for (const kept of ['JFIF', 'ICC_PROFILE', 'quantisation', 'frame', 'first scan', 'tables', 'second scan'])
      expect(text).toContain(kept)
    for (const gone of ['Maria', 'GPS', '45.53', 'xmp', 'xap', 'Photoshop', 'MPF', 'comment'])
      expect(text).not.toContain(gone)
    // Data of both scans, stuffed bytes and restarts included.
    expect(text.split('\x01\x02\xff\x00\x03\xff\xd0\x04\xff\x00\xd9\x05')).toHaveLength(3)
    expect([...bytes.subarray(-2)]).toEqual([0xff, 0xd9])
  })

  test.each([1, 3, 6, 8])('keeps its orientation (%i), in either byte order', (orientation) => {
    for (const little of [true, false]) {
      const { bytes, text } = cleaned(jpeg({ orientation, little }))
      const at = text.indexOf('Exif\0\0')
      expect(at).toBe(6)
      expect([...bytes.subarray(2, 6)]).toEqual([0xff, 0xe1, 0, 34])
      const tiff = new DataView(bytes.buffer, bytes.byteOffset + at + 6)
      expect([tiff.getUint16(0), tiff.getUint32(4), tiff.getUint16(8)]).toEqual([0x4d4d, 8, 1])
      expect([tiff.getUint16(10), tiff.getUint16(12), tiff.getUint16(18)]).toEqual([0x0112, 3, orientation])
      // The next segment begins where this one says that it ends.
      expect([...bytes.subarray(2 + 2 + 34, 2 + 2 + 34 + 2)]).toEqual([0xff, 0xe0])
    }
    expect(cleaned(jpeg({ orientation: 9 })).text).not.toContain('Exif')
  })

  test('is unchanged by a second cleaning', () => {
    const { bytes } = cleaned(jpeg())
    expect(cleaned(bytes).bytes).toEqual(bytes)
  })
})

test('a PNG keeps the image and loses data about the person', () => {
  const { type, text, bytes } = cleaned(png())
  expect(type).toBe('image/png')
  for (const kept of ['IHDR', 'gAMA', 'IDAT', 'picture', 'IEND']) expect(text).toContain(kept)
  for (const gone of ['Maria', 'tEXt', 'iTXt', 'eXIf', 'tIME']) expect(text).not.toContain(gone)
  expect(cleaned(bytes).bytes).toEqual(bytes)
})

describe('unacceptable pictures', () => {
  test('are rejected with the reason', () => {
    expect(cleanPhoto(new Uint8Array())).toBe('none')
    expect(cleanPhoto(Buffer.from('%PDF-1.7'))).toBe('type')
    expect(cleanPhoto(Buffer.from('GIF89a'))).toBe('type')
    expect(cleanPhoto(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).toBe('type')
    expect(cleanPhoto(jpeg({ size: MAX_PHOTO }))).toBe('size')
    expect(typeof cleanPhoto(jpeg({ size: MAX_PHOTO - 2000 }))).toBe('object')
  })

  test('include files truncated anywhere', () => {
    for (const whole of [jpeg(), png()]) {
      const tail = whole.indexOf('a second picture') > 0 ? 'a second picture of Maria'.length : 'Maria'.length
      for (let length = 1; length < whole.length - tail; length++)
        expect(cleanPhoto(whole.subarray(0, length)), String(length)).toBe('type')
    }
  })

  test('never crash the reader, whatever the bytes', () => {
    const begins = fc.constantFrom(jpeg().subarray(0, 2), jpeg().subarray(0, 40), png().subarray(0, 8), Buffer.alloc(0))
    fc.assert(
      fc.property(begins, fc.uint8Array({ maxLength: 300 }), (begin, rest) => {
        const photo = cleanPhoto(Buffer.concat([begin, rest]))
        if (typeof photo !== 'string') expect(cleanPhoto(photo.bytes)).toEqual(photo)
      }),
      { numRuns: 2000 },
    )
    // Any one byte of a real one changed.
    for (const whole of [jpeg(), png()])
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
          const changed = Buffer.from(whole)
          changed[at] = value
          const photo = cleanPhoto(changed)
          expect(typeof photo === 'string' || photo.bytes.length > 0).toBe(true)
        }),
        { numRuns: 2000 },
      )
  })
})
