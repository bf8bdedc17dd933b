/** Edits, removals, pins and reactions: whatever the order they arrive in, the timeline tells the last state. */
import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Evidence, EvidenceDraft } from '../model/evidence.ts'
import { readEvidence, recognise } from './index.ts'
import { propose } from './proposals.ts'
import { proposedParticipants, registerOf } from './register.ts'
import { sourceChanges } from './revisions.ts'
import { fileOf } from './source.ts'

const now = '2026-11-01T00:00:00Z'

/** Each event in a file of its own, as deliveries arrive. */
function delivered(...events: readonly object[]): readonly Evidence[] {
  return events.flatMap((event, index) => {
    const body = { type: 'event_callback', team_id: 'T1', event_id: `Ev${index}`, event }
    return read(`event-${index}.json`, body)
  })
}

function read(name: string, body: unknown): readonly Evidence[] {
  const readings = [...readEvidence(recognise(fileOf(name, strToU8(JSON.stringify(body)))), { now })]
  return readings.flatMap((one) => (one.outcome === 'read' ? [stored(one.draft)] : []))
}

function stored(draft: EvidenceDraft): Evidence {
  return { ...draft, id: `id of ${draft.key}`, incidentId: 'i', importId: 'm' }
}

function timeline(evidence: readonly Evidence[]) {
  return propose(evidence, registerOf(proposedParticipants(evidence, [])))
}

const ts = '1770156300.000300'
const message = { type: 'message', user: 'U1', text: 'rolled back the writer to v3.2.0', ts, team: 'T1' }
const told = { ...message, channel: 'C1LEDGER00', event_ts: ts }
const edit = (text: string, at: string) => ({
  type: 'message',
  subtype: 'message_changed',
  channel: 'C1LEDGER00',
  ts: `${at}.000100`,
  event_ts: `${at}.000100`,
  message: { ...message, text, edited: { user: 'U1', ts: `${at}.000000` } },
})
const first = edit('rolled back both writers to v3.2.0', '1770156400')
const second = edit('rolled back both writers to v3.2.1', '1770156500')
const removed = {
  type: 'message',
  subtype: 'message_deleted',
  channel: 'C1LEDGER00',
  deleted_ts: ts,
  event_ts: '1770156600.000100',
  previous_message: message,
}
const react = (type: string, user: string, at: string) => ({
  type,
  user,
  reaction: 'pushpin',
  item: { type: 'message', channel: 'C1LEDGER00', ts },
  event_ts: `${at}.000200`,
})
const pinned = react('reaction_added', 'U2', '1770156410')
const plain = {
  ...told,
  text: 'that was the change window of the day',
  ts: '1770156310.000100',
  event_ts: '1770156310.000100',
}

describe('a message that was edited after it was stored', () => {
  it('is proposed in its newest words under its first key, and rests on every telling', () => {
    const [event] = timeline(delivered(told, first, second))
    expect(event).toMatchObject({
      text: 'rolled back both writers to v3.2.1',
      key: `slack:T1:C1LEDGER00:${ts}`,
    })
    expect(event?.evidenceIds).toEqual([
      `id of slack:T1:C1LEDGER00:${ts}+2026-02-03T22:08:20.000Z`,
      `id of slack:T1:C1LEDGER00:${ts}+2026-02-03T22:06:40.000Z`,
      `id of slack:T1:C1LEDGER00:${ts}`,
    ])
  })

  it('has the same key whether an event, a page or an export tells the edit', () => {
    const page = { ok: true, channel: 'C1LEDGER00', team_id: 'T1', messages: [first.message] }
    expect(read('page.json', page).map(({ key }) => key)).toEqual(delivered(first).map(({ key }) => key))
  })

  it('is told by its edit alone when its first words never arrived', () => {
    expect(timeline(delivered(second))[0]).toMatchObject({ text: 'rolled back both writers to v3.2.1' })
  })
})

describe('a message that was taken back', () => {
  it('proposes nothing, and none of its words', () => {
    expect(timeline(delivered(told, first, removed))).toEqual([])
    expect(timeline(delivered(removed, told))).toEqual([])
  })
})

describe('a reaction that arrives after its message', () => {
  it('raises the proposal of the message', () => {
    const before = timeline(delivered(plain))
    expect(
      before.every(({ reasons }) => !reasons.join().includes('marked with a reaction for keeping')),
    ).toBe(true)
    const late = { ...pinned, item: { ...pinned.item, ts: plain.ts } }
    const [event] = timeline(delivered(plain, late))
    expect(event?.confidence).toBeGreaterThan(before[0]?.confidence ?? 0)
    expect(event?.state).toBe('proposed')
    // In one file or in two: the same.
    const together = [plain, late].map((each, index) =>
      JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: `E${index}`, event: each }),
    )
    const file = fileOf('events.jsonl', strToU8(together.join('\n')))
    const readings = [...readEvidence(recognise(file), { now })]
    const evidence = readings.flatMap((one) => (one.outcome === 'read' ? [stored(one.draft)] : []))
    expect(timeline(evidence)[0]?.confidence).toBe(event?.confidence)
  })

  it('lowers it again when it is taken away', () => {
    const late = { ...pinned, item: { ...pinned.item, ts: plain.ts } }
    const away = { ...late, type: 'reaction_removed', event_ts: '1770156420.000100' }
    expect(timeline(delivered(plain, late, away))).toEqual(timeline(delivered(plain)))
  })
})

describe('what an accepted event rests on', () => {
  const [original] = delivered(told)
  const ids = [original?.id ?? '']

  it('is unchanged as long as its source said nothing else', () => {
    expect(sourceChanges(delivered(told, pinned))(ids)).toBeNull()
  })

  it('is changed by the newest edit, with its instant', () => {
    const all = delivered(second, told, first)
    expect(sourceChanges(all)(ids)).toEqual({
      at: '2026-02-03T22:08:20.000Z',
      evidenceId: `id of slack:T1:C1LEDGER00:${ts}+2026-02-03T22:08:20.000Z`,
      isRemoved: false,
    })
  })

  it('is no longer changed once the event rests on the edit too', () => {
    const all = delivered(told, second)
    const change = sourceChanges(all)(ids)
    expect(sourceChanges(all)([...ids, change?.evidenceId ?? ''])).toBeNull()
  })

  it('says that it was removed', () => {
    expect(sourceChanges(delivered(told, first, removed))(ids)).toMatchObject({
      at: '2026-02-03T22:10:00.000Z',
      isRemoved: true,
    })
  })
})

describe('other sources', () => {
  it.each([
    [
      'Mattermost',
      {
        order: [],
        posts: {
          p: {
            id: 'p',
            create_at: 1770156300000,
            edit_at: 1770156400000,
            message: 'rolled back',
            user_id: 'u',
            channel_id: 'c',
          },
        },
      },
      'mattermost:p:1770156300000',
    ],
    [
      'GitLab',
      {
        object_kind: 'note',
        user: { name: 'Ines', username: 'ines' },
        project: { path_with_namespace: 'harbour/ledger' },
        object_attributes: {
          id: 7,
          action: 'update',
          note: 'other words',
          created_at: '2026-02-03 22:05:00 UTC',
          updated_at: '2026-02-03 22:06:40 UTC',
          noteable_type: 'Issue',
        },
        issue: { id: 3 },
      },
      'gitlab:note:7',
    ],
  ] as const)('%s tells an edit as a revision', (_, body, key) => {
    expect(read('a.json', body)).toMatchObject([{ key: `${key}+2026-02-03T22:06:40.000Z`, revises: key }])
  })
})

it('any order of arrival gives the same timeline and the same changes', () => {
  const unreact = react('reaction_removed', 'U2', '1770156420')
  const again = react('reaction_added', 'U3', '1770156430')
  const all = delivered(told, plain, first, second, pinned, unreact, again)
  const some = fc.subarray([...all, ...delivered(removed)])
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (evidence, dice) => {
      const shuffled = evidence
        .map((one) => [dice.next().value, one] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, one]) => one)
      expect(timeline(shuffled)).toEqual(timeline(evidence))
      for (const { id } of evidence)
        expect(sourceChanges(shuffled)([id])).toEqual(sourceChanges(evidence)([id]))
    }),
    { numRuns: 200 },
  )
})
