/** Laws of a text that many write: everyone ends with the same words, and an edit from outside is the smallest there is. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { joinWritten, type LiveText, objectionToWritten, openLiveText } from './live-text.ts'

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '🙂', '#'), maxLength: 40 })

test('an edit makes the text say exactly that, whatever it said before', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const live = openLiveText([])
      live.edit(before)
      const written = live.edit(after)
      expect(live.text()).toBe(after)
      expect(written === null).toBe(before === after)
    }),
  )
})

test('writers who edit at the same time end with the same text, in whatever order they hear each other', () => {
  fc.assert(
    fc.property(words, fc.array(words, { minLength: 2, maxLength: 5 }), fc.gen(), (start, wanted, gen) => {
      const base = openLiveText([])
      base.edit(start)
      const written = wanted.map((text) => openLiveText([base.state()]).edit(text)).filter(isWritten)
      const shuffled = gen(fc.shuffledSubarray, written, { minLength: written.length })
      const [one, other] = [
        openLiveText([base.state(), ...written]),
        openLiveText([base.state(), ...shuffled]),
      ]
      expect(other.text()).toBe(one.text())
      const joined = openLiveText([base.state(), ...(written.length === 0 ? [] : [joinWritten(shuffled)])])
      expect(joined.text()).toBe(one.text())
    }),
  )
})

function isWritten(written: Uint8Array | null): written is Uint8Array {
  return written !== null
}

test('edits of two lines keep what somebody types between them', () => {
  const base = openLiveText([])
  base.edit('one\ntwo\nthree')
  const typing = openLiveText([base.state()])
  const typed = typing.edit('one\ntwo and a half\nthree')
  base.edit('ONE\ntwo\nTHREE')
  base.take(typed ?? new Uint8Array())
  expect(base.text()).toBe('ONE\ntwo and a half\nTHREE')
})

test('two people in one word both keep their letters', () => {
  const base = openLiveText([])
  base.edit('The cache was cold')
  const hands = ['The token cache was cold', 'The cache was stone cold'].map((text) =>
    openLiveText([base.state()]).edit(text),
  )
  for (const written of hands) if (written !== null) base.take(written)
  expect(base.text()).toBe('The token cache was stone cold')
})

test('words alone are taken in: no other kind of thing, no other place, no signs that cannot be stored', () => {
  const made = (write: (document: Y.Doc) => void) => {
    const document = new Y.Doc()
    write(document)
    return Y.encodeStateAsUpdate(document)
  }
  expect(objectionToWritten(made((each) => each.getText('text').insert(0, 'words')))).toBeNull()
  expect(objectionToWritten(made((each) => each.getMap('other').set('a', 1)))).toContain('words alone')
  expect(objectionToWritten(made((each) => each.getText('elsewhere').insert(0, 'a')))).toContain(
    'words alone',
  )
  expect(objectionToWritten(made((each) => each.getText('text').insertEmbed(0, { image: 'x' })))).toContain(
    'words alone',
  )
  expect(objectionToWritten(made((each) => each.getText('text').insert(0, 'a\u0000b')))).toContain(
    'words alone',
  )
  expect(objectionToWritten(new Uint8Array([7, 200, 3]))).toContain('no piece of the text')
})

test('words that lean on words of their own writer that come after them are refused: they could never stand up', () => {
  // One writer, one item from clock 0 on: words with an origin (bit 8), which is that writer's own clock 3.
  const written = new Uint8Array([1, 1, 5, 0, 0x84, 5, 3, 2, 104, 105, 0])
  expect(() => {
    const live = openLiveText([])
    live.take(written)
    live.text()
  }).toThrow()
  expect(objectionToWritten(written)).toContain('comes after it'.replace('comes', 'come'))
})

test('any bytes are refused or taken in, and never break the text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const live: LiveText = openLiveText([])
      live.edit('what stood there')
      if (objectionToWritten(bytes) === null) live.take(bytes)
      expect(live.text()).toContain('what stood there')
    }),
  )
})

test('writing that was changed on the way is refused or taken in, and the text that rested meanwhile can still be read', () => {
  const places = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(words, words, places, (start, wanted, changed) => {
      const live = openLiveText([])
      live.edit(`what stood there ${start}`)
      const written = openLiveText([live.state()]).edit(`${wanted} what stood there`)
      if (written === null) return
      const bytes = Uint8Array.from(written)
      for (const [at, byte] of changed) bytes[at % bytes.length] = byte
      live.rest()
      if (objectionToWritten(bytes) === null) live.take(bytes)
      live.rest()
      expect(live.text()).toBe(openLiveText([live.state()]).text())
      expect(live.mostLength()).toBe(live.text().length)
    }),
  )
})

test('a text that rested says and knows the same, and goes on', () => {
  fc.assert(
    fc.property(words, words, words, (start, mine, theirs) => {
      const [rested, wakeful] = [openLiveText([]), openLiveText([])]
      const first = rested.edit(start)
      if (first !== null) wakeful.take(first)
      rested.rest()
      rested.rest()
      expect(rested.text()).toBe(start)
      rested.rest()
      const [one, other] = [rested.edit(mine), wakeful.edit(theirs)]
      if (one !== null) wakeful.take(one)
      rested.rest()
      if (other !== null) rested.take(other)
      expect(rested.text()).toBe(wakeful.text())
      expect(rested.vector()).toEqual(wakeful.vector())
      for (const live of [rested, wakeful]) live.close()
    }),
  )
})
