/**
 * Issues of one project at Jira: Cloud (REST v3, an account and its token), or a Jira of the company's own (REST v2,
 * a personal access token). An issue is known by its id, because its key changes when it moves.
 */
import type { IssueDraft } from '@secondstory/review/documents/issues'
import {
  type Fields,
  fieldsAt,
  isFields,
  listAt,
  numberAt,
  textAt,
  wordsAt,
} from '@secondstory/review/ingest/json'
import { addressOf, type Here, type IssueRead, type There } from '@secondstory/review/model/trackers'
import {
  instantOf,
  MOST_PAGES,
  openLine,
  PAGE,
  type TrackerAccess,
  type TrackerApi,
  type TrackerLine,
  TrackerTrouble,
  unreadable,
} from './tracker-api.ts'

interface Jira {
  readonly line: TrackerLine
  readonly isCloud: boolean
  readonly address: string
  readonly project: string
  readonly says: string
  readonly now: string
}

const FIELDS = 'summary,status,resolution,assignee,updated,description,project'

/** Opens the issues of a project. */
export function jiraIssues(access: TrackerAccess): TrackerApi {
  const { place, account, token, says, now } = access
  const isCloud = account !== ''
  const address = addressOf(place)
  const authorization = isCloud
    ? `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`
    : `Bearer ${token}`
  const line = openLine(access, {
    base: `${address}/rest/api/${isCloud ? '3' : '2'}`,
    headers: { authorization, accept: 'application/json' },
  })
  const jira: Jira = { line, isCloud, address, project: place.settings.place, says, now }
  const read = async (id: string): Promise<IssueRead | null> => {
    const found = await line.find({ path: `/issue/${id}`, query: { fields: FIELDS } })
    return found === null ? null : issueOf(found, jira)
  }
  return {
    read,
    async check() {
      const found = await line.askFields({ path: `/project/${jira.project}` })
      return textAt(found, 'name') || jira.project
    },
    async make(draft) {
      const made = await line.askFields({ method: 'POST', path: '/issue', body: await newIssue(jira, draft) })
      const id = wordsAt(made, 'id')
      return present(id === '' ? null : await read(id), jira)
    },
    async tell(externalId, to) {
      await move(jira, externalId, to)
      return present(await read(externalId), jira)
    },
    changedSince: (at) => changed(jira, at),
  }
}

/** What was there a moment ago. */
function present(found: IssueRead | null, { says }: Jira): IssueRead {
  if (found !== null) return found
  throw new TrackerTrouble(`${says} does not show the issue it just took.`, { mayWorkLater: true })
}

async function newIssue(jira: Jira, { title, paragraphs }: IssueDraft): Promise<object> {
  const project = await jira.line.askFields({ path: `/project/${jira.project}` })
  const types = listAt(project, 'issueTypes').filter((type) => type.subtask !== true)
  const type = types.find((each) => textAt(each, 'name') === 'Task') ?? types[0]
  if (type === undefined) throw unreadable(jira.says)
  const description = jira.isCloud ? documentOf(paragraphs) : paragraphs.join('\n\n')
  return {
    fields: {
      project: { key: jira.project },
      summary: title,
      issuetype: { id: wordsAt(type, 'id') },
      description,
    },
  }
}

/** Text as Jira Cloud writes it (Atlassian Document Format). */
function documentOf(paragraphs: readonly string[]): object {
  const content = paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
  return { type: 'doc', version: 1, content }
}

/** A workflow has its own ways; the one that leads where we want to be, by what its end means. */
async function move(jira: Jira, id: string, to: Here): Promise<void> {
  const path = `/issue/${id}/transitions`
  const query = { expand: 'transitions.fields' }
  const ways = listAt(await jira.line.askFields({ path, query }), 'transitions')
  const way = wayTo(ways, to)
  if (way === null) {
    const wanted = to === 'open' ? 'an open state' : 'a done one'
    throw new TrackerTrouble(
      `The workflow of this issue at ${jira.says} has no way from where it is to ${wanted}; move it there by hand.`,
      {},
    )
  }
  const resolution = resolutionOf(way, to)
  const fields = resolution === null ? {} : { fields: { resolution: { name: resolution } } }
  await jira.line.ask({ method: 'POST', path, body: { transition: { id: wordsAt(way, 'id') }, ...fields } })
}

const givenUp = /won.?t|cancel|declin|reject|drop|abandon|obsolete|duplicate|cannot|not planned|invalid/i

function wayTo(ways: readonly Fields[], to: Here): Fields | null {
  const ends = ways.map((way) => ({ way, end: fieldsAt(way, 'to') }))
  const categoryOf = (end: Fields) => textAt(fieldsAt(end, 'statusCategory'), 'key')
  const isNamedSo = (end: Fields) => givenUp.test(textAt(end, 'name'))
  if (to === 'open') {
    const open = ends.filter(({ end }) => categoryOf(end) !== 'done')
    return (open.find(({ end }) => categoryOf(end) === 'new') ?? open[0])?.way ?? null
  }
  const over = ends.filter(({ end }) => categoryOf(end) === 'done')
  return (over.find(({ end }) => isNamedSo(end) === (to === 'dropped')) ?? over[0])?.way ?? null
}

/** Where the way asks why, the reason that fits. */
function resolutionOf(way: Fields, to: Here): string | null {
  const field = fieldsAt(fieldsAt(way, 'fields'), 'resolution')
  const names = listAt(field, 'allowedValues').map((each) => textAt(each, 'name'))
  if (to === 'open') return null
  return names.find((name) => name !== '' && givenUp.test(name) === (to === 'dropped')) ?? names[0] ?? null
}

/** Times in JQL are those of the account's zone, so the hours are told as so many minutes ago. */
async function* changed(jira: Jira, at: string): AsyncGenerator<IssueRead> {
  const minutes = Math.max(1, Math.ceil((Date.parse(jira.now) - Date.parse(at)) / 60_000) + 1)
  const jql = `project = "${jira.project}" AND updated >= -${minutes}m ORDER BY updated ASC`
  let token = ''
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await jira.line.askFields(searchCall(jira, { jql, page, token }))
    const issues = listAt(found, 'issues')
    for (const each of issues) yield issueOf(each, jira)
    token = textAt(found, 'nextPageToken')
    const isEnd = jira.isCloud ? token === '' : (page + 1) * PAGE >= numberAt(found, 'total')
    if (isEnd || issues.length === 0) return
  }
}

function searchCall(
  { isCloud }: Jira,
  { jql, page, token }: { readonly jql: string; readonly page: number; readonly token: string },
) {
  const query = { jql, fields: FIELDS, maxResults: String(PAGE) }
  return isCloud
    ? { path: '/search/jql', query: { ...query, ...(token === '' ? {} : { nextPageToken: token }) } }
    : { path: '/search', query: { ...query, startAt: String(page * PAGE) } }
}

function issueOf(value: Fields, { address, says }: Jira): IssueRead {
  const fields = fieldsAt(value, 'fields')
  const [id, key] = [wordsAt(value, 'id'), textAt(value, 'key')]
  const status = fieldsAt(fields, 'status')
  if (id === '' || key === '' || !isFields(fields.status)) throw unreadable(says)
  return {
    externalId: id,
    key,
    url: `${address}/browse/${key}`,
    there: thereOf(textAt(fieldsAt(status, 'statusCategory'), 'key'), {
      status: textAt(status, 'name'),
      resolution: textAt(fieldsAt(fields, 'resolution'), 'name'),
    }),
    word: textAt(status, 'name'),
    assignedThere: textAt(fieldsAt(fields, 'assignee'), 'displayName'),
    changedAt: instantOf(textAt(fields, 'updated'), says),
    text: JSON.stringify(fields.description ?? ''),
  }
}

function thereOf(category: string, said: { readonly status: string; readonly resolution: string }): There {
  if (category !== 'done') return 'open'
  return givenUp.test(said.resolution) || givenUp.test(said.status) ? 'dropped' : 'done'
}
