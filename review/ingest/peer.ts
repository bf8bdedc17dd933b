/**
 * Incidents as other tools keep them: incident.io, FireHydrant, Rootly, Dispatch, Morgue and OpsKnight. Their
 * timelines become evidence, their severity and times anchors, their follow-ups entries; nothing is rated anew.
 */
import type { Fields } from './json.ts'
import { fieldsAt, isFields, listAt, textAt } from './json.ts'
import { type Delivery, jsonSource, notUnderstood } from './json-source.ts'
import { dispatchRecords } from './peer-dispatch.ts'
import { firehydrantRecords } from './peer-firehydrant.ts'
import { incidentIoRecords } from './peer-incidentio.ts'
import { morgueRecords, opsknightRecords } from './peer-postmortems.ts'
import { rootlyRecords } from './peer-rootly.ts'
import type { SourceRecord } from './source.ts'

/** A tool by the shape of its records: whether one is its own, and what it tells. */
interface Tool {
  isOwn(body: Fields): boolean
  records(body: Fields): Iterable<SourceRecord>
}

function members(body: Fields): readonly Fields[] {
  return isFields(body.data) ? [body.data] : listAt(body, 'data')
}

const tools: readonly Tool[] = [
  {
    isOwn: (body) => isFields(body.attributes) || members(body).some((one) => isFields(one.attributes)),
    records: (body) =>
      (isFields(body.attributes) ? [body] : members(body)).flatMap((one) => [...rootlyRecords(one)]),
  },
  {
    isOwn: (body) =>
      /^(?:public|private)_incident\./.test(textAt(body, 'event_type')) ||
      [
        'incident',
        'incidents',
        'incident_updates',
        'follow_up',
        'follow_ups',
        'actions',
        'incident_alerts',
        'incident_statuses',
      ].some((key) => isFields(body[key]) || Array.isArray(body[key])),
    records: incidentIoRecords,
  },
  {
    isOwn: (body) =>
      [body, ...members(body)].some(
        (one) => textAt(one, 'occurred_at') !== '' || Array.isArray(one.milestones),
      ),
    records: (body) =>
      (Array.isArray(body.data) ? members(body) : [body]).flatMap((one) => [...firehydrantRecords(one)]),
  },
  {
    isOwn: (body) => body.starttime !== undefined && body.endtime !== undefined,
    records: morgueRecords,
  },
  {
    isOwn: (body) => 'rootCause' in body || 'publishedAt' in body || isFields(body.postmortem),
    records: (body) => opsknightRecords(isFields(body.postmortem) ? fieldsAt(body, 'postmortem') : body),
  },
  {
    isOwn: (body) => Array.isArray(body.events) || 'started_at' in body || 'reported_at' in body,
    records: dispatchRecords,
  },
]

function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const own = tools.find((tool) => tool.isOwn(body))
  if (own === undefined)
    yield notUnderstood('A record of another incident tool is of no shape we know.', body, fileName)
  else yield* own.records(body)
}

/** Names that stand together only in the records of one of them. */
const signs: readonly (readonly RegExp[])[] = [
  [/"event_type"\s*:\s*"(?:public|private)_incident\./],
  [/"(?:incident_timestamp_values|incident_alerts|incident_updates|incident_statuses)"\s*:/],
  [/"follow_ups?"\s*:\s*[[{]/],
  [/"type"\s*:\s*"(?:incidents|incident_events|incident_action_items)"/, /"attributes"\s*:/],
  [/"occurred_at"\s*:\s*"/, /"visibility"\s*:\s*"/],
  [/"milestones"\s*:\s*\[/, /"occurred_at"\s*:\s*"/],
  [/"(?:incident_severity|incident_priority|reported_at)"\s*:/, /"(?:events|started_at|stable_at)"\s*:/],
  [/"starttime"\s*:/, /"(?:detecttime|endtime|statustime)"\s*:/],
  [/"rootCause"\s*:/, /"(?:actionItems|timeline|publishedAt)"\s*:/],
]

/** The incident tools a team may have used before. */
export const peer = jsonSource({
  name: 'peer',
  describes: 'Another incident tool (incident.io, FireHydrant, Rootly, Dispatch, Morgue or OpsKnight, JSON)',
  holds: ['entry', 'entries'],
  // One incident is delivered again whenever it changes; the same telling must win in any order.
  hasEnds: true,
  records,
  recognises: (opening) => (signs.some((sign) => sign.every((name) => name.test(opening))) ? 0.8 : 0),
})
