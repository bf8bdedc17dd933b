/** Pictures: believed for their bytes, written anew from the parts that draw. */
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { imageIn, LARGEST_IMAGE_BYTES } from './images.ts'

const SECRET = 'Taken by Ada Example at 52.37 N'

function chunk(name: string, data: Uint8Array | string): Buffer {
  const bytes = Buffer.from(data)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(bytes.length)
  head.write(name, 4, 'latin1')
  // Nobody here looks at the sum; whoever draws it does, and it stays as it came.
  return Buffer.concat([head, bytes, Buffer.alloc(4)])
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width)
  data.writeUInt32BE(height, 4)
  data.set([8, 2], 8)
  return chunk('IHDR', data)
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function png(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([SIGNATURE, header(3, 2), ...parts])
}

const POINTS = chunk('IDAT', deflateSync(Buffer.alloc(20)))
const END = chunk('IEND', '')

function segment(marker: number, data: Uint8Array | string): Buffer {
  const bytes = Buffer.from(data)
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(bytes.length + 2, 2)
  return Buffer.concat([head, bytes])
}

const FRAME = segment(0xc0, Buffer.from([8, 0, 2, 0, 3, 1, 1, 0x11, 0]))
const SCAN = Buffer.concat([
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([1, 0xff, 0, 2, 0xff, 0xd0, 3]),
])

function jpeg(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, Buffer.from([0xff, 0xd9])])
}

const noted = {
  png: png(
    chunk('tEXt', `Comment\0${SECRET}`),
    chunk('eXIf', SECRET),
    POINTS,
    chunk('tIME', SECRET),
    END,
    Buffer.from(SECRET),
  ),
  jpeg: Buffer.concat([
    jpeg(
      segment(0xe1, `Exif\0\0${SECRET}`),
      segment(0xe0, `JFIF\0 ${SECRET}`),
      FRAME,
      segment(0xfe, SECRET),
      SCAN,
    ),
    Buffer.from(SECRET),
  ]),
}

test('a picture keeps its points and loses what its file says beside them', () => {
  expect(imageIn(noted.png)).toEqual({
    ...{ type: 'image/png', width_px: 3, height_px: 2 },
    bytes: Uint8Array.from(png(POINTS, END)),
  })
  expect(imageIn(noted.jpeg)).toEqual({
    ...{ type: 'image/jpeg', width_px: 3, height_px: 2 },
    bytes: Uint8Array.from(jpeg(FRAME, SCAN)),
  })
})

test('what is no picture is refused with what would be one', () => {
  const problem = (file: Uint8Array) => {
    const read = imageIn(file)
    return 'problem' in read ? read.problem : null
  }
  expect(
    problem(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')),
  ).toContain('PNG')
  expect(problem(Buffer.from('GIF89a'))).toContain('JPEG')
  expect(problem(new Uint8Array())).toContain('PNG')
  expect(problem(png(POINTS))).toContain('ends early')
  expect(problem(Buffer.concat([SIGNATURE, POINTS, END]))).toContain('broken')
  expect(problem(jpeg(SCAN))).toContain('broken')
  expect(problem(Buffer.alloc(LARGEST_IMAGE_BYTES + 1))).toContain('2.0 MB')
  const vast = Buffer.concat([SIGNATURE, header(15_000, 15_000), POINTS, END])
  expect(problem(vast)).toContain('15000 × 15000')
})

test('any bytes are read or refused, and what was read is read again as it is', () => {
  const changed = fc.tuple(
    fc.constantFrom(noted.png, noted.jpeg),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
  )
  const made = changed.map(([file, places]) => {
    const bytes = Uint8Array.from(file)
    for (const [at, byte] of places) bytes[at % bytes.length] = byte
    return bytes
  })
  fc.assert(
    fc.property(fc.oneof(made, fc.uint8Array()), (bytes) => {
      const read = imageIn(bytes)
      if ('problem' in read) return
      expect(imageIn(read.bytes)).toEqual(read)
    }),
  )
})
