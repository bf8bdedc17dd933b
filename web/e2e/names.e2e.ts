/** Names on their way in: one the register knows gives way to a role, one it does not know is asked about. */
import { axe, expect, shot, test } from './harness.ts'

function textAt(value: unknown, key: string): string {
  return String(Object.entries(Object(value)).find(([name]) => name === key)?.[1])
}

test('a known name becomes a role and can be put back, an unknown one gets its role once', async ({
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
  await house.ask('addParticipant', {
    incidentId,
    name: 'Anouk Verhoeven',
    handles: ['anouk_v'],
    role: 'database on-call',
  })
  await page.goto(`/incidents/INC-${textAt(opened, 'number')}/factors`)
  const well = page.getByRole('region', { name: 'What went well' })
  const say = async (words: string) => {
    await well.getByRole('button', { name: 'Add' }).click()
    await well.getByRole('textbox').fill(words)
    await well.getByRole('button', { name: 'Save' }).click()
  }

  await say('Anouk Verhoeven had a runbook open.')
  await expect(well.getByText('The database on-call had a runbook open.')).toBeVisible()
  await expect(page.getByText('“Anouk Verhoeven” became a role.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(well.getByText('Anouk Verhoeven had a runbook open.')).toBeVisible()

  await say('Maria Kowalska saw the lock first.')
  const question = page.getByRole('form', { name: 'A role for Maria Kowalska' })
  await expect(question).toBeVisible()
  await axe(page)
  await shot(page, 'names-asked')
  await page.setViewportSize({ width: 1440, height: 900 })
  await question.getByRole('combobox').fill('support lead')
  await question.getByRole('button', { name: 'Use the role' }).click()
  await expect(well.getByText('The support lead saw the lock first.')).toBeVisible()
  await expect(question).toHaveCount(0)

  await say('Maria Kowalska told the shops at once.')
  await expect(well.getByText('The support lead told the shops at once.')).toBeVisible()
  await expect(question).toHaveCount(0)
})
