/** FireHydrant: events of an incident's timeline, its milestones and the incident itself. */
import type { EventKind } from '../model/evidence.ts'
import { type Fields, fieldsAt, listAt, textAt, wordsAt } from './json.ts'
import { linesOf } from './json-source.ts'
import { entryDraft, nameAt, namedPerson } from './peer-entries.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

const tool = 'FireHydrant'

const kinds: readonly (readonly [RegExp, EventKind])[] = [
  [/chat/i, 'chat'],
  [/alert/i, 'alert'],
  [/chang/i, 'deploy'],
  [/status|milestone/i, 'status-update'],
  [/note/i, 'note'],
]

function kindOf(type: string): EventKind {
  return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'system'
}

/** Votes that a person found the entry useful: what others chose counts as pinned. */
function marksOf(event: Fields, kind: EventKind): readonly string[] {
  const votes = fieldsAt(event, 'votes')
  const isChosen = event.is_starred === true || Number(wordsAt(votes, 'positive') || 0) > 0
  return [...(isChosen ? ['pinned'] : []), ...(kind === 'chat' && !isChosen ? ['routine'] : [])]
}

function wordsOf(event: Fields, type: string): string {
  const body = fieldsAt(event, 'data')
  const told = ['body', 'text', 'message', 'summary', 'name', 'description']
    .map((key) => textAt(body, key))
    .filter((words) => words !== '')
  const status = nameAt(body, 'status') || nameAt(body, 'milestone') || nameAt(body, 'severity')
  const words = linesOf(...new Set(told)) || textAt(event, 'description') || textAt(event, 'body')
  const sort = type.replaceAll('_', ' ').replace(/^\w/, (letter) => letter.toUpperCase())
  if (words === '') return status === '' ? sort : `${sort}: ${status}`
  return status === '' || words.includes(status) ? words : `${status}: ${words}`
}

/** What one object tells: an event, or an incident with its milestones and events. */
export function* firehydrantRecords(record: Fields): Generator<SourceRecord> {
  const isIncident = Array.isArray(record.milestones) || Array.isArray(record.events)
  if (!isIncident) yield eventDraft(record)
  for (const event of listAt(record, 'events')) yield eventDraft({ ...event, incident_id: record.id })
  const name = [textAt(record, 'name'), nameAt(record, 'severity')].filter((word) => word !== '').join(', ')
  for (const milestone of listAt(record, 'milestones')) {
    const says = nameAt(milestone, 'type') || textAt(milestone, 'name') || 'milestone'
    yield entryDraft({
      tool,
      id: `milestone:${wordsAt(milestone, 'id') || `${wordsAt(record, 'id')}:${says}`}`,
      at: firstMoment(milestone.occurred_at, milestone.created_at),
      basis: 'declared',
      kind: /mitigat/i.test(says) ? 'mitigation' : /resolv/i.test(says) ? 'recovery' : 'note',
      text: `${says.replaceAll('_', ' ')}${name === '' ? '' : `: ${name}`}`,
      incident: wordsAt(record, 'id'),
      marks: ['anchor'],
    })
  }
}

function eventDraft(event: Fields): SourceRecord {
  const type = textAt(event, 'type')
  const kind = kindOf(type)
  return entryDraft({
    tool,
    id: wordsAt(event, 'id'),
    at: firstMoment(event.occurred_at, event.created_at),
    basis: 'occurred',
    kind,
    text: wordsOf(event, type),
    speaker: namedPerson(event.author, tool),
    incident: wordsAt(event, 'incident_id'),
    marks: marksOf(event, kind),
  })
}
