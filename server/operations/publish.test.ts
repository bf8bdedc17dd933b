import { readJson } from '@secondstory/review/documents/json'
import { readMarkdown } from '@secondstory/review/documents/markdown'
import { sampleFiles } from '@secondstory/review/ingest/sample-incident'
import { describe, expect, it } from 'vitest'
import type { OperationInput } from './index.ts'
import { testHouse } from './testing.ts'

const house = await testHouse()
house.clock.now = '2026-04-01T09:00:00.000Z'
const { member, keeper, reader } = house.people
const ask = house.as(member)
const sql = (text: string, values: readonly unknown[]) => house.database.pool.query(text, [...values])

const at = (clock: string) => ({ at: `2026-03-12T${clock}:00Z`, precision: 'minute' as const })

const story = `## Summary

Checkout refused one in five orders for 47 minutes. Noor Haddad's session dashboard showed the lock.

## What happened

A scheduled job held a lock on the orders table while @noor and Ines Castro looked at the release.

\`\`\`
acquired by noor.haddad@harbour.example
\`\`\`
`

const impact = {
  duration: { state: 'known', text: '47 minutes' },
  users: { state: 'known', text: 'about 3,100 customers, from checkout logs' },
  revenue: { state: 'unknown', text: '' },
  dataLoss: { state: 'none', text: '' },
  reputation: { state: 'none', text: '' },
} as const

const answers = {
  madePossible: 'Any job could hold a lock on the orders table without a limit.',
  impossibleNext: 'The database ends a lock on that table after five seconds.',
}

const given: OperationInput<'openIncident'> = {
  title: 'Checkout refused one in five orders',
  kind: 'incident',
  severity: 'SEV1',
  startedAt: at('14:02'),
  endedAt: at('14:49'),
  components: ['checkout-api'],
}

/** An incident whose review can be published. */
async function ready(more: { readonly title?: string } = {}) {
  const incident = await ask('openIncident', { ...given, ...more })
  const incidentId = incident.id
  await ask('addParticipant', {
    incidentId,
    name: 'Noor Haddad',
    handles: ['@noor'],
    role: 'database on-call',
  })
  await ask('addParticipant', { incidentId, name: 'Ines Castro', handles: ['@ines'], role: 'incident lead' })
  // Kept as it is written, so that it is the edition that has to give the role.
  await ask('markPlainWords', { incidentId, words: ['Noor'] })
  const review = (await ask('readIncident', { id: incidentId })).review
  await ask('correctReview', { incidentId, version: review.version, impact, answers })
  await ask('correctDraft', { incidentId, version: 1, text: story })
  const event = await ask('addTimelineEvent', {
    incidentId,
    happenedAt: at('14:02'),
    kind: 'system',
    actor: { kind: 'system', name: 'order archiver' },
    text: 'The archiver took a lock on the orders table; Noor saw the session.',
  })
  await ask('markTrigger', { incidentId, eventId: event.id })
  const factor = await ask('nameFactor', {
    incidentId,
    code: 'GRD-1',
    statement: 'A lock on the orders table could be held without a limit.',
    certainty: 'observed',
    eventIds: [event.id],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  })
  await ask('addLesson', { incidentId, kind: 'lucky', text: 'It was a quiet afternoon for orders.' })
  const action = await ask('proposeAction', {
    incidentId,
    title: 'Refuse locks on the orders table that last longer than 5 seconds',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    factorIds: [factor.id],
    howWeWillKnow: 'A session that holds the lock longer is ended in the staging test.',
    owner: { personId: member.personId, role: 'storage team lead' },
    dueOn: '2026-04-20',
  })
  return { incident, incidentId, event, factor, action }
}

type Ready = Awaited<ReturnType<typeof ready>>

const rules = (blockers: readonly { readonly rule: string }[]) => blockers.map((blocker) => blocker.rule)

describe('a participant whose name is an ordinary word', () => {
  const words = [
    "Let's park the who for now. Park the who until **Thursday**, said the plan.",
    'Park restarted the pod. Then Joon looked, @JPark paged, and joon.park@harbour.example wrote; it was Joon\u2019s turn.',
  ]
  const text = `## Summary\n\n${words.join('\n\n')}\n`

  async function withPark() {
    const { incidentId } = await ready({ title: 'Park it' })
    const joon = { incidentId, name: 'Joon Park', handles: ['@jpark'], role: 'communications lead' }
    await ask('addParticipant', joon)
    const { version } = (await ask('readIncident', { id: incidentId })).draft
    await ask('correctDraft', { incidentId, version, text })
    return incidentId
  }

  it('is replaced where the name is meant, and the word stays a word', async () => {
    const incidentId = await withPark()
    const preview = await ask('readEditionPreview', { incidentId })
    const shown = preview.record.sections[0]?.text ?? ''
    expect(shown).toContain("Let's park the who for now. Park the who until **Thursday**")
    expect(shown).toContain('The communications lead restarted the pod. Then the communications lead looked')
    expect(shown).not.toMatch(/joon|jpark|Park restarted|harbour/i)
    const { blockers } = await ask('listBlockers', { incidentId })
    expect(blockers.filter((each) => /park|joon/i.test(each.sentence))).toEqual([])
    const { slug } = await ask('publishReview', { incidentId })
    const edition = await house.as(reader)('readEdition', { slug })
    expect(edition.record.sections[0]?.text).toBe(shown)
  })

  it('is shown in the sentence around, before and after', async () => {
    const preview = await ask('readEditionPreview', { incidentId: await withPark() })
    const joon = preview.replacements.filter(({ where, name }) => where === 'Summary' && name === 'Joon Park')
    expect(joon).toHaveLength(5)
    expect(joon[0]).toEqual({
      where: 'Summary',
      name: 'Joon Park',
      role: 'communications lead',
      before: 'Park restarted the pod.',
      after: 'The communications lead restarted the pod.',
      kind: 'name',
    })
    expect(joon[1]?.before).toBe(words[1]?.slice('Park restarted the pod. '.length))
    for (const { before, after } of joon) {
      expect([before.length <= 200, after.length <= 200]).toEqual([true, true])
      expect(after).not.toMatch(/joon|jpark|harbour/i)
    }
  })

  it.each([
    ['Park restarted the pod.', true],
    ["Let's park the who. Park the rest.", false],
  ])('shared by two, “%s” stands in the way: %s', async (sentence, isInTheWay) => {
    const { incidentId } = await ready({ title: `Two of one name, ${isInTheWay}` })
    for (const name of ['Joon Park', 'Mira Park'])
      await ask('addParticipant', { incidentId, name, handles: [], role: `role of ${name.charAt(0)}` })
    const { version } = (await ask('readIncident', { id: incidentId })).draft
    await ask('correctDraft', { incidentId, version, text: `## Summary\n\n${sentence}\n` })
    const { blockers } = await ask('listBlockers', { incidentId })
    expect(blockers.filter((each) => /"park"/i.test(each.sentence))).toHaveLength(isInTheWay ? 1 : 0)
  })
})

describe('a review with nothing in its way', () => {
  it('becomes an edition with roles in place of names, and the working record stays as it was', async () => {
    const { incidentId, incident } = await ready()
    expect((await ask('listBlockers', { incidentId })).blockers).toEqual([])
    const before = await ask('readIncident', { id: incidentId })
    const preview = await ask('readEditionPreview', { incidentId })
    const place = await ask('publishReview', { incidentId })
    expect(place).toEqual({ slug: `inc-${incident.number}-checkout-refused-one-in-five-orders`, number: 1 })
    const edition = await house.as(reader)('readEdition', { slug: place.slug })
    expect(edition.record).toEqual(preview.record)
    expect(edition).toMatchObject({
      number: 1,
      newestNumber: 1,
      isSample: false,
      publishedAt: house.clock.now,
    })
    const [summary, happened] = edition.record.sections
    expect(summary?.text).toContain("The database on-call's session dashboard showed the lock.")
    expect(happened?.text).toContain('while the database on-call and the incident lead looked')
    expect(edition.record.timeline[0]?.text).toContain('the database on-call saw the session')
    expect(edition.record.actions[0]?.ownerRole).toBe('storage team lead')
    expect(preview.replacements).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ where: 'Summary', name: 'Noor Haddad', role: 'database on-call' }),
        expect.objectContaining({ where: 'Timeline, row 1', name: 'Noor Haddad', role: 'database on-call' }),
      ]),
    )
    const after = await ask('readIncident', { id: incidentId })
    expect(after.review).toMatchObject({ stage: 'published', editionNumber: 1 })
    expect({ ...after, review: null }).toEqual({ ...before, review: null })
    const history = await ask('listHistory', { incidentId })
    expect(history[0]?.what).toMatch(/Published/)
  })

  it('has no name, handle or address of anyone in any column of its edition', async () => {
    const { incidentId } = await ready({ title: 'Nobody can be read from it' })
    await ask('publishReview', { incidentId })
    const { rows } = await sql('select editions.*::text as whole from editions where incident_id = $1', [
      incidentId,
    ])
    const whole = String(rows[0]?.whole).toLowerCase()
    const people = await house.as(keeper)('listPeople', {})
    const named = [
      'noor',
      'haddad',
      'ines',
      'castro',
      'harbour.example',
      ...people.flatMap((person) => [person.id, person.email, person.name.toLowerCase()]),
    ]
    for (const name of named) expect([name, whole.includes(name)]).toEqual([name, false])
  })

  it('is exported as Markdown and JSON that read back as the same record', async () => {
    const { incidentId } = await ready({ title: 'Taken along' })
    const { slug } = await ask('publishReview', { incidentId })
    const { record } = await ask('readEdition', { slug })
    const markdown = await house.as(reader)('exportEdition', { slug, format: 'markdown' })
    expect(markdown.fileName).toBe(`${slug}.md`)
    expect(readMarkdown(markdown.text).record).toEqual(record)
    const json = await house.as(reader)('exportEdition', { slug, format: 'json' })
    expect(json.fileName).toBe(`${slug}.json`)
    expect(readJson(json.text).record).toEqual(record)
  })

  it('published again takes the next number, and the earlier edition stays at its own', async () => {
    const { incidentId, incident } = await ready({ title: 'Twice' })
    const first = await ask('publishReview', { incidentId })
    await ask('correctIncident', {
      id: incidentId,
      version: incident.version,
      title: 'Twice, with a better title',
    })
    await expect(ask('publishReview', { incidentId })).rejects.toMatchObject({
      blockers: [expect.objectContaining({ rule: 'revision-without-sentence' })],
    })
    const changed = 'The title says what Noor Haddad found.'
    const second = await ask('publishReview', { incidentId, changed })
    expect(second).toEqual({ slug: first.slug, number: 2 })
    expect(await ask('readRevision', { slug: first.slug })).toMatchObject({
      number: 2,
      before: 1,
      changed: 'The title says what the database on-call found.',
      lines: expect.arrayContaining([{ change: 'removed', text: expect.stringMatching(/Twice$/) }]),
    })
    expect((await ask('readEdition', { slug: first.slug })).record.title).toBe('Twice, with a better title')
    expect((await ask('readEdition', { slug: first.slug, number: 1 })).record.title).toBe('Twice')
    const library = await ask('listEditions', { text: 'twice' })
    expect(library.items.map((line) => line.title)).toEqual(['Twice, with a better title'])
    expect((await ask('exportEdition', { slug: first.slug, number: 1, format: 'json' })).fileName).toBe(
      `${first.slug}-1.json`,
    )
  })

  it('published by two at once gets two numbers', async () => {
    const { incidentId } = await ready({ title: 'At once' })
    const places = await Promise.all([
      ask('publishReview', { incidentId, changed: 'A second look.' }),
      house.as(keeper)('publishReview', { incidentId, changed: 'A third look.' }),
    ])
    expect(places.map((place) => place.number).toSorted()).toEqual([1, 2])
  })
})

describe('publishing is refused', () => {
  const cases: readonly (readonly [string, (made: Ready) => Promise<unknown>])[] = [
    ['no-start', ({ incident }) => ask('correctIncident', { id: incident.id, version: 1, startedAt: null })],
    ['no-end', ({ incident }) => ask('correctIncident', { id: incident.id, version: 1, endedAt: null })],
    [
      'end-before-start',
      ({ incidentId }) =>
        sql(`update incidents set ended_at = started_at - interval '1 hour' where id = $1`, [incidentId]),
    ],
    [
      'no-summary',
      ({ incidentId }) =>
        ask('correctDraft', { incidentId, version: 2, text: '## Summary\n\n<!-- to do -->\n' }),
    ],
    [
      'impact-not-looked-at',
      ({ incidentId }) =>
        ask('correctReview', { incidentId, version: 2, impact: { users: { state: 'unset', text: '' } } }),
    ],
    [
      'empty-timeline',
      ({ incidentId, event }) => ask('markTimelineEvents', { incidentId, ids: [event.id], state: 'tray' }),
    ],
    ['no-trigger', ({ incidentId }) => ask('markTrigger', { incidentId, eventId: null })],
    ['no-factor', ({ factor }) => ask('removeFactor', { id: factor.id })],
    [
      'no-underlying-weakness',
      ({ factor }) =>
        ask('correctFactor', {
          id: factor.id,
          version: 1,
          weakness: { existedBefore: false, remainsAfterRepair: true, couldCauseOthers: true },
        }),
    ],
    [
      'person-as-factor',
      ({ factor }) =>
        sql(`update factors set statement = 'Human error by the on-call engineer' where id = $1`, [
          factor.id,
        ]),
    ],
    ['no-concrete-change', ({ action }) => ask('removeAction', { id: action.id })],
    [
      'null-action',
      ({ action }) =>
        sql(`update actions set title = 'Be more careful next time' where id = $1`, [action.id]),
    ],
    [
      'action-without-owner-or-date',
      ({ action }) => sql(`update actions set state = 'proposed', due_on = null where id = $1`, [action.id]),
    ],
    [
      'wording',
      ({ incidentId }) =>
        ask('correctDraft', {
          incidentId,
          version: 2,
          text: `${story}\nNoor Haddad broke production by mistake.\n`,
        }),
    ],
    [
      'name-left',
      ({ incidentId }) =>
        ask('correctDraft', { incidentId, version: 2, text: `${story}\nWe asked @bartholomew about it.\n` }),
    ],
  ]
  it.each(cases)('for %s, with the same blockers that the page lists', async (rule, change) => {
    const made = await ready({ title: `Refused for ${rule}` })
    await change(made)
    const { blockers } = await ask('listBlockers', { incidentId: made.incidentId })
    expect(rules(blockers)).toContain(rule)
    for (const { sentence } of blockers) expect(sentence).toMatch(/[.?]$/)
    await expect(ask('publishReview', { incidentId: made.incidentId })).rejects.toMatchObject({
      kind: 'not-ready',
      blockers,
    })
    const { review } = await ask('readIncident', { id: made.incidentId })
    expect(review.editionNumber).toBeNull()
    expect((await sql('select 1 from editions where incident_id = $1', [made.incidentId])).rowCount).toBe(0)
  })

  it('for more than ten actions', async () => {
    const { incidentId, action } = await ready({ title: 'Many' })
    for (let index = 0; index < 10; index += 1) {
      await ask('proposeAction', {
        incidentId,
        title: `${action.title}, step ${index}`,
        kind: 'guardrail',
        priority: 'P2',
        strength: 4,
        worksIfForgotten: true,
        canBeBypassedUnnoticed: false,
        owner: { personId: member.personId, role: 'storage team lead' },
        dueOn: '2026-04-20',
      })
    }
    expect(rules((await ask('listBlockers', { incidentId })).blockers)).toEqual(['too-many-actions'])
  })

  it('for a person with an account whom the register gives no role, naming the place', async () => {
    const { incidentId } = await ready({ title: 'Account' })
    await ask('correctDraft', {
      incidentId,
      version: 2,
      text: `${story}\n## How we responded\n\nWe asked Kim Keeper to look.\n`,
    })
    const { blockers } = await ask('listBlockers', { incidentId })
    expect(blockers).toEqual([
      expect.objectContaining({ rule: 'name-left', place: { tab: 'story', id: 'How we responded' } }),
    ])
    await ask('addParticipant', { incidentId, name: 'Kim Keeper', handles: [], role: 'platform lead' })
    expect((await ask('listBlockers', { incidentId })).blockers).toEqual([])
  })

  it('for a first name two people share, because no role would be the right one', async () => {
    const { incidentId } = await ready({ title: 'Shared' })
    await ask('addParticipant', { incidentId, name: 'Noor Jansen', handles: [], role: 'support lead' })
    const { blockers } = await ask('listBlockers', { incidentId })
    expect(blockers).toEqual([
      expect.objectContaining({ rule: 'name-left', place: expect.objectContaining({ tab: 'timeline' }) }),
    ])
  })

  it('not for wording kept with a reason', async () => {
    const { incidentId } = await ready({ title: 'Kept' })
    const blaming = 'The root cause was human error.'
    const written = await ask('correctDraft', { incidentId, version: 2, text: `${story}\n${blaming}\n` })
    const findings = await ask('checkWording', { text: written.text, section: 'analysis', incidentId })
    const keeps = [...new Set(findings.filter((each) => each.level === 'error').map((each) => each.rule))]
    expect(keeps.length).toBeGreaterThan(0)
    expect(rules((await ask('listBlockers', { incidentId })).blockers)).toContain('wording')
    const kept = keeps
      .map((rule) => `<!-- secondstory-keep ${rule}: because we quote the old report -->`)
      .join(' ')
    await ask('correctDraft', {
      incidentId,
      version: written.version,
      text: `${story}\n${blaming} ${kept}\n`,
    })
    expect((await ask('listBlockers', { incidentId })).blockers).toEqual([])
    await ask('publishReview', { incidentId })
  })

  it('to readers, who see neither blockers nor previews', async () => {
    const { incidentId } = await ready({ title: 'Not for readers' })
    const asReader = house.as(reader)
    for (const name of ['listBlockers', 'readEditionPreview', 'publishReview'] as const) {
      await expect(asReader(name, { incidentId })).rejects.toMatchObject({ kind: 'not-allowed' })
    }
    await expect(house.as(null)('listEditions', {})).rejects.toMatchObject({ kind: 'signed-out' })
    await expect(ask('readEdition', { slug: 'nowhere' })).rejects.toMatchObject({ kind: 'not-found' })
  })
})

describe('checking words', () => {
  it('knows the people of the incident, and stores nothing', async () => {
    const { incidentId } = await ready({ title: 'Words' })
    const rows = async () => (await sql('select count(*)::int as n from history', [])).rows[0]?.n
    const before = await rows()
    const text = 'Haddad broke the orders table.'
    const known = await ask('checkWording', { text, incidentId })
    expect(known.some((finding) => finding.level === 'error')).toBe(true)
    expect(await ask('checkWording', { text: 'The lock was held for 47 minutes.' })).toEqual([])
    expect(await rows()).toBe(before)
    await expect(house.as(reader)('checkWording', { text })).rejects.toMatchObject({ kind: 'not-allowed' })
  })
})

describe('the sample', () => {
  it('can be published and is marked as a sample in the library', async () => {
    const incident = await ask('addSampleIncident', {})
    const incidentId = incident.id
    expect(sampleFiles().length).toBe((await ask('listImports', { incidentId })).length)
    const record = await ask('readIncident', { id: incidentId })
    const [event] = record.timeline.filter((each) => each.state === 'proposed')
    if (event === undefined) throw new Error('The sample proposes events.')
    await ask('markTimelineEvents', { incidentId, ids: [event.id], state: 'accepted' })
    await ask('markTrigger', { incidentId, eventId: event.id })
    await ask('correctReview', { incidentId, version: record.review.version, impact, answers })
    await ask('correctDraft', {
      incidentId,
      version: record.draft.version,
      text: '## Summary\n\nOrders were refused for 47 minutes.\n',
    })
    await ask('nameFactor', {
      incidentId,
      code: 'GRD-1',
      statement: 'A lock could be held without a limit.',
      certainty: 'observed',
      weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
    })
    await ask('proposeAction', {
      incidentId,
      title: 'Refuse locks that last longer than 5 seconds',
      kind: 'guardrail',
      priority: 'P1',
      strength: 4,
      worksIfForgotten: true,
      canBeBypassedUnnoticed: false,
      owner: { personId: member.personId, role: 'storage team lead' },
      dueOn: '2026-04-20',
    })
    expect((await ask('listBlockers', { incidentId })).blockers).toEqual([])
    const { slug } = await ask('publishReview', { incidentId })
    const found = await ask('listEditions', { component: 'orders-db' })
    expect(found.items.map((line) => [line.slug, line.isSample])).toEqual([[slug, true]])
    await ask('removeSampleIncident', {})
    await expect(ask('readEdition', { slug })).rejects.toMatchObject({ kind: 'not-found' })
  })
})
