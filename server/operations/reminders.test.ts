import { emptyPlan } from '@secondstory/review/model/actions'
import { dayAfter, daysBetween } from '@secondstory/review/model/follow-ups'
import { later } from '@secondstory/review/model/instants'
import type { Person } from '@secondstory/review/model/people'
import { localMoment } from '@secondstory/review/model/preferences'
import { beforeEach, describe, expect, test } from 'vitest'
import { addAction, lockAction, saveAction } from '../store/actions.ts'
import { addPerson, findPerson, savePerson } from '../store/people.ts'
import { openReminder } from './reminder-links.ts'
import { remind } from './reminders.ts'
import { NOON, refusal, testHouse, testStrongbox } from './testing.ts'

const house = await testHouse()
const { queries } = house.database
const { keeper, member } = house.people
const ask = house.as(member)
const nobody = house.as(null)

beforeEach(async () => {
  house.clock.now = NOON
  await queries.deleteFrom('dispatches').execute()
  await queries.deleteFrom('reminders').execute()
  await queries.deleteFrom('actions').execute()
})

function round(now: string = house.clock.now): Promise<void> {
  return remind({ store: house.database, strongbox: testStrongbox, publicUrl: 'https://r.example', now })
}

async function letters() {
  return queries.selectFrom('dispatches').selectAll().orderBy('made_at').orderBy('id').execute()
}

const change = {
  title: 'A deploy without a dry run is refused',
  kind: 'guardrail',
  priority: 'P1',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
} as const

async function promised(dueOn: string, title: string = change.title, personId = member.personId) {
  const incident = await ask('openIncident', { title: 'Writes failed', kind: 'incident', severity: 'SEV2' })
  const { id, version } = await ask('proposeAction', { incidentId: incident.id, ...change, title })
  return ask('assignAction', { id, version, owner: { personId, role: 'database on-call' }, dueOn })
}

/** The link of a letter that does this. */
async function linkFor(label: string): Promise<string> {
  const [letter] = await letters()
  const [, token = ''] = new RegExp(`${label}: \\S+#(\\S+)`).exec(letter?.letter?.text ?? '') ?? []
  return token
}

describe('a reminder', () => {
  test('gathers everything of one person into one letter a day', async () => {
    await promised('2026-03-12', 'A first change')
    await promised('2026-03-12', 'A second change')
    await round()
    await round()
    await promised('2026-03-12', 'A change of the afternoon')
    await round(later(NOON, 3_600_000))
    expect(await letters()).toMatchObject([{ sent_to: 'member@example.org', about: '2 actions' }])
    await round(later(NOON, 86_400_000))
    const [, second] = await letters()
    expect(second?.letter?.text).toContain('A change of the afternoon')
    expect(second?.letter?.text).not.toContain('A first change')
  })

  test('comes in the hours somebody chose, and not at all when they said so', async () => {
    const chosen = await ask('readPreferences', {})
    const hours = { zone: 'America/New_York', from: '10:00', until: '16:00', days: [4, 4, 1] }
    const kept = await ask('correctPreferences', { ...chosen, hours })
    expect(kept.hours.days).toEqual([1, 4])
    await promised('2026-03-12')
    await round()
    expect(await letters()).toEqual([])
    await round('2026-03-12T14:00:00.000Z')
    expect(await letters()).toHaveLength(1)
    const off = await ask('correctPreferences', { ...kept, reminders: 'none' })
    await round('2026-03-16T14:00:00.000Z')
    expect(await letters()).toHaveLength(1)
    const usual = { zone: 'UTC', from: '09:00', until: '17:00', days: [1, 2, 3, 4, 5] }
    await ask('correctPreferences', { ...off, hours: usual, reminders: 'mail' })
  })

  test('goes on after the review is published, and stops with the action', async () => {
    const { id, version } = await promised('2026-03-12')
    await queries.updateTable('reviews').set({ stage: 'followed-up', edition_number: 1 }).execute()
    await round()
    await ask('closeAction', { id, version, state: 'done', outcome: 'It is refused.' })
    await round('2026-03-16T12:00:00.000Z')
    expect(await letters()).toHaveLength(1)
  })

  test('says how to stop it, and one click does', async () => {
    await promised('2026-03-12')
    await round()
    const [letter] = await letters()
    const { headers } = letter?.letter ?? {}
    expect(headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    const [, token = ''] = /unsubscribe\/([\w-]+)/.exec(headers?.['List-Unsubscribe'] ?? '') ?? []
    expect(await nobody('closeSubscription', { token })).toEqual({ from: 'reminders' })
    expect(await nobody('closeSubscription', { token })).toEqual({ from: 'reminders' })
    const chosen = await ask('readPreferences', {})
    expect(chosen.reminders).toBe('none')
    expect((await refusal(nobody('closeSubscription', { token: `${token.slice(0, -4)}AAAA` }))).kind).toBe(
      'not-found',
    )
    await ask('correctPreferences', { ...chosen, reminders: 'mail' })
  })
})

describe('a link in a reminder', () => {
  test('changes nothing by being read, and asks for its line', async () => {
    const action = await promised('2026-03-12')
    await round()
    const token = await linkFor('Done')
    expect(await nobody('readReminder', { token })).toMatchObject({ deed: 'done', title: action.title })
    const silent = await refusal(nobody('answerReminder', { token, text: ' ' }))
    expect(silent.message).toContain('What came of it')
    const [line] = await ask('listActions', {})
    expect(line).toMatchObject({ state: 'open', version: action.version })
  })

  test('closes the action once', async () => {
    await promised('2026-03-12')
    await round()
    const token = await linkFor('Done')
    await nobody('answerReminder', { token, text: 'CI refuses it since Tuesday.' })
    const [line] = await ask('listActions', {})
    expect(line).toMatchObject({ state: 'done', outcome: 'CI refuses it since Tuesday.' })
    const again = await refusal(nobody('answerReminder', { token, text: 'Again.' }))
    expect(again.message).toContain('done already')
  })

  test('moves the day with what was not known, and ends every link of that letter', async () => {
    const action = await promised('2026-03-12')
    await round()
    const [token, other] = [await linkFor('New date'), await linkFor('Drop it')]
    const past = await refusal(nobody('answerReminder', { token, text: 'The vendor.', dueOn: '2026-03-01' }))
    expect(past.message).toContain('lies in the past')
    house.clock.now = later(NOON, 60_000)
    await nobody('answerReminder', { token, text: 'The vendor ships in April.', dueOn: '2026-04-10' })
    expect(await ask('listFollowUps', { incidentId: action.incidentId })).toMatchObject([
      { kind: 're-dated', toOn: '2026-04-10' },
    ])
    const stale = await refusal(nobody('answerReminder', { token: other, text: 'Not needed.' }))
    expect(stale.message).toContain('another day or another owner')
  })

  test('says what it waits for, or drops it', async () => {
    const action = await promised('2026-03-12')
    await round()
    await nobody('answerReminder', { token: await linkFor('It waits'), text: 'A licence.' })
    expect(await ask('listFollowUps', { incidentId: action.incidentId })).toMatchObject([
      { kind: 'blocked', text: 'A licence.' },
    ])
    await nobody('answerReminder', { token: await linkFor('Drop it'), text: 'The step is gone.' })
    expect((await ask('listActions', {}))[0]).toMatchObject({ state: 'dropped' })
  })

  test('of somebody who left does nothing, and the team hears of the action', async () => {
    await promised('2026-03-12')
    await round()
    const token = await linkFor('Done')
    await house.as(keeper)('correctPerson', { id: member.personId, isActive: false })
    expect((await refusal(nobody('answerReminder', { token, text: 'Done.' }))).kind).toBe('not-allowed')
    await round(later(NOON, 3_600_000))
    await round(later(NOON, 7_200_000))
    const [, orphan, ...more] = await letters()
    expect(more).toEqual([])
    expect(orphan).toMatchObject({ kind: 'orphan', sent_to: 'keeper@example.org' })
    expect(orphan?.letter?.text).toContain('THEIR OWNER HAS LEFT')
    await house.as(keeper)('correctPerson', { id: member.personId, isActive: true })
  })

  test('that was made up or cut off opens nothing', async () => {
    const made = testStrongbox.seal('a b c done', 'something else').toString('base64url')
    for (const token of [made, 'A'.repeat(300), 'short-but-long-enough'])
      expect((await refusal(nobody('readReminder', { token }))).kind).toBe('not-found')
  })
})

test('choices are refused when they say nothing, and lost updates are shown', async () => {
  const chosen = await ask('readPreferences', {})
  const wrong = (hours: Partial<typeof chosen.hours>) =>
    refusal(ask('correctPreferences', { ...chosen, hours: { ...chosen.hours, ...hours } }))
  expect((await wrong({ zone: 'Mars/Olympus' })).kind).toBe('invalid')
  expect((await wrong({ from: '18:00' })).kind).toBe('invalid')
  expect((await wrong({ days: [] })).kind).toBe('invalid')
  await ask('correctPreferences', chosen)
  expect((await refusal(ask('correctPreferences', chosen))).kind).toBe('conflict')
})

/** A small generator with a seed, so that the year is the same every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

interface Turn {
  readonly day: number
  readonly what: 'promise' | 'close' | 're-date'
  readonly at: number
}

/** A promise as the test remembers it, whatever the product does. */
interface Remembered {
  readonly actionId: string
  readonly ownerId: string
  readonly promisedAt: string
  readonly dueOn: string
  /** The day it was closed, moved or left; null: it stood at the end of the year. */
  endedOn: string | null
}

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland']
const START = '2026-01-01'
const DAYS = 365
const LEAVES_ON_DAY = 170

test('a year of 200 reviews and 800 actions: every moment once, in its hours, to whoever is here', {
  timeout: 240_000,
}, async () => {
  const random = seeded(7)
  const people: (Person & { readonly zone: string })[] = []
  for (let at = 0; at < 12; at += 1) {
    const person = await addPerson(
      queries,
      {
        email: `p${at}@example.org`,
        name: `Person ${at}`,
        role: 'member',
        passwordHash: 'scrypt$2$1$1$AAAA$AAAA',
      },
      `${START}T00:00:00.000Z`,
    )
    if (person === null) throw new Error('An address is taken.')
    const asker = { ...member, personId: person.id, name: person.name }
    const chosen = await house.as(asker)('readPreferences', {})
    const zone = ZONES[at % ZONES.length] ?? 'UTC'
    await house.as(asker)('correctPreferences', { ...chosen, hours: { ...chosen.hours, zone } })
    people.push({ ...person, zone })
  }
  const reviews: string[] = []
  for (let at = 0; at < 200; at += 1) {
    const { id } = await ask('openIncident', { title: `Outage ${at}`, kind: 'incident', severity: 'SEV2' })
    reviews.push(id)
  }
  const turns: Turn[] = Array.from({ length: 800 }, (_each, at) => {
    return { day: Math.floor(random() * (DAYS - 20)), what: 'promise', at } as const
  })
  const ids: (string | undefined)[] = []
  const remembered: Remembered[] = []
  const leaver = people[3]
  const standing = (actionId: string) => remembered.findLast((each) => each.actionId === actionId)
  for (let day = 0; day < DAYS; day += 1) {
    const today = dayAfter(START, day)
    const at = `${today}T00:10:00.000Z`
    for (const turn of turns.filter((each) => each.day === day)) {
      const author = { personId: null, at }
      const id = ids[turn.at]
      if (turn.what === 'promise') {
        const staying = people.filter((person) => person !== leaver || day < LEAVES_ON_DAY)
        const owner = staying[Math.floor(random() * staying.length)] ?? people[0]
        if (owner === undefined) continue
        const dueOn = dayAfter(today, 2 + Math.floor(random() * 88))
        const action = await addAction(
          queries,
          {
            ...change,
            incidentId: reviews[turn.at % reviews.length] ?? '',
            title: `Change ${turn.at}`,
            owner: { personId: owner.id, name: owner.name, role: 'on-call' },
            dueOn,
            factorIds: [],
            howWeWillKnow: '',
            plan: emptyPlan,
            state: 'open',
            closedAt: null,
            outcome: '',
          },
          author,
        )
        ids[turn.at] = action.id
        remembered.push({ actionId: action.id, ownerId: owner.id, promisedAt: at, dueOn, endedOn: null })
        if (random() < 0.6)
          turns.push({ day: day + 1 + Math.floor(random() * 100), what: 'close', at: turn.at })
        if (random() < 0.2)
          turns.push({ day: day + 1 + Math.floor(random() * 60), what: 're-date', at: turn.at })
        continue
      }
      const before = id === undefined ? null : await lockAction(queries, id)
      const promise = id === undefined ? undefined : standing(id)
      if (before?.state !== 'open' || promise === undefined || promise.ownerId === leaver?.id) continue
      promise.endedOn = today
      if (turn.what === 'close') {
        await saveAction(queries, { before, after: { ...before, state: 'done', closedAt: at } }, author)
      } else {
        const chosen = dayAfter(today, 5 + Math.floor(random() * 40))
        // The same day again would be the old promise.
        const dueOn = chosen === before.dueOn ? dayAfter(chosen, 1) : chosen
        await saveAction(queries, { before, after: { ...before, dueOn } }, author)
        remembered.push({ ...promise, promisedAt: at, dueOn, endedOn: null })
      }
    }
    if (day === LEAVES_ON_DAY && leaver !== undefined) {
      const before = await findPerson(queries, leaver.id)
      if (before === null) throw new Error('Nobody was there to leave.')
      await savePerson(queries, { before, after: { ...before, isActive: false } }, { personId: null, at })
      for (const promise of remembered) if (promise.ownerId === leaver.id) promise.endedOn ??= today
    }
    // Each zone has an hour of its own in these; a weekend is quiet, and one look shows it.
    const isWeekend = [0, 6].includes(new Date(at).getUTCDay())
    for (const hour of isWeekend ? ['10'] : ['01', '10', '19']) await round(`${today}T${hour}:30:00.000Z`)
  }

  const sent = (await letters()).map((row) => {
    const text = row.letter?.text ?? ''
    const items = [
      ...text.matchAll(
        /(?<title>Change \d+)\n\s+INC-\d+, [^:]*: (?<moment>[^\n]+)\.\n\s+Done: \S+#(?<token>\S+)/g,
      ),
    ]
    return {
      kind: row.kind,
      to: row.sent_to,
      at: row.made_at,
      text,
      items: items.map(({ groups }) => {
        const link = openReminder(testStrongbox, groups?.token ?? '')
        return {
          moment: groups?.moment ?? '',
          actionId: link?.actionId ?? '',
          promisedAt: link?.promisedAt ?? '',
        }
      }),
    }
  })
  const owners = sent.filter(({ kind }) => kind === 'reminder')
  expect(owners.length).toBeGreaterThan(1000)

  // Every moment of every promise at most once.
  const told = owners.flatMap(({ items }) =>
    items.map((each) => `${each.actionId} ${each.promisedAt} ${each.moment}`),
  )
  expect(new Set(told).size).toBe(told.length)
  expect(told.length).toBeGreaterThan(1500)

  // In the hours and on the working days of whoever gets it, one letter a day.
  const days = owners.map(({ to, at }) => {
    const person = people.find(({ email }) => email === to)
    const local = localMoment(at, person?.zone ?? 'UTC')
    expect(local.weekday).toBeLessThan(6)
    expect(local.time >= '09:00' && local.time < '17:00').toBe(true)
    return `${to} ${local.day}`
  })
  expect(new Set(days).size).toBe(days.length)

  // Nothing to whoever left, and the team hears of each thing they held.
  const left = `${dayAfter(START, LEAVES_ON_DAY)}T00:10:00.000Z`
  expect(sent.filter(({ to, at }) => to === leaver?.email && at > left)).toEqual([])
  const held = remembered.filter((each) => each.ownerId === leaver?.id && each.endedOn === left.slice(0, 10))
  const teamText = sent.filter(({ kind, at }) => kind === 'orphan' && at > left).map(({ text }) => text)
  expect(held.length).toBeGreaterThan(3)
  for (const { actionId } of held)
    expect(teamText.filter((text) => text.includes(`#${actionId}`)).length).toBe(1)

  // Every day of a promise that stood is told within a weekend, by that moment or by a later one.
  const end = dayAfter(START, DAYS - 5)
  const words = {
    'on-due': 'it is due today',
    'late-3': 'its day was three days ago',
    'late-7': 'its day was a week ago',
  }
  const order = Object.values(words)
  for (const promise of remembered) {
    const lastDay = promise.endedOn ?? end
    const mine = owners.flatMap(({ at, items }) =>
      items
        .filter((each) => each.actionId === promise.actionId && each.promisedAt === promise.promisedAt)
        .map(({ moment }) => ({ moment, at })),
    )
    for (const [offset, moment] of [
      [0, words['on-due']],
      [3, words['late-3']],
      [7, words['late-7']],
    ] as const) {
      const on = dayAfter(promise.dueOn, offset)
      if (daysBetween(on, lastDay) < 4) continue
      const found = mine.filter(
        (each) =>
          order.indexOf(each.moment) >= order.indexOf(moment) &&
          daysBetween(on, each.at.slice(0, 10)) >= -1 &&
          daysBetween(on, each.at.slice(0, 10)) <= 3,
      )
      expect(found.length, `${moment} of ${promise.dueOn} until ${lastDay}`).toBeGreaterThan(0)
    }
  }
})
