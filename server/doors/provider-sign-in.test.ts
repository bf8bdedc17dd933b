/** Signing in through a real OpenID provider, over the guarded way out, and everything that must not work. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openAskers } from '../operations/asker.ts'
import type { SignedIn } from '../operations/sign-in.ts'
import { refusal, testHouse } from '../operations/testing.ts'
import { openOutbound } from './outbound.ts'
import { openProviderExchange } from './provider-exchange.ts'
import { startProvider } from './testing-provider.ts'

const house = await testHouse()
const harbour = await startProvider(['https://reviews.example/sign-in/back'])
const outbound = openOutbound({ allow: [harbour.issuer] })
const providers = openProviderExchange(outbound)
afterAll(async () => {
  outbound.close()
  await harbour.close()
  await house.database.close()
})

// The provider has the clock of this machine, so we stand at the same time.
const now = () => new Date().toISOString()
const nobody = (at = now()) => house.as(null, { providers, outbound, now: at, session: null })
const keeper = house.as(house.people.keeper, { providers, outbound, now: now() })

const added = await keeper('addProvider', {
  label: 'Harbour accounts',
  issuer: harbour.issuer,
  clientId: harbour.clientId,
  secret: harbour.secret,
  domains: ['harbour.example'],
  newcomerRole: 'reader',
  groupsClaim: 'groups',
  groupTeams: [
    { group: 'crew-payments', team: 'Payments' },
    { group: 'crew-search', team: 'Search' },
  ],
})

beforeEach(() => {
  harbour.misbehave(null)
  harbour.employees.set('s-mia', {
    email: 'mia@harbour.example',
    name: 'Mia Meyer',
    groups: ['crew-payments'],
  })
})

/** Goes there and comes back, without finishing. */
async function goThere(subject: string): Promise<{ readonly proof: string; readonly answer: string }> {
  const begun = await nobody()('startProviderSession', { providerId: added.id })
  const back = await harbour.signIn(begun.address, subject)
  return { proof: begun.proof, answer: back.search }
}

async function signInAs(subject: string): Promise<SignedIn> {
  return nobody()('acceptProviderSession', await goThere(subject))
}

async function teamsOf(personId: string): Promise<readonly string[]> {
  const { rows } = await house.database.pool.query<{ team: string }>(
    `select team from directory_group_members join directory_groups on id = group_id where person_id = $1 order by team`,
    [personId],
  )
  return rows.map(({ team }) => team)
}

describe('a keeper', () => {
  test('sees what to register there and never the secret, and no table and no history holds it', async () => {
    const [listed] = await keeper('listProviders', {})
    expect(listed).toMatchObject({ hasSecret: true, returnTo: 'https://reviews.example/sign-in/back' })
    expect(JSON.stringify(listed)).not.toContain(harbour.secret)
    const { rows } = await house.database.pool.query(
      `select row_to_json(p)::text, (select jsonb_agg(h)::text from history h) as history,
       (select encode(sealed, 'escape') from provider_secrets limit 1) as sealed from providers p`,
    )
    expect(JSON.stringify(rows)).not.toContain(harbour.secret)
  })

  test('hears whether a provider can be used, and what is wrong with one that cannot', async () => {
    expect(await keeper('checkProvider', { id: added.id })).toEqual({
      isUsable: true,
      sentence: expect.stringContaining('answers, and people sign in at 127.0.0.1'),
    })
    const slip = await keeper('addProvider', {
      label: 'Slip',
      issuer: `${harbour.issuer}/elsewhere`,
      clientId: 'x',
    })
    expect(await keeper('checkProvider', { id: slip.id })).toMatchObject({
      isUsable: false,
      sentence: expect.stringMatching(/^Slip does not describe itself/),
    })
    await keeper('removeProvider', { id: slip.id })
  })

  test('cannot make this server knock on doors inside the company', async () => {
    for (const issuer of ['https://169.254.169.254', 'https://localhost:9', 'http://10.0.0.1']) {
      const no = await refusal(keeper('addProvider', { label: 'x', issuer, clientId: 'x' }))
      expect([issuer, no.kind]).toEqual([issuer, 'invalid'])
      expect(no.message).toContain('OUTBOUND_ALLOW')
    }
  })

  test('adds the same client once, and brings a removed provider back', async () => {
    const twice = { label: 'Again', issuer: harbour.issuer, clientId: harbour.clientId }
    expect((await refusal(keeper('addProvider', twice))).message).toContain('is here already')
    const { removalId } = await keeper('removeProvider', { id: added.id })
    expect(await nobody()('listSignInWays', {})).toMatchObject({ providers: [] })
    expect((await refusal(nobody()('startProviderSession', { providerId: added.id }))).kind).toBe('not-found')
    const member = house.as(house.people.member)
    expect((await refusal(member('undoRemoval', { removalId }))).message).toContain('is for a keeper')
    await keeper('undoRemoval', { removalId })
    expect(await nobody()('listSignInWays', {})).toMatchObject({
      providers: [{ id: added.id, label: 'Harbour accounts' }],
    })
    expect((await signInAs('s-mia')).person.email).toBe('mia@harbour.example')
  })

  test('is alone in looking after providers', async () => {
    for (const asker of [house.people.member, house.people.reader]) {
      expect((await refusal(house.as(asker)('listProviders', {}))).kind).toBe('not-allowed')
    }
  })
})

describe('someone who signs in there', () => {
  test('is a person here from then on: the same one each time, without a password', async () => {
    const first = await signInAs('s-mia')
    expect(first.person).toMatchObject({ name: 'Mia Meyer', role: 'reader' })
    expect((await signInAs('s-mia')).person.id).toBe(first.person.id)
    expect(house.kept.at(-1)).toMatch(/^[\w-]{43}$/)
    const guess = { email: 'mia@harbour.example', password: 'no password at all' }
    expect((await refusal(nobody()('startSession', guess))).kind).toBe('signed-out')
  })

  test('stays the same person when their mail changes there, and the mail here follows', async () => {
    const { person } = await signInAs('s-mia')
    harbour.employees.set('s-mia', { email: 'mia.lund@harbour.example', name: 'Mia Lund' })
    const after = await signInAs('s-mia')
    expect(after.person).toMatchObject({ id: person.id, email: 'mia.lund@harbour.example' })
    harbour.employees.set('s-mia', { email: 'member@example.org', name: 'Mia Lund' })
    expect((await signInAs('s-mia')).person).toMatchObject({
      id: person.id,
      email: 'mia.lund@harbour.example',
    })
    harbour.employees.set('s-mia', { email: 'mia@harbour.example', name: 'Mia Meyer' })
    await signInAs('s-mia')
  })

  test('is met by a verified mail once; whoever gets that address later is not them', async () => {
    const before = await keeper('listPeople', {})
    const { link } = await house.as(house.people.keeper, { canMail: false, now: now() })('invitePerson', {
      email: 'ole@harbour.example',
      name: 'Ole',
      role: 'member',
    })
    const invited = await nobody()('acceptInvitation', {
      token: link?.split('/').at(-1) ?? '',
      name: 'Ole',
      password: 'a long enough sentence',
    })
    harbour.employees.set('s-ole', { email: 'Ole@Harbour.example', name: 'Ole Olsen' })
    expect((await signInAs('s-ole')).person).toEqual(invited.person)
    harbour.employees.set('s-other', { email: 'ole@harbour.example', name: 'Another Ole' })
    const no = await refusal(signInAs('s-other'))
    expect(no.message).toContain('already comes in as somebody else at Harbour accounts')
    expect(await keeper('listPeople', {})).toHaveLength(before.length + 1)
  })

  test('is in the teams their groups stand for, as they are now', async () => {
    const { person } = await signInAs('s-mia')
    harbour.employees.set('s-mia', {
      email: 'mia@harbour.example',
      name: 'Mia',
      groups: ['crew-payments', 'crew-search', 'everyone'],
    })
    await signInAs('s-mia')
    expect(await teamsOf(person.id)).toEqual(['Payments', 'Search'])
    harbour.employees.set('s-mia', { email: 'mia@harbour.example', name: 'Mia', groups: ['crew-search'] })
    await signInAs('s-mia')
    expect(await teamsOf(person.id)).toEqual(['Search'])
    const { rows } = await house.database.pool.query(`select 1 from directory_groups where name = 'everyone'`)
    expect(rows).toEqual([])
  })

  test.each([
    [
      'an address that is not verified',
      { email: 'x@harbour.example', email_verified: false },
      'not verified',
    ],
    ['another domain', { email: 'x@elsewhere.example' }, 'of another domain'],
  ])('does not come in with %s', async (_what, told, because) => {
    harbour.employees.set('s-x', { name: 'X', ...told })
    const no = await refusal(signInAs('s-x'))
    expect(no.kind).toBe('not-allowed')
    expect(no.message).toContain(because)
  })

  test('belongs to the team a group stands for, as if a keeper had written them in it', async () => {
    const team = await keeper('addTeam', { name: 'payments', components: [] })
    const teamsNow = async () => {
      await signInAs('s-mia')
      return (await openAskers(house.database).find(house.kept.at(-1) ?? '', now()))?.teamIds
    }
    expect(await teamsNow()).toEqual([team.id])
    harbour.employees.set('s-mia', { email: 'mia@harbour.example', name: 'Mia', groups: [] })
    expect(await teamsNow()).toEqual([])
  })

  test('does not come in where only invited people do, nor into a closed account', async () => {
    const [provider] = await keeper('listProviders', {})
    const { version } = provider ?? { version: 0 }
    const closed = await keeper('correctProvider', { id: added.id, version, newcomerRole: null })
    harbour.employees.set('s-new', { email: 'new@harbour.example', name: 'New' })
    expect((await refusal(signInAs('s-new'))).message).toContain('a keeper can invite you')
    await keeper('correctProvider', { id: added.id, version: closed.version, newcomerRole: 'reader' })
    const { person } = await signInAs('s-mia')
    await keeper('correctPerson', { id: person.id, isActive: false })
    expect((await refusal(signInAs('s-mia'))).message).toBe('This account is closed; a keeper can reopen it.')
    await keeper('correctPerson', { id: person.id, isActive: true })
  })

  test('and breaks off there reads one calm sentence', async () => {
    expect((await refusal(signInAs('nobody'))).message).toBe(
      'The sign-in at Harbour accounts was broken off there; begin it once more, or come in another way.',
    )
  })
})

describe('what comes back', () => {
  const begun = 'This sign-in was begun in another browser, was used, or took longer'

  test('opens nothing in another browser: the link of a stranger signs nobody in as them', async () => {
    const { answer } = await goThere('s-mia')
    const mine = await nobody()('startProviderSession', { providerId: added.id })
    const no = await refusal(nobody()('acceptProviderSession', { answer, proof: mine.proof }))
    expect(no.message).toContain(begun)
  })

  test('works once', async () => {
    const back = await goThere('s-mia')
    await nobody()('acceptProviderSession', back)
    expect((await refusal(nobody()('acceptProviderSession', back))).message).toContain(begun)
  })

  test('of two that come at once, one works', async () => {
    const back = await goThere('s-mia')
    const both = await Promise.allSettled([1, 2].map(() => nobody()('acceptProviderSession', back)))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('runs out after a quarter of an hour', async () => {
    const back = await goThere('s-mia')
    const late = new Date(Date.now() + 16 * 60_000).toISOString()
    expect((await refusal(nobody(late)('acceptProviderSession', back))).message).toContain(begun)
  })

  test.each([
    ['a state that was changed', 'state', 'x'.repeat(43), begun],
    ['a code that was invented', 'code', 'x'.repeat(43), 'was used already or took too long'],
    ['an issuer that is another', 'iss', 'https://elsewhere.example', 'so nobody was signed in'],
  ])('with %s opens nothing', async (_what, name, value, because) => {
    const back = await goThere('s-mia')
    const query = new URLSearchParams(back.answer)
    query.set(name, value)
    const no = await refusal(nobody()('acceptProviderSession', { proof: back.proof, answer: `?${query}` }))
    expect([no.kind, no.message]).toEqual(['signed-out', expect.stringContaining(because)])
  })

  test('with a code that was used at another sign-in opens nothing', async () => {
    const [one, two] = [await goThere('s-mia'), await goThere('s-mia')]
    const query = new URLSearchParams(two.answer)
    query.set('code', new URLSearchParams(one.answer).get('code') ?? '')
    const no = await refusal(nobody()('acceptProviderSession', { proof: two.proof, answer: `?${query}` }))
    expect(no.message).toContain('was used already or took too long')
  })

  test('is guessed slowly', async () => {
    const guess = { answer: `?state=${'x'.repeat(43)}`, proof: 'p'.repeat(43) }
    const ask = house.as(null, { providers, now: now(), from: 'a guesser' })
    const kinds: string[] = []
    for (let index = 0; index < 62; index += 1) {
      kinds.push((await refusal(ask('acceptProviderSession', guess))).kind)
    }
    expect(kinds).toEqual([...Array.from({ length: 60 }, () => 'signed-out'), 'too-many', 'too-many'])
  })
})

describe('a provider', () => {
  test('that changes its keys is believed at once, also when it just signed with others', async () => {
    const { person } = await signInAs('s-mia')
    harbour.changeKeys()
    expect((await signInAs('s-mia')).person.id).toBe(person.id)
  })

  test.each([
    [
      'for another client',
      { claims: (told: object) => ({ ...told, aud: 'somebody-else' }) },
      'made for somebody else',
    ],
    [
      'in the name of another',
      { claims: (told: object) => ({ ...told, iss: 'https://evil.example' }) },
      'made for somebody else',
    ],
    [
      'for another sign-in',
      { claims: (told: object) => ({ ...told, nonce: 'another' }) },
      'made for somebody else',
    ],
    ['with a key it does not show', { hasForeignKey: true }, 'its signature is not right'],
    ['without a signature', { isUnsigned: true }, 'nobody was signed in'],
    [
      'that ran out',
      { claims: (told: object) => ({ ...told, exp: Math.floor(Date.now() / 1000) - 120 }) },
      'more than a minute apart',
    ],
  ])('that answers %s signs nobody in', async (_what, how, because) => {
    const people = await keeper('listPeople', {})
    harbour.misbehave(how)
    const no = await refusal(signInAs('s-mia'))
    expect([no.kind, no.message]).toEqual(['signed-out', expect.stringContaining(because)])
    expect(await keeper('listPeople', {})).toEqual(people)
  })

  test('whose clock differs by less than a minute is believed', async () => {
    harbour.misbehave({ claims: (told) => ({ ...told, exp: Math.floor(Date.now() / 1000) - 30 }) })
    expect((await signInAs('s-mia')).person.email).toBe('mia@harbour.example')
  })

  test('that is away is one sentence, and so is a secret that does not fit', async () => {
    const away = await keeper('addProvider', { label: 'Away', issuer: harbour.issuer, clientId: 'away' })
    const patient = openOutbound({ allow: [], wait: async () => undefined })
    const ask = house.as(null, { providers: openProviderExchange(patient), now: now() })
    const no = await refusal(ask('startProviderSession', { providerId: away.id }))
    expect([no.kind, no.message]).toEqual(['not-ready', expect.stringContaining('Away cannot be asked now.')])
    patient.close()
    await keeper('removeProvider', { id: away.id })
    const [listed] = await keeper('listProviders', {})
    const { version } = await keeper('correctProvider', {
      id: added.id,
      version: listed?.version ?? 0,
      secret: 'not the one',
    })
    expect((await refusal(signInAs('s-mia'))).message).toContain(
      'a keeper can look at the client id and the secret',
    )
    await keeper('correctProvider', { id: added.id, version, secret: harbour.secret })
    await signInAs('s-mia')
  })
})
