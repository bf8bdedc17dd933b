/** Issues of one team at Linear (GraphQL). */
import { type Fields, fieldsAt, listAt, numberAt, textAt } from '@secondstory/review/ingest/json'
import type { Here, IssueRead, There } from '@secondstory/review/model/trackers'
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

interface Linear {
  readonly line: TrackerLine
  readonly team: string
  readonly says: string
}

const ISSUE = 'id identifier url updatedAt description assignee { displayName } state { name type }'

/** Opens the issues of a team. */
export function linearIssues(access: TrackerAccess): TrackerApi {
  const { place, says, token } = access
  const { baseAddress } = place.settings
  const base = baseAddress === '' ? 'https://api.linear.app' : baseAddress.replace(/\/+$/, '')
  const line = openLine(access, { base, headers: { authorization: token }, explainsInside: true })
  const linear: Linear = { line, team: place.settings.place, says }
  return {
    async check() {
      return textAt(await teamOf(linear), 'name') || linear.team
    },
    async read(externalId) {
      const query = `query Issue($id: String!) { issue(id: $id) { ${ISSUE} trashed } }`
      const found = await askOrNull(linear, { query, variables: { id: externalId }, isRepeatable: true })
      const issue = found === null ? {} : fieldsAt(found, 'issue')
      return textAt(issue, 'id') === '' || issue.trashed === true ? null : issueOf(issue, linear)
    },
    async make({ title, paragraphs, dueOn }) {
      const team = await teamOf(linear)
      const query = `mutation Make($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { ${ISSUE} } } }`
      const due = dueOn === null ? {} : { dueDate: dueOn }
      const input = { teamId: textAt(team, 'id'), title, description: paragraphs.join('\n\n'), ...due }
      const made = await ask(linear, { query, variables: { input }, isRepeatable: false })
      return issueOf(fieldsAt(fieldsAt(made, 'issueCreate'), 'issue'), linear)
    },
    async tell(externalId, to) {
      const stateId = await stateOf(linear, to)
      const query = `mutation Tell($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) { success issue { ${ISSUE} } } }`
      const variables = { id: externalId, input: { stateId } }
      const told = await ask(linear, { query, variables, isRepeatable: true })
      return issueOf(fieldsAt(fieldsAt(told, 'issueUpdate'), 'issue'), linear)
    },
    changedSince: (at) => changed(linear, at),
  }
}

interface Asking {
  readonly query: string
  readonly variables: Fields
  readonly isRepeatable: boolean
}

async function ask(linear: Linear, asking: Asking): Promise<Fields> {
  const found = await askOrNull(linear, asking)
  if (found !== null) return found
  throw new TrackerTrouble(`${linear.says} knows nothing of this, or the key may not see it.`, {})
}

/** Linear says what went wrong inside an answer that went well; null when it says that there is nothing. */
async function askOrNull({ line, says }: Linear, asking: Asking): Promise<Fields | null> {
  const { query, variables, isRepeatable } = asking
  const body = { query, variables }
  const answer = await line.askFields({ method: 'POST', path: '/graphql', body, isRepeatable })
  const [error] = listAt(answer, 'errors')
  if (error === undefined) return fieldsAt(answer, 'data')
  const { code, type } = codesOf(error)
  const message = textAt(error, 'message').slice(0, 200)
  if (code === 'RATELIMITED')
    throw new TrackerTrouble(`${says} answers no more calls for now.`, { mayWorkLater: true, isOfAll: true })
  if (code === 'AUTHENTICATION_ERROR')
    throw new TrackerTrouble(`${says} does not know the token; a keeper sets a new one on its page.`, {
      mayWorkLater: true,
      isOfAll: true,
    })
  const isOfInput = type === 'invalid input' || code === 'INPUT_ERROR'
  if (isOfInput && /not found/i.test(message)) return null
  throw new TrackerTrouble(`${says} did not take it: “${message}”.`, {})
}

function codesOf(error: Fields): { readonly code: string; readonly type: string } {
  const extensions = fieldsAt(error, 'extensions')
  return { code: textAt(extensions, 'code'), type: textAt(extensions, 'type') }
}

async function teamOf(linear: Linear): Promise<Fields> {
  const query =
    'query Team($key: String!) { teams(filter: { key: { eq: $key } }) { nodes { id name states { nodes { id name type position } } } } }'
  const found = await ask(linear, { query, variables: { key: linear.team }, isRepeatable: true })
  const [team] = listAt(fieldsAt(found, 'teams'), 'nodes')
  if (team !== undefined) return team
  throw new TrackerTrouble(`${linear.says} has no team ${linear.team} that this key may see.`, {})
}

const types: Readonly<Record<Here, readonly string[]>> = {
  open: ['unstarted', 'backlog', 'triage', 'started'],
  done: ['completed'],
  dropped: ['canceled'],
}

/** The first state of the team that means this. */
async function stateOf(linear: Linear, to: Here): Promise<string> {
  const team = await teamOf(linear)
  const states = listAt(fieldsAt(team, 'states'), 'nodes').toSorted(
    (a, b) => numberAt(a, 'position') - numberAt(b, 'position'),
  )
  for (const type of types[to]) {
    const found = states.find((state) => textAt(state, 'type') === type)
    if (found !== undefined) return textAt(found, 'id')
  }
  throw new TrackerTrouble(`The team ${linear.team} at ${linear.says} has no state that means this.`, {})
}

async function* changed(linear: Linear, at: string): AsyncGenerator<IssueRead> {
  const query = `query Changed($key: String!, $since: DateTimeOrDuration!, $after: String) { issues(first: ${PAGE}, after: $after, orderBy: updatedAt, filter: { team: { key: { eq: $key } }, updatedAt: { gte: $since } }) { nodes { ${ISSUE} } pageInfo { hasNextPage endCursor } } }`
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const variables: Fields = { key: linear.team, since: at, after }
    const found = await ask(linear, { query, variables, isRepeatable: true })
    const listed = fieldsAt(found, 'issues')
    for (const each of listAt(listed, 'nodes')) yield issueOf(each, linear)
    const info = fieldsAt(listed, 'pageInfo')
    if (info.hasNextPage !== true) return
    after = textAt(info, 'endCursor')
  }
}

function issueOf(value: Fields, { says }: Linear): IssueRead {
  const state = fieldsAt(value, 'state')
  if (textAt(value, 'id') === '' || textAt(state, 'type') === '') throw unreadable(says)
  return {
    externalId: textAt(value, 'id'),
    key: textAt(value, 'identifier'),
    url: textAt(value, 'url'),
    there: thereOf(textAt(state, 'type')),
    word: textAt(state, 'name'),
    assignedThere: textAt(fieldsAt(value, 'assignee'), 'displayName'),
    changedAt: instantOf(textAt(value, 'updatedAt'), says),
    text: textAt(value, 'description'),
  }
}

function thereOf(type: string): There {
  if (type === 'completed') return 'done'
  return type === 'canceled' || type === 'duplicate' ? 'dropped' : 'open'
}
