/** Every refusal and warning of the gate through the API and in a file: the same rule in the same sentence. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNames, isNullAction, isPersonShaped } from '@secondstory/language'
import { writeJson } from '@secondstory/review/documents/json'
import { writeMarkdown } from '@secondstory/review/documents/markdown'
import { checkRecord } from '@secondstory/review/documents/record-check'
import { everyRefusal, gateTwists } from '@secondstory/review/documents/samples/gate'
import { type GateDoor, gathered } from '@secondstory/review/documents/testing-gate'
import type { EditionRecord } from '@secondstory/review/model/editions'
import { describe, expect, test } from 'vitest'
import type { OperationInput, OperationName, OperationOutput } from '../operations/index.ts'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { member } = doors.people

async function ask<Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
): Promise<OperationOutput<Name>> {
  const { status, body } = await doors.call(name, input, member)
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(200)
  return body as OperationOutput<Name>
}

const judge = {
  isNullAction,
  isName: (text: string) => findNames(text, {}).length > 0,
  personIn: (text: string) => {
    const shape = isPersonShaped(text, {})
    return shape === null ? null : { quote: shape.quote, isError: shape.found === 'human-error' }
  },
}

/** A finished review, from which one thing at a time is taken away. */
async function whole(): Promise<EditionRecord> {
  await ask('addSampleReviews', {})
  const { items } = await ask('listEditions', {})
  const line = items.find(({ components }) => components.includes('billing-db'))
  if (line === undefined) throw new Error('The agent sample has an edition.')
  return (await ask('readEdition', { slug: line.slug })).record
}

const base = await whole()

type Tried = Exclude<GateDoor, 'page'>
const tried = new Map<string, Partial<Record<Tried, string>>>()

/** Notes how a sentence was said through one way in. */
function note(rule: string, door: Tried, how: string): void {
  tried.set(rule, { ...tried.get(rule), [door]: how })
}

interface Said {
  readonly rule: string
  readonly sentence: string
}

const sentencesOf = (rule: string, all: readonly Said[]) =>
  all.filter((each) => each.rule === rule).map(({ sentence }) => sentence)

const inDocument = gateTwists.filter(({ otherwise }) => otherwise.API === undefined)

function rulesOf(record: EditionRecord): ReadonlySet<string> {
  const { blockers, warnings } = checkRecord(writeMarkdown(record), judge)
  return new Set([...blockers, ...warnings].map(({ rule }) => rule))
}

const asked = inDocument.filter(({ refusedAt }) => refusedAt === null)

test.each(gathered(base, asked, rulesOf))(
  'asked for at once: $rules',
  { timeout: 60_000 },
  async ({ record, rules }) => {
    const file = checkRecord(writeMarkdown(record), judge)
    const { incident } = await ask('importEdition', { text: writeJson(record) })
    const api = await ask('listBlockers', { incidentId: incident.id })
    const how = (rule: string, answer: { readonly blockers: readonly Said[] }) =>
      sentencesOf(rule, answer.blockers).length > 0 ? 'blocks' : 'warns'
    for (const rule of rules) {
      const told = sentencesOf(rule, [...file.blockers, ...file.warnings])
      const answered = sentencesOf(rule, [...api.blockers, ...api.warnings])
      expect(answered.length, rule).toBeGreaterThan(0)
      expect(told, rule).toEqual(expect.arrayContaining([...answered]))
      expect([rule, how(rule, file)]).toEqual([rule, how(rule, api)])
      note(rule, 'API', how(rule, api))
      note(rule, 'file', how(rule, file))
    }
  },
)

test('every refusal at once: none is stored, each is said of its own row, and the file says the same', {
  timeout: 60_000,
}, async () => {
  const record = everyRefusal(base)
  const file = checkRecord(writeMarkdown(record), judge)
  const { incident, notUnderstood } = await ask('importEdition', { text: writeJson(record) })
  const otherThan: string[] = []
  for (const { rule, refusedAt, byShape, otherwise } of inDocument) {
    if (refusedAt === null) continue
    const here = notUnderstood.filter((each) => each.startsWith(refusedAt))
    if (here.length > 0) note(rule, 'API', 'refuses')
    if (otherwise.file !== undefined) continue
    const told = sentencesOf(rule, file.blockers)
    const isSame = told.some((sentence) => here.some((each) => each.includes(sentence)))
    if (told.length > 0) note(rule, 'file', 'blocks')
    if (isSame === byShape) otherThan.push(rule)
  }
  expect(otherThan).toEqual([])
  const { map, factors, actions, acceptances, agentRuns } = await ask('readIncident', { id: incident.id })
  // The patch stays a proposal, and the claim that nothing confirms is testimony again.
  const before = [base.map.nodes, base.factors, base.acceptances ?? []]
  const counts = [map.nodes, factors, acceptances].map((rows) => rows.length)
  expect(counts).toEqual(before.map((rows) => rows.length))
  expect(actions.slice(base.actions.length).map(({ state }) => state)).toEqual(['proposed'])
  expect(agentRuns.slice(1).flatMap(({ claims }) => claims.map(({ standing }) => standing))).toEqual([
    'testimony',
  ])
})

describe('what no document can bring', () => {
  test('proposals nobody answered, a decision whose event is gone, and something seen that no event tells', {
    timeout: 60_000,
  }, async () => {
    const { id } = await ask('addSampleIncident', { depth: 'roles' })
    const warned = await ask('listBlockers', { incidentId: id })
    for (const rule of ['proposals-waiting', 'seen-not-told']) {
      expect(sentencesOf(rule, warned.warnings).length, rule).toBeGreaterThan(0)
      note(rule, 'API', 'warns')
    }
    const { decisions } = await ask('readIncident', { id })
    const ids = decisions.slice(0, 1).map(({ eventId }) => eventId)
    await ask('removeTimelineEvents', { incidentId: id, ids })
    const { blockers } = await ask('listBlockers', { incidentId: id })
    expect(sentencesOf('decision-without-event', blockers)).toHaveLength(1)
    note('decision-without-event', 'API', 'blocks')
    await ask('removeSampleIncident', {})
  })

  test('but a file can say it where it has the words', () => {
    for (const { rule, twist, otherwise } of gateTwists) {
      if (otherwise.API === undefined || otherwise.file !== undefined) continue
      expect(sentencesOf(rule, checkRecord(writeMarkdown(twist(base)), judge).blockers), rule).not.toEqual([])
      note(rule, 'file', 'blocks')
    }
  })

  test('a strength that differs from its two answers, and a claim that only the agent confirms', async () => {
    const { id: incidentId } = await ask('openIncident', {
      title: 'Exports stalled',
      kind: 'incident',
      severity: 'SEV2',
    })
    const finding = { state: 'unknown', finding: '' } as const
    const tries = [
      [
        'strength-differs-from-answers',
        'proposeAction',
        {
          title: 'Refuse a drop of a table that is read',
          kind: 'guardrail',
          priority: 'P1',
          strength: 5,
          worksIfForgotten: false,
          canBeBypassedUnnoticed: true,
        },
      ],
      [
        'claim-without-trace',
        'addAgentRun',
        {
          role: 'migration agent',
          gates: { context: finding, guardrail: finding, verification: finding },
          claims: [{ text: 'The table was empty.', standing: 'confirmed', eventId: null }],
        },
      ],
    ] as const
    for (const [rule, name, input] of tries) {
      const { status, body } = await doors.call(name, { incidentId, ...input }, member)
      expect([rule, status, JSON.stringify(body).includes(`"${rule}"`)]).toEqual([rule, 422, true])
      note(rule, 'API', 'refuses')
    }
  })
})

test('the finished review itself has nothing in its way, in a file as through the API', {
  timeout: 60_000,
}, async () => {
  expect(checkRecord(writeMarkdown(base), judge).blockers).toEqual([])
  const { incident } = await ask('importEdition', { text: writeJson(base) })
  expect((await ask('listBlockers', { incidentId: incident.id })).blockers).toEqual([])
})

test('"human error" in five disguises is refused by every operation, and by the file', {
  timeout: 60_000,
}, async () => {
  const { id: incidentId } = await ask('openIncident', {
    title: 'Exports stalled',
    kind: 'incident',
    severity: 'SEV2',
  })
  const disguises = [
    'Human error',
    'Operator mistake',
    'The engineer forgot the flag',
    'User error by the on-call',
    'A lapse of attention',
  ]
  for (const statement of disguises) {
    const named = await doors.call(
      'nameFactor',
      { incidentId, code: 'GRD-1', statement, certainty: 'observed' },
      member,
    )
    const drawn = await doors.call('addMapNode', { incidentId, kind: 'mechanism', statement }, member)
    expect([statement, named.status, drawn.status]).toEqual([statement, 422, 422])
    const [factor] = base.factors
    const node = base.map.nodes.findIndex(({ kind }) => kind === 'mechanism')
    const file = checkRecord(
      writeMarkdown({
        ...base,
        factors: base.factors.map((each) => (each === factor ? { ...each, statement } : each)),
        map: {
          ...base.map,
          nodes: base.map.nodes.map((each, row) => (row === node ? { ...each, statement } : each)),
        },
      }),
      judge,
    )
    const rules = file.blockers.map(({ rule }) => rule)
    expect(rules).toContain('person-as-factor')
    expect(rules).toContain('person-as-node')
  }
})

test('a name hidden in a statement is refused by every operation, and by the file that knows it', async () => {
  const { id: incidentId } = await ask('openIncident', {
    title: 'Exports stalled',
    kind: 'incident',
    severity: 'SEV2',
  })
  await ask('addParticipant', { incidentId, name: 'Priya Raman', handles: ['priya'], role: 'data on-call' })
  const statement = "Priya's script ran without a limit."
  for (const [name, input] of [
    ['nameFactor', { code: 'GRD-1', statement, certainty: 'observed' }],
    ['addMapNode', { kind: 'mechanism', statement }],
  ] as const) {
    const { status } = await doors.call(name, { incidentId, ...input }, member)
    expect([name, status]).toEqual([name, 422])
  }
  const roster = { people: [{ name: 'Priya Raman', handles: ['priya'] }] }
  const knowing = {
    ...judge,
    personIn: (text: string) => {
      const shape = isPersonShaped(text, roster)
      return shape === null ? null : { quote: shape.quote, isError: false }
    },
  }
  const record = { ...base, factors: base.factors.map((each) => ({ ...each, statement })) }
  expect(sentencesOf('person-as-factor', checkRecord(writeMarkdown(record), knowing).blockers)).not.toEqual(
    [],
  )
})

describe('the table of it all', () => {
  const policies = [
    'acceptances',
    'action-policy',
    'agent-policy',
    'decision-policy',
    'decisions',
    'gate-policy',
    'map-checks',
    'map-policy',
    'policy',
    'publish-policy',
  ]
  /** Words of those files that are written like a rule and are none. */
  const noRules = ['not-recalled', 'first-hand', 'followed-up']
  /** Rules of those files that speak of something else: stages and severities, and words looked at by the language check. */
  const ofOthers = new Set([
    'severity-lowered-without-reason',
    'stage-order',
    'wording',
    'name-left',
    ...noRules,
  ])

  test('every rule the policies can name has its line', () => {
    const named = policies.flatMap((file) => {
      const text = readFileSync(join(import.meta.dirname, `../../review/model/${file}.ts`), 'utf8')
      const rules = text.matchAll(
        /(?:rule: |blocker\(\s*|^ {2}\[|push\(\[\s*|\? |: )'([a-z]+(?:-[a-z]+)+|luck|belief|iceberg|gap)'/gm,
      )
      return [...rules].map((match) => match[1] ?? '')
    })
    const lines = new Set(gateTwists.map(({ rule }) => rule))
    expect(new Set(named).size).toBeGreaterThan(60)
    expect([...new Set(named)].filter((rule) => !lines.has(rule) && !ofOthers.has(rule))).toEqual([])
  })

  test('each line was tried through every door, or says why not', () => {
    const untried = gateTwists.flatMap(({ rule, otherwise }) =>
      (['API', 'file'] as const).flatMap((door) =>
        tried.get(rule)?.[door] === undefined && otherwise[door] === undefined ? [`${rule}: ${door}`] : [],
      ),
    )
    expect(untried).toEqual([])
    const story = readFileSync(join(import.meta.dirname, '../../web/e2e/gate.e2e.ts'), 'utf8')
    expect(story).toContain('gateTwists')
  })

  test('documentation equals what was tried', async () => {
    await expect(table()).toMatchFileSnapshot('./gate.md')
  })
})

function table(): string {
  const rows = gateTwists.map(({ rule, says, otherwise }) => {
    const cell = (door: Tried): string => tried.get(rule)?.[door] ?? `– (${otherwise[door] ?? 'not tried'})`
    const page = otherwise.page === undefined ? 'says' : `– (${otherwise.page})`
    return `| ${rule} | ${says} | ${page} | ${cell('API')} | ${cell('file')} |`
  })
  return `# What stands between a review and its edition

Made by gate.test.ts from what it tried. Every line is done to a finished review and looked for through three ways in:
on the page (web/e2e/gate.e2e.ts walks the same list), through the API, and in a file with \`secondstory check\`. "Refuses"
is not stored at all, "blocks" keeps an edition from appearing, "warns" is worth a second look. All three ways in say the
same sentence, because one function says it. Where a way in has a dash, the reason stands beside it.

| rule | what is found | page | API | file |
|---|---|---|---|---|
${rows.join('\n')}
`
}
