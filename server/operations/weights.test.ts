import { expect, it } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
house.clock.now = '2026-04-01T09:00:00.000Z'
const [asKeeper, asMember] = [house.as(house.people.keeper), house.as(house.people.member)]

const chat = JSON.stringify([
  {
    type: 'message',
    user: 'U1',
    text: 'that was the change window',
    ts: '1770156300.000300',
    team: 'T1',
    pinned_to: ['C1'],
  },
])

async function proposed() {
  const { id: incidentId } = await asMember('openIncident', {
    title: 'Ledger writes failed',
    kind: 'incident',
    severity: 'SEV2',
  })
  await asMember('importEvidence', { incidentId, pasted: [{ name: '2026-02-03.json', text: chat }] })
  await house.settle()
  return (await asMember('readIncident', { id: incidentId })).timeline
}

it('what a keeper tuned decides the next proposal, and every reason is shown with its weight', async () => {
  expect(await proposed()).toMatchObject([
    {
      state: 'proposed',
      reasons: ['pinned +0.6', 'first message of this role +0.1', 'a message of a person +0.15'],
    },
  ])
  const { version, rules } = await asMember('readWeights', {})
  expect(rules.find(({ name }) => name === 'pinned')).toMatchObject({ weight: 0.6, usual: 0.6 })
  const tuned = await asKeeper('correctWeights', { version, weights: { pinned: 0.1 } })
  expect(tuned.rules.find(({ name }) => name === 'pinned')).toMatchObject({ weight: 0.1, usual: 0.6 })
  expect(await proposed()).toMatchObject([{ state: 'tray', confidence: 0.35 }])
  await asKeeper('correctWeights', { version: tuned.version, weights: {} })
  expect(await proposed()).toMatchObject([{ state: 'proposed' }])
})

it('a rule nobody knows, a weight too large and a tray above the draft are refused with what is needed', async () => {
  const { version } = await asMember('readWeights', {})
  const sentences = await Promise.all(
    [{ pined: 0.5 }, { pinned: 4 }, { trayFrom: 0.9 }].map(async (weights) => {
      const no = await refusal(asKeeper('correctWeights', { version, weights }))
      return `${no.kind}: ${no.message}`
    }),
  )
  expect(sentences).toEqual([
    'invalid: There is no rule "pined"; rules are called pinned and so on.',
    'invalid: The weight of "pinned" is 4; it is a number from -1 to 1.',
    'invalid: The tray begins at 0.9 and the draft at 0.6; the tray has to begin at or below the draft.',
  ])
})

it('of two who tune at once, the second is told; members only read', async () => {
  const { version } = await asMember('readWeights', {})
  await asKeeper('correctWeights', { version, weights: { pinned: 0.5 } })
  expect((await refusal(asKeeper('correctWeights', { version, weights: {} }))).kind).toBe('conflict')
  expect((await refusal(asMember('correctWeights', { version, weights: {} }))).kind).toBe('not-allowed')
})
