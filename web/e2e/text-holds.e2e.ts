/** What a text takes in and what it does not: a picture with its words, a paste far too long, and a clock that is wrong. */
import { axe, editorOf, expect, lookAt, openIncident, staysInside, test, twoLooks } from './harness.ts'

/** One point, as a drawing program saves it. */
const POINT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('a picture comes with words, five megabytes are left out with a sentence, and nothing is lost', async ({
  page,
  house,
}) => {
  const { name, id } = await openIncident(house, { title: 'The ledger was written twice' })
  await page.goto(`/incidents/${name}/story`)
  const editor = editorOf(page)
  await expect(editor).toBeVisible()
  await editor.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('/image')
  await page.getByRole('option', { name: '/image' }).click()
  const dialog = page.getByRole('dialog', { name: 'A picture for the text' })
  await dialog.getByLabel('Choose a picture').setInputFiles({
    name: 'graph.png',
    mimeType: 'image/png',
    buffer: Buffer.from(POINT, 'base64'),
  })
  await dialog.getByLabel('What it shows, in words').fill('Two writes, one second apart')
  await dialog.getByRole('button', { name: 'Put it into the text' }).click()
  // What a block shows is read as the words of its line, so it has no role of its own.
  const shown = editor.locator('.shown-block img[alt="Two writes, one second apart"]')
  await expect(shown).toBeVisible()
  await expect.poll(() => shown.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(1)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  // As a browser pastes it: the letters are there at once.
  await editor.evaluate((place) => {
    const pasted = new DataTransfer()
    pasted.setData('text/plain', 'the queue took a job it could not hold\n'.repeat(130_000))
    place.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }),
    )
  })
  await expect(page.getByText('A text holds up to 500,000 characters')).toBeVisible()
  // Straight on, below the picture: words in its line would make words of it.
  await page.keyboard.type('Still written.')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const text = async () => JSON.stringify(await house.ask('readDraft', { incidentId: id }))
  await expect.poll(text).toContain('Still written.')
  expect(await text()).toContain('Two writes, one second apart')
  await expect(shown).toBeVisible()
  expect(await text()).not.toContain('could not hold')
  for (const look of twoLooks) {
    await lookAt(page, look)
    await staysInside(page)
    await axe(page)
  }
})

test('on a device whose clock is ten minutes ahead a meeting keeps the time of the server', async ({
  page,
  house,
}) => {
  const { name, id } = await openIncident(house, { title: 'Invoices went out late' })
  const opened = Object(await house.ask('openMeeting', { incidentId: id }))
  await page.clock.install({ time: Date.now() + 10 * 60_000 })
  await page.goto(`/incidents/${name}/meeting`)
  await page.getByRole('button', { name: 'Start the meeting' }).click()
  const agenda = page.getByRole('region', { name: 'Agenda' }).getByRole('status')
  await expect(agenda).toContainText('minutes for this part')
  await page.clock.runFor(3_000)
  await expect(agenda).toContainText('minutes for this part')
  const read = Object(await house.ask('readMeeting', { incidentId: id }))
  expect(Date.parse(read.wall.floor.since)).toBeLessThan(Date.now() + 60_000)
  expect(opened.id).toBe(read.wall.id)
})
