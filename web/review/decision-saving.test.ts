import { type DecisionPoint, emptyDecision } from '@secondstory/review/model/decisions'
import { expect, test } from 'vitest'
import {
  changesOf,
  chosenDecision,
  confirmedDecision,
  metDecision,
  missedDecision,
  openedDecision,
  pauseBeforeDecision,
  readKeptDecision,
  sendingDecision,
  written,
} from './decision-saving.ts'

const decision: DecisionPoint = {
  ...emptyDecision,
  id: 'd1',
  incidentId: 'i1',
  eventId: 'e1',
  decider: 'role',
  role: 'incident commander',
  version: 1,
}

test('only what was changed is sent, and nothing when it was changed back', () => {
  const now = written(openedDecision(decision, null), { situation: 'Errors.' })
  expect([now.state, changesOf(now.base, now.words)]).toEqual(['changed', { situation: 'Errors.' }])
  expect(written(now, { situation: '' }).state).toBe('saved')
})

test('what is written while it is sent is a change again, and the words under the cursor stay', () => {
  const sent = sendingDecision(written(openedDecision(decision, null), { chosen: 'Roll ' }))
  const more = written(sent, { chosen: 'Roll back' })
  const answer = { ...decision, chosen: 'Roll', version: 2 }
  expect(confirmedDecision(more, answer)).toMatchObject({ state: 'changed', words: { chosen: 'Roll back' } })
  expect(confirmedDecision(sent, answer)).toMatchObject({ state: 'saved', words: { chosen: 'Roll ' } })
})

test('a server out of reach is tried again, each time later', () => {
  const once = missedDecision(sendingDecision(written(openedDecision(decision, null), { believed: 'It.' })))
  const pauses = [once, missedDecision(once), missedDecision(missedDecision(once))].map(pauseBeforeDecision)
  expect(pauses).toEqual(pauses.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
  expect(once).toMatchObject({ state: 'kept', words: { believed: 'It.' } })
})

test('two who write different parts are joined; the same part waits for a person', () => {
  const mine = written(openedDecision(decision, null), { situation: 'Mine.' })
  const other = { ...decision, believed: 'Theirs.', version: 2 }
  expect(metDecision(mine, other)).toMatchObject({
    state: 'changed',
    words: { situation: 'Mine.', believed: 'Theirs.' },
  })
  const same = metDecision(mine, { ...decision, situation: 'Theirs.', version: 2 })
  expect(same.met?.differences).toEqual([{ label: 'The situation', mine: 'Mine.', theirs: 'Theirs.' }])
  expect(chosenDecision(same, same.met?.withTheirs ?? same.words)).toMatchObject({
    state: 'saved',
    words: { situation: 'Theirs.' },
  })
})

test('what this device kept is taken up, and anything else that stands there is nothing', () => {
  const kept = readKeptDecision({ version: 1, words: { situation: 'Kept.', strange: 1 } })
  expect(openedDecision(decision, kept)).toMatchObject({ state: 'changed', words: { situation: 'Kept.' } })
  for (const value of [null, 1, 'text', {}, { version: 'x', words: {} }])
    expect(readKeptDecision(value)).toBeNull()
})
