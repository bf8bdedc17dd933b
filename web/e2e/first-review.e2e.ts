/**
 * From the set-up link to the page of a reader, through the page alone. The same story through the API is
 * server/story.test.ts.
 */
import { readFile } from 'node:fs/promises'
import type { BrowserContext, Locator, Page } from '@playwright/test'
import { sampleFiles } from '@secondstory/review/ingest/sample-incident'
import { expect, startHouse, test } from './harness.ts'

const title = 'Checkout refused one in five orders for 47 minutes'
const names = ['Noor Haddad', 'Joon Park', 'Ines Carvalho', 'Priya Raman', 'Tomasz Wieczorek']

test('a Slack export and an alert become a published edition', async ({ browser }) => {
  test.setTimeout(300_000)
  const house = await startHouse({ hasKeeper: false })
  try {
    // Tall, because the timeline draws only the rows that are in view.
    const viewport = { width: 1440, height: 2400 }
    const context = await browser.newContext({ baseURL: house.address, viewport })
    const page = await context.newPage()
    await test.step('set up the first keeper', () => setUp(page, house.setUpLink))
    await test.step('open the incident', () => openIncident(page))
    await test.step('drop in the record', () => dropRecord(page))
    await test.step('see what stands in the way', () => seeBlockers(page))
    await test.step('work the timeline', () => workTimeline(page))
    await test.step('name the roles', () => nameRoles(page))
    await test.step('name the factors', () => nameFactors(page))
    await test.step('keep the lessons', () => keepLessons(page))
    await test.step('promise an action', () => promiseAction(page))
    await test.step('say the impact', () => sayImpact(page))
    await test.step('write the story', () => writeStory(page))
    const address = await test.step('publish', () => publish(page))
    await test.step('close the action and the review', () => closeReview(page))
    const invitation = await test.step('invite a reader', () => inviteReader(page))
    const visit = await browser.newContext({ baseURL: house.address, acceptDownloads: true })
    await test.step('the reader finds and reads the edition', () => readAsReader(visit, invitation, address))
    await test.step('the working record stays closed to the reader', () => meetClosedRecord(visit))
    await context.close()
    await visit.close()
  } finally {
    await house.stop()
  }
})

async function setUp(page: Page, link: string | null): Promise<void> {
  if (link === null) throw new Error('A server without a keeper printed no set-up link.')
  await page.goto(link)
  await page.getByLabel('E-mail').fill('mara@harbour.example')
  await page.getByLabel('Name').fill('Mara Lindqvist')
  await page.getByLabel('Password').fill('too short')
  await page.getByRole('button', { name: 'Make the account and begin' }).click()
  await expect(page).toHaveURL(/set-up/)
  await page.getByLabel('Password').fill('the long way round the lake')
  await page.getByRole('button', { name: 'Make the account and begin' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  // The link works once: whoever finds it afterwards meets one sentence.
  const later = await page.context().browser()?.newContext()
  const late = await later?.newPage()
  if (late === undefined) throw new Error('The browser is gone.')
  await late.goto(link)
  await late.getByLabel('E-mail').fill('other@harbour.example')
  await late.getByLabel('Name').fill('Somebody Else')
  await late.getByLabel('Password').fill('another long pass phrase')
  await late.getByRole('button', { name: 'Make the account and begin' }).click()
  await expect(late.getByRole('alert')).toBeVisible()
  await expect(late).toHaveURL(/set-up/)
  await later?.close()
}

async function openIncident(page: Page): Promise<void> {
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { level: 1, name: 'Open an incident' })).toBeVisible()
  await page.getByLabel('Title').fill(title)
  await page.getByRole('radio', { name: /SEV1/ }).check()
  const times = { Started: '14:02', Detected: '14:04', Mitigated: '14:38', Ended: '14:49' }
  for (const [mark, clock] of Object.entries(times)) {
    const group = page.getByRole('group', { name: mark })
    await group.getByLabel(`${mark}: day`).fill('2026-03-12')
    await group.getByLabel(`${mark}: time in UTC`).fill(clock)
  }
  await page.getByRole('group', { name: 'Started' }).getByLabel('about').check()
  await expect(page.getByText('Review due 14 Mar 2026, 14:49 UTC.')).toBeVisible()
  await page.getByLabel('Components').fill('checkout-api, orders-db')
  await page
    .getByLabel('First story')
    .fill('Checkout refused orders; the release of the morning is suspected.')
  await page.getByRole('button', { name: 'Open the incident' }).click()
  await expect(page).toHaveURL(/\/incidents\/INC-1\/evidence$/)
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

/** A real drop of real bytes, as the operating system would hand them over. */
async function drop(page: Page, target: Locator, names: readonly string[]): Promise<void> {
  const files = sampleFiles()
    .filter(({ name }) => names.includes(name))
    .map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') }))
  expect(files.length).toBe(names.length)
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer()
    for (const { name, text } of given) {
      transfer.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name))
    }
    return transfer
  }, files)
  await target.dispatchEvent('drop', { dataTransfer })
}

async function dropRecord(page: Page): Promise<void> {
  await drop(page, page.getByText('Drop the record here, or choose files'), [
    'slack-export.zip',
    'alerts.json',
  ])
  const channels = page.getByRole('group', { name: 'Channels that go in' })
  await expect(channels.getByLabel(/#inc-checkout/)).toBeChecked()
  await channels.getByLabel(/#checkout-deploys/).uncheck()
  await page.getByRole('button', { name: 'Import 2 files' }).click()
  const receipts = page
    .getByRole('region', { name: 'Imported so far' })
    .or(page.locator('section', { has: page.getByRole('heading', { name: 'Imported so far' }) }))
  const slack = receipts.getByRole('listitem').filter({ hasText: 'slack-export.zip' })
  await expect(slack.getByText('Slack', { exact: true })).toBeVisible()
  await expect(slack.getByText('proposed for the timeline')).toBeVisible()
  await expect(slack.getByText('secrets and personal details removed')).toBeVisible()
  const alerts = receipts.getByRole('listitem').filter({ hasText: 'alerts.json' })
  await expect(alerts.getByText('Alertmanager', { exact: true })).toBeVisible()
  await expect(alerts.getByText('proposed for the timeline')).toBeVisible()
  // The channel that was left out stayed out, and the password in a message was removed before it was stored.
  const search = page.getByLabel('Search the evidence')
  await search.fill('storefront')
  await expect(page.getByRole('button', { name: /Deployed storefront/ })).toHaveCount(0)
  await search.fill('break-glass')
  await expect(page.getByText('from the break-glass vault').first()).toBeVisible()
  await expect(page.getByText('K3ttle-Drum')).toHaveCount(0)
}

async function goTo(page: Page, tab: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Parts of INC-1' }).getByRole('link', { name: tab }).click()
  await expect(page).toHaveURL(new RegExp(`/incidents/INC-1/${tab.toLowerCase()}$`))
}

async function seeBlockers(page: Page): Promise<void> {
  await goTo(page, 'Publish')
  await expect(page.getByRole('heading', { name: 'Before it can be published' })).toBeVisible()
  await expect(page.getByText('The summary is still empty.', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('No contributing factor is named yet.', { exact: false }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish the first edition' })).toBeDisabled()
  await page.getByRole('link', { name: /^Go there.*No contributing factor/ }).click()
  await expect(page).toHaveURL(/\/INC-1\/factors/)
}

/** The row of the timeline with these words. */
function row(page: Page, words: string | RegExp): Locator {
  return page.getByRole('grid', { name: 'Timeline' }).getByRole('row').filter({ hasText: words })
}

async function workTimeline(page: Page): Promise<void> {
  await goTo(page, 'Timeline')
  const first = row(page, 'CheckoutErrorRateHigh (critical)').first()
  await expect(first).toBeVisible()
  await expect(first.getByText('alert started')).toBeVisible()
  // By key: down to the first, accept it; the next is accepted too, the third is not part of the story.
  await page.keyboard.press('j')
  await expect(first.getByRole('button', { name: 'Accept' })).toBeVisible()
  await page.keyboard.press('a')
  await expect(first.getByRole('button', { name: 'Accept' })).toHaveCount(0)
  await page.keyboard.press('a')
  const third = row(page, /checkout is failing for roughly one in five/)
  await expect(third.getByRole('button', { name: 'Reject' })).toBeVisible()
  await page.keyboard.press('x')
  await expect(third).toHaveCount(0)
  const undo = page.getByRole('status').filter({ hasText: 'One event rejected.' })
  await undo.getByRole('button', { name: 'Undo' }).click()
  await expect(third).toBeVisible()
  await page.keyboard.press('Escape')
  // Many at once.
  await page.getByRole('button', { name: 'Choose all' }).click()
  await page
    .getByRole('toolbar', { name: 'The chosen events' })
    .getByRole('button', { name: 'Accept' })
    .click()
  await expect(page.getByText('Every proposal is answered')).toBeVisible()
  await row(page, 'I mailed the two merchants').click()
  await page.keyboard.press('x')
  await expect(row(page, 'I mailed the two merchants')).toHaveCount(0)
  await correctEvent(page)
  await mergeEvents(page)
  await addTrigger(page)
}

async function correctEvent(page: Page): Promise<void> {
  await row(page, 'found it: one session holds the table lock').click()
  await page.keyboard.press('e')
  const form = page.getByRole('form', { name: 'Edit the event' })
  await form
    .getByLabel('What happened')
    .fill('One idle session of order-archiver had held the table lock since 14:02.')
  await form.getByLabel('Who or what').fill('Tomasz Wieczorek')
  // A name typed as the actor is offered as the role it stands for.
  const offer = form.getByRole('status').getByRole('button')
  await expect(offer).toContainText('responder')
  await offer.click()
  await expect(form.getByLabel('Who or what')).toHaveValue(/^responder \d$/)
  await form.getByLabel('Kind').selectOption('observation')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, 'One idle session of order-archiver')).toBeVisible()
}

/** Two records of one rollback become one event; undo splits it, and then it is merged for good. */
async function mergeEvents(page: Page): Promise<void> {
  const pair = [row(page, 'terminated pid 9114'), row(page, 'errors are down to 2 %')] as const
  const merge = async () => {
    for (const each of pair) await each.getByRole('checkbox').check()
    await page
      .getByRole('toolbar', { name: 'The chosen events' })
      .getByRole('button', { name: 'Merge' })
      .click()
    await expect(page.getByText('2 events merged into one.')).toBeVisible()
  }
  const count = async () => (await pair[0].count()) + (await pair[1].count())
  await merge()
  await expect.poll(count).toBe(1)
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await expect.poll(count).toBe(2)
}

async function addTrigger(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add an event' }).click()
  const form = page.getByRole('form', { name: 'Add an event' })
  await form.getByLabel('What happened').fill('order-archiver started to run every five minutes.')
  await form.getByLabel('When: day').fill('2026-03-12')
  await form.getByLabel('When: time in UTC').fill('13:52')
  await form.getByLabel('Who or what').fill('deploy pipeline')
  await form.getByLabel('is', { exact: true }).selectOption({ label: 'a system' })
  await form.getByLabel('Kind').selectOption('config-change')
  await form.getByRole('button', { name: 'Add the event' }).click()
  const added = row(page, 'order-archiver started to run')
  await added.click()
  await page.keyboard.press('t')
  await expect(added.getByText('trigger', { exact: true })).toBeVisible()
}

async function nameRoles(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Roles' }).click()
  const sheet = page.getByRole('dialog', { name: 'Names and roles' })
  const roles = {
    'Noor Haddad': 'incident commander',
    'Tomasz Wieczorek': 'database on-call',
    'Ines Carvalho': 'checkout on-call',
    'Priya Raman': 'platform on-call',
    'Joon Park': 'communications lead',
  }
  for (const [name, role] of Object.entries(roles)) {
    await sheet.getByLabel(name).fill(role)
    const line = sheet.getByRole('listitem').filter({ has: page.getByLabel(name) })
    await line.getByRole('button', { name: 'Save' }).click()
    await expect(line.getByRole('button', { name: 'Save' })).toBeDisabled()
  }
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(row(page, 'One idle session of order-archiver').getByText('database on-call')).toBeVisible()
  await expect(page.getByText(/^responder \d$/)).toHaveCount(0)
}

async function nameFactors(page: Page): Promise<void> {
  await goTo(page, 'Factors')
  await expect(page.getByRole('region', { name: 'Trigger' })).toContainText('order-archiver started to run')
  await page.getByRole('button', { name: 'Name the first factor' }).click()
  const form = page.getByRole('form', { name: 'Name a factor' })
  await form.getByLabel('Kind of condition').fill('blast radius')
  await form.getByRole('radio', { name: /Unlimited blast radius/ }).click()
  const statement = form.getByLabel('The condition, in one sentence')
  await statement.fill('Human error')
  const refusal = form.getByRole('status')
  await expect(refusal).toContainText('is not a condition of the system')
  await expect(refusal.getByRole('listitem')).toHaveCount(3)
  await expect(form.getByRole('button', { name: 'Name the factor' })).toBeDisabled()
  await statement.fill('Any job could hold a lock on the orders table for as long as it liked.')
  await expect(refusal).toHaveCount(0)
  await form.getByLabel('Events that show it').fill('idle session')
  await form.getByRole('list', { name: 'Events found' }).getByRole('button').first().click()
  await form.getByRole('button', { name: 'Name the factor' }).click()
  const named = page.getByRole('listitem').filter({ hasText: 'Any job could hold a lock' })
  await expect(named).toBeVisible()
  // One after the other, without waiting: every answer holds.
  for (const at of [0, 1, 2]) await named.getByRole('checkbox').nth(at).click()
  await expect(page.getByRole('heading', { name: 'Underlying weaknesses' })).toBeVisible()
  for (const at of [0, 1, 2]) await expect(named.getByRole('checkbox').nth(at)).toBeChecked()
  await nameSecondFactor(page)
}

async function nameSecondFactor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Name a factor' }).click()
  const form = page.getByRole('form', { name: 'Name a factor' })
  await form.getByLabel('Kind of condition').fill('undo')
  await form.getByRole('radio', { name: /Undo path missing or slow/ }).click()
  await form
    .getByLabel('The condition, in one sentence')
    .fill('A rollback left the scheduled jobs of a release in place.')
  await form.getByRole('button', { name: 'Name the factor' }).click()
  const named = page.getByRole('listitem').filter({ hasText: 'A rollback left the scheduled jobs' })
  await named.getByRole('button', { name: 'Remove the factor' }).click()
  await expect(named).toHaveCount(0)
  await page
    .getByRole('status')
    .filter({ hasText: 'Factor removed.' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(named).toBeVisible()
}

async function keepLessons(page: Page): Promise<void> {
  const lessons = {
    'What went well': 'The rollback was ruled out within two minutes.',
    'Where we got lucky': 'The session was idle when it was ended.',
  }
  for (const [heading, text] of Object.entries(lessons)) {
    const list = page.getByRole('region', { name: heading })
    await list.getByRole('button', { name: 'Add' }).click()
    await list.getByRole('textbox', { name: heading }).fill(text)
    await list.getByRole('button', { name: 'Save' }).click()
    // The form goes a moment after its words stand in the list, and moves what is below it.
    await expect(list.getByRole('textbox')).toHaveCount(0)
    await expect(list.getByText(text)).toBeVisible()
  }
}

async function promiseAction(page: Page): Promise<void> {
  await goTo(page, 'Actions')
  await page.getByRole('button', { name: 'Propose an action' }).click()
  const form = page.getByRole('form', { name: 'Propose an action' })
  const wanted = form.getByLabel('What will be different')
  await wanted.fill('Be more careful with scheduled jobs')
  await expect(form.getByRole('status')).toBeVisible()
  await expect(form.getByRole('button', { name: 'Keep as a proposal' })).toBeDisabled()
  await wanted.fill('The database ends any lock on orders after two seconds')
  await expect(form.getByRole('status')).toHaveCount(0)
  await form.getByLabel('How we will know').fill('A staging job that sleeps on the lock is ended.')
  await form.getByLabel(/Any job could hold a lock/).check()
  await expect(form.getByText('An action needs one owner and a date')).toBeVisible()
  await form.getByRole('button', { name: 'Keep as a proposal' }).click()
  const card = page.getByRole('listitem').filter({ hasText: 'The database ends any lock' })
  await expect(card.getByText('it has no owner and no date yet')).toBeVisible()
  await card.getByRole('button', { name: 'Open it' }).click()
  const edit = page.getByRole('form', { name: 'Edit the action' })
  await edit.getByLabel('Owner').selectOption({ label: 'Mara Lindqvist' })
  await edit.getByLabel('Role readers see').fill('database lead')
  await edit.getByLabel('Due').fill('2036-12-18')
  await edit.getByRole('button', { name: 'Open the action' }).click()
  await expect(edit).toHaveCount(0)
  await expect(card.getByText('due 18 Dec 2036')).toBeVisible()
  await expect(card.getByText('A proposal', { exact: false })).toHaveCount(0)
}

async function sayImpact(page: Page): Promise<void> {
  await goTo(page, 'Story')
  await page.getByRole('button', { name: 'Say more' }).click()
  const impact = page.getByRole('region', { name: 'Impact' })
  const known = { Duration: '47 minutes', 'Users affected': 'about 2,900 customers, from the checkout logs' }
  for (const [measure, words] of Object.entries(known)) {
    await impact.getByLabel(measure, { exact: true }).selectOption({ label: 'Known' })
    const field = impact.getByLabel(`${measure}, in words`)
    await field.fill(words)
    await field.press('Enter')
  }
  await impact.getByLabel('Revenue', { exact: true }).selectOption({ label: 'Unknown' })
  await impact.getByLabel('Data loss', { exact: true }).selectOption({ label: 'None' })
  await impact.getByLabel('Reputation', { exact: true }).selectOption({ label: 'None' })
  await page.getByRole('button', { name: 'Fold' }).click()
  await expect(impact).not.toContainText('not said yet')
  await expect(impact).toContainText('about 2,900 customers')
}

async function writeStory(page: Page): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'The story, in Markdown' })
  await editor.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('End')
  await page.keyboard.type(
    '\n\nOrders were refused for 47 minutes, because every write waited behind one lock. ',
  )
  await page.keyboard.type('The operator should have checked the schedule of the archiver. ')
  await page.keyboard.type('Tomasz Wieczorek found the session that held it.\n\n')
  await page.keyboard.type('The review of the change was careless.')
  const underlined = editor.locator('.cm-finding')
  await expect(underlined.filter({ hasText: 'should have checked' })).toBeVisible()
  // The pointer on the words opens the card: the reason, a better question, a rewrite.
  await underlined.filter({ hasText: 'should have checked' }).hover()
  const card = page.getByRole('dialog', { name: 'An obligation found afterwards' })
  await expect(card).toContainText('knowledge nobody had then')
  await card.getByRole('button', { name: /prompted the operator to check/ }).click()
  await expect(editor).toContainText('prompted the operator to check')
  await expect(editor).not.toContainText('should have checked')
  await fillGap(page, editor)
  await keepWords(page, editor)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(editor).toContainText('Nothing in the schedule page prompted the operator')
  await expect(editor).toContainText('Tomasz Wieczorek found the session')
}

/** A rewrite leaves a gap for what only the writer knows; what is typed next fills it. */
async function fillGap(page: Page, editor: Locator): Promise<void> {
  await expect(editor).toContainText('Nothing in … prompted the operator')
  await page.keyboard.type('the schedule page')
  await expect(editor).toContainText('Nothing in the schedule page prompted the operator')
}

/** Words left standing on purpose carry their reason, and are no longer underlined. */
async function keepWords(page: Page, editor: Locator): Promise<void> {
  const underlined = editor.locator('.cm-finding')
  await expect(underlined).toHaveCount(1)
  await page.keyboard.press('F8')
  const card = page.getByRole('dialog', { name: 'Character in place of events' })
  await card.getByLabel('Keep these words, because').fill('a word-for-word quote from the meeting')
  await card.getByRole('button', { name: 'Keep' }).click()
  await expect(underlined).toHaveCount(0)
  await expect(editor).toContainText('a word-for-word quote from the meeting')
}

/** The two questions a grave incident ends on. A person is no answer. */
async function answerTheQuestions(page: Page): Promise<void> {
  await goTo(page, 'Story')
  const answers = page.getByRole('region', { name: 'What the review answers' })
  await answers.getByRole('button', { name: /^Answer.*made this possible/ }).click()
  const possible = answers.getByLabel('What about our system made this possible?')
  await possible.fill('Human error')
  await answers.getByRole('button', { name: 'Save' }).click()
  await expect(answers.getByText('is not a condition of the system')).toBeVisible()
  await possible.fill('Any job could hold a lock on the orders table without a limit.')
  await answers.getByRole('button', { name: 'Save' }).click()
  // A field holds its words as well: it is saved when its form is gone.
  await expect(answers.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await answers.getByRole('button', { name: /^Answer.*impossible next time/ }).click()
  await answers
    .getByLabel('What would make it impossible next time?')
    .fill('The database ends a lock on orders after two seconds.')
  await answers.getByRole('button', { name: 'Save' }).click()
  await expect(answers.getByText('The database ends a lock on orders')).toBeVisible()
}

async function publish(page: Page): Promise<string> {
  await answerTheQuestions(page)
  await goTo(page, 'Publish')
  await expect(page.getByRole('heading', { name: 'Nothing stands in the way' })).toBeVisible()
  const changes = page.getByRole('region', { name: 'What changes on the way' }).getByRole('listitem')
  const change = changes.filter({ hasText: 'Tomasz' }).first()
  await expect(change.getByRole('deletion')).toContainText('Tomasz')
  await expect(change.getByRole('insertion')).toContainText(/database on-call/i)
  await page.getByRole('button', { name: 'Publish the first edition' }).click()
  const published = page.getByRole('region', { name: 'Published' })
  const link = published.getByRole('link', { name: /\/editions\// })
  await expect(link).toBeVisible()
  return (await link.getAttribute('href')) ?? ''
}

/** Done is said with what came of it; then the review itself is closed, which its list of incidents shows. */
async function closeReview(page: Page): Promise<void> {
  await goTo(page, 'Actions')
  await page.getByRole('button', { name: /^More about:/ }).click()
  await page.getByRole('menuitem', { name: 'Close as done' }).click()
  await page.getByLabel(/What came of it/).fill('The staging test ended a session after five seconds.')
  await page.getByRole('button', { name: 'Close as done' }).click()
  await expect(page.getByText('The staging test ended a session after five seconds.')).toBeVisible()
  await goTo(page, 'Publish')
  const closing = page.getByRole('region', { name: 'When what came of it is known' })
  await expect(closing).toContainText('Every action is done or dropped.')
  await closing.getByRole('button', { name: 'Close the review' }).click()
  await expect(page.getByRole('region', { name: 'This review is closed' })).toBeVisible()
}

async function inviteReader(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByLabel('Name').fill('Lucía Ferrer')
  await page.getByLabel('E-mail').fill('lucia@harbour.example')
  await page.getByRole('radio', { name: /^Reader/ }).check()
  await page.getByRole('button', { name: 'Make an invitation' }).click()
  const shown = page.getByRole('region', { name: /^The invitation to/ }).getByText(/\/invitation\//)
  return (await shown.innerText()).trim()
}

async function readAsReader(context: BrowserContext, invitation: string, address: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(invitation)
  await expect(page.getByText('This invitation is for lucia@harbour.example.')).toBeVisible()
  await page.getByLabel('Password').fill('a reader among many words')
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  const main = page.getByRole('navigation', { name: 'Main' })
  await expect(main.getByRole('link', { name: 'Library' })).toBeVisible()
  await expect(main.getByRole('link', { name: 'Incidents' })).toHaveCount(0)
  await main.getByRole('link', { name: 'Library' }).click()
  await page.getByLabel('Search the library').fill('zeppelin')
  await expect(page.getByRole('heading', { name: 'No edition has these words' })).toBeVisible()
  await page.getByLabel('Search the library').fill('schedule page')
  await expect(page.getByText('1 edition', { exact: true })).toBeVisible()
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(title) })
    .click()
  await expect(page).toHaveURL(new RegExp(`${address}$`))
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(
    page.getByText('Any job could hold a lock on the orders table for as long as it liked.'),
  ).toBeVisible()
  await expect(page.getByText('The database on-call found the session that held it.')).toBeVisible()
  await expectNoNames(await page.content())
  await downloadMarkdown(page)
}

async function downloadMarkdown(page: Page): Promise<void> {
  const link = page.getByRole('link', { name: /Markdown/ })
  const answer = await page.request.get((await link.getAttribute('href')) ?? '')
  expect(answer.status()).toBe(200)
  const text = await answer.text()
  expect(text.startsWith('---\n')).toBe(true)
  expect(text).toContain('Any job could hold a lock on the orders table')
  await expectNoNames(text)
  const waiting = page.waitForEvent('download')
  await link.click()
  const file = await (await waiting).path()
  expect(await readFile(file, 'utf8')).toBe(text)
}

/** Names and handles of everyone met in the record; the words of the review itself hold none of them. */
async function expectNoNames(text: string): Promise<void> {
  const parts = names.flatMap((name) => [name, ...name.split(' ')])
  for (const word of [...parts, 'tomasz.w', 'joonp', 'Mara', 'Lindqvist']) {
    expect(text, `${word} is read in the edition`).not.toMatch(new RegExp(`\\b${word}\\b`))
  }
}

async function meetClosedRecord(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto('/incidents/INC-1/timeline')
  await expect(page.getByRole('main')).toContainText(/not|member/i)
  await expect(page.getByRole('grid', { name: 'Timeline' })).toHaveCount(0)
  await expect(page.getByRole('heading', { name: title })).toHaveCount(0)
  const answer = await page.request.post('/api/readIncident', {
    data: { reference: 'INC-1' },
    headers: { 'x-second-story': '1' },
  })
  expect(answer.status()).toBe(403)
  expect(await answer.text()).not.toContain('Tomasz')
}
