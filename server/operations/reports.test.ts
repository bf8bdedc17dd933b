import { firstNotice } from '@secondstory/review/model/reports'
import { describe, expect, test } from 'vitest'
import { tendReports } from './report-desk.ts'
import { tellHazards } from './report-hazards.ts'
import { refusal, testHouse } from './testing.ts'
import { workFor } from './testing-reports.ts'

const house = await testHouse()
const { keeper, member, reader } = house.people
const steward = house.as({ ...keeper, isSteward: true })
const nobody = house.as(null)

const words = {
  happened: 'The nightly export was pointed at the live bucket.',
  caught: 'late',
  stopped: 'The dry run listed the wrong name.',
  component: 'exports',
  couldHave: 'A week of files gone.',
} as const

const tell = (more: object = {}) => {
  const report = { ...words, ...more }
  return nobody('addAnonymousReport', {
    ...report,
    noticeVersion: 1,
    proof: workFor(report, house.clock.now),
  })
}

async function nextBatch(): Promise<void> {
  const at = new Date(Date.parse(house.clock.now) + 2 * 86_400_000)
  house.clock.now = at.toISOString()
  await tendReports(house.handsOf(null))
}

/** The open report whose words begin so. */
const onDesk = async (opening: string) => {
  const lines = await steward('listReports', {})
  const line = lines.find((each) => each.state === 'open' && each.opening.startsWith(opening))
  if (line === undefined) throw new Error(`No open report begins with ${opening}`)
  return steward('readReport', { id: line.id })
}

describe('before a keeper stands behind the notice', () => {
  test('nothing is taken, through either way in, and the sentence says what is needed', async () => {
    expect(await nobody('readReportNotice', {})).toEqual({ isOpen: false, notice: null })
    expect((await refusal(tell())).message).toContain('a keeper accepts the notice')
    const named = house.as(member)('addReport', { ...words, naming: 'named', noticeVersion: 1 })
    expect((await refusal(named)).kind).toBe('not-ready')
    const { rows } = await house.database.pool.query('select 1 from reports')
    expect(rows).toEqual([])
  })

  test('a keeper accepts it in person and by name', async () => {
    expect((await refusal(house.as(member)('acceptReportNotice', firstNotice))).kind).toBe('not-allowed')
    const script = house.as({ ...keeper, via: 'token' })
    expect((await refusal(script('acceptReportNotice', firstNotice))).message).toContain('signed in')
    const { isOpen, notice } = await steward('acceptReportNotice', firstNotice)
    expect(isOpen).toBe(true)
    expect(notice).toMatchObject({ version: 1, acceptedBy: 'Kim Keeper', acceptedOn: '2026-03-12' })
  })
})

describe('a report of nobody', () => {
  test('waits for its batch, is asked and answers through its receipt, and learns what came of it', async () => {
    const { receipt, isWaiting, secretsRemoved } = await tell({
      stopped: 'A colleague saw password=hunter2hunter2 in the prompt.',
    })
    expect({ isWaiting, secretsRemoved }).toEqual({ isWaiting: true, secretsRemoved: 1 })
    expect(receipt).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await steward('listReports', {})).toEqual([])
    await tendReports(house.handsOf(null))
    expect(await steward('listReports', {})).toEqual([])

    await nextBatch()
    const report = await onDesk('The nightly')
    expect(report).toMatchObject({ naming: 'anonymous', sender: null, dueOn: '2026-03-17', noticeVersion: 1 })
    expect(report.words?.stopped).toContain('[removed: password]')

    await steward('addReportQuestion', { id: report.id, text: 'Which account ran it?' })
    const seen = await nobody('readReportReceipt', { code: receipt.toLowerCase() })
    expect(seen.messages).toEqual([{ from: 'steward', on: '2026-03-14', text: 'Which account ran it?' }])
    expect(seen.notice.isProtected).toBe(firstNotice.isProtected)
    await nobody('addReportMessage', { code: receipt, text: 'The one of the scheduler.' })
    expect((await steward('readReport', { id: report.id })).messages).toHaveLength(1)
    house.clock.now = '2026-03-15T09:00:00.000Z'
    expect((await steward('readReport', { id: report.id })).messages).toHaveLength(2)

    await steward('closeReport', {
      id: report.id,
      disposition: 'changed',
      text: 'The prompt names the bucket.',
    })
    const told = await nobody('readReportReceipt', { code: receipt })
    expect(told).toMatchObject({ state: 'closed', disposition: 'changed' })
    expect(told.messages.at(-1)?.text).toBe('The prompt names the bucket.')
  })

  test('an immediate hazard skips the batch when the reporter chooses so, and stands first', async () => {
    await tell({ happened: 'The valve of the test rig is open now.', isHazard: true, skipsBatch: true })
    await house.as(member)('addReport', { ...words, naming: 'named', noticeVersion: 1 })
    const [first] = await steward('listReports', {})
    expect(first).toMatchObject({ isHazard: true, dueOn: '2026-03-15', releasedOn: '2026-03-15' })
  })

  test('the stewards get one letter about a hazard, without a word of it; one of nobody waits for its round', async () => {
    const letters = () =>
      house.database.queries
        .selectFrom('dispatches')
        .select(['sent_to', 'about', 'letter'])
        .where('kind', '=', 'report')
        .execute()
    await house.database.pool.query('update people set is_steward = true where id = $1', [keeper.personId])
    await tellHazards(house.handsOf(null))
    expect(await letters()).toHaveLength(1)
    await tell({ happened: 'The heron valve is open now.', isHazard: true, skipsBatch: true })
    expect(await letters()).toHaveLength(1)
    await tellHazards(house.handsOf(null))
    await tellHazards(house.handsOf(null))
    expect(await letters()).toHaveLength(2)
    await house.as(member)('addReport', {
      ...words,
      naming: 'confidential',
      isHazard: true,
      noticeVersion: 1,
    })
    expect(await letters()).toHaveLength(3)
    await house.as(member)('addReport', { ...words, naming: 'confidential', noticeVersion: 1 })
    expect(await letters()).toHaveLength(3)
    for (const { sent_to: to, about, letter } of await letters()) {
      expect([to, about]).toEqual(['keeper@example.org', 'an immediate hazard'])
      expect(JSON.stringify(letter)).not.toMatch(/heron|valve|bucket|export|Mo Member/i)
    }
  })

  test('work that does not fit, or was used, is no way in', async () => {
    const report = { ...words, happened: 'A second thing.' }
    const proof = workFor(report, house.clock.now)
    const send = (more: object) =>
      nobody('addAnonymousReport', { ...report, noticeVersion: 1, proof, ...more })
    expect((await refusal(send({ happened: 'Another text.' }))).message).toContain('proof')
    expect((await refusal(send({ proof: { ...proof, on: '2026-01-01' } }))).kind).toBe('invalid')
    await send({})
    expect((await refusal(send({}))).kind).toBe('too-many')
  })

  test('a notice that changed meanwhile is read again; an earlier report keeps the one it had', async () => {
    const { receipt } = await tell({ happened: 'Told under the first promise.' })
    await steward('acceptReportNotice', { ...firstNotice, isProtected: 'Less than before.' })
    const late = await refusal(tell({ happened: 'Written under the first, sent under the second.' }))
    expect(late.kind).toBe('conflict')
    const { notice } = await nobody('readReportReceipt', { code: receipt })
    expect(notice).toMatchObject({ version: 1, isProtected: firstNotice.isProtected })
  })

  test('the reporter takes it back: nothing but the certificate is left, for them as well', async () => {
    const { receipt } = await nobody('addAnonymousReport', {
      ...words,
      happened: 'On second thought.',
      noticeVersion: 2,
      proof: workFor({ ...words, happened: 'On second thought.' }, house.clock.now),
    })
    const certificate = await nobody('removeOwnReport', { code: receipt })
    expect(await nobody('removeOwnReport', { code: receipt })).toEqual(certificate)
    const after = await nobody('readReportReceipt', { code: receipt })
    expect(after).toMatchObject({ state: 'deleted', words: null, messages: [], certificate })
    const message = nobody('addReportMessage', { code: receipt, text: 'Still there?' })
    expect((await refusal(message)).kind).toBe('not-ready')
  })
})

describe('a report of somebody', () => {
  const send = (naming: 'named' | 'confidential') =>
    house.as(reader)('addReport', { ...words, naming, happened: `Told ${naming}.`, noticeVersion: 2 })

  test('confidential: stewards know who, until it is closed', async () => {
    const { receipt } = await send('confidential')
    const report = await onDesk('Told confidential')
    expect(report).toMatchObject({ naming: 'confidential', sender: 'Ria Reader' })
    await steward('closeReport', { id: report.id, disposition: 'known', text: 'On the list already.' })
    expect((await steward('readReport', { id: report.id })).sender).toBeNull()
    const { rows } = await house.database.pool.query('select 1 from report_senders where report_id = $1', [
      report.id,
    ])
    expect(rows).toEqual([])
    expect((await nobody('readReportReceipt', { code: receipt })).disposition).toBe('known')
  })

  test('named: stewards go on knowing who', async () => {
    await send('named')
    const report = await onDesk('Told named')
    await steward('closeReport', { id: report.id, disposition: 'none', text: 'Read, with thanks.' })
    expect((await steward('readReport', { id: report.id })).sender).toBe('Ria Reader')
  })
})

describe('who reads', () => {
  test('no member, no reader, and nobody through a token, not even a steward', async () => {
    const { id } = await onDesk('The valve')
    for (const who of [member, reader]) {
      expect((await refusal(house.as(who)('listReports', {}))).message).toContain('steward')
      expect((await refusal(house.as(who)('readReport', { id }))).kind).toBe('not-allowed')
      const text = 'Who are you?'
      expect((await refusal(house.as(who)('addReportQuestion', { id, text }))).kind).toBe('not-allowed')
      expect((await refusal(house.as(who)('removeReport', { id }))).kind).toBe('not-allowed')
    }
    const script = house.as({ ...keeper, isSteward: true, via: 'token' })
    expect((await refusal(script('readReport', { id }))).message).toContain('token')
  })

  test('every opening is a line of the audit log, without a word of what was read', async () => {
    const { id } = await onDesk('The valve')
    await steward('readReport', { id })
    const { rows } = await house.database.pool.query(
      "select person_id, operation from audit_log where noun = 'report' and row_id = $1",
      [id],
    )
    expect(rows).toContainEqual({ person_id: keeper.personId, operation: 'readReport' })
    const whole = await house.database.pool.query('select to_jsonb(a.*)::text as line from audit_log a')
    expect(whole.rows.map(({ line }) => String(line)).join('')).not.toContain('valve')
  })
})

describe('what becomes of it', () => {
  test('a review carries the words, never the reporter, and no name the words held', async () => {
    await house.as(reader)('addReport', {
      ...words,
      naming: 'confidential',
      happened: 'Mo Member nearly dropped the table; @noor shouted.',
      noticeVersion: 2,
    })
    const { id } = await onDesk('Mo Member')
    const open = (summary: string) =>
      steward('openIncidentFromReport', { id, title: 'A table was nearly dropped', summary, component: 'db' })
    const named = await refusal(open('Mo Member nearly dropped the table.'))
    expect(named.message).toContain('Mo Member')
    const { incident, report } = await open('The on-call nearly dropped the table.')
    expect(incident).toMatchObject({ kind: 'near-miss', components: ['db'] })
    expect(report).toMatchObject({ disposition: 'review', reference: `INC-${incident.number}` })
    const record = await house.as(member)('readIncident', { id: incident.id })
    expect(JSON.stringify(record)).not.toMatch(/Ria|reader@/)
    const { rows } = await house.database.pool.query('select incident_id from history where noun = $1', [
      'report',
    ])
    expect(rows.every((row) => row.incident_id === null)).toBe(true)
  })

  test('a steward deletes: the words are gone from every table, and the certificate tells none of them', async () => {
    await tellUnder2('Quetzal is a word that stands nowhere else.')
    await nextBatch()
    const { id } = await onDesk('Quetzal')
    const certificate = await steward('removeReport', { id })
    expect(certificate.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(certificate.parts.join(' ')).toMatch(/^5 parts of the report$/)
    expect(await steward('readReport', { id })).toMatchObject({ state: 'deleted', words: null, certificate })
    expect(await steward('removeReport', { id })).toEqual(certificate)
    const question = steward('addReportQuestion', { id, text: 'Still?' })
    expect((await refusal(question)).message).toContain('certificate')
    const { rows } = await house.database.pool.query('select sealed from reports where id = $1', [id])
    expect(rows).toEqual([{ sealed: null }])
  })

  test('ninety days after it was closed the words go by themselves', async () => {
    const happened = 'Closed in spring.'
    await house.as(member)('addReport', { ...words, happened, naming: 'named', noticeVersion: 2 })
    const { id } = await onDesk(happened)
    await steward('closeReport', { id, disposition: 'none', text: 'Read.' })
    house.clock.now = '2026-09-01T00:00:00.000Z'
    const { deleted } = await tendReports(house.handsOf(null))
    expect(deleted).toBeGreaterThan(0)
    expect((await steward('readReport', { id })).state).toBe('deleted')
    expect(await tendReports(house.handsOf(null))).toMatchObject({ deleted: 0 })
  })

  test('a keeper stops taking reports; receipts go on', async () => {
    await steward('closeReportIntake', {})
    const late = house.as(member)('addReport', { ...words, naming: 'named', noticeVersion: 2 })
    expect((await refusal(late)).kind).toBe('not-ready')
    expect((await nobody('readReportNotice', {})).isOpen).toBe(false)
  })
})

async function tellUnder2(happened: string): Promise<void> {
  const report = { ...words, happened }
  await nobody('addAnonymousReport', { ...report, noticeVersion: 2, proof: workFor(report, house.clock.now) })
}

describe('the preview', () => {
  test('shows what leads back, and the same words without it', async () => {
    const checked = await nobody('checkReport', {
      ...words,
      happened: 'Ana Flores paged @noor at 02:47 about OPS-12.',
    })
    expect(checked.identifiers.happened.map(({ kind }) => kind)).toEqual(['name', 'handle', 'time', 'ticket'])
    expect(checked.blurred.happened).toBe('a colleague paged a colleague at some point about a ticket.')
  })

  test('a script, a picture and a heap of text are refused in one sentence', async () => {
    for (const happened of ['<script>alert(1)</script>', 'data:image/png;base64,AAAA', 'x'.repeat(8_001)]) {
      const { message } = await refusal(nobody('checkReport', { ...words, happened }))
      expect(message.match(/\.(?:\s|$)/g)?.length ?? 0).toBeLessThan(3)
    }
  })
})
