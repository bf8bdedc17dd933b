import { expect, it } from 'vitest'
import { testHouse } from './testing.ts'
import { readyReview } from './testing-review.ts'

const house = await testHouse()
house.clock.now = '2026-04-01T09:00:00.000Z'
const { member, keeper, reader } = house.people
const ask = house.as(member)
const asReader = house.as(reader)
const asNobody = house.as(null)

const words = `## Summary

Checkout refused orders. Zoë Lindqvist was on call. He restarted 9fceb02d0ae5 after [the thread](https://acme.slack.com/archives/C1/p17).

The runbook is at https://wiki.acme.example/orders. Zo&#235;&#32;Lindqvist saw 10.2.3.4 first.
`

const ready = (title: string) => readyReview(ask, member, { title, words })

it('each audience reads as much as is made for it, at one address', async () => {
  const { incidentId } = await ready('For everyone')
  const { slug } = await ask('publishReview', { incidentId, audience: 'public' })
  const reads = await Promise.all([ask, asReader, asNobody].map((each) => each('readEdition', { slug })))
  expect(reads.map(({ audience }) => audience)).toEqual(['team', 'organisation', 'public'])
  const [team = '', organisation = '', everyone = ''] = reads.map(({ record }) => record.sections[0]?.text)
  expect(team).toContain('They restarted [withheld: commit] after the thread.')
  expect(team).toContain('https://wiki.acme.example/orders')
  expect(organisation).toBe(team)
  expect(everyone).toContain('The runbook is at [withheld: link].')
  expect(everyone).toContain('[withheld: network]')
  expect(reads.map(({ record }) => record.timeline[0]?.happenedAt?.precision)).toEqual([
    'second',
    'minute',
    'minute',
  ])
  expect(reads.map(({ record }) => record.actions[0]?.ownerRole)).toEqual([
    'storage team lead',
    'storage team lead',
    '[withheld: owner]',
  ])
  expect(reads[2]?.withheld).toEqual(expect.arrayContaining(['link', 'owner', 'time', 'network']))
})

it('whoever works on reviews can read it as others do; nobody reads more than is theirs', async () => {
  const { incidentId } = await ready('As others')
  const { slug } = await ask('publishReview', { incidentId, audience: 'organisation' })
  expect((await ask('readEdition', { slug, audience: 'organisation' })).audience).toBe('organisation')
  await expect(asReader('readEdition', { slug, audience: 'team' })).rejects.toMatchObject({
    kind: 'not-found',
  })
  for (const place of [{ slug }, { slug: 'nowhere' }]) {
    await expect(asNobody('readEdition', place)).rejects.toMatchObject({
      kind: 'signed-out',
      message: 'Nothing public is at this address; whoever has an account may find more.',
    })
  }
})

it('an edition for the team stays with the team, and does not take the place of a wider one', async () => {
  const { incidentId } = await ready('Narrower the second time')
  const { slug } = await ask('publishReview', { incidentId })
  await ask('publishReview', { incidentId, audience: 'team', changed: 'A note for the team.' })
  expect((await ask('readEdition', { slug })).number).toBe(2)
  expect(await asReader('readEdition', { slug })).toMatchObject({ number: 1, newestNumber: 1 })
  await expect(asReader('readEdition', { slug, number: 2 })).rejects.toMatchObject({ kind: 'not-found' })
  const line = async (as: typeof ask) =>
    (await as('listEditions', { text: 'narrower the second time' })).items.map(({ title }) => title)
  expect([await line(ask), await line(asReader)]).toEqual([
    ['Narrower the second time'],
    ['Narrower the second time'],
  ])
})

it('a withdrawn edition leaves a sentence, earlier ones stay, and undo brings it back', async () => {
  const { incidentId } = await ready('Withdrawn')
  const { slug } = await ask('publishReview', { incidentId })
  await ask('publishReview', { incidentId, changed: 'More is known.' })
  const because = 'Zoë Lindqvist asked for it: a description fits one person.'
  const { removalId } = await ask('removeEdition', { slug, number: 2, because })
  await expect(asReader('readEdition', { slug })).rejects.toMatchObject({
    kind: 'not-found',
    message:
      'Edition 2 was withdrawn on 2026-04-01: The database on-call asked for it: a description fits one person.',
  })
  expect((await asReader('readEdition', { slug, number: 1 })).number).toBe(1)
  expect((await asReader('listEditions', { text: 'withdrawn' })).items).toEqual([])
  expect(await ask('listReviewEditions', { incidentId })).toMatchObject([
    { number: 2, withdrawal: { at: house.clock.now } },
    { number: 1, withdrawal: null },
  ])
  await ask('undoRemoval', { removalId })
  expect((await asReader('readEdition', { slug })).number).toBe(2)
  await expect(asReader('removeEdition', { slug, number: 2, because })).rejects.toMatchObject({
    kind: 'not-allowed',
  })
})

it('a name that hides from the gate stands in the way', async () => {
  const { incidentId } = await ready('Hidden')
  const text = '## Summary\n\nOrders were refused; **Zo**ë **Lind**qvist saw it.\n'
  const { version } = (await ask('readIncident', { id: incidentId })).draft
  await ask('correctDraft', { incidentId, version, text })
  const { blockers } = await ask('listBlockers', { incidentId })
  expect(blockers).toContainEqual(expect.objectContaining({ rule: 'name-left' }))
  await expect(ask('publishReview', { incidentId })).rejects.toMatchObject({ kind: 'not-ready' })
})

it('the preview tells every change with its kind, and who took part is in none of it', async () => {
  const { incidentId } = await ready('Preview')
  const preview = await house.as(keeper)('readEditionPreview', { incidentId, audience: 'public' })
  expect(new Set(preview.replacements.map(({ kind }) => kind))).toEqual(
    new Set(['name', 'pronoun', 'commit', 'link', 'disguised', 'time', 'owner', 'network'] as const),
  )
  expect(JSON.stringify(preview.record)).not.toMatch(/lindqvist|zoe|slack\.com|9fceb/i)
})
