/** Actions and issues kept in step with trackers that keep state, over real sockets, with the faults real ones have. */
import { later } from '@secondstory/review/model/instants'
import { type Here, type TrackerKind, trackerForms } from '@secondstory/review/model/trackers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOutbound } from '../doors/outbound.ts'
import { addDeliveries } from '../store/deliveries.ts'
import { readDeliveries } from './delivery-reading.ts'
import { NOON, refusal, testHouse, testStrongbox } from './testing.ts'
import { FAKE_TOKEN } from './testing-tracker-shapes.ts'
import { type FakeTracker, fakeTracker } from './testing-trackers.ts'
import { askForChanges, syncIssues } from './tracker-sync.ts'

const house = await testHouse()
const { keeper, member } = house.people
const ask = house.as(member)
const kinds = Object.keys(trackerForms) as TrackerKind[]
const places: Readonly<Record<TrackerKind, string>> = {
  github: 'harbour/checkout',
  gitlab: 'harbour/checkout',
  jira: 'OPS',
  linear: 'ENG',
}

/** A tracker that is connected, and what keeps it in step. */
interface Connected {
  readonly fake: FakeTracker
  readonly id: string
  /** A round, or as many as there is something to do at this moment. */
  sync(now?: string): Promise<void>
  ask(now: string): Promise<void>
}

const open: FakeTracker[] = []
let incidentId = ''
let minutes = 0

beforeAll(async () => {
  const opened = await ask('openIncident', { title: 'Writes failed', kind: 'incident', severity: 'SEV2' })
  incidentId = opened.id
})

afterAll(async () => {
  for (const fake of open) await fake.close()
})

async function connect(kind: TrackerKind, more: object = {}): Promise<Connected> {
  const fake = await fakeTracker(kind)
  open.push(fake)
  const settings = {
    place: places[kind],
    baseAddress: fake.origin,
    account: kind === 'jira' ? 'robot@harbour.example' : '',
    keepsIssues: true,
    ...more,
  }
  const { integration } = await house.as(keeper)('addIntegration', {
    kind,
    name: `${kind} ${open.length}`,
    routing: 'by-hand',
    settings,
    secret: 'a secret of some length',
    apiToken: FAKE_TOKEN,
  })
  const outbound = openOutbound({ allow: [fake.origin], limits: { attempts: 1 } })
  const syncing = { store: house.database, strongbox: testStrongbox, outbound, jitter: () => 0 }
  const publicUrl = 'https://reviews.example'
  return {
    fake,
    id: integration.id,
    async sync(now) {
      minutes += 1
      while (await syncIssues({ ...syncing, publicUrl, now: now ?? later(NOON, minutes * 1000) }));
    },
    async ask(now) {
      while (await askForChanges({ ...syncing, publicUrl, now }));
    },
  }
}

async function propose(title = 'Refuse a deploy while a migration holds a lock') {
  return ask('proposeAction', {
    incidentId,
    title,
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    howWeWillKnow: 'A deploy in a migration fails in CI',
    owner: { personId: member.personId, role: 'database on-call' },
    dueOn: '2026-04-01',
  })
}

async function promise() {
  const { id, version } = await propose()
  const owner = { personId: member.personId, role: 'database on-call' }
  return ask('assignAction', { id, version, owner, dueOn: '2026-04-01' })
}

const actionNow = async (id: string) => {
  const { actions } = await ask('readIncident', { id: incidentId })
  const found = actions.find((each) => each.id === id)
  if (found === undefined) throw new Error('The action is gone.')
  return found
}

const linkOf = async (actionId: string) => {
  const links = await ask('listIssueLinks', { incidentId })
  const found = links.find((each) => each.actionId === actionId)
  if (found === undefined) throw new Error('The action has no link.')
  return found
}

async function close(id: string, state: 'done' | 'dropped') {
  const { version } = await actionNow(id)
  return ask('closeAction', { id, version, state, outcome: 'A deploy in a migration fails now.' })
}

/** Brings a delivery in as the door stores it, and reads it as the job does. */
async function deliver(integrationId: string, body: object, key: string): Promise<void> {
  const stored = {
    integrationId,
    key,
    receivedAt: NOON,
    headers: {},
    body: JSON.stringify(body),
    secretsRemoved: 0,
  }
  await addDeliveries(house.database.queries, [stored])
  while ((await readDeliveries(house.database, integrationId, later(NOON, minutes * 1000))) > 0);
}

/** What a tracker can say of a state. */
function sayable(kind: TrackerKind, state: Here): string {
  return trackerForms[kind].tellsWhy || state === 'open' ? state : 'closed'
}

describe.each(kinds)('%s', (kind) => {
  it('takes an action as an issue, and both follow each other from then on', async () => {
    const tracker = await connect(kind)
    const action = await promise()
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync()
    const [issue] = tracker.fake.issues
    expect(tracker.fake.issues).toHaveLength(1)
    expect(issue?.title).toBe(action.title)
    for (const words of [
      'A deploy in a migration fails in CI',
      '2026-04-01',
      'database on-call',
      'reviews.example',
    ])
      expect(issue?.body).toContain(words)
    expect(issue?.body).not.toContain(member.name)
    expect(await linkOf(action.id)).toMatchObject({
      state: 'linked',
      there: 'open',
      conflict: null,
      because: '',
    })

    await close(action.id, 'done')
    await tracker.sync()
    expect(issue?.state).toBe('done')
    expect((await linkOf(action.id)).there).toBe(sayable(kind, 'done'))

    tracker.fake.change(1, { state: 'open', assignee: 'Rowan Elsewhere' })
    await deliver(tracker.id, tracker.fake.hook(1), `${kind} reopened`)
    await tracker.sync()
    expect(await actionNow(action.id)).toMatchObject({ state: 'open', closedAt: null })
    expect((await linkOf(action.id)).assignedThere).toBe('Rowan Elsewhere')

    await close(action.id, 'dropped')
    await tracker.sync()
    expect((await linkOf(action.id)).there).toBe(sayable(kind, 'dropped'))
    expect((await linkOf(action.id)).conflict).toBeNull()
  })

  it('is linked by the address of an issue, and asks when they never agreed', async () => {
    const tracker = await connect(kind)
    const action = await promise()
    tracker.fake.add('Deploys and migrations')
    tracker.fake.change(1, { state: 'done' })
    const example = new URL(trackerForms[kind].example).pathname
      .replace('acme/checkout', 'harbour/checkout')
      .replace(/\d+$/, '1')
    await ask('addIssueLink', {
      id: action.id,
      integrationId: tracker.id,
      address: `${tracker.fake.origin}${example}`,
    })
    await tracker.sync()
    const asked = await linkOf(action.id)
    expect(asked.conflict).toEqual({ here: 'open', there: sayable(kind, 'done'), because: '' })
    expect([(await actionNow(action.id)).state, tracker.fake.issues[0]?.state]).toEqual(['open', 'done'])
    await ask('answerIssueConflict', { id: asked.id, version: asked.version, holds: 'here' })
    await tracker.sync()
    expect(tracker.fake.issues[0]?.state).toBe('open')
    expect(await linkOf(action.id)).toMatchObject({ conflict: null, there: 'open' })
  })

  it('makes no second issue when the answer of the first was lost, and no second change', async () => {
    const tracker = await connect(kind)
    const action = await promise()
    tracker.fake.faults.write.push({ fault: 'lost' })
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync(NOON)
    expect(tracker.fake.issues).toHaveLength(1)
    expect(await linkOf(action.id)).toMatchObject({ state: 'making', key: '' })
    await tracker.sync(later(NOON, 10 * 60_000))
    expect(tracker.fake.issues).toHaveLength(1)
    expect(await linkOf(action.id)).toMatchObject({ state: 'linked', because: '' })
    tracker.fake.faults.write.push({ fault: 'lost' })
    await close(action.id, 'done')
    await tracker.sync(later(NOON, 11 * 60_000))
    await tracker.sync(later(NOON, 30 * 60_000))
    expect([tracker.fake.issues[0]?.state, (await linkOf(action.id)).conflict]).toEqual(['done', null])
  })

  it('ends the same however often and in whatever order its deliveries come', async () => {
    const tracker = await connect(kind)
    const action = await promise()
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync()
    const hooks = (['done', 'open', 'done'] as const).map((state) => {
      tracker.fake.change(1, { state })
      return tracker.fake.hook(1)
    })
    for (const [index, hook] of [...hooks.toReversed(), ...hooks].entries()) {
      await deliver(tracker.id, hook, `${kind} ${index}`)
      await tracker.sync()
    }
    expect((await actionNow(action.id)).state).toBe('done')
    const before = await ask('listHistory', { incidentId })
    await deliver(tracker.id, hooks[1] ?? {}, `${kind} again`)
    await tracker.sync()
    expect(await ask('listHistory', { incidentId })).toEqual(before)
  })

  it('waits as long as it is asked to, and shows why on its page', async () => {
    const tracker = await connect(kind)
    const action = await promise()
    tracker.fake.faults.read.push({ fault: 'reply', status: 429, headers: { 'retry-after': '600' } })
    tracker.fake.faults.write.push({ fault: 'reply', status: 429, headers: { 'retry-after': '600' } })
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync(NOON)
    const standing = await house.as(keeper)('readTracker', { id: tracker.id })
    expect(standing.restingUntil).toBe(later(NOON, 600_000))
    expect(standing.because).toContain('answers no more calls for 10 minutes')
    const calls = tracker.fake.calls.length
    await tracker.sync(later(NOON, 599_000))
    expect(tracker.fake.calls).toHaveLength(calls)
    tracker.fake.faults.read.length = 0
    tracker.fake.faults.write.length = 0
    await tracker.sync(later(NOON, 600_000))
    expect((await linkOf(action.id)).state).toBe('linked')
    expect((await house.as(keeper)('readTracker', { id: tracker.id })).because).toBe('')
  })

  it('is asked for what changed when its deliveries do not come', async () => {
    const tracker = await connect(kind)
    const action = await promise()
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync(NOON)
    tracker.fake.change(1, { state: 'done' })
    await tracker.ask(later(NOON, 6 * 60_000))
    await tracker.sync(later(NOON, 7 * 60_000))
    expect((await actionNow(action.id)).state).toBe('done')
    const calls = tracker.fake.calls.length
    await tracker.ask(later(NOON, 8 * 60_000))
    expect(tracker.fake.calls).toHaveLength(calls)
    await tracker.ask(later(NOON, 12 * 60_000))
    expect(tracker.fake.calls.length).toBeGreaterThan(calls)
    const asked = tracker.fake.calls.length
    await tracker.sync(later(NOON, 13 * 60_000))
    expect(tracker.fake.calls).toHaveLength(asked)
  })

  it('is tried out by asking for its project, and says what stands in the way', async () => {
    const tracker = await connect(kind)
    const outbound = openOutbound({ allow: [tracker.fake.origin], limits: { attempts: 1 } })
    const try_ = house.as(keeper, { outbound })
    expect(await try_('checkTracker', { id: tracker.id })).toMatchObject({ passed: true })
    const { version } = await ask('readIntegration', { id: tracker.id })
    await house.as(keeper)('correctIntegration', { id: tracker.id, version, apiToken: 'another token' })
    expect(await try_('checkTracker', { id: tracker.id })).toMatchObject({
      passed: false,
      sentence: expect.stringContaining('does not know the token'),
    })
  })
})

describe('when both changed', () => {
  it('nothing is written over until somebody chose, and what was chosen is what both become', async () => {
    for (const holds of ['here', 'there'] as const) {
      const tracker = await connect('github')
      const action = await promise()
      await ask('openIssue', { id: action.id, integrationId: tracker.id })
      await tracker.sync()
      await close(action.id, 'done')
      tracker.fake.change(1, { state: 'dropped' })
      await tracker.sync()
      await deliver(tracker.id, tracker.fake.hook(1), `both ${holds}`)
      await tracker.sync()
      expect([(await actionNow(action.id)).state, tracker.fake.issues[0]?.state]).toEqual(['done', 'dropped'])
      const asked = await linkOf(action.id)
      expect(asked.conflict).toEqual({ here: 'done', there: 'dropped', because: '' })
      await ask('answerIssueConflict', { id: asked.id, version: asked.version, holds })
      await tracker.sync()
      const expected = holds === 'here' ? 'done' : 'dropped'
      expect([(await actionNow(action.id)).state, tracker.fake.issues[0]?.state]).toEqual([
        expected,
        expected,
      ])
      expect((await linkOf(action.id)).conflict).toBeNull()
      const late = await refusal(
        ask('answerIssueConflict', { id: asked.id, version: (await linkOf(action.id)).version, holds }),
      )
      expect(late.message).toContain('Nothing is asked here any more')
    }
  })

  it('a proposal cannot be done by closing its issue: the rule is the question', async () => {
    const tracker = await connect('gitlab')
    const action = await propose()
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync()
    tracker.fake.change(1, { state: 'done' })
    await deliver(tracker.id, tracker.fake.hook(1), 'a proposal')
    await tracker.sync()
    const asked = await linkOf(action.id)
    expect(asked.conflict?.because).toContain('needs one owner and a date before it can be done')
    const theirs = await refusal(
      ask('answerIssueConflict', { id: asked.id, version: asked.version, holds: 'there' }),
    )
    expect(theirs.kind).toBe('not-ready')
    const { version, owner, dueOn } = await actionNow(action.id)
    if (owner === null || dueOn === null) throw new Error('The proposal has an owner and a day.')
    await ask('assignAction', {
      id: action.id,
      version,
      dueOn,
      owner: { personId: owner.personId, role: owner.role },
    })
    await tracker.sync()
    expect((await actionNow(action.id)).state).toBe('done')
    expect((await linkOf(action.id)).conflict).toBeNull()
  })
})

describe('a tracker in trouble', () => {
  it('that answers with errors and with garbage is asked again later and loses nothing', async () => {
    const tracker = await connect('github')
    const action = await promise()
    tracker.fake.faults.write.push({ fault: 'reply', status: 500 }, { fault: 'garbage' })
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync(NOON)
    expect((await linkOf(action.id)).because).toContain('an error of its own (500)')
    await tracker.sync(later(NOON, 2 * 60_000))
    expect((await linkOf(action.id)).because).toContain('in a form we do not know')
    await tracker.sync(later(NOON, 10 * 60_000))
    expect(await linkOf(action.id)).toMatchObject({ state: 'linked', because: '' })
    expect(tracker.fake.issues).toHaveLength(1)
  })

  it('stops nothing here: an action is closed while it is away, and given up after days it is shown and tried again', async () => {
    const tracker = await connect('jira')
    const action = await promise()
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync(NOON)
    await close(action.id, 'done')
    const away = Array.from({ length: 12 }, () => ({ fault: 'reply', status: 503 }) as const)
    tracker.fake.faults.read.push(...away)
    for (let hours = 1; hours <= 100; hours += 11) await tracker.sync(later(NOON, hours * 3_600_000))
    const givenUp = await linkOf(action.id)
    expect(givenUp).toMatchObject({ isGivenUp: true, dueAt: null })
    expect((await house.as(keeper)('readTracker', { id: tracker.id })).givenUp).toEqual([givenUp])
    tracker.fake.faults.read.length = 0
    house.clock.now = later(NOON, 120 * 3_600_000)
    await ask('releaseIssueLink', { id: givenUp.id })
    await tracker.sync(later(NOON, 121 * 3_600_000))
    house.clock.now = NOON
    expect(tracker.fake.issues[0]?.state).toBe('done')
    expect(await linkOf(action.id)).toMatchObject({ isGivenUp: false, because: '' })
  })

  it('that does not take an issue says so once, in its own words', async () => {
    const tracker = await connect('github')
    const action = await promise()
    tracker.fake.faults.write.push({ fault: 'reply', status: 422 })
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync()
    expect(await linkOf(action.id)).toMatchObject({
      isGivenUp: true,
      because: 'GitHub did not take it (422): “Not now”.',
    })
  })

  it('whose issue was deleted says so, and the action stays', async () => {
    const tracker = await connect('gitlab')
    const action = await promise()
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync()
    const hook = tracker.fake.hook(1)
    tracker.fake.remove(1)
    await deliver(tracker.id, hook, 'deleted')
    await tracker.sync()
    expect((await linkOf(action.id)).state).toBe('gone')
    expect((await actionNow(action.id)).state).toBe('open')
  })
})

describe('a link', () => {
  it('is one to one, comes apart and together again', async () => {
    const tracker = await connect('github')
    const [one, other] = [await promise(), await promise()]
    await ask('openIssue', { id: one.id, integrationId: tracker.id })
    await tracker.sync()
    const address = `${tracker.fake.origin}/harbour/checkout/issues/1`
    const twice = await refusal(ask('openIssue', { id: one.id, integrationId: tracker.id }))
    const taken = await refusal(ask('addIssueLink', { id: other.id, integrationId: tracker.id, address }))
    expect([twice.kind, taken.kind]).toEqual(['conflict', 'conflict'])
    const link = await linkOf(one.id)
    const { removalId } = await ask('removeIssueLink', { id: link.id })
    expect((await ask('listIssueLinks', { incidentId })).map(({ id }) => id)).not.toContain(link.id)
    await close(one.id, 'done')
    await tracker.sync()
    expect(tracker.fake.issues[0]?.state).toBe('open')
    await ask('undoRemoval', { removalId })
    await tracker.sync()
    expect(tracker.fake.issues[0]?.state).toBe('done')
    const again = await ask('removeIssueLink', { id: link.id })
    await ask('addIssueLink', { id: one.id, integrationId: tracker.id, address })
    await ask('undoRemoval', { removalId: again.removalId })
    expect(
      (await ask('listIssueLinks', { incidentId })).filter(({ actionId }) => actionId === one.id),
    ).toHaveLength(1)
  })

  it('is refused with what is missing at a tracker that is not set up for it', async () => {
    const action = await promise()
    const off = await connect('github', { keepsIssues: false })
    const unset = await connect('gitlab', { place: '' })
    const reasons = await Promise.all(
      [off, unset].map(({ id }) => refusal(ask('openIssue', { id: action.id, integrationId: id }))),
    )
    expect(reasons.map(({ message }) => message)).toEqual([
      expect.stringContaining('a keeper turns that on'),
      '“Project for issues” is not set yet. Its path, such as acme/platform/checkout.',
    ])
    const address = 'https://github.com/acme/ledger/issues/4'
    const elsewhere = await connect('github')
    const refused = await refusal(
      ask('addIssueLink', { id: action.id, integrationId: elsewhere.id, address }),
    )
    expect(refused.kind).toBe('invalid')
  })

  it('keeps whom an issue is assigned to inside the room: no history, export, edition or list of actions holds it', async () => {
    const tracker = await connect('linear')
    const action = await promise()
    await ask('openIssue', { id: action.id, integrationId: tracker.id })
    await tracker.sync()
    tracker.fake.change(1, { assignee: 'Quentin Zimmerwald' })
    await deliver(tracker.id, tracker.fake.hook(1), 'assigned')
    await tracker.sync()
    expect((await linkOf(action.id)).assignedThere).toBe('Quentin Zimmerwald')
    const { removalId } = await ask('removeIssueLink', { id: (await linkOf(action.id)).id })
    await ask('undoRemoval', { removalId })
    await tracker.sync()
    const said = JSON.stringify([
      await ask('readIncident', { id: incidentId }),
      await ask('listHistory', { incidentId }),
      await ask('listActions', {}),
      await ask('readActionCheck', {}),
      await ask('readEditionPreview', { incidentId }),
      await ask('listDeliveries', { integrationId: tracker.id }),
      await ask('findEvidence', { incidentId, text: 'Zimmerwald' }),
    ])
    expect(said).toContain(action.title)
    expect(said).not.toContain('Zimmerwald')
    const { rows } = await house.database.pool.query('select before, after from history')
    expect(JSON.stringify(rows)).not.toContain('Zimmerwald')
  })

  it('is not touched by whoever may only read', async () => {
    const tracker = await connect('github')
    const action = await promise()
    const refused = await refusal(
      house.as(house.people.reader)('openIssue', { id: action.id, integrationId: tracker.id }),
    )
    expect(refused.kind).toBe('not-allowed')
  })
})
