/** Writing together, on a real database: two processes stand for two servers, and every door reads the same text. */
import { afterAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Ear, type Live, openLive } from './live.ts'
import { refusal, testHouse } from './testing.ts'
import { openWalls } from './walls.ts'

const house = await testHouse()
const { member, keeper, reader } = house.people
const ask = house.as(member)
const log = { info: () => undefined, warn: () => undefined, error: console.error }
const here = await openLive(house.database, log)
const there = await openLive(house.database, log)
afterAll(async () => {
  await here.close()
  await there.close()
})

let incidentId = ''
beforeEach(async () => {
  const opened = await ask('openIncident', { title: 'Search was slow', kind: 'incident', severity: 'SEV3' })
  incidentId = opened.id
  await correct('One line.\nAnother line.')
})

async function correct(text: string): Promise<void> {
  const { version } = await ask('readDraft', { incidentId })
  await ask('correctDraft', { incidentId, version, text })
}

const draft = async (): Promise<string> => (await ask('readDraft', { incidentId })).text

/** Somebody with a page: what they see, and what they were promised. */
async function writer(live: Live, asker = member) {
  const document = new Y.Doc()
  const stored: number[] = []
  const nouns: string[] = []
  const ended: string[] = []
  const ear: Ear = {
    written: (bytes) => Y.applyUpdate(document, bytes, 'theirs'),
    acknowledged: (mark) => void stored.push(mark),
    present: () => undefined,
    changed: (each) => void nouns.push(...each),
    ended: (because) => void ended.push(because.message),
  }
  const place = await live.enter(incidentId, house.handsOf(asker), ear)
  const { missing } = await place.open(Y.encodeStateVector(document))
  Y.applyUpdate(document, missing, 'theirs')
  let mark = 0
  document.on('update', (bytes: Uint8Array, origin: unknown) => {
    if (origin !== 'theirs') place.write(bytes, ++mark)
  })
  const text = document.getText('text')
  return {
    place,
    nouns,
    ended,
    text: () => text.toString(),
    type: (at: number, words: string) => text.insert(at, words),
    isStored: () => stored.at(-1) === mark,
  }
}

test('what one writes the other reads, in one process and in two, and every door reads it too', async () => {
  const [one, two, far] = [await writer(here), await writer(here, keeper), await writer(there)]
  one.type(0, 'First. ')
  two.type(two.text().length, ' Last.')
  far.type(far.text().indexOf('Another'), 'Yet ')
  const all = 'First. One line.\nYet Another line. Last.'
  await expect.poll(() => [one.text(), two.text(), far.text()]).toEqual([all, all, all])
  await expect.poll(() => one.isStored() && two.isStored() && far.isStored()).toBe(true)
  expect(await draft()).toBe(all)
  for (const each of [one, two, far]) each.place.leave()
})

test('a promise is kept by the database: whoever opens the text elsewhere finds what was acknowledged', async () => {
  const one = await writer(here)
  for (const letter of 'word by word') one.type(one.text().length, letter)
  await expect.poll(one.isStored).toBe(true)
  const late = await writer(there)
  expect(late.text()).toBe('One line.\nAnother line.word by word')
  one.place.leave()
  late.place.leave()
})

test('the operation that writes the draft is an edit of the live text', async () => {
  const one = await writer(here)
  one.type(one.text().length, ' And typed.')
  await expect.poll(one.isStored).toBe(true)
  await correct((await draft()).replace('One line.', 'The first line.'))
  await expect.poll(one.text).toBe('The first line.\nAnother line. And typed.')
  expect(await draft()).toBe(one.text())
  one.place.leave()
})

test('a template that is chosen while the text is open is an edit of the live text, and an unsaved word stays', async () => {
  const { id } = await ask('openIncident', { title: 'Exports stalled', kind: 'incident', severity: 'SEV3' })
  incidentId = id
  const [one, far] = [await writer(here), await writer(there, keeper)]
  await ask('assignTemplate', { incidentId, templateId: 'security' })
  await expect.poll(() => [one.text(), far.text()]).toEqual([await draft(), await draft()])
  expect(one.text()).toContain('## Exposure')
  // Typed while the template changes: the template takes the place of what it knew, and the word is still there.
  one.type(0, 'Meanwhile. ')
  await ask('assignTemplate', { incidentId, templateId: 'agent' }).catch(() => undefined)
  await expect.poll(one.isStored).toBe(true)
  await expect.poll(far.text).toContain('Meanwhile. ')
  await expect.poll(async () => [one.text(), far.text()]).toEqual([await draft(), await draft()])
  one.place.leave()
  far.place.leave()
})

test('a version that is older than what was typed is a conflict, as ever', async () => {
  const before = await ask('readDraft', { incidentId })
  const one = await writer(here)
  one.type(0, 'Meanwhile: ')
  await expect.poll(one.isStored).toBe(true)
  const refused = await refusal(
    ask('correctDraft', { incidentId, version: before.version, text: 'Over it.' }),
  )
  expect(refused.kind).toBe('conflict')
  expect(await draft()).toContain('Meanwhile: ')
  one.place.leave()
})

test('a sitting is one version with everyone who wrote in it, and what it began from stays', async () => {
  const [one, two] = [await writer(here), await writer(here, keeper)]
  one.type(0, 'A')
  await expect.poll(one.isStored).toBe(true)
  two.type(0, 'B')
  await expect.poll(two.isStored).toBe(true)
  const [now, before] = await ask('listDraftVersions', { incidentId })
  expect(now?.byName).toBe('Kim Keeper, Mo Member')
  expect(before?.byName).toBe('Mo Member')
  const old = await ask('readDraftVersion', { incidentId, version: before?.version ?? 0 })
  expect(old.text).toBe('One line.\nAnother line.')
  const history = await ask('listHistory', { incidentId })
  expect(history.filter(({ noun }) => noun === 'draft').map(({ byName }) => byName)).toContain('Kim Keeper')
  // Bringing an old version back keeps the present one.
  await correct(old.text)
  const kept = await ask('readDraftVersion', { incidentId, version: now?.version ?? 0 })
  expect(kept.text).toBe('BAOne line.\nAnother line.')
  one.place.leave()
  two.place.leave()
})

test('a change to anything else is heard by every open page, in this process and in the other', async () => {
  const [one, far] = [await writer(here), await writer(there)]
  await ask('addLesson', { incidentId, kind: 'went-well', text: 'The alert fired within a minute.' })
  await expect.poll(() => [one.nouns, far.nouns]).toEqual([['lesson'], ['lesson']])
  one.place.leave()
  far.place.leave()
})

test('a reader, nobody and a token that may only read are refused as correctDraft refuses them', async () => {
  const ear: Ear = {
    written: () => undefined,
    acknowledged: () => undefined,
    present: () => undefined,
    changed: () => undefined,
    ended: () => undefined,
  }
  const enter = (asker: Parameters<typeof house.handsOf>[0]) =>
    refusal(here.enter(incidentId, house.handsOf(asker), ear))
  expect((await enter(reader)).message).toContain('seen by its team')
  expect((await enter(null)).kind).toBe('signed-out')
  expect((await enter({ ...member, via: 'token', scope: 'read' })).message).toContain('may only read')
  incidentId = '00000000-0000-4000-8000-000000000000'
  expect((await enter(member)).kind).toBe('not-found')
})

test('what would make the text too long is refused with one sentence, and the text stays as it was', async () => {
  const one = await writer(here)
  const long = new Y.Doc()
  long.getText('text').insert(0, 'x'.repeat(500_001))
  expect(() => one.place.write(Y.encodeStateAsUpdate(long), 9)).toThrow(/holds up to 500000/)
  expect(await draft()).toBe('One line.\nAnother line.')
  one.place.leave()
})

test('a text nobody has open leaves memory, and a long log is folded without losing a word', async () => {
  const one = await writer(here)
  const open = here.openTexts()
  for (let each = 0; each < 30; each += 1) {
    one.type(one.text().length, '.')
    await expect.poll(one.isStored, { interval: 1 }).toBe(true)
  }
  one.place.leave()
  await expect.poll(() => here.openTexts()).toBe(open - 1)
  const again = await writer(here)
  expect(again.text()).toBe(`One line.\nAnother line.${'.'.repeat(30)}`)
  again.place.leave()
})

test('an incident that is removed lets its writers go with a sentence', async () => {
  const one = await writer(here)
  await ask('removeIncident', { id: incidentId, because: 'It was opened twice.' })
  one.type(0, 'Too late. ')
  await expect.poll(() => one.ended).toEqual([expect.stringContaining('was removed')])
})

test('whoever looks at a meeting waits until it is moved, by any process, and is let go when the server closes', async () => {
  const { id } = await ask('openMeeting', { incidentId })
  const at = (live: Live) => ({
    asWall: house.as(member, { walls: live.walls }),
    asSeat: house.as(null, { walls: live.walls }),
  })
  const [near, far] = [at(here), at(there)]
  const first = await near.asWall('readMeeting', { incidentId })
  if (first.isSame || first.wall === null) throw new Error('Expected a wall.')
  const { version, guestLink } = first.wall
  const { seat } = await near.asSeat('startSeat', { link: guestLink?.split('/').at(-1) ?? '' })
  const looks = [
    near.asWall('readMeeting', { incidentId, seen: { meetingId: id, version }, waits: true }),
    far.asSeat('readSeat', { seat, seen: version, waits: true }),
  ]
  const still = Promise.race([...looks, ask('readIncident', { id: incidentId }).then(() => 'nothing yet')])
  expect(await still).toBe('nothing yet')
  await ask('markMeeting', { id, move: { kind: 'start' } })
  expect(await Promise.all(looks)).toMatchObject([{ isSame: false }, { isSame: false }])

  const closing = await openLive(house.database, log)
  const now = await near.asSeat('readSeat', { seat })
  const seen = now.isSame ? version : now.seat.version
  const last = at(closing).asSeat('readSeat', { seat, seen, waits: true })
  await closing.close()
  expect(await last).toEqual({ isSame: true })
})

test('two hundred seats read what they see alike once, and each what is its own', async () => {
  const { id } = await ask('openMeeting', { incidentId })
  const wall = await ask('readMeeting', { incidentId })
  const link = wall.isSame ? '' : (wall.wall?.guestLink?.split('/').at(-1) ?? '')
  const nobody = house.as(null)
  const seats: string[] = []
  for (let at = 0; at < 200; at += 1) seats.push((await nobody('startSeat', { link })).seat)
  await ask('markMeeting', { id, move: { kind: 'start' } })
  await nobody('markHand', { seat: seats[7] ?? '', isUp: true })
  let reads = 0
  // Walls that hear of nothing: news of what was done above may come at any moment, and is read once more.
  const deaf = openWalls()
  const walls: Live['walls'] = {
    ...deaf,
    seenSince: (at, read) =>
      deaf.seenSince(at, () => {
        reads += 1
        return read()
      }),
  }
  const seen = await Promise.all(seats.map((seat) => house.as(null, { walls })('readSeat', { seat })))
  expect(reads).toBe(1)
  const up = seen.map((each) => !each.isSame && each.seat.isHandUp)
  expect(up.indexOf(true)).toBe(7)
  expect(up.lastIndexOf(true)).toBe(7)
})
