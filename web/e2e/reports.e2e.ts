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
    await page.getByRole('checkbox', { name: 'Thanks are welcome' }).check()
    await page.getByRole('checkbox', { name: 'Yes, it could hurt somebody now' }).check()
    await page.getByRole('checkbox', { name: 'Show it to the stewards at once' }).check()
  }
  await page.getByRole('button', { name: 'Send the report' }).click()
  const receipt = page.getByRole('region', { name: 'Your receipt' }).locator('.font-mono')
  await expect(receipt).toHaveText(/^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$/, { timeout: 30_000 })
  return (await receipt.textContent()) ?? ''
}

async function askOnDesk(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Ask the reporter' }).fill(question)
  await page.getByRole('button', { name: 'Send the question' }).click()
  await expect(page.getByRole('region', { name: 'What was said' })).toContainText(question)
}

async function lookAtDesk(page: Page): Promise<void> {
  for (const look of [looks[0], looks[3]]) {
    await lookAt(page, look)
    await staysInside(page)
    await axe(page)
  }
  await shot(page, 'report-on-desk')
  await page.setViewportSize({ width: 1440, height: 900 })
}

async function openReceipt(visitor: Page, receipt: string): Promise<void> {
  await visitor.getByRole('textbox', { name: 'Receipt' }).fill(receipt.toLowerCase().replaceAll('-', ' '))
  await visitor.getByRole('button', { name: 'Open the report' }).click()
}

async function answerThroughReceipt(visitor: Page, receipt: string, way: string): Promise<void> {
  await visitor.goto('/report/receipt')
  await openReceipt(visitor, receipt)
  await expect(visitor.getByText(`Which account was it, ${way}?`)).toBeVisible()
  const answer = `The scheduler, says ${way}.`
  await visitor.getByRole('textbox', { name: 'Say something to the stewards' }).fill(answer)
  await visitor.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(visitor.getByRole('region', { name: 'What was said' })).toContainText(answer)
}

/** Closes the report with a word; where thanks are welcome, they are handed on first. */
async function closeOnDesk(page: Page, way: string): Promise<void> {
  const thanks = page.getByText('Hand thanks on', { exact: true })
  await expect(thanks).toHaveCount(way === 'Anonymous' ? 1 : 0)
  if (way === 'Anonymous') {
    await thanks.click()
    await page.getByRole('textbox', { name: 'A note to the reporter' }).fill('You saved us a bad night.')
    await page.getByRole('button', { name: 'Hand it on' }).click()
    await expect(page.getByText('You saved us a bad night.')).toBeVisible()
  }
  await page.getByText('Close it', { exact: true }).click()
  const word = `The bucket now refuses it, ${way}.`
  await page.getByRole('textbox', { name: 'A word to the reporter' }).fill(word)
  await page.getByRole('button', { name: 'Close the report' }).click()
  await expect(page.getByText('Something was changed because of it.').first()).toBeVisible()
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
  const receipts = {
    Anonymous: await tell(visitor, 'Anonymous', 'The export was pointed at the live bucket.'),
    Confidential: '',
    Named: '',
  }
  await axe(visitor)
  await shot(visitor, 'report-taken')
  expect(sent.length).toBeGreaterThan(1)
  expect(sent.filter((headers) => 'cookie' in headers || 'authorization' in headers)).toEqual([])
  expect(await visitor.context().cookies()).toEqual([])
  receipts.Confidential = await tell(page, 'Confidential', 'The restore was tried on the wrong host first.')
  receipts.Named = await tell(page, 'Named', 'Two jobs wrote the same file for a minute.')

  await page.goto('/reports')
  const first = page.getByRole('listitem').first()
  await expect(first).toContainText('Immediate hazard')
  await expect(first).toContainText('live bucket')
  await axe(page)
  await shot(page, 'reports-desk')
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const [way, opening, who] of [
    ['Anonymous', /live bucket/, 'by nobody who can be known'],
    ['Confidential', /wrong host first/, /told by /],
    ['Named', /same file for a minute/, /told by /],
  ] as const) {
    await page.goto('/reports')
    await page.getByRole('link', { name: opening }).click()
    await expect(page.getByText(who)).toBeVisible()
    await askOnDesk(page, `Which account was it, ${way}?`)
    if (way === 'Anonymous') await lookAtDesk(page)
    await answerThroughReceipt(visitor, receipts[way], way)
    if (way === 'Anonymous') {
      await axe(visitor)
      await shot(visitor, 'report-receipt')
      await visitor.setViewportSize({ width: 390, height: 844 })
    }
    // What nobody said stewards read the next day, so that the hour tells nothing; the others at once.
    await page.reload()
    await expect(page.getByText(`Which account was it, ${way}?`)).toBeVisible()
    await expect(page.getByText(`The scheduler, says ${way}.`)).toHaveCount(way === 'Anonymous' ? 0 : 1)
    await closeOnDesk(page, way)
    await visitor.reload()
    await openReceipt(visitor, receipts[way])
    await expect(visitor.getByText('It is closed. Something was changed because of it.')).toBeVisible()
    await expect(visitor.getByText(`The bucket now refuses it, ${way}.`)).toBeVisible()
    await expect(visitor.getByText('You saved us a bad night.')).toHaveCount(way === 'Anonymous' ? 1 : 0)
  }
  await page.goto('/reports')
  await page.getByRole('link', { name: /wrong host first/ }).click()
  await expect(page.getByText('whose name was deleted when it was closed')).toBeVisible()
  expect(await visitor.context().cookies()).toEqual([])
  await close()
})
