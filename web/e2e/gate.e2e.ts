/** Every sentence of the gate on the page: what is asked before an edition, and what an import would not store. */
import type { Page } from '@playwright/test'
import { findNames, isNullAction, isPersonShaped } from '@secondstory/language'
import { writeJson } from '@secondstory/review/documents/json'
import { writeMarkdown } from '@secondstory/review/documents/markdown'
import { checkRecord } from '@secondstory/review/documents/record-check'
import { everyRefusal, gateTwists } from '@secondstory/review/documents/samples/gate'
import { gathered } from '@secondstory/review/documents/testing-gate'
import type { Blocker } from '@secondstory/review/model/blocker'
import type { EditionRecord } from '@secondstory/review/model/editions'
import { loadSample } from '../../run/sample-review.mjs'
import { expect, type House, test } from './harness.ts'

const judge = {
  isNullAction,
  isName: (text: string) => findNames(text, {}).length > 0,
  personIn: (text: string) => {
    const shape = isPersonShaped(text, {})
    return shape === null ? null : { quote: shape.quote, isError: shape.found === 'human-error' }
  },
}

interface Told {
  readonly blockers: readonly Blocker[]
  readonly warnings: readonly Blocker[]
}

function rulesOf(record: EditionRecord): ReadonlySet<string> {
  const { blockers, warnings } = checkRecord(writeMarkdown(record), judge)
  return new Set([...blockers, ...warnings].map(({ rule }) => rule))
}

async function finished(house: House): Promise<EditionRecord> {
  await house.ask('addSampleReviews', {})
  const { items } = Object(await house.ask('listEditions', {}))
  const line = items.find(({ components }: { components: string[] }) => components.includes('billing-db'))
  return Object(await house.ask('readEdition', { slug: line.slug })).record
}

/** Finds every sentence of these rules on the step of publishing. */
async function seeOnPage(
  page: Page,
  house: House,
  incident: { id: string; number: number },
  rules: readonly string[],
) {
  const told = Object(await house.ask('listBlockers', { incidentId: incident.id })) as Told
  const expected = [...told.blockers, ...told.warnings].filter(({ rule }) => rules.includes(rule))
  expect(rules.filter((rule) => !expected.some((each) => each.rule === rule))).toEqual([])
  await page.goto(`/incidents/INC-${incident.number}/publish`)
  await expect(page.getByRole('heading', { name: /Before it can be published|Nothing stands/ })).toBeVisible()
  const folded = page.getByText(/things worth a second look$/)
  if ((await folded.count()) > 0) await folded.click()
  const words = await wordsIn(page)
  for (const { rule, sentence } of expected) expect(words, rule).toContain(flat(sentence))
}

const flat = (text: string) => text.replace(/\s+/g, ' ')
const wordsIn = async (page: Page) => flat(await page.getByRole('main').innerText())

test('what stands in the way, what is worth a second look, and what is refused is said on the page', async ({
  page,
  house,
}) => {
  test.setTimeout(180_000)
  const base = await finished(house)
  const asked = gateTwists.filter(
    ({ refusedAt, otherwise }) => refusedAt === null && otherwise.API === undefined,
  )
  for (const { record, rules } of gathered(base, asked, rulesOf)) {
    const { incident } = Object(await house.ask('importEdition', { text: writeJson(record) }))
    await seeOnPage(page, house, incident, rules)
    await house.ask('removeIncident', { id: incident.id })
  }
  await test.step('refused on its way in', async () => {
    const record = everyRefusal(base)
    await page.goto('/incidents/new')
    await page.getByLabel('an exported edition').setInputFiles({
      name: 'all.json',
      mimeType: 'application/json',
      buffer: Buffer.from(writeJson(record)),
    })
    const notice = page.getByRole('status').filter({ hasText: 'Not all of the document found its place' })
    await expect(notice).toBeVisible()
    await notice.getByText(/^and \d+ more$/).click()
    const words = flat(await notice.innerText())
    const { blockers } = checkRecord(writeMarkdown(record), judge)
    for (const { rule, refusedAt, otherwise, byShape } of gateTwists) {
      if (refusedAt === null || otherwise.page !== undefined || otherwise.API !== undefined) continue
      expect(words, rule).toContain(refusedAt)
      const said = blockers.filter((each) => each.rule === rule).map(({ sentence }) => flat(sentence))
      if (!byShape && said.length > 0)
        expect([rule, said.some((each) => words.includes(each))]).toEqual([rule, true])
    }
    const link = notice.getByRole('link', { name: /^Go on to INC-\d+$/ })
    const reference = (await link.innerText()).replace('Go on to ', '')
    const { incident } = Object(await house.ask('readIncident', { reference }))
    await house.ask('removeIncident', { id: incident.id })
  })
  await test.step('what no document can bring', async () => {
    const sample = await loadSample(house.ask)
    await seeOnPage(page, house, sample, ['proposals-waiting', 'seen-not-told'])
    const { decisions } = Object(await house.ask('readIncident', { id: sample.id }))
    await house.ask('removeTimelineEvents', { incidentId: sample.id, ids: [decisions[0].eventId] })
    await seeOnPage(page, house, sample, ['decision-without-event'])
    await house.ask('removeSampleIncident', {})
  })
})
