/** What the Slack command says about near misses once reports are taken. */
import { firstNotice } from '@secondstory/review/model/reports'
import { expect, test } from 'vitest'
import { answerCommand } from './slack-app.ts'
import { testHouse } from './testing.ts'

const house = await testHouse()
const steward = house.as({ ...house.people.keeper, isSteward: true })
const secret = 'the signing secret of the app'
const { integration } = await steward('addIntegration', { kind: 'slack', name: 'Slack', secret })
await steward('acceptReportNotice', firstNotice)

const say = (text: string): Promise<string> =>
  answerCommand(
    {
      text,
      teamId: 'T1HARBOUR',
      channelId: 'C1LEDGER00',
      userId: 'U1INES',
      userName: 'ines.almeida',
      triggerId: text,
    },
    { integration, hands: house.handsOf(null) },
  )

test('it reports in confidence, says that Slack knows, and shows the way to be known to nobody', async () => {
  const answer = await say('near-miss The backup was empty and we noticed in time')
  expect(answer).toContain('in confidence')
  expect(answer).toContain('Slack itself knows')
  expect(answer).toContain('https://reviews.example/report|the page')
  const [code = ''] = /(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}/.exec(answer) ?? []
  expect(await house.as(null)('readReportReceipt', { code })).toMatchObject({ naming: 'confidential' })
  expect(await say('near-miss named The restore took two tries')).toContain('in your name')
  const lines = await steward('listReports', {})
  expect(lines.map(({ naming }) => naming).toSorted()).toEqual(['confidential', 'named'])
  const [first] = lines
  expect((await steward('readReport', { id: first?.id ?? '' })).sender).toBe('ines.almeida (Slack)')
  const { rows } = await house.database.pool.query('select 1 from incidents')
  expect(rows).toEqual([])
})
