import type { Incident } from '@secondstory/review/model/incident'
import { expect, test } from 'vitest'
import { formOf } from './incident-form.ts'
import { fieldsOfTwo, joined, sideOf, theirFormOf, withSide } from './incident-versions.ts'

const incident: Incident = {
  id: '1',
  number: 42,
  title: 'Checkout writes were refused',
  kind: 'incident',
  severity: 'SEV2',
  potentialSeverity: null,
  components: ['checkout'],
  summary: '',
  isSample: false,
  openedAt: '2026-03-12T15:00:00.000Z',
  startedAt: { at: '2026-03-12T14:02:00.000Z', precision: 'minute', isAbout: false },
  detectedAt: null,
  mitigatedAt: null,
  endedAt: null,
  version: 3,
}
const base = formOf(incident)

test('only the fields that differ are shown, each in both wordings', () => {
  const mine = { ...base, title: 'Checkout refused writes' }
  const theirs = formOf({
    ...incident,
    title: 'Checkout was read-only',
    severity: 'SEV1',
    endedAt: incident.startedAt,
  })
  expect(fieldsOfTwo({ mine, theirs })).toEqual([
    { field: 'title', label: 'Title', mine: 'Checkout refused writes', theirs: 'Checkout was read-only' },
    { field: 'severity', label: 'Severity', mine: 'SEV2', theirs: 'SEV1' },
    { field: 'endedAt', label: 'Ended', mine: '', theirs: '2026-03-12 14:02 UTC' },
  ])
})

test('what was typed here stays; what was left alone takes the other wording', () => {
  const mine = { ...base, title: 'Checkout refused writes' }
  const theirs = formOf({ ...incident, title: 'Checkout was read-only', severity: 'SEV1' })
  const form = joined(base, { mine, theirs })
  expect([form.title, form.severity]).toEqual(['Checkout refused writes', 'SEV1'])
})

test('each field changes sides by itself and back, and nothing typed is lost', () => {
  const two = {
    mine: { ...base, title: 'Mine', summary: 'Typed for an hour' },
    theirs: { ...base, title: 'Theirs' },
  }
  const theirTitle = withSide(two.mine, two, { field: 'title', side: 'theirs' })
  expect([theirTitle.title, theirTitle.summary]).toEqual(['Theirs', 'Typed for an hour'])
  expect(sideOf(theirTitle, two, 'title')).toBe('theirs')
  expect(withSide(theirTitle, two, { field: 'title', side: 'mine' })).toEqual(two.mine)
  expect(sideOf({ ...theirTitle, title: 'A third' }, two, 'title')).toBeNull()
})

test('a conflict carries an incident, or nothing that could be compared', () => {
  expect(theirFormOf(incident)?.incident.version).toBe(3)
  for (const odd of [
    null,
    undefined,
    'text',
    [],
    {},
    { ...incident, components: null },
    { ...incident, endedAt: 7 },
  ]) {
    expect(theirFormOf(odd)).toBeNull()
  }
})
