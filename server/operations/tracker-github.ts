/** Issues of one repository at GitHub, or at a GitHub of the company's own (REST, version 2022-11-28). */
import { type Fields, fieldsAt, isFields, numberAt, textAt, wordsAt } from '@secondstory/review/ingest/json'
import {
  addressOf,
  type Here,
  type IssueRead,
  keyOf,
  type There,
  type TrackerPlace,
} from '@secondstory/review/model/trackers'
import {
  instantOf,
  openLine,
  rowsOf,
  type TrackerAccess,
  type TrackerApi,
  type TrackerLine,
  unreadable,
} from './tracker-api.ts'

/** Opens the issues of a repository. */
export function githubIssues(access: TrackerAccess): TrackerApi {
  const { place, says, token } = access
  const line = openLine(access, {
    base: apiOf(place),
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    },
  })
  const repository = `/repos/${place.settings.place}`
  const read = (value: Fields): IssueRead => issueOf(value, place, says)
  return {
    async check() {
      const found = await line.askFields({ path: repository })
      return textAt(found, 'full_name') || place.settings.place
    },
    async read(externalId) {
      const found = await line.find({ path: `${repository}/issues/${externalId}` })
      // An issue that moved to another repository is answered from there.
      return found === null || wordsAt(found, 'number') !== externalId ? null : read(found)
    },
    async make({ title, paragraphs }) {
      const body = { title, body: paragraphs.join('\n\n') }
      return read(await line.askFields({ method: 'POST', path: `${repository}/issues`, body }))
    },
    async tell(externalId, to) {
      const path = `${repository}/issues/${externalId}`
      return read(await line.askFields({ method: 'PATCH', path, body: states[to], isRepeatable: true }))
    },
    changedSince: (at) => changed(line, `${repository}/issues`, { at, read }),
  }
}

function apiOf(place: TrackerPlace): string {
  return place.settings.baseAddress === '' ? 'https://api.github.com' : `${addressOf(place)}/api/v3`
}

const states: Readonly<Record<Here, object>> = {
  open: { state: 'open', state_reason: 'reopened' },
  done: { state: 'closed', state_reason: 'completed' },
  dropped: { state: 'closed', state_reason: 'not_planned' },
}

async function* changed(
  line: TrackerLine,
  path: string,
  { at, read }: { readonly at: string; readonly read: (value: Fields) => IssueRead },
): AsyncGenerator<IssueRead> {
  const query = { state: 'all', sort: 'updated', direction: 'asc', since: at }
  // A pull request is an issue too, as far as this list goes.
  for await (const each of rowsOf(line, { path, query })) if (!isFields(each.pull_request)) yield read(each)
}

function issueOf(value: Fields, place: TrackerPlace, says: string): IssueRead {
  const number = numberAt(value, 'number')
  if (number <= 0) throw unreadable(says)
  const reason = textAt(value, 'state_reason')
  return {
    externalId: String(number),
    key: keyOf(place, String(number)),
    url: textAt(value, 'html_url'),
    there: thereOf(textAt(value, 'state'), reason),
    word: '',
    assignedThere: textAt(fieldsAt(value, 'assignee'), 'login'),
    changedAt: instantOf(textAt(value, 'updated_at'), says),
    text: textAt(value, 'body'),
  }
}

function thereOf(state: string, reason: string): There {
  if (state !== 'closed') return 'open'
  return reason === 'not_planned' || reason === 'duplicate' ? 'dropped' : 'done'
}
