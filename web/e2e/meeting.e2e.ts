/** A whole meeting with one wall and two phones, from its invitation to the questions on the way out. */
import type { Browser, Page } from '@playwright/test'
import { invitationIn, type MailServer, startMailServer } from '../../server/doors/testing-mail.ts'
import { askerAt, test as base, expect, type House, inspect, shot, startHouse, twoLooks } from './harness.ts'

/** What arrived at the mail server of this house. */
let arrived: MailServer['received'] = []

const test = base.extend<object, { readonly house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const mail = await startMailServer()
      arrived = mail.received
      const { address, stop } = await startHouse({ smtpUrl: `smtp://127.0.0.1:${mail.port}` })
      await use({ address, ask: await askerAt(address) })
      await stop()
      await mail.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

/** Gives the meeting a day, and answers the link of the guest who has no account, out of their mail. */
async function schedule(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Choose a day and invite' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Day').fill('2027-03-28')
  await form.getByLabel('Time').fill('02:30')
  await form.getByLabel('On the clocks of').selectOption('Europe/Amsterdam')
  await expect(form.getByText('jump over 02:30')).toBeVisible()
  await form.getByLabel('Day').fill('2027-03-29')
  await form.getByLabel('Time').fill('10:00')
  await expect(form.getByText('Mon 29 March 2027, 10:00 (Europe/Amsterdam, UTC+2), 08:00 UTC')).toBeVisible()
  await form.getByLabel('Where').fill('Room 4')
  await form.getByLabel('Addresses of those without an account').fill('guest@example.com')
  await shot(page, 'meeting-invite')
  await form.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByRole('region', { name: 'When' }).getByText('2 guests invited')).toBeVisible()
  await expect.poll(() => arrived.length, { timeout: 15_000 }).toBe(2)
  const letter = arrived.find(({ to }) => to?.[0]?.address === 'guest@example.com')
  expect(invitationIn(letter)).toMatchObject({ method: 'REQUEST', startsAt: '2027-03-29T08:00:00Z' })
  return /Join: (\S+)/.exec(letter?.text ?? '')?.[1] ?? ''
}

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
  const link = await schedule(page)
  // The code on the wall leads to the same seat as the letter.
  await page.getByRole('button', { name: 'Show it large' }).click()
  expect(new URL(await page.getByText(/\/meeting\/[\w-]{20,}/).innerText()).pathname).toBe(
    new URL(link).pathname,
  )
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
