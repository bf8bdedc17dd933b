/** What GitLab tells of the work on changes: pushes, merge requests, issues, comments. */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import { commitNames, commitTitle } from './changes.ts'
import { arrived, draftOf, type Hook, projectOf, saidAt } from './gitlab-hook.ts'
import { type Fields, fieldsAt, listAt, numberAt, textAt, wordsAt } from './json.ts'
import { linesOf } from './json-source.ts'
import { revised } from './revisions.ts'
import { firstMoment } from './stamps.ts'
import { counted } from './words.ts'

/** A branch or a tag moved. The body has the clocks of the commits, not that of the push. */
export function* gitlabPush(hook: Hook): Generator<EvidenceDraft> {
  const { body, receivedAt } = hook
  const isTag = hook.kind === 'tag_push' || textAt(body, 'ref').startsWith('refs/tags/')
  const ref = textAt(body, 'ref').replace(/^refs\/(?:heads|tags)\//, '')
  const after = textAt(body, 'after')
  const isGone = /^0{40,}$/.test(after)
  const commits = listAt(body, 'commits')
  const count = Math.max(commits.length, numberAt(body, 'total_commits_count'))
  const isMain = ref === (textAt(fieldsAt(body, 'project'), 'default_branch') || ref)
  const written = commits.map((commit) => firstMoment(commit.timestamp)).filter((at) => at !== null)
  const last = written.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1) ?? null
  const titles = commits.map(
    (commit) => `- ${commitTitle(textAt(commit, 'title') || textAt(commit, 'message'))}`,
  )
  yield draftOf(hook, {
    key: `gitlab:push:${projectOf(hook)}:${ref}:${textAt(body, 'before')}:${after}`,
    at: receivedAt ?? last,
    basis: receivedAt === null && last !== null ? 'written' : 'received',
    kind: isTag || isGone || count === 0 ? 'system' : 'commit',
    text: linesOf(pushWords({ ref, isTag, isGone, count }), ...titles.slice(0, 20)),
    link: textAt(commits.at(-1) ?? {}, 'url'),
    marks: [...(isMain || isTag ? [] : ['routine']), `${isTag ? 'tag' : 'branch'}:${ref}`],
    correlates: [
      ...(isTag && !isGone ? [`version:${ref}`] : []),
      ...commitNames(after, ...commits.slice(-50).map((commit) => textAt(commit, 'id'))),
    ],
  })
}

function pushWords(pushed: {
  readonly ref: string
  readonly isTag: boolean
  readonly isGone: boolean
  readonly count: number
}): string {
  const { ref, isTag, isGone, count } = pushed
  const what = `${isTag ? 'tag' : 'branch'} ${ref}`
  if (isGone) return `Deleted ${what}`
  if (isTag) return `Created ${what}`
  return count === 0 ? `Moved ${what} without new commits` : `Pushed ${counted(count, 'commit')} to ${ref}`
}

/** Words for the actions of the hooks, which are written as commands. */
const done: ReadonlyMap<string, string> = new Map([
  ['open', 'opened'],
  ['close', 'closed'],
  ['reopen', 'reopened'],
  ['update', 'updated'],
  ['merge', 'merged'],
  ['approved', 'approved'],
  ['approval', 'approved by one'],
  ['unapproved', 'no longer approved'],
  ['unapproval', 'no longer approved by one'],
])

function turnOf(own: Fields): string {
  const action = saidAt(own, 'action')
  return done.get(action) ?? (action || saidAt(own, 'state') || 'changed')
}

/** A merge request changed. */
export function* gitlabMerge(hook: Hook): Generator<EvidenceDraft> {
  const { own } = hook
  const turn = turnOf(own)
  const isMerged = turn === 'merged'
  const { at, basis } = isMerged
    ? arrived(hook, own.merged_at, own.updated_at)
    : arrived(hook, turn === 'opened' ? own.created_at : own.updated_at, own.updated_at)
  const id = `gitlab:merge_request:${wordsAt(own, 'id')}`
  const kind: EventKind = isMerged ? 'commit' : /^approved/.test(turn) ? 'decision' : 'system'
  const target = textAt(own, 'target_branch')
  yield draftOf(hook, {
    key: isMerged || turn === 'opened' ? `${id}:${turn}` : `${id}:${turn}:${at?.at ?? ''}`,
    at,
    basis,
    kind,
    text: linesOf(
      `Merge request !${wordsAt(own, 'iid')} ${turn}${isMerged && target !== '' ? ` into ${target}` : ''}: ${textAt(own, 'title')}`,
      isMerged || turn === 'opened' ? textAt(own, 'description').slice(0, 2000) : '',
    ),
    thread: id,
    marks: [...(kind === 'decision' ? ['routine'] : []), `action:${saidAt(own, 'action')}`],
    correlates: [
      `mr:${projectOf(hook)}!${wordsAt(own, 'iid')}`,
      ...commitNames(textAt(own, 'merge_commit_sha'), textAt(fieldsAt(own, 'last_commit'), 'id')),
    ],
  })
}

/** An issue, an incident or another item of work changed. */
export function* gitlabIssue(hook: Hook): Generator<EvidenceDraft> {
  const { own, body } = hook
  const turn = turnOf(own)
  const isOpened = turn === 'opened'
  const { at, basis } = arrived(
    hook,
    isOpened ? own.created_at : turn === 'closed' ? own.closed_at : null,
    own.updated_at,
    own.created_at,
  )
  const id = `gitlab:issue:${wordsAt(own, 'id')}`
  const sort = (textAt(own, 'type') || textAt(body, 'event_type')).toLowerCase()
  const labels = listAt(own, 'labels').map((label) => `label:${textAt(label, 'title')}`)
  yield draftOf(hook, {
    key: isOpened ? `${id}:opened` : `${id}:${turn}:${at?.at ?? ''}`,
    at,
    basis,
    kind: isOpened ? 'observation' : 'system',
    text: linesOf(
      `${sort === 'incident' ? 'Incident' : 'Issue'} #${wordsAt(own, 'iid')} ${turn}: ${textAt(own, 'title')}`,
      isOpened ? textAt(own, 'description').slice(0, 2000) : '',
    ),
    thread: id,
    marks: [...(textAt(own, 'severity') === '' ? [] : [`severity:${textAt(own, 'severity')}`]), ...labels],
  })
}

/** Someone commented; what the system itself notes below an issue is told by the issue's own hooks. */
export function* gitlabNote(hook: Hook): Generator<EvidenceDraft> {
  const { own, body } = hook
  const isEdit = textAt(own, 'action') === 'update'
  const { at, basis } = arrived(hook, own.created_at, own.updated_at)
  const issue = wordsAt(fieldsAt(body, 'issue'), 'id')
  const merge = wordsAt(fieldsAt(body, 'merge_request'), 'id')
  const root = issue !== '' ? `gitlab:issue:${issue}` : merge === '' ? '' : `gitlab:merge_request:${merge}`
  const draft = draftOf(hook, {
    key: `gitlab:note:${wordsAt(own, 'id')}`,
    at,
    basis,
    kind: own.system === true ? 'system' : 'note',
    text: textAt(own, 'note'),
    ...(root === '' ? {} : { thread: root }),
    marks: ['routine', `on:${textAt(own, 'noteable_type')}`],
    correlates: commitNames(textAt(own, 'commit_id')),
  })
  const editedAt = firstMoment(own.updated_at)
  yield isEdit && editedAt !== null ? revised(draft, editedAt.at) : draft
}
