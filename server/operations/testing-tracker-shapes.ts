/** How each tracker speaks: its routes, its answers and its webhooks, written after its documentation. For tests alone. */
import type { IncomingHttpHeaders } from 'node:http'
import { type Fields, fieldsAt, parseJson, textAt } from '@secondstory/review/ingest/json'
import type { Here, TrackerKind } from '@secondstory/review/model/trackers'
import type { FakeIssue, FakeWorld } from './testing-trackers.ts'

/** A request as a dialect sees it. */
export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** What a dialect answers. */
export interface FakeReply {
  readonly status: number
  readonly body: object | null
}

/** The token every tracker here knows. */
export const FAKE_TOKEN = 'a-token-for-tests'

const NOTHING: FakeReply = { status: 404, body: { message: 'Not Found' } }
const UNKNOWN: FakeReply = { status: 401, body: { message: 'Bad credentials' } }

function bodyOf(asked: FakeRequest): Fields {
  const value = parseJson(asked.text)?.value
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function found(body: object | null): FakeReply {
  return body === null ? NOTHING : { status: 200, body }
}

/** The issue a path ends with the number of. */
function issueAt({ issues }: FakeWorld, path: string, offset = 0): FakeIssue | null {
  const number = Number(/(\d+)(?:\/transitions)?$/.exec(path)?.[1] ?? Number.NaN) - offset
  return issues.find((issue) => issue.number === number) ?? null
}

function since({ issues }: FakeWorld, at: string): readonly FakeIssue[] {
  return issues
    .filter(({ updatedAt }) => updatedAt >= new Date(at).toISOString())
    .toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1))
}

/** The routes of each tracker. */
export const shapes: Readonly<Record<TrackerKind, (world: FakeWorld, asked: FakeRequest) => FakeReply>> = {
  github,
  gitlab,
  jira,
  linear,
}

function githubIssue(issue: FakeIssue, origin: string): object {
  const { number, title, body, state, assignee, updatedAt } = issue
  const reasons = { open: null, done: 'completed', dropped: 'not_planned' } as const
  return {
    id: 3_000_000 + number,
    node_id: `I_${number}`,
    number,
    html_url: `${origin}/harbour/checkout/issues/${number}`,
    state: state === 'open' ? 'open' : 'closed',
    state_reason: reasons[state],
    title,
    body,
    user: { login: 'second-story[bot]', id: 1, type: 'Bot' },
    assignee: assignee === '' ? null : { login: assignee, id: 2, type: 'User' },
    assignees: assignee === '' ? [] : [{ login: assignee, id: 2, type: 'User' }],
    labels: [],
    comments: 0,
    created_at: updatedAt,
    updated_at: updatedAt.replace('.000Z', 'Z'),
    closed_at: state === 'open' ? null : updatedAt,
  }
}

function github(world: FakeWorld, asked: FakeRequest): FakeReply {
  if (asked.headers.authorization !== `Bearer ${FAKE_TOKEN}`) return UNKNOWN
  const base = '/api/v3/repos/harbour/checkout'
  const told = (issue: FakeIssue) => githubIssue(issue, world.origin)
  if (asked.path === base) return found({ id: 1, full_name: 'harbour/checkout' })
  if (asked.path === `${base}/issues`) {
    if (asked.method === 'POST') {
      const { title, body } = bodyOf(asked)
      return { status: 201, body: told(world.add(String(title), String(body))) }
    }
    const pull = { ...githubIssue({ ...BLANK, number: 900 }, world.origin), pull_request: { url: 'x' } }
    return { status: 200, body: [pull, ...since(world, asked.query.get('since') ?? '').map(told)] }
  }
  const issue = asked.path.startsWith(`${base}/issues/`) ? issueAt(world, asked.path) : null
  if (issue !== null && asked.method === 'PATCH') {
    const { state, state_reason: reason } = bodyOf(asked)
    issue.state = state === 'open' ? 'open' : reason === 'not_planned' ? 'dropped' : 'done'
    world.touch(issue)
  }
  return found(issue === null ? null : told(issue))
}

const BLANK: FakeIssue = {
  number: 0,
  title: '',
  body: '',
  state: 'open',
  assignee: '',
  updatedAt: '2026-03-12T11:00:00.000Z',
}

function gitlabIssue({ number, title, body, state, assignee, updatedAt }: FakeIssue, origin: string): object {
  return {
    id: 76_000_000 + number,
    iid: number,
    project_id: 4,
    title,
    description: body,
    state: state === 'open' ? 'opened' : 'closed',
    created_at: updatedAt,
    updated_at: updatedAt,
    closed_at: state === 'open' ? null : updatedAt,
    labels: [],
    assignee: assignee === '' ? null : { id: 9, name: assignee, username: 'rowan', state: 'active' },
    assignees: [],
    due_date: null,
    moved_to_id: null,
    issue_type: 'issue',
    web_url: `${origin}/harbour/checkout/-/issues/${number}`,
  }
}

function gitlab(world: FakeWorld, asked: FakeRequest): FakeReply {
  if (asked.headers['private-token'] !== FAKE_TOKEN) return UNKNOWN
  const base = '/api/v4/projects/harbour%2Fcheckout'
  const told = (issue: FakeIssue) => gitlabIssue(issue, world.origin)
  if (asked.path === base) return found({ id: 4, path_with_namespace: 'harbour/checkout' })
  if (asked.path === `${base}/issues`) {
    if (asked.method === 'POST') {
      const { title, description } = bodyOf(asked)
      return { status: 201, body: told(world.add(String(title), String(description))) }
    }
    return { status: 200, body: since(world, asked.query.get('updated_after') ?? '').map(told) }
  }
  const issue = asked.path.startsWith(`${base}/issues/`) ? issueAt(world, asked.path) : null
  if (issue !== null && asked.method === 'PUT') {
    issue.state = bodyOf(asked).state_event === 'reopen' ? 'open' : 'done'
    world.touch(issue)
  }
  return found(issue === null ? null : told(issue))
}

const JIRA_FIRST = 10_000
const statuses = {
  open: { id: '10000', name: 'To Do', statusCategory: { id: 2, key: 'new', name: 'To Do' } },
  done: { id: '10002', name: 'Done', statusCategory: { id: 3, key: 'done', name: 'Done' } },
  dropped: { id: '10003', name: "Won't do", statusCategory: { id: 3, key: 'done', name: 'Done' } },
} as const

function jiraIssue({ number, title, body, state, assignee, updatedAt }: FakeIssue, origin: string): object {
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog',
    id: String(JIRA_FIRST + number),
    self: `${origin}/rest/api/3/issue/${JIRA_FIRST + number}`,
    key: `OPS-${number}`,
    fields: {
      summary: title,
      status: statuses[state],
      resolution: state === 'open' ? null : { id: '1', name: state === 'done' ? 'Done' : "Won't Do" },
      assignee: assignee === '' ? null : { accountId: '5b10', displayName: assignee, active: true },
      updated: updatedAt.replace('Z', '+0000'),
      description: body === '' ? null : JSON.parse(body),
      project: { id: '10000', key: 'OPS' },
    },
  }
}

const ways = (['open', 'done', 'dropped'] as const).map((to, index) => ({
  id: String(11 + index),
  name: statuses[to].name,
  to: statuses[to],
  fields: {},
}))

function jira(world: FakeWorld, asked: FakeRequest): FakeReply {
  const account = Buffer.from(`robot@harbour.example:${FAKE_TOKEN}`).toString('base64')
  const isCloud = asked.path.startsWith('/rest/api/3/')
  const expected = isCloud ? `Basic ${account}` : `Bearer ${FAKE_TOKEN}`
  if (asked.headers.authorization !== expected) return UNKNOWN
  const path = asked.path.replace(/^\/rest\/api\/[23]/, '')
  const told = (issue: FakeIssue) => jiraIssue(issue, world.origin)
  if (path === '/project/OPS')
    return found({
      id: '10000',
      key: 'OPS',
      name: 'Operations',
      issueTypes: [{ id: '3', name: 'Task', subtask: false }],
    })
  if (path === '/issue' && asked.method === 'POST') {
    const fields = fieldsAt(bodyOf(asked), 'fields')
    const { number } = world.add(textAt(fields, 'summary'), JSON.stringify(fields.description))
    return {
      status: 201,
      body: { id: String(JIRA_FIRST + number), key: `OPS-${number}`, self: world.origin },
    }
  }
  if (path === '/search/jql' || path === '/search')
    return found({ issues: world.issues.map(told), total: world.issues.length, isLast: true })
  return jiraOne(world, asked, path)
}

/** An issue is found by its id and by its key. */
function jiraOne(world: FakeWorld, asked: FakeRequest, path: string): FakeReply {
  const issue = issueAt(world, path, path.includes('OPS-') ? 0 : JIRA_FIRST)
  if (issue === null) return { status: 404, body: { errorMessages: ['Issue does not exist'], errors: {} } }
  if (!path.endsWith('/transitions')) return found(jiraIssue(issue, world.origin))
  if (asked.method === 'GET') return found({ expand: 'transitions', transitions: ways })
  const wanted = textAt(fieldsAt(bodyOf(asked), 'transition'), 'id')
  const way = ways.findIndex(({ id }) => id === wanted)
  issue.state = (['open', 'done', 'dropped'] as const)[way] ?? issue.state
  world.touch(issue)
  return { status: 204, body: null }
}

const states: readonly {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly is: Here
}[] = [
  { id: 's-backlog', name: 'Backlog', type: 'backlog', is: 'open' },
  { id: 's-todo', name: 'Todo', type: 'unstarted', is: 'open' },
  { id: 's-done', name: 'Done', type: 'completed', is: 'done' },
  { id: 's-canceled', name: 'Canceled', type: 'canceled', is: 'dropped' },
]

function linearId(number: number): string {
  return `2174add1-f7c8-44e3-bbf3-${String(number).padStart(12, '0')}`
}

function linearIssue({ number, title, body, state, assignee, updatedAt }: FakeIssue): object {
  const shown = states.findLast(({ is }) => is === state)
  return {
    id: linearId(number),
    identifier: `ENG-${number}`,
    url: `https://linear.app/harbour/issue/ENG-${number}`,
    title,
    description: body,
    updatedAt,
    assignee: assignee === '' ? null : { displayName: assignee },
    state: { name: shown?.name, type: shown?.type },
    trashed: null,
  }
}

function linear(world: FakeWorld, asked: FakeRequest): FakeReply {
  if (asked.headers.authorization !== FAKE_TOKEN)
    return {
      status: 400,
      body: {
        errors: [{ message: 'Authentication required', extensions: { code: 'AUTHENTICATION_ERROR' } }],
      },
    }
  const body = bodyOf(asked)
  const [query, variables] = [textAt(body, 'query'), fieldsAt(body, 'variables')]
  const input = fieldsAt(variables, 'input')
  const wanted = textAt(variables, 'id')
  const issue = world.issues.find(({ number }) => linearId(number) === wanted || `ENG-${number}` === wanted)
  if (query.includes('teams(')) {
    const listed = states.map(({ is: _is, ...state }, position) => ({ ...state, position }))
    return data({ teams: { nodes: [{ id: 'team-1', name: 'Engineering', states: { nodes: listed } }] } })
  }
  if (query.includes('issueCreate')) {
    const made = world.add(textAt(input, 'title'), textAt(input, 'description'))
    return data({ issueCreate: { success: true, issue: linearIssue(made) } })
  }
  if (query.includes('issues(')) {
    const nodes = since(world, textAt(variables, 'since')).map(linearIssue)
    return data({ issues: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } })
  }
  if (issue === undefined)
    return {
      status: 200,
      body: {
        data: null,
        errors: [{ message: 'Entity not found: Issue', extensions: { type: 'invalid input' } }],
      },
    }
  if (!query.includes('issueUpdate')) return data({ issue: linearIssue(issue) })
  issue.state = states.find(({ id }) => id === textAt(input, 'stateId'))?.is ?? issue.state
  world.touch(issue)
  return data({ issueUpdate: { success: true, issue: linearIssue(issue) } })
}

function data(value: object): FakeReply {
  return { status: 200, body: { data: value } }
}

/** The webhook of the last change of an issue. */
export function hookOf(kind: TrackerKind, issue: FakeIssue, origin: string): object {
  const { number, state, updatedAt } = issue
  switch (kind) {
    case 'github':
      return {
        action: state === 'open' ? 'reopened' : 'closed',
        issue: githubIssue(issue, origin),
        repository: { id: 1, full_name: 'harbour/checkout' },
        sender: { login: 'rowan', id: 2, type: 'User' },
      }
    case 'gitlab':
      return {
        object_kind: 'issue',
        event_type: 'issue',
        user: { id: 9, name: 'Rowan', username: 'rowan' },
        project: { id: 4, path_with_namespace: 'harbour/checkout' },
        object_attributes: {
          id: 76_000_000 + number,
          iid: number,
          title: issue.title,
          state: state === 'open' ? 'opened' : 'closed',
          action: state === 'open' ? 'reopen' : 'close',
          updated_at: updatedAt,
        },
      }
    case 'jira':
      return {
        timestamp: Date.parse(updatedAt),
        webhookEvent: 'jira:issue_updated',
        issue_event_type_name: 'issue_generic',
        issue: jiraIssue(issue, origin),
      }
    case 'linear':
      return {
        action: 'update',
        type: 'Issue',
        createdAt: updatedAt,
        webhookTimestamp: Date.parse(updatedAt),
        url: `https://linear.app/harbour/issue/ENG-${number}`,
        data: { ...linearIssue(issue), number, team: { key: 'ENG', name: 'Engineering' } },
        updatedFrom: { stateId: 's-todo' },
      }
  }
}
