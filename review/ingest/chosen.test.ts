/** A message that was delivered as it was written, and what people did to it later. */
import { describe, expect, it } from 'vitest'
import type { Evidence } from '../model/evidence.ts'
import { readEvidence, recognise } from './index.ts'
import { propose } from './proposals.ts'
import { registerOf } from './register.ts'
import { fileOf } from './source.ts'

const message = {
  type: 'message',
  channel: 'C1LEDGER00',
  user: 'U1',
  text: 'the replica list was stale the whole afternoon',
  ts: '1770156300.000300',
}
const item = { type: 'message', channel: 'C1LEDGER00', ts: message.ts }
const reacted = (reaction: string, event_ts: string, more: object = {}) => ({
  type: 'reaction_added',
  user: 'U2',
  reaction,
  item,
  event_ts,
  ...more,
})
const pinned = {
  type: 'pin_added',
  user: 'U2',
  channel_id: 'C1LEDGER00',
  item,
  event_ts: '1770156430.000100',
}

/** Each event as a delivery, and so a file, of its own. */
function delivered(...events: readonly object[]): readonly Evidence[] {
  return events.flatMap((event, index) => {
    const body = { type: 'event_callback', team_id: 'T1', event_id: `Ev${index}`, event }
    const file = fileOf(`${index}.json`, new TextEncoder().encode(JSON.stringify(body)))
    return [...readEvidence(recognise(file), { now: '2026-11-01T00:00:00Z' })].flatMap((reading) =>
      reading.outcome === 'read'
        ? [{ ...reading.draft, id: reading.draft.key, incidentId: 'i', importId: 'm' }]
        : [],
    )
  })
}

const stateOf = (evidence: readonly Evidence[]) =>
  propose(evidence, registerOf([])).map(({ state, reasons }) => ({ state, reasons }))

describe('a message that nothing speaks for', () => {
  it('is not proposed', () => {
    expect(stateOf(delivered(message))).toEqual([])
  })

  it.each([
    ['a pushpin', reacted('pushpin', '1770156410.000100'), 'marked with a reaction for keeping'],
    [
      'a stopwatch in another colour',
      reacted('stopwatch::skin-tone-2', '1770156410.000100'),
      'marked with a reaction for keeping',
    ],
    ['a pin', pinned, 'pinned'],
  ])('is proposed after %s, in any order', (_gesture, event, reason) => {
    const once = stateOf(delivered(message, event))
    expect(once).toMatchObject([{ state: 'proposed' }])
    expect(once[0]?.reasons.join()).toContain(reason)
    expect(stateOf(delivered(event, message))).toEqual(once)
  })

  it('is not proposed any more after the reaction was taken back', () => {
    const back = reacted('pushpin', '1770156500.000100', { type: 'reaction_removed' })
    expect(stateOf(delivered(message, reacted('pushpin', '1770156410.000100'), back))).toEqual([])
    expect(stateOf(delivered(message, back, reacted('pushpin', '1770156600.000100')))).toHaveLength(1)
  })

  it('stays proposed when only one of two takes theirs back', () => {
    const evidence = delivered(
      message,
      reacted('pushpin', '1770156410.000100'),
      reacted('pushpin', '1770156420.000100', { user: 'U3' }),
      reacted('pushpin', '1770156500.000100', { type: 'reaction_removed' }),
    )
    expect(stateOf(evidence)).toHaveLength(1)
  })

  it('is proposed once, however many react', () => {
    const evidence = delivered(
      message,
      ...['U2', 'U3', 'U4'].map((user, index) => reacted('pushpin', `177015641${index}.000100`, { user })),
    )
    expect(stateOf(evidence)).toHaveLength(1)
  })
})

describe('a message chosen by the gesture a team agreed on', () => {
  const gesture = (event: object): readonly Evidence[] =>
    delivered(event).map((one) => ({ ...one, marks: [...one.marks, 'kept'] }))
  const chosen = gesture(reacted('ledger', '1770156410.000100'))
  const back = delivered(reacted('ledger', '1770156510.000100', { type: 'reaction_removed' }))

  it('is proposed until the gesture is taken back', () => {
    expect(stateOf([...delivered(message), ...chosen])).toHaveLength(1)
    expect(stateOf([...chosen, ...delivered(message)])).toHaveLength(1)
    expect(stateOf([...delivered(message), ...chosen, ...back])).toEqual([])
  })

  it('stays proposed when someone else takes theirs back', () => {
    const other = { type: 'reaction_removed', user: 'U9' }
    const theirs = delivered(reacted('ledger', '1770156510.000100', other))
    expect(stateOf([...delivered(message), ...chosen, ...theirs])).toHaveLength(1)
  })
})
