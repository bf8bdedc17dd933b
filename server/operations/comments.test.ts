/** Comments beside the text and the rows of a review: threads, suggestions, who is asked, and whose they are. */

import { type Comment, type CommentPlace, threadsOf } from '@secondstory/review/model/comments'
import { beforeEach, describe, expect, test } from 'vitest'
import { readLive } from '../store/live.ts'
import { openLiveText } from '../store/live-text.ts'
import { listDispatches } from '../store/outbox.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member, keeper, reader } = house.people
const ask = house.as(member)
const other = house.as(keeper)

let incidentId = ''
beforeEach(async () => {
  house.clock.now = '2026-03-12T12:00:00.000Z'
  const input = { title: 'Exports were empty', kind: 'incident', severity: 'SEV3' } as const
  incidentId = (await ask('openIncident', input)).id
  await write('In Oslo the cache was cold.\n\nIn Turin the cache was cold too.')
})

async function write(text: string): Promise<void> {
  const { version } = await ask('readDraft', { incidentId })
  await ask('correctDraft', { incidentId, version, text })
}

async function draft(): Promise<string> {
  return (await ask('readDraft', { incidentId })).text
}

const words = { kind: 'text', quote: 'the cache was cold', before: 'In Oslo ', after: '.' } as const

async function suggest(suggested: string, place: Partial<CommentPlace> = words): Promise<Comment> {
  return ask('addComment', { incidentId, place: { kind: 'text', ...place }, text: '', suggested })
}

describe('threads', () => {
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
    const stale = await refusal(ask('markComment', { id: first.id, version: 1, state: 'resolved' }))
    expect([stale.kind, stale.current]).toEqual(['conflict', open])
    const onAnswer = await refusal(ask('markComment', { id: answer.id, version: 1, state: 'resolved' }))
    expect(onAnswer.message).toContain('mark the comment that began it')
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

  test('a comment stands beside a row of its own incident', async () => {
    const told = {
      incidentId,
      happenedAt: { at: '2026-03-12T14:05:00.000Z', precision: 'minute', isAbout: false },
      kind: 'observation',
      actor: { kind: 'role', name: 'warehouse lead' },
      text: 'The belt stood still.',
    } as const
    const event = await ask('addTimelineEvent', told)
    const place = { kind: 'timeline event', id: event.id } as const
    const comment = await ask('addComment', { incidentId, place, text: 'Since when?' })
    expect(comment.place.id).toBe(event.id)
    const nowhere = { kind: 'factor', id: event.id } as const
    const refused = await refusal(ask('addComment', { incidentId, place: nowhere, text: 'a' }))
    expect(refused.message).toContain('does not belong to this incident')
    const row = await refusal(ask('addComment', { incidentId, place, text: 'a', suggested: 'b' }))
    expect(row.message).toContain('stretch of the text')
  })

  test('what says nothing, has no place, or names a place no text has is refused', async () => {
    const empty = await refusal(ask('addComment', { incidentId, place: words, text: ' ' }))
    expect(empty.message).toContain('says nothing')
    const nowhere = await refusal(ask('addComment', { incidentId, text: 'Where?' }))
    expect(nowhere.message).toContain('needs a place')
    const place = { ...words, from: '{"type":{"client":1,"clock":2}}' }
    const forged = await refusal(ask('addComment', { incidentId, place, text: 'a' }))
    expect(forged.kind).toBe('invalid')
  })

  test('whoever does not see the record reads no comment and writes none', async () => {
    const stranger = house.as(reader)
    const [read, written] = [
      await refusal(stranger('listComments', { incidentId })),
      await refusal(stranger('addComment', { incidentId, place: words, text: 'May I?' })),
    ]
    expect([read.kind, written.kind]).toEqual(['not-allowed', 'not-allowed'])
  })
})

describe('suggestions', () => {
  test('accepting puts the words in, and one step takes both back', async () => {
    const suggestion = await suggest('the cache was empty')
    const accepted = await ask('acceptSuggestion', { id: suggestion.id, version: 1 })
    expect(accepted.state).toBe('accepted')
    expect(await draft()).toBe('In Oslo the cache was empty.\n\nIn Turin the cache was cold too.')
    const back = await other('undoSuggestion', { id: suggestion.id, version: accepted.version })
    expect(back.state).toBe('open')
    expect(await draft()).toBe('In Oslo the cache was cold.\n\nIn Turin the cache was cold too.')
  })

  test('the live text says the same as the draft after each of them', async () => {
    const suggestion = await suggest('')
    const accepted = await ask('acceptSuggestion', { id: suggestion.id, version: 1 })
    const live = async () =>
      openLiveText((await readLive(house.database.queries, incidentId))?.parts ?? []).text()
    expect([await live(), await draft()]).toEqual(
      Array(2).fill('In Oslo .\n\nIn Turin the cache was cold too.'),
    )
    await ask('undoSuggestion', { id: suggestion.id, version: accepted.version })
    expect(await live()).toBe(await draft())
    expect(await draft()).toContain('In Oslo the cache was cold.')
  })

  test('words are found after the text around them changed, twice the same as they may stand there', async () => {
    const suggestion = await suggest('the cache was empty', {
      quote: 'the cache was cold',
      before: 'In Turin ',
      after: ' too.',
    })
    await write('Later.\n\nIn Turin, we think, the cache was cold too.\n\nIn Oslo the cache was cold.')
    await ask('acceptSuggestion', { id: suggestion.id, version: 1 })
    expect(await draft()).toContain('In Turin, we think, the cache was empty too.')
    expect(await draft()).toContain('In Oslo the cache was cold.')
  })

  test('words that changed since are not replaced, and the refusal says what can be done', async () => {
    const suggestion = await suggest('the cache was empty')
    await write('Nothing is left of it.')
    const refused = await refusal(ask('acceptSuggestion', { id: suggestion.id, version: 1 }))
    expect([refused.kind, refused.message]).toEqual(['conflict', expect.stringContaining('changed by hand')])
    expect(await draft()).toBe('Nothing is left of it.')
    expect((await ask('listComments', { incidentId }))[0]?.state).toBe('open')
  })

  test('only a suggestion is accepted, declined or taken back', async () => {
    const plain = await ask('addComment', { incidentId, place: words, text: 'Why?' })
    const seen = { id: plain.id, version: 1 }
    const refused = [
      await refusal(ask('acceptSuggestion', seen)),
      await refusal(ask('undoSuggestion', seen)),
      await refusal(ask('markComment', { ...seen, state: 'declined' })),
    ]
    expect(refused.map(({ message }) => message)).toEqual([
      expect.stringContaining('nothing to accept'),
      expect.stringContaining('nothing to take back'),
      expect.stringContaining('resolved or open'),
    ])
    const same = await refusal(suggest('the cache was cold'))
    expect(same.message).toContain('stand there already')
    const suggestion = await suggest('the cache was empty')
    const declined = await ask('markComment', { id: suggestion.id, version: 1, state: 'declined' })
    expect(declined.state).toBe('declined')
    const accepted = await ask('acceptSuggestion', { id: suggestion.id, version: declined.version })
    const marked = await refusal(
      ask('markComment', { id: suggestion.id, version: accepted.version, state: 'open' }),
    )
    expect(marked.message).toContain('taking them back')
  })
})

describe('mentions', () => {
  const letters = async () =>
    (await listDispatches(house.database.queries, { states: ['waiting'], limit: 50 })).filter(
      ({ kind }) => kind === 'mention',
    )

  test('whoever a comment names is asked once: on their first page, and by one letter in their hours', async () => {
    const before = (await letters()).length
    house.clock.now = '2026-03-13T20:00:00.000Z'
    const first = await ask('addComment', { incidentId, place: words, text: 'Since when, @Kim Keeper?' })
    expect(first.toIds).toEqual([keeper.personId])
    const corrected = await ask('correctComment', { id: first.id, version: 1, text: 'Since when, @keeper?' })
    expect(corrected.toIds).toEqual([keeper.personId])
    const queued = await letters()
    expect(queued.length - before).toBe(1)
    // A Friday evening waits for Monday morning; its words are in the letter and not in what a keeper is shown.
    expect(queued[0]).toMatchObject({ to: 'keeper@example.org', dueAt: '2026-03-16T09:00:00.000Z' })
    expect(JSON.stringify(queued[0])).not.toContain('Since when')
    const asking = async () => (await other('readHome', {})).asking.map(({ text }) => text)
    expect(await asking()).toContain('Since when, @keeper?')
    house.clock.now = '2026-03-16T10:00:00.000Z'
    await other('addComment', { incidentId, threadId: first.id, text: 'Since noon.' })
    expect(await asking()).not.toContain('Since when, @keeper?')
  })

  test('who wants none gets none, and who names themselves neither', async () => {
    const chosen = await other('readPreferences', {})
    await other('correctPreferences', { ...chosen, mentions: 'none' })
    const before = (await letters()).length
    await ask('addComment', { incidentId, place: words, text: '@keeper and @member, look.' })
    expect((await letters()).length).toBe(before)
    await other('correctPreferences', { ...chosen, version: chosen.version + 1, mentions: 'mail' })
  })

  test('somebody who does not see the record is not asked about it', async () => {
    const refused = await refusal(
      ask('addComment', { incidentId, place: words, text: 'What do you think, @Ria Reader?' }),
    )
    expect(refused.message).toContain('Ria Reader does not see this record')
    expect(await ask('listComments', { incidentId })).toEqual([])
  })
})

test('no comment is in an edition, in an export or in what is searched', async () => {
  await ask('addComment', { incidentId, place: words, text: 'A zebra for us alone.' })
  await suggest('the zebra was cold')
  const preview = await ask('readEditionPreview', { incidentId })
  const timeline = await ask('exportMap', { incidentId, format: 'markdown' })
  const found = await ask('findEvidence', { incidentId, text: 'zebra' })
  const library = await ask('listEditions', { text: 'zebra' })
  for (const each of [preview, timeline, found, library]) {
    expect(JSON.stringify(each)).not.toMatch(/zebra (?:for|was)/i)
  }
})
