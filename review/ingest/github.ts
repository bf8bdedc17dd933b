/**
 * GitHub: webhook deliveries with or without their headers, what the API lists, the log of deliveries and the
 * public events. One thing has one key whichever way it came, so that a hook and a later export join.
 */
import type { Told } from './github-draft.ts'
import { tellingOf } from './github-events.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt } from './json.ts'
import { type Delivery, jsonSource, notUnderstood } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

/** Members that tell which event a body is, the most telling first; some events carry objects of others. */
const members = [
  'deployment_status',
  'deployment',
  'check_run',
  'check_suite',
  'workflow_job',
  'workflow_run',
  'review',
  'comment',
  'pull_request',
  'issue',
  'release',
] as const

const eventOfMember: Readonly<Record<string, string>> = {
  review: 'pull_request_review',
  comment: 'issue_comment',
  issue: 'issues',
}

/** Events whose object lies under another name than their own. */
const memberOfEvent: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pull_request_review: 'review',
    pull_request_review_comment: 'comment',
    issue_comment: 'comment',
    commit_comment: 'comment',
    issues: 'issue',
    deployment_review: 'workflow_run',
  }),
)

/** What a member of a body tells that its headers would have told. */
function eventOf(body: Fields): string {
  if (isFields(body.review) && isFields(body.workflow_run)) return 'deployment_review'
  if (Array.isArray(body.reviewers) && isFields(body.workflow_run)) return 'deployment_review'
  const member = members.find((name) => isFields(body[name]))
  if (member !== undefined) return eventOfMember[member] ?? member
  if (Array.isArray(body.commits) && textAt(body, 'ref') !== '') return 'push'
  if (textAt(body, 'ref_type') !== '') return 'master_branch' in body ? 'create' : 'delete'
  return 'zen' in body ? 'ping' : ''
}

/** Objects as the API lists them, by members no other object has together. */
const shapes: readonly (readonly [string, readonly string[]])[] = [
  ['deployment_status', ['state', 'deployment_url']],
  ['deployment', ['environment', 'statuses_url', 'sha']],
  ['workflow_run', ['workflow_id', 'run_number']],
  ['workflow_job', ['run_id', 'run_url']],
  ['check_run', ['check_suite', 'head_sha']],
  ['release', ['tag_name', 'target_commitish']],
  ['pull_request', ['number', 'head', 'base']],
  ['issues', ['number', 'title', 'comments_url']],
  ['issue_comment', ['issue_url', 'body', 'created_at']],
  ['pull_request_review', ['submitted_at', 'state', 'pull_request_url']],
  ['commit', ['sha', 'commit']],
]

function shapeOf(body: Fields): string {
  return shapes.find(([, names]) => names.every((name) => name in body))?.[0] ?? ''
}

/** Lists the API wraps: `{"total_count": 2, "workflow_runs": […]}`. */
const wrapped = ['workflow_runs', 'jobs', 'check_runs', 'items', 'deployments'] as const

/** `PushEvent` of the public events is the `push` of the hooks, cut down. */
function publicEvent(body: Fields): Told | null {
  const type = /^([A-Za-z]+)Event$/.exec(textAt(body, 'type'))?.[1]
  if (type === undefined || !isFields(body.payload) || !isFields(body.repo)) return null
  const event = type.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()
  const payload = fieldsAt(body, 'payload')
  const login = textAt(fieldsAt(body, 'actor'), 'login')
  const about = {
    ...payload,
    repository: { full_name: textAt(fieldsAt(body, 'repo'), 'name') },
    sender: { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' },
  }
  return toldOf(event, about, firstMoment(body.created_at))
}

function toldOf(event: string, body: Fields, receivedAt: Told['receivedAt']): Told {
  const subject = fieldsAt(body, memberOfEvent.get(event) ?? event)
  return { event, action: textAt(body, 'action'), subject, body, receivedAt }
}

/** A delivery as the log of deliveries keeps it, its request inside. */
function loggedDelivery(body: Fields): Told | null {
  const request = fieldsAt(body, 'request')
  if (!isFields(request.payload) || textAt(body, 'event') === '') return null
  return toldOf(textAt(body, 'event'), request.payload, firstMoment(body.delivered_at))
}

function* toldBy({ body, receivedAt, header }: Delivery): Generator<Told> {
  const list = wrapped.find((name) => Array.isArray(body[name]))
  if (list !== undefined) {
    for (const entry of listAt(body, list))
      yield { event: shapeOf(entry), action: '', subject: entry, body: {}, receivedAt: null }
    return
  }
  const kept = publicEvent(body) ?? loggedDelivery(body)
  const event = header('x-github-event') || eventOf(body)
  const shape = 'sender' in body ? '' : shapeOf(body)
  if (kept !== null) yield kept
  else if (shape !== '' && header('x-github-event') === '')
    yield { event: shape, action: '', subject: body, body: {}, receivedAt: null }
  else yield toldOf(event, body, receivedAt)
}

function* records(delivery: Delivery): Generator<SourceRecord> {
  for (const told of toldBy(delivery)) {
    const draft = tellingOf(told)
    if (draft !== null) yield draft
    else {
      const what = /^[\w ]{1,60}$/.test(told.event) ? `of the kind ${told.event} ` : ''
      yield notUnderstood(
        `A GitHub record ${what}tells of nothing we place on a timeline.`,
        told.action === '' ? told.body : { action: told.action },
        delivery.fileName,
      )
    }
  }
}

/** GitHub, as delivered and as listed. */
export const github = jsonSource({
  name: 'github',
  describes: 'GitHub events (JSON)',
  holds: ['event', 'events'],
  hasEnds: false,
  records,
  recognises(opening) {
    if (/"x-github-(?:event|delivery)"\s*:/i.test(opening)) return 0.95
    const isTheirs = /"node_id"\s*:|"https:\/\/api\.github\.com\/|\/api\/v3\/repos\//.test(opening)
    if (
      isTheirs &&
      /"(?:html_url|full_name|pusher_type|sha|statuses_url|deployment_url|commits)"\s*:/.test(opening)
    )
      // Apps add an installation, which others call theirs too: these names are surer.
      return 0.93
    return /"type"\s*:\s*"[A-Z]\w{3,40}Event"/.test(opening) &&
      /"payload"\s*:/.test(opening) &&
      /"repo"\s*:/.test(opening)
      ? 0.85
      : 0
  },
})
