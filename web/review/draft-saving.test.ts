import { describe, expect, it } from 'vitest'
import {
  chosen,
  confirmed,
  met,
  missed,
  opened,
  pauseBefore,
  readKept,
  savingInWords,
  saysTheSame,
  sending,
  typed,
} from './draft-saving.ts'

const draft = { text: 'one\ntwo\nthree', version: 4 }

describe('a draft while it is typed', () => {
  it('is saved, changed, sent and saved again', () => {
    const start = opened(draft, null)
    expect(start.state).toBe('saved')
    const changed = typed(start, 'one\ntwo\nthree!')
    expect([changed.state, savingInWords(changed), pauseBefore(changed)]).toEqual(['changed', 'Saving', 700])
    const done = confirmed(sending(changed), { version: 5 })
    expect([done.state, done.base.version, savingInWords(done)]).toEqual(['saved', 5, 'Saved'])
  })

  it('typed back to what is saved needs no sending', () => {
    expect(typed(typed(opened(draft, null), 'x'), draft.text).state).toBe('saved')
  })

  it('typed while it is sent is a change again afterwards', () => {
    const underway = typed(sending(typed(opened(draft, null), 'first')), 'first and second')
    expect(underway.state).toBe('sending')
    const after = confirmed(underway, { version: 5 })
    expect([after.state, after.base.text, after.text]).toEqual(['changed', 'first', 'first and second'])
  })

  it('is kept when the connection is gone, and tried again with growing pauses', () => {
    let saving = typed(opened(draft, null), 'x')
    const pauses: (number | null)[] = []
    for (let tries = 0; tries < 8; tries++) {
      saving = missed(sending(saving))
      pauses.push(pauseBefore(saving))
    }
    expect(saving.text).toBe('x')
    expect(pauses.slice(0, 3)).toEqual([1500, 3000, 6000])
    expect(Math.max(...pauses.map(Number))).toBe(30_000)
    expect(savingInWords(saving)).toContain('Kept on this device')
    expect(typed(saving, 'xy').state).toBe('kept')
  })
})

describe('someone else saving first', () => {
  const mine = typed(opened(draft, null), 'ONE\ntwo\nthree')

  it('on other lines is joined, and the editor takes it over', () => {
    const after = met(sending(mine), { text: 'one\ntwo\nTHREE', version: 5 })
    expect(after).toMatchObject({
      state: 'changed',
      text: 'ONE\ntwo\nTHREE',
      base: { version: 5 },
      revision: 1,
    })
  })

  it('on the same lines waits for a person, and keeps both', () => {
    const after = met(sending(mine), { text: 'eins\ntwo\nthree', version: 5 })
    expect(after).toMatchObject({
      state: 'conflict',
      text: 'ONE\ntwo\nthree',
      theirs: { text: 'eins\ntwo\nthree' },
    })
    expect(typed(after, 'ONE!\ntwo\nthree').state).toBe('conflict')
    expect(chosen(after, after.text)).toMatchObject({ state: 'changed', base: { version: 5 } })
    expect(chosen(after, 'eins\ntwo\nthree')).toMatchObject({ state: 'saved', text: 'eins\ntwo\nthree' })
  })

  it('with the same words is simply saved', () => {
    expect(met(sending(mine), { text: 'ONE\ntwo\nthree', version: 5 })).toMatchObject({
      state: 'saved',
      revision: 0,
    })
  })
})

describe('what this device kept', () => {
  it('comes back after the page was closed', () => {
    const kept = { text: 'unsent', base: draft }
    expect(opened(draft, kept)).toMatchObject({ state: 'changed', text: 'unsent' })
  })

  it('meets what others saved since', () => {
    const kept = { text: 'one\ntwo\nthree\nfour', base: draft }
    expect(opened({ text: 'ONE\ntwo\nthree', version: 6 }, kept)).toMatchObject({
      text: 'ONE\ntwo\nthree\nfour',
      base: { version: 6 },
    })
    expect(opened({ text: 'one\ntwo\n3', version: 6 }, { text: 'one\ntwo\ndrei', base: draft }).state).toBe(
      'conflict',
    )
  })

  it.each([
    null,
    4,
    'text',
    {},
    { text: 'x' },
    { text: 'x', base: { text: 1, version: 1 } },
    { text: 'x', base: null },
  ])('that reads %j is nothing', (value) => expect(readKept(value)).toBeNull())

  it('is read as it was written', () => {
    const kept = { text: 'x', base: { text: 'y', version: 3 } }
    expect(readKept(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })
})

it('says nothing new for a key, but for every other change of state', () => {
  const start = typed(opened({ text: 'one', version: 1 }, null), 'one two')
  expect(saysTheSame(start, typed(start, 'one two three'))).toBe(true)
  expect(saysTheSame(start, typed(start, 'one'))).toBe(false)
  expect(saysTheSame(start, sending(start))).toBe(false)
  expect(saysTheSame(start, chosen(start, 'four'))).toBe(false)
})
