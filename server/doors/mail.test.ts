import { later } from '@secondstory/review/model/instants'
import { PATIENCE_MS } from '@secondstory/review/model/outbox'
import { afterEach, describe, expect, test } from 'vitest'
import { sendDue } from '../operations/outbox.ts'
import { NOON, refusal, testHouse } from '../operations/testing.ts'
import { type NewDispatch, queueDelivery } from '../store/outbox.ts'
import { type Mail, openMail } from './mail.ts'
import { invitationIn, type MailServer, startMailServer } from './testing-mail.ts'

const house = await testHouse()
const { queries } = house.database
const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
  await queries.deleteFrom('dispatches').execute()
})

async function mailServer(...given: Parameters<typeof startMailServer>): Promise<MailServer> {
  const server = await startMailServer(...given)
  closers.push(server.close)
  return server
}

function mailTo(port: number): Mail {
  const mail = openMail({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Second Story <reviews@example.org>' })
  closers.push(mail.close)
  return mail
}

const letter: NewDispatch = {
  kind: 'reminder',
  to: 'mo@example.org',
  subject: 'Two actions are due this week – "dry run" & more',
  text: 'Bonjour,\n\nune ligne qui est très longue.\n',
  html: '<p>Bonjour</p>',
  about: '2 actions',
  now: NOON,
}

function contentOf(content: string | ArrayBuffer | Uint8Array | undefined): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content ?? [])
}

function round(mail: Mail | null, now: string = NOON, jitter = 0): Promise<boolean> {
  const carriers = mail === null ? {} : { mail: mail.send }
  return sendDue({ store: house.database, carriers, now, jitter: () => jitter })
}

const keeper = house.as(house.people.keeper)

describe('a letter that goes out', () => {
  test('arrives as it was written, with its files, and is forgotten here', async () => {
    const { port, received } = await mailServer()
    const calendar = Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')
    const id = await queueDelivery(queries, {
      ...letter,
      attachments: [
        {
          name: 'meeting.ics',
          type: 'text/calendar; method=REQUEST',
          contentBase64: calendar.toString('base64'),
        },
      ],
      headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    })
    await round(mailTo(port))
    const [mail] = received
    expect(mail).toMatchObject({
      from: { address: 'reviews@example.org', name: 'Second Story' },
      to: [{ address: 'mo@example.org' }],
      subject: letter.subject,
      messageId: `<${id}@example.org>`,
    })
    expect(mail?.text?.trim()).toBe(letter.text.trim())
    expect(mail?.html).toContain('<p>Bonjour</p>')
    // Among the alternatives it is an invitation that can be answered, as a file it can be kept.
    const [answerable, file] = mail?.attachments ?? []
    expect(answerable).toMatchObject({ filename: null, mimeType: 'text/calendar', method: 'REQUEST' })
    expect(file).toMatchObject({ filename: 'meeting.ics', mimeType: 'text/calendar', method: 'REQUEST' })
    expect(new TextDecoder().decode(contentOf(file?.content))).toBe('BEGIN:VCALENDAR\nEND:VCALENDAR\n')
    expect(mail?.headers).toContainEqual(
      expect.objectContaining({ key: 'list-unsubscribe-post', value: 'List-Unsubscribe=One-Click' }),
    )
    const rows = await queries.selectFrom('dispatches').selectAll().execute()
    expect(rows).toMatchObject([{ state: 'sent', letter: null, sent_at: NOON, attempts: 1 }])
  })

  test('that follows another is shown with it', async () => {
    const { port, received } = await mailServer()
    const first = await queueDelivery(queries, letter)
    await queueDelivery(queries, { ...letter, follows: first ?? undefined })
    await round(mailTo(port))
    expect(received.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, `<${first}@example.org>`])
  })

  test('goes once, however often it is queued and by however many it is sent', async () => {
    const { port, received } = await mailServer()
    const once = { ...letter, onceKey: 'reminder 2026-03-12 mo' }
    await Promise.all(Array.from({ length: 5 }, () => queueDelivery(queries, once)))
    const mail = mailTo(port)
    await Promise.all(Array.from({ length: 5 }, () => round(mail)))
    await queueDelivery(queries, once)
    await round(mail, later(NOON, 86_400_000))
    expect(received).toHaveLength(1)
  })

  test('is not queued by a transaction that failed', async () => {
    const failing = house.database.transaction(async (transaction) => {
      await queueDelivery(transaction, letter)
      throw new Error('The reason for it went away.')
    })
    await expect(failing).rejects.toThrow('went away')
    expect(await queries.selectFrom('dispatches').selectAll().execute()).toEqual([])
  })

  test('waits for its time', async () => {
    const { port, received } = await mailServer()
    await queueDelivery(queries, { ...letter, dueAt: later(NOON, 60_000) })
    const mail = mailTo(port)
    await round(mail)
    expect(received).toHaveLength(0)
    await round(mail, later(NOON, 60_000))
    expect(received).toHaveLength(1)
  })

  test('by the hundred leaves nothing behind', async () => {
    const { port, received } = await mailServer()
    for (let at = 0; at < 50; at += 1) await queueDelivery(queries, { ...letter, to: `p${at}@example.org` })
    const mail = mailTo(port)
    expect([await round(mail), await round(mail), await round(mail)]).toEqual([true, true, false])
    expect(new Set(received.map(({ to }) => to?.[0]?.address)).size).toBe(50)
  })
})

describe('an invitation to a meeting', () => {
  test('arrives as one that can be answered, is moved by the same name, and is cancelled by it', async () => {
    const { port, received } = await mailServer()
    const mail = mailTo(port)
    const ask = house.as(house.people.member)
    const opened = await ask('openIncident', { title: 'Writes failed', kind: 'incident', severity: 'SEV1' })
    const given = { incidentId: opened.id, zone: 'Europe/Berlin', personIds: [house.people.keeper.personId] }
    await ask('inviteToMeeting', { ...given, local: '2026-03-28T10:00' })
    await round(mail)
    await ask('inviteToMeeting', { ...given, local: '2026-03-29T10:00' })
    await round(mail)
    await ask('removeMeetingDate', { incidentId: opened.id })
    await round(mail)
    const told = received.map(invitationIn)
    expect(told.map(({ method, startsAt, sequence }) => [method, startsAt, sequence])).toEqual([
      ['REQUEST', '2026-03-28T09:00:00Z', '0'],
      // The night between the two has an hour less.
      ['REQUEST', '2026-03-29T08:00:00Z', '1'],
      ['CANCEL', '2026-03-29T08:00:00Z', '2'],
    ])
    expect(new Set(told.map(({ uid }) => uid)).size).toBe(1)
  })
})

describe('a mail server that is down for a day', () => {
  test('gets everything once it is back, and nothing twice', async () => {
    const { port } = await mailServer()
    for (const close of closers.splice(0)) await close()
    await queueDelivery(queries, letter)
    const mail = mailTo(port)
    const tried: string[] = []
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      const now = later(NOON, minute * 60_000)
      await round(mail, now, 0.5)
      const { waiting } = await keeper('readOutbox', {})
      if (tried.at(-1) !== waiting[0]?.dueAt) tried.push(waiting[0]?.dueAt ?? '')
      expect(waiting[0]?.because).toContain('could not be reached')
    }
    // Ever less often, and never longer than two hours apart.
    expect(tried.length).toBeLessThan(30)
    expect(tried.length).toBeGreaterThan(12)
    const { received } = await mailServer(() => null, port)
    await round(mail, later(NOON, 27 * 3_600_000))
    await round(mail, later(NOON, 48 * 3_600_000))
    expect(received).toHaveLength(1)
  })

  test('for longer than our patience is a letter that came back, and a keeper sends it again', async () => {
    const { port } = await mailServer()
    for (const close of closers.splice(0)) await close()
    await queueDelivery(queries, letter)
    const mail = mailTo(port)
    house.clock.now = later(NOON, PATIENCE_MS)
    await round(mail, house.clock.now)
    const { returned } = await keeper('readOutbox', {})
    expect(returned).toMatchObject([{ to: 'mo@example.org', state: 'returned', about: '2 actions' }])
    const { received } = await mailServer(() => null, port)
    await round(mail, later(house.clock.now, 86_400_000))
    expect(received).toHaveLength(0)
    await keeper('releaseDispatch', { id: returned[0]?.id ?? '' })
    await round(mail, house.clock.now)
    expect(received).toMatchObject([{ subject: letter.subject }])
    expect((await refusal(keeper('releaseDispatch', { id: returned[0]?.id ?? '' }))).kind).toBe('not-found')
    house.clock.now = NOON
  })
})

describe('what does not go out', () => {
  test('a letter to an address nobody has comes back at once, with the server’s own words', async () => {
    const gone = Object.assign(new Error('No such user here'), { responseCode: 550 })
    const { port } = await mailServer(() => gone)
    await queueDelivery(queries, letter)
    await round(mailTo(port))
    const { returned } = await keeper('readOutbox', {})
    expect(returned[0]?.because).toContain('No such user here')
  })

  test('a server that is busy is asked again later', async () => {
    let isBusy = true
    const busy = Object.assign(new Error('Greylisted'), { responseCode: 451 })
    const { port, received } = await mailServer(() => (isBusy ? busy : null))
    await queueDelivery(queries, letter)
    const mail = mailTo(port)
    await round(mail)
    isBusy = false
    await round(mail, later(NOON, 30_000))
    expect(received).toHaveLength(0)
    await round(mail, later(NOON, 60_000))
    expect(received).toHaveLength(1)
  })

  test('a letter to somebody who left is withheld', async () => {
    const { port, received } = await mailServer()
    await queueDelivery(queries, { ...letter, to: 'Reader@example.org' })
    await keeper('correctPerson', { id: house.people.reader.personId, isActive: false })
    await round(mailTo(port))
    expect(received).toHaveLength(0)
    expect((await keeper('readOutbox', {})).sent).toMatchObject([{ state: 'withheld' }])
  })

  test('without a mail server everything waits, and a keeper is told so', async () => {
    await queueDelivery(queries, letter)
    expect(await round(null)).toBe(false)
    const outbox = await house.as(house.people.keeper, { canMail: false })('readOutbox', {})
    expect(outbox).toMatchObject({ canMail: false, waiting: [{ attempts: 0, because: '' }] })
  })

  test('nothing it says is shown, and only a keeper looks', async () => {
    await queueDelivery(queries, { ...letter, text: 'https://reviews.example/in/a-secret' })
    expect(JSON.stringify(await keeper('readOutbox', {}))).not.toContain('a-secret')
    expect((await refusal(house.as(house.people.member)('readOutbox', {}))).kind).toBe('not-allowed')
  })
})
