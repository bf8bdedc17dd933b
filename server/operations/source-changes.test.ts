import { describe, expect, it } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
house.clock.now = '2026-04-01T09:00:00.000Z'
const ask = house.as(house.people.member)

const ts = '1770156300.000300'
const message = { type: 'message', user: 'U1', text: 'rolled back the writer to v3.2.0', ts, team: 'T1' }
const told = { ...message, channel: 'C1LEDGER00', event_ts: ts }
const edited = {
  type: 'message',
  subtype: 'message_changed',
  channel: 'C1LEDGER00',
  ts: '1770156400.000100',
  event_ts: '1770156400.000100',
  message: {
    ...message,
    text: 'rolled back both writers to v3.2.0',
    edited: { user: 'U1', ts: '1770156400.000000' },
  },
}
const removed = {
  type: 'message',
  subtype: 'message_deleted',
  channel: 'C1LEDGER00',
  deleted_ts: ts,
  event_ts: '1770156600.000100',
  previous_message: message,
}

async function deliver(incidentId: string, ...events: readonly object[]): Promise<void> {
  for (const [index, event] of events.entries()) {
    const text = JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: `Ev${index}`, event })
    await ask('importEvidence', { incidentId, pasted: [{ name: 'event.json', text }] })
    await house.settle()
  }
}

async function openOne(): Promise<string> {
  return (await ask('openIncident', { title: 'Ledger writes failed', kind: 'incident', severity: 'SEV2' })).id
}

async function timelineOf(incidentId: string) {
  return (await ask('readIncident', { id: incidentId })).timeline
}

/** An incident whose one event was accepted as first told, and then its source said this. */
async function accepted(...later: readonly object[]) {
  const incidentId = await openOne()
  await deliver(incidentId, told)
  const ids = (await timelineOf(incidentId)).map((event) => event.id)
  await ask('markTimelineEvents', { incidentId, ids, state: 'accepted' })
  await deliver(incidentId, ...later)
  const [event, ...others] = await timelineOf(incidentId)
  if (event === undefined || others.length > 0) throw new Error('There is to be one event.')
  return { incidentId, event }
}

describe('words that were removed at their source', () => {
  it('are found and read no more, in no order of arrival, and stay stored for as long as evidence does', async () => {
    for (const events of [
      [told, edited, removed],
      [removed, edited, told],
    ]) {
      const incidentId = await openOne()
      await deliver(incidentId, ...events)
      expect((await ask('findEvidence', { incidentId, text: 'rolled back' })).items).toEqual([])
      const { items } = await ask('findEvidence', { incidentId })
      expect(JSON.stringify(items)).not.toContain('rolled back')
      const message = items.find(({ key }) => key.endsWith(ts))
      expect(message).toMatchObject({ text: 'Removed at its source.' })
      expect(message?.marks).toContain('deleted')
      const ids = items.map(({ id }) => id)
      expect(JSON.stringify(await ask('findEvidence', { incidentId, ids }))).not.toContain('rolled back')
      const around = await ask('findEvidence', { incidentId, aroundId: message?.id ?? '' })
      expect(JSON.stringify(around)).not.toContain('rolled back')
      expect(await timelineOf(incidentId)).toEqual([])
      const { rows } = await house.database.pool.query<{ text: string }>(
        'select text from evidence where incident_id = $1 and text like $2',
        [incidentId, 'rolled back%'],
      )
      expect(rows).toHaveLength(2)
    }
  })

  it('leave what others said as it was', async () => {
    const incidentId = await openOne()
    const other = { ...told, ts: '1770156310.000300', event_ts: '1770156310.000300' }
    await deliver(incidentId, told, other, removed)
    const { items } = await ask('findEvidence', { incidentId, text: 'rolled back' })
    expect(items.map(({ key }) => key)).toEqual([expect.stringContaining(other.ts)])
  })
})

describe('a proposal', () => {
  it('takes the newest words, whatever the order they came in', async () => {
    for (const order of [
      [told, edited],
      [edited, told],
    ]) {
      const incidentId = await openOne()
      await deliver(incidentId, ...order)
      const timeline = await timelineOf(incidentId)
      expect(timeline).toMatchObject([
        { text: 'rolled back both writers to v3.2.0', state: 'proposed', sourceChanged: null },
      ])
    }
  })

  it('goes when its source removed it', async () => {
    const incidentId = await openOne()
    await deliver(incidentId, told, removed)
    expect(await timelineOf(incidentId)).toEqual([])
  })
})

describe('an accepted event whose source changed', () => {
  it('keeps its words and says so, once', async () => {
    const { incidentId, event } = await accepted(edited)
    expect(event).toMatchObject({
      text: 'rolled back the writer to v3.2.0',
      state: 'accepted',
      sourceChanged: { at: '2026-02-03T22:06:40.000Z', isRemoved: false },
    })
    await deliver(incidentId, edited, told)
    expect(await timelineOf(incidentId)).toEqual([event])
    const [newest] = await ask('listHistory', { incidentId })
    expect(newest?.what).toMatch(/^(?:Changed source changed|Added the import)/)
  })

  it('takes the new words', async () => {
    const { incidentId, event } = await accepted(edited)
    const after = await ask('acceptSourceChange', { id: event.id, version: event.version, words: 'new' })
    expect(after).toMatchObject({ text: 'rolled back both writers to v3.2.0', sourceChanged: null })
    expect(after.evidenceIds.length).toBe(2)
    await deliver(incidentId, edited)
    expect(await timelineOf(incidentId)).toEqual([after])
  })

  it('keeps ours, and is not marked again for the same change', async () => {
    const { incidentId, event } = await accepted(edited)
    const after = await ask('acceptSourceChange', { id: event.id, version: event.version, words: 'ours' })
    expect(after).toMatchObject({ text: event.text, sourceChanged: null })
    await deliver(incidentId, edited)
    expect(await timelineOf(incidentId)).toEqual([after])
  })

  it('stays when its source removed it, is marked, and has no words to take', async () => {
    const { event } = await accepted(removed)
    expect(event).toMatchObject({ state: 'accepted', sourceChanged: { isRemoved: true } })
    const wanted = { id: event.id, version: event.version }
    const no = await refusal(ask('acceptSourceChange', { ...wanted, words: 'new' }))
    expect(no.message).toContain('keep ours, or remove the event')
    expect((await ask('acceptSourceChange', { ...wanted, words: 'ours' })).sourceChanged).toBeNull()
  })

  it('refuses an answer when nothing waits for one', async () => {
    const { event } = await accepted()
    const no = await refusal(
      ask('acceptSourceChange', { id: event.id, version: event.version, words: 'ours' }),
    )
    expect(no.message).toBe('The source of this event has changed nothing that waits for an answer.')
  })
})

it('a phase is as the rules say until a person chooses one', async () => {
  const { event } = await accepted()
  expect(event.phase).toBeNull()
  const after = await ask('correctTimelineEvent', {
    id: event.id,
    version: event.version,
    phase: 'mitigation',
  })
  expect(after.phase).toBe('mitigation')
  expect(
    (await ask('correctTimelineEvent', { id: event.id, version: after.version, phase: null })).phase,
  ).toBeNull()
})
