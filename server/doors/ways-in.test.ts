/** Coming in by mail: what is sent, who it opens for, and what nobody learns from it. Through a real mail server. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { sendDue } from '../operations/outbox.ts'
import { openingLetters } from '../operations/sealed-letters.ts'
import { refusal, testHouse, testStrongbox } from '../operations/testing.ts'
import { openMail } from './mail.ts'
import { startMailServer } from './testing-mail.ts'

const house = await testHouse()
const { queries } = house.database
const server = await startMailServer()
const mail = openMail({ smtpUrl: `smtp://127.0.0.1:${server.port}`, from: 'reviews@example.org' })
const keeper = house.as(house.people.keeper)
const nobody = house.as(null)
const PASSWORD = 'ochre lantern pivot sail'

afterAll(async () => {
  mail.close()
  await server.close()
})

beforeEach(async () => {
  server.received.splice(0)
  await queries.deleteFrom('dispatches').execute()
  house.clock.now = new Date(Date.parse(house.clock.now) + 3_600_000).toISOString()
})

function later(minutes: number): string {
  return new Date(Date.parse(house.clock.now) + minutes * 60_000).toISOString()
}

async function post(now = house.clock.now): Promise<void> {
  await house.settle()
  const carriers = { mail: openingLetters(mail.send, testStrongbox) }
  await sendDue({ store: house.database, carriers, now, jitter: () => 0 })
}

/** The secret in the newest mail to somebody. */
function secretFor(email: string): string {
  const last = server.received.filter((each) => each.to?.[0]?.address === email).at(-1)
  const [, secret = ''] = /https:\/\/reviews\.example\/\S*[/#]([\w-]{43})/.exec(last?.text ?? '') ?? []
  return secret
}

async function invite(email: string, more: { readonly teamId?: string } = {}): Promise<string> {
  const sent = await keeper('invitePerson', { email, name: 'Noor', role: 'member', ...more })
  expect(sent.link).toBeNull()
  await post()
  return secretFor(email)
}

describe('an invitation by mail', () => {
  test('leads into its team, once', async () => {
    const team = await keeper('addTeam', { name: 'Payments' })
    const token = await invite('noor@example.org', { teamId: team.id })
    expect(server.received[0]?.html).toContain('Accept the invitation')
    expect(await nobody('readInvitation', { token })).toEqual({ email: 'noor@example.org', name: 'Noor' })
    const { person } = await nobody('acceptInvitation', { token, name: 'Noor', password: PASSWORD })
    expect(person).toMatchObject({ email: 'noor@example.org', role: 'member' })
    const [after] = await keeper('listTeams', {})
    expect(after?.members.map(({ personId }) => personId)).toEqual([person.id])
    const lines = await queries
      .selectFrom('audit_log')
      .select(['person_id', 'noun', 'row_id'])
      .where('operation', '=', 'acceptInvitation')
      .execute()
    expect(lines).toEqual([{ person_id: person.id, noun: 'invitation', row_id: person.id }])
    const again = nobody('acceptInvitation', { token, name: 'Noor', password: PASSWORD })
    expect((await refusal(again)).kind).toBe('not-found')
    expect(await keeper('listInvitations', {})).toEqual([])
  })

  test('is sealed while it waits, so that the database opens nothing', async () => {
    await keeper('invitePerson', { email: 'sealed@example.org', name: 'Noor', role: 'reader' })
    const row = await queries.selectFrom('dispatches').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toMatch(/invitation\/[\w-]{43}/)
    await post()
    const token = secretFor('sealed@example.org')
    const stored = await queries.selectFrom('invitations').selectAll().execute()
    expect(token).not.toBe('')
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  test('sent again, the earlier link is dead; taken back, both are', async () => {
    const first = await invite('kit@example.org')
    const [open] = await keeper('listInvitations', {})
    const mine = { id: open?.id ?? '' }
    await keeper('releaseInvitation', mine)
    await post()
    const second = secretFor('kit@example.org')
    expect(second).not.toBe(first)
    expect((await refusal(nobody('readInvitation', { token: first }))).kind).toBe('not-found')
    expect(await nobody('readInvitation', { token: second })).toMatchObject({ email: 'kit@example.org' })
    await keeper('removeInvitation', mine)
    expect((await refusal(nobody('readInvitation', { token: second }))).message).toMatch(/taken back/)
    expect((await refusal(keeper('removeInvitation', mine))).kind).toBe('not-found')
    expect((await refusal(keeper('releaseInvitation', mine))).kind).toBe('not-found')
  })

  test('runs out after a week and is not sent when it did so on the way', async () => {
    const token = await invite('late@example.org')
    const afterAWeek = later(7 * 24 * 60)
    const then = house.as(null, { now: afterAWeek })
    expect((await refusal(then('readInvitation', { token }))).kind).toBe('not-found')
    await keeper('invitePerson', { email: 'late@example.org', name: 'Noor', role: 'reader' })
    await post(afterAWeek)
    const row = await queries
      .selectFrom('dispatches')
      .selectAll()
      .where('state', '=', 'returned')
      .executeTakeFirstOrThrow()
    expect(row.because).toMatch(/ran out before/)
    expect(server.received).toHaveLength(1)
  })

  test('without a mail server the link is shown once, and nothing waits', async () => {
    const ask = house.as(house.people.keeper, { canMail: false })
    const { link } = await ask('invitePerson', { email: 'by-hand@example.org', name: 'Noor', role: 'reader' })
    expect(link).toMatch(/^https:\/\/reviews\.example\/invitation\/[\w-]{43}$/)
    expect(await queries.selectFrom('dispatches').selectAll().execute()).toEqual([])
  })

  test('is a line in the audit log that says nothing of whom', async () => {
    await invite('logged@example.org')
    const lines = await queries.selectFrom('audit_log').selectAll().where('noun', '=', 'invitation').execute()
    expect(lines.at(-1)).toMatchObject({
      operation: 'invitePerson',
      person_id: house.people.keeper.personId,
    })
    expect(JSON.stringify(lines)).not.toContain('logged')
  })
})

describe('a link to sign in with', () => {
  const member = 'member@example.org'

  async function asked(): Promise<{ readonly token: string; readonly proof: string }> {
    const { proof } = await nobody('startLinkSession', { email: member })
    await post()
    return { token: secretFor(member), proof }
  }

  test('signs in the browser that asked, once, and closes the session it came with', async () => {
    const link = await asked()
    expect(await nobody('readLinkSession', link)).toEqual({ email: member, isOfThisBrowser: true })
    const planted = await house
      .as(null)('acceptLinkSession', link)
      .then(() => house.kept.at(-1) ?? null)
    expect((await refusal(nobody('acceptLinkSession', link))).kind).toBe('signed-out')
    const next = await asked()
    await house.as(null, { session: planted })('acceptLinkSession', next)
    const mine = await house.as(house.people.member)('listSessions', {})
    expect(mine).toHaveLength(1)
    expect(house.kept.at(-1)).not.toBe(planted)
  })

  test('asks in another browser, and is not used up by asking', async () => {
    const { token } = await asked()
    expect(await nobody('readLinkSession', { token })).toEqual({ email: member, isOfThisBrowser: false })
    const unconfirmed = await refusal(nobody('acceptLinkSession', { token, proof: 'x'.repeat(43) }))
    expect(unconfirmed.message).toMatch(/another browser; confirm/)
    const { person } = await nobody('acceptLinkSession', { token, isConfirmed: true })
    expect(person.email).toBe(member)
  })

  test('two who are quick get one session', async () => {
    const link = await asked()
    const both = await Promise.allSettled([
      nobody('acceptLinkSession', link),
      nobody('acceptLinkSession', link),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('the answer is the same for somebody who is not here, and nothing is kept of them', async () => {
    const known = await nobody('startLinkSession', { email: member })
    const unknown = await nobody('startLinkSession', { email: 'stranger@example.org' })
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    expect(unknown.proof).toMatch(/^[\w-]{43}$/)
    await post()
    expect(server.received.map((each) => each.to?.[0]?.address)).toEqual([member])
    const rows = await queries.selectFrom('sign_in_links').selectAll().execute()
    expect(rows.every(({ person_id }) => person_id === house.people.member.personId)).toBe(true)
  })

  test('a fourth in a quarter of an hour is refused, known or not', async () => {
    for (const email of ['reader@example.org', 'stranger-2@example.org']) {
      for (let time = 0; time < 3; time += 1) await nobody('startLinkSession', { email })
      expect((await refusal(nobody('startLinkSession', { email }))).kind).toBe('too-many')
    }
    await house.settle()
  })

  test('ends after a quarter of an hour, and with the account', async () => {
    const link = await asked()
    const then = house.as(null, { now: later(15) })
    expect((await refusal(then('acceptLinkSession', link))).kind).toBe('signed-out')
    const { personId } = house.people.member
    await keeper('correctPerson', { id: personId, isActive: false })
    expect((await refusal(nobody('acceptLinkSession', link))).kind).toBe('signed-out')
    server.received.splice(0)
    await nobody('startLinkSession', { email: member })
    await post()
    expect(server.received).toEqual([])
    await keeper('correctPerson', { id: personId, isActive: true })
  })

  test('is closed without mail and by a keeper, each with its reason', async () => {
    const here = house.as(null, { canMail: false })
    expect((await here('listSignInWays', {})).mailLinks).toMatchObject({ isOpen: false })
    expect((await refusal(here('startLinkSession', { email: member }))).message).toMatch(/no mail server/)
    const link = await asked()
    await keeper('correctSignInWays', { hasMailLinks: false })
    expect((await nobody('listSignInWays', {})).mailLinks.because).toMatch(/keeper closed/)
    expect((await refusal(nobody('acceptLinkSession', link))).kind).toBe('not-ready')
    await keeper('correctSignInWays', { hasMailLinks: true })
    expect((await refusal(nobody('acceptLinkSession', link))).kind).toBe('signed-out')
    expect((await nobody('listSignInWays', {})).mailLinks).toEqual({ isOpen: true, because: '' })
  })
})
