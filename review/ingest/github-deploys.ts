/** What GitHub tells of changes on their way to where they run: deploys, workflows, checks, releases, approvals. */
import type { EvidenceDraft } from '../model/evidence.ts'
import { commitNames, deployedCommit, isDeployName, isRehearsal, shortSha } from './changes.ts'
import { actionMarks, draftOf, type Own, type Told } from './github-draft.ts'
import { type Fields, fieldsAt, listAt, numberAt, textAt, wordsAt } from './json.ts'
import { linesOf } from './json-source.ts'
import { firstMoment } from './stamps.ts'

const requested = new Set(['pending', 'queued', 'waiting'])

/** A deploy moved on: the best record of a change there is. */
export function deploymentStatus(told: Told): EvidenceDraft {
  const { subject, body } = told
  const deployment = fieldsAt(body, 'deployment')
  const state = textAt(subject, 'state')
  const environment = textAt(subject, 'environment') || textAt(deployment, 'environment')
  const id = wordsAt(deployment, 'id') || /\d+$/.exec(textAt(subject, 'deployment_url'))?.[0] || ''
  const hasFailed = state === 'failure' || state === 'error'
  // "inactive" says only that a later deploy took its place.
  const isQuiet = state === 'inactive' || requested.has(state)
  const isAside = state === 'in_progress' || isPreview(deployment, environment)
  const sha = textAt(deployment, 'sha')
  return draftOf(told, {
    key: `github:deployment_status:${wordsAt(subject, 'id')}`,
    at: firstMoment(subject.created_at, subject.updated_at),
    kind: isQuiet ? 'system' : 'deploy',
    by: fieldsAt(subject, 'creator'),
    text: linesOf(
      `${deployWords(state)}${whatOf(deployment)}${environment === '' ? '' : ` to ${environment}`}`,
      textAt(subject, 'description'),
    ),
    link: textAt(subject, 'log_url') || textAt(subject, 'target_url') || textAt(subject, 'environment_url'),
    thread: `github:deployment:${id}`,
    marks: [
      ...(hasFailed ? ['failed'] : []),
      ...(isAside ? ['routine'] : []),
      `state:${state}`,
      `environment:${environment}`,
    ],
    correlates: [`deploy:github-${id}`, ...deployedCommit(sha, environment, hasFailed)],
  })
}

function deployWords(state: string): string {
  if (state === 'success') return 'Deployed'
  if (state === 'in_progress') return 'Deploy started:'
  if (state === 'failure' || state === 'error') return 'Deploy failed:'
  return state === 'inactive' ? 'Deploy replaced by a later one:' : `Deploy ${state.replaceAll('_', ' ')}:`
}

/** " main (1a2b3c4d)" */
function whatOf(deployment: Fields): string {
  const ref = textAt(deployment, 'ref')
  const sha = textAt(deployment, 'sha')
  if (sha === '' || ref === sha) return ref === '' ? ' a version' : ` ${shortSha(ref)}`
  return ` ${ref} (${shortSha(sha)})`
}

function isPreview(deployment: Fields, environment: string): boolean {
  return deployment.transient_environment === true || isRehearsal(environment)
}

/** A deploy was asked for. */
export function deployment(told: Told): EvidenceDraft {
  const { subject } = told
  const id = wordsAt(subject, 'id')
  const environment = textAt(subject, 'environment')
  return draftOf(told, {
    key: `github:deployment:${id}`,
    at: firstMoment(subject.created_at),
    kind: 'deploy',
    by: fieldsAt(subject, 'creator'),
    text: linesOf(
      `Deploy requested, not yet started:${whatOf(subject)} to ${environment || 'an environment'}`,
      textAt(subject, 'description'),
    ),
    link: '',
    thread: `github:deployment:${id}`,
    // That it ran is told by its states.
    marks: [
      ...(isPreview(subject, environment) ? ['routine', 'repeated'] : ['routine']),
      `environment:${environment}`,
    ],
    correlates: [`deploy:github-${id}`, ...deployedCommit(textAt(subject, 'sha'), environment, false)],
  })
}

/** Conclusions that mean it did not do what it was for. */
const bad = new Set(['failure', 'timed_out', 'startup_failure', 'action_required'])

/** A workflow ran; by its name and file it is a deploy or not. */
export function workflowRun(told: Told): EvidenceDraft {
  const { subject, body } = told
  const name = textAt(subject, 'name') || textAt(fieldsAt(body, 'workflow'), 'name')
  const conclusion = textAt(subject, 'conclusion')
  const isDone = textAt(subject, 'status') === 'completed'
  const ofDeploy = isDeployName(name, textAt(subject, 'path').replace(/^.*\//, ''))
  const sha = textAt(subject, 'head_sha')
  const ending = isDone ? firstMoment(subject.updated_at) : null
  const attempt = numberAt(subject, 'run_attempt') || 1
  const where = `${textAt(subject, 'head_branch')} (${shortSha(sha)})`
  return draftOf(told, {
    key: `github:workflow_run:${wordsAt(subject, 'id')}:${attempt}${isDone ? '' : `:${textAt(subject, 'status')}`}`,
    at: firstMoment(subject.run_started_at, subject.created_at),
    ...(ending === null ? {} : { until: ending.at }),
    ...ranAs({ ofDeploy, isDone, conclusion, isTrial: /^pull_request/.test(textAt(subject, 'event')) }),
    by: fieldsAt(subject, 'triggering_actor'),
    text: linesOf(
      `Workflow ${name || 'run'} #${wordsAt(subject, 'run_number')} of ${where}: ${(conclusion || textAt(subject, 'status')).replaceAll('_', ' ')}`,
      textAt(subject, 'display_title'),
    ),
    correlates: [`run:github-${wordsAt(subject, 'id')}`, ...(bad.has(conclusion) ? [] : commitNames(sha))],
  })
}

interface Ran {
  readonly ofDeploy: boolean
  readonly isDone: boolean
  readonly conclusion: string
  /** It tries a change that is not merged, or only repeats what its run tells. */
  readonly isTrial: boolean
}

function ranAs({ ofDeploy, isDone, conclusion, isTrial }: Ran): Pick<Own, 'kind' | 'marks'> {
  const marks = conclusion === '' ? [] : [`conclusion:${conclusion}`]
  const hasRun = conclusion === 'success' || bad.has(conclusion)
  if (!ofDeploy || !isDone || !hasRun) return { kind: 'system', marks }
  return {
    kind: 'deploy',
    marks: [
      ...(bad.has(conclusion) ? ['failed'] : []),
      ...(isTrial ? ['routine', 'repeated'] : []),
      ...marks,
    ],
  }
}

/** One job of a workflow ran. */
export function workflowJob(told: Told): EvidenceDraft {
  const { subject } = told
  const conclusion = textAt(subject, 'conclusion')
  const isDone = textAt(subject, 'status') === 'completed'
  const workflow = textAt(subject, 'workflow_name')
  const name = textAt(subject, 'name')
  const ending = isDone ? firstMoment(subject.completed_at) : null
  const state = (conclusion || textAt(subject, 'status')).replaceAll('_', ' ')
  return draftOf(told, {
    key: `github:workflow_job:${wordsAt(subject, 'id')}${isDone ? '' : `:${textAt(subject, 'status')}`}`,
    at: firstMoment(subject.started_at, subject.created_at),
    ...(ending === null ? {} : { until: ending.at }),
    ...ranAs({ ofDeploy: isDeployName(name), isDone, conclusion, isTrial: isDeployName(workflow) }),
    text: `Job ${name}${workflow === '' ? '' : ` of ${workflow}`}: ${state}`,
    correlates: [
      `run:github-${wordsAt(subject, 'run_id')}`,
      ...(bad.has(textAt(subject, 'conclusion')) ? [] : commitNames(textAt(subject, 'head_sha'))),
    ],
  })
}

/** A check, or a suite of them, moved on. */
export function check(told: Told): EvidenceDraft {
  const { subject, event } = told
  const name = textAt(subject, 'name') || textAt(fieldsAt(subject, 'app'), 'name') || 'Checks'
  const ended = told.action === 'rerequested' ? '' : textAt(subject, 'conclusion')
  const state =
    ended || (told.action === 'rerequested' ? 'asked for again' : textAt(subject, 'status')) || told.action
  const at =
    firstMoment(subject.completed_at, subject.started_at, subject.updated_at, subject.created_at) ??
    told.receivedAt
  return draftOf(told, {
    key: `github:${event}:${wordsAt(subject, 'id')}:${state}`,
    at,
    kind: 'system',
    text: linesOf(
      `Check ${name}: ${state.replaceAll('_', ' ')}`,
      textAt(fieldsAt(subject, 'output'), 'title'),
    ),
    marks: [`conclusion:${state}`],
    correlates: commitNames(textAt(subject, 'head_sha')),
  })
}

/** A version was declared to be out. */
export function release(told: Told): EvidenceDraft {
  const { subject, action } = told
  const tag = textAt(subject, 'tag_name')
  const isOut = (action === '' || action === 'published') && textAt(subject, 'published_at') !== ''
  const turn = isOut ? 'published' : action || 'drafted'
  const name = textAt(subject, 'name')
  return draftOf(told, {
    key: `github:release:${wordsAt(subject, 'id')}:${turn}`,
    // created_at is the time of the commit it stands on.
    at: firstMoment(subject.published_at, told.receivedAt?.at),
    basis: 'declared',
    kind: isOut ? 'deploy' : 'system',
    by: fieldsAt(subject, 'author'),
    text: linesOf(
      `Release ${tag} ${turn}${name === '' || name === tag ? '' : `: ${name}`}`,
      isOut ? textAt(subject, 'body').slice(0, 2000) : '',
    ),
    marks: [...(subject.prerelease === true ? ['routine', 'prerelease'] : []), ...actionMarks(told)],
    correlates: tag === '' ? [] : [`version:${tag}`],
  })
}

/** An approval, asked for or given, of a deploy that waits for one. */
export function deploymentReview(told: Told): EvidenceDraft {
  const { body, subject, action, receivedAt } = told
  const environments = listAt(body, 'workflow_job_runs').map((job) => textAt(job, 'environment'))
  const environment = textAt(body, 'environment') || (environments[0] ?? '')
  const near = firstMoment(body.since, subject.updated_at)
  const isDecided = action === 'approved' || action === 'rejected'
  const approver = fieldsAt(body, 'approver')
  return draftOf(told, {
    key: `github:deployment_review:${wordsAt(subject, 'id')}:${environment}:${action}`,
    at: receivedAt ?? (near === null ? null : { ...near, isAbout: true }),
    basis: receivedAt === null ? 'recorded' : 'received',
    kind: isDecided ? 'decision' : 'system',
    by: 'login' in approver ? approver : fieldsAt(body, 'sender'),
    text: linesOf(
      `Deploy${environment === '' ? '' : ` to ${environment}`} ${action}: ${textAt(subject, 'name')}`,
      textAt(body, 'comment'),
    ),
    marks: actionMarks(told),
    correlates: [`run:github-${wordsAt(subject, 'id')}`, ...commitNames(textAt(subject, 'head_sha'))],
  })
}
