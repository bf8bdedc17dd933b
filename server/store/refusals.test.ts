/**
 * The refusal contract where it cannot be talked around: in the tables and in the SQL itself. What has no column, no
 * index and no query cannot be shown by a page that means well.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testDatabase } from './testing.ts'

const database = await testDatabase()
const here = import.meta.dirname
const schema = readFileSync(join(here, 'schema.sql'), 'utf8')

/** Every text of this room that can hold SQL, tests apart, comments gone. */
const texts = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:ts|sql)$/.test(name) && !/test/.test(name))
  .map((name) => {
    const text = readFileSync(join(here, name), 'utf8')
    return { name, text: text.replace(/\/\*[\s\S]*?\*\/|^\s*(?:\/\/|--).*$/gm, '') }
  })

/** Places where a pattern stands, as "file: text". */
function places(pattern: RegExp): readonly string[] {
  return texts.flatMap(({ name, text }) => [...text.matchAll(pattern)].map(([found]) => `${name}: ${found}`))
}

async function columns(): Promise<readonly { readonly table: string; readonly column: string }[]> {
  const { rows } = await database.pool.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`,
  )
  return rows
}

/** Columns that hold who somebody is. */
const PERSON = 'person_id|owner_id|invited_by|speaker|handles|by_name|people\\.(?:id|name|email)'

test('the room has SQL to look at', () => {
  expect(texts.length).toBeGreaterThan(30)
  expect(places(/selectFrom\(/g).length).toBeGreaterThan(30)
})

describe('R1 nothing is grouped or ranked by person', () => {
  test('no query groups at all', () => {
    expect(places(/group\s+by|groupBy\(|partition\s+by|\bover\s*\(|rollup|\bcube\s*\(/gi)).toEqual([])
  })

  test('no query is in the order of a person, but the list of people itself', () => {
    const ordered = places(new RegExp(`order\\s*by\\s*\\(?[^\`;]{0,60}?(?:${PERSON})`, 'gi'))
    expect(ordered).toEqual([])
    expect(places(/orderBy\('name'\)/g)).toEqual(["people.ts: orderBy('name')"])
  })

  test('what is counted is open actions, editions found, deliveries that arrived, secrets that are known and evidence that goes', () => {
    expect(places(/countAll|\bcount\s*\(|fn\.count/gi)).toEqual([
      'deliveries.ts: fn.count',
      'incidents.ts: fn.count',
      'integrations.ts: fn.count',
      // What a deletion of raw evidence would take and leave, for its preview.
      ...Array.from({ length: 4 }, () => 'retention.ts: count('),
      'search.ts: fn.count',
    ])
  })

  test('no view, function or materialised table adds anything up', async () => {
    const { rows } = await database.pool.query(
      `select table_name from information_schema.views where table_schema = 'public'
       union all select matviewname from pg_matviews`,
    )
    expect(rows).toEqual([])
    expect(places(/\b(?:sum|avg|percentile_\w+|stddev\w*|mode|rank|dense_rank|ntile)\s*\(/gi)).toEqual([])
  })
})

describe('R2 nobody is looked for', () => {
  test('history has no index on who made a change, nor has any other table but those of secrets', async () => {
    const { rows } = await database.pool.query<{ indexdef: string }>(
      `select indexdef from pg_indexes where schemaname = 'public'`,
    )
    const onPeople = rows
      .map(({ indexdef }) => indexdef)
      .filter((each) => /\([^)]*(?:person_id|owner|speaker|handles|invited)/.test(each))
    // Sessions and tokens end when their owner leaves; who comes in, and in which groups they are, is asked by them; what somebody chose is theirs to read; what one may see is asked by team, and by incident then person.
    expect(onPeople.map((each) => /ON public\.(\w+)/.exec(each)?.[1]).toSorted()).toEqual([
      'directory_group_members',
      'directory_group_members',
      'directory_people',
      // The pool is a list of people and nothing else.
      'facilitators',
      'identities',
      'passkey_challenges',
      'passkeys',
      'preferences',
      'review_people',
      'sessions',
      'sign_in_links',
      'team_leads',
      'team_members',
      'tokens',
    ])
    expect(onPeople.find((each) => each.includes('review_people'))).toContain(
      '(incident_id, person_id, role)',
    )
  })

  test('no query asks for changes, drafts or participants by person', () => {
    const asked = places(
      /where\(\s*'(?:history|draft_versions)\.?(?:person_id)?'|where\('(?:person_id|name|handles|speaker|invited_by)'/g,
    )
    // Autosaves of one sitting are thinned out; a sitting is one person's. Preferences are read by whoever chose them.
    const own =
      /^(?:sessions|people|agents|identities|groups|preferences|passkeys|sign-in-links|directory|directory-groups)\.ts/
    expect(asked.filter((each) => !own.test(each))).toEqual([
      "drafts.ts: where('person_id'",
      // The parts one person takes in one incident, which is named beside them.
      "review-people.ts: where('person_id'",
      "review-people.ts: where('person_id'",
    ])
  })

  test('neither evidence nor editions keep a person among the words that are searched', async () => {
    expect(schema).toMatch(
      /search tsvector generated always as \(to_tsvector\('simple'::regconfig, "left"\(text, 100000\)\)\) stored/,
    )
    const editionColumns = (await columns())
      .filter(({ table }) => table === 'editions')
      .map(({ column }) => column)
    expect(editionColumns.filter((column) => /person|owner|author|name|participant/.test(column))).toEqual([])
  })
})

test('R3 no column is a place for fault, verdict, sanction, rating or score', async () => {
  const all = await columns()
  expect(all.length).toBeGreaterThan(100)
  const bad = all.filter(({ column, table }) =>
    /fault|blame|guilt|culprit|verdict|sanction|disciplin|punish|warning|rating|score|grade|perform|reliab/.test(
      `${table}.${column}`,
    ),
  )
  expect(bad).toEqual([])
})

test('R4 the table itself refuses an open action without one owner and a date', async () => {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into incidents (id, title, kind, severity, opened_at)
     values (gen_random_uuid(), 'a', 'incident', 'SEV1', now()) returning id`,
  )
  const insert = `insert into actions (id, incident_id, title, kind, priority, strength, works_if_forgotten,
    can_be_bypassed_unnoticed, state) values (gen_random_uuid(), $1, 'a', 'test', 'P1', 3, true, true, $2)`
  await database.pool.query(insert, [rows[0]?.id, 'proposed'])
  await expect(database.pool.query(insert, [rows[0]?.id, 'open'])).rejects.toThrow(/check constraint/)
})

test('R13 no time is averaged, in SQL or in a column', async () => {
  expect(places(/\bavg\b|\bmean\b|\bmtt[a-z]\b|percentile/gi)).toEqual([])
  expect((await columns()).filter(({ column }) => /mean|average|mtt/.test(column))).toEqual([])
})

test('R23 nothing holds points, badges, streaks or a place on a board', async () => {
  const word = /leader|badge|streak|points|karma|level_up|trophy|medal|xp\b/
  expect((await columns()).filter(({ table, column }) => word.test(`${table}.${column}`))).toEqual([])
})

test('R25 facts are deleted nowhere: what is deleted are secrets, the way from a role to a person, proposals nobody touched, what its author took away unreleased, evidence by the rule, and the sample', () => {
  const deleted = places(/deleteFrom\('\w+'\)|delete from \w+/gi).toSorted()
  expect(deleted).toEqual([
    // Private words that nobody else ever read.
    "accounts.ts: deleteFrom('accounts')",
    "agents.ts: deleteFrom('tokens')",
    // Where a history went on, once it has ended; its import says what came of it.
    "backfill.ts: deleteFrom('backfills')",
    // Where a first reader got their link, once the hours of the calibration are over.
    'calibration.ts: delete from first_letters',
    // What it told is evidence by then.
    'deliveries.ts: delete from deliveries',
    // Tokens of an agent whose account was closed.
    // A directory takes a group or a member of one away; the history keeps that it did.
    "directory-groups.ts: deleteFrom('directory_group_members')",
    "directory-groups.ts: deleteFrom('directory_groups')",
    // Autosaves within one sitting.
    "drafts.ts: deleteFrom('draft_versions')",
    // The pool of people who facilitate, written anew; the history says who was in it.
    "facilitators.ts: deleteFrom('facilitators')",
    // Groups a keeper no longer writes, and who was in which: what a provider says, not what we know.
    "groups.ts: deleteFrom('directory_group_members')",
    "groups.ts: deleteFrom('directory_groups')",
    // Pictures removed thirty days ago; the history keeps that they were.
    "images.ts: deleteFrom('images')",
    "incidents.ts: deleteFrom('incidents')",
    'integrations.ts: delete from integration_secrets',
    'integrations.ts: delete from integration_secrets',
    // Links nobody used yet: taken back, or replaced by a newer one.
    "invitations.ts: deleteFrom('invitations')",
    "invitations.ts: deleteFrom('invitations')",
    // Folded into the snapshot of the text.
    "live.ts: deleteFrom('live_updates')",
    // Challenges that were used or ran out, and a key its owner took away.
    "passkeys.ts: deleteFrom('passkey_challenges')",
    "passkeys.ts: deleteFrom('passkey_challenges')",
    "passkeys.ts: deleteFrom('passkeys')",
    // Two days of a calendar; the history keeps that they were set.
    "pauses.ts: deleteFrom('pauses')",
    "people.ts: deleteFrom('sessions')",
    "people.ts: deleteFrom('tokens')",
    // What the making of proposals remembers to save work; evidence says it again.
    "proposal-grounds.ts: deleteFrom('proposal_grounds')",
    "proposal-grounds.ts: deleteFrom('proposal_grounds')",
    'proposals.ts: delete from timeline_events',
    // Sign-ins that were used or ran out.
    "providers.ts: deleteFrom('sign_ins')",
    "providers.ts: deleteFrom('sign_ins')",
    // Written anew in another order, in the same statement.
    'pulse.ts: delete from pulse_answers',
    'pulse.ts: delete from pulse_takings',
    // When a round is over its bands are all that is left of it.
    "pulse.ts: deleteFrom('pulse_answers')",
    "pulse.ts: deleteFrom('pulse_takings')",
    "pulse.ts: deleteFrom('pulse_tokens')",
    // A token is spent on its answer.
    "pulse.ts: deleteFrom('pulse_tokens')",
    'register.ts: delete from participants',
    "removals.ts: deleteFrom('removals')",
    // A signature that is good no more: the same request cannot come again.
    'replays.ts: delete from replays',
    // Who spoke in confidence, once the report is closed.
    "reports.ts: deleteFrom('report_senders')",
    // By the organisation's own rule, with a tombstone for each and a row of history.
    'retention.ts: delete from evidence',
    "retention.ts: deleteFrom('deliveries')",
    "retention.ts: deleteFrom('legal_holds')",
    // Who takes part in a review, written anew; the history says what it was.
    "review-people.ts: deleteFrom('review_people')",
    // The unfinished five, written anew in another order.
    "seats.ts: deleteFrom('meeting_exits')",
    // A paper its writer took back before anybody read.
    "seats.ts: deleteFrom('meeting_papers')",
    "sessions.ts: deleteFrom('sessions')",
    "sessions.ts: deleteFrom('sessions')",
    "sessions.ts: deleteFrom('sessions')",
    "sessions.ts: deleteFrom('tokens')",
    // Links by mail that were used, ran out, or ended with this way in.
    "sign-in-links.ts: deleteFrom('sign_in_links')",
    "sign-in-links.ts: deleteFrom('sign_in_links')",
    "sign-in-links.ts: deleteFrom('sign_in_links')",
    "sign-in-links.ts: deleteFrom('sign_in_links')",
    // Who is in a team and who leads it, written anew; the history says who was.
    "teams.ts: deleteFrom('team_leads')",
    "teams.ts: deleteFrom('team_members')",
    // A note of thanks, by the one it was for.
    'thanks.ts: delete from thanks',
    // What leads from a role to a person, when its time has come or somebody leaves; what was told stays.
    'unlinking.ts: delete from accounts',
    'unlinking.ts: delete from accounts',
    // Letters to somebody who was erased.
    'unlinking.ts: delete from dispatches',
    'unlinking.ts: delete from first_letters',
    'unlinking.ts: delete from invitations',
    'unlinking.ts: delete from participants',
    'unlinking.ts: delete from participants',
    // What was said to them alone.
    'unlinking.ts: delete from thanks',
    'unlinking.ts: delete from thanks',
    // Processes that are gone.
    'workers.ts: delete from workers',
  ])
  const sample = texts.find(({ name }) => name === 'incidents.ts')?.text ?? ''
  expect(sample).toMatch(/deleteFrom\('incidents'\)\.where\('is_sample', '=', true\)/)
})

test('R26 no finding about wording is stored, so none can be counted against an author', async () => {
  const word = /finding|wording|language|tone|lint|sentiment|blameful/
  expect((await columns()).filter(({ table, column }) => word.test(`${table}.${column}`))).toEqual([])
  expect(places(/@secondstory\/language/g)).toEqual([])
})
