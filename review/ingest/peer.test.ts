/** Other incident tools: their clocks, what they repeat, what they leave open, and whose files they are not. */
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { readEvidence, recognise } from './index.ts'
import { fileOf } from './source.ts'

function read(...bodies: readonly unknown[]): { drafts: readonly EvidenceDraft[]; lost: readonly string[] } {
  const text = bodies.map((body) => JSON.stringify(body)).join('\n')
  const recognised = recognise(fileOf('peer.json', strToU8(text)))
  expect(recognised.source.name).toBe('peer')
  const readings = [...readEvidence(recognised, { now: '2026-11-01T00:00:00Z' })]
  return {
    drafts: readings.flatMap((one) => (one.outcome === 'read' ? [one.draft] : [])),
    lost: readings.flatMap((one) => (one.outcome === 'not-understood' ? [one.because] : [])),
  }
}

const incident = {
  id: 'i1',
  name: 'Mail held',
  created_at: '2026-02-03T22:03:57.801578Z',
  incident_timestamp_values: [],
}
const created = {
  event_type: 'public_incident.incident_created_v2',
  'public_incident.incident_created_v2': incident,
}
const updated = {
  event_type: 'public_incident.incident_updated_v2',
  'public_incident.incident_updated_v2': { ...incident, summary: 'Mail sent after 23:01 was held.' },
}

describe('incident.io', () => {
  it('tells an incident once however often it was delivered, and the same in any order', () => {
    const one = read(created, updated, created).drafts
    expect(one.map(({ key }) => key)).toEqual(['peer:incident.io:i1'])
    expect(read(updated, created).drafts).toEqual(one)
    expect(one[0]?.correlates).toContain('incident:i1')
  })

  it('says that a private incident is only an id, and survives wrong types', () => {
    const bare = {
      event_type: 'private_incident.incident_created_v2',
      'private_incident.incident_created_v2': { id: 'x' },
    }
    expect(read(bare).lost[0]).toContain('private incident')
    const odd = { incidents: [4, null, { id: {}, name: [] }], incident_updates: 'none' }
    expect(read(odd)).toMatchObject({ drafts: [] })
  })
})

it('reads the clocks of Dispatch as UTC, which they are without saying so', () => {
  const event = {
    uuid: 'e',
    started_at: '2026-02-03T22:12:00.500000',
    description: 'moved it',
    type: 'Custom event',
  }
  const { drafts } = read({ name: 'd', incident_severity: { name: 'High' }, events: [event] })
  expect(drafts[0]?.happenedAt?.at).toBe('2026-02-03T22:12:00.500Z')
})

it('takes a time of 0 in Morgue for one that nobody gave', () => {
  const { drafts } = read({
    id: 7,
    title: 'x',
    starttime: 1770156000,
    endtime: 0,
    detecttime: '0',
    statustime: 0,
  })
  expect(drafts.map(({ text }) => text)).toEqual(['Started: x'])
})

it('keeps the name of a person and not the address', () => {
  const event = {
    id: 'a',
    type: 'note',
    visibility: 'x',
    occurred_at: '2026-02-03T22:12:00Z',
    data: { body: 'done' },
    author: { email: 'yuki@larkspur.example' },
  }
  const { drafts } = read({ data: [event] })
  expect(drafts[0]?.speaker?.name).toBe('yuki')
})

it('says of an object it does not know that it does not', () => {
  const { lost } = read({ rootCause: 'x', timeline: 'not json', id: 1 }, { hello: 1 })
  expect(lost).toEqual(['A record of another incident tool is of no shape we know.'])
})
