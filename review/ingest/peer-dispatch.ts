/** Dispatch: an incident with its events and tasks, or one event. Its clocks are UTC and do not say so. */
import type { EventKind } from '../model/evidence.ts'
import { type Fields, fieldsAt, listAt, textAt, wordsAt } from './json.ts'
import { anchorDrafts, entryDraft, followUpDraft, nameAt, namedPerson } from './peer-entries.ts'
import type { SourceRecord } from './source.ts'
import { momentOf } from './stamps.ts'

const tool = 'Dispatch'

/** A time that names no zone is UTC here: the tool stores nothing else. */
function utc(value: unknown): unknown {
  return typeof value === 'string' && /T\d{2}:\d{2}:\d{2}(?:\.\d+)?$/.test(value) ? `${value}Z` : value
}

const kinds: Readonly<Record<string, EventKind>> = {
  'Field updated': 'system',
  'Participant updated': 'system',
  'Assessment updated': 'decision',
  'Imported message': 'chat',
  'Custom event': 'note',
  Other: 'system',
}

function eventDraft(event: Fields, incident: string): SourceRecord {
  const type = textAt(event, 'type')
  const isPinned = event.pinned === true
  const kind = kinds[type] ?? 'note'
  return entryDraft({
    tool,
    id: wordsAt(event, 'uuid') || wordsAt(event, 'id'),
    at: momentOf(utc(event.started_at)),
    until: momentOf(utc(event.ended_at)),
    basis: type === 'Custom event' ? 'declared' : 'recorded',
    kind: kind === 'system' && isPinned ? 'note' : kind,
    text: textAt(event, 'description'),
    speaker: namedPerson(event.owner, tool),
    incident,
    marks: isPinned ? ['pinned'] : kind === 'chat' ? ['routine'] : [],
  })
}

/** What one object tells. */
export function* dispatchRecords(body: Fields): Generator<SourceRecord> {
  if (!Array.isArray(body.events) && textAt(body, 'reported_at') === '') {
    yield eventDraft(body, '')
    return
  }
  const incident = textAt(body, 'name') || wordsAt(body, 'id')
  const severity = nameAt(body, 'incident_severity')
  const title = textAt(body, 'title') || incident
  yield* anchorDrafts(
    [
      ['Reported', utc(body.reported_at), 'note'],
      ['Stable', utc(body.stable_at), 'recovery'],
      ['Closed', utc(body.closed_at), 'note'],
    ],
    { tool, incident, name: severity === '' ? title : `${title} (${severity})` },
  )
  for (const event of listAt(body, 'events')) yield eventDraft(event, incident)
  for (const task of listAt(body, 'tasks'))
    yield followUpDraft(
      { ...task, created_at: utc(fieldsAt({ task }, 'task').created_at) },
      { tool, incident },
    )
}
