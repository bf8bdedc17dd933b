/**
 * Linear webhooks, as delivered: issues that are made, move between states and are removed, and comments. What changed
 * in an update stands in `updatedFrom` with its old value; the state says its new one by name.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import { accountSpeaker } from './changes.ts'
import { commentEvidence, type IssueEvent, issueEvidence, type Turn } from './issue-events.ts'
import { type Fields, fieldsAt, listAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, notUnderstood } from './json-source.ts'
import { revised } from './revisions.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

/** Who did it: the actor of newer deliveries; a machine says so by its type. */
function speakerOf(body: Fields): EvidenceDraft['speaker'] {
  const actor = fieldsAt(body, 'actor')
  const name = textAt(actor, 'name')
  const type = textAt(actor, 'type')
  return accountSpeaker(`linear:${wordsAt(actor, 'id') || name}`, name, type !== '' && type !== 'user')
}

function eventOf(body: Fields, issue: Fields): IssueEvent {
  const own = fieldsAt(body, 'data')
  const team = fieldsAt(issue, 'team')
  const priority = textAt(own, 'priorityLabel')
  return {
    source: 'linear',
    speaker: speakerOf(body),
    place: textAt(team, 'name') || textAt(team, 'key'),
    link: textAt(body, 'url'),
    id: wordsAt(issue, 'id'),
    key: textAt(issue, 'identifier') || wordsAt(issue, 'number'),
    title: textAt(issue, 'title'),
    at: firstMoment(body.createdAt, own.updatedAt, body.webhookTimestamp),
    marks: [
      ...(priority === '' || priority === 'No priority' ? [] : [`priority:${priority}`]),
      ...listAt(own, 'labels').map((label) => `label:${textAt(label, 'name')}`),
    ],
  }
}

/** Fields that say only that something else changed, or when. */
const silent =
  /^(?:updatedAt|sortOrder|prioritySortOrder|subIssueSortOrder|boardOrder|startedAt|completedAt|canceledAt|.*Ids?)$/

function turnOf(body: Fields): Turn {
  const own = fieldsAt(body, 'data')
  const action = textAt(body, 'action')
  if (action === 'create') return { what: 'made', words: textAt(own, 'description').slice(0, 2000) }
  if (action === 'remove') return { what: 'deleted' }
  const from = fieldsAt(body, 'updatedFrom')
  const state = textAt(fieldsAt(own, 'state'), 'name')
  if ('stateId' in from && state !== '')
    return { what: 'moved', from: textAt(fieldsAt(from, 'state'), 'name'), to: state }
  return { what: 'changed', fields: Object.keys(from).filter((name) => !silent.test(name)) }
}

/** A comment; one that was edited says later what the first said. */
function commentOf(body: Fields): EvidenceDraft {
  const own = fieldsAt(body, 'data')
  const event = eventOf(body, { id: wordsAt(own, 'issueId'), ...fieldsAt(own, 'issue') })
  const made = { ...event, at: firstMoment(own.createdAt, body.createdAt) }
  const draft = commentEvidence(made, { id: wordsAt(own, 'id'), text: textAt(own, 'body') })
  const editedAt = firstMoment(own.updatedAt, body.createdAt)
  return textAt(body, 'action') === 'update' && editedAt !== null ? revised(draft, editedAt.at) : draft
}

function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const [type, action] = [textAt(body, 'type'), textAt(body, 'action')]
  if (type === 'Issue') yield issueEvidence(eventOf(body, fieldsAt(body, 'data')), turnOf(body))
  else if (type === 'Comment' && action !== 'remove') yield commentOf(body)
  else {
    const what = /^[A-Za-z]{1,40}$/.test(type) ? `about a ${type} ` : ''
    yield notUnderstood(
      `A Linear delivery ${what}tells of nothing we place on a timeline.`,
      { type, action, at: firstMoment(body.createdAt)?.at },
      fileName,
    )
  }
}

/** Linear, as delivered. */
export const linear = jsonSource({
  name: 'linear',
  describes: 'Linear webhooks (JSON)',
  holds: ['event', 'events'],
  hasEnds: false,
  records,
  recognises(opening) {
    if (/"linear-(?:delivery|event)"\s*:/i.test(opening)) return 0.95
    const isDelivery = /"action"\s*:\s*"(?:create|update|remove)"/.test(opening)
    return isDelivery && /"webhookTimestamp"\s*:/.test(opening) && /"type"\s*:\s*"[A-Z]/.test(opening)
      ? 0.93
      : 0
  },
})
