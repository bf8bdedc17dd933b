import { describe, expect, it } from 'vitest'
import type { Incident } from '../model/incident.ts'
import { moment } from '../model/instants.ts'
import type { TimelineEvent } from '../model/timeline.ts'
import { timelineSvg } from './timeline-svg.ts'

const incident: Incident = {
  id: 'i',
  number: 7,
  title: 'Orders & <queues>',
  kind: 'incident',
  severity: 'SEV2',
  potentialSeverity: null,
  components: ['orders-db'],
  summary: '',
  isSample: false,
  openedAt: '2026-03-12T13:00:00.000Z',
  startedAt: moment('2026-03-12T14:00:00.000Z', 'minute'),
  detectedAt: null,
  mitigatedAt: null,
  endedAt: moment('2026-03-12T15:00:00.000Z', 'minute'),
  version: 1,
}

function event(id: string, clock: string, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id,
    incidentId: 'i',
    happenedAt: moment(`2026-03-12T${clock}:00.000Z`, 'minute'),
    until: null,
    rank: 0,
    kind: 'alert',
    actor: { kind: 'system', name: 'Alertmanager' },
    lane: 'alertmanager',
    text: 'Disk is full',
    state: 'accepted',
    isTrigger: false,
    evidenceIds: [],
    reasons: [],
    confidence: 1,
    phase: null,
    sourceChanged: null,
    version: 1,
    ...more,
  }
}

const drawn = (events: readonly TimelineEvent[], more: object = {}) =>
  timelineSvg({ incident, events, known: [], by: 'source', view: null, ...more })

/** Every start tag has its end, in order. */
function isWellFormed(svg: string): boolean {
  const open: string[] = []
  for (const [, slash, name, self] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/g)) {
    if (slash === '/') {
      if (open.pop() !== name) return false
    } else if (self !== '/') open.push(name ?? '')
  }
  return open.length === 0
}

describe('the picture as a file', () => {
  it('stands by itself, with its title, its lanes and its marks as text', () => {
    const svg = drawn([event('a', '14:02'), event('b', '14:30', { lane: 'slack #orders' })])
    expect(isWellFormed(svg)).toBe(true)
    expect(svg).toContain('INC-7 Orders &#38; &#60;queues&#62;')
    expect(svg).toContain('>alertmanager</text>')
    expect(svg).toContain('>slack #orders</text>')
    expect(svg).toContain('Started 14:00')
    expect(svg).toContain('2 events')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('draws nothing red for a near miss', () => {
    const near = { incident: { ...incident, kind: 'near-miss' } }
    expect(drawn([event('a', '14:02')])).toContain('class="harm"')
    expect(drawn([event('a', '14:02')], near)).not.toContain('class="harm"')
  })

  it('says so when nothing has a time, and when it became known is drawn where it was later', () => {
    const nothing = { ...incident, startedAt: null, endedAt: null }
    expect(drawn([{ ...event('a', '14:02'), happenedAt: null }], { incident: nothing })).toContain(
      'No event has a time.',
    )
    const known = [
      { eventId: 'a', at: moment('2026-03-12T14:07:00.000Z', 'minute'), how: 'told', evidenceId: 'p' },
    ]
    expect(drawn([event('a', '14:02')], { known })).toContain('class="known"')
    expect(drawn([event('a', '14:02')])).not.toContain('class="known"')
  })

  it('holds no character that XML forbids', () => {
    expect(drawn([event('a', '14:02', { lane: 'bell \u0007 rung' })])).toContain('bell   rung')
  })

  it('of five thousand events stays small enough to send', () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      event(`e${index}`, `14:${String(index % 60).padStart(2, '0')}`, { lane: `lane ${index % 6}` }),
    )
    const svg = drawn(many)
    expect(svg.length).toBeLessThan(200_000)
    expect(isWellFormed(svg)).toBe(true)
  })
})
