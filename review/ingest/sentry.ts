/**
 * Sentry: deliveries of issues, of alerts about issues and metrics, and of single errors. What an event tells
 * about the people it happened to (addresses, accounts, requests) stays out; its title and place are enough.
 */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { type Fields, fieldsAt, isFields, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

const machine = systemNamed('sentry', 'Sentry')

function actorOf(body: Fields): EvidenceDraft['speaker'] {
  const actor = fieldsAt(body, 'actor')
  const id = wordsAt(actor, 'id')
  if (textAt(actor, 'type') !== 'user' || id === '') return machine
  return { kind: 'person', ref: id, name: textAt(actor, 'name') || id, handles: [] }
}

/** When the delivery was sent: only its headers say, if they were kept. */
function sentAt(delivery: Delivery): Moment | null {
  return firstMoment(delivery.header('sentry-hook-timestamp')) ?? delivery.receivedAt
}

interface Action {
  readonly kind: EventKind
  readonly says: string
  readonly marks: readonly string[]
}

/** People close and reopen issues on their own time, so that these say less than an alert. */
const issueActions: Readonly<Record<string, Action>> = {
  created: { kind: 'alert', says: 'New issue', marks: ['routine'] },
  unresolved: { kind: 'alert', says: 'Issue came back', marks: [] },
  resolved: { kind: 'recovery', says: 'Issue marked resolved', marks: ['routine'] },
  assigned: { kind: 'system', says: 'Issue assigned', marks: [] },
  archived: { kind: 'system', says: 'Issue archived', marks: [] },
  ignored: { kind: 'system', says: 'Issue archived', marks: [] },
}

function issueRecord(delivery: Delivery, issue: Fields): EvidenceDraft {
  const { body } = delivery
  const action = textAt(body, 'action')
  const known = issueActions[action] ?? { kind: 'system', says: `Issue ${action}`, marks: [] }
  const substatus = textAt(issue, 'substatus')
  const isUrgent = /^(?:escalating|regressed)$/.test(substatus) || textAt(issue, 'level') === 'fatal'
  // An issue is created when it is first seen; all else happens when it is told.
  const at = action === 'created' ? firstMoment(issue.firstSeen) : sentAt(delivery)
  const id = wordsAt(issue, 'id')
  const project = fieldsAt(issue, 'project')
  const link = textAt(issue, 'permalink') || textAt(issue, 'web_url')
  return {
    source: 'sentry',
    key:
      action === 'created'
        ? `sentry:issue:${id}`
        : at === null
          ? ''
          : `sentry:issue:${id}:${action}:${at.at}`,
    happenedAt: at,
    basis: action === 'created' ? 'occurred' : 'received',
    sequence: at?.at ?? '',
    kind: known.kind,
    speaker: actorOf(body),
    text: linesOf(`${known.says}: ${textAt(issue, 'title')}`, inPlace(textAt(issue, 'culprit'))),
    place: textAt(project, 'name') || textAt(project, 'slug') || 'Sentry',
    thread: `sentry:issue:${id}`,
    ...(link === '' ? {} : { link }),
    marks: [...(isUrgent ? [] : known.marks), ...marksOf(issue, ['level', 'substatus', 'platform'])],
    correlates: [`alert:sentry-issue-${id}`, ...shortId(issue)],
  }
}

function inPlace(culprit: string): string {
  return culprit === '' ? '' : `In ${culprit}`
}

function marksOf(fields: Fields, names: readonly string[]): readonly string[] {
  return names.filter((name) => textAt(fields, name) !== '').map((name) => `${name}:${textAt(fields, name)}`)
}

function shortId(issue: Fields): readonly string[] {
  return textAt(issue, 'shortId') === '' ? [] : [`issue:${textAt(issue, 'shortId')}`]
}

/** One error, told because a rule asked for it (`rule` is its name) or because every error is. */
function eventRecord(event: Fields, rule: string | null): EvidenceDraft {
  const at = firstMoment(event.datetime, event.timestamp, event.received)
  const id = textAt(event, 'event_id')
  const issueId = wordsAt(event, 'issue_id')
  const title = textAt(event, 'title') || textAt(event, 'message')
  const link = textAt(event, 'web_url') || textAt(event, 'issue_url')
  const release = textAt(event, 'release')
  return {
    source: 'sentry',
    key: id === '' ? '' : `sentry:event:${id}${rule === null ? '' : `:${rule}`}`,
    happenedAt: at,
    basis: 'occurred',
    sequence: wordsAt(event, 'timestamp') || (at?.at ?? ''),
    // Single errors are what happened, not that anyone was told: searchable, below the tray.
    kind: rule === null ? 'system' : 'alert',
    speaker: machine,
    text: linesOf(
      rule === null || rule === '' ? title : `${rule}: ${title}`,
      inPlace(textAt(event, 'culprit')),
    ),
    place: wordsAt(event, 'project_name') || wordsAt(event, 'project') || 'Sentry',
    ...(issueId === '' ? {} : { thread: `sentry:issue:${issueId}` }),
    ...(link === '' ? {} : { link }),
    marks: marksOf(event, ['level', 'environment', 'release', 'platform']),
    correlates: [
      ...(issueId === '' ? [] : [`alert:sentry-issue-${issueId}`]),
      ...(/^[0-9a-f]{7,40}$/.test(release) ? [`commit:${release}`] : []),
      ...(release === '' ? [] : [`version:${release.split('@').at(-1) ?? release}`]),
      ...(rule === null ? [] : [`alertname:${rule}`]),
    ],
  }
}

/** A metric alert has three clocks: began, noticed, closed. It starts when it was noticed; its text says when it began. */
function metricRecord(delivery: Delivery, metric: Fields): EvidenceDraft {
  const { body } = delivery
  const action = textAt(body, 'action')
  const isOver = action === 'resolved'
  const noticed = firstMoment(metric.date_detected, metric.date_started, metric.date_created)
  const began = firstMoment(metric.date_started)
  const at = isOver ? (firstMoment(metric.date_closed) ?? sentAt(delivery)) : noticed
  const told = fieldsAt(body, 'data')
  const rule = textAt(fieldsAt(metric, 'alert_rule'), 'name')
  const key = `sentry:metric:${wordsAt(metric, 'organization_id')}:${wordsAt(metric, 'id')}`
  const link = textAt(told, 'web_url')
  const isLate = !isOver && began !== null && noticed !== null && began.at < noticed.at
  return {
    source: 'sentry',
    key: isOver ? `${key}:resolved` : action === 'warning' ? `${key}:warning` : key,
    happenedAt: at,
    basis: isOver && firstMoment(metric.date_closed) === null ? 'received' : 'occurred',
    sequence: at?.at ?? '',
    kind: isOver ? 'recovery' : 'alert',
    speaker: actorOf(body),
    text: linesOf(
      textAt(told, 'description_title') || `${action}: ${rule || textAt(metric, 'title')}`,
      textAt(told, 'description_text').replaceAll('\\n', '\n'),
      isLate ? `Began ${began.at.slice(0, 19)}Z` : '',
    ),
    place: rule === '' ? 'Sentry' : rule,
    thread: key,
    ...(link === '' ? {} : { link }),
    marks: [`status:${action}`],
    correlates: [`alert:${key}`, ...(rule === '' ? [] : [`alertname:${rule}`])],
  }
}

function* records(delivery: Delivery): Generator<SourceRecord> {
  const { body, fileName } = delivery
  const told = fieldsAt(body, 'data')
  if (isFields(told.metric_alert)) yield metricRecord(delivery, told.metric_alert)
  else if (isFields(told.event))
    yield eventRecord(
      told.event,
      textAt(told, 'triggered_rule') || textAt(fieldsAt(told, 'issue_alert'), 'title'),
    )
  else if (isFields(told.error)) yield eventRecord(told.error, null)
  else if (isFields(told.issue)) yield issueRecord(delivery, told.issue)
  else if (textAt(told, 'comment') !== '') yield commentRecord(body, told)
  else yield notUnderstood('A Sentry delivery tells of no issue, error or alert.', body, fileName)
}

function commentRecord(body: Fields, told: Fields): EvidenceDraft {
  const at = firstMoment(told.timestamp)
  const issueId = wordsAt(told, 'issue_id')
  return {
    source: 'sentry',
    key: `sentry:comment:${wordsAt(told, 'comment_id')}:${textAt(body, 'action')}`,
    happenedAt: at,
    basis: 'occurred',
    sequence: at?.at ?? '',
    kind: 'note',
    speaker: actorOf(body),
    text: textAt(told, 'comment'),
    place: textAt(told, 'project_slug') || 'Sentry',
    thread: `sentry:issue:${issueId}`,
    marks: [],
    correlates: [`alert:sentry-issue-${issueId}`],
  }
}

/** Sentry, as delivered. */
export const sentry = jsonSource({
  name: 'sentry',
  describes: 'Sentry deliveries (JSON)',
  holds: ['notice', 'notices'],
  hasEnds: true,
  records,
  recognises(opening) {
    if (!/"installation"\s*:|"sentry-hook-/i.test(opening) || !/"action"\s*:/.test(opening)) {
      return /"action"\s*:/.test(opening) && /sentry\.io\//.test(opening) ? 0.6 : 0
    }
    return /"(?:issue|metric_alert|event|error|comment)"\s*:/.test(opening) ? 0.9 : 0
  },
})
