/** An exported edition comes back through the page: whole, with something left over, or not at all. */
import type { Page } from '@playwright/test'
import { expect, inspect, shot, test } from './harness.ts'

const edition = `---
format: second-story/1
reference: INC-7
kind: Incident
severity: SEV2
components: [billing]
started: 2026-02-03T08:00Z
ended: 2026-02-03T09:10Z
---

# Invoices were sent twice

## Summary

The invoice job ran twice and sent every invoice again.

## Contributing factors

| # | Code | Statement | Certainty | Underlying weakness |
|---|---|---|---|---|
| 1 | GRD-1 | Nothing refused a second holder of the lease. | observed | yes |
`

async function bring(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/incidents/new')
  await page
    .getByLabel('an exported edition')
    .setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })
}

test('an edition as it was exported becomes an incident', async ({ page }) => {
  await bring(page, 'inc-7-invoices-were-sent-twice.md', edition)
  await expect(page).toHaveURL(/\/incidents\/INC-\d+\/story$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Invoices were sent twice' })).toBeVisible()
  await expect(
    page.getByText('The invoice job ran twice and sent every invoice again.').first(),
  ).toBeVisible()
})

test('what the product refuses is told before the page goes on, and stands in the story', async ({
  page,
}) => {
  await bring(
    page,
    'edited.md',
    edition.replace('Nothing refused a second holder of the lease.', 'Human error'),
  )
  const notice = page.getByRole('status').filter({ hasText: 'Not all of the document found its place' })
  await expect(notice).toContainText('Factor 1: "Human error" is not a condition of the system')
  await inspect(page)
  await shot(page, 'from-edition')
  await notice.getByRole('link', { name: /^Go on to INC-\d+$/ }).click()
  await expect(page).toHaveURL(/\/story$/)
  await expect(page.getByText('Not placed yet').first()).toBeVisible()
})

test('a file that is no edition is answered with a sentence, and the form is still there', async ({
  page,
}) => {
  await bring(page, 'notes.json', '{"version": 2')
  await expect(page.getByRole('alert')).toContainText('Nothing of an edition was found in this document')
  await expect(page).toHaveURL(/\/incidents\/new$/)
  await expect(page.getByLabel('Title')).toBeVisible()
})
