/** What GitLab tells of changes on their way to where they run: deployments, pipelines, their jobs, releases. */
import type { EvidenceDraft } from '../model/evidence.ts'
import { commitNames, deployedCommit, isDeployName, isRehearsal, shortSha } from './changes.ts'
import { arrived, draftOf, type Hook } from './gitlab-hook.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt, wordsAt } from './json.ts'
import { linesOf } from './json-source.ts'
import { firstMoment } from './stamps.ts'

/** A deploy, as told by a deployment hook, by the hook of the job that did it, or inside a pipeline's. */
interface Deploy {
  /** The job that did it, by which all tellings know it. */
  readonly job: string
  readonly status: string
  readonly at: ReturnType<typeof arrived>
  readonly environment: string
  readonly tier: string
  readonly what: string
  readonly title: string
  readonly sha: string
  readonly link: string
}

const deployWords: ReadonlyMap<string, string> = new Map([
  ['success', 'Deployed'],
  ['failed', 'Deploy failed:'],
  ['running', 'Deploy started:'],
])

function deployDraft(hook: Hook, deploy: Deploy): EvidenceDraft {
  const { status, environment, tier, sha, at } = deploy
  const isAside = tier === '' ? isRehearsal(environment) : !/^production$/i.test(tier)
  const isOver = status === 'success' || status === 'failed'
  const words = deployWords.get(status) ?? `Deploy ${status.replaceAll('_', ' ')}:`
  return draftOf(hook, {
    key: `gitlab:deploy:${deploy.job}:${status}`,
    at: at.at,
    basis: at.basis,
    kind: isOver || status === 'running' ? 'deploy' : 'system',
    text: linesOf(`${words} ${deploy.what} to ${environment}`, deploy.title),
    link: deploy.link,
    thread: `gitlab:deploy:${deploy.job}`,
    marks: [
      ...(status === 'failed' ? ['failed'] : []),
      ...(isAside || !isOver ? ['routine'] : []),
      `status:${status}`,
      `environment:${environment}`,
    ],
    correlates: [`deploy:gitlab-${deploy.job}`, ...deployedCommit(sha, environment, status === 'failed')],
  })
}

function versionWords(ref: string, sha: string): string {
  if (ref === '') return sha === '' ? 'a version' : shortSha(sha)
  return sha === '' ? ref : `${ref} (${shortSha(sha)})`
}

/** A deployment changed its status. */
export function* gitlabDeployment(hook: Hook): Generator<EvidenceDraft> {
  const { body } = hook
  const sha = /\/commit\/([0-9a-f]{7,64})$/.exec(textAt(body, 'commit_url'))?.[1] ?? textAt(body, 'short_sha')
  const job = wordsAt(body, 'deployable_id')
  yield deployDraft(hook, {
    job: job === '' ? `deployment-${wordsAt(body, 'deployment_id')}` : job,
    status: textAt(body, 'status'),
    at: arrived(hook, body.status_changed_at),
    environment: textAt(body, 'environment') || 'an environment',
    tier: textAt(body, 'environment_tier'),
    what: versionWords(textAt(body, 'ref'), sha),
    title: textAt(body, 'commit_title'),
    sha,
    link: textAt(body, 'deployable_url'),
  })
}

/** A job as its own hook and as the hook of its pipeline tell it. */
interface Job {
  readonly id: string
  readonly name: string
  readonly stage: string
  readonly status: string
  readonly startedAt: unknown
  readonly finishedAt: unknown
  readonly createdAt: unknown
  readonly environment: Fields
  readonly ref: string
  readonly sha: string
  readonly pipeline: string
}

function jobDraft(hook: Hook, job: Job): EvidenceDraft {
  const { environment, status, ref, sha } = job
  const name = textAt(environment, 'name')
  const at = arrived(hook, job.finishedAt, job.startedAt, job.createdAt)
  if (name !== '' && !/^(?:stop|prepare|verify|access)$/.test(textAt(environment, 'action'))) {
    const tier = textAt(environment, 'deployment_tier')
    const link = ''
    const what = versionWords(ref, sha)
    return deployDraft(hook, {
      job: job.id,
      status,
      at,
      environment: name,
      tier,
      what,
      title: job.name,
      sha,
      link,
    })
  }
  const isDeploy = isDeployName(job.name, job.stage) && (status === 'success' || status === 'failed')
  const ending = firstMoment(job.finishedAt)
  const began = firstMoment(job.startedAt) ?? at.at
  return draftOf(hook, {
    key: `gitlab:job:${job.id}:${status}`,
    at: began,
    basis: at.basis,
    ...(ending === null ? {} : { until: ending.at }),
    // Only its name speaks of a deploy, and many jobs are named so.
    kind: isDeploy ? 'deploy' : 'system',
    text: `Job ${job.name} of ${versionWords(ref, sha)}: ${status.replaceAll('_', ' ')}${name === '' ? '' : ` (environment ${name}: ${textAt(environment, 'action')})`}`,
    link: '',
    marks: [
      ...(isDeploy ? ['routine'] : []),
      ...(isDeploy && status === 'failed' ? ['failed'] : []),
      `status:${status}`,
    ],
    correlates: [`pipeline:gitlab-${job.pipeline}`, ...commitNames(sha)],
  })
}

/** A job changed its status. */
export function* gitlabJob(hook: Hook): Generator<EvidenceDraft> {
  const { body } = hook
  yield jobDraft(hook, {
    id: wordsAt(body, 'build_id'),
    name: textAt(body, 'build_name'),
    stage: textAt(body, 'build_stage'),
    status: textAt(body, 'build_status'),
    startedAt: body.build_started_at,
    finishedAt: body.build_finished_at,
    createdAt: body.build_created_at,
    environment: fieldsAt(body, 'environment'),
    ref: textAt(body, 'ref'),
    sha: textAt(body, 'sha'),
    pipeline: wordsAt(body, 'pipeline_id'),
  })
}

/** A pipeline changed its status; of its jobs only those are told that changed where something runs. */
export function* gitlabPipeline(hook: Hook): Generator<EvidenceDraft> {
  const { own, body } = hook
  const status = textAt(own, 'status')
  const ending = firstMoment(own.finished_at)
  const { at, basis } = arrived(hook, own.created_at, own.finished_at)
  const ref = textAt(own, 'ref')
  const sha = textAt(own, 'sha')
  const id = wordsAt(own, 'id')
  yield draftOf(hook, {
    key: `gitlab:pipeline:${id}:${status}`,
    at,
    basis,
    ...(ending === null ? {} : { until: ending.at }),
    kind: 'system',
    text: linesOf(
      `Pipeline #${id} of ${versionWords(ref, sha)}: ${status.replaceAll('_', ' ')}`,
      textAt(own, 'name') || textAt(fieldsAt(body, 'commit'), 'title'),
    ),
    marks: [`status:${status}`],
    correlates: [`pipeline:gitlab-${id}`, ...commitNames(sha)],
  })
  for (const build of listAt(body, 'builds')) {
    const isDone = /^(?:success|failed)$/.test(textAt(build, 'status'))
    if (isDone && isFields(build.environment))
      yield jobDraft(hook, { ...jobOfPipeline(build), ref, sha, pipeline: id })
  }
}

function jobOfPipeline(build: Fields): Omit<Job, 'ref' | 'sha' | 'pipeline'> {
  return {
    id: wordsAt(build, 'id'),
    name: textAt(build, 'name'),
    stage: textAt(build, 'stage'),
    status: textAt(build, 'status'),
    startedAt: build.started_at,
    finishedAt: build.finished_at,
    createdAt: build.created_at,
    environment: fieldsAt(build, 'environment'),
  }
}

/** A release was made, changed or taken back. */
export function* gitlabRelease(hook: Hook): Generator<EvidenceDraft> {
  const { body } = hook
  const action = textAt(body, 'action') || 'create'
  const isOut = action === 'create'
  const tag = textAt(body, 'tag')
  const name = textAt(body, 'name')
  const { at, basis } = isOut ? arrived(hook, body.released_at, body.created_at) : arrived(hook)
  yield draftOf(hook, {
    key: isOut ? `gitlab:release:${wordsAt(body, 'id')}:create` : hook.deliveryKey,
    at,
    basis: basis === 'occurred' ? 'declared' : basis,
    kind: isOut ? 'deploy' : 'system',
    text: linesOf(
      `Release ${tag} ${isOut ? 'published' : `${action}d`}${name === '' || name === tag ? '' : `: ${name}`}`,
      isOut ? textAt(body, 'description').slice(0, 2000) : '',
    ),
    marks: [`action:${action}`],
    correlates: [
      ...(tag === '' ? [] : [`version:${tag}`]),
      ...commitNames(textAt(fieldsAt(body, 'commit'), 'id')),
    ],
  })
}
