/**
 * The refusal contract, line by line: what this product will not do is tried through every way in there is, and the
 * table of what was tried is refusals.md. What a line means in detail stands in refusals.test.ts and in the tests named.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstNotice } from '@secondstory/review/model/reports'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callables } from '../operations/call.ts'
import { askerOf } from '../operations/testing.ts'
import { action, type No, type Trier, tryDoors, type Way } from './testing-refusals.ts'

const { ask, byKeeper, byMember, byReader, doors, keeper, member, ready, refused } = await tryDoors()

type Door = Way | 'file'

/** A line of the contract. */
interface Line {
  readonly rule: string
  readonly says: string
  /** Where the rest of it is held. */
  readonly heldBy: string
}

const lines: readonly Line[] = [
  {
    rule: 'R1',
    says: 'Nothing groups, counts or orders people',
    heldBy: 'store/refusals.test.ts (schema and every query)',
  },
  { rule: 'R2', says: 'Nobody is looked for', heldBy: 'store/refusals.test.ts, doors/refusals.test.ts' },
  {
    rule: 'R3',
    says: 'No field for fault, sanction or rating',
    heldBy: 'store/refusals.test.ts, doors/refusals.test.ts (every field in and out)',
  },
  {
    rule: 'R4',
    says: 'No open action without one owner and a date',
    heldBy: 'a constraint of the table; doors/refusals.test.ts',
  },
  { rule: 'R5', says: 'No action that changes nothing', heldBy: 'doors/refusals.test.ts' },
  { rule: 'R6', says: 'No publication without a concrete change', heldBy: 'doors/refusals.test.ts' },
  { rule: 'R7', says: 'No factor, node or link that is a person', heldBy: 'doors/refusals.test.ts' },
  {
    rule: 'R8',
    says: 'No decision that led on without why it made sense',
    heldBy: 'operations/decisions.test.ts, doors/gate.test.ts',
  },
  {
    rule: 'R9',
    says: 'Nothing was seen before it was there',
    heldBy: 'operations/decisions.test.ts',
  },
  { rule: 'R10', says: 'No publication with a finding that nobody kept', heldBy: 'doors/refusals.test.ts' },
  {
    rule: 'R11',
    says: 'No publication with a name of the register in it',
    heldBy: 'doors/refusals.test.ts, doors/week.test.ts',
  },
  {
    rule: 'R12',
    says: 'No working record leaves the house',
    heldBy: 'doors/refusals.test.ts, operations/permission.test.ts',
  },
  {
    rule: 'R13',
    says: 'No mean time to anything',
    heldBy: 'store/refusals.test.ts, doors/refusals.test.ts (queries, fields, pages)',
  },
  { rule: 'R14', says: 'No result of fewer than five', heldBy: 'model/bands.test.ts, model/pulse.test.ts' },
  { rule: 'R15', says: 'Nobody who was erased comes back', heldBy: 'operations/audit.test.ts' },
  {
    rule: 'R16',
    says: 'No facilitator with authority over a participant',
    heldBy:
      'model/facilitators.test.ts, operations/facilitators.test.ts; authority is what a team says of its leads',
  },
  { rule: 'R17', says: 'No severity lowered without a reason', heldBy: 'doors/refusals.test.ts' },
  {
    rule: 'R18',
    says: 'No intake before a keeper stands behind the notice',
    heldBy: 'operations/reports.test.ts',
  },
  {
    rule: 'R19',
    says: 'What is said off the record is not stored',
    heldBy: 'there is no place for it; seats of a meeting keep no name (operations/meetings.test.ts)',
  },
  {
    rule: 'R20',
    says: 'A keeper reads nothing that is sealed',
    heldBy:
      'operations/accounts.test.ts, doors/untraced.test.ts; the register lies as text (SECURITY.md, threat 5)',
  },
  {
    rule: 'R21',
    says: 'No agent publishes, releases or accepts a risk',
    heldBy: 'operations/permission.test.ts',
  },
  {
    rule: 'R22',
    says: 'What an agent says of itself is no evidence alone',
    heldBy: 'doors/gate.test.ts: unconfirmed, it stands as testimony and the gate asks for its trace',
  },
  {
    rule: 'R23',
    says: 'No board, badge or counter of people',
    heldBy: 'store/refusals.test.ts, doors/refusals.test.ts (tables and pages)',
  },
  {
    rule: 'R24',
    says: 'No webhook about a person',
    heldBy: 'model/listeners.test.ts, doors/listeners.test.ts',
  },
  {
    rule: 'R25',
    says: 'No agreed fact goes without a trace',
    heldBy: 'store/refusals.test.ts, doors/refusals.test.ts',
  },
  {
    rule: 'R26',
    says: 'No finding is kept against an author',
    heldBy: 'store/refusals.test.ts, doors/refusals.test.ts',
  },
  { rule: 'R27', says: 'Accounts that differ are not merged unasked', heldBy: 'doors/refusals.test.ts' },
  {
    rule: 'R28',
    says: 'Nothing counts as working before it is done and seen',
    heldBy: 'model/follow-ups.test.ts, operations/follow-ups.test.ts',
  },
  {
    rule: 'R29',
    says: 'No claim of incidents that were prevented',
    heldBy: 'model/prevention.test.ts, doors/refusals.test.ts (pages)',
  },
  {
    rule: 'R30',
    says: 'No promise changes behind whoever spoke under it',
    heldBy: 'operations/reports.test.ts',
  },
]

const tried = new Map<string, Set<Door>>()

/** Notes that a line was refused through these ways. */
function note(rule: string, ways: readonly Door[]): void {
  const known = tried.get(rule) ?? new Set<Door>()
  for (const way of ways) known.add(way)
  tried.set(rule, known)
}

/** One thing that is asked for in vain. */
interface Try {
  readonly rule: string
  readonly name: string
  readonly who: Trier
  readonly input: object
  /** The kind of the no, or the rule behind it. */
  readonly because: string
}

let tries: readonly Try[] = []
let agent: Trier = byMember

beforeAll(async () => {
  agent = await anAgent()
  const { incident, incidentId, factor, action: proposed } = await ready()
  const { id, version } = proposed
  const none = await ready()
  await ask('removeAction', { id: none.action.id })
  const blamed = await ready({ event: 'The archiver stopped because the engineer was careless.' })
  const gone = await erased()
  // The first team draws a line around records, which is not what is tried here.
  await ask('correctRecordVisibility', { recordVisibility: 'everyone' }, keeper)
  const led = { name: 'Storage', memberIds: [member.personId], leadIds: [keeper.personId] }
  await ask('addTeam', led, keeper)
  const there = { incidentId: none.incidentId, personId: member.personId }
  await ask('nameReviewRoles', { ...there, roles: ['participant'] })
  const by = (rule: string, name: string, input: object, because: string, who: Trier = byMember): Try => ({
    rule,
    name,
    input,
    because,
    who,
  })
  const hidden = [
    'readIncident',
    'listHistory',
    'findEvidence',
    'listAccounts',
    'exportTimeline',
    'exportMap',
    'exportFeed',
  ]
  tries = [
    by('R4', 'assignAction', { id, version, dueOn: '2026-12-20' }, 'invalid'),
    by('R4', 'assignAction', { id, version, owner: { personId: member.personId, role: 'lead' } }, 'invalid'),
    by('R5', 'proposeAction', { ...action, incidentId, title: 'Be more careful' }, 'null-action'),
    by('R5', 'correctAction', { id, version, title: 'Pay more attention' }, 'null-action'),
    by('R6', 'publishReview', { incidentId: none.incidentId }, 'no-concrete-change'),
    by(
      'R7',
      'nameFactor',
      { incidentId, code: 'GRD-1', statement: 'Human error', certainty: 'observed' },
      'person-as-factor',
    ),
    by(
      'R7',
      'correctFactor',
      { id: factor.id, version: factor.version, statement: 'Operator error' },
      'person-as-factor',
    ),
    by('R7', 'addMapNode', { incidentId, kind: 'mechanism', statement: 'A simple typo' }, 'person-as-node'),
    by('R10', 'publishReview', { incidentId: blamed.incidentId }, 'wording'),
    ...hidden.map((name) =>
      by(
        'R12',
        name,
        name === 'readIncident' ? { id: incidentId } : { incidentId, ...formOf(name, factor.id) },
        'not-allowed',
        byReader,
      ),
    ),
    by('R15', 'correctPerson', { id: gone, name: 'Ada Again' }, 'not-found', byKeeper),
    by('R15', 'removePerson', { id: gone }, 'not-found', byKeeper),
    by(
      'R16',
      'nameReviewRoles',
      { ...there, personId: keeper.personId, roles: ['facilitator'] },
      'facilitator-in-conflict',
    ),
    ...['listReports', 'listAudit'].map((name) => by('R20', name, {}, 'not-allowed', byKeeper)),
    by('R20', 'readReport', { id: gone }, 'not-allowed', byKeeper),
    ...[byMember, agent].map((who) =>
      by(
        'R22',
        'addAgentRun',
        { incidentId, role: 'migration agent', gates: noGates, claims: [ownWord] },
        'claim-without-trace',
        who,
      ),
    ),
    by(
      'R24',
      'addListener',
      { ...listener, url: 'https://acme.bamboohr.com/hook' },
      'personnel-system',
      byKeeper,
    ),
    by('R24', 'addListener', { ...listener, events: ['person.joined'] }, 'invalid', byKeeper),
    by(
      'R29',
      'addFollowUp',
      { id, kind: 'seen-working', text: 'It prevented two outages.' },
      'claim-of-prevention',
    ),
    by(
      'R17',
      'correctIncident',
      { id: incidentId, version: incident.version, severity: 'SEV3' },
      'severity-lowered-without-reason',
    ),
    by(
      'R18',
      'addReport',
      { happened: 'A job ran twice.', caught: 'luck', naming: 'named', noticeVersion: 1 },
      'not-ready',
    ),
    by('R21', 'publishReview', { incidentId }, 'not-allowed', agent),
    by(
      'R21',
      'addAcceptance',
      { incidentId, factorId: factor.id, because: 'x', agreedByRole: 'x', reviewOn: '2026-12-01' },
      'not-allowed',
      agent,
    ),
    by('R27', 'mergeTimelineEvents', { incidentId, ids: [factor.id], keepId: factor.id }, 'invalid'),
    by(
      'R28',
      'addFollowUp',
      { id, kind: 'seen-working', text: 'It ended a session in staging.' },
      'follow-up-seen-working',
    ),
  ]
}, 60_000)

const unknown = { state: 'unknown', finding: '' } as const
const noGates = { context: unknown, guardrail: unknown, verification: unknown }
const ownWord = { text: 'I counted the rows before.', standing: 'confirmed', eventId: null } as const
const listener = { name: 'A tool', url: 'https://chat.example/hook', events: ['edition.published'] }

const formOf = (name: string, rowId: string): object =>
  name === 'exportFeed' ? { kind: 'risk', rowId } : name.startsWith('export') ? { format: 'markdown' } : {}

/** Software with an account of its own and a token that may write. */
async function anAgent(): Promise<Trier> {
  const made = await ask('addAgent', { name: 'A drafting agent', role: 'member' }, keeper)
  const { body } = await doors.fetch('/api/addToken', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: `second_story=${keeper.session}`,
      'x-second-story': '1',
    },
    body: JSON.stringify({ name: 'drafts', scope: 'write', expiresOn: inAMonth(), agentId: made.id }),
  })
  const { secret }: { readonly secret?: string } = Object(body)
  if (secret === undefined) throw new Error(`No token was made: ${JSON.stringify(body)}`)
  const known = { name: made.name, role: 'member', kind: 'agent', via: 'token', scope: 'write' } as const
  return { asker: askerOf(made.id, known), token: secret, session: null }
}

function inAMonth(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
}

async function erased(): Promise<string> {
  const id = '00000000-0000-7000-8000-00000000dead'
  await doors.database.pool.query(
    `insert into people (id, email, name, role, password_hash, made_at, is_active)
     values ($1, 'ada@example.org', 'Ada Gone', 'reader', 'none', now(), false)`,
    [id],
  )
  await ask('removePerson', { id }, keeper)
  return id
}

describe('R1 and R2: nobody is a filter, a group or an order', () => {
  const reading = [...callables.values()].filter(({ changes }) => !changes)
  const asked = [
    { personId: member.personId },
    { groupBy: 'person' },
    { filter: { participant: 'Mo Member' } },
    { ownerId: member.personId, orderBy: 'owner' },
    { speaker: 'Mo Member' },
    { countBy: 'author' },
  ]

  test('every operation that reads refuses it with a sentence, through every way in', {
    timeout: 120_000,
  }, async () => {
    expect(reading.length).toBeGreaterThan(60)
    for (const [index, { name }] of reading.entries()) {
      const { kind, sentence, ways } = await refused(name, asked[index % asked.length] ?? {}, byKeeper)
      expect([name, kind]).toEqual([name, 'invalid'])
      expect(sentence).toContain('looked for, grouped or put in order by a person')
      for (const rule of ['R1', 'R2']) note(rule, ways)
    }
  })
})

test('each line that is asked for is refused through every way in, for its own reason', {
  timeout: 120_000,
}, async () => {
  for (const { rule, name, input, because, who } of tries) {
    const no: No = await refused(name, input, who)
    expect([rule, name, no.kind, ...no.rules]).toContain(because)
    note(rule, no.ways)
  }
})

test('R14 a round of the pulse that fewer than five answered shows nothing, whoever asks', async () => {
  await ask('startPulse', { endsOn: soon() }, keeper)
  for (const who of [member, keeper]) {
    const { token } = await ask('acceptPulse', {}, who)
    await doors.call('addPulseAnswer', { token, answers: [5, 5, 5, 1, 5] })
  }
  await ask('closePulse', {}, keeper)
  for (const who of [member, keeper]) {
    const { rounds } = await ask('readPulse', {}, who)
    expect(rounds.map(({ result }) => result)).toEqual([null])
  }
  note('R14', ['token'])
})

function soon(): string {
  return new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
}

test('R30 a report is taken under the promise it was written under, or not at all', async () => {
  const session = {
    cookie: `second_story=${keeper.session}`,
    'x-second-story': '1',
    'content-type': 'application/json',
  }
  for (const text of [firstNotice.isProtected, 'Less than before.']) {
    const body = JSON.stringify({ ...firstNotice, isProtected: text })
    const { status } = await doors.fetch('/api/acceptReportNotice', {
      method: 'POST',
      headers: session,
      body,
    })
    expect(status).toBe(200)
  }
  const report = { happened: 'A job ran twice.', caught: 'luck', naming: 'named', noticeVersion: 1 }
  const { kind, ways } = await refused('addReport', report)
  expect(kind).toBe('conflict')
  note('R30', ways)
})

describe('in a file, where there is no server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-story-contract-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (parts: string) => `# Orders waited\n\n${parts}\n`
  const factors = (line: string) => file(`## Contributing factors\n\n- ${line}`)
  const actions = (line: string) => file(`## Actions\n\n- [ ] ${line}`)
  const files = [
    ['R4', actions('Refuse a migration that locks (2026-04-01)'), 'action-without-owner'],
    ['R5', actions('Be more careful with migrations (Storage, 2026-04-01)'), 'null-action'],
    ['R6', actions('Remind everyone to follow the process (Storage, 2026-04-01)'), 'no-concrete-change'],
    ['R7', factors('Human error.'), 'person-as-factor'],
    ['R10', file('## Summary\n\nThe engineer was careless and should have known better.'), 'character-words'],
  ] as const

  test('the terminal finds the same lines and ends with 1', { timeout: 60_000 }, () => {
    for (const [rule, text] of files) writeFileSync(join(folder, `${rule}.md`), text)
    const program = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
    const args = ['--import', 'tsx', program, 'check', '--wording', '--no-config', '--format', 'json', folder]
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(status).toBe(1)
    for (const [rule, , found] of files) {
      expect(rulesIn(stdout, `${rule}.md`), rule).toContain(found)
      note(rule, ['file'])
    }
  })
})

/** The rules of what was found in a file. */
function rulesIn(report: string, name: string): readonly string[] {
  const { files = [] }: { readonly files?: readonly FileReport[] } = JSON.parse(report)
  const found = files.filter(({ path }) => path.endsWith(name)).flatMap(({ findings }) => findings)
  return found.map(({ rule }) => rule)
}

interface FileReport {
  readonly path: string
  readonly findings: readonly { readonly rule: string }[]
}

test('every test a line is said to be held by is there', () => {
  const named = lines.flatMap(({ heldBy }) => heldBy.match(/\w+\/[\w-]+\.test\.ts/g) ?? [])
  expect(named.length).toBeGreaterThan(25)
  const root = join(import.meta.dirname, '..', '..')
  const place = (name: string) => join(root, name.startsWith('model/') ? 'review' : 'server', name)
  expect(named.filter((name) => !existsSync(place(name)))).toEqual([])
})

test('documentation equals what was tried', async () => {
  await expect(table()).toMatchFileSnapshot('./refusals.md')
})

function table(): string {
  const columns: readonly Door[] = ['operation', 'session', 'token', 'agent tools', 'file']
  const rows = lines.map(({ rule, says, heldBy }) => {
    const ways = tried.get(rule)
    return [rule, says, ...columns.map((way) => (ways?.has(way) === true ? 'refused' : '')), heldBy]
  })
  const head = ['line', 'what this product will not do', ...columns, 'held further by']
  return `# What this product refuses

Made by contract.test.ts from what it tried: each line through the operation itself, over HTTP with a session and with a
token, as the tool of an agent (MCP), and in a file with \`secondstory check\`. Where a way is empty there is nothing to ask
for through it, and the last column says what holds the line. Names of tests are those of \`server\` and of
\`review/model\`; \`vitest -u\` writes this page again.

| ${head.join(' | ')} |
|${head.map(() => '---').join('|')}|
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`
}
