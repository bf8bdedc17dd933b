import { describe, expect, it } from 'vitest'
import type { Evidence } from '../model/evidence.ts'
import { inspectFile, readEvidence, recognise } from './index.ts'
import { readDocument } from './markdown.ts'
import { propose } from './proposals.ts'
import { proposedParticipants, registerOf } from './register.ts'
import { sampleFiles } from './sample-incident.ts'
import { people } from './samples/checkout/people.ts'
import { fileOf } from './source.ts'
import { inShort, LONGEST_LINE } from './summary.ts'

const options = { now: '2026-11-01T00:00:00Z' }

const incident: readonly Evidence[] = sampleFiles().flatMap(({ name, bytes }) =>
  [...readEvidence(recognise(fileOf(name, bytes)), options)].flatMap((reading) =>
    reading.outcome === 'read'
      ? [{ ...reading.draft, id: reading.draft.key, incidentId: 'i', importId: name }]
      : [],
  ),
)

/** A chat message as evidence, for one rule at a time. */
function message(at: string, text: string, more: Partial<Evidence> = {}): Evidence {
  return {
    id: `e${at}${text}`,
    incidentId: 'i',
    importId: 'm',
    source: 'slack',
    key: `slack:T:C:${at}${text}`,
    happenedAt: { at: `2026-03-12T${at}.000Z`, precision: 'second', isAbout: false },
    basis: 'occurred',
    sequence: at,
    kind: 'chat',
    speaker: { kind: 'person', ref: 'slack:U1', name: 'Ada Almeida', handles: ['@ada'] },
    text,
    place: '#inc',
    marks: [],
    correlates: [],
    ...more,
  }
}

const nobody = registerOf([])

describe('the sample incident', () => {
  const register = registerOf(proposedParticipants(incident, []))
  const proposals = propose(incident, register)

  it('is described before it is imported', () => {
    expect(
      sampleFiles().map(({ name, bytes }) => inspectFile(fileOf(name, bytes)).inspection.describes),
    ).toEqual([
      'A Slack export with 2 channels and 124 messages.',
      'Alertmanager deliveries with 2 alerts.',
      'A table with 5 rows.',
    ])
  })

  it('gives five people a role each, and no role to a bot', () => {
    expect(proposedParticipants(incident, []).map((person) => person.role)).toEqual([
      'responder 1',
      'responder 2',
      'responder 3',
      'responder 4',
      'responder 5',
    ])
  })

  it('proposes a draft a person can walk through', () => {
    const drafted = proposals.filter((proposal) => proposal.state === 'proposed')
    expect(drafted.length).toBeGreaterThan(20)
    expect(drafted.length).toBeLessThan(45)
    const kinds = new Set(drafted.map((proposal) => proposal.kind))
    for (const kind of [
      'alert',
      'page',
      'deploy',
      'config-change',
      'decision',
      'mitigation',
      'recovery',
      'observation',
      'status-update',
    ] as const) {
      expect(kinds.has(kind), kind).toBe(true)
    }
  })

  it('joins the alert, its repeats and the message about it into one span', () => {
    const alert = proposals.find(
      (proposal) => proposal.kind === 'alert' && proposal.text.startsWith('CheckoutErrorRateHigh'),
    )
    expect(alert?.evidenceIds.length).toBe(2)
    expect([alert?.happenedAt?.at, alert?.until]).toEqual([
      '2026-03-12T14:04:10.512Z',
      '2026-03-12T14:49:10.512Z',
    ])
    expect(proposals.filter((proposal) => proposal.kind === 'alert').length).toBe(2)
  })

  it('joins the recorded deploy and the announced one, and keeps start and end apart', () => {
    const deploys = proposals.filter(
      (proposal) => proposal.kind === 'deploy' && proposal.text.includes('checkout-api'),
    )
    expect(
      deploys.map((proposal) => [proposal.happenedAt?.at.slice(11, 16), proposal.evidenceIds.length]),
    ).toEqual([
      ['13:52', 2],
      ['14:09', 1],
      ['14:16', 2],
      ['14:19', 2],
    ])
  })

  it('shows no name, no handle and no secret', () => {
    const shown = JSON.stringify(
      proposals.map(({ text, actor, lane, reasons }) => [text, actor, lane, reasons]),
    )
    for (const person of Object.values(people)) {
      for (const part of [...person.name.split(' '), person.handle]) {
        expect(new RegExp(`\\b${part.replace('.', '\\.')}\\b`).test(shown), part).toBe(false)
      }
    }
    expect(JSON.stringify(incident)).not.toMatch(/K3ttle|xoxe|merchant-care@/)
  })

  it('leads every proposal back to its evidence and inside its time', () => {
    const known = new Set(incident.map((evidence) => evidence.id))
    for (const proposal of proposals) {
      expect(proposal.evidenceIds.length).toBeGreaterThan(0)
      for (const id of proposal.evidenceIds) expect(known.has(id)).toBe(true)
      expect(proposal.reasons.length).toBeGreaterThan(0)
      expect(proposal.text.length).toBeLessThanOrEqual(LONGEST_LINE + 20)
    }
    const times = proposals.map((proposal) => proposal.happenedAt?.at ?? '')
    expect(times).toEqual(times.toSorted())
  })
})

describe('the rules', () => {
  const cases: readonly (readonly [string, Partial<Evidence>, string, string])[] = [
    ['eu1 was drained', { speaker: null }, 'tray', 'mitigation'],
    ['rolled back', { marks: ['pinned'] }, 'proposed', 'mitigation'],
    ['something worth keeping', { marks: ['reaction:pushpin:1'] }, 'proposed', 'chat'],
    ['should we try rolling back?', {}, 'none', ''],
    ['we have not rolled back', {}, 'tray', 'mitigation'],
    ['/timeline switched to the spare', {}, 'proposed', 'chat'],
    ['morning all', {}, 'none', ''],
    [':eyes:', { marks: ['reaction:tada:1'] }, 'none', ''],
    ['Declaring a SEV1', {}, 'proposed', 'decision'],
    [
      'Deployed ledger v3.3.0 to production',
      { speaker: { kind: 'system', ref: 'slack:B1', name: 'Shipit', handles: [] }, kind: 'observation' },
      'proposed',
      'deploy',
    ],
  ]
  it.each(cases)('%j', (text, more, state, kind) => {
    const [proposal] = propose([message('14:00:00', text, more)], nobody)
    expect([proposal?.state ?? 'none', proposal?.kind ?? '']).toEqual([state, kind])
  })

  it('says why', () => {
    const [proposal] = propose(
      [message('14:00:00', 'rolled back to v3.2.0', { marks: ['pinned', 'reaction:white_check_mark:1'] })],
      nobody,
    )
    expect(proposal?.reasons).toEqual([
      'pinned +0.6',
      'reaction that marks it done +0.2',
      'says something was done about it +0.4',
      'first message of this role +0.1',
      'a message of a person +0.15',
    ])
  })

  it('leaves a judgement of a person out of the line and the rest in it', () => {
    expect(inShort('Rolled back to v3.2.0. Bruno should have checked the lock. Errors are falling.')).toBe(
      'Rolled back to v3.2.0. Errors are falling.',
    )
  })

  it('collapses a bot that repeats itself, and two tellings of one minute from two sources', () => {
    const bot = {
      speaker: { kind: 'system', ref: 'slack:B1', name: 'Shipit', handles: [] },
      kind: 'observation',
    } as const
    const repeated = [
      message('14:00:00', 'Deployed ledger v3 to host 1', bot),
      message('14:01:00', 'Deployed ledger v3 to host 2', bot),
    ]
    expect(propose(repeated, nobody).map((proposal) => proposal.evidenceIds.length)).toEqual([2])
    const twice = [
      message('14:00:00', 'customers cannot log in at all', { marks: ['pinned'] }),
      message('14:00:30', 'Customers cannot log in at all.', {
        source: 'notes',
        kind: 'note',
        place: 'n.txt',
        marks: ['timed'],
      }),
    ]
    expect(propose(twice, nobody).map((proposal) => proposal.lane)).toEqual(['slack #inc'])
  })

  it('puts a record without a time where its file had it', () => {
    const notes = ['1', '2', '3'].map((sequence) =>
      message(`14:0${sequence}:00`, `step ${sequence} was finished`, {
        source: 'notes',
        place: 'n',
        sequence,
        kind: 'note',
        marks: ['timed'],
      }),
    )
    const untimed = notes.map((note, index) =>
      index === 1 ? { ...note, happenedAt: null, marks: ['zone-missing'] } : note,
    )
    const proposed = propose(untimed.toReversed(), nobody)
    expect(proposed.map((proposal) => proposal.text)).toEqual([
      'step 1 was finished',
      'step 2 was finished',
      'step 3 was finished',
    ])
    expect(proposed[1]?.happenedAt).toBeNull()
  })
})

describe('the register', () => {
  const register = registerOf([
    { name: 'Maya Okafor', handles: ['@maya.o'], refs: ['slack:U1'], role: 'database on-call' },
    { name: 'Will Park', handles: ['@will'], refs: ['slack:U2'], role: 'responder 2' },
    { name: 'Maya Lindqvist', handles: ['@ml'], refs: [], role: 'responder 3' },
  ])
  it.each([
    ['@maya.o restarted it', 'database on-call restarted it'],
    ['Maya Okafor restarted it', 'database on-call restarted it'],
    ["okafor's session", "database on-call's session"],
    ['ask maya', 'ask a responder'],
    ['Will it hold? We will see; ask Will.', 'Will it hold? We will see; ask responder 2.'],
    ["let's park the bus", "let's park the bus"],
    ['@stranger and @here and @database-oncall', 'someone and @here and @database-oncall'],
    ['npm i @harbour/checkout, mail a@b', 'npm i @harbour/checkout, mail a@b'],
  ])('%j becomes %j', (text, expected) => {
    expect(register.inRoles(text)).toBe(expected)
  })

  it('keeps the roles people have and numbers only the new', () => {
    const known = [{ name: 'Ada Almeida', handles: ['@ada'], refs: ['slack:U1'], role: 'responder 2' }]
    const other = { kind: 'person', ref: 'slack:U9', name: 'Bruno Brandt', handles: ['@bruno'] } as const
    const third = { kind: 'person', ref: 'notes:chidi', name: 'chidi', handles: ['@chidi'] } as const
    const evidence = [
      message('14:00:00', 'a'),
      message('14:01:00', 'b', { speaker: third }),
      message('13:00:00', 'c', { speaker: other }),
    ]
    expect(proposedParticipants(evidence, known).map(({ name, role }) => [name, role])).toEqual([
      ['Bruno Brandt', 'responder 1'],
      ['chidi', 'responder 3'],
    ])
  })
})

describe('a Markdown document', () => {
  const text =
    '---\ntitle: x\n---\n# Title\n\nOpening.\n\n## Summary\n\nWe `lost` it. Ask a@b.example.com\n\n```\n## no heading\n```\n\n## Timeline\n\nAll times in UTC\n\n- 2026-02-03 14:05 went down\n- 14:20 came back\n\n## Odd <b>part</b>\n\n    kept as it was\n'
  const document = readDocument(text, { place: 'x.md' })

  it('comes apart without losing a line', () => {
    expect(document.title).toBe('Title')
    expect(document.frontMatter).toBe('title: x')
    expect(document.sections.map(({ heading, text: body }) => [heading, body])).toEqual([
      ['', 'Opening.'],
      ['Summary', 'We `lost` it. Ask [removed: e-mail]\n\n```\n## no heading\n```'],
      ['Timeline', 'All times in UTC\n\n- 2026-02-03 14:05 went down\n- 14:20 came back'],
      ['Odd <b>part</b>', '    kept as it was'],
    ])
    expect(document.removed).toEqual([{ kind: 'e-mail', count: 1 }])
  })

  it('gives the events of its timeline', () => {
    expect(document.events.map((event) => [event.happenedAt?.at, event.text])).toEqual([
      ['2026-02-03T14:05:00.000Z', 'went down'],
      ['2026-02-03T14:20:00.000Z', 'came back'],
    ])
  })
})
