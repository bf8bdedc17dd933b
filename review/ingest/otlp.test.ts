/** OpenTelemetry: exact nanoseconds, one span however its name is spelled, and what must stay out. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { inspectFile, type Reading, readEvidence, recognise } from './index.ts'
import { nanosOf, valueWords } from './otlp-values.ts'
import { fileOf } from './source.ts'

function readings(text: string): readonly Reading[] {
  return [...readEvidence(recognise(fileOf('traces.json', strToU8(text))), { now: '2026-11-01T00:00:00Z' })]
}

function drafts(text: string): readonly EvidenceDraft[] {
  return readings(text).flatMap((reading) => (reading.outcome === 'read' ? [reading.draft] : []))
}

function sample(name: string): string {
  return readFileSync(fileURLToPath(new URL(`./samples/otlp/${name}`, import.meta.url)), 'utf8')
}

function trace(...spans: readonly object[]): string {
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] })
}

const span = { traceId: 'AB'.repeat(16), spanId: 'CD'.repeat(8), name: 'take a transfer' }

describe('OpenTelemetry', () => {
  it('orders spans of one millisecond by their nanoseconds, written as text or as numbers', () => {
    const text = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a","spanId":"1","startTimeUnixNano":1770156012345678902},{"traceId":"a","spanId":"2","startTimeUnixNano":"1770156012345678901"}]}]}]}`
    expect(drafts(text).map(({ sequence }) => sequence)).toEqual([
      '1770156012345678902',
      '1770156012345678901',
    ])
  })

  it('is one span in either spelling of its name', () => {
    const time = { startTimeUnixNano: '1770156012345678901' }
    const lower = { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), name: 'take a transfer' }
    expect(drafts(trace({ ...span, ...time }, { ...lower, ...time }))).toHaveLength(1)
  })

  it('takes zero for a time that is not set', () => {
    expect(nanosOf('0')).toBeNull()
    expect(nanosOf(0)).toBeNull()
    expect(nanosOf('-5')).toBeNull()
    expect(readings(trace({ ...span, startTimeUnixNano: '0' })).map(({ outcome }) => outcome)).toEqual([
      'not-understood',
    ])
  })

  it('keeps every digit of a whole number, and an end out of a span that still runs', () => {
    expect(valueWords({ intValue: '9007199254740993' })).toBe('9007199254740993')
    const [read] = drafts(trace({ ...span, startTimeUnixNano: '1770156012345678901', endTimeUnixNano: '0' }))
    expect(read).not.toHaveProperty('until')
  })

  it('tells nothing of headers, queries, stacks and what was said to a model', () => {
    for (const name of ['traces.json', 'logs.jsonl'])
      expect(JSON.stringify(readings(sample(name)))).not.toContain('not-told')
  })

  it('proposes a failure once: where the request came in', () => {
    const failed = drafts(sample('traces.json')).filter(({ kind }) => kind === 'observation')
    expect(failed.map(({ marks }) => marks.includes('routine'))).toEqual([false, true])
  })

  it('is not confused by values of wrong types', () => {
    const wrong = {
      ...span,
      startTimeUnixNano: '1770156012345678901',
      attributes: 7,
      status: 'x',
      events: {},
      kind: [],
    }
    expect(drafts(trace(wrong))).toHaveLength(1)
    const odd = '{"resourceSpans":[null,4,{"scopeSpans":[{"spans":[1,null]}]}],"resource":1}'
    expect(readings(odd).map(({ outcome }) => outcome)).toEqual(['not-understood', 'not-understood'])
  })

  it('ends on values nested without end', () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(3000)}{}${']}}'.repeat(3000)}`
    const text = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1770156012345678901","body":${deep}}]}]}]}`
    expect(drafts(text)[0]?.text).toBe('[[[[[[[…]]]]]]]')
  })

  it('says that metrics are not read', () => {
    const view = fileOf('metrics.json', strToU8('{"resourceMetrics":[{}]}'))
    expect(inspectFile(view).source.name).toBe('otlp')
    expect(readings('{"resourceMetrics":[{}]}')).toMatchObject([
      { because: 'Metrics are numbers over time; bring traces and logs.' },
    ])
  })
})
