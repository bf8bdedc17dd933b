import { hiddenSentence } from '@secondstory/review/model/permission'
import { describe, expect, test } from 'vitest'
import { lockDraft } from '../store/drafts.ts'
import { appendLive, openLive } from '../store/live.ts'
import { queueDelivery } from '../store/outbox.ts'
import { found } from './answers.ts'
import type { Asker } from './hands.ts'
import { NOON, refusal, testHouse } from './testing.ts'
import { unlinkDueRegisters } from './unlinking.ts'

const house = await testHouse()
const { keeper, member, reader } = house.people
const asKeeper = house.as(keeper)
const steward: Asker = { ...reader, isSteward: true }

async function opened(): Promise<string> {
  const incident = { title: 'Checkout writes failed', kind: 'incident', severity: 'SEV1' } as const
  const { id } = await asKeeper('openIncident', incident)
  return id
}

const people = [
  { name: 'Mo Member', handles: [], role: 'database on-call' },
  { name: 'Ada Nowhere', handles: ['@ada'], role: 'incident commander' },
]

async function withRegister(): Promise<string> {
  const incidentId = await opened()
  for (const each of people) await asKeeper('addParticipant', { incidentId, ...each })
  await asKeeper('nameReviewRoles', {
    incidentId,
    personId: keeper.personId,
    roles: ['author', 'facilitator'],
  })
  return incidentId
}

describe('the register', () => {
  test('shows names to the facilitator, and to each for the row that is theirs', async () => {
    const incidentId = await withRegister()
    const seen = await asKeeper('listParticipants', { incidentId })
    expect(seen.map(({ name }) => name)).toEqual(['Mo Member', 'Ada Nowhere'])
    const own = await house.as(member)('readIncident', { id: incidentId })
    expect(own.participants.map(({ name, handles, role }) => [name, handles, role])).toEqual([
      ['Mo Member', [], 'database on-call'],
      ['', [], 'incident commander'],
    ])
  })

  test('tells each who opened it, once for an hour of reading', async () => {
    const incidentId = await withRegister()
    await asKeeper('listParticipants', { incidentId })
    await asKeeper('readIncident', { id: incidentId })
    const { number } = (await asKeeper('readIncident', { id: incidentId })).incident
    const openings = await house.as(member)('listOwnOpenings', {})
    expect(openings.filter(({ reference }) => reference === `INC-${number}`)).toEqual([
      { at: house.clock.now, byName: 'Kim Keeper', reference: `INC-${number}` },
    ])
    expect(await house.as(reader)('listOwnOpenings', {})).toEqual([])
  })

  test('is unlinked by the rule some days after publication, and not while it is held', async () => {
    const [incidentId, heldId] = [await withRegister(), await withRegister()]
    const { pool } = house.database
    const dueOf = async (id: string) =>
      (await asKeeper('listRegistersDue', {})).find((each) => each.incidentId === id)?.dueAt
    expect(await dueOf(incidentId)).toBeNull()
    for (const id of [incidentId, heldId]) {
      await pool.query(
        `insert into editions (id, incident_id, number, slug, published_at, record, html, markdown, is_newest, title,
          severity, kind, components, factor_codes, opening, words, search)
         values (gen_random_uuid(), $1::uuid, 1, $1::uuid::text, $2, '{}', '', '', true, 'x', 'SEV1', 'incident', '{}', '{}', '',
          '', to_tsvector(''))`,
        [id, house.clock.now],
      )
    }
    const account = { incidentId, role: 'database on-call', words: { saw: 'A red graph.' } }
    const told = await house.as(member)('addAccount', account)
    await house.as(member)('releaseAccount', { id: told.id, version: told.version })
    await house.as(member)('addAccount', { ...account, words: { saw: 'Never said.' } })
    await asKeeper('addLegalHold', { incidentId: heldId, because: 'A claim.', untilOn: '2026-12-01' })
    expect(await dueOf(incidentId)).toBe('2026-04-11T12:00:00.000Z')
    expect(await unlinkDueRegisters({ store: house.database, now: '2026-04-11T11:59:00.000Z' })).toBe(0)
    const later = { store: house.database, now: '2026-04-11T12:00:00.000Z' }
    expect(await unlinkDueRegisters(later)).toBe(1)
    expect(await unlinkDueRegisters(later)).toBe(0)
    expect(await dueOf(incidentId)).toBeUndefined()
    expect(await dueOf(heldId)).toBe('2026-04-11T12:00:00.000Z')
    const record = await asKeeper('readIncident', { id: incidentId })
    expect(record.participants).toEqual([])
    expect(record.accounts.map(({ words }) => words.saw)).toEqual(['A red graph.'])
    const { rows } = await pool.query('select author_id, saw from accounts where incident_id = $1', [
      incidentId,
    ])
    expect(rows).toEqual([{ author_id: null, saw: 'A red graph.' }])
    const kept = await pool.query<{ line: string }>(
      `select history::text as line from history where incident_id = $1 and noun = 'participant'`,
      [incidentId],
    )
    expect(kept.rows.map(({ line }) => line).join()).not.toMatch(/Ada|Mo Member/)
  })
})

describe('the log', () => {
  test('is read by stewards alone, by row and never by person, and reading it is a line', async () => {
    expect((await refusal(asKeeper('listAudit', {}))).kind).toBe('not-allowed')
    const incidentId = await opened()
    await asKeeper('nameReviewRoles', { incidentId, personId: member.personId, roles: ['participant'] })
    const { items } = await house.as(steward)('listAudit', { rowId: member.personId })
    expect(items.at(-1)).toMatchObject({
      operation: 'nameReviewRoles',
      noun: 'review role',
      personId: keeper.personId,
    })
    const all = await house.as(steward)('listAudit', {})
    expect(all.items.at(-1)).toMatchObject({ operation: 'listAudit', noun: 'audit log' })
    expect(JSON.stringify(all)).not.toMatch(/Member|Keeper|Checkout|example\.org/)
  })

  test('holds what was done and nothing of what was refused halfway', async () => {
    const count = async () => (await asKeeper('checkAudit', {})).lines
    const before = await count()
    await refusal(
      asKeeper('addTeam', { name: 'Payments', memberIds: ['00000000-0000-7000-8000-000000000000'] }),
    )
    expect(await count()).toBe(before)
    await asKeeper('addTeam', { name: 'Payments', memberIds: [member.personId] })
    expect(await count()).toBe(before + 1)
  })

  test('holds who was refused a report or a register, once within the hour, and not as an opening', async () => {
    await asKeeper('correctRecordVisibility', { recordVisibility: 'team' })
    const incidentId = await opened()
    await asKeeper('addParticipant', { incidentId, name: 'Mo Member', handles: [], role: 'database on-call' })
    const refusedLines = async () =>
      (await house.as(steward)('listAudit', {})).items
        .filter(({ wasRefused }) => wasRefused)
        .map(({ operation, noun, rowId, personId }) => ({ operation, noun, rowId, personId }))
    const before = await refusedLines()
    house.clock.now = '2026-03-20T12:00:00.000Z'
    for (let tries = 0; tries < 3; tries += 1) {
      await refusal(house.as(reader)('listParticipants', { incidentId }))
      await house.settle()
      await refusal(house.as(member)('readReport', { id: incidentId }))
      await house.settle()
      await refusal(house.as(member)('listReports', {}))
      await refusal(house.as(null)('listReports', {}))
      await house.settle()
    }
    expect((await refusedLines()).slice(before.length)).toEqual([
      { operation: 'listParticipants', noun: 'register', rowId: incidentId, personId: reader.personId },
      { operation: 'readReport', noun: 'report', rowId: incidentId, personId: member.personId },
    ])
    expect(await house.as(member)('listOwnOpenings', {})).not.toContainEqual(
      expect.objectContaining({ at: house.clock.now }),
    )
    house.clock.now = '2026-03-20T13:00:01.000Z'
    await refusal(house.as(member)('listReports', {}))
    await house.settle()
    expect((await refusedLines()).at(-1)).toMatchObject({ operation: 'listReports', rowId: null })
    expect(await asKeeper('checkAudit', {})).toMatchObject({ isWhole: true })
    house.clock.now = NOON
    await asKeeper('correctRecordVisibility', { recordVisibility: 'everyone' })
  })

  test('is only added to: the table itself refuses a change, and whoever goes around that is found', async () => {
    const { pool } = house.database
    await expect(pool.query('update audit_log set person_id = null where number = 2')).rejects.toThrow(
      /only added to/,
    )
    await expect(pool.query('delete from audit_log where number = 2')).rejects.toThrow(/only added to/)
    expect(await asKeeper('checkAudit', {})).toMatchObject({ isWhole: true, brokenAt: null })
    await pool.query('alter table audit_log disable trigger audit_log_is_kept')
    await pool.query(`update audit_log set operation = 'readSelf' where number = 2`)
    expect(await asKeeper('checkAudit', {})).toMatchObject({ isWhole: false, brokenAt: 2 })
    await pool.query('alter table audit_log enable trigger audit_log_is_kept')
  })
})

describe('somebody who is erased', () => {
  test('leaves every table, and the reviews stay whole', async () => {
    const { pool } = house.database
    await asKeeper('correctRecordVisibility', { recordVisibility: 'everyone' })
    const name = 'Zora Leaving'
    const email = 'zora.leaving@example.org'
    await pool.query(
      `insert into people (id, email, name, role, password_hash, made_at)
       values ('00000000-0000-7000-8000-00000000beef', $1, $2, 'member', 'none', now())`,
      [email, name],
    )
    const zora: Asker = { ...member, personId: '00000000-0000-7000-8000-00000000beef', name }
    const incidentId = await opened()
    const ask = house.as(zora)
    await ask('addLesson', { incidentId, kind: 'lucky', text: 'It was noon.' })
    await ask('addParticipant', { incidentId, name, handles: [email], role: 'cache on-call' })
    const account = await ask('addAccount', {
      incidentId,
      role: 'cache on-call',
      words: { saw: 'A red graph.' },
    })
    await ask('releaseAccount', { id: account.id, version: account.version })
    const action = await ask('proposeAction', {
      incidentId,
      title: 'Refuse a deploy while a migration holds a lock',
      kind: 'guardrail',
      priority: 'P1',
      strength: 4,
      worksIfForgotten: true,
      canBeBypassedUnnoticed: false,
    })
    const owner = (personId: string) => ({ personId, role: 'storage lead' })
    const promise = { id: action.id, dueOn: '2026-04-01' }
    await ask('assignAction', { ...promise, version: 1, owner: owner(zora.personId) })
    await asKeeper('nameReviewRoles', { incidentId, personId: zora.personId, roles: ['participant'] })
    await asKeeper('correctPerson', { id: zora.personId, role: 'keeper' })

    const { queries } = house.database
    const letter = { kind: 'notice', subject: 'A word', about: 'a word', now: house.clock.now } as const
    await queueDelivery(queries, { ...letter, to: email, text: `Dear ${name}` })
    await queueDelivery(queries, { ...letter, to: 'keeper@example.org', text: `${email} asks to come in.` })
    await typeAndTakeBack(incidentId, `${name} and ${email}`)
    expect(await dumpHolds([Buffer.from(name).toString('hex')])).toEqual(['public.live_updates'])

    const no = await refusal(asKeeper('removePerson', { id: zora.personId }))
    expect(no.message).toContain('is open and needs another owner first')
    await asKeeper('assignAction', { ...promise, version: 2, owner: owner(keeper.personId) })
    await asKeeper('removePerson', { id: zora.personId })

    // Each word as text and as bytes: what was typed and taken out again lies in the log of the text.
    const hidden = [name, email].map((word) => Buffer.from(word).toString('hex'))
    expect(await dumpHolds([name, email, ...hidden])).toEqual([])
    const left = await queries.selectFrom('dispatches').select(['sent_to', 'state', 'letter']).execute()
    expect(left).toEqual([{ sent_to: 'keeper@example.org', state: 'withheld', letter: null }])
    const record = await asKeeper('readIncident', { id: incidentId })
    expect(record.accounts.map(({ words }) => words.saw)).toEqual(['A red graph.'])
    expect(record.lessons.map(({ text }) => text)).toEqual(['It was noon.'])
    const history = await asKeeper('listHistory', { incidentId })
    expect(history.map(({ byName }) => byName)).toContain('Somebody who left')
    expect((await asKeeper('listPeople', {})).map(({ id }) => id)).not.toContain(zora.personId)
    await expect(asKeeper('checkAudit', {})).resolves.toBeDefined()
  })

  /** What several hands do in the live text: words come, and go again. */
  async function typeAndTakeBack(incidentId: string, typed: string): Promise<void> {
    await house.database.transaction(async (queries) => {
      const { text } = found(await lockDraft(queries, incidentId), 'draft')
      const { live, seq } = await openLive(queries, { incidentId, text })
      const pieces = [live.edit(`${text}${typed}`), live.edit(text)].flatMap((written) => written ?? [])
      for (const [index, written] of pieces.entries()) {
        await appendLive(queries, { incidentId, seq: seq + index, written })
      }
      live.close()
    })
  }

  /** Tables in which one of these words stands anywhere, in every row of every table there is. */
  async function dumpHolds(words: readonly string[]): Promise<readonly string[]> {
    const { pool } = house.database
    const tables = await pool.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    expect(tables.rows.length).toBeGreaterThan(25)
    const found: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await pool.query<{ line: string }>(`select t::text as line from ${name} as t`)
      const isThere = rows.some(({ line }) =>
        words.some((word) => line.toLowerCase().includes(word.toLowerCase())),
      )
      if (isThere) found.push(name)
    }
    return found
  }
})

test('a keeper who is nothing to a record reads no register', async () => {
  await asKeeper('correctRecordVisibility', { recordVisibility: 'team' })
  const incidentId = await opened()
  await asKeeper('nameReviewRoles', { incidentId, personId: keeper.personId, roles: [] })
  expect((await refusal(asKeeper('listParticipants', { incidentId }))).message).toBe(hiddenSentence)
})
