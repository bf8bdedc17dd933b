/**
 * GitLab webhooks of projects and groups. Their times are written in five ways, often two in one body, and
 * some hooks carry none: those are as old as their delivery if that was noted, and undated otherwise.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import { gitlabDeployment, gitlabJob, gitlabPipeline, gitlabRelease } from './gitlab-deploys.ts'
import { arrived, draftOf, type Hook, hookOf } from './gitlab-hook.ts'
import { gitlabIssue, gitlabMerge, gitlabNote, gitlabPush } from './gitlab-work.ts'
import { fieldsAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

/** No hook tells when a flag was switched. */
function featureFlag(hook: Hook): EvidenceDraft {
  const { own } = hook
  const turned = own.active === true ? 'on' : own.active === false ? 'off' : 'changed'
  return draftOf(hook, {
    key: hook.deliveryKey,
    at: hook.receivedAt,
    basis: 'received',
    kind: 'config-change',
    text: linesOf(
      `Feature flag ${textAt(own, 'name')} ${turned === 'changed' ? turned : `turned ${turned}`}`,
      textAt(own, 'description'),
    ),
    marks: [`flag:${textAt(own, 'name')}`],
    correlates: [`flag:${textAt(own, 'name')}`],
  })
}

function wikiPage(hook: Hook): EvidenceDraft {
  const { own } = hook
  return draftOf(hook, {
    key: hook.deliveryKey,
    at: hook.receivedAt,
    basis: 'received',
    kind: 'system',
    text: linesOf(
      `Wiki page ${textAt(own, 'title')}: ${textAt(own, 'action') || 'changed'}`,
      textAt(own, 'message'),
    ),
  })
}

/** What happens around the work: milestones, reactions, tokens that run out, findings of scanners. */
function around(hook: Hook): EvidenceDraft {
  const { own, body, kind } = hook
  const { at, basis } = arrived(hook, own.updated_at, own.created_at, own.expires_at)
  const action = textAt(own, 'action') || textAt(body, 'action') || textAt(own, 'state')
  const name = textAt(own, 'title') || textAt(own, 'name')
  const id = wordsAt(own, 'id')
  return draftOf(hook, {
    key: id === '' || at === null ? hook.deliveryKey : `gitlab:${kind}:${id}:${action}:${at.at}`,
    at,
    basis,
    kind: kind === 'vulnerability' ? 'observation' : 'system',
    text: `${spaced(kind)} ${name}${action === '' ? '' : `: ${action}`}`,
    marks: wordsAt(own, 'severity') === '' ? [] : [`severity:${wordsAt(own, 'severity')}`],
  })
}

/** Groups, projects and members: hooks that call themselves by `event_name` alone. */
function ofGroup(hook: Hook): EvidenceDraft {
  const { body } = hook
  const name = textAt(body, 'event_name')
  const { at, basis } = arrived(hook, body.updated_at, body.created_at)
  const where = textAt(body, 'full_path') || textAt(body, 'path_with_namespace') || textAt(body, 'group_path')
  const id = wordsAt(body, 'group_id') || wordsAt(body, 'project_id')
  const about = wordsAt(body, 'user_id')
  const draft = draftOf(hook, {
    key: at === null ? hook.deliveryKey : `gitlab:${name}:${id}:${about}:${at.at}`,
    at,
    basis,
    kind: 'system',
    text: `${spaced(name)}${where === '' ? '' : `: ${where}`}`,
  })
  // Whom it names is who was added, not who did it.
  return { ...draft, speaker: null }
}

function spaced(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const readers: ReadonlyMap<string, (hook: Hook) => Iterable<EvidenceDraft>> = new Map<
  string,
  (hook: Hook) => Iterable<EvidenceDraft>
>([
  ['deployment', gitlabDeployment],
  ['pipeline', gitlabPipeline],
  ['build', gitlabJob],
  ['release', gitlabRelease],
  ['push', gitlabPush],
  ['tag_push', gitlabPush],
  ['merge_request', gitlabMerge],
  ['issue', gitlabIssue],
  ['incident', gitlabIssue],
  ['work_item', gitlabIssue],
  ['note', gitlabNote],
  ['feature_flag', (hook) => [featureFlag(hook)]],
  ['wiki_page', (hook) => [wikiPage(hook)]],
  ['milestone', (hook) => [around(hook)]],
  ['emoji', (hook) => [around(hook)]],
  ['access_token', (hook) => [around(hook)]],
  ['vulnerability', (hook) => [around(hook)]],
])

/** Hooks of groups say what they are in words: `subgroup_create`, `user_add_to_group`. */
const groupEvent = /^(?:subgroup|project|user|group)_[a-z_]{3,60}$/

function* records(delivery: Delivery): Generator<SourceRecord> {
  const hook = hookOf(delivery)
  const reader = readers.get(hook.kind)
  if (reader !== undefined) yield* reader(hook)
  else if (hook.kind === '' && groupEvent.test(textAt(delivery.body, 'event_name'))) yield ofGroup(hook)
  else {
    const what = /^[a-z_]{1,40}$/.test(hook.kind) ? `of the kind ${hook.kind} ` : ''
    yield notUnderstood(
      `A GitLab hook ${what}tells of nothing we place on a timeline.`,
      what === ''
        ? delivery.body
        : {
            object_kind: hook.kind,
            at: firstMoment(fieldsAt(delivery.body, 'object_attributes').updated_at)?.at,
          },
      delivery.fileName,
    )
  }
}

/** GitLab, as delivered. */
export const gitlab = jsonSource({
  name: 'gitlab',
  describes: 'GitLab hooks (JSON)',
  holds: ['event', 'events'],
  hasEnds: false,
  records,
  recognises(opening) {
    if (/"x-gitlab-event(?:-uuid)?"\s*:/i.test(opening)) return 0.95
    if (/"object_kind"\s*:\s*"/.test(opening)) return 0.94
    const isOfGroup = /"event_name"\s*:\s*"(?:subgroup|project|user|group)_[a-z_]+"/.test(opening)
    return isOfGroup && /"(?:full_path|path_with_namespace|group_path|project_path)"/.test(opening) ? 0.9 : 0
  },
})
