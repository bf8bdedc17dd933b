/**
 * The refusal contract at the doors: what this product will not do, tried through every way in. The tables are asked
 * the same in server/store/refusals.test.ts, and contract.test.ts holds the list of all lines.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listenerEvents } from '@secondstory/review/model/listeners'
import { claimOfPrevention } from '@secondstory/review/model/prevention'
import { describe, expect, test } from 'vitest'
import { callables } from '../operations/call.ts'
import { action, at, dueOn, NAME, story, tryDoors } from './testing-refusals.ts'

const { ask, doors, everyForm, keeper, member, reader, ready, refused } = await tryDoors()

const SECRET = 'the heron stood by the lake'

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly post: {
          readonly description: string
          readonly requestBody: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> }
        }
      }
    >
  >
}

const description = (await doors.fetch('/api/openapi.json')).body as Described

/** Names of fields in a schema, at any depth. */
function fieldsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own =
    'properties' in schema && typeof schema.properties === 'object' && schema.properties !== null
      ? Object.keys(schema.properties)
      : []
  return [...own, ...Object.values(schema).flatMap(fieldsOf)]
}

const inputs = Object.entries(description.paths).map(([path, { post }]) => ({
  operation: path.slice('/api/'.length),
  // A directory keeps accounts in step and asks for them by the address it knows; no review is in its answers.
  isRead:
    post.description.includes('Changes nothing') &&
    callables.get(path.slice('/api/'.length))?.access !== 'directory',
  fields: Object.values(post.requestBody.content).flatMap(({ schema }) => fieldsOf(schema)),
}))

/** The text of every page and of everything they are made of: what people can be shown. */
const pages = ['web', 'review/documents', 'review/model', 'server/operations']
  .flatMap((room) => {
    const root = join(import.meta.dirname, '..', '..', room)
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(
        (name) => /\.(?:tsx?|css|html)$/.test(name) && !/node_modules|dist|\.test\.|e2e|testing/.test(name),
      )
      .map((name) => readFileSync(join(root, name), 'utf8'))
  })
  .join('\n')

test('there is something to look through', () => {
  expect(inputs.filter(({ isRead }) => isRead).length).toBeGreaterThan(15)
  expect(inputs.flatMap(({ fields }) => fields).length).toBeGreaterThan(100)
  expect(pages.length).toBeGreaterThan(300_000)
})

describe('R1 and R2 nobody is grouped by, ranked or looked for', () => {
  test('no operation that reads takes a person, a group or an order', () => {
    const asked = inputs
      .filter(({ isRead }) => isRead)
      .flatMap(({ operation, fields }) => fields.map((field) => ({ operation, field })))
    const person =
      /^(?:by|person|people|participant|speaker|author|owner|assignee|actor|handle|email|name|user)/i
    expect(asked.filter(({ field }) => person.test(field))).toEqual([])
    expect(asked.filter(({ field }) => /group|sort|order|rank|^top|count|aggregate/i.test(field))).toEqual([])
  })

  test.each([
    ['listEditions', {}],
    ['listIncidents', {}],
    ['listActions', {}],
    ['listHistory', null],
    ['findEvidence', null],
  ] as const)('%s is refused when someone is asked for', async (name, input) => {
    const given = input ?? { incidentId: (await ready()).incidentId }
    for (const more of [
      { participant: NAME },
      { personId: keeper.personId },
      { ownerId: keeper.personId },
      { person: NAME, speaker: NAME, author: NAME },
      { groupBy: 'person', orderBy: 'person', countBy: 'owner' },
      { filter: { personId: keeper.personId, speaker: NAME } },
    ]) {
      const no = await refused(name, { ...given, ...more })
      expect([no.kind, no.sentence]).toEqual([
        'invalid',
        expect.stringContaining('looked for, grouped or put in order by a person'),
      ])
    }
  })

  test('the list of actions is all of them or mine, never those of someone else', () => {
    const { fields } = inputs.find(({ operation }) => operation === 'listActions') ?? { fields: [] }
    expect(fields.toSorted()).toEqual(['mine', 'state'])
  })

  test('the library finds nothing by a name, a handle or an address', async () => {
    const draft = `${story}\n${NAME} and @noor_h saw the heron first; noor@lake.example wrote it down.\n`
    const { incidentId } = await ready({ draft })
    await ask('publishReview', { incidentId })
    expect((await ask('listEditions', { text: 'heron' })).total).toBeGreaterThan(0)
    for (const text of [NAME, 'Noor', 'Haddad', '@noor_h', 'noor_h', 'noor@lake.example', 'Mo Member']) {
      expect([text, (await ask('listEditions', { text })).total]).toEqual([text, 0])
      expect([text, (await ask('listIncidents', { filter: { text } })).items]).toEqual([text, []])
    }
  })

  test('evidence is found by its words, not by who said them', { timeout: 30_000 }, async () => {
    const { id: incidentId } = await ask('addSampleIncident', {})
    const { items } = await ask('findEvidence', { incidentId, limit: 500 })
    const speakers = [
      ...new Set(items.flatMap(({ speaker }) => (speaker?.kind === 'person' ? speaker.name : []))),
    ]
    expect(speakers.length).toBeGreaterThan(2)
    for (const text of speakers) {
      const found = (await ask('findEvidence', { incidentId, text })).items
      for (const item of found) expect(item.text.toLowerCase()).toContain(text.toLowerCase().split(' ')[0])
    }
    await ask('removeSampleIncident', {})
  })
})

test('R3 no field, in or out, is a place for fault, verdict, sanction, rating or score', async () => {
  const word =
    /fault(?!s?\b.*default)|blame|guilt|culprit|verdict|sanction|disciplin|punish|rating|score|grade/i
  const all = inputs.flatMap(({ operation, fields }) => fields.map((field) => `${operation}.${field}`))
  expect(all.filter((field) => word.test(field.replace(/default/gi, '')))).toEqual([])
  const { incidentId } = await ready()
  const { slug } = await ask('publishReview', { incidentId })
  const records = [
    await ask('readIncident', { id: incidentId }),
    await ask('readEdition', { slug }),
    JSON.parse((await ask('exportEdition', { slug, format: 'json' })).text),
    await ask('listHistory', { incidentId }),
  ]
  const keys = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...keys(inner)])
      : []
  expect(records.flatMap(keys).filter((key) => word.test(key))).toEqual([])
})

describe('R4 no action is open without one owner and a date', () => {
  test.each([
    ['no owner', { dueOn }],
    ['no date', { owner: { personId: member.personId, role: 'lead' } }],
    ['null for both', { owner: null, dueOn: null }],
    ['two owners', { owner: [{ personId: member.personId, role: 'lead' }], dueOn }],
    ['a team in place of a person', { owner: { role: 'the team' }, dueOn }],
    ['an owner without a role', { owner: { personId: member.personId, role: ' ' }, dueOn }],
    [
      'nobody who is here',
      { owner: { personId: '00000000-0000-7000-8000-000000000000', role: 'lead' }, dueOn },
    ],
    ['no day at all', { owner: { personId: member.personId, role: 'lead' }, dueOn: 'soon' }],
  ])('not with %s', async (_case, promise) => {
    const { incidentId } = await ready()
    const { id, version } = await ask('proposeAction', { ...action, incidentId })
    await refused('assignAction', { id, version, ...promise })
    const { actions } = await ask('readIncident', { id: incidentId })
    expect(actions.find((each) => each.id === id)?.state).toBe('proposed')
  })

  test('an open one loses neither, and a proposal is not born open or closed as done', async () => {
    const { incidentId, action: one } = await ready()
    const owner = { personId: member.personId, role: 'storage team lead' }
    const open = await ask('assignAction', { id: one.id, version: one.version, owner, dueOn })
    for (const without of [{ owner: null }, { dueOn: null }, { owner: null, dueOn: null }]) {
      const { kind } = await refused('correctAction', { id: open.id, version: open.version, ...without })
      expect(kind).toBe('not-ready')
    }
    const born = await ask('proposeAction', { ...action, incidentId, ...{ state: 'open' } })
    expect(born.state).toBe('proposed')
    const done = { id: born.id, version: born.version, state: 'done', outcome: 'It is.' }
    expect((await refused('closeAction', done)).rules).toEqual(['action-not-open'])
  })
})

describe('R5 "be more careful" is no action', () => {
  test.each([
    'Be more careful',
    'be more careful with migrations',
    'BE CAREFUL NEXT TIME!',
    'Pay more attention to the dashboard',
    'Remember to check the lock',
    'Everyone should be more vigilant',
    'Make sure this never happens again',
    'Follow the process',
    'Remind the team to double-check their deploys',
    'We will all take greater care in future.',
    'Stay alert. Lesson learned.',
  ])('nor is %j', async (title) => {
    const { incidentId, action: one } = await ready()
    expect((await refused('proposeAction', { ...action, incidentId, title })).kind).toBe('not-ready')
    expect((await refused('correctAction', { id: one.id, version: one.version, title })).kind).toBe(
      'not-ready',
    )
    expect((await ask('readIncident', { id: incidentId })).actions.map((each) => each.title)).toEqual([
      action.title,
    ])
  })

  test('and strength 0 is the null result whatever the words are', async () => {
    const { incidentId, action: one } = await ready()
    const weak = { strength: 0, worksIfForgotten: false, canBeBypassedUnnoticed: true }
    expect((await refused('proposeAction', { ...action, ...weak, incidentId })).kind).toBe('not-ready')
    expect((await refused('correctAction', { id: one.id, version: one.version, ...weak })).kind).toBe(
      'not-ready',
    )
    await refused('proposeAction', { ...action, strength: 6, incidentId })
  })
})

describe('R6 nothing is published without a concrete change', () => {
  test('not without an action, and not with one that was dropped', async () => {
    const none = await ready()
    await ask('removeAction', { id: none.action.id })
    expect((await refused('publishReview', { incidentId: none.incidentId })).rules).toContain(
      'no-concrete-change',
    )
    const dropped = await ready()
    const { id, version } = dropped.action
    await ask('closeAction', { id, version, state: 'dropped', outcome: 'Something else does it.' })
    expect((await refused('publishReview', { incidentId: dropped.incidentId })).rules).toContain(
      'no-concrete-change',
    )
    const wanted = { incidentId: dropped.incidentId, version: 2, stage: 'published' }
    expect((await refused('correctReview', wanted)).kind).toBe('not-ready')
  })
})

describe('R7 no factor is a person', () => {
  test.each([
    NAME,
    'Noor forgot to close the session',
    '@noor_h ran the wrong command',
    'mo member merged without looking',
    'Human error',
    'human  ERROR by the operator',
    'Operator error',
    'User mistake',
    'The on-call engineer',
    'Senior database administrator',
    'Lack of attention',
    'PEBKAC',
    'Developer mistake',
  ])('nor is %j', async (statement) => {
    const { incidentId, factor } = await ready()
    const named = { incidentId, code: 'GRD-1', statement, certainty: 'observed' }
    const { kind, rules } = await refused('nameFactor', named)
    expect([kind, rules]).toEqual(['not-ready', ['person-as-factor']])
    const corrected = await refused('correctFactor', { id: factor.id, version: 1, statement })
    expect(corrected.rules).toEqual(['person-as-factor'])
  })

  test.each([
    'The developer was careless',
    'Bartholomew Quigley pushed the button by mistake',
    'The engineer should have known better',
  ])('%j is stopped before readers see it at the latest', async (statement) => {
    const { incidentId } = await ready()
    const named = { incidentId, code: 'GRD-1', statement, certainty: 'observed' }
    await doors.call('nameFactor', named, member)
    const { factors } = await ask('readIncident', { id: incidentId })
    if (factors.length > 1) await refused('publishReview', { incidentId })
    else await refused('nameFactor', named)
  })

  test('a file that says so makes no factor, and its words keep the review from being published', async () => {
    const { incidentId } = await ready()
    const text =
      '# Review\n\n## Contributing factors\n\n- Human error by the on-call engineer, who was careless.\n'
    await ask('importEvidence', {
      incidentId,
      pasted: [{ name: 'old.md', text }],
      zone: 'UTC',
      day: '2026-03-12',
    })
    expect((await ask('readIncident', { id: incidentId })).factors).toHaveLength(1)
    expect((await refused('publishReview', { incidentId })).rules).toContain('wording')
  })
})

describe('R7 nothing on the causal map is a person', () => {
  test.each(['Operator mistake', 'Priya forgot the flag', 'Human error during the rollout', 'A simple typo'])(
    '"%s" is refused as a node and as the words of a link, through every way in',
    async (words) => {
      const { id: incidentId } = await ask('openIncident', {
        title: 'Orders',
        kind: 'incident',
        severity: 'SEV3',
      })
      await ask('addParticipant', {
        incidentId,
        name: 'Priya Raman',
        handles: ['priya'],
        role: 'platform on-call',
      })
      const [harm, cause] = [
        await ask('addMapNode', { incidentId, kind: 'harm', statement: 'Orders were refused.' }),
        await ask('addMapNode', { incidentId, kind: 'mechanism', statement: 'Writes waited behind a lock.' }),
      ]
      const node = await refused('addMapNode', { incidentId, kind: 'mechanism', statement: words })
      expect([node.kind, node.rules]).toEqual(['not-ready', ['person-as-node']])
      const again = await refused('correctMapNode', { id: cause.id, version: 1, statement: words })
      expect(again.rules).toEqual(['person-as-node'])
      const link = { incidentId, fromId: cause.id, toId: harm.id, kind: 'enabled', because: words }
      expect((await refused('addMapEdge', link)).rules).toEqual(['person-in-edge'])
    },
  )
})

describe('R10 and R11 nothing is published with blame or a name in it', () => {
  test.each([
    ['in the draft', { draft: `${story}\nThe root cause was human error.\n` }],
    ['in an event', { event: 'The archiver stopped because the engineer was careless.' }],
    ['in a lesson', { lesson: 'The on-call engineer should have known better.' }],
  ] as const)('not with a finding that nobody kept, %s', async (_place, twist) => {
    const { incidentId } = await ready(twist)
    expect((await refused('publishReview', { incidentId })).rules).toContain('wording')
  })

  const marked = `${NAME} looked`
  test.each([
    ['a section', { draft: `${story}\n${marked}.\n` }],
    ['a heading', { draft: `${story}\n## What ${NAME} saw\n\nThe session list.\n` }],
    ['emphasis', { draft: `${story}\n**Noor** _Haddad_ looked.\n` }],
    ['a handle with an escaped mark', { draft: `${story}\n@noor\\_h looked.\n` }],
    ['a link', { draft: `${story}\n[${NAME}](https://wiki.example/noor_h) looked.\n` }],
    ['code', { draft: `${story}\nHeld by \`noor_h\`.\n\n\`\`\`\nuser=noor_h\n\`\`\`\n` }],
    ['a table', { draft: `${story}\n| who | what |\n| --- | --- |\n| ${NAME} | looked |\n` }],
    ['a possessive', { draft: `${story}\nNoor's session held it; NOOR HADDAD ended it.\n` }],
    ['an event', { event: `${marked} at the sessions.` }],
    ['a factor', { factor: 'No limit held the session of the archiver.' }],
    ['a lesson', { lesson: `${marked} at the right page by luck.` }],
    ['an action', { action: `Refuse long locks, as ${NAME} proposed in the meeting` }],
    ['how we will know', { howWeWillKnow: `${NAME} sees the test fail.` }],
    ['the title', { title: `Checkout after ${NAME} looked` }],
    ['a component', { components: ['noor_h-worker'] }],
    ['an address', { draft: `${story}\nnoor.haddad@lake.example looked.\n` }],
    ['a chat link', { draft: `${story}\nSee https://lake.slack.com/archives/C1/p177 and <@U024BE7LH>.\n` }],
  ] as const)('no name is left in %s: it is replaced, or publishing is refused', async (_place, twist) => {
    const { incidentId } = await ready(twist)
    const { status, body } = await doors.call('publishReview', { incidentId }, member)
    if (status !== 200) {
      expect(body).toMatchObject({ error: { kind: 'not-ready' } })
      expect(JSON.stringify(body)).toContain('name-left')
      return
    }
    const { slug } = body as { slug: string }
    const { body: library } = await doors.call('listEditions', {}, reader)
    const all = `${await everyForm(slug)}${JSON.stringify(library)}`.toLowerCase()
    for (const part of ['noor', 'haddad', 'noor_h', 'noor\\_h', 'lake.example', 'u024be7lh', 'slack.com']) {
      // The test's own words about a lake belong to other editions of this file.
      expect([part, all.includes(part)]).toEqual([part, false])
    }
  })
})

describe('R12 the working record stays inside', () => {
  test('a reader gets nothing of it through any operation, page or export', async () => {
    const draft = `${story}\n<!-- ${SECRET} in the draft -->\n`
    const { incidentId, incident, event } = await ready({ draft })
    const pasted = [{ name: 'notes.txt', text: `14:05 @noor_h: ${SECRET} in the evidence\n` }]
    const [receipt] = await ask('importEvidence', { incidentId, pasted, zone: 'UTC', day: '2026-03-12' })
    await ask('addTimelineEvent', {
      incidentId,
      happenedAt: at('14:20'),
      kind: 'note',
      actor: { kind: 'unknown', name: '' },
      text: `${SECRET} in an event`,
    }).then(({ id }) => ask('markTimelineEvents', { incidentId, ids: [id], state: 'rejected' }))
    const { items } = await ask('findEvidence', { incidentId })
    expect(JSON.stringify(items)).toContain(SECRET)
    const { slug } = await ask('publishReview', { incidentId })
    const inputsTried = [
      {},
      { incidentId },
      { id: incidentId },
      { reference: `INC-${incident.number}` },
      { id: event.id },
      { id: receipt?.id },
      { incidentId, version: 2 },
      { incidentId, text: 'heron' },
      { incidentId, ids: items.map(({ id }) => id) },
      { slug },
      { slug, format: 'markdown' },
      { slug, format: 'json' },
      { text: 'heron' },
    ]
    const got = await Promise.all(
      inputs
        .filter(({ isRead }) => isRead)
        .flatMap(({ operation }) => inputsTried.map((input) => doors.call(operation, input, reader))),
    )
    const given = got.filter(({ status }) => status === 200).map(({ body }) => JSON.stringify(body))
    expect(given.length).toBeGreaterThan(10)
    for (const part of [SECRET, NAME, 'noor_h', event.id, 'keeper@example.org', member.personId]) {
      expect([part, given.some((body) => body.includes(part))]).toEqual([part, false])
    }
    const forms = await everyForm(slug)
    for (const part of [SECRET, NAME, 'noor_h', event.id, member.personId]) expect(forms).not.toContain(part)
  })

  test('nobody gets an edition without signing in, not even its title', async () => {
    const { incidentId } = await ready()
    const { slug } = await ask('publishReview', { incidentId })
    const answers = await Promise.all([
      ...['', '.md', '.json'].map((ending) => doors.fetch(`/editions/${slug}${ending}`)),
      doors.call('readEdition', { slug }),
      doors.call('listEditions', {}),
    ])
    expect(answers.map(({ status }) => status)).toEqual([302, 401, 401, 401, 401])
    for (const { body } of answers) expect(JSON.stringify(body)).not.toContain('Checkout refused')
  })
})

test('R13 and R23 no mean time to anything, no board, badge, streak or points: in no field and on no page', async () => {
  const word =
    /\bMTT[A-Z]\b|mean time|average time|time to (?:detect|resolve|repair|acknowledge)|leader ?board|\bbadges? for|\bstreaks?\b|\bkarma\b|hall of fame|top (?:contributors?|responders?)|\bmost (?:active|helpful) (?:people|person|responders?)/i
  expect(word.exec(pages)?.[0]).toBeUndefined()
  expect(word.exec(JSON.stringify(description))?.[0]).toBeUndefined()
  const { incidentId } = await ready()
  const { slug } = await ask('publishReview', { incidentId })
  expect(word.exec(await everyForm(slug))?.[0]).toBeUndefined()
})

test('R29 no page and no document of ours claims what was prevented, and R24 no event is about a person', () => {
  const claims = pages.split('\n').flatMap((line) => claimOfPrevention(line) ?? [])
  expect(claims).toEqual([])
  const person = /person|people|member|participant|author|owner|user|name|account|report/i
  expect(Object.keys(listenerEvents).filter((event) => person.test(event))).toEqual([])
})

test('R17 severity is lowered only with a reason, and the reason is kept', async () => {
  const { incident } = await ready()
  for (const because of [undefined, '', '   \n']) {
    const lowered = { id: incident.id, version: incident.version, severity: 'SEV3', because }
    expect((await refused('correctIncident', lowered)).kind).toBe('not-ready')
  }
  const because = 'No customer was affected after all'
  await ask('correctIncident', { id: incident.id, version: incident.version, severity: 'SEV3', because })
  expect((await ask('listHistory', { incidentId: incident.id }))[0]?.what).toContain(because)
})

describe('R21 no agent publishes', () => {
  test('a token is a person who let a script act for them: it carries their name, and a reading one never publishes', async () => {
    const { incidentId } = await ready()
    const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const { secret } = await ask('addToken', { name: 'agent', scope: 'read', expiresOn })
    const { status } = await doors.call('publishReview', { incidentId }, { token: secret })
    expect(status).toBe(403)
    expect((await doors.call('publishReview', { incidentId }, reader)).status).toBe(403)
    expect((await doors.call('publishReview', { incidentId })).status).toBe(401)
    await ask('publishReview', { incidentId })
    const published = (await ask('listHistory', { incidentId })).find(({ what }) =>
      what.startsWith('Published'),
    )
    expect(published?.byName).toBe('Mo Member')
  })

  test('nothing but publishReview makes an edition: no import, no sample, no stage', async () => {
    const before = (await ask('listEditions', {})).total
    const { incidentId } = await ready()
    const text = '---\nreference: INC-7\nstage: published\n---\n# Review\n\n## Summary\n\nAll was well.\n'
    await ask('importEvidence', { incidentId, pasted: [{ name: 'edition.md', text }], zone: 'UTC' })
    await refused('correctReview', { incidentId, version: 2, stage: 'published' })
    await refused('correctReview', { incidentId, version: 2, stage: 'followed-up' })
    expect((await ask('listEditions', {})).total).toBe(before)
    expect((await ask('readIncident', { id: incidentId })).review.editionNumber).toBeNull()
  })
})

test('R25 an accepted fact that is removed leaves its trace and comes back', async () => {
  const { incidentId, event } = await ready()
  const { removalId } = await ask('removeTimelineEvents', {
    incidentId,
    ids: [event.id],
    because: 'Told twice',
  })
  const [gone] = await ask('listHistory', { incidentId })
  expect(gone).toMatchObject({ byName: 'Mo Member', noun: 'timeline event', nounId: event.id })
  expect(gone?.what).toContain('Told twice')
  const { rows } = await doors.database.pool.query('select text from timeline_events where id = $1', [
    event.id,
  ])
  expect(rows).toEqual([{ text: event.text }])
  await ask('undoRemoval', { removalId })
  const back = (await ask('readIncident', { id: incidentId })).timeline.find(({ id }) => id === event.id)
  expect(back).toMatchObject({ text: event.text, state: 'accepted' })
})

test('R26 asking about wording stores nothing, not even that someone asked', async () => {
  const { incidentId } = await ready()
  const tables = await doors.database.pool.query<{ relname: string }>(
    `select relname from pg_stat_user_tables where relname <> 'tokens' order by relname`,
  )
  const counts = async (): Promise<unknown> => {
    const counted = tables.rows.map(
      ({ relname }) => `select '${relname}' as name, count(*)::int as rows from ${relname}`,
    )
    return (await doors.database.pool.query(counted.join(' union all '))).rows
  }
  const before = await counts()
  const findings = await ask('checkWording', {
    incidentId,
    text: 'It was human error; he should have known.',
  })
  expect(findings.length).toBeGreaterThan(0)
  expect(JSON.stringify(findings)).not.toContain(member.personId)
  expect(await counts()).toEqual(before)
})

test('R27 accounts that contradict each other stand side by side until somebody merges them', async () => {
  const { incidentId } = await ready()
  const pasted = [
    { name: 'one.txt', text: '14:05 @noor_h: I rolled back the release of the archiver\n' },
    { name: 'two.txt', text: '14:25 @ines: I rolled back the release of the archiver\n' },
  ]
  await ask('importEvidence', { incidentId, pasted, zone: 'UTC', day: '2026-03-12' })
  const told = (await ask('readIncident', { id: incidentId })).timeline.filter(({ text }) =>
    /rolled back/.test(text),
  )
  expect(told.map(({ happenedAt }) => happenedAt?.at.slice(11, 16)).toSorted()).toEqual(['14:05', '14:25'])
  await ask('markTimelineEvents', { incidentId, ids: told.map(({ id }) => id), state: 'accepted' })
  const accepted = (await ask('readIncident', { id: incidentId })).timeline
  expect(accepted.filter(({ text }) => /rolled back/.test(text))).toHaveLength(2)
  await refused('mergeTimelineEvents', { incidentId, ids: [told[0]?.id], keepId: told[0]?.id })
})

test('R4, R5, R7 and R21 an imported edition brings nothing that could not be written here', async () => {
  const { incidentId } = await ready()
  const { slug } = await ask('publishReview', { incidentId })
  const exported = (await ask('exportEdition', { slug, format: 'json' })).text
  const editions = (await ask('listEditions', {})).total
  const text = exported
    .replace('A lock on the orders table could be held without a limit.', 'Human error by the operator')
    .replace(action.title, 'Be more careful with locks')
  expect(text).toContain('Human error')
  expect(text).toContain('Be more careful')
  const { incident, notUnderstood } = await ask('importEdition', { text })
  const { factors, actions, review } = await ask('readIncident', { id: incident.id })
  expect([factors, actions, review.editionNumber]).toEqual([[], [], null])
  expect(notUnderstood.length).toBeGreaterThanOrEqual(2)
  const open = exported
    .replace(/"ownerRole":\s*"[^"]*"/, '"ownerRole":""')
    .replace(/"state":\s*"proposed"/, '"state":"open"')
  const second = await ask('importEdition', { text: open })
  const brought = (await ask('readIncident', { id: second.incident.id })).actions
  expect(brought.map(({ state }) => state)).toEqual(['proposed'])
  expect((await ask('listEditions', {})).total).toBe(editions)
})
