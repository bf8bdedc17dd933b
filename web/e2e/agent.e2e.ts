/** The agent incident: from the transcript of a session, through gates, a decision and the map, to a closed review. */
import type { Page } from '@playwright/test'
import { sampleAgentFiles } from '@secondstory/review/ingest/sample-agent'
import { expect, type House, inspect, openIncident, test, twoLooks } from './harness.ts'

const condition =
  'The database role of a session could change production, and staging first stood in words alone.'
const change = 'Production refuses the database role that agents run with'

test('a transcript of an agent becomes a closed review of a system', async ({ page, house }) => {
  test.setTimeout(180_000)
  const { id, name } = await openIncident(house, {
    title: 'A clean-up migration took the invoice lines of 212 customers',
    severity: 'SEV2',
    startedAt: { at: '2026-02-17T10:41:00.000Z', precision: 'minute' },
    endedAt: { at: '2026-02-17T12:05:00.000Z', precision: 'minute' },
  })
  const tabs = page.getByRole('navigation', { name: `Parts of ${name}` })
  const go = (tab: string) => tabs.getByRole('link', { name: tab, exact: true }).click()
  await page.setViewportSize({ width: 1440, height: 1400 })
  await page.goto(`/incidents/${name}/evidence`)
  await test.step('drop in the transcript', () => bringTranscript(page))
  await go('Timeline')
  await test.step('accept its steps', () => acceptSteps(page))
  await go('Decisions')
  await test.step('the decision of the agent, its plan as testimony', () => tellDecision(page))
  await go('Factors')
  await test.step('name the condition, then the agent with its gates', () => nameCondition(page))
  await test.step('its own word confirms nothing', () => describeAgent(page))
  await go('Map')
  await test.step('from the condition to the harm, and the steps of the agent', () => drawMap(page))
  await go('Actions')
  await test.step('promise what changes it', () => promise(page))
  await test.step('what other stories write on their pages', () => write(house, id))
  await go('Publish')
  await test.step('a gate nobody looked at stands in the way', () => lookAtGate(page, name))
  await go('Publish')
  await test.step('publish and close', () => close(page))
  await house.ask('removeIncident', { id })
})

async function bringTranscript(page: Page): Promise<void> {
  const [session] = sampleAgentFiles()
  if (session === undefined) throw new Error('The sample has no session.')
  const file = { name: session.name, mimeType: 'application/jsonl', buffer: Buffer.from(session.bytes) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Import the file' }).click()
  const receipt = page.getByRole('listitem').filter({ hasText: session.name })
  await expect(receipt.getByText('proposed for the timeline')).toBeVisible()
}

async function acceptSteps(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose all' }).click()
  const chosen = page.getByRole('toolbar', { name: 'The chosen events' })
  await chosen.getByRole('button', { name: 'Accept' }).click()
  await expect(page.getByText('Every proposal is answered')).toBeVisible()
  const tray = page.getByRole('region', { name: 'Tray' })
  await tray.getByRole('button', { expanded: false }).click()
  const rows = page.getByRole('grid', { name: 'Timeline' }).getByRole('row')
  for (const words of ['migrate up --env staging', 'migrate up --env production', 'migrate history']) {
    // By key: a hint over the row before would take the press of a mouse.
    await tray.getByRole('button', { name: `Put on the timeline: Ran: ${words}` }).press('Enter')
    await expect(rows.filter({ hasText: words })).toBeVisible()
  }
  await rows.filter({ hasText: 'migrate up --env production' }).click()
  await page.keyboard.press('t')
  const trigger = rows.filter({ hasText: 'migrate up --env production' })
  await expect(trigger.getByText('trigger', { exact: true })).toBeVisible()
}

async function tellDecision(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add the first decision' }).click()
  const production = page.getByRole('option', { name: /migrate up --env production/ })
  await page
    .getByLabel('The event at which it was decided')
    .selectOption((await production.getAttribute('value')) ?? '')
  await page.getByLabel('The role that decided').fill('migration agent')
  await page.getByRole('button', { name: 'Begin' }).click()
  await expect(page.getByRole('heading', { name: 'As it looked then' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'an agent decided' })).toBeChecked()
  await page
    .getByLabel('The situation')
    .fill('A list headed “unused since the split”, one search of this repository, and 214 tests that passed.')
  await page.getByRole('button', { name: 'What else was in view?' }).click()
  const context = page.getByRole('region', { name: 'Seen then' })
  await expect(context.getByRole('heading', { name: 'In its context' })).toBeVisible()
  await context.getByLabel('Search the timeline and the evidence').fill('staging')
  const inTime = context.getByRole('list', { name: 'There to be seen by then' })
  await inTime
    .getByRole('button', { name: /migrate up --env staging/ })
    .first()
    .click()
  await page
    .getByLabel('Its plan, by its own account (testimony)')
    .fill('Staging is migrated and all tests passed, so production is what is left of the task.')
  const allowed = page.getByRole('region', { name: 'Options' })
  await expect(allowed.getByRole('heading', { name: 'Tools it was allowed' })).toBeVisible()
  await allowed.getByRole('button', { name: 'An option' }).click()
  await allowed.getByLabel('Option 1', { exact: true }).fill('Run migrate up in production')
  await allowed.getByRole('button', { name: 'Mark as chosen: Run migrate up in production' }).click()
  await page
    .getByLabel('This made sense because', { exact: true })
    .fill('the task named both environments, and nothing it could reach refused the step.')
  await page.getByLabel(/^It contributed/).check()
  await expect(page.getByRole('region', { name: 'What it still needs' })).toContainText('condition')
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()
  await inspect(page, twoLooks)
  await page.setViewportSize({ width: 1440, height: 1400 })
}

async function nameCondition(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Name the first factor' }).click()
  const form = page.getByRole('form', { name: 'Name a factor' })
  await form.getByLabel('Kind of condition').fill('AGT-2')
  await form.getByRole('radio').first().click()
  await form.getByLabel('The condition, in one sentence').fill(condition)
  await form.getByLabel('Events that show it').fill('production')
  await form.getByRole('list', { name: 'Events found' }).getByRole('button').first().click()
  await form.getByRole('button', { name: 'Name the factor' }).click()
  const named = page.getByRole('listitem').filter({ hasText: condition })
  for (const at of [0, 1, 2]) await named.getByRole('checkbox').nth(at).click()
  await expect(page.getByRole('heading', { name: 'Underlying weaknesses' })).toBeVisible()
}

async function describeAgent(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'An agent took part' }).click()
  const form = page.getByRole('form', { name: 'Add an agent' })
  await form.getByLabel('What the review calls it').fill('migration agent')
  await form
    .getByLabel('What it was permitted to do')
    .fill('owner of the schema billing, production included')
  await form.getByLabel('Context gate').selectOption('open')
  await form
    .getByLabel(/^What was in its context/)
    .fill('A list from before the split; the reader of the table lives elsewhere.')
  await form.getByLabel('Verification gate').selectOption('open')
  await form
    .getByLabel(/^Which check was taken/)
    .fill('The tests ran without a single export; nothing made a backup run.')
  await form.getByRole('button', { name: 'Add a statement' }).click()
  await form.getByLabel('In its words').fill('A backup was taken before the migration.')
  await form.getByLabel('How it stands').selectOption('confirmed')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText('only a step of its trace can confirm it')).toBeVisible()
  await form.getByLabel('How it stands').selectOption('contradicted')
  const history = form.getByLabel('Shown by').getByRole('option', { name: /migrate history/ })
  await form.getByLabel('Shown by').selectOption((await history.getAttribute('value')) ?? '')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toHaveCount(0)
  const agents = page.getByRole('region', { name: 'Agents' })
  await expect(agents).toContainText('Its trace shows something else')
}

async function link(page: Page, from: RegExp, to: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Link', exact: true }).first().click()
  const form = page.getByRole('form', { name: 'Link two things' })
  for (const [label, words] of [
    ['This', from],
    ['led to this', to],
  ] as const) {
    await form.getByRole('combobox', { name: label, exact: true }).click()
    await form.getByRole('list', { name: 'Found' }).getByRole('button', { name: words }).click()
  }
  await form.getByRole('button', { name: 'Link them' }).click()
  await expect(form).toHaveCount(0)
}

async function drawMap(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New statement' }).click()
  const form = page.getByRole('form', { name: 'Say something new on the map' })
  await form.getByLabel('What it is').selectOption('harm')
  await form
    .getByLabel('In one sentence')
    .fill('For 84 minutes 212 customers could not fetch their invoices.')
  await form.getByRole('button', { name: 'Put it on the map' }).click()
  await expect(form).toHaveCount(0)
  await page.keyboard.press('Escape')
  await link(page, /The database role of a session/, /migrate up --env production/)
  await page.keyboard.press('Escape')
  await link(page, /migrate up --env production/, /212 customers/)
  await page.getByRole('tab', { name: 'Agent steps' }).click()
  const steps = page.getByRole('tabpanel')
  await expect(steps).toContainText('migrate up --env production')
  await steps.getByRole('button', { name: 'Add a limit or a check' }).first().click()
  const limit = steps.getByRole('form', { name: 'Which limit or check stood around this step?' })
  await limit.getByLabel(/^Which limit or check/).fill('“Staging first, then finish the job” in the task.')
  await limit.getByLabel('How it works').selectOption('procedural')
  await limit.getByLabel('What it was doing that day').selectOption('bypassed')
  await limit.getByRole('button', { name: 'Add the answer' }).click()
  await expect(steps.getByRole('region', { name: 'Only instructed' })).toContainText('Staging first')
}

async function promise(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Propose an action' }).first().click()
  const form = page.getByRole('form', { name: 'Propose an action' })
  await form.getByLabel('What will be different').fill(change)
  await form.getByLabel('How we will know').fill('A migrate command from a session of an agent is refused.')
  await form.getByLabel(/The database role of a session/).check()
  await form.getByRole('button', { name: 'Keep as a proposal' }).click()
  const card = page.getByRole('listitem').filter({ hasText: change })
  await card.getByRole('button', { name: 'Open it' }).click()
  const edit = page.getByRole('form', { name: 'Edit the action' })
  await edit.getByLabel('Owner').selectOption({ index: 1 })
  await edit.getByLabel('Role readers see').fill('database lead')
  await edit.getByLabel('Due').fill('2036-12-18')
  await edit.getByRole('button', { name: 'Open the action' }).click()
  await expect(edit).toHaveCount(0)
}

async function write(house: House, incidentId: string): Promise<void> {
  const { review, draft } = Object(await house.ask('readIncident', { id: incidentId }))
  const none = { state: 'none', text: '' }
  await house.ask('correctReview', {
    incidentId,
    version: review.version,
    impact: {
      duration: { state: 'known', text: '84 minutes' },
      users: { state: 'known', text: '212 customers' },
      revenue: none,
      dataLoss: none,
      reputation: none,
    },
    answers: {
      madePossible: 'A role that owned both databases, and a limit that stood in words alone.',
      impossibleNext: 'Production refuses the role that agents run with.',
      secondLoop: 'We gave clean-ups as one task from list to production.',
      secondLoopResult: 'A task for an agent ends in staging.',
    },
  })
  await house.ask('correctDraft', {
    incidentId,
    version: draft.version,
    text: '## Summary\n\nA table that was still read was dropped in production. Every line was brought back.\n',
  })
}

async function lookAtGate(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Before it can be published' })).toBeVisible()
  await page.getByRole('link', { name: /^Go there.*Of the migration agent/ }).click()
  await expect(page).toHaveURL(new RegExp(`${name}/factors`))
  await page.getByRole('button', { name: 'Edit the migration agent' }).click()
  const form = page.getByRole('form', { name: 'Edit the migration agent' })
  await form.getByLabel('Guardrail gate').selectOption('open')
  await form.getByLabel('Which limit was enforced', { exact: false }).fill('One role owned both databases.')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toHaveCount(0)
}

async function close(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Nothing stands in the way' })).toBeVisible()
  await page.getByRole('button', { name: 'Publish the first edition' }).click()
  await expect(page.getByRole('region', { name: 'Published' })).toBeVisible()
  await page.getByRole('button', { name: 'Close the review' }).click()
  const closed = page.getByRole('region', { name: 'This review is closed' })
  await expect(closed).toBeVisible()
  await page.getByRole('button', { name: 'Open it again' }).click()
  await page.getByRole('button', { name: 'Close the review' }).click()
  await expect(closed).toBeVisible()
}
