/** Traps of the sources whose files are JSON: what senders really do to their own formats. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { datadogTemplate } from './datadog.ts'
import { inspectFile, type Reading, readEvidence, recognise } from './index.ts'
import { isFields, jsonParts } from './json.ts'
import { propose } from './proposals.ts'
import { proposedParticipants, registerOf } from './register.ts'
import { fileOf, Unreadable } from './source.ts'

const now = '2026-11-01T00:00:00Z'
const samples = fileURLToPath(new URL('./samples', import.meta.url))
const folders = [
  'pagerduty',
  'opsgenie',
  'grafana',
  'datadog',
  'sentry',
  'statuspage',
  'kubernetes',
  'cloudtrail',
] as const

function readings(text: string, name = 'a.json'): readonly Reading[] {
  return [...readEvidence(recognise(fileOf(name, strToU8(text))), { now })]
}

function drafts(text: string): readonly EvidenceDraft[] {
  return readings(text).flatMap((reading) => (reading.outcome === 'read' ? [reading.draft] : []))
}

function filesOf(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(`${samples}/${folder}`)
    .filter((name) => !name.endsWith('expected.json'))
    .map((name) => [name, readFileSync(`${samples}/${folder}/${name}`, 'utf8')] as const)
}

const everyFile = folders.flatMap((folder) =>
  filesOf(folder).map(([name, text]) => [folder, name, text] as const),
)

describe.each(everyFile)('%s/%s', (folder, name, text) => {
  const values = [...jsonParts(text)].flatMap((part) => ('value' in part ? [part.value] : []))

  it('is known by what it holds, whatever it is called and however it is packed', () => {
    expect(recognise(fileOf('notes.txt', strToU8(text))).source.name).toBe(folder)
    expect(recognise(fileOf('x', gzipSync(strToU8(text)))).source.name).toBe(folder)
    expect(recognise(fileOf('x', strToU8(JSON.stringify(values)))).source.name).toBe(folder)
  })

  it('says the same in any order, twice over, as a list or by line', () => {
    const expected = new Map(drafts(text).map((draft) => [draft.key, draft]))
    const turned = values.toReversed()
    const lines = [...turned, ...turned].map((value) => JSON.stringify(value)).join('\n')
    // What has no key of its own is told apart by its number, so that twice is two.
    const own = drafts(lines).filter((draft) => !/^\w+:[0-9a-f]{16}(?::2)?$/.test(draft.key))
    for (const draft of own) expect(draft).toEqual(expected.get(draft.key))
  })

  it('never lets a secret through, wherever it is planted', () => {
    const secret = `${'gh'}p_${'Z9y8X7w6V5'.repeat(4)}`
    for (const value of values) {
      for (const place of placesOf(value)) {
        const all = tellAll(JSON.stringify([...values.slice(0, 1), planted(value, place, secret)]), name)
        expect(all.includes(secret), `${place.join('.')} of ${name}`).toBe(false)
      }
    }
  })

  it('answers wrong types with a sentence, not with a crash', () => {
    for (const value of values) {
      for (const [index, place] of placesOf(value).entries()) {
        const wrong = wrongs[index % wrongs.length]
        tellAll(JSON.stringify([planted(value, place, wrong)]), name)
      }
    }
  })
})

const wrongs = [null, 7, [], {}, '', [[1]], -1e300]

function tellAll(text: string, name: string): string {
  try {
    inspectFile(fileOf(name, strToU8(text)))
    return JSON.stringify(readings(text, name))
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    return cause.sentence
  }
}

function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, member]) => placesOf(member, [...path, key]))
}

/** A value with one leaf replaced, or lengthened when a text meets a text. */
function planted(value: unknown, path: readonly string[], leaf: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined)
    return typeof value === 'string' && typeof leaf === 'string' && leaf !== '' ? `${value} ${leaf}` : leaf
  if (Array.isArray(value))
    return value.map((member: unknown, index) =>
      String(index) === first ? planted(member, rest, leaf) : member,
    )
  return isFields(value) ? { ...value, [first]: planted(value[first], rest, leaf) } : value
}

describe('PagerDuty', () => {
  const incident = { id: 'PX1', type: 'incident', title: 'Queue is stuck' }
  const event = (type: string, at: string, extra: object = {}) =>
    JSON.stringify({
      event: { id: `01${at}`, event_type: `incident.${type}`, occurred_at: at, data: incident, ...extra },
    })

  it('an incident opened again ends twice', () => {
    const text = [
      event('resolved', '2026-02-03T23:40:00.000Z'),
      event('reopened', '2026-02-03T23:10:00.000Z'),
      event('resolved', '2026-02-03T22:40:00.000Z'),
      event('triggered', '2026-02-03T22:00:00.000Z'),
    ].join('\n')
    const ends = drafts(text).filter((draft) => draft.kind === 'recovery')
    expect(ends.map((draft) => draft.key)).toEqual([
      'pagerduty:PX1:resolved',
      'pagerduty:PX1:resolved:2026-02-03T23:40:00.000Z',
    ])
    expect(drafts(text).find((draft) => draft.kind === 'alert')?.until).toBe('2026-02-03T22:40:00.000Z')
  })

  it('one acknowledgement is one, by webhook and by log', () => {
    const user = { id: 'PU1', type: 'user_reference', summary: 'Ines Moreau' }
    const hook = event('acknowledged', '2026-02-03T22:12:41.873Z', { agent: user })
    const log = JSON.stringify({
      log_entries: [
        {
          id: 'R1',
          type: 'acknowledge_log_entry',
          created_at: '2026-02-03T22:12:41Z',
          agent: user,
          incident,
        },
      ],
    })
    expect(drafts(hook).map((draft) => draft.key)).toEqual(drafts(log).map((draft) => draft.key))
  })

  it('keeps telephone numbers and conference rooms out', () => {
    const all = filesOf('pagerduty').map(([, text]) => JSON.stringify(drafts(text)))
    expect(all.join()).not.toMatch(/7946|passcode|1000/)
  })
})

describe('Opsgenie', () => {
  it('tells two actions of one millisecond apart by their nanoseconds', () => {
    const [, text = ''] = filesOf('opsgenie').find(([name]) => name.endsWith('jsonl')) ?? []
    const keys = drafts(text)
      .filter((draft) => draft.text.startsWith('Acknowledged'))
      .map((draft) => draft.key)
    expect(keys.map((key) => key.slice(-19))).toEqual(['1770156761873002246', '1770156761873002247'])
  })
})

describe('two incidents of one title', () => {
  it('end twice on the timeline when two people closed them', () => {
    const close = (id: string, userId: string, updatedAt: string) =>
      `{"action":"Close","integrationId":"1","alert":{"alertId":"${id}","message":"Queue is stuck","username":"${userId}","userId":"${userId}","updatedAt":${updatedAt}}}`
    const text = `${close('a1', 'ines', '1770156000000000001')}\n${close('b2', 'tomas', '1770170000000000001')}`
    const evidence = drafts(text).map((draft) => ({
      ...draft,
      id: draft.key,
      incidentId: 'i',
      importId: 'm',
    }))
    const told = propose(evidence, registerOf(proposedParticipants(evidence, [])))
    expect(told.map(({ kind, actor }) => [kind, actor.kind])).toEqual([
      ['recovery', 'role'],
      ['recovery', 'role'],
    ])
  })
})

describe('Grafana', () => {
  it('leaves the deliveries of Alertmanager to Alertmanager', () => {
    const text =
      '{"version":"4","alerts":[{"status":"firing","labels":{"alertname":"A"},"startsAt":"2026-02-03T22:00:00Z","endsAt":"0001-01-01T00:00:00Z"}]}'
    expect(recognise(fileOf('grafana.json', strToU8(text))).source.name).toBe('alertmanager')
  })

  it('places its older alerts at the time their envelope arrived', () => {
    const [, body = ''] = filesOf('grafana').find(([name]) => name === 'older.json') ?? []
    const text = JSON.stringify({ receivedAt: '2026-02-03T22:02:09Z', headers: {}, body })
    expect(drafts(text).map((draft) => [draft.happenedAt?.at, draft.basis])).toEqual([
      ['2026-02-03T22:02:09.000Z', 'received'],
    ])
  })
})

describe('Datadog', () => {
  it('knows its own template, and takes a variable without a value for nothing', () => {
    expect(recognise(fileOf('x', strToU8(JSON.stringify(datadogTemplate)))).source.name).toBe('datadog')
    expect(readings(JSON.stringify(datadogTemplate)).map((reading) => reading.outcome)).toEqual([
      'not-understood',
    ])
  })
})

describe('Sentry', () => {
  it('tells nothing of the people an error happened to', () => {
    const [, text = ''] = filesOf('sentry')[0] ?? []
    expect(JSON.stringify(drafts(text))).not.toMatch(/customer|203\.0\.113|session=|priya@/)
  })
})

describe('Kubernetes', () => {
  it('takes one event at two ages for one, with its last sighting, in either order', () => {
    const event = (count: number, last: string) =>
      JSON.stringify({
        kind: 'Event',
        involvedObject: { kind: 'Pod', name: 'ledger-1', namespace: 'ledger' },
        metadata: { uid: 'u1' },
        reason: 'BackOff',
        type: 'Warning',
        message: 'Back-off',
        count,
        firstTimestamp: '2026-02-03T22:00:00Z',
        lastTimestamp: last,
      })
    const [young, old] = [event(2, '2026-02-03T22:05:00Z'), event(90, '2026-02-03T22:50:00Z')]
    const both = drafts(`${young}\n${old}`)
    expect(both).toEqual(drafts(`${old}\n${young}`))
    expect(both.map(({ key, until }) => [key, until])).toEqual([
      ['kubernetes:u1', '2026-02-03T22:50:00.000Z'],
    ])
  })

  it('asks for JSON when it meets YAML', () => {
    expect(tellAll('---\n# told by a watch\napiVersion: v1\nkind: Event\n', 'a.yaml')).toBe(
      'a.yaml holds Kubernetes objects as YAML; ask kubectl for them with -o json and import that.',
    )
  })

  it('tells nothing of what was sent to the cluster', () => {
    expect(JSON.stringify(filesOf('kubernetes').map(([, text]) => drafts(text)))).not.toMatch(/not-told/)
  })
})

describe('CloudTrail', () => {
  it('tells of a request only the names of things', () => {
    expect(JSON.stringify(filesOf('cloudtrail').map(([, text]) => drafts(text)))).not.toMatch(
      /not-told|203\.0\.113|@harbour/,
    )
  })

  it('is one call in a delivered file and in a look-up', () => {
    const [calls = new Set(), lookup = new Set()] = filesOf('cloudtrail').map(
      ([, text]) => new Set(drafts(text).map((draft) => draft.key)),
    )
    expect([...lookup].every((key) => calls.has(key))).toBe(true)
  })
})

describe('a value nested twenty thousand deep', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  it.each([
    `{"alerts":[{"labels":{},"startsAt":"x","deep":${deep}}]}`,
    `[{"alerts":[{"labels":{},"startsAt":"x"}]},{"hello":${deep}}]`,
    `{"event":{"event_type":"incident.x","data":${deep}}}`,
    `{"orgId":1,"alerts":[{"labels":{},"startsAt":"x","deep":${deep}}]}`,
    `{"kind":"Event","reason":"x","involvedObject":{"x":${deep}}}`,
  ])('is told in a few words', (text) => {
    const told = readings(text)
    expect(new Set(told.map((reading) => reading.outcome))).toEqual(new Set(['not-understood']))
    expect(JSON.stringify(told).length).toBeLessThan(1000)
  })
})

describe('a record from tomorrow', () => {
  it.each([
    '{"event":{"id":"1","event_type":"incident.triggered","occurred_at":"2027-01-01T00:00:00Z","data":{"type":"incident","id":"P"}}}',
    '{"alerts":[{"status":"firing","labels":{},"startsAt":"2027-01-01T00:00:00Z"}],"orgId":1}',
    '{"id":"1","transition":"Triggered","cycle":"1","title":"x","date":"1798761600000","last_updated":"1798761600000"}',
  ])('%s', (text) => {
    expect(readings(text).map((reading) => reading.outcome)).toEqual(['not-understood'])
  })
})
