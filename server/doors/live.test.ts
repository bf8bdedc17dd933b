/** The live door over real sockets: who is let in, who loses the socket, and what is left when the server is killed. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { foldEveryLive } from '../store/live.ts'
import { COOKIE } from './sign-in.ts'
import { testDoors } from './testing.ts'
import { type LiveAddress, openWriter, type Writer } from './testing-live.ts'
import { serverProcess } from './testing-process.ts'

const doors = await testDoors()
const { member, reader, keeper } = doors.people
const killed = serverProcess({
  DATABASE_URL: doors.database.url,
  SECONDSTORY_KEY: 'a key for tests, and for nothing else',
})
const writers: Writer[] = []
afterEach(() => {
  for (const writer of writers.splice(0)) writer.leave()
})

const asToken = ({ token }: { readonly token: string }) => ({ authorization: `Bearer ${token}` })

async function openIncident(): Promise<string> {
  const input = { title: 'Queues filled up', kind: 'incident', severity: 'SEV2' }
  const { body } = await doors.call('openIncident', input, member)
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : ''
}

async function enter(to: Partial<LiveAddress> & Pick<LiveAddress, 'incidentId'>, document?: Y.Doc) {
  const writer = await openWriter({ address: doors.address, headers: asToken(member), ...to }, document)
  writers.push(writer)
  return writer
}

async function draftOf(incidentId: string): Promise<string> {
  const { body } = await doors.call('readDraft', { incidentId }, member)
  return typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : ''
}

test('two sockets write one text, and the API reads it', async () => {
  const incidentId = await openIncident()
  const [one, two] = [await enter({ incidentId }), await enter({ incidentId, headers: asToken(keeper) })]
  one.type(0, 'Written by one. ')
  await expect.poll(two.text).toContain('Written by one.')
  await expect.poll(one.isStored).toBe(true)
  expect(await draftOf(incidentId)).toBe(two.text())
})

test('who may not correct the draft gets no socket, and is told so as over HTTP', async () => {
  const incidentId = await openIncident()
  await expect(enter({ incidentId, headers: {} })).rejects.toThrow('401')
  await expect(enter({ incidentId, headers: asToken(reader) })).rejects.toThrow('403')
  await expect(enter({ incidentId: '00000000-0000-4000-8000-000000000000' })).rejects.toThrow('404')
})

test('a session opens the text from our own page alone', async () => {
  const incidentId = await openIncident()
  const cookie = `${COOKIE}=${member.session}`
  await expect(enter({ incidentId, headers: { cookie } })).rejects.toThrow('403')
  await expect(
    enter({ incidentId, headers: { cookie, origin: 'https://elsewhere.example' } }),
  ).rejects.toThrow('403')
  const ours = await enter({ incidentId, headers: { cookie, origin: doors.address } })
  expect(ours.text()).not.toBe('')
})

test('a person whose session ends loses the socket at once', async () => {
  const incidentId = await openIncident()
  const cookie = `${COOKIE}=${keeper.session}`
  const writer = await enter({ incidentId, headers: { cookie, origin: doors.address } })
  await doors.fetch('/api/closeSession', {
    method: 'POST',
    headers: { cookie, 'x-second-story': '1', 'content-type': 'application/json' },
    body: '{}',
  })
  expect(await writer.closed).toBe(4401)
  expect(writer.lines.join()).toContain('Nobody is signed in')
})

test('bytes that are no text close the socket with a sentence, and the text stands', async () => {
  const incidentId = await openIncident()
  const before = await draftOf(incidentId)
  const writer = await enter({ incidentId })
  writer.document.getMap('other').set('a', 1)
  expect(await writer.closed).toBe(4400)
  expect(writer.lines.join()).toContain('words alone')
  expect(await draftOf(incidentId)).toBe(before)
})

test('a page that comes back brings what it wrote meanwhile, and everybody has both', async () => {
  const incidentId = await openIncident()
  const [away, here] = [await enter({ incidentId }), await enter({ incidentId })]
  away.leave()
  await away.closed
  away.type(0, 'Written in a tunnel. ')
  here.type(here.text().length, ' Written at a desk.')
  const back = await enter({ incidentId }, away.document)
  await expect.poll(() => back.isStored() && here.isStored()).toBe(true)
  await expect.poll(here.text).toContain('Written in a tunnel.')
  expect(await draftOf(incidentId)).toMatch(/^Written in a tunnel\. .* Written at a desk\.$/s)
})

test('a laptop that slept for a week brings its words, though the log was folded away meanwhile', async () => {
  const incidentId = await openIncident()
  const [asleep, here] = [await enter({ incidentId }), await enter({ incidentId })]
  asleep.type(0, 'Before the lid closed. ')
  await expect.poll(asleep.isStored).toBe(true)
  asleep.leave()
  await asleep.closed
  asleep.type(0, 'Typed on the train. ')
  here.type(here.text().length, ' A week of words.')
  await expect.poll(here.isStored).toBe(true)
  await doors.database.transaction(foldEveryLive)
  here.type(here.text().length, ' And one more.')
  const back = await enter({ incidentId }, asleep.document)
  await expect.poll(() => back.isStored() && here.isStored()).toBe(true)
  await expect.poll(here.text).toBe(back.text())
  expect(await draftOf(incidentId)).toMatch(
    /^Typed on the train\. Before the lid closed\. .* A week of words\. And one more\.$/s,
  )
})

test('five megabytes at once close the socket of whoever sent them, and nobody else loses a word', async () => {
  const incidentId = await openIncident()
  const [large, here] = [await enter({ incidentId }), await enter({ incidentId })]
  large.type(0, 'x'.repeat(5_000_000))
  expect(await large.closed).toBe(1009)
  here.type(0, 'Still written. ')
  await expect.poll(here.isStored).toBe(true)
  expect(await draftOf(incidentId)).toMatch(/^Still written\. [^x]/)
})

test('five people type while the server is killed: everything that was acknowledged is there', async () => {
  const incidentId = await openIncident()
  const address = await killed.start()
  const hands = await Promise.all([1, 2, 3, 4, 5].map(() => enter({ incidentId, address })))
  const promised = await typeUntil(hands, () => killed.stop('SIGKILL'))
  expect(promised.every((words) => words.length > 0)).toBe(true)
  // Another process reads the database the killed one left.
  const text = await draftOf(incidentId)
  for (const words of promised.flat()) expect(text).toContain(words)
  const again = await killed.start()
  const back = await Promise.all(hands.map(({ document }) => enter({ incidentId, address: again }, document)))
  await expect.poll(() => back.every((each) => each.isStored()), { timeout: 10_000 }).toBe(true)
  await expect.poll(() => new Set(back.map((each) => each.text())).size).toBe(1)
  expect(await draftOf(incidentId)).toBe(back[0]?.text())
  await killed.stop('SIGTERM')
}, 120_000)

/** Everybody types word after word until the end; answers the words each was told are stored. */
async function typeUntil(hands: readonly Writer[], end: () => Promise<void>): Promise<string[][]> {
  let isOver = false
  const typing = hands.map(async (writer, hand) => {
    const sent: { readonly word: string; readonly mark: number }[] = []
    for (let count = 0; !isOver; count += 1) {
      const word = `<${hand}.${count}>`
      writer.type(writer.text().length, word)
      sent.push({ word, mark: writer.marks().sent })
      await pause(3)
    }
    return sent.filter(({ mark }) => mark <= writer.marks().stored).map(({ word }) => word)
  })
  // In the middle of it: everybody has been promised something, and goes on.
  await expect.poll(() => hands.every((each) => each.marks().stored > 20), { timeout: 20_000 }).toBe(true)
  await end()
  isOver = true
  return Promise.all(typing)
}
