import { moment } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { describe, expect, it } from 'vitest'
import {
  commandFor,
  inDraft,
  inTray,
  keptInMerge,
  listKeys,
  marked,
  moved,
  nothingChosen,
  replaced,
  rowsOf,
  targets,
  toggled,
  triggered,
  without,
} from './timeline-rows.ts'

function event(id: string, at: string | null, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id,
    incidentId: 'i',
    happenedAt: at === null ? null : moment(at),
    until: null,
    rank: 0,
    kind: 'chat',
    actor: { kind: 'unknown', name: '' },
    lane: 'slack',
    text: id,
    state: 'proposed',
    isTrigger: false,
    evidenceIds: [],
    reasons: [],
    confidence: 0.5,
    phase: null,
    sourceChanged: null,
    version: 1,
    ...more,
  }
}

const a = event('a', '2026-03-12T23:50:00Z')
const b = event('b', '2026-03-13T00:20:00Z')
const c = event('c', '2026-03-13T00:25:00Z', { state: 'tray' })
const d = event('d', '2026-03-13T00:30:00Z', { state: 'accepted' })
const order = ['a', 'b', 'c', 'd']
const plain = { shiftKey: false, metaKey: false, ctrlKey: false, altKey: false }

describe('the rows', () => {
  it('show a day when it changes and a gap where nothing was recorded', () => {
    expect(rowsOf([a, b, d]).map((row) => row.kind)).toEqual(['day', 'event', 'gap', 'day', 'event', 'event'])
  })

  it('keep an event without a time where its rank puts it, in the day around it', () => {
    const rows = rowsOf([a, event('x', null)])
    expect(rows.map((row) => row.kind)).toEqual(['day', 'event', 'event'])
  })

  it('keep the tray and the rejected out of the draft', () => {
    const all = [d, c, b, a, event('r', '2026-03-13T00:00:00Z', { state: 'rejected' })]
    expect(inDraft(all).map((row) => row.id)).toEqual(['a', 'b', 'd'])
    expect(inTray(all).map((row) => row.id)).toEqual(['c'])
  })
})

describe('choosing', () => {
  it('moves the focus and stops at the ends', () => {
    const first = moved(nothingChosen, order, { by: 1, isRange: false })
    expect(first.activeId).toBe('a')
    expect(moved(first, order, { by: -1, isRange: false }).activeId).toBe('a')
    expect(moved(first, order, { by: 99, isRange: false }).activeId).toBe('d')
    expect(moved(nothingChosen, order, { by: -1, isRange: false }).activeId).toBe('d')
  })

  it('with shift grows and shrinks from where it began', () => {
    let choice = moved(nothingChosen, order, { by: 2, isRange: false })
    choice = moved(choice, order, { by: 1, isRange: true })
    choice = moved(choice, order, { by: 1, isRange: true })
    expect([...choice.ids]).toEqual(['b', 'c', 'd'])
    choice = moved(choice, order, { by: -1, isRange: true })
    expect([...choice.ids]).toEqual(['b', 'c'])
  })

  it('applies to the chosen, else to the focus, else to nothing', () => {
    const focus = moved(nothingChosen, order, { by: 2, isRange: false })
    expect(targets(focus, order)).toEqual(['b'])
    expect(targets(toggled(toggled(focus, 'd'), 'a'), order)).toEqual(['a', 'd'])
    expect(targets(nothingChosen, order)).toEqual([])
  })

  it('hands the focus to the next that stayed when the focused one leaves', () => {
    const focus = moved(nothingChosen, order, { by: 2, isRange: false })
    expect(without(focus, order, new Set(['b'])).activeId).toBe('c')
    expect(without({ ...focus, activeId: 'd' }, order, new Set(['d'])).activeId).toBe('c')
    expect(without(focus, order, new Set(order)).activeId).toBeNull()
  })

  it('survives an empty list', () => {
    expect(moved(nothingChosen, [], { by: 1, isRange: true })).toEqual(nothingChosen)
  })
})

describe('keys', () => {
  it.each([
    ['j', {}, 'next'],
    ['k', {}, 'previous'],
    ['ArrowDown', { shiftKey: true }, 'next-range'],
    ['J', { shiftKey: true }, 'next-range'],
    ['a', {}, 'accept'],
    ['a', { metaKey: true }, 'choose-proposals'],
    ['a', { ctrlKey: true }, 'choose-proposals'],
    ['x', {}, 'reject'],
    ['x', { metaKey: true }, null],
    ['a', { altKey: true }, null],
    ['q', {}, null],
    [' ', {}, 'choose'],
    ['z', { metaKey: true }, 'undo'],
  ])('%s with %j means %s', (key, more, command) => {
    expect(commandFor({ key, ...plain, ...more })).toBe(command)
  })

  it('each mean one thing', () => {
    const keys = listKeys.flatMap((row) => row.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('before the server answers', () => {
  it('marks, and leaves the others as they are', () => {
    const after = marked([a, b], new Set(['a']), 'accepted')
    expect(after[0]?.state).toBe('accepted')
    expect(after[1]).toBe(b)
  })

  it('has at most one trigger', () => {
    const after = triggered([{ ...a, isTrigger: true }, b], 'b')
    expect(after.map((row) => row.isTrigger)).toEqual([false, true])
    expect(triggered(after, null).some((row) => row.isTrigger)).toBe(false)
  })

  it("takes the server's rows and adds new ones", () => {
    const after = replaced([a, b], [{ ...b, version: 2 }, d])
    expect(after.map((row) => [row.id, row.version])).toEqual([
      ['a', 1],
      ['b', 2],
      ['d', 1],
    ])
  })

  it('keeps the trigger in a merge, then the accepted', () => {
    expect(keptInMerge([a, d])?.id).toBe('d')
    expect(keptInMerge([{ ...a, isTrigger: true }, d])?.id).toBe('a')
    expect(keptInMerge([])).toBeNull()
  })
})
