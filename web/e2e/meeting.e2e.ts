/** A whole meeting with one wall and two phones, from its invitation to the questions on the way out. */
import type { Browser, Page } from '@playwright/test'
import { expect, type House, inspect, shot, test, twoLooks } from './harness.ts'

function textAt(value: unknown, key: string): string {
  return String(Object.entries(Object(value)).find(([name]) => name === key)?.[1])
}

async function furnish(house: House): Promise<{ readonly id: string; readonly name: string }> {
  const opened = await house.ask('openIncident', {
    title: 'Exports stalled for two hours',
    kind: 'incident',
    severity: 'SEV2',
  })
  const id = textAt(opened, 'id')
  const event = (clock: string, text: string) =>
    house.ask('addTimelineEvent', {
      incidentId: id,
      happenedAt: { at: `2026-03-12T${clock}:00Z`, precision: 'minute' },
      kind: 'deploy',
      actor: { kind: 'system', name: 'export queue' },
      text,
    })
  await event('14:02', 'The queue took a job it could not hold.')
  await event('14:31', 'Every worker waited for the same job.')
  return { id, name: `INC-${textAt(opened, 'number')}` }
}

/** A phone that nobody is signed in on. */
async function phone(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })
  const page = await context.newPage()
  await page.goto(link)
  return page
}

test('a meeting from the invitation to the way out', async ({ page, house, browser }) => {
  test.slow()
  const { name, id } = await furnish(house)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`/incidents/${name}/meeting`)
  await page.getByRole('button', { name: 'Open the meeting' }).click()
  await page.getByRole('button', { name: 'Show it large' }).click()
  const link = await page.getByText(/\/meeting\/[\w-]{20,}/).innerText()
  await page.keyboard.press('Escape')
  const [one, two] = [await phone(browser, link), await phone(browser, link)]
  await expect(one.getByText('It has not begun yet')).toBeVisible()
  await page.getByRole('button', { name: 'Start the meeting' }).click()
  await shot(page, 'meeting-opening')

  // An early fix waits, with the sentence why.
  await one.getByLabel('An idea, for later').fill('A limit on the size of a job.')
  await one.getByRole('button', { name: 'Park' }).click()
  await expect(one.getByText('the timeline is not agreed yet')).toBeVisible()
  await expect(
    page.getByRole('region', { name: 'Parking lot' }).getByText('A limit on the size'),
  ).toBeVisible()

  // The walk is seen on every phone.
  await page.getByRole('button', { name: 'On to: what happened' }).click()
  await page.getByRole('button', { name: 'Walk from the first event' }).click()
  await expect(two.getByText('The queue took a job it could not hold.')).toBeVisible()
  await expect(two.getByText('What did you know at this point?')).toBeVisible()
  await shot(page, 'meeting-walk')
  await two.getByRole('button', { name: 'Raise my hand' }).click()
  const hands = page.getByRole('region', { name: 'Hands' })
  await expect(hands.getByText('Someone')).toBeVisible()
  await hands.getByRole('button', { name: 'Had its turn' }).click()
  await expect(two.getByRole('button', { name: 'Raise my hand' })).toBeVisible()

  // Everybody writes before anybody reads.
  await page.getByRole('button', { name: 'Silent round' }).click()
  await page.getByRole('button', { name: 'Begin' }).click()
  for (const [seat, words] of [
    [one, 'The dashboard stayed green.'],
    [two, 'Nothing said how long a job may be.'],
  ] as const) {
    await seat.getByLabel('Your answer').fill(words)
    await seat.getByRole('button', { name: 'Lay it on the table' }).click()
    await expect(seat.getByRole('button', { name: 'It lies on the table' })).toBeVisible()
  }
  await expect(page.getByText('2 papers on the table')).toBeVisible()
  await expect(page.getByText('The dashboard stayed green.')).toHaveCount(0)
  await expect(two.getByText('The dashboard stayed green.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Read all of them' }).click()
  for (const seat of [page, one, two]) {
    await expect(seat.getByText('The dashboard stayed green.')).toBeVisible()
    await expect(seat.getByText('Nothing said how long a job may be.')).toBeVisible()
  }

  // Agreed: the parked fix comes out and rests.
  await page.getByRole('button', { name: 'We agree on the timeline' }).click()
  await page.getByRole('button', { name: 'Make it an idea' }).click()
  await page.getByRole('button', { name: 'On to: what let it through' }).click()
  await page.getByLabel('A theme').fill('Nothing limits what one job may take.')
  await page.getByRole('region', { name: 'Themes' }).getByRole('button', { name: 'Add' }).click()
  await expect(page.getByText('Nothing limits what one job may take.')).toBeVisible()
  await page.getByRole('button', { name: 'On to: what could be different' }).click()
  await expect(page.getByText(/Rests until/)).toBeVisible()
  await inspect(page, twoLooks)
  await page.setViewportSize({ width: 1440, height: 900 })

  // On the way out: five answers, then bands.
  await page.getByRole('button', { name: 'On to: closing' }).click()
  for (const seat of [one, two]) {
    await seat
      .getByRole('group', { name: /learn something/ })
      .getByText('Yes')
      .click()
    await seat
      .getByRole('group', { name: /evaluation of a person/ })
      .getByText('No')
      .click()
    await seat.getByRole('button', { name: 'Send both' }).click()
    await expect(seat.getByText('Your answers carry no name')).toBeVisible()
  }
  await expect(page.getByText('Shown once 5 have answered')).toHaveCount(2)
  await inspect(two, twoLooks)
  const secret = link.split('/').at(-1)
  for (const _each of [1, 2, 3]) {
    const seat = textAt(await house.ask('startSeat', { link: secret }), 'seat')
    await house.ask('addExitAnswer', { seat, learned: 'yes', evaluated: 'no' })
  }
  await expect(page.getByText('No: most or all')).toBeVisible()
  await page.getByRole('button', { name: 'End the meeting' }).click()
  await expect(page.getByText('The meeting is over')).toBeVisible()
  await expect(one.getByText('The meeting is over')).toBeVisible()
  await Promise.all([one, two].map((seat) => seat.context().close()))
  await house.ask('removeIncident', { id })
})
