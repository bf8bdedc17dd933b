/**
 * The matrix: every operation is tried through `call`, by everyone there is, at every stage, against a real database,
 * and compared with the one function. What was tried is the table in permissions.md.
 */
import { operationsFor } from '@secondstory/review/model/agents'
import { type Caller, permissionRefusal, type RecordStanding } from '@secondstory/review/model/permission'
import type { ReviewRole } from '@secondstory/review/model/review-people'
import type { Stage } from '@secondstory/review/model/reviews'
import { usualPolicy } from '@secondstory/review/model/severity-policy'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addFollowUp } from '../store/follow-ups.ts'
import { addIssueLink } from '../store/issue-links.ts'
import { addRecurrence } from '../store/recurrence.ts'
import { addReviewRoles } from '../store/review-people.ts'
import type { Leading } from '../store/standing.ts'
import type { Store } from '../store/store.ts'
import { callables, findCallable } from './call.ts'
import type { Asker } from './hands.ts'
import { operations } from './index.ts'
import { Refusal } from './operation.ts'
import { needOf, recordNamed } from './permission.ts'
import { askerOf, refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { keeper, member, reader } = house.people
const stages: readonly Stage[] = ['gathering', 'drafting', 'calibrating', 'published', 'followed-up']
const SEAT = '00000000-0000-7000-8000-0000000000ab'
const IMAGE = '00000000-0000-7000-8000-0000000000ac'
const NOWHERE = '00000000-0000-7000-8000-000000000000'

/** One column of the table: somebody, and what they are to the record. */
interface Someone {
  readonly name: string
  readonly asker: Asker | null
  readonly roles: readonly ReviewRole[]
}

const rows = new Map<Leading, string>()
let incidentId = ''
let everyone: readonly Someone[] = []

async function prepare(): Promise<void> {
  const ask = house.as(member)
  const opened = await ask('openIncident', { title: 'Writes failed', kind: 'incident', severity: 'SEV1' })
  incidentId = opened.id
  await fill()
  const team = await house.as(keeper)('addTeam', { name: 'Payments', memberIds: [member.personId] })
  await house.as(keeper)('assignTeam', { incidentId, teamId: team.id })
  await ask('nameReviewRoles', { incidentId, personId: member.personId, roles: [] })
  everyone = [
    { name: 'nobody', asker: null, roles: [] },
    { name: 'reader', asker: reader, roles: [] },
    { name: 'member', asker: await somebody('member'), roles: [] },
    { name: 'keeper', asker: keeper, roles: [] },
    { name: 'steward', asker: { ...(await somebody('reader')), isSteward: true }, roles: [] },
    { name: 'team', asker: { ...member, teamIds: [team.id] }, roles: [] },
    { name: 'facilitator', asker: await named('facilitator'), roles: ['facilitator'] },
    { name: 'author', asker: await named('author'), roles: ['author'] },
    { name: 'participant', asker: await named('participant'), roles: ['participant'] },
    { name: 'review reader', asker: await named('reader'), roles: ['reader'] },
    { name: 'agent of the team', asker: { ...member, teamIds: [team.id], kind: 'agent' }, roles: [] },
    {
      name: 'directory',
      asker: {
        ...(await somebody('reader')),
        kind: 'agent',
        via: 'token',
        operations: operationsFor(['keep-people']),
      },
      roles: [],
    },
    {
      name: 'token that reads',
      asker: { ...member, teamIds: [team.id], via: 'token', scope: 'read' },
      roles: [],
    },
  ]
}

/** A row in every table that leads to the incident, and its id. */
async function fill(): Promise<void> {
  const ask = house.as(member)
  const at = { at: '2026-03-12T14:00:00Z', precision: 'minute' } as const
  const actor = { kind: 'system', name: 'checkout' } as const
  const event = await ask('addTimelineEvent', {
    incidentId,
    happenedAt: at,
    kind: 'deploy',
    actor,
    text: 'Checkout was deployed.',
  })
  const factor = await ask('nameFactor', {
    incidentId,
    code: 'GRD-1',
    statement: 'Nothing stops a deploy while a migration holds a lock.',
    certainty: 'observed',
  })
  const node = await ask('addMapNode', { incidentId, kind: 'harm', statement: 'Checkout refused orders.' })
  const edge = await ask('addMapEdge', { incidentId, fromId: factor.id, toId: node.id, kind: 'enabled' })
  const action = await ask('proposeAction', {
    incidentId,
    title: 'Refuse a deploy while a migration holds a lock',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
  })
  const lesson = await ask('addLesson', { incidentId, kind: 'lucky', text: 'It was noon.' })
  const gone = await ask('addLesson', { incidentId, kind: 'lucky', text: 'It was a weekday.' })
  const removal = await ask('removeLesson', { id: gone.id })
  const decision = await ask('addDecision', { incidentId, eventId: event.id, role: 'incident commander' })
  const acceptance = await ask('addAcceptance', {
    incidentId,
    factorId: factor.id,
    because: 'The old pipeline is retired in May.',
    agreedByRole: 'head of storage',
    reviewOn: '2026-06-01',
  })
  const participant = await ask('addParticipant', {
    incidentId,
    name: 'Ada Nowhere',
    handles: [],
    role: 'database on-call',
  })
  const notLookedAt = { state: 'unknown', finding: '' }
  const gates = { context: notLookedAt, guardrail: notLookedAt, verification: notLookedAt }
  const agent = await ask('addAgentRun', { incidentId, role: 'migration agent', gates })
  const [started] = await ask('importEvidence', {
    incidentId,
    pasted: [{ name: 'notes.txt', text: '14:00 the deploy went out' }],
    zone: 'UTC',
    day: '2026-03-12',
  })
  await house.settle()
  const author = { personId: member.personId, at: house.clock.now }
  const line = { incidentId, actionId: action.id, text: 'It waits for the migration.' }
  const followUp = await addFollowUp(
    house.database.queries,
    {
      ...line,
      kind: 'blocked',
      link: '',
      saidOn: '2026-03-12',
      fromOn: null,
      toOn: null,
      eventsBefore: null,
      monthsBefore: null,
    },
    author,
  )
  const recurrence = await addRecurrence(
    house.database.queries,
    { ...line, kind: 'elsewhere', isSame: false, wasInPath: null },
    author,
  )
  const { integration } = await house.as(keeper)('addIntegration', { kind: 'github', name: 'GitHub' })
  const link = await addIssueLink(
    house.database.queries,
    { incidentId, actionId: action.id, integrationId: integration.id, issue: null },
    author,
  )
  const meeting = await ask('openMeeting', { incidentId })
  const entry = await ask('addMeetingEntry', { meetingId: meeting.id, kind: 'parked', text: 'A second map.' })
  await sql`insert into meeting_seats (id, meeting_id, secret_hash)
    values (${SEAT}, ${meeting.id}, decode('00', 'hex'))`.execute(house.database.queries)
  await sql`
    insert into editions (id, incident_id, number, slug, published_at, record, html, markdown, is_newest, title,
      severity, kind, components, factor_codes, opening, words, search)
    values (${NOWHERE}, ${incidentId}, 1, 'writes-failed', now(), '{}', '', '', true, 'x', 'SEV1', 'incident', '{}',
      '{}', '', '', to_tsvector(''))`.execute(house.database.queries)
  await sql`insert into images (id, incident_id, type, width_px, height_px, added_at)
    values (${IMAGE}, ${incidentId}, 'image/png', 1, 1, now())`.execute(house.database.queries)
  const comment = await ask('addComment', {
    incidentId,
    place: { kind: 'action', id: action.id },
    text: 'Who has seen it?',
  })
  const ids: Readonly<Record<Leading, string>> = {
    comments: comment.id,
    images: IMAGE,
    follow_ups: followUp.id,
    recurrences: recurrence?.id ?? '',
    issue_links: link?.id ?? '',
    timeline_events: event.id,
    factors: factor.id,
    map_nodes: node.id,
    map_edges: edge.id,
    actions: action.id,
    lessons: lesson.id,
    removals: removal.removalId,
    decisions: decision.id,
    acceptances: acceptance.id,
    agent_runs: agent.id,
    participants: participant.id,
    imports: started?.id ?? '',
    meetings: meeting.id,
    meeting_entries: entry.id,
    meeting_seats: SEAT,
  }
  for (const table of Object.keys(ids) as Leading[]) rows.set(table, ids[table])
}

let people = 0

async function somebody(role: Asker['role']): Promise<Asker> {
  people += 1
  const personId = `00000000-0000-7000-8000-0000000001${String(people).padStart(2, '0')}`
  await sql`insert into people (id, email, name, role, password_hash, made_at) values (${personId},
    ${`somebody-${people}@example.org`}, 'Somebody Else', ${role}, 'none', now())`.execute(
    house.database.queries,
  )
  return askerOf(personId, { name: 'Somebody Else', role })
}

/** Somebody who is a reader here and named for the review: being named is what counts. */
async function named(role: ReviewRole): Promise<Asker> {
  const asker = await somebody('reader')
  await addReviewRoles(house.database.queries, { incidentId, personId: asker.personId, roles: [role] })
  return asker
}

/** An operation was reached when it asks for the store; what it would have done there is not what is tried here. */
class Reached extends Error {}

/** Answers the one question permission asks, and stops whatever asks another. */
function storeFor(questions: number): Store {
  let asked = 0
  return {
    get queries() {
      asked += 1
      if (asked > questions) throw new Reached()
      return house.database.queries
    },
    transaction: () => {
      throw new Reached()
    },
  }
}

/** Null when the operation was reached, else the sentence of the refusal. */
async function tried(name: string, input: unknown, asker: Asker | null): Promise<string | null> {
  const { touches } = declared(name)
  const store = storeFor(asker !== null && recordNamed(touches, input) !== null ? 1 : 0)
  const ended: unknown = await findCallable(name)
    .call(input, house.handsOf(asker, { store, goOn: () => undefined }))
    .catch((error: unknown) => error)
  // An account is told in person: a rule of accounts themselves, held by their own tests.
  const isRefused =
    ended instanceof Refusal &&
    (ended.kind === 'signed-out' || ended.kind === 'not-allowed') &&
    !ended.message.startsWith('An account is told in person')
  return isRefused ? ended.message : null
}

function declared(name: string) {
  const found = operations.find((each) => each.name === name)
  if (found === undefined) throw new RangeError(`There is no operation ${name}.`)
  const { access, changes } = found
  return {
    name,
    access,
    changes,
    touches: 'touches' in found ? found.touches : undefined,
    needs: 'needs' in found ? found.needs : undefined,
  }
}

function expected(name: string, { asker, roles }: Someone, stage: Stage): string | null {
  const operation = declared(name)
  const caller: Caller | null = asker
  const standing: RecordStanding = {
    isOpen: false,
    isOfTeam: (asker?.teamIds.length ?? 0) > 0,
    reviewRoles: roles,
    isOwner: false,
    hasFacilitator: true,
    stage,
  }
  const isOnRecord = asker !== null && recordNamed(operation.touches, inputOf(name)) !== null
  const need = isOnRecord ? needOf(operation) : null
  return permissionRefusal({ ...operation, need }, caller, need === null ? null : standing)?.sentence ?? null
}

/** Inputs a schema alone does not tell. */
const inputs: Readonly<Record<string, object>> = {
  readIncident: { number: 1 },
  readForesight: { reference: 'INC-1' },
  mergeTimelineEvents: { ids: [NOWHERE, '00000000-0000-7000-8000-000000000001'] },
  nameFactor: { code: 'GRD-1' },
  exportEdition: { number: 1, format: 'json' },
  startSeat: { link: 'a link of some length' },
  inviteToMeeting: { local: '2026-03-30T10:00', zone: 'UTC' },
  checkPolicy: { policy: usualPolicy },
  correctPolicy: { policy: usualPolicy },
  markStageTask: { task: 'timeline' },
}

/** The smallest input an operation understands, about the incident and its rows. */
function inputOf(name: string): object {
  const { input } = callables.get(name) ?? { input: z.object({}) }
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  const { touches } = declared(name)
  const row = touches === 'incident' ? incidentId : (rows.get(touches as Leading) ?? NOWHERE)
  const given = {
    incidentId,
    id: row,
    meetingId: rows.get('meetings') ?? '',
    removalId: rows.get('removals') ?? '',
    slug: 'writes-failed',
  }
  return { ...sampleOf(schema, given), ...inputs[name] }
}

interface Shape {
  readonly type?: unknown
  readonly properties?: Readonly<Record<string, unknown>> | undefined
  readonly required?: readonly string[] | undefined
  readonly [key: string]: unknown
}

function sampleOf(schema: Shape, given: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (schema.required ?? []).map((key) => [key, given[key] ?? exampleOf(shapeOf(schema.properties?.[key]))]),
  )
}

function shapeOf(value: unknown): Shape {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function exampleOf(shape: Shape): unknown {
  const { type, format, minLength, minItems, minimum, pattern } = shape
  if ('const' in shape) return shape.const
  if (Array.isArray(shape.enum)) return shape.enum[0]
  if (Array.isArray(shape.anyOf)) return exampleOf(shapeOf(shape.anyOf.at(-1)))
  if (Array.isArray(shape.oneOf)) return exampleOf(shapeOf(shape.oneOf[0]))
  if (type === 'object') return sampleOf(shape, {})
  if (type === 'array')
    return Array.from({ length: Number(minItems ?? 1) }, () => exampleOf(shapeOf(shape.items)))
  if (type === 'integer' || type === 'number') return Math.max(1, Number(minimum ?? 1))
  if (type === 'boolean') return true
  if (type === 'null') return null
  if (format === 'uuid') return NOWHERE
  if (format === 'date') return '2026-03-20'
  if (format === 'date-time') return '2026-03-20T12:00:00Z'
  if (format === 'email') return 'somebody@example.org'
  if (typeof pattern === 'string' && pattern.includes('INC-')) return 'INC-1'
  return 'a'.repeat(Math.max(24, Number(minLength ?? 0)))
}

async function at(stage: Stage): Promise<void> {
  await sql`update reviews set stage = ${stage}, edition_number = 1 where incident_id = ${incidentId}`.execute(
    house.database.queries,
  )
}

const names = operations.map(({ name }) => name)
/** Ids that lead to no record. */
const ofNoRecord = new Set(['personId', 'teamId', 'integrationId', 'uploadId', 'rowId'])
/** What was let in, as "operation/who/stage". */
const letIn = new Set<string>()

beforeAll(prepare, 60_000)

describe.each(stages)('while a review is %s', (stage) => {
  beforeAll(() => at(stage))

  test.each(names)('%s answers everybody as the one function says', async (name) => {
    const input = inputOf(name)
    for (const someone of everyone) {
      const found = await tried(name, input, someone.asker)
      expect(`${someone.name}: ${found}`).toBe(`${someone.name}: ${expected(name, someone, stage)}`)
      if (found === null) letIn.add(`${name}/${someone.name}/${stage}`)
    }
  })
})

describe('what an operation declares', () => {
  test.each(names)('%s names the record its rows belong to, or says that there is none', (name) => {
    const operation = declared(name)
    const { properties } = shapeOf(
      z.toJSONSchema(callables.get(name)?.input ?? z.object({}), { io: 'input', unrepresentable: 'any' }),
    )
    const keys = Object.keys(properties ?? {})
    const namesRow =
      keys.some((key) => /^id$|Id$/.test(key) && !ofNoRecord.has(key)) && !keys.includes('incidentId')
    const cure = `${name} takes the id of a row: declare what it touches (a table of "leading" in server/store/standing.ts, 'incident', 'own' or 'installation').`
    const isSaid = operation.access === 'anyone' || !namesRow || operation.touches !== undefined
    expect(isSaid, cure).toBe(true)
  })
})

const nowhere: Readonly<Record<string, unknown>> = {
  incidentId: NOWHERE,
  id: NOWHERE,
  meetingId: NOWHERE,
  slug: 'nothing',
  number: 999,
  reference: 'INC-999',
}

test('a record that is hidden and one that never was are refused with the same words', async () => {
  const outsider = everyone.find(({ name }) => name === 'member')?.asker ?? null
  for (const name of names) {
    const input = inputOf(name)
    if (recordNamed(declared(name).touches, input) === null || name === 'undoRemoval') continue
    const nothing = Object.fromEntries(
      Object.entries(input).map(([key, value]) => [key, nowhere[key] ?? value]),
    )
    const [hidden, missing] = [await tried(name, input, outsider), await tried(name, nothing, outsider)]
    expect(`${name}: ${missing}`).toBe(`${name}: ${hidden}`)
  }
})

test('a token of a keeper does what the keeper may, and no more', async () => {
  const asker: Asker = { ...keeper, via: 'token', scope: 'write' }
  const no = await refusal(house.as(asker)('readIncident', { id: incidentId }))
  expect(no.kind).toBe('not-allowed')
})

test('documentation equals what was tried', async () => {
  await expect(table()).toMatchFileSnapshot('./permissions.md')
})

/** The table people read: who was let in, and where the stage decides, when. */
function table(): string {
  const columns = everyone.map(({ name }) => name)
  const lines = names.map((name) => {
    const { needs, touches, changes, access } = declared(name)
    const isOnRecord = recordNamed(touches, inputOf(name)) !== null
    const asks = isOnRecord ? needOf({ needs, changes }) : access
    return [name, isOnRecord ? 'record' : 'here', asks, ...columns.map((column) => cell(name, column))]
  })
  const head = ['operation', 'touches', 'asks', ...columns]
  return `# Who may do what

Made by permission.test.ts from what it tried: every operation, by everyone, at every stage, with a record that belongs
to a team. *Facilitator*, *author*, *participant* and *review reader* are readers of the installation who were named for
its review; *member*, *keeper* and *steward* are nothing to it. The rules behind the table stand in
\`review/model/permission.ts\`; \`vitest -u\` writes it again.

| ${head.join(' | ')} |
|${head.map(() => '---').join('|')}|
${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}
`
}

function cell(name: string, column: string): string {
  const open = stages.filter((stage) => letIn.has(`${name}/${column}/${stage}`))
  if (open.length === stages.length) return 'yes'
  if (open.length === 0) return '–'
  return stages.indexOf(open[0] ?? 'gathering') === 0 ? `until ${open.at(-1)}` : `from ${open[0]}`
}
