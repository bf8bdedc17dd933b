/** Another key over data that real operations sealed: nothing is lost, nothing is done twice, and what is lost is told. */
import { firstNotice } from '@secondstory/review/model/reports'
import { expect, test } from 'vitest'
import { listSealed, saveSealed, sealedColumns } from '../store/sealed.ts'
import type { Store } from '../store/store.ts'
import { openStrongbox } from '../store/strongbox.ts'
import { rotateKey, rotationInWords } from './key-rotation.ts'
import { testHouse } from './testing.ts'

const house = await testHouse()
const { database } = house
const former = openStrongbox('the key until now, of more than 32 characters')
const present = openStrongbox('the key from now on, of more than 32 characters')
const both = openStrongbox(
  'the key from now on, of more than 32 characters',
  'the key until now, of more than 32 characters',
)
const keys = { present, former }
const at = { store: database, now: house.clock.now }
const steward = house.as({ ...house.people.keeper, isSteward: true }, { strongbox: former })
const member = house.as(house.people.member, { strongbox: former })

/** Something of every kind, sealed by the operation that seals it. */
async function fill(): Promise<void> {
  await steward('addIntegration', { kind: 'sentry', name: 'Errors', secret: 'a secret of it' })
  await steward('addProvider', {
    label: 'Harbour',
    issuer: 'https://accounts.harbour.example',
    clientId: 'ours',
    secret: 'theirs',
  })
  await steward('addListener', {
    name: 'Chat',
    url: 'https://chat.harbour.example/hook',
    events: ['edition.published'],
  })
  const { id: incidentId } = await member('openIncident', {
    title: 'Writes failed',
    kind: 'incident',
    severity: 'SEV2',
  })
  await member('addAccount', { incidentId, role: 'on-call', words: { saw: 'A flat graph.' } })
  const lead = await member('addAccount', { incidentId, role: 'lead', words: { saw: 'A quiet room.' } })
  const { id: accountId } = await member('releaseAccount', { id: lead.id, version: 1 })
  await member('correctAccount', { id: accountId, version: 2, welcomesThanks: true })
  await steward('addThanks', { incidentId, accountId, text: 'It helped.' })
  await member('openMeeting', { incidentId })
  await steward('acceptReportNotice', firstNotice)
  await member('addReport', {
    naming: 'confidential',
    noticeVersion: 1,
    happened: 'A valve stood open.',
    caught: 'luck',
    stopped: '',
    component: '',
    couldHave: '',
  })
  await steward('startPulse', { endsOn: '2026-03-20' })
  await steward('invitePerson', { email: 'noor@example.org', name: 'Noor', role: 'member' })
}

async function everySealed(): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns
     where table_schema = 'public' and column_name like '%sealed%' and data_type = 'bytea' order by 1`,
  )
  return rows.map(({ place }) => place)
}

test('every sealed column of the schema is on the list', async () => {
  expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(
    await everySealed(),
  )
})

test('broken off and run again, everything opens with the new key alone', async () => {
  await fill()
  const brokenOff: Store = {
    queries: database.queries,
    transaction: () => Promise.reject(new Error('The power went.')),
  }
  // One kind is done already, then the whole is broken off at its last step, then it runs to the end.
  const [first] = sealedColumns
  if (first === undefined) throw new Error('The list is empty.')
  for (const { key, bound, sealed } of await listSealed(database.queries, first)) {
    const secret = former.open(sealed, first.belongsTo(bound)) ?? ''
    const after = present.seal(secret, first.belongsTo(bound))
    expect(await saveSealed(database.queries, first, { key, before: sealed, after })).toBe(true)
    expect(await saveSealed(database.queries, first, { key, before: sealed, after })).toBe(false)
  }
  await expect(rotateKey({ ...at, store: brokenOff }, keys)).rejects.toThrow('The power went')
  const done = await rotateKey(at, keys)
  expect(done.map(({ holds, already }) => [holds, already > 0])).toEqual(
    done.map(({ holds }) => [holds, true]),
  )
  expect(done.every(({ renewed, lost }) => renewed + lost === 0)).toBe(true)
  const words = rotationInWords(done)
  expect(words).toContain('letters that wait: 0 sealed anew, 1 were already')
})

test('what was sealed before opens as before, where it is read', async () => {
  const ask = house.as({ ...house.people.keeper, isSteward: true }, { strongbox: present })
  const [report] = await ask('listReports', {})
  const read = await ask('readReport', { id: report?.id ?? '' })
  expect(read.sender).toBe('Mo Member')
  expect(JSON.stringify(read)).toContain('A valve stood open.')
  const { token } = await house.as(house.people.member, { strongbox: present })('acceptPulse', {})
  expect(token).not.toBe('')
})

test('it is one line of the audit log each time, and what opens with neither key is told', async () => {
  const lines = await database.queries
    .selectFrom('audit_log')
    .selectAll()
    .where('operation', '=', 'rotateKey')
    .execute()
  expect(lines).toMatchObject([{ noun: 'key', person_id: null, row_id: null }])
  const stranger = openStrongbox('a third key that nobody remembers, and long')
  const again = await rotateKey(at, { present: stranger, former: stranger })
  expect(again.every(({ renewed, already }) => renewed + already === 0)).toBe(true)
  expect(rotationInWords(again)).toMatch(/1 open with neither key and have to be entered again/)
})

test('with both keys a server opens what either sealed, and seals with the new one', () => {
  expect(both.open(former.seal('old', 'x'), 'x')).toBe('old')
  expect(both.open(present.seal('new', 'x'), 'x')).toBe('new')
  expect(present.open(both.seal('next', 'x'), 'x')).toBe('next')
  expect(former.open(both.seal('next', 'x'), 'x')).toBeNull()
})
