/** Near misses told in each of the three ways, answered through the receipt, and read on the stewards' desk. */

import type { Page } from '@playwright/test'
import { firstNotice } from '@secondstory/review/model/reports'
import { axe, expect, type House, lookAt, looks, shot, staysInside, test } from './harness.ts'

/** The keeper of the house guards reports as well; nothing of it stays for other stories. */
async function openIntake(house: House): Promise<() => Promise<unknown>> {
  const people = await house.ask('listPeople', {})
  const keeper = Array.isArray(people) ? people.find(({ email }) => email === 'keeper@example.org') : null
  await house.ask('correctPerson', { id: String(keeper?.id), isSteward: true })
  await house.ask('acceptReportNotice', firstNotice)
  return async () => {
    await house.ask('closeReportIntake', {})
    await house.ask('correctPerson', { id: String(keeper?.id), isSteward: false })
  }
}

async function tell(
  page: Page,
  way: 'Anonymous' | 'Confidential' | 'Named',
  happened: string,
): Promise<string> {
  await page.goto('/report')
  await page.getByRole('radio', { name: way }).check()
  await page.getByRole('textbox', { name: 'What happened?' }).fill(happened)
  await page.getByRole('textbox', { name: 'Where?' }).fill('exports')
  if (way === 'Anonymous') {
    await page.getByRole('checkbox', { name: 'Yes, it could hurt somebody now' }).check()
    await page.getByRole('checkbox', { name: 'Show it to the stewards at once' }).check()
  }
  await page.getByRole('button', { name: 'Send the report' }).click()
  const receipt = page.getByRole('region', { name: 'Your receipt' }).locator('.font-mono')
  await expect(receipt).toHaveText(/^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$/, { timeout: 30_000 })
  return (await receipt.textContent()) ?? ''
}

test('three ways to tell, one desk, and an answer through the receipt', async ({ page, visitor, house }) => {
  test.slow()
  const close = await openIntake(house)
  const sent: Record<string, string>[] = []
  visitor.on('request', (request) => {
    if (request.url().includes('/api/')) sent.push(request.headers())
  })

  await visitor.goto('/report')
  await expect(visitor.getByText('Version', { exact: false }).first()).toBeVisible()
  const field = visitor.getByRole('textbox', { name: 'What happened?' })
  await field.fill('Ana Flores nearly ran it at 02:47.')
  await expect(visitor.getByText('reads like a name')).toBeVisible()
  await visitor.getByRole('button', { name: 'Say all of it so' }).click()
  await expect(field).toHaveValue('a colleague nearly ran it at some point.')
  for (const look of [looks[0], looks[3]]) {
    await lookAt(visitor, look)
    await staysInside(visitor)
    await axe(visitor)
  }
  await shot(visitor, 'report')
  await visitor.setViewportSize({ width: 390, height: 844 })
  const receipt = await tell(visitor, 'Anonymous', 'The export was pointed at the live bucket.')
  await axe(visitor)
  await shot(visitor, 'report-taken')
  expect(sent.length).toBeGreaterThan(1)
  expect(sent.filter((headers) => 'cookie' in headers || 'authorization' in headers)).toEqual([])
  expect(await visitor.context().cookies()).toEqual([])

  await tell(page, 'Confidential', 'The restore was tried on the wrong host first.')
  await tell(page, 'Named', 'Two jobs wrote the same file for a minute.')

  await page.goto('/reports')
  const first = page.getByRole('listitem').first()
  await expect(first).toContainText('Immediate hazard')
  await expect(first).toContainText('live bucket')
  await axe(page)
  await shot(page, 'reports-desk')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('link', { name: /wrong host first/ }).click()
  await expect(page.getByText(/told by /)).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: /live bucket/ }).click()
  await expect(page.getByText('by nobody who can be known')).toBeVisible()
  await page.getByRole('textbox', { name: 'Ask the reporter' }).fill('Which account ran it?')
  await page.getByRole('button', { name: 'Send the question' }).click()
  await expect(page.getByText('Which account ran it?').first()).toBeVisible()
  for (const look of [looks[0], looks[3]]) {
    await lookAt(page, look)
    await staysInside(page)
    await axe(page)
  }
  await shot(page, 'report-on-desk')

  await visitor.goto('/report/receipt')
  await visitor.getByRole('textbox', { name: 'Receipt' }).fill(receipt.toLowerCase().replaceAll('-', ' '))
  await visitor.getByRole('button', { name: 'Open the report' }).click()
  await expect(visitor.getByText('Which account ran it?')).toBeVisible()
  await visitor
    .getByRole('textbox', { name: 'Say something to the stewards' })
    .fill('The one of the scheduler.')
  await visitor.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(visitor.getByText('The one of the scheduler.')).toBeVisible()
  await axe(visitor)
  await shot(visitor, 'report-receipt')
  expect(await visitor.context().cookies()).toEqual([])

  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByText('Close it', { exact: true }).click()
  await page.getByRole('textbox', { name: 'A word to the reporter' }).fill('The bucket now refuses it.')
  await page.getByRole('button', { name: 'Close the report' }).click()
  await expect(page.getByText('Something was changed because of it.').first()).toBeVisible()
  await close()
})
