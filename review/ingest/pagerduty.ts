/**
 * PagerDuty: webhook deliveries (version 3) and what its API lists: log entries, incidents, alerts, notes and
 * change events. The same fact met in several of them carries one key where PagerDuty gives us the means.
 */
import type { EventKind, EvidenceDraft, Speaker } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { momentOf } from './stamps.ts'

interface Told {
  readonly kind: EventKind
  readonly says: string
  readonly marks?: readonly string[]
}

/** Types of log entries, without their common ending, and of webhook events, without `incident.`. */
const told: Readonly<Record<string, Told>> = {
  trigger: { kind: 'alert', says: 'Triggered' },
  triggered: { kind: 'alert', says: 'Triggered' },
  notify: { kind: 'page', says: 'Notified' },
  'responder.added': { kind: 'page', says: 'Responder asked to join' },
  'responder.replied': { kind: 'observation', says: 'Responder replied' },
  responder_request: { kind: 'page', says: 'Responder asked to join' },
  responder_accept: { kind: 'observation', says: 'Responder joined' },
  responder_decline: { kind: 'observation', says: 'Responder could not join' },
  acknowledge: { kind: 'observation', says: 'Acknowledged' },
  acknowledged: { kind: 'observation', says: 'Acknowledged' },
  unacknowledge: { kind: 'observation', says: 'No longer acknowledged' },
  unacknowledged: { kind: 'observation', says: 'No longer acknowledged' },
  reach_ack_limit: { kind: 'observation', says: 'The acknowledgement ran out' },
  escalate: { kind: 'page', says: 'Escalated' },
  escalated: { kind: 'page', says: 'Escalated' },
  repeat_escalation_path: { kind: 'page', says: 'Escalation path started again' },
  exhaust_escalation_path: { kind: 'observation', says: 'Escalation path came to its end' },
  delegate: { kind: 'observation', says: 'Handed to another escalation policy' },
  delegated: { kind: 'observation', says: 'Handed to another escalation policy' },
  assign: { kind: 'system', says: 'Assigned' },
  reassigned: { kind: 'observation', says: 'Assigned anew' },
  annotate: { kind: 'note', says: 'Note' },
  annotated: { kind: 'note', says: 'Note' },
  status_update: { kind: 'status-update', says: 'Status update' },
  status_update_published: { kind: 'status-update', says: 'Status update' },
  resolve: { kind: 'recovery', says: 'Resolved' },
  resolved: { kind: 'recovery', says: 'Resolved' },
  reopened: { kind: 'observation', says: 'Opened again' },
  priority_updated: { kind: 'decision', says: 'Priority changed' },
  priority_change: { kind: 'decision', says: 'Priority changed' },
  urgency_change: { kind: 'observation', says: 'Urgency changed' },
  merge: { kind: 'observation', says: 'Merged with another incident' },
  snooze: { kind: 'observation', says: 'Snoozed' },
  'role.assigned': { kind: 'observation', says: 'Role assigned' },
  'role.unassigned': { kind: 'observation', says: 'Role given back' },
  reach_trigger_limit: { kind: 'system', says: 'Alerts came too fast to log each' },
  'conference_bridge.updated': { kind: 'system', says: 'Conference bridge set' },
  'custom_field_values.updated': { kind: 'system', says: 'Fields changed' },
  field_value_change: { kind: 'system', says: 'Fields changed' },
  custom_field_value_change: { kind: 'system', says: 'Fields changed' },
}

/** What a fact has in common wherever it is met. */
interface Fact {
  readonly incident: Fields
  readonly verb: string
  readonly at: Moment
  readonly agent: Fields
  readonly id: string
  readonly detail: string
  readonly place: string
  readonly link: string
  readonly marks?: readonly string[]
}

const nobody = systemNamed('pagerduty', 'PagerDuty')

function speakerOf(agent: Fields): EvidenceDraft['speaker'] {
  const isPerson = /^user(?:_reference)?$/.test(textAt(agent, 'type')) && textAt(agent, 'id') !== ''
  if (!isPerson) return nobody
  const name = textAt(agent, 'summary') || textAt(agent, 'name') || textAt(agent, 'id')
  return { kind: 'person', ref: textAt(agent, 'id'), name, handles: [] } satisfies Speaker
}

/** "[#1234] Checkout is slow" without the number in front. */
function titleOf(incident: Fields): string {
  return textAt(incident, 'title') || textAt(incident, 'summary').replace(/^\[#\d+\]\s*/, '')
}

function incidentIn(fields: Fields): Fields {
  return /^incident(?:_reference)?$/.test(textAt(fields, 'type')) ? fields : fieldsAt(fields, 'incident')
}

/** The key of a fact: its incident and what happened where that is enough, so that webhook and API agree. */
function keyOf({ incident, verb, at, agent, id }: Fact): string {
  const incidentId = textAt(incident, 'id')
  if (incidentId === '') return id === '' ? '' : `pagerduty:${id}`
  if (verb === 'triggered') return `pagerduty:${incidentId}`
  if (verb === 'resolve' || verb === 'resolved') return `pagerduty:${incidentId}:resolved`
  if (verb.startsWith('acknowledge'))
    return `pagerduty:${incidentId}:acknowledged:${textAt(agent, 'id')}:${at.at.slice(0, 19)}`
  return id === '' ? '' : `pagerduty:${id}`
}

function draftOf(fact: Fact): EvidenceDraft {
  const { incident, verb, at, detail, marks } = fact
  const { kind, says, marks: usual = [] } = told[verb] ?? unknownVerb(verb)
  const title = titleOf(incident)
  const incidentId = textAt(incident, 'id')
  const text = kind === 'note' ? detail : linesOf(title === '' ? says : `${says}: ${title}`, detail)
  const urgency = textAt(incident, 'urgency')
  return {
    source: 'pagerduty',
    key: keyOf(fact),
    happenedAt: at,
    basis: 'occurred',
    sequence: `${at.at} ${fact.id}`,
    kind,
    speaker: speakerOf(fact.agent),
    text,
    place: fact.place === '' ? 'PagerDuty' : fact.place,
    ...(incidentId === '' ? {} : { thread: `pagerduty:${incidentId}` }),
    ...(fact.link === '' ? {} : { link: fact.link }),
    marks: [...usual, ...(marks ?? []), ...(urgency === '' ? [] : [`urgency:${urgency}`])],
    correlates: [...(incidentId === '' ? [] : [`page:${incidentId}`]), ...correlatesOf(text)],
  }
}

/** An event of a sort we have no words for stays searchable under its own name. */
function unknownVerb(verb: string): Told {
  return { kind: 'system', says: verb.replace(/[._]/g, ' ') }
}

function* webhookRecords(event: Fields, fileName: string): Generator<SourceRecord> {
  const at = momentOf(event.occurred_at)
  const type = textAt(event, 'event_type')
  if (at === null || type === '') {
    yield notUnderstood('A PagerDuty delivery has no time or no type we can read.', event, fileName)
    return
  }
  const about = fieldsAt(event, 'data')
  const incident = incidentIn(about)
  const noteId = textAt(about, 'type') === 'incident_note' ? textAt(about, 'id') : ''
  yield draftOf({
    incident,
    verb: type.replace(/^incident\./, ''),
    at,
    agent: fieldsAt(event, 'agent'),
    id: noteId === '' ? textAt(event, 'id') : `note:${noteId}`,
    detail: webhookDetail(about, type),
    place: textAt(fieldsAt(incident, 'service'), 'summary'),
    link: textAt(incident, 'html_url') || textAt(about, 'html_url'),
  })
}

/** What a delivery tells beyond its type. Numbers and addresses of a conference are keys to a room: left out. */
function webhookDetail(about: Fields, type: string): string {
  const rest = about.trimmed === true ? '[PagerDuty left out the rest]' : ''
  if (type.endsWith('annotated')) return linesOf(textAt(about, 'content'), rest)
  if (type.includes('status_update')) return linesOf(textAt(about, 'message'), rest)
  if (type.includes('responder')) return textAt(about, 'message')
  if (type.endsWith('priority_updated')) return priorityOf(about)
  if (type.includes('role.'))
    return listAt(about, 'incident_role_assignments')
      .map((one) => textAt(fieldsAt(one, 'role'), 'summary'))
      .join(', ')
  if (type.includes('field_values'))
    return listAt(about, 'changed_custom_fields')
      .map((field) => `${textAt(field, 'name')}: ${wordsAt(field, 'value')}`)
      .join(', ')
  return type.startsWith('service') ? textAt(about, 'summary') : ''
}

function priorityOf(fields: Fields): string {
  const priority = textAt(fieldsAt(fields, 'priority'), 'summary')
  return priority === '' ? '' : `Priority: ${priority}`
}

const logEnding = /_log_entry(?:_reference)?$/
const AGAIN_MS = 30 * 60_000

/** Log entries in order of time: a second call to one person soon after the first says nothing new. */
function* logRecords(entries: readonly Fields[], fileName: string): Generator<SourceRecord> {
  const timed = entries.map((entry) => ({ entry, at: momentOf(entry.created_at) }))
  const lastCall = new Map<string, number>()
  for (const { entry, at } of timed.toSorted((a, b) => ((a.at?.at ?? '') < (b.at?.at ?? '') ? -1 : 1))) {
    const type = textAt(entry, 'type')
    if (at === null || !logEnding.test(type)) {
      yield notUnderstood('A PagerDuty log entry has no time or no type we can read.', entry, fileName)
      continue
    }
    const verb = type.replace(logEnding, '')
    const incident = incidentIn(entry)
    const called = `${textAt(incident, 'id')} ${textAt(fieldsAt(entry, 'user'), 'id')}`
    const at_ms = Date.parse(at.at)
    const isAgain = verb === 'notify' && at_ms - (lastCall.get(called) ?? -Infinity) <= AGAIN_MS
    if (verb === 'notify' && !isAgain) lastCall.set(called, at_ms)
    yield draftOf(logFact(entry, { incident, verb, at, marks: isAgain ? ['repeated', 'routine'] : [] }))
  }
}

function logFact(entry: Fields, known: Pick<Fact, 'incident' | 'verb' | 'at' | 'marks'>): Fact {
  const user = fieldsAt(entry, 'user')
  const isCall = known.verb === 'notify' && textAt(user, 'id') !== ''
  return {
    ...known,
    agent: isCall ? user : fieldsAt(entry, 'agent'),
    id: textAt(entry, 'id') === '' ? '' : `log:${textAt(entry, 'id')}`,
    detail: logDetail(entry, known.verb),
    place: textAt(fieldsAt(entry, 'service'), 'summary'),
    link: textAt(entry, 'html_url'),
  }
}

/** The address that was called stays out: it is a telephone number or an e-mail address. */
function logDetail(entry: Fields, verb: string): string {
  const channel = fieldsAt(entry, 'channel')
  const way = textAt(channel, 'type')
  if (verb === 'notify') {
    const notice = fieldsAt(channel, 'notification')
    const status = textAt(notice, 'status').replaceAll('_', ' ')
    return linesOf(
      textAt(notice, 'type') === '' ? '' : `By ${textAt(notice, 'type').replaceAll('_', ' ')}`,
      status === '' || status === 'success' ? '' : `Delivery: ${status}`,
    )
  }
  if (verb === 'annotate') return textAt(channel, 'summary') || textAt(channel, 'content')
  if (verb === 'priority_change') return priorityOf(entry)
  if (verb === 'trigger') return textAt(fieldsAt(entry, 'event_details'), 'description')
  return verb === 'resolve' && way === 'timeout' ? 'After a time without anything new' : ''
}

function* incidentRecords(incident: Fields, fileName: string): Generator<SourceRecord> {
  const at = momentOf(incident.created_at)
  if (at === null || textAt(incident, 'id') === '') {
    yield notUnderstood('A PagerDuty incident has no time or no id we can read.', incident, fileName)
    return
  }
  const shared = {
    incident,
    id: '',
    detail: '',
    place: textAt(fieldsAt(incident, 'service'), 'summary'),
    link: textAt(incident, 'html_url'),
  }
  yield draftOf({ ...shared, verb: 'triggered', at, agent: {}, detail: priorityOf(incident) })
  for (const one of listAt(incident, 'acknowledgements')) {
    const answered = momentOf(one.at)
    if (answered !== null)
      yield draftOf({ ...shared, verb: 'acknowledged', at: answered, agent: fieldsAt(one, 'acknowledger') })
  }
  const ended = textAt(incident, 'status') === 'resolved' ? momentOf(incident.resolved_at) : null
  if (ended !== null)
    yield draftOf({
      ...shared,
      verb: 'resolved',
      at: ended,
      agent: fieldsAt(incident, 'last_status_change_by'),
    })
}

function* plainRecord(
  fields: Fields,
  form: 'alert' | 'note' | 'change',
  fileName: string,
): Generator<SourceRecord> {
  const at = momentOf(form === 'change' ? fields.timestamp : fields.created_at)
  if (at === null) {
    yield notUnderstood(`A PagerDuty ${form} has no time we can read.`, fields, fileName)
    return
  }
  const id = textAt(fields, 'id')
  const links = listAt(fields, 'links')
  const summary = textAt(fields, 'summary')
  const draft = draftOf({
    incident: fieldsAt(fields, 'incident'),
    verb: form === 'note' ? 'annotate' : form === 'alert' ? 'trigger' : 'change',
    at,
    agent: fieldsAt(fields, 'user'),
    id: id === '' ? '' : `${form}:${id}`,
    detail: form === 'note' ? textAt(fields, 'content') : summary,
    place: form === 'change' ? textAt(fields, 'source') : textAt(fieldsAt(fields, 'service'), 'summary'),
    link: textAt(fields, 'html_url') || textAt(links[0] ?? {}, 'href'),
  })
  yield form === 'change' ? { ...draft, kind: 'deploy', text: summary } : draft
}

/** Whatever one body holds: a delivery, a page of the API, or a single record of it. */
function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const event = isFields(body.event) ? body.event : body
  if (textAt(event, 'event_type') !== '') {
    yield* webhookRecords(event, fileName)
    return
  }
  const found = [...listedRecords(body, fileName)]
  if (found.length > 0 || Object.values(body).some((member) => Array.isArray(member) && member.length === 0))
    yield* found
  else
    yield notUnderstood(
      'A PagerDuty record without its time: the inner part of a delivery, or a list we do not read.',
      body,
      fileName,
    )
}

function* listedRecords(body: Fields, fileName: string): Generator<SourceRecord> {
  const type = textAt(body, 'type')
  const logs = [
    ...listAt(body, 'log_entries'),
    ...one(body, 'log_entry'),
    ...(logEnding.test(type) ? [body] : []),
  ]
  yield* logRecords(logs, fileName)
  const incidents = [
    ...listAt(body, 'incidents'),
    ...(isFields(body.incident) && type === '' ? [body.incident] : []),
  ]
  for (const incident of [...incidents, ...(type === 'incident' ? [body] : [])])
    yield* incidentRecords(incident, fileName)
  for (const [form, list, single] of lists) {
    for (const fields of [...listAt(body, list), ...one(body, single), ...(type === single ? [body] : [])])
      yield* plainRecord(fields, form, fileName)
  }
}

const lists = [
  ['alert', 'alerts', 'alert'],
  ['note', 'notes', 'note'],
  ['change', 'change_events', 'change_event'],
] as const

function one(body: Fields, key: string): readonly Fields[] {
  const value = body[key]
  return isFields(value) ? [value] : []
}

/** PagerDuty, as delivered and as listed. */
export const pagerduty = jsonSource({
  name: 'pagerduty',
  describes: 'PagerDuty (JSON)',
  holds: ['record', 'records'],
  hasEnds: true,
  records,
  recognises(opening) {
    if (/"event_type"\s*:\s*"(?:incident|service)\./.test(opening)) return 0.95
    if (/"type"\s*:\s*"[a-z_]{3,40}_log_entry"/.test(opening)) return 0.95
    if (/"type"\s*:\s*"change_event"/.test(opening)) return 0.9
    const isTheirs = /[./]pagerduty\.com\//.test(opening)
    if (!isTheirs || !/"created_at"\s*:/.test(opening))
      return isTheirs && /"type"\s*:\s*"\w+_reference"/.test(opening) ? 0.6 : 0
    return /"(?:incidents?|alerts?|notes?)"\s*:|"type"\s*:\s*"incident"/.test(opening) ? 0.9 : 0
  },
})
