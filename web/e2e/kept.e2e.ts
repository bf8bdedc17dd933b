/** What is kept, and for how long: the rule in Settings, and deleting the raw evidence of one incident. */
import { axe, expect, type House, inspect, shot, test } from './harness.ts'

function textAt(value: unknown, key: string): string {
  return String(Object.entries(Object(value)).find(([name]) => name === key)?.[1])
}

/** Imports and waits until it is read, however busy the machine is. */
async function importAll(house: House, notes: { readonly incidentId: string }): Promise<void> {
  await house.ask('importEvidence', notes)
  const { incidentId } = notes
  await expect
    .poll(async () => JSON.stringify(await house.ask('listImports', { incidentId })), { timeout: 60_000 })
    .not.toContain('"reading"')
}

test('evidence is deleted after a preview, the event says so, and the same notes stay out', async ({
  page,
  house,
}) => {
  test.slow()
  const opened = await house.ask('openIncident', {
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV2',
  })
  const incidentId = textAt(opened, 'id')
  const reference = `INC-${textAt(opened, 'number')}`
  const notes = {
    incidentId,
    pasted: [
      {
        name: 'notes.txt',
        text: '14:05 the exporter stopped\n14:10 rolled back the release of the archiver\n',
      },
    ],
    zone: 'UTC',
    day: '2026-03-12',
  }
  await importAll(house, notes)
  const record = await house.ask('readIncident', { id: incidentId })
  const timeline: readonly unknown[] = Object(record).timeline
  const ids = timeline.map((event) => textAt(event, 'id'))
  await house.ask('markTimelineEvents', { incidentId, ids: ids.slice(0, 1), state: 'accepted' })

  await page.goto('/settings?section=kept')
  await expect(page.getByRole('heading', { name: 'Raw evidence' })).toBeVisible()
  await page.getByRole('radio', { name: /A number of days/ }).check()
  await page.getByRole('spinbutton', { name: 'Days', exact: true }).fill('30')
  await expect(page.getByText('With this rule nothing is due yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Set the rule' }).click()
  await expect(page.getByText(/deleted on/).first()).toBeVisible()
  await inspect(page)
  await shot(page, 'kept-settings')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.goto(`/incidents/${reference}/evidence`)
  await page.getByRole('button', { name: 'Delete the raw evidence' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete the raw evidence' })
  await expect(dialog.getByText('2 pieces of evidence')).toBeVisible()
  await dialog.getByLabel('Why').fill('The review is closed.')
  await axe(page)
  await shot(page, 'kept-delete')
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByRole('button', { name: 'Delete 2 pieces for good' }).click()
  await expect(page.getByText('The raw evidence was deleted.')).toBeVisible()

  await importAll(house, notes)
  await page.reload()
  await expect(page.getByText('known from before they were deleted here, and left out').first()).toBeVisible()

  await page.goto(`/incidents/${reference}/timeline#${ids[0]}`)
  await page
    .getByRole('row', { name: /./ })
    .filter({ hasText: /exporter|archiver/ })
    .first()
    .click()
  await page.keyboard.press('v')
  await expect(page.getByText(/The original was deleted on .* by a keeper/)).toBeVisible()
})
