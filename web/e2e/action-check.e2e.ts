/** The weekly check: a day moves with what was not known, and an action that is done is seen to work. */
import { axe, expect, type House, lookAt, looks, staysInside, test } from './harness.ts'

function textAt(value: unknown, key: string): string {
  const found = Object.entries(Object(value)).find(([name]) => name === key)
  if (found === undefined) throw new Error(`There is no ${key} in ${JSON.stringify(value)}.`)
  return String(found[1])
}

const DAY_MS = 86_400_000

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
}

/** An incident with one action past its day and one that is done and to be looked at today. */
async function prepare(house: House) {
  const incident = await house.ask('openIncident', {
    title: 'The weekly check has something to look at',
    kind: 'incident',
    severity: 'SEV2',
  })
  const self = await house.ask('readSelf', {})
  const personId = textAt(Object(self).person, 'id')
  const open = async (title: string, dueOn: string, reviewOn: string | null) => {
    const proposed = await house.ask('proposeAction', {
      incidentId: textAt(incident, 'id'),
      title,
      kind: 'guardrail',
      priority: 'P1',
      strength: 4,
      worksIfForgotten: true,
      canBeBypassedUnnoticed: false,
      plan: { reviewOn, measure: 'A test deploy with the setting is refused' },
    })
    const [id, version] = [textAt(proposed, 'id'), Number(textAt(proposed, 'version'))]
    return house.ask('assignAction', { id, version, owner: { personId, role: 'database on-call' }, dueOn })
  }
  const late = await open('A setting that stops all writes is refused', dayFromNow(-5), null)
  const done = await open('The deploy waits for a dry run', dayFromNow(-3), dayFromNow(-1))
  await house.ask('closeAction', {
    id: textAt(done, 'id'),
    version: Number(textAt(done, 'version')),
    state: 'done',
    outcome: 'CI waits for it.',
  })
  return { incident, late, done }
}

test('the weekly check moves a day and sees an action work', async ({ page, house }) => {
  const { incident } = await prepare(house)
  await page.goto('/actions')
  await page.getByRole('link', { name: 'Weekly check', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Weekly check', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Start 15 minutes' }).click()
  await expect(page.getByRole('timer')).toContainText('left')

  const late = page.getByRole('button', { name: /A setting that stops all writes is refused/ })
  await expect(late).toContainText('5 days past its day')
  // By keyboard alone: walk to the row, open it, move the day.
  await page.keyboard.press('j')
  await late.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'New date' }).click()
  await page.getByLabel('New day').fill(dayFromNow(30))
  await page.getByRole('button', { name: 'Move the day' }).click()
  await expect(
    page.getByText('What did we not know when we chose this date? One line is enough.').first(),
  ).toBeVisible()
  await page
    .getByLabel('What did we not know when we chose this date?')
    .fill('The vendor ships the flag next month.')
  await page.getByRole('button', { name: 'Move the day' }).click()
  await expect(late).toBeHidden()

  const done = page.getByRole('button', { name: /The deploy waits for a dry run/ })
  await done.click()
  await page.getByRole('radio', { name: /Supported by the numbers/ }).check()
  await expect(page.getByText('Silence is not evidence yet.')).toBeVisible()
  await page.getByLabel('Times it came up before').fill('1')
  await page.getByLabel('What were the numbers taken from?').fill('The pages of last year.')
  await page.getByRole('button', { name: 'Keep what was seen' }).click()
  await expect(page.getByText(/228 months of quiet are needed/)).toBeVisible()
  for (const look of [looks[0], looks[3]]) {
    await lookAt(page, look)
    await staysInside(page)
    await axe(page)
  }
  await lookAt(page, looks[0])
  await page.getByRole('radio', { name: /^Exercised/ }).check()
  await page
    .getByLabel('What failed without it, and held with it?')
    .fill('The drill of Tuesday failed without the wait.')
  await page.getByRole('button', { name: 'Keep what was seen' }).click()
  await expect(done).toBeHidden()

  await page.goto(`/incidents/INC-${textAt(incident, 'number')}/actions`)
  await expect(page.getByText('We have seen it hold in a test, a drill or an injected fault.')).toBeVisible()
  await page.getByText('What was said since').first().click()
  await expect(
    page.getByText(/The vendor ships the flag next month|The drill of Tuesday/).first(),
  ).toBeVisible()
  await house.ask('removeIncident', { id: textAt(incident, 'id') })
})
