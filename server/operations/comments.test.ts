/** Comments beside the text and the rows of a review: threads, suggestions, and whose they are. */

import { placeByQuote, threadsOf } from '@secondstory/review/model/comments'
import { beforeEach, expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member, keeper, reader } = house.people
const ask = house.as(member)
const other = house.as(keeper)

let incidentId = ''
beforeEach(async () => {
  const input = { title: 'Exports were empty', kind: 'incident', severity: 'SEV3' } as const
  incidentId = (await ask('openIncident', input)).id
})

const words = { kind: 'text', from: '', to: '', quote: 'the cache was cold' } as const

test('a comment is answered, resolved and opened again, and the thread keeps its place', async () => {
  const first = await ask('addComment', { incidentId, place: words, text: 'Which cache?' })
  const answer = await other('addComment', { incidentId, threadId: first.id, text: 'The one of sessions.' })
  expect(answer.place).toEqual(first.place)
  const [thread] = threadsOf(await ask('listComments', { incidentId }))
  expect(thread?.answers.map(({ text, byName }) => [text, byName])).toEqual([
    ['The one of sessions.', 'Kim Keeper'],
  ])
  const resolved = await other('markComment', { id: first.id, version: first.version, state: 'resolved' })
  expect(resolved.state).toBe('resolved')
  const open = await ask('markComment', { id: first.id, version: resolved.version, state: 'open' })
  expect(open.state).toBe('open')
})

test('a suggestion is accepted or declined, and nothing else is', async () => {
  const suggestion = await ask('addComment', {
    incidentId,
    place: words,
    text: '',
    suggested: 'the cache was empty',
  })
  const accepted = await ask('markComment', { id: suggestion.id, version: 1, state: 'accepted' })
  expect(accepted.state).toBe('accepted')
  const plain = await ask('addComment', { incidentId, place: words, text: 'Why?' })
  const refused = await refusal(ask('markComment', { id: plain.id, version: 1, state: 'accepted' }))
  expect(refused.message).toContain('suggests no other words')
})

test('one’s own comment can be corrected and removed; another’s can be answered', async () => {
  const mine = await ask('addComment', { incidentId, place: words, text: 'Wich cache?' })
  expect((await ask('correctComment', { id: mine.id, version: 1, text: 'Which cache?' })).text).toBe(
    'Which cache?',
  )
  const refused = await refusal(other('correctComment', { id: mine.id, version: 2, text: 'Never mind.' }))
  expect([refused.kind, refused.message]).toEqual(['not-allowed', expect.stringContaining('Mo Member')])
  expect((await refusal(other('removeComment', { id: mine.id }))).kind).toBe('not-allowed')
  const { removalId } = await ask('removeComment', { id: mine.id })
  expect(await ask('listComments', { incidentId })).toEqual([])
  await ask('undoRemoval', { removalId })
  expect(await ask('listComments', { incidentId })).toHaveLength(1)
})

test('a comment stands beside a row of its own incident, and asks people who are here', async () => {
  const moment = { at: '2026-03-12T14:05:00.000Z', precision: 'minute', isAbout: false } as const
  const actor = { kind: 'role', name: 'warehouse lead' } as const
  const told = {
    incidentId,
    happenedAt: moment,
    kind: 'observation',
    actor,
    text: 'The belt stood still.',
  } as const
  const event = await ask('addTimelineEvent', told)
  const place = { kind: 'timeline event', id: event.id } as const
  const asked = await ask('addComment', { incidentId, place, text: 'Since when?', toIds: [keeper.personId] })
  expect([asked.place.id, asked.toIds]).toEqual([event.id, [keeper.personId]])
  const stranger = '00000000-0000-4000-8000-000000000000'
  const nowhere = { kind: 'factor', id: stranger } as const
  expect((await refusal(ask('addComment', { incidentId, place: nowhere, text: 'a' }))).kind).toBe('invalid')
  expect(
    (await refusal(ask('addComment', { incidentId, place: words, text: 'a', toIds: [stranger] }))).kind,
  ).toBe('invalid')
})

test('a comment that says nothing, has no place, or is written by a reader is refused', async () => {
  expect((await refusal(ask('addComment', { incidentId, place: words, text: ' ' }))).message).toContain(
    'says nothing',
  )
  expect((await refusal(ask('addComment', { incidentId, text: 'Where?' }))).message).toContain(
    'needs a place',
  )
  const byReader = house.as(reader)('addComment', { incidentId, place: words, text: 'May I?' })
  expect((await refusal(byReader)).kind).toMatch(/not-allowed|not-found/)
})

test('no comment is in an edition or in the record that is carried out', async () => {
  await ask('addComment', { incidentId, place: words, text: 'A word for us alone.' })
  const preview = await ask('readEditionPreview', { incidentId })
  expect(JSON.stringify(preview)).not.toContain('A word for us alone')
})

test('a stretch is found by its words where they stand once', () => {
  expect(placeByQuote('one two one', 'two')).toEqual({ from: 4, to: 7 })
  expect(placeByQuote('one two one', 'one')).toBeNull()
  expect(placeByQuote('one', '')).toBeNull()
})
