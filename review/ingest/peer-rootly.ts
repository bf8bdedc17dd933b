/** Rootly: JSON:API objects; incidents with their times, timeline events, action items. */
import { type Fields, fieldsAt, isFields, textAt, wordsAt } from './json.ts'
import { notUnderstood } from './json-source.ts'
import { anchorDrafts, entryDraft, followUpDraft, nameAt, namedPerson } from './peer-entries.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

const tool = 'Rootly'

/** What one object tells. */
export function* rootlyRecords(record: Fields): Generator<SourceRecord> {
  const type = textAt(record, 'type')
  const about = fieldsAt(record, 'attributes')
  const id = wordsAt(record, 'id')
  const incident = wordsAt(about, 'incident_id')
  if (type === 'incidents') yield* incidentRecords(id, about)
  else if (type === 'incident_events') {
    yield entryDraft({
      tool,
      id,
      at: firstMoment(about.occurred_at, about.created_at),
      basis: textAt(about, 'occurred_at') === '' ? 'recorded' : 'declared',
      kind: 'note',
      text: textAt(about, 'event'),
      speaker: namedPerson(about.user, tool),
      incident,
    })
  } else if (/action_items$/.test(type)) yield followUpDraft({ ...about, id }, { tool, incident })
  else
    yield notUnderstood(
      `A record of Rootly of the sort "${type.slice(0, 40)}" is none we read.`,
      record,
      tool,
    )
}

function severityOf(about: Fields): string {
  const severity = fieldsAt(about, 'severity')
  const inner = isFields(severity.data) ? fieldsAt(fieldsAt(severity, 'data'), 'attributes') : severity
  return nameAt(about, 'severity') || textAt(inner, 'name')
}

function* incidentRecords(id: string, about: Fields): Generator<SourceRecord> {
  const name = textAt(about, 'title') || 'Incident'
  const severity = severityOf(about)
  yield* anchorDrafts(
    [
      ['Started', about.started_at, 'note'],
      ['Detected', about.detected_at, 'observation'],
      ['Acknowledged', about.acknowledged_at, 'note'],
      ['Mitigated', about.mitigated_at, 'mitigation'],
      ['Resolved', about.resolved_at, 'recovery'],
    ],
    { tool, incident: id, name: severity === '' ? name : `${name} (${severity})` },
  )
  const summary = textAt(about, 'summary')
  if (summary !== '')
    yield entryDraft({
      tool,
      id: `${id}:summary`,
      at: firstMoment(about.created_at),
      basis: 'recorded',
      kind: 'note',
      text: summary,
      incident: id,
      marks: ['routine'],
    })
}
