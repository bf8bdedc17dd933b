/** A drill from the finished sample: one leads, two take part by the link, and the future stays where it is. */
import { expect, inspect, test } from './harness.ts'

test('a drill is led from an edition, and a participant follows by the link', async ({
  page,
  house,
  browser,
}) => {
  await house.ask('addSampleReviews', {})
  await page.goto('/')
  await page.getByRole('link', { name: 'Practice' }).click()
  // Another story of this house may have published the same sample; the newest stands first.
  await page
    .getByRole('button', { name: /Lead a drill ?: Checkout refused/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Drill' })).toBeVisible()
  const link = await page.getByRole('region', { name: 'The link' }).locator('code').innerText()
  const guest = await browser.newPage()
  await guest.goto(link)
  await page.getByRole('button', { name: 'Next decision' }).click()
  await expect(page.getByRole('region', { name: 'Notes' })).toContainText('Roll v4.18.0 back')
  const question = guest.getByRole('region', { name: 'What would you do?' })
  await expect(question).toContainText('You are the incident commander')
  await expect(guest.locator('body')).not.toContainText('Checkout refused one in five orders')
  await question.getByRole('radio', { name: /Page the database on-call first/ }).check()
  await question.getByRole('button', { name: 'Choose this' }).click()
  await expect(question.getByRole('status')).toContainText('It is in.')
  await expect(page.getByRole('region', { name: 'Notes' })).toContainText('One answer so far')
  await page.getByRole('button', { name: 'Show what was chosen' }).click()
  await expect(guest.getByRole('region', { name: 'What was chosen' })).toContainText('Roll v4.18.0 back')
  await inspect(guest)
  await guest.close()
})

test('a newcomer reads the finished agent review: gates, claims, mirror', async ({ page, house }) => {
  const loaded = JSON.parse(JSON.stringify(await house.ask('addSampleReviews', {})))
  await page.goto(`/incidents/INC-${loaded[1].number}/factors`)
  const agents = page.getByRole('region', { name: 'Agents' })
  await expect(agents.getByRole('heading', { name: 'migration agent' })).toBeVisible()
  await expect(agents).toContainText('Its trace shows something else')
  await expect(agents.getByRole('heading', { name: 'The mirror' })).toBeVisible()
  await test.step('what a repository says is read here and sent nowhere', async () => {
    const resting = page.getByRole('region', { name: 'Resting on one' })
    await resting.getByText('What a repository says').click()
    const file = (text: string) => ({
      name: 'known.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
    await resting.getByLabel('Choose the file').setInputFiles(file('{}'))
    await expect(resting.getByRole('alert')).toContainText('known.json is not what')
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.postData() ?? ''))
    const part = { files: 3, withoutPerson: 0, byAgentsOnly: 0, personChangedAt: '2026-01-02T00:00:00Z' }
    const components = [
      { ...part, component: 'invoice-export', knownBy: 1 },
      { ...part, component: 'checkout', knownBy: 2 },
    ]
    await resting.getByLabel('Choose the file').setInputFiles(file(JSON.stringify({ components })))
    const line = resting.getByRole('listitem').filter({ hasText: 'Repairing invoice-export' })
    await expect(line).toContainText('possible by 1 person')
    await expect(resting.getByText('Repairing checkout')).toHaveCount(0)
    expect(sent.join('')).not.toContain('invoice-export')
  })
  await page.goto(`/incidents/INC-${loaded[1].number}/map`)
  await page.getByRole('tab', { name: 'Agent steps' }).click()
  await expect(page.getByText('First step without a way back')).toBeVisible()
})
