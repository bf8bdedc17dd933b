import { expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)
const nobody = house.as(null)

async function incident(): Promise<string> {
  const opened = await ask('openIncident', { title: 'Exports stalled', kind: 'incident', severity: 'SEV2' })
  return opened.id
}

async function meeting() {
  const incidentId = await incident()
  const { id } = await ask('openMeeting', { incidentId })
  return { incidentId, id }
}

async function wallOf(incidentId: string) {
  const seen = await ask('readMeeting', { incidentId })
  if (seen.isSame || seen.wall === null) throw new Error('Expected a wall.')
  return seen.wall
}

async function seatIn(incidentId: string): Promise<string> {
  const link = (await wallOf(incidentId)).guestLink?.split('/').at(-1) ?? ''
  return (await nobody('startSeat', { link })).seat
}

async function lookFrom(seat: string) {
  const seen = await nobody('readSeat', { seat })
  if (seen.isSame) throw new Error('Expected something new.')
  return seen.seat
}

test('one meeting at a time, and nothing new is answered with one row', async () => {
  const { incidentId, id } = await meeting()
  const [one, two] = await Promise.all([
    ask('openMeeting', { incidentId }),
    ask('openMeeting', { incidentId }),
  ])
  expect([one.id, two.id]).toEqual([id, id])
  const wall = await wallOf(incidentId)
  const seen = { meetingId: id, version: wall.version }
  expect(await ask('readMeeting', { incidentId, seen })).toEqual({ isSame: true })
  await ask('markMeeting', { id, move: { kind: 'start' } })
  expect((await ask('readMeeting', { incidentId, seen })).isSame).toBe(false)
  await ask('markMeeting', { id, move: { kind: 'end' } })
  expect((await ask('openMeeting', { incidentId })).id).not.toBe(id)
})

test('two who open the first meeting at once open one', async () => {
  const incidentId = await incident()
  const opened = await Promise.all([1, 2, 3].map(() => ask('openMeeting', { incidentId })))
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
})

test('an early fix is parked with the sentence why, and comes out once the timeline is agreed', async () => {
  const { incidentId, id } = await meeting()
  const early = await ask('addMeetingEntry', { meetingId: id, kind: 'idea', text: 'A limit on the queue.' })
  expect(early).toMatchObject({ kind: 'parked', because: expect.stringContaining('not agreed yet') })
  const out = { id: early.id, version: 1, kind: 'idea' } as const
  expect((await refusal(ask('correctMeetingEntry', out))).blockers[0]?.rule).toBe('timeline-not-agreed')
  await ask('markMeeting', { id, move: { kind: 'agree' } })
  expect(await ask('correctMeetingEntry', out)).toMatchObject({ kind: 'idea', because: '' })
  expect((await wallOf(incidentId)).entries.map(({ kind }) => kind)).toEqual(['idea'])
})

test('an idea rests two working days before it is proposed, once', async () => {
  const { incidentId, id } = await meeting()
  await ask('markMeeting', { id, move: { kind: 'agree' } })
  const idea = await ask('addMeetingEntry', {
    meetingId: id,
    kind: 'idea',
    text: 'The queue refuses what it cannot hold.',
  })
  const no = await refusal(ask('acceptIdea', { id: idea.id, strength: 4 }))
  expect(no.blockers[0]?.rule).toBe('idea-still-soaking')
  house.clock.now = '2026-03-16T12:00:00.000Z'
  const accepted = await ask('acceptIdea', { id: idea.id, strength: 4 })
  const { actions } = await ask('readIncident', { id: incidentId })
  expect(actions).toMatchObject([
    {
      id: accepted.actionId,
      title: 'The queue refuses what it cannot hold.',
      state: 'proposed',
      strength: 4,
    },
  ])
  expect((await refusal(ask('acceptIdea', { id: idea.id, strength: 4 }))).blockers[0]?.rule).toBe(
    'idea-is-an-action',
  )
  house.clock.now = '2026-03-12T12:00:00.000Z'
})

test('a null idea becomes no action, and the idea stays as it was', async () => {
  const { incidentId, id } = await meeting()
  await ask('correctMeeting', { id, soak_days: 0 })
  await ask('markMeeting', { id, move: { kind: 'agree' } })
  const idea = await ask('addMeetingEntry', { meetingId: id, kind: 'idea', text: 'Be more careful.' })
  expect((await refusal(ask('acceptIdea', { id: idea.id, strength: 1 }))).blockers[0]?.rule).toBe(
    'null-action',
  )
  expect((await wallOf(incidentId)).entries[0]).toMatchObject({ actionId: null })
})

test('everybody writes before anybody reads, and then no paper belongs to a seat', async () => {
  const { incidentId, id } = await meeting()
  const [one, two] = [await seatIn(incidentId), await seatIn(incidentId)]
  await ask('openRound', { meetingId: id, ask: 'What surprised you?' })
  const roundId = (await lookFrom(one)).round?.id ?? ''
  await nobody('addPaper', { seat: one, roundId, text: 'The dashboard was green.', toldBy: 'on-call' })
  await nobody('addPaper', { seat: two, roundId, text: 'First words.' })
  await nobody('addPaper', { seat: two, roundId, text: 'Nobody owned the queue.' })
  expect((await lookFrom(one)).round).toMatchObject({ mine: 'The dashboard was green.', papers: [] })
  expect((await wallOf(incidentId)).round).toMatchObject({ written: 2, papers: [] })
  await ask('releaseRound', { meetingId: id })
  const papers = (await lookFrom(two)).round?.papers ?? []
  expect(papers.map(({ text, toldBy }) => [text, toldBy]).toSorted()).toEqual([
    ['Nobody owned the queue.', ''],
    ['The dashboard was green.', 'on-call'],
  ])
  const { rows } = await house.database.pool.query('select seat_id from meeting_papers where round_id = $1', [
    roundId,
  ])
  expect(rows).toEqual([{ seat_id: null }, { seat_id: null }])
  const late = nobody('addPaper', { seat: one, roundId, text: 'Changed my mind.' })
  expect((await refusal(late)).kind).toBe('conflict')
  expect((await refusal(ask('releaseRound', { meetingId: id }))).kind).toBe('conflict')
})

test('hands queue up and are forgotten when they go down; a name is no role to wait under', async () => {
  const { incidentId, id } = await meeting()
  await ask('addParticipant', { incidentId, name: 'Pim Blauw', handles: [], role: 'storage engineer' })
  const [one, two] = [await seatIn(incidentId), await seatIn(incidentId)]
  await nobody('markHand', { seat: one, isUp: true, toldBy: 'storage engineer' })
  house.clock.now = '2026-03-12T12:00:01.000Z'
  await nobody('markHand', { seat: two, isUp: true })
  house.clock.now = '2026-03-12T12:00:00.000Z'
  const { hands } = await wallOf(incidentId)
  expect(hands.map(({ toldBy }) => toldBy)).toEqual(['storage engineer', ''])
  expect((await lookFrom(two)).before).toBe(1)
  await ask('closeHand', { meetingId: id, handId: hands[0]?.id ?? '' })
  await nobody('markHand', { seat: two, isUp: false })
  const { rows } = await house.database.pool.query('select hand_at, hand_told_by from meeting_seats')
  expect(new Set(rows.map(({ hand_at, hand_told_by }) => `${hand_at}/${hand_told_by}`))).toEqual(
    new Set(['null/']),
  )
  const named = await refusal(nobody('markHand', { seat: one, isUp: true, toldBy: 'Pim Blauw' }))
  expect(named.blockers[0]?.rule).toBe('name-in-place-of-role')
})

test('a sixth theme is refused, and a line that was removed comes back to every wall', async () => {
  const { incidentId, id } = await meeting()
  for (const text of ['Limits', 'Alerts', 'Ownership', 'Load', 'Defaults']) {
    await ask('addMeetingEntry', { meetingId: id, kind: 'theme', text })
  }
  const sixth = ask('addMeetingEntry', { meetingId: id, kind: 'theme', text: 'Tools' })
  expect((await refusal(sixth)).blockers[0]?.rule).toBe('too-many-themes')
  const [first] = (await wallOf(incidentId)).entries
  const { removalId } = await ask('removeMeetingEntry', { id: first?.id ?? '' })
  const wall = await wallOf(incidentId)
  expect(wall.entries).toHaveLength(4)
  await ask('undoRemoval', { removalId })
  const after = await ask('readMeeting', { incidentId, seen: { meetingId: id, version: wall.version } })
  expect(after.isSame).toBe(false)
  expect((await wallOf(incidentId)).entries).toHaveLength(5)
})

test('names the register knows become roles in notes, papers and ideas', async () => {
  const { incidentId, id } = await meeting()
  await ask('addParticipant', { incidentId, name: 'Ada Groen', handles: [], role: 'incident lead' })
  const note = await ask('addMeetingEntry', { meetingId: id, kind: 'note', text: 'Ada Groen saw it first.' })
  expect(note.text).toBe('The incident lead saw it first.')
  const seat = await seatIn(incidentId)
  await nobody('addIdea', { seat, text: 'Give Ada Groen a second screen.' })
  expect((await wallOf(incidentId)).entries.at(-1)?.text).toBe('Give the incident lead a second screen.')
})

test('the exit questions: once per seat, in bands, and nothing of four', async () => {
  const { incidentId, id } = await meeting()
  await ask('markMeeting', { id, move: { kind: 'start' } })
  const seats = [1, 2, 3, 4, 5].map(() => seatIn(incidentId))
  const [first, ...others] = await Promise.all(seats)
  const answer = { learned: 'yes', evaluated: 'no' } as const
  const early = await refusal(nobody('addExitAnswer', { seat: first ?? '', ...answer }))
  expect(early.kind).toBe('not-ready')
  await ask('markMeeting', { id, move: { kind: 'part', part: 'closing' } })
  for (const seat of others) await nobody('addExitAnswer', { seat, ...answer })
  expect((await wallOf(incidentId)).exits.map(({ bands }) => bands)).toEqual([null, null])
  await nobody('addExitAnswer', { seat: first ?? '', learned: 'yes', evaluated: 'yes' })
  const { exits } = await wallOf(incidentId)
  expect(exits[1]).toEqual({
    question: 'evaluated',
    bands: [
      { choice: 'yes', band: 'few or none' },
      { choice: 'partly', band: 'few or none' },
      { choice: 'no', band: 'most or all' },
    ],
  })
  expect((await refusal(nobody('addExitAnswer', { seat: first ?? '', ...answer }))).kind).toBe('conflict')
})

test('a link is good for one meeting: not for a seat a day later, not for the record', async () => {
  const { incidentId, id } = await meeting()
  const link = (await wallOf(incidentId)).guestLink?.split('/').at(-1) ?? ''
  const { seat } = await nobody('startSeat', { link })
  expect(JSON.stringify(await lookFrom(seat))).not.toMatch(/incidentId|meetingId|email|personId/)
  await ask('correctGuestLink', { id })
  expect((await refusal(nobody('startSeat', { link }))).kind).toBe('not-found')
  expect((await refusal(nobody('startSeat', { meetingId: id }))).kind).toBe('signed-out')
  expect((await refusal(house.as(house.people.reader)('startSeat', { meetingId: id }))).kind).toBe(
    'not-allowed',
  )
  const now = (await wallOf(incidentId)).guestLink?.split('/').at(-1) ?? ''
  await ask('markMeeting', { id, move: { kind: 'start' } })
  await ask('markMeeting', { id, move: { kind: 'end' } })
  house.clock.now = '2026-03-13T12:00:01.000Z'
  expect((await refusal(nobody('startSeat', { link: now }))).kind).toBe('not-found')
  house.clock.now = '2026-03-12T12:00:00.000Z'
})

test('nothing that is kept of a meeting leads to a person', async () => {
  const { rows } = await house.database.pool.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = 'public' and table_name in ('meetings', 'meeting_entries', 'meeting_seats',
       'meeting_rounds', 'meeting_papers', 'meeting_exits')`,
  )
  const names = rows.map(({ column_name }) => column_name)
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name) => /person|email|name|speaker|spoke|duration|author/.test(name))).toEqual([])
})

test('the walk stands at an event of this incident and no other', async () => {
  const { incidentId, id } = await meeting()
  const other = await incident()
  const event = (of: string) =>
    ask('addTimelineEvent', {
      incidentId: of,
      happenedAt: { at: '2026-03-12T10:00:00Z', precision: 'minute' },
      kind: 'deploy',
      actor: { kind: 'system', name: 'queue' },
      text: 'The queue stopped.',
    })
  const mine = await event(incidentId)
  await ask('markMeeting', { id, move: { kind: 'walk', eventId: mine.id } })
  expect((await lookFrom(await seatIn(incidentId))).event?.text).toBe('The queue stopped.')
  const strange = await event(other)
  const no = await refusal(ask('markMeeting', { id, move: { kind: 'walk', eventId: strange.id } }))
  expect(no.kind).toBe('invalid')
})
