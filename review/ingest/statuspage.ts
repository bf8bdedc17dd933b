/**
 * Status pages in the form of Statuspage: incidents as the public API lists them, and its webhook. An update
 * stands at the time it shows to readers (`display_at`); one that was filled in later says so.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import { epochMs } from '../model/instants.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import { revised } from './revisions.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment, momentOf } from './stamps.ts'

const speaker = systemNamed('statuspage', 'Status page')
/** Shown and written further apart than this: the update was filled in afterwards. */
const LATE_MS = 60_000

function spoken(word: string): string {
  const plain = word.replaceAll('_', ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

/** "Checkout: operational to partial outage" for each component an update changed. */
function componentsOf(update: Fields): string {
  return listAt(update, 'affected_components')
    .map((one) => ({
      name: textAt(one, 'name'),
      from: textAt(one, 'old_status'),
      to: textAt(one, 'new_status'),
    }))
    .filter(({ from, to }) => to !== '' && from !== to)
    .map(({ name, from, to }) => `${name}: ${from.replaceAll('_', ' ')} to ${to.replaceAll('_', ' ')}`)
    .join(', ')
}

function updateRecord(update: Fields, incident: Fields, place: string): SourceRecord {
  const shown = firstMoment(update.display_at, update.created_at)
  const written = momentOf(update.created_at)
  const id = textAt(update, 'id')
  if (shown === null || id === '')
    return notUnderstood('A status update has no time or no id we can read.', update, place)
  const isLate = written !== null && epochMs(written.at) - epochMs(shown.at) > LATE_MS
  const status = textAt(update, 'status')
  const impact = textAt(incident, 'impact')
  const body = textAt(update, 'body').replace(/<br\s?\/?>/gi, '\n')
  const late = isLate ? `Written afterwards, on ${written.at.slice(0, 16).replace('T', ' ')} UTC.` : ''
  const link = textAt(incident, 'shortlink')
  const draft: EvidenceDraft = {
    source: 'statuspage',
    key: `statuspage:${id}`,
    happenedAt: shown,
    basis: isLate ? 'declared' : 'occurred',
    sequence: `${shown.at} ${written?.at ?? ''}`,
    kind: 'status-update',
    speaker,
    text: linesOf(`${textAt(incident, 'name')} (${spoken(status)})`, body, componentsOf(update), late),
    place,
    thread: threadOf(incident),
    ...(link === '' ? {} : { link }),
    marks: [
      `status:${status}`,
      ...(impact === '' ? [] : [`impact:${impact}`]),
      // Words about the incident after it was over.
      ...(status === 'postmortem' ? ['routine'] : []),
    ],
    correlates: [`incident:statuspage-${textAt(incident, 'id')}`, ...correlatesOf(body)],
  }
  const edited = momentOf(update.updated_at)
  const isEdited = edited !== null && written !== null && edited.at > written.at
  return isEdited ? revised(draft, edited.at) : draft
}

function threadOf(incident: Fields): string {
  return `statuspage:incident:${textAt(incident, 'id')}`
}

/** An incident without updates still was opened. */
function openingRecord(incident: Fields, place: string): SourceRecord {
  const at = firstMoment(incident.started_at, incident.created_at)
  if (at === null || textAt(incident, 'id') === '')
    return notUnderstood('An incident of a status page has no time or no id we can read.', incident, place)
  return {
    source: 'statuspage',
    key: threadOf(incident),
    happenedAt: at,
    basis: 'occurred',
    sequence: at.at,
    kind: 'status-update',
    speaker,
    text: `${textAt(incident, 'name')} (${spoken(textAt(incident, 'status'))})`,
    place,
    thread: threadOf(incident),
    marks: [],
    correlates: [`incident:statuspage-${textAt(incident, 'id')}`],
  }
}

function componentRecord(body: Fields, place: string): SourceRecord {
  const update = fieldsAt(body, 'component_update')
  const at = firstMoment(update.created_at, fieldsAt(body, 'meta').generated_at)
  const id = textAt(update, 'id')
  if (at === null) return notUnderstood('A change of a component has no time we can read.', body, place)
  const [from, to] = ['old_status', 'new_status'].map((key) => textAt(update, key).replaceAll('_', ' '))
  const draft: EvidenceDraft = {
    source: 'statuspage',
    key: id === '' ? '' : `statuspage:${id}`,
    happenedAt: at,
    basis: 'occurred',
    sequence: at.at,
    kind: 'status-update',
    speaker,
    text: `${textAt(fieldsAt(body, 'component'), 'name')}: ${from ?? ''} to ${to ?? ''}`,
    place,
    marks: [`component:${textAt(update, 'component_id')}`],
    correlates: [],
  }
  return draft
}

function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const page = textAt(fieldsAt(body, 'page'), 'name')
  const place = page === '' ? 'Status page' : page
  if (isFields(body.component_update)) {
    yield componentRecord(body, place)
    return
  }
  const listed = [...listAt(body, 'incidents'), ...listAt(body, 'scheduled_maintenances')]
  const single = isFields(body.incident)
    ? [body.incident]
    : Array.isArray(body.incident_updates)
      ? [body]
      : []
  const isList = Array.isArray(body.incidents) || Array.isArray(body.scheduled_maintenances)
  if (!isList && single.length === 0) {
    yield notUnderstood('A record is no incident of a status page.', body, fileName)
    return
  }
  for (const incident of [...listed, ...single]) {
    const updates = listAt(incident, 'incident_updates')
    if (updates.length === 0) yield openingRecord(incident, place)
    for (const update of updates) yield updateRecord(update, incident, place)
  }
}

/** Statuspage, and status pages that speak its form. */
export const statuspage = jsonSource({
  name: 'statuspage',
  describes: 'Status page (JSON)',
  holds: ['update', 'updates'],
  hasEnds: false,
  records,
  recognises(opening) {
    if (/"component_update"\s*:/.test(opening)) return 0.95
    const isList = /"incident_updates"\s*:/.test(opening)
    return isList && /"(?:shortlink|display_at|page_id|impact_override)"\s*:/.test(opening) ? 0.95 : 0
  },
})
