import { isNullAction, isPersonShaped } from '@secondstory/language'
import { UNPLACED_HEADING } from '@secondstory/review/documents/draft-text'
import { writeJson } from '@secondstory/review/documents/json'
import { writeMarkdown } from '@secondstory/review/documents/markdown'
import { anyRecord, publishedRecord } from '@secondstory/review/documents/testing'
import type {
  EditionAction,
  EditionEvent,
  EditionFactor,
  EditionRecord,
} from '@secondstory/review/model/editions'
import type { GateAnswers } from '@secondstory/review/model/gate-answers'
import { emptyImpact } from '@secondstory/review/model/reviews'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member, reader } = house.people
const ask = house.as(member)
const count = async (table: string): Promise<number> => {
  const { rows } = await house.database.pool.query(`select count(*)::int as rows from ${table}`)
  return Number(rows[0]?.rows)
}

/** What an incident would be published as, but for its own number. */
async function recordOf(incidentId: string): Promise<Omit<EditionRecord, 'reference'>> {
  const { reference: _own, ...record } = (await ask('readEditionPreview', { incidentId, audience: 'team' }))
    .record
  return record
}

/** Statements and titles this product refuses; the tests below show how. */
function isRefused({ factors, map, actions, answers }: EditionRecord): boolean {
  const isPerson = (text: string) => isPersonShaped(text, { people: [] }) !== null
  return (
    map.nodes.some(({ statement }) => isPerson(statement)) ||
    map.edges.some(({ because }) => because !== '' && isPerson(because)) ||
    factors.some(({ statement }) => isPerson(statement)) ||
    Object.values(answers ?? {}).some((text) => text !== '' && isPerson(text)) ||
    actions.some(({ title }) => isNullAction(title))
  )
}

async function expectSame(text: string, record: EditionRecord): Promise<void> {
  const { incident, notUnderstood } = await ask('importEdition', { text })
  expect(notUnderstood).toEqual([])
  const { reference: _theirs, ...told } = record
  expect(await recordOf(incident.id)).toEqual(told)
}

// A failing case is named at once: to shrink one, hundreds of reviews would be written, which takes minutes.
const atOnce = { endOnFailure: true }

const published = publishedRecord.filter((record) => !isRefused(record))

describe('an exported edition comes back as an incident with the same record', () => {
  it('from Markdown, whatever was published', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(published, (record) => expectSame(writeMarkdown(record), record)),
      { ...atOnce, numRuns: 120 },
    )
  })

  it('from JSON, whatever was published', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(published, (record) => expectSame(writeJson(record), record)),
      { ...atOnce, numRuns: 40 },
    )
  })

  it('from any record of the same types: what comes back once comes back the same from then on', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyRecord.filter(({ title }) => title.trim() !== ''),
        async (record) => {
          const first = await ask('importEdition', { text: writeMarkdown(record) })
          const { record: told } = await ask('readEditionPreview', {
            incidentId: first.incident.id,
            audience: 'team',
          })
          await expectSame(writeMarkdown(told), told)
        },
      ),
      { ...atOnce, numRuns: 40 },
    )
  })
})

describe('a document of any kind', () => {
  it('loses no word: each stands in the record or in the draft', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRecord, fc.boolean(), async (given, isJson) => {
        const { record, words } = marked(given)
        const text = isJson ? writeJson(record) : writeMarkdown(record)
        const { incident } = await ask('importEdition', { text })
        const kept = JSON.stringify(await ask('readIncident', { id: incident.id }))
        expect(words.filter((word) => !kept.includes(word))).toEqual([])
      }),
      { ...atOnce, numRuns: 60 },
    )
  })
})

/** The record with a word of its own at the end of every text, so that a lost one can be named. */
function marked(record: EditionRecord): {
  readonly record: EditionRecord
  readonly words: readonly string[]
} {
  const words: string[] = []
  const mark = (text: string): string => {
    const word = `word${words.length}x`
    words.push(word)
    return `${text} ${word}`
  }
  const { impact } = record
  return {
    words,
    record: {
      ...record,
      title: mark(record.title),
      components: record.components.map(mark),
      ...(record.answers === undefined ? {} : { answers: markedAnswers(record.answers, mark) }),
      impact: { ...impact, users: { ...impact.users, text: mark(impact.users.text) } },
      sections: record.sections.map(({ heading, text }) => ({ heading: mark(heading), text: mark(text) })),
      timeline: record.timeline.map((each) => ({
        ...each,
        actor: { ...each.actor, name: mark(each.actor.name) },
        text: mark(each.text),
      })),
      factors: record.factors.map((each) => ({ ...each, statement: mark(each.statement) })),
      map: {
        nodes: record.map.nodes.map((each) => ({ ...each, statement: mark(each.statement) })),
        edges: record.map.edges.map((each) => ({ ...each, because: mark(each.because) })),
      },
      lessons: record.lessons.map((each) => ({ ...each, text: mark(each.text) })),
      actions: record.actions.map((each) => ({
        ...each,
        title: mark(each.title),
        ownerRole: mark(each.ownerRole),
        howWeWillKnow: mark(each.howWeWillKnow),
      })),
    },
  }
}

function markedAnswers(answers: GateAnswers, mark: (text: string) => string): GateAnswers {
  return {
    madePossible: mark(answers.madePossible),
    impossibleNext: mark(answers.impossibleNext),
    secondLoop: mark(answers.secondLoop),
    secondLoopResult: mark(answers.secondLoopResult),
  }
}

/** A record of ours, all of it in use. */
const whole: EditionRecord = {
  reference: 'INC-7',
  title: 'Invoices were sent twice',
  kind: 'incident',
  severity: 'SEV2',
  potentialSeverity: 'SEV1',
  components: ['billing', 'mail relay'],
  startedAt: { at: '2026-02-03T08:00:00.000Z', precision: 'minute', isAbout: true },
  detectedAt: { at: '2026-02-03T08:20:00.000Z', precision: 'minute', isAbout: false },
  mitigatedAt: null,
  endedAt: { at: '2026-02-03T09:10:00.000Z', precision: 'minute', isAbout: false },
  impact: {
    ...emptyImpact,
    users: { state: 'known', text: '412 customers' },
    dataLoss: { state: 'none', text: '' },
  },
  answers: {
    madePossible: 'Two schedulers could hold one lease.',
    impossibleNext: 'The table of leases refuses a second holder.',
    secondLoop: 'We count a job as done when it was started.',
    secondLoopResult: 'The rule for jobs now asks for an end.',
  },
  sections: [
    { heading: 'Summary', text: 'The invoice job ran twice and sent every invoice again.' },
    { heading: 'What happened', text: 'Two schedulers held the same lease.' },
  ],
  timeline: [
    {
      happenedAt: { at: '2026-02-03T08:00:00.000Z', precision: 'minute', isAbout: false },
      until: '2026-02-03T08:45:00.000Z',
      kind: 'system',
      actor: { kind: 'system', name: 'scheduler' },
      text: 'A second scheduler took the lease.',
      isTrigger: true,
    },
    {
      happenedAt: null,
      until: null,
      kind: 'observation',
      actor: { kind: 'role', name: 'billing on-call' },
      text: 'Invoices appeared twice in the sent folder.',
      isTrigger: false,
    },
    {
      happenedAt: { at: '2026-02-03T09:10:00.000Z', precision: 'minute', isAbout: false },
      until: null,
      kind: 'recovery',
      actor: { kind: 'team', name: 'billing' },
      text: 'The second scheduler was stopped.',
      isTrigger: false,
    },
  ],
  decisions: [],
  factors: [
    {
      code: 'GRD-1',
      statement: 'Nothing refused a second holder of the lease.',
      certainty: 'observed',
      isUnderlyingWeakness: true,
      events: [0, 2],
    },
    {
      code: 'DET-1',
      statement: 'No alert counted invoices per customer.',
      certainty: 'plausible',
      isUnderlyingWeakness: false,
      events: [],
    },
  ],
  map: { nodes: [], edges: [] },
  lessons: [{ kind: 'lucky', text: 'It was a short month.' }],
  actions: [
    {
      title: 'Refuse a second holder of the lease in the database',
      kind: 'guardrail',
      ownerRole: 'billing lead',
      dueOn: '2026-03-01',
      priority: 'P1',
      strength: 4,
      factors: [0],
      howWeWillKnow: 'A second scheduler stops with an error in the staging test.',
      state: 'open',
    },
    {
      title: 'Count invoices per customer and day in the dashboard',
      kind: 'monitoring',
      ownerRole: 'billing lead',
      dueOn: '2026-02-20',
      priority: 'P2',
      strength: 2,
      factors: [1],
      howWeWillKnow: 'The panel shows it.',
      state: 'done',
    },
  ],
}

/** A document with a story and nothing else. */
const emptyRecord: EditionRecord = {
  ...whole,
  impact: emptyImpact,
  sections: [{ heading: 'Summary', text: 'The invoice job ran twice.' }],
  timeline: [],
  decisions: [],
  factors: [],
  map: { nodes: [], edges: [] },
  lessons: [],
  actions: [],
}

describe('an incident opened from an edition', () => {
  it('has rows people can go on with: accepted events, tested factors, actions held by whoever imported it', async () => {
    const { incident, notUnderstood, missing } = await ask('importEdition', { text: writeMarkdown(whole) })
    expect(notUnderstood).toEqual([])
    expect(missing).toEqual(['mitigated'])
    expect(incident).toMatchObject({
      title: whole.title,
      isSample: false,
      summary: expect.stringContaining('INC-7'),
    })
    const record = await ask('readIncident', { id: incident.id })
    expect(record.review).toMatchObject({ stage: 'drafting', editionNumber: null })
    expect(record.timeline.every(({ state }) => state === 'accepted')).toBe(true)
    expect(record.factors.map(({ weakness }) => weakness)).toEqual([
      { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
      { existedBefore: false, remainsAfterRepair: false, couldCauseOthers: false },
    ])
    const [open, done] = record.actions
    const owner = { personId: member.personId, name: member.name, role: 'billing lead' }
    expect(open).toMatchObject({ owner, state: 'open', closedAt: null, worksIfForgotten: true })
    expect(done).toMatchObject({ owner, state: 'done', closedAt: house.clock.now })
    expect(open?.factorIds).toEqual([record.factors[0]?.id])
    const mine = await ask('listActions', { mine: true, state: 'open' })
    expect(mine.map(({ id }) => id)).toContain(open?.id)
  })

  it('has a history of every row, by whoever imported it', async () => {
    const { incident } = await ask('importEdition', { text: writeJson(whole) })
    const history = await ask('listHistory', { incidentId: incident.id })
    const what = history.map((step) => step.what).join('\n')
    for (const noun of ['incident', 'timeline events', 'factors', 'lesson', 'action', 'review'])
      expect(what).toContain(noun)
    expect(new Set(history.map(({ byName }) => byName))).toEqual(new Set([member.name]))
  })

  it('can be published at once and gives the record it came from', async () => {
    const impact = { state: 'none', text: '' } as const
    const ready = {
      ...whole,
      impact: { ...whole.impact, duration: impact, revenue: impact, reputation: impact },
    }
    const first = await ask('importEdition', { text: writeMarkdown(ready) })
    const place = await ask('publishReview', { incidentId: first.incident.id })
    const exported = await house.as(reader)('exportEdition', { slug: place.slug, format: 'markdown' })
    const json = await house.as(reader)('exportEdition', { slug: place.slug, format: 'json' })
    const { record } = await ask('readEdition', { slug: place.slug })
    expect({ ...record, reference: whole.reference }).toEqual(ready)
    await expectSame(exported.text, record)
    await expectSame(json.text, record)
  })

  it('keeps nothing of a name that became a role before', async () => {
    const { incident } = await ask('importEdition', { text: writeMarkdown(whole) })
    const { id: incidentId } = incident
    await ask('addParticipant', {
      incidentId,
      name: 'Ines Castro',
      handles: ['@ines'],
      role: 'scheduling lead',
    })
    await ask('addTimelineEvent', {
      incidentId,
      happenedAt: { at: '2026-02-03T10:00:00Z' },
      kind: 'chat',
      actor: { kind: 'role', name: 'scheduling lead' },
      text: 'Ines asked @ines.',
    })
    const { record } = await ask('readEditionPreview', { incidentId, audience: 'team' })
    expect(JSON.stringify(record)).not.toMatch(/ines\b/i)
    await expectSame(writeMarkdown(record), record)
  })
})

const event: EditionEvent = {
  happenedAt: { at: '2026-02-03T08:30:00.000Z', precision: 'minute', isAbout: false },
  until: null,
  kind: 'chat',
  actor: { kind: 'role', name: 'billing on-call' },
  text: 'The folder was looked at again.',
  isTrigger: false,
}
const factor: EditionFactor = {
  code: 'GRD-1',
  statement: 'Nothing refused a second holder of the lease.',
  certainty: 'observed',
  isUnderlyingWeakness: true,
  events: [],
}
const action: EditionAction = {
  title: 'Refuse a second holder of the lease',
  kind: 'guardrail',
  ownerRole: 'billing lead',
  dueOn: '2026-03-01',
  priority: 'P1',
  strength: 4,
  factors: [],
  howWeWillKnow: 'It stops with an error.',
  state: 'open',
}

/** A document somebody wrote into: what is told, and the words that have to stand in the draft. */
const handEdited: readonly (readonly [string, Partial<EditionRecord>, RegExp, readonly string[]])[] = [
  [
    'a person as a factor',
    { factors: [{ ...factor, statement: 'Human error by the on-call engineer' }] },
    /^Factor 1: .*not a condition of the system/,
    ['Human error by the on-call engineer', 'GRD-1'],
  ],
  [
    'a factor that no entry of the list stands for',
    { factors: [{ ...factor, code: 'MOON-9' }] },
    /^Factor 1: .*Which of the sixty/,
    ['MOON-9', factor.statement],
  ],
  [
    'an action that changes nothing',
    { actions: [{ ...action, title: 'Be more careful with leases' }] },
    /^Action 1: .*null result/,
    ['Be more careful with leases', action.howWeWillKnow],
  ],
  [
    'an action of strength 0',
    { actions: [{ ...action, strength: 0 }] },
    /^Action 1: .*null result/,
    [action.title],
  ],
  [
    'a name as the owner of an action',
    { actions: [{ ...action, ownerRole: 'Kim Keeper' }] },
    /^Action 1: "Kim Keeper" reads like the name of a person/,
    [action.title, 'Kim Keeper'],
  ],
  [
    'a name as the actor of an event',
    { timeline: [{ ...event, actor: { kind: 'role', name: 'Kim Keeper' } }] },
    /^Timeline, row 1: "Kim Keeper" reads like the name of a person/,
    ['Kim Keeper', event.text, '2026-02-03T08:30Z'],
  ],
  [
    'the name of someone here as a system',
    { timeline: [{ ...event, actor: { kind: 'system', name: 'Mo Member' } }] },
    /^Timeline, row 1: "Mo Member" reads like the name of a person/,
    ['Mo Member', event.text],
  ],
  [
    'an event without words',
    { timeline: [{ ...event, text: '' }] },
    /^Timeline, row 1: /,
    ['2026-02-03T08:30Z', 'billing on-call'],
  ],
  [
    'a lesson that is too long',
    { lessons: [{ kind: 'lucky', text: 'luck '.repeat(900) }] },
    /^Lesson 1: /,
    ['luck luck'],
  ],
  [
    'an impact that is too long',
    { impact: { ...emptyImpact, users: { state: 'known', text: 'many '.repeat(500) } } },
    /^Impact, users affected: /,
    ['many many'],
  ],
  [
    'a title that is too long',
    { title: `Twice ${'and again '.repeat(30)}` },
    /^Title: /,
    ['again and again'],
  ],
  ['a component that is too long', { components: ['x'.repeat(101)] }, /^Components: /, ['x'.repeat(101)]],
]

describe('what the product refuses in a document', () => {
  it.each(handEdited)('is left out and kept as words: %s', async (_what, edited, told, words) => {
    const text = writeJson({ ...emptyRecord, ...edited })
    const { incident, notUnderstood } = await ask('importEdition', { text })
    expect(notUnderstood).toEqual([expect.stringMatching(told)])
    const read = await ask('readIncident', { id: incident.id })
    expect([...read.timeline, ...read.factors, ...read.lessons, ...read.actions]).toEqual([])
    expect(read.draft.text).toContain(`## ${UNPLACED_HEADING}`)
    for (const word of words) expect(read.draft.text).toContain(word)
    expect(read.draft.text).toContain('The invoice job ran twice.')
  })

  it('takes the end of an event away when it comes before the beginning, and keeps the event', async () => {
    const timeline = [{ ...event, until: '2026-02-03T07:00:00.000Z' }]
    const { incident, notUnderstood } = await ask('importEdition', {
      text: writeJson({ ...emptyRecord, timeline }),
    })
    expect(notUnderstood).toEqual([expect.stringContaining('ends before it begins')])
    expect((await recordOf(incident.id)).timeline).toEqual([event])
  })

  it('marks one trigger and tells of the second', async () => {
    const timeline = [
      { ...event, isTrigger: true },
      { ...event, text: 'And again.', isTrigger: true },
    ]
    const { incident, notUnderstood } = await ask('importEdition', {
      text: writeJson({ ...emptyRecord, timeline }),
    })
    expect(notUnderstood).toEqual([expect.stringContaining('one trigger')])
    expect((await recordOf(incident.id)).timeline.map(({ isTrigger }) => isTrigger)).toEqual([true, false])
  })

  it.each(['open', 'done'] as const)('proposes an action that is %s without a date', async (state) => {
    const text = writeMarkdown({ ...emptyRecord, actions: [{ ...action, dueOn: '', state }] })
    const { incident, notUnderstood } = await ask('importEdition', { text })
    expect(notUnderstood).toEqual([expect.stringContaining('proposed here')])
    expect((await ask('readIncident', { id: incident.id })).actions).toMatchObject([
      { state: 'proposed', dueOn: null },
    ])
  })

  it('points factors and actions at the rows that did come in', async () => {
    const text = writeMarkdown({
      ...emptyRecord,
      timeline: [{ ...event, actor: { kind: 'role', name: 'Kim Keeper' } }, event],
      factors: [
        { ...factor, statement: 'Human error', events: [0] },
        { ...factor, events: [0, 1] },
      ],
      actions: [{ ...action, factors: [0, 1] }],
    })
    const { incident, notUnderstood } = await ask('importEdition', { text })
    expect(notUnderstood).toHaveLength(2)
    const record = await recordOf(incident.id)
    expect(record.factors).toEqual([{ ...factor, events: [0] }])
    expect(record.actions).toEqual([{ ...action, factors: [0] }])
  })
})

describe('a document from elsewhere', () => {
  it('opens an incident with its sections and its table, and says what it does not state', async () => {
    const text = [
      '---',
      'team: storage',
      '---',
      '# The queue stood still',
      '',
      '## Background',
      '',
      'A queue stood still.',
      '',
      '## Timeline',
      '',
      '| Time (UTC) | What happened |',
      '|---|---|',
      '| 2026-02-03T08:00Z | The queue stopped. |',
      '',
    ].join('\n')
    const { incident, notUnderstood, missing } = await ask('importEdition', { text })
    expect(incident).toMatchObject({ title: 'The queue stood still', severity: 'SEV3', kind: 'incident' })
    expect(notUnderstood).toEqual(['front matter: "team: storage"'])
    expect(missing).toEqual(expect.arrayContaining(['severity', 'kind', 'started']))
    const record = await recordOf(incident.id)
    expect(record.sections.map(({ heading }) => heading)).toEqual(['Background', UNPLACED_HEADING])
    expect(record.timeline).toMatchObject([{ text: 'The queue stopped.' }])
  })

  it('without any section starts from the template', async () => {
    const { incident } = await ask('importEdition', { text: '# The queue stood still\n' })
    expect((await ask('readDraft', { incidentId: incident.id })).text).toContain('## Summary')
  })

  it('may write its times with a zone or with fewer digits', async () => {
    const startedAt = { at: '2026-02-03T09:00:00+01:00', precision: 'minute', isAbout: false } as const
    const detectedAt = { at: '2026-02-03', precision: 'day', isAbout: false } as const
    const text = JSON.stringify({ ...emptyRecord, startedAt, detectedAt })
    const { incident } = await ask('importEdition', { text })
    expect(incident.startedAt?.at).toBe('2026-02-03T08:00:00.000Z')
    expect(incident.detectedAt?.at).toBe('2026-02-03T00:00:00.000Z')
  })

  it('with characters a database cannot hold keeps everything else', async () => {
    const text = writeJson({
      ...emptyRecord,
      title: 'Twice\u0000sent',
      sections: [{ heading: 'Sum\u0000mary', text: 'It ran \ud800 twice.' }],
      impact: { ...emptyImpact, users: { state: 'known', text: '4\u00002' } },
    })
    const { incident } = await ask('importEdition', { text })
    const record = await recordOf(incident.id)
    expect(record.title).toBe('Twice sent')
    expect(record.sections).toEqual([{ heading: 'Sum\ufffdmary', text: 'It ran \ufffd twice.' }])
    expect(record.impact.users.text).toBe('4\ufffd2')
  })
})

describe('importing an edition is refused, and nothing is stored,', () => {
  const many = <T>(row: T, length: number): readonly T[] => Array.from({ length }, () => row)
  it.each([
    ['for an empty document', '', 'invalid'],
    ['for words that are no document', 'the queue stood still', 'invalid'],
    ['for JSON that ends in the middle', writeJson(whole).slice(0, 900), 'invalid'],
    ['for JSON of something else', '{"version": 2, "items": [1, 2]}', 'invalid'],
    ['for a million brackets', `{"a": ${'['.repeat(1_000_000)}`, 'invalid'],
    ['for a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR', 'invalid'],
    ['for more text than a review holds', `# Long\n\n## Log\n\n${'word '.repeat(110_000)}`, 'too-large'],
    [
      'for more events than one call takes',
      writeJson({ ...whole, timeline: many(event, 5001) }),
      'too-large',
    ],
    [
      'for more words without a place than a review holds',
      writeJson({ ...whole, actions: many({ ...action, title: 'word '.repeat(300) }, 400) }),
      'too-large',
    ],
    ['for four million characters and one', 'x'.repeat(4_000_001), 'invalid'],
  ])('%s', { timeout: 60_000 }, async (_what, text, kind) => {
    const before = await Promise.all(['incidents', 'history', 'timeline_events', 'actions'].map(count))
    const refused = await refusal(ask('importEdition', { text }))
    expect(refused.kind).toBe(kind)
    expect(refused.message).toMatch(/[.?]$/)
    expect(await Promise.all(['incidents', 'history', 'timeline_events', 'actions'].map(count))).toEqual(
      before,
    )
  })

  it('for a reader', async () => {
    const refused = await refusal(house.as(reader)('importEdition', { text: writeMarkdown(whole) }))
    expect(refused.kind).toBe('not-allowed')
  })
})
