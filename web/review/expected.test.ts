import { describe, expect, it } from 'vitest'
import { openExpected } from './expected.ts'

type Shown = Readonly<Record<string, string>>

const becomes =
  (id: string, state: string) =>
  (record: Shown): Shown => ({ ...record, [id]: state })

const start: Shown = { a: 'proposed', b: 'proposed', c: 'proposed' }

/** A page: what it shows, and changes made to it. */
function page() {
  const expected = openExpected<Shown>()
  let shown: Shown | undefined = start
  return {
    expected,
    shown: () => shown,
    accept: (id: string) => {
      const guess = expected.add(shown, becomes(id, 'accepted'))
      shown = expected.shown(shown)
      return {
        refuse: () => {
          shown = expected.drop(guess, shown)
        },
        confirm: () => {
          shown = expected.settle(guess, becomes(id, 'accepted for good'), shown)
        },
      }
    },
    readAfresh: (record: Shown) => {
      shown = record
    },
    renew: (record: Shown) => {
      shown = expected.renew(record)
    },
  }
}

describe('expected changes', () => {
  it('are shown at once', () => {
    const { accept, shown } = page()
    accept('a')
    expect(shown()).toEqual({ ...start, a: 'accepted' })
  })

  it('refused one after the other leave nothing behind, in whatever order', () => {
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ] as const
    for (const order of orders) {
      const { accept, shown } = page()
      const changes = [accept('a'), accept('b'), accept('c')]
      for (const index of order) changes[index]?.refuse()
      expect(shown()).toEqual(start)
    }
  })

  it('refused between others take only themselves out', () => {
    const { accept, shown } = page()
    const [a, b, c] = [accept('a'), accept('b'), accept('c')]
    a.confirm()
    b.refuse()
    expect(shown()).toEqual({ a: 'accepted for good', b: 'proposed', c: 'accepted' })
    c.confirm()
    expect(shown()).toEqual({ a: 'accepted for good', b: 'proposed', c: 'accepted for good' })
  })

  it('stay over a record read afresh until their answers come', () => {
    const { accept, shown, renew } = page()
    const a = accept('a')
    renew({ ...start, b: 'changed elsewhere' })
    expect(shown()).toEqual({ a: 'accepted', b: 'changed elsewhere', c: 'proposed' })
    a.refuse()
    expect(shown()).toEqual({ ...start, b: 'changed elsewhere' })
  })

  it('take a record somebody else put on the page as the truth', () => {
    const { accept, shown, readAfresh } = page()
    const a = accept('a')
    readAfresh({ ...start, b: 'changed elsewhere' })
    a.refuse()
    expect(shown()).toEqual({ ...start, b: 'changed elsewhere' })
  })
})
