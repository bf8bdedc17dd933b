import { describe, expect, test } from 'vitest'
import type { EditionRecord } from '../model/editions.ts'
import { moment } from '../model/instants.ts'
import { emptyImpact } from '../model/reviews.ts'
import { editionPage, editionScript } from './edition-page.ts'
import { openingOf, plainOf, searchTextOf } from './plain.ts'
import {
  axisOf,
  lanesInWords,
  lanesOf,
  lengthOf,
  outsideInWords,
  placeOn,
  scaleOf,
  stripInWords,
  stripSvg,
} from './strip.ts'

const at = (clock: string, day = '2026-03-12') => moment(`${day}T${clock}:00.000Z`, 'minute')
const hostile = '"><script>alert(1)</script>\'& <img src=x onerror=alert(1)>'

const record: EditionRecord = {
  reference: 'INC-42',
  title: 'Checkout writes were refused',
  kind: 'incident',
  severity: 'SEV2',
  components: ['payments-db'],
  startedAt: at('14:00'),
  detectedAt: at('14:10'),
  mitigatedAt: at('14:40'),
  endedAt: at('15:00'),
  impact: {
    ...emptyImpact,
    duration: { state: 'known', text: 'one hour' },
    users: { state: 'none', text: '' },
    revenue: { state: 'unknown', text: '' },
  },
  sections: [
    { heading: 'Summary', text: 'A migration **waited**. It has a limit now.' },
    { heading: 'How we noticed', text: 'By a page.' },
  ],
  timeline: [
    {
      happenedAt: at('13:59'),
      until: null,
      kind: 'deploy',
      actor: { kind: 'system', name: 'pipeline' },
      text: 'Release.',
      isTrigger: true,
    },
    {
      happenedAt: at('14:10'),
      until: '2026-03-12T15:00:00.000Z',
      kind: 'alert',
      actor: { kind: 'system', name: 'Alertmanager' },
      text: 'Latency.',
      isTrigger: false,
    },
    {
      happenedAt: null,
      until: null,
      kind: 'decision',
      actor: { kind: 'unknown', name: '' },
      text: 'Restart.',
      isTrigger: false,
    },
    {
      happenedAt: at('00:10', '2026-03-13'),
      until: null,
      kind: 'note',
      actor: { kind: 'role', name: 'lead' },
      text: 'Report.',
      isTrigger: false,
    },
  ],
  decisions: [],
  factors: [
    {
      code: 'GRD-1',
      statement: 'Nothing limits the wait.',
      certainty: 'observed',
      isUnderlyingWeakness: true,
      events: [0],
    },
    {
      code: 'DET-3',
      statement: 'The graph pointed elsewhere.',
      certainty: 'plausible',
      isUnderlyingWeakness: false,
      events: [1],
    },
  ],
  map: { nodes: [], edges: [] },
  lessons: [{ kind: 'lucky', text: 'The report was nearly done.' }],
  actions: [
    {
      title: 'Write a page',
      kind: 'documentation',
      ownerRole: 'lead',
      dueOn: '2026-03-20',
      priority: 'P3',
      strength: 1,
      factors: [],
      howWeWillKnow: '',
      state: 'open',
    },
    {
      title: 'Limit the wait',
      kind: 'guardrail',
      ownerRole: 'database lead',
      dueOn: '2026-03-20',
      priority: 'P1',
      strength: 4,
      factors: [0],
      howWeWillKnow: 'CI stops it.',
      state: 'done',
    },
  ],
}
const options = { number: 2, publishedAt: '2026-03-14T09:00:00Z', address: '/editions/inc-42' }

describe('the page of an edition', () => {
  const page = editionPage(record, options)

  test('has every part, in order, and an outline that leads to each', () => {
    const ids = ['summary', 'timeline', 'story-1', 'factors', 'lessons', 'actions']
    expect([...page.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id)).toEqual(ids)
    expect([...page.matchAll(/<li><a href="#([\w-]+)" dir="auto">/g)].map(([, id]) => id)).toEqual(ids)
  })

  test('has one first heading, and no step is left out on the way down', () => {
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    const steps = levels.slice(1).map((level, index) => level - (levels[index] ?? 1))
    expect(Math.max(...steps)).toBeLessThanOrEqual(1)
  })

  test('every link inside leads somewhere, and no id is there twice', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  })

  test('tells "none", "unknown" and "not looked at" apart', () => {
    expect(page).toMatch(/Users affected<\/dt><dd dir="auto"><span class="state">None</)
    expect(page).toMatch(/Revenue<\/dt><dd dir="auto"><span class="state">Unknown</)
    expect(page).toMatch(/Data loss<\/dt><dd dir="auto"><span class="state">Not looked at</)
  })

  test('puts the strongest action first and says strength in words', () => {
    expect(page.indexOf('Limit the wait')).toBeLessThan(page.indexOf('Write a page'))
    expect(page).toContain('4 of 5, guardrail.')
  })

  test('puts the trigger before contributing factors, and those before underlying weaknesses', () => {
    const order = [
      '>Trigger<',
      '>Contributing factors<',
      'The graph pointed elsewhere.',
      '>Underlying weaknesses<',
      'Nothing limits the wait.',
    ]
    const places = order.map((words) => page.indexOf(words, page.indexOf('id="factors"')))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(Math.min(...places)).toBeGreaterThan(0)
  })

  test('shows a new day and a time nobody knows', () => {
    expect(page).toContain('13 March 2026</th>')
    expect(page).toContain('order only')
    expect(page).toContain('+10 h 10 min')
  })

  test('offers the other forms, and says a preview is one', () => {
    expect(page).toContain('href="/editions/inc-42.md"')
    expect(page).toContain('Edition 2, published 14 March 2026')
    const preview = editionPage(record, { ...options, isPreview: true })
    expect(preview).toContain('Nothing is published yet.')
    expect(preview).not.toContain('.md"')
    expect(editionPage(record, { ...options, replacedBy: '/editions/x' })).toContain('href="/editions/x"')
  })

  test('carries almost no script', () => {
    expect(editionScript.length).toBeLessThan(5000)
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toMatch(/\sstyle="|\son\w+="/)
    expect(editionPage(record, { ...options, nonce: 'n1' })).toContain('<script nonce="n1">')
  })

  test('is whole when almost nothing is known', () => {
    const bare = editionPage(
      {
        ...record,
        title: '',
        startedAt: null,
        detectedAt: null,
        mitigatedAt: null,
        endedAt: null,
        sections: [],
        timeline: [],
        decisions: [],
        factors: [],
        lessons: [],
        actions: [],
      },
      options,
    )
    expect(bare).toContain('<h1 dir="auto">INC-42</h1>')
    expect(bare).toContain('Nothing is written here yet.')
    expect(bare.replace(editionScript, '')).not.toMatch(/undefined|NaN|null/)
  })
})

test('no text of a record can act on the page, wherever it stands', () => {
  const page = editionPage(
    {
      ...record,
      reference: hostile,
      title: hostile,
      components: [hostile],
      impact: { ...emptyImpact, users: { state: 'known', text: hostile } },
      sections: [{ heading: hostile, text: hostile }],
      timeline: record.timeline.map((event) => ({
        ...event,
        text: hostile,
        actor: { kind: 'role', name: hostile },
      })),
      factors: [
        {
          code: hostile,
          statement: hostile,
          certainty: 'observed',
          isUnderlyingWeakness: true,
          events: [0, 99],
        },
      ],
      lessons: [{ kind: 'lucky', text: hostile }],
      actions: record.actions.map((action) => ({
        ...action,
        title: hostile,
        ownerRole: hostile,
        dueOn: hostile,
        howWeWillKnow: hostile,
        factors: [0, 99],
      })),
    },
    { ...options, address: hostile },
  )
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).not.toMatch(/<img/i)
  const tags = page.replace(`<script>${editionScript}</script>`, '').match(/<[a-z][^>]*>/g) ?? []
  for (const tag of tags) expect(tag.replace(/="[^"]*"/g, '')).not.toMatch(/onerror|alert|script>/)
})

describe('time drawn to scale', () => {
  test('equal lengths are equal widths', () => {
    const scale = scaleOf(record)
    if (scale === null) throw new Error('The record has times.')
    const x = ['14:00', '14:10', '14:20', '14:40'].map((clock) => placeOn(scale, Date.parse(at(clock).at)))
    expect((x[1] ?? 0) - (x[0] ?? 0)).toBeCloseTo((x[2] ?? 0) - (x[1] ?? 0), 1)
    expect((x[3] ?? 0) - (x[2] ?? 0)).toBeCloseTo(2 * ((x[1] ?? 0) - (x[0] ?? 0)), 1)
  })

  test('an event far away is left out, and said to be', () => {
    const scale = scaleOf(record)
    expect(scale).toMatchObject({ earlier: 0, later: 1 })
    expect(scale === null ? '' : outsideInWords(scale)).toBe('One event lies much later and is not drawn.')
    expect(stripInWords(record)).toContain('Started 12 March 2026, 14:00 UTC')
    expect(stripInWords(record)).toContain('Impact lasted 1 h.')
  })

  test('is not drawn when no clock is known', () => {
    const day = moment('2026-03-12T00:00:00.000Z', 'day')
    expect(
      stripSvg({
        ...record,
        startedAt: day,
        detectedAt: null,
        mitigatedAt: null,
        endedAt: null,
        timeline: [],
      }),
    ).toBe('')
  })

  test('all marks at one instant are drawn one above the other', () => {
    const svg = stripSvg({
      ...record,
      detectedAt: at('14:00'),
      mitigatedAt: at('14:00'),
      endedAt: at('14:00'),
      timeline: [],
    })
    expect(new Set([...svg.matchAll(/<svg x="[\d.]+%" y="(-?\d+)"/g)].map(([, y]) => y)).size).toBe(4)
    expect(svg).not.toContain('NaN')
  })

  test.each([
    [5, '14:00'],
    [45, '14:00'],
    [600, '12 Mar'],
    [60 * 24 * 5, '13 Mar'],
    [60 * 24 * 400, ''],
  ])('an axis over %i minutes has at most seven round ticks', (minutes, label) => {
    const from_ms = Date.parse('2026-03-11T23:59:00Z') + (minutes < 100 ? 14 * 3_600_000 : 0)
    const { ticks } = axisOf({ from_ms, to_ms: from_ms + minutes * 60_000, earlier: 0, later: 0 })
    expect(ticks.length).toBeGreaterThan(0)
    expect(ticks.length).toBeLessThanOrEqual(7)
    if (label !== '') expect(ticks.map((tick) => tick.label)).toContain(label)
  })

  test('a near miss wears no colour of harm', () => {
    expect(stripSvg(record)).toContain('class="harm"')
    expect(stripSvg({ ...record, kind: 'near-miss' })).not.toContain('class="harm')
  })

  test('lanes say the same in words, and at most eight are drawn', () => {
    expect(lanesInWords(record)).toBe(
      'pipeline: one event, 13:59. Alertmanager: one event, 14:10. lead: one event, 00:10.',
    )
    const many = Array.from(
      { length: 20 },
      (_, index) => ({ ...record.timeline[0], actor: { kind: 'role', name: `role ${index}` } }) as const,
    )
    const lanes = lanesOf(
      many.flatMap((event) =>
        event.text === undefined
          ? []
          : [
              {
                happenedAt: at('14:00'),
                until: null,
                kind: 'note',
                text: event.text,
                isTrigger: false,
                actor: event.actor,
              } as const,
            ],
      ),
    )
    expect(lanes).toHaveLength(8)
    expect(lanes[7]).toMatchObject({ name: 'Others' })
    expect(lanes.flatMap(({ events }) => events)).toHaveLength(20)
  })

  test('a length is "about" when one of its ends is', () => {
    expect(lengthOf(at('14:00'), { ...at('14:47'), isAbout: true })).toBe('about 47 minutes')
    expect(lengthOf(at('14:47'), at('14:00'))).toBeNull()
  })
})

describe('plain text', () => {
  test.each([
    ['# A\n\n**b** and _c_ and `d_e`', 'A\nb and c and d_e'],
    ['- one\n- [x] two\n\n> three', 'one\ntwo\nthree'],
    ['[label](https://example.org) ![alt](x.png)', 'label alt'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'a b\n1 2'],
    ['<!-- gone -->kept', 'kept'],
    ['snake_case_name stays', 'snake_case_name stays'],
    ['', ''],
  ])('of %j', (markdown, expected) => {
    expect(plainOf(markdown)).toBe(expected)
  })

  test('an opening ends with a sentence, or between words', () => {
    expect(openingOf(record)).toBe('A migration waited. It has a limit now.')
    expect(openingOf(record, 30)).toBe('A migration waited.')
    expect(openingOf({ sections: [{ heading: 'Summary', text: 'word '.repeat(40) }] }, 23)).toBe(
      'word word word word …',
    )
    expect(openingOf({ sections: [] })).toBe('')
  })

  test('search reads every part', () => {
    const { title, summary, body } = searchTextOf(record)
    expect(title).toContain('payments-db')
    expect(summary).toBe('A migration waited. It has a limit now.')
    for (const words of ['By a page.', 'Latency.', 'No guardrail', 'nearly done', 'CI stops it.', 'one hour'])
      expect(body).toContain(words)
  })
})
