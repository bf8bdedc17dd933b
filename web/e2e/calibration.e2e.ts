/** Two people described read the draft first, each in a browser of their own; one objects, and the edition waits for the answer. */
import { workThrough } from '../../run/sample-review.mjs'
import { axe, expect, lookAt, shot, staysInside, test } from './harness.ts'

test('from the link of a first reader to the release', async ({ browser, house, page }) => {
  const incident = await workThrough(house.ask)
  await house.ask('correctCalibrationHours', { hours: 0 })
  await page.goto(`/incidents/INC-${incident.number}/publish`)
  await page.getByRole('button', { name: 'Open the calibration' }).click()
  const makeLink = page.getByRole('button', { name: /^Make a link for/ }).first()
  const role = (await makeLink.textContent())?.replace('Make a link for ', '') ?? ''
  await makeLink.click()
  const link = await page.getByLabel(`Link for ${role}`).inputValue()

  const second = page.getByRole('button', { name: /^Make a link for/ }).first()
  const otherRole = (await second.textContent())?.replace('Make a link for ', '') ?? ''
  await second.click()
  const otherPath = new URL(await page.getByLabel(`Link for ${otherRole}`).inputValue()).pathname

  const laptop = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const other = await laptop.newPage()
  await other.goto(`${house.address}${otherPath}`)
  await expect(other.getByText(`it tells of the ${otherRole}`)).toBeVisible()

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const reading = await phone.newPage()
  const path = new URL(link).pathname
  await reading.goto(`${house.address}${path}`)
  await expect(reading.getByText(`it tells of the ${role}`)).toBeVisible()
  await expect(reading.getByRole('heading', { name: 'What concerns you' })).toBeVisible()
  await lookAt(reading, { width: 390, height: 844, theme: 'dark' })
  await axe(reading)
  await staysInside(reading)
  await shot(reading, 'first-draft')

  await reading
    .getByRole('button', { name: /^This is right/ })
    .first()
    .click()
  await expect(reading.getByText('Only you see it.')).toBeVisible()
  await reading.getByRole('button', { name: /^It was different ?: Summary$/ }).click()
  await reading.getByLabel('How was it?').fill('The first page came before the first customer wrote.')
  await reading.getByLabel('Say it anonymously').check()
  await reading.getByRole('button', { name: 'Object' }).click()
  await expect(reading.getByText('Waits for an answer')).toBeVisible()

  // Whoever else reads first sees nothing of it; what they say is their own.
  await other.reload()
  await expect(other.getByText('The first page came before')).toHaveCount(0)
  await other
    .getByRole('button', { name: /^This is right/ })
    .first()
    .click()
  await expect(other.getByText('Only you see it.')).toBeVisible()
  await laptop.close()

  await page.reload()
  await expect(page.getByText(/An objection is open about "Summary"/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish the first edition' })).toBeDisabled()
  await expect(page.getByText('Summary, said anonymously')).toBeVisible()
  await lookAt(page, { width: 1440, height: 900, theme: 'light' })
  await axe(page)
  await shot(page, 'calibration')
  await page.getByLabel('Answer').fill('The summary says so now.')
  await page.getByRole('button', { name: 'Accept, it was changed' }).click()
  await expect(page.getByText(/An objection is open/)).toHaveCount(0)
  await page.getByRole('radio', { name: /^Public/ }).check()
  await page.getByRole('button', { name: 'Publish the first edition' }).click()
  await expect(page.getByRole('heading', { name: 'Edition 1 is published' })).toBeVisible()

  await reading.reload()
  await expect(reading.getByText('Accepted: The summary says so now.')).toBeVisible()
  await expect(reading.getByRole('button', { name: /^It was different/ })).toHaveCount(0)
  const address = await page
    .getByRole('link', { name: /\/editions\// })
    .first()
    .getAttribute('href')
  const answer = await reading.goto(`${house.address}${address}`)
  expect(answer?.status()).toBe(200)
  await expect(reading.getByText('Made for: public.')).toBeVisible()
  await phone.close()
  await house.ask('correctCalibrationHours', { hours: 48 })
})
