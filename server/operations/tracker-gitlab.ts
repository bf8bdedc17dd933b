/** Issues of one project at GitLab, or at a GitLab of the company's own (REST, version 4). */
import { type Fields, fieldsAt, numberAt, textAt } from '@secondstory/review/ingest/json'
import { addressOf, type IssueRead, keyOf, type TrackerPlace } from '@secondstory/review/model/trackers'
import {
  instantOf,
  openLine,
  rowsOf,
  type TrackerAccess,
  type TrackerApi,
  type TrackerLine,
  unreadable,
} from './tracker-api.ts'

/** Opens the issues of a project. */
export function gitlabIssues(access: TrackerAccess): TrackerApi {
  const { place, says, token } = access
  const line = openLine(access, {
    base: `${addressOf(place)}/api/v4`,
    headers: { 'private-token': token, accept: 'application/json' },
  })
  const project = `/projects/${encodeURIComponent(place.settings.place)}`
  const read = (value: Fields): IssueRead => issueOf(value, place, says)
  return {
    async check() {
      const found = await line.askFields({ path: project })
      return textAt(found, 'path_with_namespace') || place.settings.place
    },
    async read(externalId) {
      const found = await line.find({ path: `${project}/issues/${externalId}` })
      // A moved issue stays behind, closed; it is another one by now.
      return found === null || numberAt(found, 'moved_to_id') > 0 ? null : read(found)
    },
    async make({ title, paragraphs, dueOn }) {
      const due = dueOn === null ? {} : { due_date: dueOn }
      const body = { title, description: paragraphs.join('\n\n'), ...due }
      return read(await line.askFields({ method: 'POST', path: `${project}/issues`, body }))
    },
    async tell(externalId, to) {
      const body = { state_event: to === 'open' ? 'reopen' : 'close' }
      return read(await line.askFields({ method: 'PUT', path: `${project}/issues/${externalId}`, body }))
    },
    changedSince: (at) => changed(line, `${project}/issues`, { at, read }),
  }
}

async function* changed(
  line: TrackerLine,
  path: string,
  { at, read }: { readonly at: string; readonly read: (value: Fields) => IssueRead },
): AsyncGenerator<IssueRead> {
  const query = { scope: 'all', order_by: 'updated_at', sort: 'asc', updated_after: at }
  for await (const each of rowsOf(line, { path, query })) yield read(each)
}

function issueOf(value: Fields, place: TrackerPlace, says: string): IssueRead {
  const number = numberAt(value, 'iid')
  if (number <= 0) throw unreadable(says)
  return {
    externalId: String(number),
    key: keyOf(place, String(number)),
    url: textAt(value, 'web_url'),
    there: textAt(value, 'state') === 'closed' ? 'closed' : 'open',
    word: '',
    assignedThere: textAt(fieldsAt(value, 'assignee'), 'name'),
    changedAt: instantOf(textAt(value, 'updated_at'), says),
    text: textAt(value, 'description'),
  }
}
