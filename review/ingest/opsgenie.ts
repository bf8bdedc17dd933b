/**
 * Opsgenie: webhook deliveries of its alerts, and alerts as its API lists them. A delivery does not say when
 * its action happened; the alert's `updatedAt`, nanoseconds in nineteen digits, is the nearest it has.
 */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt, textsAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment, momentOf } from './stamps.ts'

/** Actions by name, and what each says. */
const actions: Readonly<Record<string, readonly [EventKind, string]>> = {
  Create: ['alert', ''],
  Close: ['recovery', 'Closed'],
  Acknowledge: ['observation', 'Acknowledged'],
  UnAcknowledge: ['observation', 'No longer acknowledged'],
  AddNote: ['note', 'Note'],
  AssignOwnership: ['observation', 'Assigned'],
  TakeOwnership: ['observation', 'Taken over'],
  AddTeam: ['page', 'Team asked to join'],
  AddResponder: ['page', 'Responder asked to join'],
  AddRecipient: ['page', 'Responder asked to join'],
  Escalate: ['page', 'Escalated'],
  EscalateNext: ['page', 'Escalated'],
  Snooze: ['observation', 'Snoozed'],
  SnoozeEnded: ['observation', 'Snooze ended'],
  UpdatePriority: ['decision', 'Priority changed'],
  UpdateMessage: ['observation', 'Message changed'],
  UpdateDescription: ['system', 'Description changed'],
  AddTags: ['system', 'Tags added'],
  RemoveTags: ['system', 'Tags removed'],
  AddDetails: ['system', 'Details added'],
  RemoveDetails: ['system', 'Details removed'],
  Delete: ['system', 'Deleted'],
}

function speakerOf(alert: Fields, source: Fields): EvidenceDraft['speaker'] {
  const name = textAt(alert, 'username')
  const isMachine = /^(?:integration|system)$/i.test(textAt(source, 'type')) || /^system$/i.test(name)
  if (name === '' || isMachine) return systemNamed('opsgenie', 'Opsgenie')
  // An address is redacted wherever it stands, and all would be one person; what is before the sign tells them apart.
  const called = name.split('@')[0] ?? name
  return { kind: 'person', ref: textAt(alert, 'userId') || called, name: called, handles: [called] }
}

interface Action {
  readonly alert: Fields
  readonly id: string
  readonly action: string
  readonly at: Moment | null
  readonly stamp: string
  readonly speaker: EvidenceDraft['speaker']
  readonly place: string
}

function draftOf({ alert, id, action, at, stamp, speaker, place }: Action): EvidenceDraft {
  const [kind, says] = actions[action] ?? ['system', action]
  const message = textAt(alert, 'message').trim()
  const note = textAt(alert, 'note')
  const priority = textAt(alert, 'priority')
  const head = says === '' ? message : `${says}: ${message}`
  const details = action === 'Create' ? textAt(alert, 'description') : note
  const text = kind === 'note' && note !== '' ? note : linesOf(head, details)
  const alias = textAt(alert, 'alias')
  return {
    source: 'opsgenie',
    key:
      action === 'Create'
        ? `opsgenie:${id}`
        : action === 'Close'
          ? `opsgenie:${id}:resolved`
          : `opsgenie:${id}:${action}:${stamp}`,
    happenedAt: at,
    basis: action === 'Create' ? 'occurred' : 'recorded',
    sequence: stamp,
    kind,
    speaker,
    text,
    place: place === '' ? 'Opsgenie' : place,
    thread: `opsgenie:${id}`,
    marks: [...(priority === '' ? [] : [`priority:${priority}`]), ...textsAt(alert, 'tags')],
    correlates: [`alert:${id}`, ...(alias === '' ? [] : [`alert:${alias}`]), ...correlatesOf(text)],
  }
}

function* webhookRecord({ body, fileName, receivedAt }: Delivery): Generator<SourceRecord> {
  const alert = fieldsAt(body, 'alert')
  const id = textAt(alert, 'alertId')
  const action = textAt(body, 'action')
  const stamp = wordsAt(alert, action === 'Create' ? 'createdAt' : 'updatedAt')
  if (id === '' || action === '') {
    yield notUnderstood('An Opsgenie delivery names no alert or no action.', body, fileName)
    return
  }
  yield draftOf({
    alert,
    id,
    action,
    at: momentOf(stamp) ?? receivedAt,
    stamp,
    speaker:
      action === 'Create' ? systemNamed('opsgenie', 'Opsgenie') : speakerOf(alert, fieldsAt(body, 'source')),
    place: textAt(body, 'integrationName'),
  })
}

/** An alert of the API: its start, its acknowledgement and its end, as far as its report tells. */
function* listedRecords(alert: Fields, fileName: string): Generator<SourceRecord> {
  const id = textAt(alert, 'id')
  const at = firstMoment(alert.createdAt)
  if (id === '' || at === null) {
    yield notUnderstood('An Opsgenie alert has no time or no id we can read.', alert, fileName)
    return
  }
  const shared = { alert, id, place: textAt(fieldsAt(alert, 'integration'), 'name') }
  const opened = { at, stamp: at.at, speaker: systemNamed('opsgenie', 'Opsgenie') }
  yield draftOf({ ...shared, ...opened, action: 'Create' })
  const report = fieldsAt(alert, 'report')
  for (const [action, took, by] of [
    ['Acknowledge', report.ackTime, textAt(report, 'acknowledgedBy')],
    ['Close', report.closeTime, textAt(report, 'closedBy')],
  ] as const) {
    // The report counts milliseconds since the alert was made.
    if (typeof took !== 'number' || took <= 0 || took > 3.2e10) continue
    const then = new Date(Date.parse(at.at) + took).toISOString()
    const speaker = speakerOf({ username: by }, {})
    yield draftOf({ ...shared, action, at: { ...at, at: then }, stamp: then, speaker })
  }
}

function* records(delivery: Delivery): Generator<SourceRecord> {
  const { body, fileName } = delivery
  if (isFields(body.alert)) {
    yield* webhookRecord(delivery)
    return
  }
  const alerts = isFields(body.data) ? [body.data] : Array.isArray(body.data) ? listAt(body, 'data') : [body]
  for (const alert of alerts) yield* listedRecords(alert, fileName)
}

/** Opsgenie, as delivered and as listed. */
export const opsgenie = jsonSource({
  name: 'opsgenie',
  describes: 'Opsgenie (JSON)',
  holds: ['alert action', 'alert actions'],
  hasEnds: true,
  records,
  recognises(opening) {
    if (/"alertId"\s*:/.test(opening) && /"(?:integrationId|action)"\s*:/.test(opening)) return 0.95
    return /"tinyId"\s*:/.test(opening) && /"createdAt"\s*:/.test(opening) ? 0.9 : 0
  },
})
