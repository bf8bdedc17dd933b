/** Thanks reach whoever told something and wanted them, and nobody learns anything by it. */
import { firstNotice } from '@secondstory/review/model/reports'
import { describe, expect, test } from 'vitest'
import { findCallable } from './call.ts'
import { operations } from './index.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member, keeper, reader } = house.people
const teller = house.as(member)
const other = house.as(keeper)

/** Words that stand in no answer but those of the one they are for. */
const NOTE = 'Because you told of the heronlake graph we fixed the exporter.'

async function told(more: { readonly isAsTold?: boolean } = {}) {
  const { id: incidentId } = await teller('openIncident', {
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV2',
  })
  const words = { saw: 'The graph was flat.' }
  const begun = await teller('addAccount', { incidentId, role: 'database on-call', words, ...more })
  if (more.isAsTold === true) {
    await teller('correctAccount', { id: begun.id, version: 1, consent: 'Read back, and agreed.' })
    const account = await teller('releaseAccount', { id: begun.id, version: 2 })
    return { incidentId, account }
  }
  return { incidentId, account: await teller('releaseAccount', { id: begun.id, version: 1 }) }
}

async function welcome(account: { readonly id: string; readonly version: number }) {
  return teller('correctAccount', { id: account.id, version: account.version, welcomesThanks: true })
}

async function tablesWith(words: string): Promise<readonly string[]> {
  const { pool } = house.database
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const hits = await pool.query(`select 1 from ${name} as r where strpos(r::text, $1) > 0`, [words])
      return hits.rows.length > 0 ? [name] : []
    }),
  )
  return found.flat()
}

describe('thanks for an account', () => {
  test('wait until its teller said that they are welcome, and say so', async () => {
    const { incidentId, account } = await told()
    const no = await refusal(other('addThanks', { incidentId, accountId: account.id, text: NOTE }))
    expect(no.blockers.map(({ rule }) => rule)).toEqual(['thanks-not-welcome'])
    const before = (await other('listHistory', { incidentId })).length
    await welcome(account)
    const [read] = await other('listAccounts', { incidentId })
    expect(read).toMatchObject({ role: 'database on-call', welcomesThanks: true })
    expect((await other('listHistory', { incidentId })).length).toBe(before)
    expect(await other('addThanks', { incidentId, accountId: account.id, text: NOTE })).toEqual({})
  })

  test('are read by the one they are for, and stand in no other answer and no table', async () => {
    const { incidentId, account } = await told()
    await welcome(account)
    await other('addThanks', { incidentId, accountId: account.id, text: NOTE })
    const notes = await teller('listOwnThanks', { incidentId })
    expect(notes).toMatchObject([{ accountId: account.id, text: NOTE, on: '2026-03-12' }])
    expect(JSON.stringify(notes)).not.toContain(keeper.personId)
    expect(await tablesWith('heronlake')).toEqual([])
    for (const asker of [keeper, reader]) {
      for (const { name, changes } of operations) {
        if (changes) continue
        for (const input of [{ incidentId }, { id: incidentId }, {}, { id: account.id }]) {
          const answer: unknown = await findCallable(name)
            .call(input, house.handsOf(asker))
            .catch((error: unknown) => String(error))
          expect(JSON.stringify(answer), name).not.toContain('heronlake')
        }
      }
    }
    const { rows } = await house.database.pool.query(
      `select column_name from information_schema.columns where table_name = 'thanks' order by 1`,
    )
    expect(rows.map((row) => Object.values(row)[0])).toEqual(['account_id', 'id', 'said_on', 'sealed'])
  })

  test('of what somebody was told in an interview there are none, nor of what is not released', async () => {
    const { incidentId, account } = await told({ isAsTold: true })
    await welcome(account)
    expect((await teller('listAccounts', { incidentId }))[0]?.welcomesThanks).toBe(false)
    const say = () => other('addThanks', { incidentId, accountId: account.id, text: NOTE })
    expect((await refusal(say())).blockers[0]?.rule).toBe('thanks-not-welcome')
    await teller('undoRelease', { id: account.id })
    expect((await refusal(say())).kind).toBe('not-found')
  })

  test('are deleted by the one they are for alone, and go with the way to them', async () => {
    const { incidentId, account } = await told()
    await welcome(account)
    for (const text of ['Thank you.', 'Thank you too.']) {
      await other('addThanks', { incidentId, accountId: account.id, text })
    }
    const [first, second] = await teller('listOwnThanks', { incidentId })
    const id = first?.id ?? ''
    expect((await refusal(other('removeThanks', { id }))).kind).toBe('not-found')
    await teller('removeThanks', { id })
    expect(await teller('listOwnThanks', { incidentId })).toEqual([second])
    const { version } = (await teller('listOwnAccounts', { incidentId }))[0] ?? account
    await teller('correctAccount', { id: account.id, version, welcomesThanks: false })
    const no = await refusal(other('addThanks', { incidentId, accountId: account.id, text: 'More.' }))
    expect(no.blockers[0]?.rule).toBe('thanks-not-welcome')
  })

  test('come from a person who takes part, not from a script, an agent or a stranger', async () => {
    const { incidentId, account } = await told()
    await welcome(account)
    const input = { incidentId, accountId: account.id, text: 'Well told.' }
    const script = house.as({ ...keeper, via: 'token' })
    expect((await refusal(script('addThanks', input))).message).toContain('in person')
    const agent = house.as({ ...member, kind: 'agent', via: 'token' })
    expect((await refusal(agent('addThanks', input))).kind).toBe('not-allowed')
    expect((await refusal(house.as(reader)('addThanks', input))).kind).toBe('not-allowed')
  })
})

describe('thanks for a report', () => {
  const report = {
    happened: 'The export was pointed at the live bucket.',
    caught: 'luck',
    naming: 'confidential',
    noticeVersion: 1,
  } as const
  const steward = house.as({ ...keeper, isSteward: true })

  test('are handed on by a steward, read through the receipt, and only as long as they are welcome', async () => {
    await steward('acceptReportNotice', firstNotice)
    const { receipt: code } = await teller('addReport', report)
    const [line] = await steward('listReports', {})
    const id = line?.id ?? ''
    const hand = (text: string) => steward('addReportThanks', { id, text })
    expect((await refusal(hand('Thank you.'))).blockers[0]?.rule).toBe('thanks-not-welcome')
    const nobody = house.as(null)
    await nobody('markThanksWelcome', { code, isWelcome: true })
    expect((await hand('From the whole team: thank you.')).welcomesThanks).toBe(true)
    await steward('closeReport', { id, disposition: 'changed', text: 'The bucket refuses it now.' })
    await hand('And from the platform lead.')
    const read = await nobody('readReportReceipt', { code })
    expect(read.state).toBe('closed')
    expect(read.thanks.map(({ text }) => text)).toEqual([
      'From the whole team: thank you.',
      'And from the platform lead.',
    ])
    await nobody('markThanksWelcome', { code, isWelcome: false })
    expect((await refusal(hand('Once more.'))).blockers[0]?.rule).toBe('thanks-not-welcome')
    expect(await tablesWith('platform lead')).toEqual([])
    expect((await refusal(house.as(member)('addReportThanks', { id, text: 'x' }))).kind).toBe('not-allowed')
  })

  test('may be welcome from the first word on', async () => {
    const { receipt: code } = await teller('addReport', { ...report, welcomesThanks: true })
    expect(await house.as(null)('readReportReceipt', { code })).toMatchObject({
      welcomesThanks: true,
      thanks: [],
    })
  })
})
