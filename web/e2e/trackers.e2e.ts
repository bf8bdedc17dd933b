/** An action becomes an issue of a tracker that keeps state; both change, and somebody says which one holds. */

import { FAKE_TOKEN } from '../../server/operations/testing-tracker-shapes.ts'
import { fakeTracker } from '../../server/operations/testing-trackers.ts'
import { askerAt, expect, inspect, keeper, shot, startHouse, test, twoLooks } from './harness.ts'

function idOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string')
    return value.id
  throw new Error('The answer has no id.')
}

test('an action is made an issue, follows it, and asks when both changed', async ({ browser }) => {
  const fake = await fakeTracker('github')
  const house = await startHouse({ outboundAllow: fake.origin })
  const ask = await askerAt(house.address)
  const context = await browser.newContext({ baseURL: house.address })
  await context.request.post('/api/startSession', { data: keeper, headers: { 'x-second-story': '1' } })
  const page = await context.newPage()

  try {
    await page.goto('/settings/integrations/new?kind=github')
    await page.getByLabel('Repository').fill('harbour/checkout')
    await page.getByLabel('A token to ask it with').fill(FAKE_TOKEN)
    await page.getByLabel('Address of a GitHub of your own').fill(fake.origin)
    await page.getByLabel('Actions may be issues there').check()
    await page.getByRole('button', { name: 'Make its address' }).click()
    await page.getByRole('link', { name: 'Done, go to its page' }).click()
    await page.getByRole('button', { name: 'Ask GitHub now' }).click()
    await expect(page.getByText('GitHub answers and shows harbour/checkout.')).toBeVisible()
    await shot(page, 'tracker')
    await inspect(page, twoLooks)

    const incident = await ask('openIncident', { title: 'Writes failed', kind: 'incident', severity: 'SEV2' })
    const incidentId = idOf(incident)
    const action = await ask('proposeAction', {
      incidentId,
      title: 'Refuse a deploy while a migration holds a lock',
      kind: 'guardrail',
      priority: 'P1',
      strength: 4,
      worksIfForgotten: true,
      canBeBypassedUnnoticed: false,
      howWeWillKnow: 'A deploy in a migration fails in CI',
    })
    await page.goto('/incidents/INC-1/actions')
    await page.getByRole('button', { name: 'Create issue' }).click()
    await expect(page.getByRole('link', { name: 'harbour/checkout#1' })).toBeVisible()
    await expect(page.getByText('is open at GitHub.')).toBeVisible()
    expect(fake.issues.map(({ title }) => title)).toEqual(['Refuse a deploy while a migration holds a lock'])

    fake.change(1, { state: 'done', assignee: 'rowan' })
    await ask('closeAction', {
      id: idOf(action),
      version: 1,
      state: 'dropped',
      outcome: 'The old pipeline is gone.',
    })
    await page.reload()
    await expect(page.getByText('Which one holds?')).toBeVisible()
    await shot(page, 'issue-conflict')
    await inspect(page, twoLooks)
    await page.getByRole('button', { name: 'Ours: given up' }).click()
    await expect(page.getByText('is given up at GitHub.')).toBeVisible()
    expect(fake.issues[0]?.state).toBe('dropped')
  } finally {
    await context.close()
    await house.stop()
    await fake.close()
  }
})
