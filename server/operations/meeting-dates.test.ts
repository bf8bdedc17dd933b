/** The date of a meeting: invitations as calendars read them, on days the clocks change, moved, cancelled, and the draft a day ahead. */
import ICAL from 'ical.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { addPerson } from '../store/people.ts'
import { tendMeetings } from './meeting-rounds.ts'
import { NOON, refusal, testHouse, testStrongbox } from './testing.ts'

const house = await testHouse()
const { queries } = house.database
const { keeper, member, reader } = house.people
const ask = house.as(member)

let incidentId = ''
let reference = ''

beforeEach(async () => {
  house.clock.now = NOON
  await queries.deleteFrom('dispatches').execute()
  await queries.deleteFrom('meeting_dates').execute()
  const opened = await ask('openIncident', { title: 'Exports stalled', kind: 'incident', severity: 'SEV2' })
  incidentId = opened.id
  reference = `INC-${opened.number}`
})

const AMSTERDAM = 'Europe/Amsterdam'

function invite(more: Partial<Parameters<typeof ask<'inviteToMeeting'>>[1]> = {}) {
  const usual = { local: '2026-03-20T10:00', zone: AMSTERDAM, personIds: [keeper.personId] }
  return ask('inviteToMeeting', { incidentId, ...usual, ...more })
}

async function letters() {
  return queries.selectFrom('dispatches').selectAll().orderBy('id').execute()
}

/** Letters that are new since the last look, each with its calendar as a real parser reads it. */
async function sent() {
  const rows = await letters()
  await queries.deleteFrom('dispatches').execute()
  return rows.map(({ sent_to, letter }) => {
    const [file] = letter?.attachments ?? []
    const text = Buffer.from(file?.contentBase64 ?? '', 'base64').toString()
    return { to: sent_to, subject: letter?.subject ?? '', text: letter?.text ?? '', ...readCalendar(text) }
  })
}

function readCalendar(text: string) {
  if (text === '') return { method: null, event: null }
  const calendar = new ICAL.Component(ICAL.parse(text))
  const part = calendar.getFirstSubcomponent('vevent')
  if (part === null) throw new Error('The calendar holds no event.')
  const event = new ICAL.Event(part)
  return {
    method: calendar.getFirstPropertyValue('method'),
    event: {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      from: event.startDate.toJSDate().toISOString(),
      until: event.endDate.toJSDate().toISOString(),
      location: event.location,
      status: part.getFirstPropertyValue('status'),
      organizer: event.organizer,
      attendees: event.attendees.map((each) => String(each.getFirstValue()).toLowerCase()),
    },
  }
}

function round(now: string = house.clock.now) {
  return tendMeetings({
    store: house.database,
    strongbox: testStrongbox,
    publicUrl: 'https://r.example',
    now,
  })
}

describe('an invitation', () => {
  test('is a meeting request every calendar can read, with the agenda of this review and one guest', async () => {
    await ask('addTimelineEvent', {
      incidentId,
      happenedAt: { at: '2026-03-12T10:00:00Z', precision: 'minute' },
      kind: 'deploy',
      actor: { kind: 'system', name: 'queue' },
      text: 'The queue stopped.',
    })
    const date = await invite({ place: 'Room 4', personIds: [keeper.personId, member.personId] })
    expect(date).toMatchObject({ startsAt: '2026-03-20T09:00:00.000Z', sequence: 0, place: 'Room 4' })
    const mails = await sent()
    expect(mails.map(({ to }) => to)).toEqual(['keeper@example.org', 'member@example.org'])
    const [first] = mails
    expect(first).toMatchObject({
      method: 'REQUEST',
      event: {
        sequence: 0,
        summary: `Review of ${reference}`,
        from: '2026-03-20T09:00:00.000Z',
        until: '2026-03-20T10:00:00.000Z',
        location: 'Room 4',
        status: 'CONFIRMED',
        organizer: 'mailto:member@example.org',
        attendees: ['mailto:keeper@example.org'],
      },
    })
    expect(first?.text).toContain('10:05  What happened, 20 min')
    expect(first?.text).toContain('One event, from 10:00 to 10:00 UTC.')
    expect(first?.text).toContain('Fri 20 March 2026, 10:00 (Europe/Amsterdam, UTC+1), 09:00 UTC, Room 4')
  })

  test('keeps its name when it moves, and its number rises for calendars to follow', async () => {
    await invite()
    const [before] = await sent()
    const moved = await invite({ local: '2026-03-20T14:00' })
    expect(moved.sequence).toBe(1)
    const [after] = await sent()
    expect(after).toMatchObject({
      method: 'REQUEST',
      event: { uid: before?.event?.uid, sequence: 1, from: '2026-03-20T13:00:00.000Z' },
    })
    expect(after?.subject).toMatch(/^Changed: /)
  })

  test('that says the same again is sent to nobody, a new guest alone hears of it, and one taken off the list is told', async () => {
    await invite()
    await sent()
    await invite()
    expect(await sent()).toEqual([])
    const local = '2026-03-20T11:00'
    await invite({ local })
    await sent()
    await invite({ local, personIds: [keeper.personId, member.personId] })
    const [fresh, ...others] = await sent()
    expect(fresh).toMatchObject({ to: 'member@example.org', method: 'REQUEST' })
    expect(fresh?.subject).toMatch(/^Invitation: /)
    expect(others).toEqual([])
    await invite({ local, personIds: [member.personId] })
    expect((await sent()).map(({ to, method, event }) => [to, method, event?.status])).toEqual([
      ['keeper@example.org', 'CANCEL', 'CANCELLED'],
    ])
  })

  test('is answered by its links without signing in: one guest, one time, seen by whoever invites alone', async () => {
    const nobody = house.as(null)
    const linksIn = (text: string) =>
      [...text.matchAll(/\/invited#([\w-]+)/g)].map(([, secret = '']) => secret)
    await invite({ personIds: [keeper.personId, member.personId] })
    const [mail] = await sent()
    const [comes = '', declines = ''] = linksIn(mail?.text ?? '')
    const answers = async () => (await ask('listGuestAnswers', { incidentId })).map(({ answer }) => answer)
    expect(await nobody('readMeetingInvitation', { token: comes })).toEqual({
      answer: 'coming',
      incidentReference: reference,
      when: 'Fri 20 March 2026, 10:00 (Europe/Amsterdam, UTC+1), 09:00 UTC',
      place: '',
    })
    expect(await answers()).toEqual([null, null])
    await nobody('answerMeetingInvitation', { token: comes })
    await nobody('answerMeetingInvitation', { token: comes })
    expect(await answers()).toEqual(['coming', null])
    await nobody('answerMeetingInvitation', { token: declines })
    expect(await answers()).toEqual(['not-coming', null])
    expect(JSON.stringify(await ask('readMeetingDate', { incidentId }))).not.toContain('not-coming')
    expect((await refusal(house.as(reader)('listGuestAnswers', { incidentId }))).kind).toBe('not-allowed')

    await invite({ place: 'Room 4', personIds: [keeper.personId, member.personId] })
    expect(await answers()).toEqual([null, null])
    await nobody('answerMeetingInvitation', { token: comes })
    await sent()
    await invite({ local: '2026-03-20T14:00', place: 'Room 4' })
    const moved = await refusal(nobody('answerMeetingInvitation', { token: comes }))
    expect(moved.message).toContain('14:00')
    const [newest = ''] = linksIn((await sent())[0]?.text ?? '')
    house.clock.now = '2026-03-20T13:00:00.000Z'
    expect((await refusal(nobody('answerMeetingInvitation', { token: newest }))).message).toContain(
      'has begun',
    )
    const forged = `${newest.slice(0, -4)}AAAA`
    expect((await refusal(nobody('readMeetingInvitation', { token: forged }))).kind).toBe('not-found')
  })

  test('is cancelled for everybody by its own name, once, and comes back by inviting again', async () => {
    await invite()
    const [first] = await sent()
    await ask('removeMeetingDate', { incidentId })
    await ask('removeMeetingDate', { incidentId })
    expect(await sent()).toMatchObject([
      { method: 'CANCEL', event: { uid: first?.event?.uid, sequence: 1, status: 'CANCELLED' } },
    ])
    expect(await ask('readMeetingDate', { incidentId })).toBeNull()
    await invite()
    expect(await sent()).toMatchObject([
      { method: 'REQUEST', event: { uid: first?.event?.uid, sequence: 2 } },
    ])
    expect(await ask('readMeetingDate', { incidentId })).toMatchObject({ sequence: 2 })
  })

  test('has answers of calendars go to whoever invited first, whoever moves it', async () => {
    await invite()
    await house.as(keeper)('inviteToMeeting', {
      incidentId,
      local: '2026-03-20T11:00',
      zone: AMSTERDAM,
      personIds: [reader.personId],
    })
    const organizers = (await sent()).map(({ event }) => event?.organizer)
    expect(new Set(organizers)).toEqual(new Set(['mailto:member@example.org']))
  })
})

describe('on a day the clocks change', () => {
  test.each([
    ['2026-03-28T10:00', '2026-03-28T09:00:00.000Z'],
    ['2026-03-29T10:00', '2026-03-29T08:00:00.000Z'],
    ['2026-10-25T10:00', '2026-10-25T09:00:00.000Z'],
  ])('%s in Amsterdam is %s in every calendar', async (local, from) => {
    await invite({ local })
    const [mail] = await sent()
    expect(mail?.event?.from).toBe(from)
    expect(mail?.text).toContain(', 10:00 (Europe/Amsterdam')
  })

  test('a time the clocks jump over is refused with the next one there is, and a past one as past', async () => {
    const jumped = await refusal(invite({ local: '2026-03-29T02:30' }))
    expect(jumped.message).toContain('the next time there is reads 03:30')
    expect((await refusal(invite({ local: '2026-03-01T10:00' }))).message).toContain('has passed')
    expect((await refusal(invite({ zone: 'Mars/Olympus' }))).message).toContain('no time zone')
    expect(await letters()).toEqual([])
  })

  test('a zone that changes its rules moves the instant and not the clock people agreed on', async () => {
    await invite()
    await sent()
    // As it was computed by the rules before: an hour later.
    await queries.updateTable('meeting_dates').set({ starts_at: '2026-03-20T10:00:00.000Z' }).execute()
    await round()
    await round()
    expect(await sent()).toMatchObject([{ event: { sequence: 1, from: '2026-03-20T09:00:00.000Z' } }])
    expect(await ask('readMeetingDate', { incidentId })).toMatchObject({
      local: '2026-03-20T10:00',
      sequence: 1,
    })
  })
})

describe('the draft', () => {
  async function drafts() {
    return (await letters()).filter(({ letter }) => letter?.subject.startsWith('Draft') === true)
  }

  test('goes out a day ahead, once to each, however many rounds and servers there are', async () => {
    await ask('addParticipant', { incidentId, name: 'Ada Groen', handles: [], role: 'incident lead' })
    const { version } = await ask('readDraft', { incidentId })
    await ask('correctDraft', { incidentId, version, text: '## Summary\n\nAda Groen saw the queue stop.\n' })
    await invite({ personIds: [keeper.personId, member.personId] })
    await round('2026-03-19T08:59:00.000Z')
    expect(await drafts()).toEqual([])
    await Promise.all([1, 2, 3].map(() => round('2026-03-19T09:00:00.000Z')))
    await round('2026-03-19T12:00:00.000Z')
    const all = await drafts()
    expect(all.map(({ sent_to }) => sent_to)).toEqual(['keeper@example.org', 'member@example.org'])
    // Names stay in the working record.
    expect(all[0]?.letter?.text).toContain('The incident lead saw the queue stop.')
    expect(JSON.stringify(await letters())).not.toContain('Groen')
  })

  test('goes to somebody invited later, and once more to all when the meeting moves to another day', async () => {
    await invite()
    await round('2026-03-19T10:00:00.000Z')
    house.clock.now = '2026-03-19T11:00:00.000Z'
    await invite({ personIds: [keeper.personId, member.personId] })
    await round()
    expect((await drafts()).map(({ sent_to }) => sent_to)).toEqual([
      'keeper@example.org',
      'member@example.org',
    ])
    await invite({ local: '2026-03-20T15:00', personIds: [keeper.personId, member.personId] })
    await round()
    expect(await drafts()).toHaveLength(2)
    await invite({ local: '2026-03-25T15:00', personIds: [keeper.personId, member.personId] })
    await round('2026-03-24T15:00:00.000Z')
    await round('2026-03-24T16:00:00.000Z')
    expect(await drafts()).toHaveLength(4)
  })

  test('does not go out for a meeting that was cancelled, is over, or whose incident was removed', async () => {
    await invite()
    await ask('removeMeetingDate', { incidentId })
    await round('2026-03-19T12:00:00.000Z')
    await invite()
    await ask('removeIncident', { id: incidentId })
    await round('2026-03-19T12:00:00.000Z')
    expect(await drafts()).toEqual([])
  })
})

describe('guests', () => {
  test('are suggested by the team, the names of the review and the register, the last by role alone', async () => {
    await ask('addParticipant', { incidentId, name: 'Kim Keeper', handles: [], role: 'database on-call' })
    await ask('addParticipant', { incidentId, name: 'Ada Groen', handles: [], role: 'incident lead' })
    const handles = ['vendor@elsewhere.example']
    await ask('addParticipant', { incidentId, name: 'Pim Blauw', handles, role: 'vendor' })
    const suggested = await ask('listMeetingGuests', { incidentId })
    expect(suggested.people).toEqual([{ personId: member.personId, name: 'Mo Member', because: 'author' }])
    expect(suggested.roles.map(({ role, hasAddress }) => [role, hasAddress])).toEqual([
      ['database on-call', true],
      ['incident lead', false],
      ['vendor', true],
    ])
    expect(JSON.stringify(suggested.roles)).not.toMatch(/Kim|vendor@|Groen/)
    const [onCall, lead, vendor] = suggested.roles.map(({ participantId }) => participantId)
    const date = await invite({
      personIds: [],
      participantIds: [onCall ?? '', vendor ?? ''],
      addresses: ['KEEPER@example.org', 'guest@elsewhere.example'],
    })
    expect(date.guests.map(({ label }) => label)).toEqual([
      'database on-call',
      'vendor',
      'guest@elsewhere.example',
    ])
    const mails = await sent()
    expect(mails.map(({ to }) => to)).toEqual([
      'keeper@example.org',
      'vendor@elsewhere.example',
      'guest@elsewhere.example',
    ])
    // Without an account one joins by the link, and reads of nobody else.
    expect(mails[2]?.text).toMatch(/Join: https:\/\/reviews\.example\/meeting\/[\w-]{20,}/)
    expect(mails[2]?.text).not.toMatch(/\/incidents\/|vendor|keeper/i)
    const none = await refusal(invite({ participantIds: [lead ?? ''] }))
    expect(none.blockers[0]?.rule).toBe('no-address')
  })

  test('two accounts of one name are nobody’s address: nothing is guessed', async () => {
    const twin = {
      email: 'kim.two@example.org',
      name: 'Kim Keeper',
      role: 'member',
      passwordHash: null,
    } as const
    await addPerson(queries, twin, NOON)
    await ask('addParticipant', { incidentId, name: 'Kim Keeper', handles: [], role: 'database on-call' })
    const { roles } = await ask('listMeetingGuests', { incidentId })
    expect(roles).toMatchObject([{ role: 'database on-call', hasAddress: false }])
    await queries
      .updateTable('people')
      .set({ name: 'Somebody Else' })
      .where('email', '=', twin.email)
      .execute()
  })

  test('are forgotten when the meeting is over, and two days after it began at the latest', async () => {
    const guestsKept = async () =>
      (await queries.selectFrom('meeting_dates').selectAll().execute()).flatMap(({ guests, organizer }) => [
        ...guests.map(({ address }) => address),
        ...(organizer === '' ? [] : [organizer]),
      ])
    await invite()
    expect(await guestsKept()).toEqual(['keeper@example.org', 'member@example.org'])
    await round('2026-03-22T08:59:00.000Z')
    expect(await guestsKept()).not.toEqual([])
    await round('2026-03-22T09:00:01.000Z')
    expect(await guestsKept()).toEqual([])
    await invite()
    const { id } = await ask('openMeeting', { incidentId })
    await ask('markMeeting', { id, move: { kind: 'start' } })
    expect((await refusal(invite({ local: '2026-03-20T11:00' }))).blockers[0]?.rule).toBe('meeting-under-way')
    await ask('markMeeting', { id, move: { kind: 'end' } })
    expect(await guestsKept()).toEqual([])
    expect(await ask('readMeetingDate', { incidentId })).toBeNull()
  })

  test('whoever is erased is a guest of nothing any more', async () => {
    const leaver = {
      email: 'leaver@example.org',
      name: 'Lee Leaver',
      role: 'member',
      passwordHash: null,
    } as const
    const person = await addPerson(queries, leaver, NOON)
    await invite({ personIds: [keeper.personId, person?.id ?? ''] })
    await house.as(keeper)('removePerson', { id: person?.id ?? '' })
    expect((await ask('readMeetingDate', { incidentId }))?.guests.map(({ label }) => label)).toEqual([
      'Kim Keeper',
    ])
    const rows = await queries.selectFrom('meeting_dates').select('guests').execute()
    expect(JSON.stringify(rows)).not.toContain('leaver@')
  })

  test('no column of a date leads from somebody to their meetings, and its history holds no address', async () => {
    await invite()
    const { rows } = await house.database.pool.query<{ indexdef: string }>(
      `select indexdef from pg_indexes where tablename = 'meeting_dates'`,
    )
    expect(rows.filter(({ indexdef }) => /guests|organizer/.test(indexdef))).toEqual([])
    const history = await queries
      .selectFrom('history')
      .selectAll()
      .where('noun', '=', 'meeting date')
      .execute()
    expect(history.length).toBeGreaterThan(0)
    expect(JSON.stringify(history.map(({ before, after }) => [before, after]))).not.toContain('@')
  })
})

test('no subject names anybody, whatever the incident and its people are called', async () => {
  const named = await ask('openIncident', { title: 'Ada Groen saw it', kind: 'incident', severity: 'SEV1' })
  await ask('addParticipant', { incidentId: named.id, name: 'Ada Groen', handles: [], role: 'incident lead' })
  const guests = { local: '2026-03-13T10:00', zone: 'UTC', personIds: [keeper.personId] }
  await ask('inviteToMeeting', { incidentId: named.id, ...guests })
  await round()
  await ask('removeMeetingDate', { incidentId: named.id })
  const subjects = (await letters()).map(({ letter, about }) => `${letter?.subject} ${about}`)
  expect(subjects).toHaveLength(3)
  expect(subjects.join('\n')).not.toMatch(/Ada|Groen|Kim|Mo Member|saw it/)
})

test('the file to keep is the same event and asks nobody for an answer', async () => {
  await invite({ place: 'https://calls.example/room' })
  const [mail] = await sent()
  const { fileName, text } = await ask('exportMeetingDate', { incidentId })
  expect(fileName).toBe(`${reference.toLowerCase()}-meeting.ics`)
  expect(readCalendar(text)).toMatchObject({
    method: 'PUBLISH',
    event: {
      uid: mail?.event?.uid,
      from: mail?.event?.from,
      attendees: [],
      location: 'https://calls.example/room',
    },
  })
})

test('a day ticks the list and stands on the wall; software and readers invite nobody', async () => {
  const task = async () =>
    (await ask('listStageTasks', { incidentId })).find(({ id }) => id === 'meeting-date')?.isDone
  expect(await task()).toBe(false)
  await invite()
  expect(await task()).toBe(true)
  const seen = await ask('readMeeting', { incidentId })
  expect(seen).toMatchObject({ wall: { date: { local: '2026-03-20T10:00', zone: AMSTERDAM } } })
  const { id: meetingId } = await ask('openMeeting', { incidentId })
  const { seat } = await ask('startSeat', { meetingId })
  const startsAt = '2026-03-20T09:00:00.000Z'
  expect(await house.as(null)('readSeat', { seat })).toMatchObject({ seat: { startsAt } })
  const given = { incidentId, local: '2026-03-21T10:00', zone: 'UTC' }
  const agent = house.as({ ...member, kind: 'agent' })
  expect((await refusal(agent('inviteToMeeting', given))).message).toContain('is for people')
  expect((await refusal(house.as(reader)('inviteToMeeting', given))).kind).toBe('not-allowed')
})
