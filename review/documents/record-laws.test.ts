import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActionKind, ActionState, Priority, Strength } from '../model/actions.ts'
import type { EditionRecord } from '../model/editions.ts'
import { type Actor, type EventKind, eventKinds } from '../model/evidence.ts'
import type { Certainty } from '../model/factors.ts'
import type { Moment, Precision } from '../model/instants.ts'
import type { LessonKind } from '../model/lessons.ts'
import type { ImpactValue } from '../model/reviews.ts'
import type { Severity } from '../model/severity.ts'
import { factorEntries } from '../model/taxonomy.ts'
import { readJson, writeJson } from './json.ts'
import { readMarkdown, writeMarkdown } from './markdown.ts'

/** Pieces that have a meaning in Markdown, YAML, HTML or in our own marks, thrown together with anything else. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 3, arbitrary: fc.lorem({ maxCount: 4 }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        '|',
        '\\',
        '\\|',
        '\n',
        '\r\n',
        '\r',
        '\n\n',
        '`',
        '```',
        '```\n',
        '~~~~\n',
        '\n```sql\nselect 1',
        '---',
        '\n---\n',
      ],
      ...[
        '## ',
        '\n## Timeline',
        '\n## Impact\n\n| Measure | Known |\n|---|---|\n',
        '# ',
        '### ',
        ' #',
        '##',
        '- ',
        '* ',
        '> ',
      ],
      ...[
        '<br>',
        '<BR/>',
        '&#13;',
        '&amp;',
        '&#',
        '<script>alert(1)</script>',
        '<!--',
        '-->',
        '<!-- prose -->',
        '\n<!-- same section -->\n',
      ],
      ...[
        '\n<!-- fence closed here -->',
        '<!-- as it was -->',
        '<!-- prose -->\n',
        '[a](javascript:x)',
        '| a | b |\n|---|---|\n| 1 | 2 |',
      ],
      ...[
        '👩‍🚒',
        'שלום עולם',
        '\u202e',
        '\u2028',
        '\u00a0',
        '\ufeff',
        '\ud83d',
        '\u0000',
        'ß',
        'a: b',
        '"',
        "'",
        '#',
        '(system)',
        ' (role)',
        'about ',
      ],
    ),
  },
)
const anyText = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))

const precision = fc.constantFrom<Precision>('day', 'hour', 'minute', 'second', 'millisecond')
const cut: Readonly<Record<Precision, number>> = {
  day: 10,
  hour: 13,
  minute: 16,
  second: 19,
  millisecond: 23,
}
const instant = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const anyMoment: fc.Arbitrary<Moment> = fc.record({
  at: fc.oneof(
    instant,
    instant.map((at) => `${at.slice(0, 19)}Z`),
  ),
  precision,
  isAbout: fc.boolean(),
})
const exactMoment: fc.Arbitrary<Moment> = anyMoment.map((moment) => ({
  ...moment,
  at: `${moment.at.slice(0, cut[moment.precision])}${'0000-01-01T00:00:00.000Z'.slice(Math.min(23, cut[moment.precision]))}`.replace(
    /ZZ$/,
    'Z',
  ),
}))
const moment = fc.oneof(
  anyMoment,
  exactMoment.filter(({ at }) => !Number.isNaN(Date.parse(at))),
)

const measure: fc.Arbitrary<ImpactValue> = fc.record({
  state: fc.constantFrom('unset', 'none', 'unknown', 'known'),
  text: anyText,
})
const actor: fc.Arbitrary<Actor> = fc.record({
  kind: fc.constantFrom('role', 'team', 'system', 'agent', 'unknown'),
  name: anyText,
})
const kinds = Object.keys(eventKinds).filter((kind): kind is EventKind => Object.hasOwn(eventKinds, kind))
const heading = fc.oneof(
  anyText,
  fc.constantFrom('Summary', 'Timeline', 'actions', 'Impact', 'Lessons', 'Contributing factors', ''),
)

function positionsIn(count: number): fc.Arbitrary<readonly number[]> {
  return count === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat({ max: count - 1 }), { maxLength: 3 })
}

const record: fc.Arbitrary<EditionRecord> = fc
  .tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }))
  .chain(([events, factors]) =>
    fc.record({
      reference: anyText,
      title: anyText,
      kind: fc.constantFrom('incident', 'near-miss'),
      severity: fc.constantFrom<Severity>('SEV1', 'SEV2', 'SEV3', 'SEV4'),
      components: fc.array(anyText, { maxLength: 3 }),
      startedAt: fc.option(moment),
      detectedAt: fc.option(moment),
      mitigatedAt: fc.option(moment),
      endedAt: fc.option(moment),
      impact: fc.record({
        duration: measure,
        users: measure,
        revenue: measure,
        dataLoss: measure,
        reputation: measure,
      }),
      sections: fc.array(fc.record({ heading, text: anyText }), { maxLength: 5 }),
      timeline: fc.array(
        fc.record({
          happenedAt: fc.option(moment),
          until: fc.option(instant),
          kind: fc.constantFrom(...kinds),
          actor,
          text: anyText,
          isTrigger: fc.boolean(),
        }),
        { minLength: events, maxLength: events },
      ),
      factors: fc.array(
        fc.record({
          code: fc.oneof(fc.constantFrom(...factorEntries.map(({ code }) => code)), anyText),
          statement: anyText,
          certainty: fc.constantFrom<Certainty>('observed', 'supported', 'plausible', 'disputed'),
          isUnderlyingWeakness: fc.boolean(),
          events: positionsIn(events),
        }),
        { minLength: factors, maxLength: factors },
      ),
      lessons: fc.array(
        fc.record({
          kind: fc.constantFrom<LessonKind>('went-well', 'could-improve', 'lucky'),
          text: anyText,
        }),
        { maxLength: 4 },
      ),
      actions: fc.array(
        fc.record({
          title: anyText,
          kind: fc.constantFrom<ActionKind>(
            'test',
            'guardrail',
            'tooling',
            'documentation',
            'process',
            'architecture',
            'monitoring',
          ),
          ownerRole: anyText,
          dueOn: fc.oneof(
            fc.constant(''),
            instant.map((at) => at.slice(0, 10)),
          ),
          priority: fc.constantFrom<Priority>('P1', 'P2', 'P3'),
          strength: fc.constantFrom<Strength>(0, 1, 2, 3, 4, 5),
          factors: positionsIn(factors),
          howWeWillKnow: anyText,
          state: fc.constantFrom<ActionState>('proposed', 'open', 'done', 'dropped'),
        }),
        { maxLength: 3 },
      ),
    }),
  )

describe('an edition survives being written down', () => {
  test('as Markdown: reading what was written gives the same record', () => {
    fc.assert(
      fc.property(record, (written) => {
        const read = readMarkdown(writeMarkdown(written))
        expect(read.record).toEqual(written)
        expect(read.notUnderstood).toEqual([])
      }),
      { numRuns: 600 },
    )
  })

  test('as Markdown from an editor that changes every line end', () => {
    fc.assert(
      fc.property(record, (written) => {
        const once = readMarkdown(writeMarkdown(written).replaceAll('\r', ''))
        expect(readMarkdown(writeMarkdown(once.record).replaceAll('\n', '\r\n')).record).toEqual(once.record)
      }),
      { numRuns: 200 },
    )
  })

  test('as JSON', () => {
    fc.assert(
      fc.property(record, (written) => {
        expect(readJson(writeJson(written))).toEqual({ record: written, notUnderstood: [], missing: [] })
      }),
      { numRuns: 200 },
    )
  })
})

/** Words of a document made of Markdown's own pieces, each word once, so that a lost one can be named. */
const foreign = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...[
        '# ',
        '## ',
        '### ',
        '## Timeline\n',
        '## Impact\n',
        '## Lessons\n\n### Where we got lucky\n\n- ',
        '- ',
        '1. ',
        '> ',
        '',
      ],
      ...[
        '| ',
        '| # | Time (UTC) | What happened |\n|---|---|---|\n| 1 | 2026-03-01T14:05Z | ',
        '| Code | Statement |\n|---|---|\n| GRD-1 | ',
      ],
      ...[
        '```\n',
        '---\n',
        '---\ntitle: ',
        'severity: ',
        '<!-- ',
        '<details>\n',
        '[link](https://example.org/) ',
        '## Actions\n\n',
      ],
    ),
    fc.constantFrom('', ' |', '\n```', ' -->', ' | b |', '\r'),
    fc.constantFrom('\n', '\n\n', ' '),
  ),
  { maxLength: 30 },
)

describe('a document from elsewhere', () => {
  test('loses none of its words', () => {
    fc.assert(
      fc.property(foreign, (pieces) => {
        const words = pieces.map((_, index) => `word${index}x`)
        const document = pieces
          .map(([before, after, end], index) => `${before}${words[index]}${after}${end}`)
          .join('')
        const read = readMarkdown(document)
        const everything = JSON.stringify([read.record, read.notUnderstood])
        expect(words.filter((word) => !everything.includes(word))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
