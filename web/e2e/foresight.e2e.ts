/** The foresight reader: step by step through the sample, nothing of the future on the page or on the wire. */
import { loadSample } from '../../run/sample-review.mjs'
import { expect, inspect, shot, test } from './harness.ts'

test.describe.configure({ mode: 'serial', timeout: 150_000 })

let name = ''

test('a reader meets the first decision knowing only what was known', async ({ page, house }) => {
  const incident = await loadSample(house.ask)
  name = `INC-${incident.number}`
  const answers: string[] = []
  page.on('response', async (response) => {
    if (response.url().includes('/api/')) answers.push(await response.text())
  })
  await page.goto(`/incidents/${name}/foresight`)
  await expect(page.getByText('What comes next is not known yet.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('--:--')
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { name: 'What would you do?' })).toBeVisible()
  await page.keyboard.press('d')
  await expect(page.getByText('You are the incident commander', { exact: false })).toBeVisible()
  const wire = answers.join('\n')
  const page_ = await page.content()
  for (const future of [
    'table lock',
    'archiver has',
    '14:30',
    '14:49',
    'SEV1',
    incident.title,
    'Suspend order-archiver',
  ]) {
    expect(wire, future).not.toContain(future)
    expect(page_, future).not.toContain(future)
  }
  await inspect(page)
  await shot(page, 'foresight-decision')
})

test('choosing comes before seeing what was chosen, and the end brings hindsight', async ({ page }) => {
  await page.goto(`/incidents/${name}/foresight`)
  await expect(page.getByText('What comes next is not known yet.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('--:--')
  await page.keyboard.press('d')
  const option = page.getByRole('radio', { name: /Page the database on-call first/ })
  await expect(option).toBeVisible()
  await option.check()
  await page.getByRole('button', { name: 'See what was chosen' }).click()
  await expect(page.getByText('You: Page the database on-call first')).toBeVisible()
  await expect(page.getByText('It made sense because')).toBeVisible()
  await shot(page, 'foresight-chosen')
  // Back shows the question again, and asks the server nothing.
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('heading', { name: 'What would you do?' })).toBeVisible()
  // A press while an answer is on its way means nothing, so the key is pressed until the end is there.
  const end = page.getByRole('heading', { name: 'What hindsight adds' })
  await expect(async () => {
    await page.keyboard.press('ArrowRight')
    await expect(end).toBeVisible({ timeout: 250 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByText('Suspend order-archiver')).toBeVisible()
  await inspect(page)
  await shot(page, 'foresight-over')
})
