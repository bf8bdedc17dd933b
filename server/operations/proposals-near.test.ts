/** Proposals made near what is new are the proposals made from everything, however the evidence arrived. */
import { removedAtSource, revised } from '@secondstory/review/ingest/revisions'
import type { EvidenceDraft, Speaker } from '@secondstory/review/model/evidence'
import { later, moment } from '@secondstory/review/model/instants'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storeEvidence } from '../store/evidence.ts'
import { newId } from '../store/ids.ts'
import { startImport } from '../store/imports.ts'
import { proposeAll } from './import-proposals.ts'
import { collectFresh, proposeFresh } from './proposals-near.ts'
import { NOON, testHouse } from './testing.ts'

const house = await testHouse()
const { database } = house
const ask = house.as(house.people.member)
const between = async () => undefined

const people: readonly Speaker[] = ['Ines Moreau', 'Noor Bakker', 'Sam Okoro'].map((name, index) => ({
  kind: 'person',
  ref: `U${index}`,
  name,
  handles: [`@${name.split(' ')[0]?.toLowerCase()}`],
}))
const bot: Speaker = { kind: 'system', ref: 'B1', name: 'Deploy Bot', handles: [] }

const words = [
  'We are rolling back the release now, @noor please watch the ledger',
  'Error rate is back to normal, looks recovered',
  'Customers cannot pay, checkout is down since ten minutes',
  'ok',
  'Sam Okoro found it: the connection pool is exhausted',
  'I think we should fail over, deciding that in two minutes',
  'Deploying v4.2.1 to production',
]

/** One thing that happened: a minute, who or what, and which words. */
const happened = fc.record({
  minute: fc.integer({ min: 0, max: 400 }),
  second: fc.integer({ min: 0, max: 59 }),
  what: fc.constantFrom(
    'said',
    'said',
    'said',
    'bot',
    'alert',
    'ended',
    'edit',
    'taken back',
    'reaction',
    'pin',
  ),
  who: fc.nat({ max: 2 }),
  text: fc.nat({ max: words.length - 1 }),
  about: fc.nat({ max: 30 }),
})
type Happened = typeof happened extends fc.Arbitrary<infer Each> ? Each : never

/** What these things are told as; a key means one thing, as it does at every source. */
function draftsOf(all: readonly Happened[]): readonly EvidenceDraft[] {
  const told = new Map<string, EvidenceDraft>()
  for (const draft of tellingsOf(all)) if (!told.has(draft.key)) told.set(draft.key, draft)
  return [...told.values()]
}

function tellingsOf(all: readonly Happened[]): readonly EvidenceDraft[] {
  const said: EvidenceDraft[] = []
  return all.flatMap((each, index) => {
    const at = later('2026-03-11T08:00:00.000Z', (each.minute * 60 + each.second) * 1000)
    const text = words[each.text] ?? ''
    const base = {
      happenedAt: moment(at),
      basis: 'occurred',
      sequence: `${at}-${String(index).padStart(3, '0')}`,
      place: '#ledger',
      marks: [],
      correlates: [],
    } as const
    const key = `slack:T1:C1:${Date.parse(at)}.${index}`
    const message = {
      ...base,
      source: 'slack',
      key,
      kind: 'chat',
      speaker: people[each.who] ?? null,
      text,
    } as const
    const earlier = said[each.about % Math.max(1, said.length)]
    if (each.what === 'said' || (earlier === undefined && !['bot', 'alert', 'ended'].includes(each.what))) {
      said.push(message)
      return [message]
    }
    if (each.what === 'bot')
      return [{ ...message, speaker: bot, text: `Deploy of ledger v${each.text} finished` }]
    if (each.what === 'alert' || each.what === 'ended') {
      const ended = each.what === 'ended' ? ':resolved' : ''
      const name = `alertmanager:${each.about % 5}`
      return [
        {
          ...base,
          source: 'alertmanager',
          key: `${name}${ended}`,
          kind: ended === '' ? 'alert' : 'recovery',
          speaker: { kind: 'system', ref: 'am', name: 'Alertmanager', handles: [] },
          text: `[${ended === '' ? 'FIRING' : 'RESOLVED'}] LedgerSlow${each.about % 5} p99 is high`,
          correlates: [`alert:${each.about % 5}`, `alertname:LedgerSlow${each.about % 5}`],
        } as const,
      ]
    }
    if (earlier === undefined) return []
    if (each.what === 'edit') return [revised({ ...earlier, text: `${text}, edited` }, at)]
    if (each.what === 'taken back') return [removedAtSource(earlier, at)]
    const mark = each.what === 'pin' ? 'pin_added' : 'reaction_added'
    const marks = each.what === 'pin' ? [mark] : [mark, 'emoji:eyes']
    return [{ ...message, key: `${key}+${mark}`, revises: earlier.key, kind: 'system', text: '', marks }]
  })
}

async function bring(batches: readonly (readonly EvidenceDraft[])[], isAtOnce: boolean): Promise<unknown> {
  const { id: incidentId } = await ask('openIncident', {
    title: 'A ledger',
    kind: 'incident',
    severity: 'SEV2',
  })
  const start = { id: newId(), incidentId, fileName: 'all', sizeBytes: 0, startedAt: NOON }
  const { id: importId } = await startImport(database.queries, start)
  for (const drafts of batches)
    await database.transaction(async (queries) => {
      const fresh = collectFresh()
      fresh.add(drafts, await storeEvidence(queries, { incidentId, importId }, drafts))
      if (isAtOnce) await proposeAll(queries, incidentId, between)
      else await proposeFresh(queries, { incidentId, fresh }, between)
    })
  return told(incidentId)
}

/** Everything proposed, with the keys of its evidence in place of ids, which belong to one incident. */
async function told(incidentId: string): Promise<unknown> {
  const { rows: events } = await database.pool.query(
    `select happened_at, until, rank, kind, actor_kind, actor_name, lane, text, state, reasons, confidence,
       source_changed_at, source_removed,
       array(select key from evidence, unnest(evidence_ids) with ordinality as each (id, nth)
         where evidence.id = each.id order by nth) as evidence
     from timeline_events where incident_id = $1 order by rank, text`,
    [incidentId],
  )
  const { rows: participants } = await database.pool.query(
    'select name, role, refs, handles from participants where incident_id = $1 order by role',
    [incidentId],
  )
  return { events, participants }
}

test('any split of the evidence, in any order, gives what all of it at once gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happened, { minLength: 1, maxLength: 30 }),
      fc.array(fc.nat({ max: 6 }), { minLength: 30, maxLength: 30 }),
      async (all, homes) => {
        const drafts = draftsOf(all)
        const batches = Array.from({ length: 7 }, (_, batch) =>
          drafts.filter((_each, index) => (homes[index] ?? 0) === batch),
        )
        expect(await bring(batches, false)).toEqual(await bring([drafts], true))
      },
    ),
    { numRuns: 30 },
  )
}, 120_000)

test('as messages arrive one after the other, each changes only what stands near it', async () => {
  const { id: incidentId } = await ask('openIncident', {
    title: 'A ledger',
    kind: 'incident',
    severity: 'SEV2',
  })
  const start = { id: newId(), incidentId, fileName: 'live', sizeBytes: 0, startedAt: NOON }
  const { id: importId } = await startImport(database.queries, start)
  const said = (minute: number, text: number): Happened => ({
    minute,
    second: 0,
    what: 'said',
    who: 0,
    text,
    about: 0,
  })
  const drafts = draftsOf([said(0, 2), said(1, 0), said(60, 4), said(120, 1), said(180, 6), said(181, 0)])
  const arrive = async (some: readonly EvidenceDraft[]) =>
    database.transaction(async (queries) => {
      const fresh = collectFresh()
      fresh.add(some, await storeEvidence(queries, { incidentId, importId }, some))
      await proposeFresh(queries, { incidentId, fresh }, between)
    })
  await arrive(drafts.slice(0, 4))
  // Marked so that it shows whether it was made anew.
  await database.pool.query(
    `update timeline_events set text = 'untouched' where incident_id = $1 and happened_at < '2026-03-11T08:30:00Z'`,
    [incidentId],
  )
  await arrive(drafts.slice(4))
  const { rows } = await database.pool.query<{ text: string }>(
    'select text from timeline_events where incident_id = $1 order by rank',
    [incidentId],
  )
  expect(rows.filter(({ text }) => text === 'untouched')).toHaveLength(2)
  expect(rows.length).toBeGreaterThan(3)
})
