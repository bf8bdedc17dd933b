/** Jira webhooks, as delivered: issues that are made, move through their workflow and are deleted, and comments. */
import type { EvidenceDraft } from '../model/evidence.ts'
import { accountSpeaker } from './changes.ts'
import { commentEvidence, type IssueEvent, issueEvidence, type Turn } from './issue-events.ts'
import { type Fields, fieldsAt, listAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, notUnderstood } from './json-source.ts'
import { revised } from './revisions.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

function speakerOf(account: Fields): EvidenceDraft['speaker'] {
  const name = textAt(account, 'displayName') || textAt(account, 'name')
  const ref = textAt(account, 'accountId') || textAt(account, 'key') || name
  return accountSpeaker(`jira:${ref}`, name, textAt(account, 'accountType') === 'app')
}

function eventOf(body: Fields, account: Fields): IssueEvent {
  const issue = fieldsAt(body, 'issue')
  const fields = fieldsAt(issue, 'fields')
  const project = fieldsAt(fields, 'project')
  const [origin = ''] = /^https?:\/\/[^/]+/.exec(textAt(issue, 'self')) ?? []
  const [key, priority] = [textAt(issue, 'key'), textAt(fieldsAt(fields, 'priority'), 'name')]
  return {
    source: 'jira',
    speaker: speakerOf(account),
    place: textAt(project, 'name') || textAt(project, 'key'),
    link: origin === '' || key === '' ? '' : `${origin}/browse/${key}`,
    id: wordsAt(issue, 'id'),
    key,
    title: textAt(fields, 'summary'),
    at: firstMoment(body.timestamp, fields.updated),
    marks: priority === '' ? [] : [`priority:${priority}`],
  }
}

function turnOf(body: Fields): Turn {
  const event = textAt(body, 'webhookEvent')
  const fields = fieldsAt(fieldsAt(body, 'issue'), 'fields')
  if (event === 'jira:issue_created')
    return { what: 'made', words: textAt(fields, 'description').slice(0, 2000) }
  if (event === 'jira:issue_deleted') return { what: 'deleted' }
  const items = listAt(fieldsAt(body, 'changelog'), 'items')
  const moved = items.find((item) => textAt(item, 'field') === 'status')
  if (moved !== undefined)
    return { what: 'moved', from: textAt(moved, 'fromString'), to: textAt(moved, 'toString') }
  return { what: 'changed', fields: items.map((item) => textAt(item, 'field')).filter((name) => name !== '') }
}

/** A comment; one that was edited says later what the first said. */
function commentOf(body: Fields): EvidenceDraft {
  const comment = fieldsAt(body, 'comment')
  const event = eventOf(body, fieldsAt(comment, 'author'))
  const made = { ...event, at: firstMoment(comment.created, body.timestamp) }
  const draft = commentEvidence(made, { id: wordsAt(comment, 'id'), text: textAt(comment, 'body') })
  const editedAt = firstMoment(comment.updated, body.timestamp)
  return textAt(body, 'webhookEvent') === 'comment_updated' && editedAt !== null
    ? revised(draft, editedAt.at)
    : draft
}

function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const event = textAt(body, 'webhookEvent')
  if (/^jira:issue_(?:created|updated|deleted)$/.test(event))
    yield issueEvidence(eventOf(body, fieldsAt(body, 'user')), turnOf(body))
  else if (event === 'comment_created' || event === 'comment_updated') yield commentOf(body)
  else {
    const what = /^[a-z_:]{1,60}$/.test(event) ? `(${event}) ` : ''
    yield notUnderstood(
      `A Jira delivery ${what}tells of nothing we place on a timeline.`,
      { webhookEvent: what === '' ? '' : event, at: firstMoment(body.timestamp)?.at },
      fileName,
    )
  }
}

/** Jira, as delivered. */
export const jira = jsonSource({
  name: 'jira',
  describes: 'Jira webhooks (JSON)',
  holds: ['event', 'events'],
  hasEnds: false,
  records,
  recognises: (opening) =>
    /"webhookEvent"\s*:\s*"(?:jira:|comment_|issuelink_|worklog_|sprint_|board_|project_|user_)/.test(opening)
      ? 0.95
      : 0,
})
