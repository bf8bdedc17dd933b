import { type PulseAnswer, pulseQuestions } from '@secondstory/review/model/pulse'
import { describe, expect, test } from 'vitest'
import { addPerson } from '../store/people.ts'
import type { Asker } from './hands.ts'
import { closeEndedPulse } from './pulse.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const keeper = house.as(house.people.keeper)
const nobody = house.as(null)
const all = (value: PulseAnswer) => pulseQuestions.map(() => value)
const everyone: Asker[] = Object.values(house.people)
for (const at of [1, 2, 3, 4]) {
  const email = `colleague${at}@example.org`
  const name = `Colleague ${at}`
  const person = await addPerson(
    house.database.queries,
    { email, name, role: 'reader', passwordHash: '' },
    house.clock.now,
  )
  if (person === null) throw new Error(`${email} is here twice.`)
  everyone.push({ ...house.people.reader, personId: person.id, name })
}

async function answer(who: Asker, value: PulseAnswer): Promise<string> {
  const { token } = await house.as(who)('acceptPulse', {})
  await nobody('addPulseAnswer', { token, answers: all(value) })
  return token
}

async function dump(): Promise<string> {
  const tables = [
    'pulse_rounds',
    'pulse_takings',
    'pulse_tokens',
    'pulse_answers',
    "history where noun = 'pulse'",
  ]
  const texts = await Promise.all(
    tables.map((table) =>
      house.database.pool.query(`select to_jsonb(t.*)::text as row from (select * from ${table}) t`),
    ),
  )
  return texts.flatMap(({ rows }) => rows.map(({ row }) => String(row))).join('\n')
}

describe('a round', () => {
  test('shows nothing while it is open, and a token works once and for whoever holds it', async () => {
    const round = await keeper('startPulse', { endsOn: '2026-03-20' })
    const token = await answer(house.people.member, 5)
    const again = nobody('addPulseAnswer', { token, answers: all(1) })
    expect((await refusal(again)).kind).toBe('not-found')
    expect((await refusal(house.as(house.people.member)('acceptPulse', {}))).message).toContain('works once')
    const { rounds, isAsked } = await house.as(house.people.reader)('readPulse', {})
    expect(rounds).toEqual([round])
    expect(round.result).toBeNull()
    expect(isAsked).toBe(true)
    expect((await house.as(house.people.member)('readPulse', {})).isAsked).toBe(false)
  })

  test('nothing kept of it leads from an answer to a person', async () => {
    const kept = await dump()
    for (const { personId, name } of everyone.filter(({ role }) => role !== 'keeper')) {
      expect(kept).not.toContain(personId)
      expect(kept).not.toContain(name)
    }
    const { rows } = await house.database.pool.query(
      'select distinct xmin::text from pulse_tokens where sealed is not null',
    )
    expect(rows).toHaveLength(1)
  })

  test('with four answers shows nothing, at its end and ever after', async () => {
    for (const who of everyone.slice(2, 5)) await answer(who, 1)
    house.clock.now = '2026-03-21T01:00:00.000Z'
    await closeEndedPulse({ store: house.database, now: house.clock.now })
    const { rounds } = await keeper('readPulse', {})
    expect(rounds[0]).toMatchObject({ closedOn: '2026-03-21', result: null })
    const { rows } = await house.database.pool.query(
      'select 1 from pulse_answers union all select 1 from pulse_tokens',
    )
    expect(rows).toEqual([])
  })

  test('the next is refused until enough time is between', async () => {
    expect((await refusal(keeper('startPulse', { endsOn: '2026-03-28' }))).message).toContain('2026-05-31')
    house.clock.now = '2026-06-01T09:00:00.000Z'
    expect((await refusal(keeper('startPulse', { endsOn: '2026-09-01' }))).kind).toBe('invalid')
    await keeper('startPulse', { endsOn: '2026-06-10' })
    expect((await refusal(keeper('startPulse', { endsOn: '2026-06-11' }))).message).toContain('open until')
  })

  test('with five shows bands; one answer more or less changes none that could tell on anybody', async () => {
    for (const who of everyone.slice(0, 5)) await answer(who, 5)
    await keeper('closePulse', {})
    const five = (await keeper('readPulse', {})).rounds[0]?.result
    expect(five?.answered).toBe('5 to 9')
    house.clock.now = '2026-10-01T09:00:00.000Z'
    await keeper('startPulse', { endsOn: '2026-10-10' })
    for (const who of everyone.slice(0, 5)) await answer(who, 5)
    await answer(everyone[5] ?? house.people.reader, 1)
    await keeper('closePulse', {})
    const six = (await keeper('readPulse', {})).rounds[0]?.result
    expect(six).toEqual(five)
  })

  test('there is no filter to ask with, and only a keeper starts and ends one', async () => {
    expect((await refusal(house.as(house.people.member)('startPulse', { endsOn: '2026-10-20' }))).kind).toBe(
      'not-allowed',
    )
    const { callables } = await import('./call.ts')
    const read = callables.get('readPulse')?.input
    expect(read?.safeParse({}).success).toBe(true)
    const before = await keeper('readPulse', {})
    const ask = (input: object) =>
      callables.get('readPulse')?.call(input, house.handsOf(house.people.keeper)) ?? Promise.resolve(null)
    expect(await ask({ team: 'payments' })).toEqual(before)
    const no = await refusal(ask({ personId: house.people.member.personId }))
    expect(no.message).toContain('looked for, grouped or put in order by a person')
  })
})

test('guessing tokens ends after sixty in a minute', async () => {
  const other = house.as(null, { now: '2027-01-01T00:00:00.000Z' })
  const guess = (at: number) => refusal(other('addPulseAnswer', { token: `guess ${at}`, answers: all(1) }))
  const kinds = []
  for (let at = 0; at < 62; at += 1) kinds.push((await guess(at)).kind)
  expect(kinds.at(0)).not.toBe('too-many')
  expect(kinds.at(-1)).toBe('too-many')
})
