/** What PagerDuty logged: of one incident, of the incidents of a service, or of everything, between two instants. */
import { type Fields, listAt, textAt } from '@secondstory/review/ingest/json'
import { Unreadable } from '@secondstory/review/ingest/source'
import { type Api, type Asked, type Backfill, openApi } from './backfill-api.ts'
import type { Outbound } from './outbound.ts'

const PAGE = 100
/** PagerDuty answers no page beyond this. */
const LAST = 10_000

/** Opens the log. The place is an incident or a service, by id, by the address of its page or by name; '' is everything. */
export async function pagerdutyHistory(outbound: Outbound, token: string, asked: Asked): Promise<Backfill> {
  const headers = {
    authorization: `Token token=${token}`,
    accept: 'application/vnd.pagerduty+json;version=2',
  }
  const isEuropean = /^https:\/\/[\w-]+\.eu\.pagerduty\.com\//.test(asked.place)
  const base = isEuropean ? 'https://api.eu.pagerduty.com' : 'https://api.pagerduty.com'
  const api = openApi(outbound, { says: 'PagerDuty', base, headers })
  return { bodies: await bodiesOf(api, asked) }
}

async function bodiesOf(api: Api, asked: Asked): Promise<AsyncIterable<Fields>> {
  const { place } = asked
  const hours = { since: asked.from, until: asked.to, ...CLOCK }
  if (place === '') return logOf(api, '/log_entries', hours)
  const [, incidentId] = /\/incidents\/(\w+)/.exec(place) ?? []
  if (incidentId !== undefined) return logOf(api, `/incidents/${incidentId}/log_entries`, CLOCK)
  const [, linked] = /\/service(?:s|-directory)\/(\w+)/.exec(place) ?? []
  const service = linked ?? (isId(place) ? place : await namedService(api, place))
  if ((await api.findFields(`/services/${service}`)) !== null) return ofService(api, service, hours)
  // An id that is no service is that of an incident, or of nothing; the API says which.
  return logOf(api, `/incidents/${service}/log_entries`, CLOCK)
}

/** Times are rendered in the zone that is asked for; any other loses the hour that is told twice. */
const CLOCK = { time_zone: 'UTC' } as const

function isId(place: string): boolean {
  return /^[PQ][A-Z0-9]{4,}$/.test(place)
}

async function namedService(api: Api, name: string): Promise<string> {
  for await (const page of pagesOf(api, '/services', { query: name })) {
    const found = listAt(page, 'services').find((service) => textAt(service, 'name') === name)
    if (found !== undefined) return textAt(found, 'id')
  }
  throw new Unreadable(
    `PagerDuty has no service named “${name}” that this token may see; check the name, or give the address of its page.`,
  )
}

async function* ofService(
  api: Api,
  service: string,
  hours: Readonly<Record<string, string>>,
): AsyncGenerator<Fields> {
  for await (const page of pagesOf(api, '/incidents', { ...hours, 'service_ids[]': service }))
    for (const incident of listAt(page, 'incidents'))
      yield* logOf(api, `/incidents/${textAt(incident, 'id')}/log_entries`, CLOCK)
  for await (const page of pagesOf(api, `/services/${service}/change_events`, hours)) {
    const changes = listAt(page, 'change_events')
    if (changes.length > 0) yield { change_events: changes }
  }
}

async function* logOf(
  api: Api,
  path: string,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<Fields> {
  for await (const page of pagesOf(api, path, { ...query, is_overview: 'false', 'include[]': 'channels' })) {
    const entries = listAt(page, 'log_entries')
    if (entries.length > 0) yield { log_entries: entries }
  }
}

/** Pages by offset, until the answer says that there is no more. */
async function* pagesOf(
  api: Api,
  path: string,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<Fields> {
  for (let offset = 0; offset < LAST; offset += PAGE) {
    const page = await api.askFields(path, { ...query, limit: String(PAGE), offset: String(offset) })
    yield page
    if (page.more !== true) return
  }
  throw new Unreadable(
    `PagerDuty lists no more than ${LAST} entries in one answer; choose shorter hours, or one service.`,
  )
}
