/** Slack's API: one message is one message whichever way it came, and what is missing is said. */
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { readEvidence, recognise } from './index.ts'
import { type FileView, fileOf } from './source.ts'

const options = { now: '2026-11-01T00:00:00Z' }

function read(file: FileView): { drafts: readonly EvidenceDraft[]; lost: readonly string[] } {
  const readings = [...readEvidence(recognise(file), options)]
  return {
    drafts: readings.flatMap((one) => (one.outcome === 'read' ? [one.draft] : [])),
    lost: readings.flatMap((one) => (one.outcome === 'not-understood' ? [one.because] : [])),
  }
}

function events(...list: readonly object[]): FileView {
  const lines = list.map((event, index) =>
    JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: `Ev${index}`, event }),
  )
  return fileOf('events.jsonl', strToU8(lines.join('\n')))
}

const message = {
  type: 'message',
  user: 'U1',
  text: 'restarted the writer',
  ts: '1770156300.000300',
  team: 'T1',
}
const told = { ...message, channel: 'C1LEDGER00', event_ts: message.ts }
const changed = {
  type: 'message',
  subtype: 'message_changed',
  channel: 'C1LEDGER00',
  ts: '1770156400.000100',
  event_ts: '1770156400.000100',
  message: { ...message, text: 'restarted both writers', edited: { user: 'U1', ts: '1770156400.000000' } },
}
const deleted = {
  type: 'message',
  subtype: 'message_deleted',
  channel: 'C1LEDGER00',
  deleted_ts: message.ts,
  event_ts: '1770156500.000100',
  previous_message: message,
}
const pushpin = {
  type: 'reaction_added',
  user: 'U2',
  reaction: 'pushpin',
  item: { type: 'message', channel: 'C1LEDGER00', ts: message.ts },
  event_ts: '1770156410.000100',
}

describe('a message has one key', () => {
  it('in an export, in a page of history and in an event; what changes it names that key', () => {
    const tree = {
      'users.json': strToU8('[{"id":"U1","team_id":"T1","name":"ines"}]'),
      'channels.json': strToU8('[{"id":"C1LEDGER00","name":"ledger"}]'),
      'ledger/2026-02-03.json': strToU8(JSON.stringify([message])),
    }
    const page = { ok: true, channel: 'C1LEDGER00', messages: [message] }
    const keys = [
      read(fileOf('export.zip', zipSync(tree))),
      read(fileOf('page.json', strToU8(JSON.stringify(page)))),
      read(events(told)),
      read(events({ ...told, type: 'app_mention' })),
      read(events(changed)),
      read(events(deleted)),
    ].map(({ drafts }) => drafts.map((draft) => draft.revises ?? draft.key))
    expect(keys).toEqual(Array(6).fill(['slack:T1:C1LEDGER00:1770156300.000300']))
  })

  it('and says what its last edit says, whatever the order of deliveries', () => {
    for (const order of [
      [told, changed, pushpin],
      [pushpin, changed, told],
    ]) {
      const { drafts } = read(events(...order))
      expect(drafts.map(({ text }) => text)).toEqual(['restarted both writers'])
      expect(drafts[0]?.marks).toEqual(['edited', 'reaction:pushpin:1'])
    }
  })
})

describe('what happens to a message', () => {
  it('takes its words away when its writer took it back', () => {
    const { drafts } = read(events(deleted, told))
    expect(JSON.stringify(drafts)).not.toContain('restarted the writer')
  })

  it('follows the last word on a reaction and on a pin', () => {
    const removed = { ...pushpin, type: 'reaction_removed', event_ts: '1770156420.000100' }
    const pin = {
      type: 'pin_added',
      user: 'U2',
      channel_id: 'C1LEDGER00',
      item: { type: 'message', message },
      event_ts: '1770156430.000100',
    }
    const unpin = { ...pin, type: 'pin_removed', event_ts: '1770156440.000100' }
    expect(read(events(told, removed, pushpin, pin)).drafts[0]?.marks).toEqual(['pinned'])
    expect(read(events(unpin, pin, told)).drafts[0]?.marks).toEqual([])
  })

  it('is evidence by itself when the message is not in the file', () => {
    const { drafts } = read(events(pushpin, pushpin))
    expect(drafts.map(({ key }) => key)).toEqual(['slack:T1:C1LEDGER00:1770156300.000300:pushpin:U2'])
    expect(drafts[0]?.thread).toBe('slack:T1:C1LEDGER00:1770156300.000300')
  })
})

describe('what is missing or strange is said', () => {
  it('a gap in deliveries, a page followed by others, an event of another sort', () => {
    expect(read(events({ type: 'app_rate_limited' }, told)).lost[0]).toContain('import the history')
    expect(read(events({ type: 'emoji_changed' }, told)).lost[0]).toContain('emoji_changed')
    const page = { ok: true, has_more: true, messages: [message] }
    expect(read(fileOf('page.json', strToU8(JSON.stringify(page)))).lost[0]).toContain('next pages')
  })

  it('every message without a number, and members of the wrong type', () => {
    const page = {
      ok: true,
      messages: [message, { type: 'message', text: 'a' }, { type: 'message', text: 'b' }, 4, null],
    }
    const { drafts, lost } = read(fileOf('page.json', strToU8(JSON.stringify(page))))
    expect([drafts.length, lost.length]).toEqual([1, 4])
    expect(
      read(events(told, { type: 'message', subtype: 'message_changed' }, { type: 'pin_added', item: 3 })).lost
        .length,
    ).toBe(2)
  })
})
