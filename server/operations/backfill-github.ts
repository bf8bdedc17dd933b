/**
 * What GitHub knows of a repository between two instants: deploys and what became of them, workflow runs, pull requests,
 * commits, releases. Each is told in the shape of its webhook, so that it has the same words and the same key.
 */
import { type Fields, isFields, textAt, wordsAt } from '@secondstory/review/ingest/json'
import { Unreadable } from '@secondstory/review/ingest/source'
import { epochMs, later } from '@secondstory/review/model/instants'
import { type Api, type Asked, type Backfill, fieldsIn, openApi } from './backfill-api.ts'
import type { Outbound } from './outbound.ts'

const PAGE = 100
/** A deploy may be asked for long before it runs. */
const DEPLOYS_BEFORE_MS = 24 * 3_600_000

/** A repository and where its API answers. */
export interface Repository {
  readonly base: string
  /** "acme/checkout" */
  readonly name: string
}

/** "acme/checkout", or the address of its page, also at an installation of the company's own; null for anything else. */
export function repositoryOf(place: string): Repository | null {
  const [, origin = '', owner = '', name = ''] =
    /^(https?:\/\/[^/\s]+)?\/?([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(place.trim()) ?? []
  if (owner === '' || name === '') return null
  const isTheirs = origin === '' || /^https:\/\/(?:www\.)?github\.com$/.test(origin)
  return { base: isTheirs ? 'https://api.github.com' : `${origin}/api/v3`, name: `${owner}/${name}` }
}

/** Opens the history of one repository. */
export async function githubHistory(outbound: Outbound, token: string, asked: Asked): Promise<Backfill> {
  const place = repositoryOf(asked.place)
  if (place === null)
    throw new Unreadable(
      `“${asked.place}” names no repository; write it as owner/name, or as the address of its page.`,
    )
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': 'second-story',
  }
  const api = openApi(outbound, { says: 'GitHub', base: place.base, headers })
  const found = await api.askFields(`/repos/${place.name}`)
  const repository = {
    id: found.id,
    full_name: textAt(found, 'full_name') || place.name,
    html_url: found.html_url,
    default_branch: found.default_branch,
  }
  const asking: Asking = { api, path: `/repos/${place.name}`, repository, asked }
  return { bodies: bodiesOf(asking) }
}

interface Asking {
  readonly api: Api
  readonly path: string
  readonly repository: Fields
  readonly asked: Asked
}

async function* bodiesOf(asking: Asking): AsyncGenerator<Fields> {
  yield* deploys(asking)
  yield* runs(asking)
  yield* pulls(asking)
  yield* releases(asking)
  yield* commits(asking)
}

/** Newest first, so that what lies before the hours ends the asking. */
async function* deploys({ api, path, repository, asked }: Asking): AsyncGenerator<Fields> {
  const earliest = later(asked.from, -DEPLOYS_BEFORE_MS)
  for await (const deployment of recordsOf(api, { path: `${path}/deployments` })) {
    const at = textAt(deployment, 'created_at')
    if (isBefore(at, earliest)) return
    if (isBefore(asked.to, at)) continue
    if (isWithin(at, asked)) yield { action: 'created', deployment, repository }
    const statuses = `${path}/deployments/${wordsAt(deployment, 'id')}/statuses`
    for await (const status of recordsOf(api, { path: statuses }))
      if (isWithin(textAt(status, 'created_at'), asked))
        yield { action: 'created', deployment_status: status, deployment, repository }
  }
}

async function* runs({ api, path, repository, asked }: Asking): AsyncGenerator<Fields> {
  const created = `${asked.from.slice(0, 19)}Z..${asked.to.slice(0, 19)}Z`
  const listed = { path: `${path}/actions/runs`, query: { created }, member: 'workflow_runs' }
  for await (const run of recordsOf(api, listed)) {
    const action = textAt(run, 'status') === 'completed' ? 'completed' : 'in_progress'
    yield { action, workflow_run: run, repository }
  }
}

/** Opened or merged in the hours. */
async function* pulls({ api, path, repository, asked }: Asking): AsyncGenerator<Fields> {
  const query = { state: 'all', sort: 'updated', direction: 'desc' }
  for await (const pull of recordsOf(api, { path: `${path}/pulls`, query })) {
    if (isBefore(textAt(pull, 'updated_at'), asked.from)) return
    if (isWithin(textAt(pull, 'created_at'), asked))
      yield { action: 'opened', pull_request: pull, repository }
    if (isWithin(textAt(pull, 'merged_at'), asked)) yield { action: 'closed', pull_request: pull, repository }
  }
}

/** Their order is that of the commits they stand on, so a release of today may stand behind one of last year. */
async function* releases({ api, path, repository, asked }: Asking): AsyncGenerator<Fields> {
  for await (const release of recordsOf(api, { path: `${path}/releases`, mostPages: 3 }))
    if (isWithin(textAt(release, 'published_at'), asked)) yield { action: 'published', release, repository }
}

/** Commits of the branch that is deployed; that they were pushed together, the API does not keep. */
async function* commits({ api, path, asked }: Asking): AsyncGenerator<Fields> {
  yield* recordsOf(api, { path: `${path}/commits`, query: { since: asked.from, until: asked.to } })
}

/** A list of the API, and how much of it is asked for. */
interface Listed {
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** The member of the answer that holds the list; '' when the answer is the list. */
  readonly member?: string
  readonly mostPages?: number
}

async function* recordsOf(
  api: Api,
  { path, query = {}, member = '', mostPages = 100 }: Listed,
): AsyncGenerator<Fields> {
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await api.ask(path, { ...query, per_page: String(PAGE), page: String(page) })
    const records = fieldsIn(member === '' ? answer : isFields(answer) ? answer[member] : [])
    yield* records
    if (records.length < PAGE) return
  }
}

function isWithin(at: string, { from, to }: Asked): boolean {
  return at !== '' && epochMs(at) >= epochMs(from) && epochMs(at) <= epochMs(to)
}

function isBefore(at: string, other: string): boolean {
  return epochMs(at) < epochMs(other)
}
