/** incident.io: what its API lists and its webhooks deliver. Private incidents are delivered as bare ids. */
import type { EventKind } from '../model/evidence.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt, wordsAt } from './json.ts'
import { linesOf, notUnderstood } from './json-source.ts'
import { entryDraft, followUpDraft, nameAt, namedPerson } from './peer-entries.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

const tool = 'incident.io'

function each(body: Fields, one: string, many: string): readonly Fields[] {
  return isFields(body[one]) ? [body[one]] : listAt(body, many)
}

/** What one answer or delivery tells. */
export function* incidentIoRecords(body: Fields): Generator<SourceRecord> {
  const type = textAt(body, 'event_type')
  if (type !== '') {
    yield* deliveryRecords(type, fieldsAt(body, type))
    return
  }
  for (const incident of each(body, 'incident', 'incidents')) yield* incidentRecords(incident)
  for (const update of each(body, 'incident_update', 'incident_updates')) yield updateDraft(update)
  for (const one of [...each(body, 'follow_up', 'follow_ups'), ...each(body, 'action', 'actions')])
    yield followUpDraft(one, { tool, incident: wordsAt(one, 'incident_id') })
  for (const alert of listAt(body, 'incident_alerts')) yield alertDraft(alert)
  if (Array.isArray(body.incident_statuses))
    yield notUnderstood('A list of statuses says what can happen and not what happened.', body, tool)
}

function* deliveryRecords(type: string, told: Fields): Generator<SourceRecord> {
  if (type.startsWith('private_')) {
    yield notUnderstood(
      'A private incident is delivered as an id alone; export it from incident.io to read it.',
      told,
      tool,
    )
  } else if (/follow_up|action/.test(type))
    yield followUpDraft(told, { tool, incident: wordsAt(told, 'incident_id') })
  else if (/status_updated/.test(type)) {
    const incident = fieldsAt(told, 'incident')
    yield updateDraft({
      ...told,
      id: `${wordsAt(incident, 'id')}:${textAt(incident, 'updated_at')}`,
      incident_id: incident.id,
      created_at: incident.updated_at,
      new_incident_status: told.new_status,
    })
  } else if (/incident_(?:created|updated)/.test(type)) yield* incidentRecords(told)
  else
    yield notUnderstood(
      `A delivery of incident.io of the sort "${type.slice(0, 60)}" is none we read.`,
      told,
      tool,
    )
}

function* incidentRecords(incident: Fields): Generator<SourceRecord> {
  const id = wordsAt(incident, 'id')
  const severity = nameAt(incident, 'severity')
  const name = `${textAt(incident, 'name')}${severity === '' ? '' : ` (${severity})`}`
  yield entryDraft({
    tool,
    id,
    at: firstMoment(incident.reported_at, incident.created_at),
    basis: 'recorded',
    kind: 'decision',
    text: linesOf(name === '' ? '' : `Declared: ${name}`, textAt(incident, 'summary')),
    speaker: namedPerson(fieldsAt(incident, 'creator').user, tool),
    incident: id,
    link: textAt(incident, 'permalink'),
  })
  for (const anchor of listAt(incident, 'incident_timestamp_values')) {
    const says = textAt(fieldsAt(anchor, 'incident_timestamp'), 'name') || 'Time'
    const at = firstMoment(fieldsAt(anchor, 'value').value)
    if (at === null) continue
    yield entryDraft({
      tool,
      id: `${id}:${says}`,
      at,
      basis: 'declared',
      kind: anchorKind(says),
      text: `${says}: ${name}`,
      incident: id,
      marks: ['anchor'],
    })
  }
}

function anchorKind(says: string): EventKind {
  if (/resolv|clos|recover/i.test(says)) return 'recovery'
  return /mitigat|fix/i.test(says) ? 'mitigation' : 'note'
}

function updateDraft(update: Fields): SourceRecord {
  const status = nameAt(update, 'new_incident_status')
  const severity = nameAt(update, 'new_severity')
  const head = [status, severity].filter((word) => word !== '').join(', ')
  return entryDraft({
    tool,
    id: `update:${wordsAt(update, 'id')}`,
    at: firstMoment(update.created_at),
    basis: 'recorded',
    kind: 'status-update',
    text: linesOf(head === '' ? '' : `Status: ${head}`, textAt(update, 'message')),
    speaker: namedPerson(fieldsAt(update, 'updater').user, tool),
    incident: wordsAt(update, 'incident_id'),
  })
}

function alertDraft(link: Fields): SourceRecord {
  const alert = fieldsAt(link, 'alert')
  const id = wordsAt(alert, 'id')
  const key = wordsAt(alert, 'deduplication_key')
  return entryDraft({
    tool,
    id: `alert:${id}`,
    at: firstMoment(alert.created_at),
    until: firstMoment(alert.resolved_at),
    basis: 'recorded',
    kind: 'alert',
    text: linesOf(textAt(alert, 'title'), textAt(alert, 'description')),
    incident: wordsAt(fieldsAt(link, 'incident'), 'id'),
    link: textAt(alert, 'source_url'),
    correlates: key === '' ? [] : [`alert:${key}`],
  })
}
