/** What each GitHub event says on a timeline: which of its clocks counts, what sort of thing it is, its words. */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { commitNames, commitTitle, commitWords } from './changes.ts'
import {
  check,
  deployment,
  deploymentReview,
  deploymentStatus,
  release,
  workflowJob,
  workflowRun,
} from './github-deploys.ts'
import { actionMarks, draftOf, pullName, repositoryOf, type Told } from './github-draft.ts'
import { type Fields, fieldsAt, listAt, numberAt, textAt, wordsAt } from './json.ts'
import { linesOf } from './json-source.ts'
import { removedAtSource, revised } from './revisions.ts'
import { firstMoment } from './stamps.ts'
import { counted } from './words.ts'

function push(told: Told): EvidenceDraft {
  const { body } = told
  const ref = textAt(body, 'ref').replace(/^refs\/(?:heads\/|tags\/)?/, '')
  const isTag = textAt(body, 'ref').startsWith('refs/tags/')
  const commits = listAt(body, 'commits')
  const head = fieldsAt(body, 'head_commit')
  const after = textAt(body, 'after') || textAt(body, 'head')
  const isMain = ref === (textAt(fieldsAt(body, 'repository'), 'default_branch') || ref)
  const stored = firstMoment(fieldsAt(body, 'repository').pushed_at) ?? told.receivedAt
  const count = Math.max(commits.length, numberAt(body, 'size'))
  const titles = commits.map((commit) => `- ${commitTitle(textAt(commit, 'message'))}`)
  const isOfCommits = body.deleted !== true && !isTag && count > 0
  return draftOf(told, {
    key: `github:push:${repositoryOf(told)}:${ref}:${textAt(body, 'before')}:${after}`,
    // A commit carries its author's clock; that it arrived is known by the time of the push.
    at: stored ?? firstMoment(head.timestamp),
    basis: stored === null ? 'written' : 'recorded',
    kind: isOfCommits ? 'commit' : 'system',
    text: linesOf(pushWords({ body, ref, isTag, count }), ...titles.slice(0, 20)),
    link: textAt(body, 'compare'),
    marks: [
      ...(isMain ? [] : ['routine']),
      ...(body.forced === true ? ['forced'] : []),
      `${isTag ? 'tag' : 'branch'}:${ref}`,
    ],
    correlates: commitNames(
      after,
      ...commits.slice(-50).map((commit) => textAt(commit, 'id') || textAt(commit, 'sha')),
    ),
  })
}

function pushWords(pushed: {
  readonly body: Fields
  readonly ref: string
  readonly isTag: boolean
  readonly count: number
}): string {
  const { body, ref, isTag, count } = pushed
  const what = `${isTag ? 'tag' : 'branch'} ${ref}`
  if (body.deleted === true) return `Deleted ${what}`
  if (count === 0)
    return body.created === true || isTag ? `Created ${what}` : `Moved ${what} without new commits`
  return `${body.forced === true ? 'Force-pushed' : 'Pushed'} ${counted(count, 'commit')} to ${ref}`
}

function pullRequest(told: Told): EvidenceDraft {
  const { subject, action } = told
  const number = wordsAt(subject, 'number')
  const id = `github:pull_request:${wordsAt(subject, 'id')}`
  const base = textAt(fieldsAt(subject, 'base'), 'ref')
  const mergedAt = firstMoment(subject.merged_at)
  const isMerged = mergedAt !== null && (action === '' || action === 'closed')
  const turn = isMerged ? 'merged' : action || (textAt(subject, 'state') === 'closed' ? 'closed' : 'opened')
  const at = isMerged ? mergedAt : momentOfTurn(subject, turn)
  const isOnce = isMerged || turn === 'opened'
  const head = textAt(fieldsAt(subject, 'head'), 'sha')
  return draftOf(told, {
    key: isOnce ? `${id}:${turn}` : `${id}:${turn}${objectOf(told)}:${at?.at ?? ''}`,
    at,
    // Merging puts a change where the next deploy takes it from; it is not yet running.
    kind: isMerged ? 'commit' : 'system',
    ...(isMerged ? { by: fieldsAt(subject, 'merged_by') } : {}),
    text: linesOf(
      `Pull request #${number} ${turn.replaceAll('_', ' ')}${isMerged && base !== '' ? ` into ${base}` : ''}: ${textAt(subject, 'title')}`,
      isMerged || turn === 'opened' ? textAt(subject, 'body').slice(0, 2000) : '',
    ),
    thread: id,
    marks: actionMarks(told),
    correlates: [...pullName(told, number), ...commitNames(textAt(subject, 'merge_commit_sha'), head)],
  })
}

/** What was put on or taken off: " incident" of "labeled incident"; people stay out. */
function objectOf({ body }: Told): string {
  const name = textAt(fieldsAt(body, 'label'), 'name') || textAt(fieldsAt(body, 'milestone'), 'title')
  return name === '' ? '' : ` ${name}`
}

/** An object carries one time for each turn that has its own, and the time of its last change for the others. */
function momentOfTurn(subject: Fields, turn: string): Moment | null {
  if (turn === 'opened') return firstMoment(subject.created_at)
  return firstMoment(turn === 'closed' ? subject.closed_at : null, subject.updated_at, subject.created_at)
}

function review(told: Told): EvidenceDraft {
  const { subject, body } = told
  const pull = fieldsAt(body, 'pull_request')
  const number =
    wordsAt(pull, 'number') || /\/pulls\/(\d+)/.exec(textAt(subject, 'pull_request_url'))?.[1] || ''
  const state = textAt(subject, 'state').toLowerCase()
  const isDecided = state === 'approved' || state === 'changes_requested'
  return draftOf(told, {
    key: `github:review:${wordsAt(subject, 'id')}:${state}`,
    at: firstMoment(subject.submitted_at, subject.updated_at),
    kind: isDecided ? 'decision' : 'system',
    by: fieldsAt(subject, 'user'),
    text: linesOf(
      `Review of pull request #${number}: ${state.replaceAll('_', ' ')}`,
      textAt(subject, 'body'),
    ),
    thread: `github:pull_request:${wordsAt(pull, 'id')}`,
    marks: ['routine', ...actionMarks(told)],
    correlates: pullName(told, number),
  })
}

function issue(told: Told): EvidenceDraft {
  const { subject, action } = told
  const id = `github:issue:${wordsAt(subject, 'id')}`
  const turn = action || (textAt(subject, 'state') === 'closed' ? 'closed' : 'opened')
  const at = momentOfTurn(subject, turn)
  return draftOf(told, {
    key: turn === 'opened' ? `${id}:opened` : `${id}:${turn}${objectOf(told)}:${at?.at ?? ''}`,
    at,
    kind: turn === 'opened' ? 'observation' : 'system',
    ...(turn === 'opened' ? { by: fieldsAt(subject, 'user') } : {}),
    text: linesOf(
      `Issue #${wordsAt(subject, 'number')} ${turn}${objectOf(told)}: ${textAt(subject, 'title')}`,
      turn === 'opened' ? textAt(subject, 'body').slice(0, 2000) : '',
    ),
    thread: id,
    marks: [
      ...actionMarks(told),
      ...listAt(subject, 'labels').map((label) => `label:${textAt(label, 'name')}`),
    ],
  })
}

function comment(told: Told): EvidenceDraft {
  const { subject, body, action } = told
  const issueId = wordsAt(fieldsAt(body, 'issue'), 'id')
  const writtenAt = firstMoment(subject.created_at)
  const changedAt = firstMoment(subject.updated_at)
  const draft = draftOf(told, {
    key: `github:comment:${wordsAt(subject, 'id')}`,
    at: writtenAt ?? changedAt,
    kind: 'note',
    by: fieldsAt(subject, 'user'),
    text: textAt(subject, 'body'),
    ...(issueId === '' ? {} : { thread: `github:issue:${issueId}` }),
    marks: ['routine', ...actionMarks(told)],
  })
  if (action === 'deleted') return removedAtSource(draft, null)
  const isEdited = changedAt !== null && writtenAt !== null && changedAt.at > writtenAt.at
  return isEdited ? revised(draft, changedAt.at) : draft
}

/** The body tells no time of its own; the last push to the repository is near it. */
function reference(told: Told): EvidenceDraft {
  const { body, event, receivedAt } = told
  const near = firstMoment(fieldsAt(body, 'repository').pushed_at)
  const at = receivedAt ?? (near === null ? null : { ...near, isAbout: true })
  const what = `${textAt(body, 'ref_type')} ${textAt(body, 'ref')}`
  return draftOf(told, {
    key: `github:${event}:${repositoryOf(told)}:${what}:${near?.at ?? receivedAt?.at ?? ''}`,
    at,
    basis: receivedAt === null ? 'recorded' : 'received',
    kind: 'system',
    text: `${event === 'create' ? 'Created' : 'Deleted'} ${what}`,
    marks: [`${textAt(body, 'ref_type')}:${textAt(body, 'ref')}`],
  })
}

function commit(told: Told): EvidenceDraft {
  const { subject } = told
  const written = fieldsAt(subject, 'commit')
  const sha = textAt(subject, 'sha')
  return draftOf(told, {
    key: `github:commit:${sha}`,
    at: firstMoment(fieldsAt(written, 'committer').date, fieldsAt(written, 'author').date),
    basis: 'recorded',
    kind: 'commit',
    by: fieldsAt(subject, 'author'),
    text: commitWords(textAt(written, 'message')),
    marks: listAt(subject, 'parents').length > 1 ? ['merge'] : [],
    correlates: commitNames(sha),
  })
}

const tellings: ReadonlyMap<string, (told: Told) => EvidenceDraft> = new Map(
  Object.entries({
    deployment_status: deploymentStatus,
    deployment,
    workflow_run: workflowRun,
    workflow_job: workflowJob,
    check_run: check,
    check_suite: check,
    push,
    pull_request: pullRequest,
    pull_request_review: review,
    pull_request_review_comment: comment,
    issues: issue,
    issue_comment: comment,
    commit_comment: comment,
    release,
    create: reference,
    delete: reference,
    commit,
    deployment_review: deploymentReview,
  }),
)

/** Events told by their own object; the others are told by the body. */
const bodily = new Set(['push', 'create', 'delete'])

/** What happened, as evidence; null when the event is none that we place, or its object is missing. */
export function tellingOf(told: Told): EvidenceDraft | null {
  const telling = tellings.get(told.event)
  if (telling === undefined) return null
  const isWhole = bodily.has(told.event)
    ? textAt(told.body, 'ref') !== ''
    : 'id' in told.subject || 'sha' in told.subject
  return isWhole ? telling(told) : null
}
