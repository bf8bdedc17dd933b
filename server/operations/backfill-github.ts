/**
 * What GitHub knows of a repository between two instants: deploys and what became of them, workflow runs, pull requests,
 * commits, releases. Each is told in the shape of its webhook, so that it has the same words and the same key.
 */
import { type Fields, isFields, textAt, wordsAt } from '@secondstory/review/ingest/json'
import { Unreadable } from '@secondstory/review/ingest/source'
import type { BackfillAsk } from '@secondstory/review/model/backfill'
import { epochMs, later } from '@secondstory/review/model/instants'
import { type Api, type Asked, fieldsIn, type History, type HistoryPage, openApi } from './backfill-api.ts'
import type { Outbound } from './outbound.ts'

const PAGE = 100
/** Each deploy is asked for what became of it, within the same page. */
const DEPLOYS_PAGE = 20
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
export async function githubHistory(outbound: Outbound, token: string, asked: Asked): Promise<History> {
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
  return {
    first: async () => Object.keys(lists).map((what) => ({ what, of: '', page: '1' })),
    answer: (ask) => answer(asking, ask),
  }
}

interface Asking {
  readonly api: Api
  readonly path: string
  readonly repository: Fields
  readonly asked: Asked
}

/** A list of the API, and what is taken from one page of it. */
interface Listed {
  readonly path: string
  query?(asked: Asked): Readonly<Record<string, string>>
  /** The member of the answer that holds the list; '' when the answer is the list. */
  readonly member: string
  readonly perPage: number
  readonly mostPages: number
  bodies(records: readonly Fields[], asking: Asking): readonly Fields[] | Promise<readonly Fields[]>
  /** Newest first: what lies before the hours ends the asking. */
  isOver?(record: Fields, asked: Asked): boolean
}

const whole = { member: '', perPage: PAGE, mostPages: 100 } as const

const lists: Readonly<Record<string, Listed>> = {
  deploys: {
    ...whole,
    path: '/deployments',
    perPage: DEPLOYS_PAGE,
    mostPages: 500,
    bodies: deploys,
    isOver: (deployment, asked) => isBefore(textAt(deployment, 'created_at'), earliest(asked)),
  },
  runs: {
    ...whole,
    path: '/actions/runs',
    query: ({ from, to }) => ({ created: `${from.slice(0, 19)}Z..${to.slice(0, 19)}Z` }),
    member: 'workflow_runs',
    bodies: (runs, { repository }) =>
      runs.map((run) => ({
        action: textAt(run, 'status') === 'completed' ? 'completed' : 'in_progress',
        workflow_run: run,
        repository,
      })),
  },
  pulls: {
    ...whole,
    path: '/pulls',
    query: () => ({ state: 'all', sort: 'updated', direction: 'desc' }),
    bodies: (pulls, asking) => pulls.flatMap((pull) => pullBodies(pull, asking)),
    isOver: (pull, asked) => isBefore(textAt(pull, 'updated_at'), asked.from),
  },
  // Their order is that of the commits they stand on, so a release of today may stand behind one of last year.
  releases: {
    ...whole,
    path: '/releases',
    mostPages: 3,
    bodies: (releases, { asked, repository }) =>
      releases
        .filter((release) => isWithin(textAt(release, 'published_at'), asked))
        .map((release) => ({ action: 'published', release, repository })),
  },
  // Commits of the branch that is deployed; that they were pushed together, the API does not keep.
  commits: {
    ...whole,
    path: '/commits',
    query: ({ from, to }) => ({ since: from, until: to }),
    bodies: (commits) => commits,
  },
}

async function answer(asking: Asking, ask: BackfillAsk): Promise<HistoryPage> {
  const list = lists[ask.what]
  if (list === undefined) return { bodies: [], next: [] }
  const records = await pageOf(asking, list, ask.page)
  const end = records.findIndex((record) => list.isOver?.(record, asking.asked) === true)
  const bodies = await list.bodies(end === -1 ? records : records.slice(0, end), asking)
  const page = Number(ask.page) + 1
  const goesOn = end === -1 && records.length >= list.perPage && page <= list.mostPages
  return { bodies, next: goesOn ? [{ ...ask, page: String(page) }] : [] }
}

async function pageOf(
  { api, path, asked }: Asking,
  list: Omit<Listed, 'bodies'>,
  page: string,
): Promise<readonly Fields[]> {
  const query = { ...list.query?.(asked), per_page: String(list.perPage), page }
  const answer = await api.ask(`${path}${list.path}`, query)
  return fieldsIn(list.member === '' ? answer : isFields(answer) ? answer[list.member] : [])
}

function earliest({ from }: Asked): string {
  return later(from, -DEPLOYS_BEFORE_MS)
}

/** Deploys asked for in the hours, and what became of any in the hours. */
async function deploys(records: readonly Fields[], asking: Asking): Promise<readonly Fields[]> {
  const { repository, asked } = asking
  const bodies: Fields[] = []
  for (const deployment of records) {
    const at = textAt(deployment, 'created_at')
    if (isBefore(asked.to, at)) continue
    if (isWithin(at, asked)) bodies.push({ action: 'created', deployment, repository })
    const list = { ...whole, path: `/deployments/${wordsAt(deployment, 'id')}/statuses` }
    const statuses = await pageOf(asking, list, '1')
    for (const status of statuses)
      if (isWithin(textAt(status, 'created_at'), asked))
        bodies.push({ action: 'created', deployment_status: status, deployment, repository })
  }
  return bodies
}

/** Opened or merged in the hours. */
function pullBodies(pull: Fields, { repository, asked }: Asking): readonly Fields[] {
  const opened = isWithin(textAt(pull, 'created_at'), asked) ? ['opened'] : []
  const merged = isWithin(textAt(pull, 'merged_at'), asked) ? ['closed'] : []
  return [...opened, ...merged].map((action) => ({ action, pull_request: pull, repository }))
}

function isWithin(at: string, { from, to }: Asked): boolean {
  return at !== '' && epochMs(at) >= epochMs(from) && epochMs(at) <= epochMs(to)
}

function isBefore(at: string, other: string): boolean {
  return epochMs(at) < epochMs(other)
}
