import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sampleFiles } from '@secondstory/review/ingest/sample-incident'
import { generateExport } from '@secondstory/review/ingest/samples/generate'
import type { Import } from '@secondstory/review/model/evidence'
import { afterAll, describe, expect, it } from 'vitest'
import { refuseInterruptedImports, startImport } from '../store/imports.ts'
import type { Hands } from './hands.ts'
import { testHouse } from './testing.ts'

const house = await testHouse()
house.clock.now = '2026-04-01T09:00:00.000Z'
const { member } = house.people
const ask = house.as(member)

const directory = mkdtempSync(join(tmpdir(), 'second-story-imports-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function upload(name: string, bytes: Uint8Array): string {
  const id = randomUUID()
  const path = join(directory, id)
  writeFileSync(path, bytes)
  house.uploads.set(id, { id, name, path, sizeBytes: bytes.length, personId: member.personId })
  return id
}

const openOne = async (): Promise<string> =>
  (await ask('openIncident', { title: 'Checkout refused orders', kind: 'incident', severity: 'SEV1' })).id

/** Waits until imports have ended, and answers their receipts. */
async function ended(imports: readonly Import[]): Promise<readonly Import[]> {
  await house.settle()
  return Promise.all(imports.map((each) => ask('readImport', { id: each.id })))
}

async function importFile(incidentId: string, name: string, bytes: Uint8Array, more = {}): Promise<Import> {
  const [receipt] = await ended(
    await ask('importEvidence', { incidentId, uploadIds: [upload(name, bytes)], ...more }),
  )
  if (receipt === undefined) throw new Error('There is no receipt.')
  return receipt
}

async function paste(incidentId: string, name: string, text: string, more = {}): Promise<Import> {
  const [receipt] = await ended(
    await ask('importEvidence', { incidentId, pasted: [{ name, text }], ...more }),
  )
  if (receipt === undefined) throw new Error('There is no receipt.')
  return receipt
}

/** Everything an import may change, in the words of the incident and not in ids. */
async function pictureOf(incidentId: string) {
  const record = await ask('readIncident', { id: incidentId })
  const evidence = await house.database.pool.query<{ id: string; key: string; text: string }>(
    'select id, key, text from evidence where incident_id = $1 order by key',
    [incidentId],
  )
  const keys = new Map(evidence.rows.map((row) => [row.id, row.key]))
  return {
    evidence: evidence.rows.map(({ key, text }) => ({ key, text })),
    participants: record.participants
      .map(({ id: _id, incidentId: _incident, ...each }) => each)
      .toSorted((a, b) => a.role.localeCompare(b.role)),
    timeline: record.timeline.map(({ id: _id, incidentId: _incident, evidenceIds, ...event }) => ({
      ...event,
      evidence: evidenceIds.map((id) => keys.get(id)),
    })),
    draft: record.draft.text,
  }
}

/** The same with its ids and versions: nothing at all was written. */
async function rowsOf(incidentId: string) {
  const record = await ask('readIncident', { id: incidentId })
  return { ...(await pictureOf(incidentId)), record }
}

const notes = `2026-03-12 14:04Z Noor Haddad opened the checkout dashboard
2026-03-12 14:20Z we rolled back the release, which changed nothing
2026-03-12 14:38Z ended the blocking session; orders went through
password: hunter2-Zx9!`

const postMortem = `# Checkout refused orders

## Summary

Orders were refused for 47 minutes.

## Timeline

All times are in UTC.

| Time | Event |
|---|---|
| 2026-03-12 14:02 | errors began |
| 2026-03-12 14:49 | errors ended |

## Where it hurt

Customers saw an error page.

\`\`\`
## not a heading
\`\`\`
`

const csv = `time,event\n2026-03-12T13:52:00Z,Deployed checkout-api 4.1.0\n2026-03-12T14:20:00Z,Rolled back checkout-api\n`

describe('an import', () => {
  it('answers with the receipt of what was short, and the timeline is proposed', async () => {
    const incidentId = await openOne()
    const [receipt] = await ask('importEvidence', { incidentId, pasted: [{ name: 'notes', text: notes }] })
    expect(receipt).toMatchObject({
      state: 'done',
      source: 'notes',
      because: '',
      alreadyKnown: 0,
      fileName: 'notes',
    })
    expect(receipt?.stored).toBeGreaterThanOrEqual(3)
    expect(receipt?.secretsRemoved).toBeGreaterThan(0)
    expect(receipt?.finishedAt).not.toBeNull()
    const { timeline, evidence } = await pictureOf(incidentId)
    expect(receipt?.proposed).toBe(timeline.filter((event) => event.state === 'proposed').length)
    expect(receipt?.proposed).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(evidence)).not.toContain('hunter2')
    expect((await ask('listImports', { incidentId })).map((each) => each.id)).toEqual([receipt?.id])
    const history = await ask('listHistory', { incidentId })
    expect(history.filter((line) => line.noun === 'import')).toHaveLength(1)
  })

  it('keeps no secret in the name of a file either', async () => {
    const incidentId = await openOne()
    const receipt = await paste(incidentId, 'for noor@harbour.example.md', postMortem)
    expect(receipt.fileName).toBe('for [removed: e-mail]')
    expect(JSON.stringify(await rowsOf(incidentId))).not.toContain('noor@')
  })

  it('twice changes nothing', async () => {
    const incidentId = await openOne()
    for (const { name, bytes } of sampleFiles()) await importFile(incidentId, name, bytes)
    await paste(incidentId, 'review.md', postMortem)
    const once = await rowsOf(incidentId)
    for (const { name, bytes } of sampleFiles()) {
      const again = await importFile(incidentId, name, bytes)
      expect(again).toMatchObject({ state: 'done', stored: 0, proposed: 0, tray: 0 })
      expect(again.alreadyKnown).toBeGreaterThan(0)
    }
    expect(await paste(incidentId, 'review.md', postMortem)).toMatchObject({ stored: 0, proposed: 0 })
    expect(await rowsOf(incidentId)).toEqual(once)
  })

  it('in any order gives the same timeline and the same roles', async () => {
    const files = [
      ...sampleFiles(),
      { name: 'notes.txt', bytes: Buffer.from(notes) },
      { name: 'deploys-2.csv', bytes: Buffer.from(csv) },
    ]
    const orders = [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 0, 4, 1, 3],
    ]
    const pictures = []
    for (const order of orders) {
      const incidentId = await openOne()
      for (const index of order) {
        const file = files[index]
        if (file !== undefined)
          expect((await importFile(incidentId, file.name, file.bytes)).state).toBe('done')
      }
      pictures.push(await pictureOf(incidentId))
    }
    expect(pictures[0]?.timeline.length).toBeGreaterThan(15)
    expect(pictures[1]).toEqual(pictures[0])
    expect(pictures[2]).toEqual(pictures[0])
  })

  it('several at once on one incident give what they give one after the other', async () => {
    const files = [...sampleFiles(), { name: 'notes.txt', bytes: Buffer.from(notes) }]
    const [alone, together] = [await openOne(), await openOne()]
    for (const { name, bytes } of files) await importFile(alone, name, bytes)
    const started = await Promise.all(
      files.map(({ name, bytes }) =>
        ask('importEvidence', { incidentId: together, uploadIds: [upload(name, bytes)] }),
      ),
    )
    for (const receipt of await ended(started.flat())) expect(receipt.state).toBe('done')
    expect(await pictureOf(together)).toEqual(await pictureOf(alone))
  })

  it('never touches or doubles what people made of the timeline', async () => {
    const incidentId = await openOne()
    const [slack, alerts, deploys] = sampleFiles()
    if (slack === undefined || alerts === undefined || deploys === undefined)
      throw new Error('The sample has three files.')
    await importFile(incidentId, slack.name, slack.bytes)
    const { timeline } = await ask('readIncident', { id: incidentId })
    const [accepted, rejected, corrected, removed, told, trigger] = timeline.map((event) => event.id)
    if (!accepted || !rejected || !corrected || !removed || !told || !trigger)
      throw new Error('Six events are needed.')
    await ask('markTimelineEvents', { incidentId, ids: [accepted, trigger], state: 'accepted' })
    await ask('markTimelineEvents', { incidentId, ids: [rejected], state: 'rejected' })
    await ask('correctTimelineEvent', { id: corrected, version: 1, text: 'Errors began on checkout.' })
    await ask('removeTimelineEvents', { incidentId, ids: [removed] })
    await ask('markTrigger', { incidentId, eventId: trigger })
    await ask('nameFactor', {
      incidentId,
      code: 'GRD-1',
      statement: 'A lock could be held without a limit.',
      certainty: 'observed',
      eventIds: [told],
    })
    const mine = async () =>
      (await ask('readIncident', { id: incidentId })).timeline.filter((event) =>
        [accepted, rejected, corrected, removed, told, trigger].includes(event.id),
      )
    const before = await mine()
    const roles = (await ask('readIncident', { id: incidentId })).participants
    for (const { name, bytes } of [alerts, slack, deploys]) await importFile(incidentId, name, bytes)
    expect(await mine()).toEqual(before)
    const after = await ask('readIncident', { id: incidentId })
    expect(after.timeline.map((event) => event.id)).not.toContain(removed)
    expect(after.participants).toEqual(expect.arrayContaining([...roles]))
    const ownEvidence = before.flatMap((event) => event.evidenceIds)
    const others = after.timeline.filter((event) => !before.some((each) => each.id === event.id))
    for (const event of others) for (const id of event.evidenceIds) expect(ownEvidence).not.toContain(id)
  })

  it('reads the chosen channels and the window alone', async () => {
    const incidentId = await openOne()
    const bytes = generateExport({ messages: 300, channels: 3, days: 3, from: '2026-03-10' })
    const seen = await ask('checkUpload', { incidentId, uploadId: upload('export.zip', bytes) })
    const [channel] = seen.channels ?? []
    if (channel === undefined) throw new Error('The export has channels.')
    const receipt = await importFile(incidentId, 'export.zip', bytes, {
      channels: [channel.name],
      from: '2026-03-11T00:00:00Z',
      to: '2026-03-11T23:59:59Z',
    })
    expect(receipt.recordsRead).toBe(channel.messages)
    expect(receipt.recordsExpected).toBe(channel.messages)
    expect(receipt.outsideWindow).toBeGreaterThan(0)
    expect(receipt.stored + receipt.outsideWindow).toBe(channel.messages)
    const { items } = await ask('findEvidence', { incidentId, limit: 500 })
    expect(new Set(items.map((item) => item.happenedAt?.at.slice(0, 10)))).toEqual(new Set(['2026-03-11']))
    expect(new Set(items.map((item) => item.place)).size).toBe(1)
  })
})

describe('a Markdown post-mortem', () => {
  it('lands in the draft below the same headings, and nothing that stood there is changed', async () => {
    const incidentId = await openOne()
    const draft = await ask('readDraft', { incidentId })
    const own = `${draft.text}\n## Where it hurt\n\nOur own words.\n\n## Last\n\nThe end.`
    await ask('correctDraft', { incidentId, version: draft.version, text: own })
    const receipt = await paste(incidentId, 'review.md', postMortem)
    expect(receipt).toMatchObject({ state: 'done', source: 'markdown' })
    const { text } = await ask('readDraft', { incidentId })
    for (const line of own.split('\n')) expect(text.split('\n')).toContain(line)
    expect(text).toContain('Our own words.\n\nCustomers saw an error page.')
    expect(text.indexOf('Customers saw')).toBeLessThan(text.indexOf('## Last'))
    expect(text.match(/^## Summary$/gm)).toHaveLength(1)
    expect(text.slice(0, text.indexOf('## What happened'))).toContain('Orders were refused for 47 minutes.')
    expect(text).toContain('## Timeline (as it was written)')
    const { timeline } = await ask('readIncident', { id: incidentId })
    expect(timeline.map((event) => event.happenedAt?.at)).toEqual([
      '2026-03-12T14:02:00.000Z',
      '2026-03-12T14:49:00.000Z',
    ])
    // Imported again after people went on writing: their text stays as it is.
    const now = await ask('readDraft', { incidentId })
    await ask('correctDraft', { incidentId, version: now.version, text: 'Rewritten.' })
    await paste(incidentId, 'review.md', postMortem)
    expect((await ask('readDraft', { incidentId })).text).toBe('Rewritten.')
  })

  it('that would make the draft too long is refused as a whole', async () => {
    const incidentId = await openOne()
    const before = await rowsOf(incidentId)
    const receipt = await paste(incidentId, 'long.md', `# T\n\n## Long\n\n${'word '.repeat(120_000)}`)
    expect(receipt).toMatchObject({ state: 'refused', stored: 0 })
    expect(receipt.because).toMatch(/holds up to 500000/)
    expect(await rowsOf(incidentId)).toEqual(before)
  })
})

describe('a file nothing can be read from', () => {
  const slackZip = generateExport({ messages: 200 })
  it.each<[string, string, Uint8Array]>([
    ['empty', 'notes.txt', new Uint8Array()],
    ['a truncated zip', 'export.zip', slackZip.subarray(0, slackZip.length >> 1)],
    ['a zip without its end', 'export.zip', slackZip.subarray(0, slackZip.length - 10)],
    ['only the start of a zip', 'export.zip', slackZip.subarray(0, 4)],
    ['random bytes', 'photo.jpg', Buffer.concat([Buffer.from([0xff, 0xd8, 0, 0]), randomBytes(5000)])],
    [
      'alerts that stop in the middle of the first',
      'alerts.json',
      (sampleFiles()[1]?.bytes ?? new Uint8Array()).subarray(0, 300),
    ],
  ])('is refused in one sentence and leaves the data as it was: %s', async (_name, fileName, bytes) => {
    const incidentId = await openOne()
    await paste(incidentId, 'notes', notes)
    const before = await rowsOf(incidentId)
    const uploadId = upload(fileName, bytes)
    const seen = await ask('checkUpload', { incidentId, uploadId })
    expect(seen.describes).toMatch(/^.{10,300}[.]$/s)
    const [receipt] = await ended(await ask('importEvidence', { incidentId, uploadIds: [uploadId] }))
    expect(receipt).toMatchObject({ state: 'refused', stored: 0, proposed: 0, tray: 0 })
    expect(receipt?.because).toMatch(/^.{10,300}[.]$/s)
    expect(await rowsOf(incidentId)).toEqual(before)
    expect(house.uploads.has(uploadId)).toBe(false)
  })

  it.each<[string, string, Uint8Array]>([
    ['deeply nested JSON', 'deep.json', Buffer.from('['.repeat(200_000))],
    [
      'invalid UTF-8',
      'notes.txt',
      Buffer.concat([Buffer.from('2026-03-12 14:00Z began '), randomBytes(3000).map((byte) => byte | 0x80)]),
    ],
    ['one line of 20 MB', 'line.txt', Buffer.alloc(20_000_000, 'x')],
    [
      'script in words and in the name',
      '<img src=x onerror=alert(1)>.txt',
      Buffer.from('2026-03-12 14:00Z <script>alert(1)</script>'),
    ],
    ['years that never were', 'notes.txt', Buffer.from('0001-01-01 00:00Z began\n3026-01-01 00:00Z ended')],
  ])('or one that is merely strange ends with a receipt: %s', async (_name, fileName, bytes) => {
    const incidentId = await openOne()
    const receipt = await importFile(incidentId, fileName, bytes)
    expect(['done', 'refused']).toContain(receipt.state)
    expect(receipt.state === 'refused').toBe(receipt.because !== '')
    const { timeline } = await ask('readIncident', { id: incidentId })
    for (const event of timeline) {
      expect(event.happenedAt?.at ?? '2026').toMatch(/^20/)
    }
  })

  it('because it is gone from the disk leaves a receipt, and the log hears of it', async () => {
    const incidentId = await openOne()
    const id = upload('gone.txt', Buffer.from('x'))
    rmSync(join(directory, id))
    const defects: unknown[] = []
    const catching: Partial<Hands> = {
      goOn: (_name, work) => void work().catch((error: unknown) => defects.push(error)),
    }
    const [started] = await house.as(member, catching)('importEvidence', { incidentId, uploadIds: [id] })
    expect(await ask('readImport', { id: started?.id ?? '' })).toMatchObject({ state: 'refused' })
    expect(defects).toHaveLength(1)
  })

  it.each([
    ['an upload nobody has', { uploadIds: ['none'] }, 'not-found'],
    ['nothing', {}, 'invalid'],
    ['a zone nobody knows', { pasted: [{ name: 'a', text: 'b' }], zone: 'Mars/Olympus' }, 'invalid'],
    [
      'a window backwards',
      { pasted: [{ name: 'a', text: 'b' }], from: '2026-03-12T12:00:00Z', to: '2026-03-12T11:00:00Z' },
      'invalid',
    ],
  ])('and %s is refused before anything starts', async (_name, input, kind) => {
    const incidentId = await openOne()
    await expect(ask('importEvidence', { incidentId, ...input })).rejects.toMatchObject({ kind })
    expect(await ask('listImports', { incidentId })).toEqual([])
  })
})

describe('an import that does not come to its end', () => {
  const large = generateExport({ messages: 40_000, channels: 5, people: 40 })

  /** Starts a long import and waits until it has stored something. */
  async function underWay(incidentId: string, more: Partial<Hands> = {}): Promise<Import> {
    const [started] = await house.as(member, more)('importEvidence', {
      incidentId,
      uploadIds: [upload('large.zip', large)],
    })
    for (let look = 0; look < 400; look += 1) {
      const now = await ask('readImport', { id: started?.id ?? '' })
      if (now.state !== 'reading') throw new Error(`It is ${now.state} already: ${now.because}`)
      if (now.stored > 1000) return now
      await pause(10)
    }
    throw new Error('It never stored anything.')
  }

  it('because someone cancelled it leaves the data as it was', async () => {
    const incidentId = await openOne()
    await paste(incidentId, 'notes', notes)
    const before = await rowsOf(incidentId)
    const running = await underWay(incidentId)
    expect(running.recordsExpected).toBe(40_000)
    const cancelled = await ask('closeImport', { id: running.id })
    expect(cancelled).toMatchObject({ state: 'cancelled', stored: 0 })
    await house.settle()
    expect(await ask('readImport', { id: running.id })).toEqual(cancelled)
    expect(await rowsOf(incidentId)).toEqual(before)
    await expect(ask('closeImport', { id: running.id })).rejects.toMatchObject({
      kind: 'conflict',
      current: cancelled,
    })
  })

  it('because its connection broke leaves the data as it was and says so', async () => {
    const incidentId = await openOne()
    await paste(incidentId, 'notes', notes)
    const before = await rowsOf(incidentId)
    const defects: unknown[] = []
    let over: Promise<void> = Promise.resolve()
    const running = await underWay(incidentId, {
      goOn: (_name, work) => {
        over = work().catch((error: unknown) => void defects.push(error))
      },
    })
    await house.database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
       and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())`,
    )
    await over
    expect(await ask('readImport', { id: running.id })).toMatchObject({ state: 'refused', stored: 0 })
    expect(defects).toHaveLength(1)
    expect(await rowsOf(incidentId)).toEqual(before)
  })

  it('because the server stopped is marked at the next start', async () => {
    const incidentId = await openOne()
    const id = randomUUID()
    await startImport(house.database.queries, {
      id,
      incidentId,
      fileName: 'x',
      sizeBytes: 1,
      startedAt: house.clock.now,
    })
    expect(await refuseInterruptedImports(house.database.queries, '2026-04-01T09:05:00.000Z')).toBe(1)
    const receipt = await ask('readImport', { id })
    expect(receipt).toMatchObject({ state: 'refused', finishedAt: '2026-04-01T09:05:00.000Z' })
    expect(receipt.because).toMatch(/server stopped/)
    expect(await refuseInterruptedImports(house.database.queries, '2026-04-01T09:06:00.000Z')).toBe(0)
  })

  it('keeps nobody from working on the incident meanwhile', async () => {
    const incidentId = await openOne()
    const running = await underWay(incidentId)
    const incident = (await ask('readIncident', { id: incidentId })).incident
    await ask('correctIncident', { id: incidentId, version: incident.version, title: 'Another title' })
    const draft = await ask('readDraft', { incidentId })
    await ask('correctDraft', { incidentId, version: draft.version, text: 'Written meanwhile.' })
    expect((await ask('readImport', { id: running.id })).state).toBe('reading')
    await ask('closeImport', { id: running.id })
    await house.settle()
  })
})

describe('evidence', () => {
  it('is for members, who find it by words, around one message and page by page', async () => {
    const incidentId = await openOne()
    await paste(incidentId, 'notes', notes)
    const found = await ask('findEvidence', { incidentId, text: 'roll' })
    expect(found.items).toHaveLength(1)
    const around = await ask('findEvidence', { incidentId, aroundId: found.items[0]?.id ?? '' })
    expect(around.items.length).toBeGreaterThan(2)
    const page = await ask('findEvidence', { incidentId, limit: 2 })
    const next = await ask('findEvidence', { incidentId, limit: 2, after: page.next ?? '' })
    expect(next.items[0]?.id).not.toBe(page.items[0]?.id)
    await expect(ask('findEvidence', { incidentId, after: 'elsewhere' })).rejects.toMatchObject({
      kind: 'invalid',
    })
    await expect(ask('findEvidence', { incidentId: randomUUID() })).rejects.toMatchObject({
      kind: 'not-found',
    })
    await expect(house.as(house.people.reader)('findEvidence', { incidentId })).rejects.toMatchObject({
      kind: 'not-allowed',
    })
  })
})
