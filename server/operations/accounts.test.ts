import { noWords } from '@secondstory/review/model/accounts'
import { expect, test } from 'vitest'
import { findCallable } from './call.ts'
import type { Asker } from './hands.ts'
import { operations } from './index.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member, keeper } = house.people
const author = house.as(member)
const other = house.as(keeper)

/** Words nobody else may ever read, wherever they look. */
const CANARY = 'heronlake'

async function incident() {
  const { id } = await author('openIncident', {
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV2',
  })
  return id
}

async function event(incidentId: string, clock: string, role = 'database on-call') {
  return author('addTimelineEvent', {
    incidentId,
    happenedAt: { at: `2026-03-12T${clock}:00Z` },
    kind: 'observation',
    actor: { kind: 'role', name: role },
    text: `Looked at the replica at ${clock}.`,
  })
}

test('an account is its author’s alone, whatever is asked by whomever', async () => {
  const incidentId = await incident()
  const seen = await event(incidentId, '14:02')
  const mine = await author('addAccount', {
    incidentId,
    role: 'database on-call',
    words: { saw: `The ${CANARY} graph was flat.` },
    eventIds: [seen.id],
  })
  expect(mine).toMatchObject({
    state: 'private',
    version: 1,
    words: { ...noWords, saw: `The ${CANARY} graph was flat.` },
  })
  expect(await author('listOwnAccounts', { incidentId })).toEqual([mine])
  expect(await other('listOwnAccounts', { incidentId })).toEqual([])

  const { slug } = { slug: 'none' }
  const inputs = [
    { incidentId },
    { id: incidentId },
    { incidentId, text: CANARY },
    { incidentId, eventId: seen.id },
    { filter: { text: CANARY } },
    { text: CANARY },
    { id: mine.id },
    { id: mine.id, version: 1 },
    { slug },
    {},
  ]
  const asked: string[] = []
  for (const { name, changes } of operations) {
    if (changes && !/Account|Release/.test(name)) continue
    for (const input of inputs) {
      const answer: unknown = await findCallable(name)
        .call(input, house.handsOf(keeper))
        .catch((error: unknown) => ({ error: String(error), ...Object(error) }))
      expect(JSON.stringify(answer), `${name} ${JSON.stringify(input)}`).not.toContain(CANARY)
      asked.push(name)
    }
  }
  expect(asked).toContain('readIncident')
  expect(asked).toContain('findEvidence')
  expect((await author('listOwnAccounts', { incidentId }))[0]).toEqual(mine)
})

test('nothing of a private account can be read in any table, nor in the history', async () => {
  const incidentId = await incident()
  const mine = await author('addAccount', {
    incidentId,
    role: 'database on-call',
    words: { believed: `Only the ${CANARY} replica.` },
  })
  await author('correctAccount', { id: mine.id, version: 1, words: { tried: `Asked the ${CANARY}.` } })
  const { rows } = await house.database.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const holding: string[] = []
  for (const { name } of rows) {
    const found = await house.database.pool.query(
      // As text, and as bytes that nothing was sealed into.
      `select 1 from ${name} as r where r::text like '%' || $1 || '%' or r::text like '%' || $2 || '%' limit 1`,
      [CANARY, Buffer.from(CANARY).toString('hex')],
    )
    if (found.rows.length > 0) holding.push(name)
  }
  expect(holding).toEqual([])
  expect(await author('listHistory', { incidentId })).toEqual(
    (await author('listHistory', { incidentId })).filter(({ noun }) => noun !== 'account'),
  )
})

test('a row put under another name in the database opens nothing, and cannot be written over', async () => {
  const incidentId = await incident()
  const mine = await author('addAccount', { incidentId, role: 'lead', words: { saw: CANARY } })
  await house.database.pool.query('update accounts set author_id = $1 where id = $2', [
    keeper.personId,
    mine.id,
  ])
  expect(await other('listOwnAccounts', { incidentId })).toEqual([])
  const no = await refusal(other('correctAccount', { id: mine.id, version: 1, words: { saw: 'x' } }))
  expect(no.kind).toBe('not-found')
  await expect(
    house.database.pool.query('update accounts set saw = $1 where id = $2', [CANARY, mine.id]),
  ).rejects.toThrow('accounts_not_released_are_sealed')
})

test('for somebody else an account that is not theirs is no account, not even a conflict', async () => {
  const incidentId = await incident()
  const mine = await author('addAccount', { incidentId, role: 'database on-call', words: { saw: CANARY } })
  for (const attempt of [
    () => other('correctAccount', { id: mine.id, version: 7, words: { saw: 'x' } }),
    () => other('releaseAccount', { id: mine.id, version: 1 }),
    () => other('undoRelease', { id: mine.id }),
    () => other('removeAccount', { id: mine.id }),
  ]) {
    const no = await refusal(attempt())
    expect([no.kind, no.current]).toEqual(['not-found', undefined])
  }
  await author('releaseAccount', { id: mine.id, version: 1 })
  expect((await refusal(other('correctAccount', { id: mine.id, version: 2 }))).kind).toBe('not-found')
})

test('released it is read by role, and nothing in answers or history says who told it', async () => {
  const incidentId = await incident()
  const seen = await event(incidentId, '14:02')
  const mine = await author('addAccount', {
    incidentId,
    role: 'database on-call',
    words: { saw: 'The lag graph was flat.' },
    eventIds: [seen.id],
  })
  await author('releaseAccount', { id: mine.id, version: 1 })
  const { accounts } = await other('readIncident', { id: incidentId })
  expect(accounts).toEqual(await other('listAccounts', { incidentId, eventId: seen.id }))
  expect(accounts).toMatchObject([{ id: mine.id, role: 'database on-call', words: mine.words }])
  expect(JSON.stringify(accounts)).not.toContain(member.personId)
  expect(await other('listAccounts', { incidentId, eventId: incidentId })).toEqual([])
  const [line] = await other('listHistory', { incidentId })
  expect(line).toMatchObject({ byName: 'database on-call', what: 'Added the account "database on-call".' })
  const { rows } = await house.database.pool.query<{ row: string }>(
    `select h::text as row from history as h where noun = 'account'`,
  )
  expect(rows.filter(({ row }) => row.includes(member.personId))).toEqual([])
})

test('a correction after release has a history; the two versions meet', async () => {
  const incidentId = await incident()
  const mine = await author('addAccount', { incidentId, role: 'database on-call', words: { saw: 'Flat.' } })
  const released = await author('releaseAccount', { id: mine.id, version: 1 })
  await author('correctAccount', { id: mine.id, version: released.version, words: { saw: 'Nearly flat.' } })
  const [line] = await author('listHistory', { incidentId })
  expect(line?.what).toBe(
    'Changed what was seen from "Flat." to "Nearly flat." of the account "database on-call".',
  )
  const no = await refusal(author('correctAccount', { id: mine.id, version: 1, words: { saw: 'Round.' } }))
  expect(no.kind).toBe('conflict')
  expect(no.current).toMatchObject({ words: { saw: 'Nearly flat.' } })
})

test('taken back it is private again and the history forgets its words, until an edition is out', async () => {
  const incidentId = await incident()
  const mine = await author('addAccount', { incidentId, role: 'database on-call', words: { saw: CANARY } })
  await author('releaseAccount', { id: mine.id, version: 1 })
  const back = await author('undoRelease', { id: mine.id })
  expect(back).toMatchObject({ state: 'private', words: { saw: CANARY } })
  expect((await other('readIncident', { id: incidentId })).accounts).toEqual([])
  expect((await other('listHistory', { incidentId })).map(({ what }) => what).slice(0, 2)).toEqual([
    'Removed the account "database on-call".',
    'Added the account "database on-call".',
  ])
  const { rows } = await house.database.pool.query(
    'select 1 from history as h where incident_id = $1 and h::text like $2',
    [incidentId, `%${CANARY}%`],
  )
  expect(rows).toEqual([])

  await author('releaseAccount', { id: mine.id, version: back.version })
  await house.database.pool.query(
    `insert into editions (id, incident_id, number, slug, published_at, record, html, markdown, is_newest, title,
       severity, kind, components, factor_codes, opening, words, search)
     values (gen_random_uuid(), $1, 1, $2, '2026-03-14T09:00:00Z', '{}', '', '', true, 't', 'SEV2', 'incident', '{}',
       '{}', '', '', '')`,
    [incidentId, `inc-${incidentId}`],
  )
  const no = await refusal(author('undoRelease', { id: mine.id }))
  expect(no.blockers).toMatchObject([
    { rule: 'account-in-an-edition', place: { tab: 'accounts', id: mine.id } },
  ])
  expect(no.message).toContain('2026-03-14')
  const gone = await refusal(author('removeAccount', { id: mine.id }))
  expect(gone.message).toContain('take it back first')
})

test('what was told in an interview is the facilitator’s alone until its teller agreed', async () => {
  const incidentId = await incident()
  const noted = await author('addAccount', {
    incidentId,
    role: 'support lead',
    isAsTold: true,
    words: { saw: `Tickets about ${CANARY}.` },
  })
  expect(noted.state).toBe('noted')
  expect(await other('listOwnAccounts', { incidentId })).toEqual([])
  const no = await refusal(author('releaseAccount', { id: noted.id, version: 1 }))
  expect(no.blockers.map(({ rule }) => rule)).toEqual(['account-without-consent'])
  const agreed = await author('correctAccount', {
    id: noted.id,
    version: 1,
    consent: 'Read back on 14 March and agreed to every sentence.',
  })
  await author('releaseAccount', { id: noted.id, version: agreed.version })
  expect(await other('listAccounts', { incidentId })).toMatchObject([
    { role: 'support lead', isAsTold: true, consent: 'Read back on 14 March and agreed to every sentence.' },
  ])
  expect((await author('undoRelease', { id: noted.id })).state).toBe('noted')
})

test('an account without a word is not released, and a name is no role', async () => {
  const incidentId = await incident()
  const empty = await author('addAccount', { incidentId, role: 'database on-call', words: { saw: '  ' } })
  const no = await refusal(author('releaseAccount', { id: empty.id, version: 1 }))
  expect(no.blockers.map(({ rule }) => rule)).toEqual(['account-without-words'])
  for (const role of ['Mo Member', '@momember', 'Maria Kowalska']) {
    const named = await refusal(author('addAccount', { incidentId, role }))
    expect(named.blockers[0]?.rule, role).toBe('name-in-place-of-role')
  }
})

test('names give way to roles at the release, not before, and a renamed role goes with it', async () => {
  const incidentId = await incident()
  const known = await author('addParticipant', {
    incidentId,
    name: 'Anouk Verhoeven',
    handles: ['anouk_v'],
    role: 'responder 1',
  })
  const mine = await author('addAccount', {
    incidentId,
    role: 'responder 1',
    words: { tried: 'Asked @anouk_v to look. Anouk Verhoeven saw the same.' },
  })
  expect(mine.words.tried).toContain('@anouk_v')
  const released = await author('releaseAccount', { id: mine.id, version: 1 })
  expect(released.words.tried).toBe('Asked responder 1 to look. Responder 1 saw the same.')
  await author('nameRole', { id: known.id, version: 1, role: 'database on-call' })
  expect((await other('listAccounts', { incidentId })).map(({ role }) => role)).toEqual(['database on-call'])
})

test('an import leaves the roles alone once an account is told from one of them', async () => {
  const incidentId = await incident()
  const notes = async (text: string) => {
    const pasted = [{ name: 'notes.txt', text }]
    await author('importEvidence', { incidentId, pasted, zone: 'UTC', day: '2026-03-12' })
    await house.settle()
  }
  await notes('14:05 @noor_h: the archiver is behind\n')
  const { participants } = await author('readIncident', { id: incidentId })
  await author('addAccount', { incidentId, role: participants[0]?.role ?? '' })
  await notes('13:05 @ines: something is slow\n')
  const after = (await author('readIncident', { id: incidentId })).participants
  expect(after.find(({ id }) => id === participants[0]?.id)?.role).toBe(participants[0]?.role)
})

test('moments of another incident are refused, and so is a stretch that ends before it begins', async () => {
  const [here, elsewhere] = [await incident(), await incident()]
  const far = await event(elsewhere, '14:02')
  const no = await refusal(author('addAccount', { incidentId: here, role: 'lead', eventIds: [far.id] }))
  expect(no.kind).toBe('invalid')
  const stretch = { fromAt: '2026-03-12T14:20:00Z', toAt: '2026-03-12T14:02:00Z' }
  expect((await refusal(author('addAccount', { incidentId: here, role: 'lead', stretch }))).kind).toBe(
    'invalid',
  )
})

test('a deleted account is gone', async () => {
  const incidentId = await incident()
  const mine = await author('addAccount', { incidentId, role: 'lead', words: { saw: CANARY } })
  await author('removeAccount', { id: mine.id })
  expect(await author('listOwnAccounts', { incidentId })).toEqual([])
  const { rows } = await house.database.pool.query('select 1 from accounts where id = $1', [mine.id])
  expect(rows).toEqual([])
})

test('a token reads released accounts and nothing else of them, and readers read none', async () => {
  const incidentId = await incident()
  const script: Asker = { ...member, via: 'token' }
  expect(await house.as(script)('listAccounts', { incidentId })).toEqual([])
  for (const attempt of [
    () => house.as(script)('listOwnAccounts', { incidentId }),
    () => house.as(script)('addAccount', { incidentId, role: 'lead' }),
  ]) {
    const no = await refusal(attempt())
    expect([no.kind, no.message]).toEqual(['not-allowed', expect.stringContaining('in person')])
  }
  expect((await refusal(house.as(house.people.reader)('listAccounts', { incidentId }))).kind).toBe(
    'not-allowed',
  )
})
