/** Which issues a delivery of a tracker is about. What became of them is asked, never taken from the delivery. */
import {
  type Fields,
  fieldsAt,
  isFields,
  numberAt,
  parseExactJson,
  textAt,
  wordsAt,
} from '@secondstory/review/ingest/json'
import type { Integration } from '@secondstory/review/model/integrations'
import { isTracker, type TrackerKind } from '@secondstory/review/model/trackers'
import type { Queries } from '../store/database.ts'
import type { StoredDelivery } from '../store/deliveries.ts'
import { wakeLinksOf } from '../store/issue-links.ts'

/** The issue in a body of each tracker; '' when it is about something else. */
const issueIn: Readonly<Record<TrackerKind, (body: Fields) => string>> = {
  github: (body) => (isFields(body.issue) ? wordsAt(body.issue, 'number') : ''),
  gitlab(body) {
    const own = fieldsAt(body, 'object_attributes')
    if (/^(?:issue|incident|work_item)$/.test(textAt(body, 'object_kind'))) return wordsAt(own, 'iid')
    const noted = numberAt(fieldsAt(body, 'issue'), 'iid')
    return noted > 0 ? String(noted) : ''
  },
  jira: (body) => wordsAt(fieldsAt(body, 'issue'), 'id'),
  linear(body) {
    const own = fieldsAt(body, 'data')
    return textAt(body, 'type') === 'Issue' ? textAt(own, 'id') : textAt(own, 'issueId')
  },
}

/** The issue a delivery is about; '' when it is about none. */
export function issueNamed(kind: TrackerKind, body: string): string {
  const value = parseExactJson(body)?.value
  return isFields(value) ? issueIn[kind](value) : ''
}

/** Lets the links of the issues these deliveries are about be looked at. */
export async function wakeNamed(
  queries: Queries,
  {
    integration,
    deliveries,
    at,
  }: {
    readonly integration: Integration
    readonly deliveries: readonly Pick<StoredDelivery, 'body'>[]
    readonly at: string
  },
): Promise<void> {
  const { kind, settings, id: integrationId } = integration
  if (!isTracker(kind) || !settings.keepsIssues) return
  const named = deliveries.map(({ body }) => issueNamed(kind, body)).filter((each) => each !== '')
  const issues = [...new Set(named)].map((externalId) => ({ externalId, changedAt: null }))
  await wakeLinksOf(queries, { integrationId, issues, at })
}
