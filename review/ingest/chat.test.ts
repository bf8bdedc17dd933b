/** Chats other than Slack: what is one message, what is taken back, what is broken. */
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { readEvidence, recognise } from './index.ts'
import { fileOf, Unreadable } from './source.ts'
import { wordsOfHtml } from './zulip.ts'

const options = { now: '2026-11-01T00:00:00Z' }

function read(value: unknown): { drafts: readonly EvidenceDraft[]; lost: readonly string[]; source: string } {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const recognised = recognise(fileOf('chat.json', strToU8(text)))
  const readings = [...readEvidence(recognised, options)]
  return {
    source: recognised.source.name,
    drafts: readings.flatMap((one) => (one.outcome === 'read' ? [one.draft] : [])),
    lost: readings.flatMap((one) => (one.outcome === 'not-understood' ? [one.because] : [])),
  }
}

function discordFile(...messages: readonly unknown[]): unknown {
  return { guild: { id: '0' }, channel: { id: '5', name: 'inc' }, exportedAt: 'x', messages }
}

describe('Discord', () => {
  it('takes the instant from the number, whatever zone the exporter wrote', () => {
    const message = { id: '1468350376968192001', timestamp: '2026-02-03T13:00:10.5', content: 'restarted it' }
    const { drafts } = read(discordFile(message))
    expect(drafts[0]?.happenedAt?.at).toBe('2026-02-03T21:00:10.500Z')
    expect(drafts[0]?.key).toBe('discord:5:1468350376968192001')
    expect(drafts[0]?.link).toBe('https://discord.com/channels/@me/5/1468350376968192001')
  })

  it('keeps the digits of a number that lost its quotes', () => {
    const text = JSON.stringify(discordFile({ id: '1468350376968192001', content: 'x' })).replace(
      '"1468350376968192001"',
      '1468350376968192001',
    )
    expect(read(text).drafts[0]?.key).toBe('discord:5:1468350376968192001')
  })

  it('tells one message once and survives wrong types', () => {
    const message = { id: '1468350376968192001', content: 'x', author: 7, reactions: 'none', embeds: [3] }
    const { drafts, lost } = read(discordFile(message, message, null, 4, 'x', { id: {}, timestamp: [] }))
    expect(drafts.length).toBe(1)
    expect(lost.length).toBe(4)
  })

  it('says that a file stops in the middle', () => {
    const text = JSON.stringify(discordFile({ id: '1468350376968192001', content: 'x' })).slice(0, -20)
    expect(() => read(text)).toThrow(Unreadable)
  })
})

describe('Mattermost', () => {
  it('ends the key of both forms in the same millisecond', () => {
    const bulk = read(
      '{"type":"version","version":1}\n{"type":"post","post":{"team":"t","channel":"c","user":"ines","message":"restarted it","create_at":1770156120000}}',
    )
    const listed = read({
      posts: { a: { id: 'a', channel_id: 'c', create_at: 1770156120000, message: 'restarted it' } },
    })
    const stamp = (key: string | undefined): string | undefined => key?.split(':').at(-1)
    expect(stamp(bulk.drafts[0]?.key)).toBe('1770156120000')
    expect(stamp(listed.drafts[0]?.key)).toBe('1770156120000')
  })

  it('does not repeat the words of a post that was taken back', () => {
    const posts = {
      a: { id: 'a', channel_id: 'c', create_at: 1770156120000, delete_at: 1770156130000, message: 'oh no' },
    }
    const { drafts } = read({ posts })
    expect(JSON.stringify(drafts)).not.toContain('oh no')
    expect(drafts[0]?.marks).toContain('deleted')
  })
})

describe('Zulip', () => {
  it('makes words of its HTML, and no tag of what was typed', () => {
    expect(wordsOfHtml('<p>a &lt;b&gt; &amp;lt; c<br>d</p><ul>\n<li>one</li>\n</ul>')).toBe(
      'a <b> &lt; c\nd\n- one',
    )
  })

  it('is linear on tags that never close', () => {
    const { drafts } = read({
      messages: [
        {
          id: 1,
          sender_full_name: 'Ines',
          timestamp: 1770156120,
          content: `<p>${'<a '.repeat(20_000)}`,
          content_type: 'text/html',
        },
      ],
    })
    expect(drafts.length).toBe(1)
  })
})
