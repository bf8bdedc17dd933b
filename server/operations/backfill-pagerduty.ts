/** What PagerDuty logged: of one incident, of the incidents of a service, or of everything, between two instants. */
import { type Fields, listAt, textAt } from '@secondstory/review/ingest/json'
import { Unreadable } from '@secondstory/review/ingest/source'
import type { BackfillAsk } from '@secondstory/review/model/backfill'
import { type Api, type Asked, type History, type HistoryPage, openApi } from './backfill-api.ts'
import type { Outbound } from './outbound.ts'

const PAGE = 100
/** PagerDuty answers no page beyond this. */
const LAST = 10_000

/** Opens the log. The place is an incident or a service, by id, by the address of its page or by name; '' is everything. */
export async function pagerdutyHistory(outbound: Outbound, token: string, asked: Asked): Promise<History> {
  const headers = {
    authorization: `Token token=${token}`,
    accept: 'application/vnd.pagerduty+json;version=2',
  }
  const isEuropean = /^https:\/\/[\w-]+\.eu\.pagerduty\.com\//.test(asked.place)
  const base = isEuropean ? 'https://api.eu.pagerduty.com' : 'https://api.pagerduty.com'
  const api = openApi(outbound, { says: 'PagerDuty', base, headers })
  return { first: () => firstOf(api, asked.place), answer: (ask) => answer(api, asked, ask) }
}

async function firstOf(api: Api, place: string): Promise<readonly BackfillAsk[]> {
  if (place === '') return [{ what: 'log', of: '', page: '0' }]
  const [, incident] = /\/incidents\/(\w+)/.exec(place) ?? []
  if (incident !== undefined) return [logOf(incident)]
  const [, linked] = /\/service(?:s|-directory)\/(\w+)/.exec(place) ?? []
  const service = linked ?? (isId(place) ? place : await namedService(api, place))
  // An id that is no service is that of an incident, or of nothing; the API says which.
  if ((await api.findFields(`/services/${service}`)) === null) return [logOf(service)]
  return ['incidents', 'changes'].map((what) => ({ what, of: service, page: '0' }))
}

function logOf(incident: string): BackfillAsk {
  return { what: 'log', of: incident, page: '0' }
}

/** What is asked for, and what of its answer is told or asked for next. */
interface Listed {
  path(of: string): string
  query(asked: Asked, of: string): Readonly<Record<string, string>>
  readonly member: string
}

const lists: Readonly<Record<string, Listed>> = {
  log: {
    path: (of) => (of === '' ? '/log_entries' : `/incidents/${of}/log_entries`),
    query: (asked, of) => ({
      ...(of === '' ? hoursOf(asked) : CLOCK),
      is_overview: 'false',
      'include[]': 'channels',
    }),
    member: 'log_entries',
  },
  incidents: {
    path: () => '/incidents',
    query: (asked, of) => ({ ...hoursOf(asked), 'service_ids[]': of }),
    member: 'incidents',
  },
  changes: {
    path: (of) => `/services/${of}/change_events`,
    query: (asked) => hoursOf(asked),
    member: 'change_events',
  },
}

function hoursOf({ from, to }: Asked): Readonly<Record<string, string>> {
  return { since: from, until: to, ...CLOCK }
}

async function answer(api: Api, asked: Asked, ask: BackfillAsk): Promise<HistoryPage> {
  const list = lists[ask.what]
  if (list === undefined) return { bodies: [], next: [] }
  const offset = Number(ask.page)
  const page = await pageOf(api, list.path(ask.of), { ...list.query(asked, ask.of), offset: String(offset) })
  const records = listAt(page, list.member)
  const more = page.more === true ? [{ ...ask, page: String(offset + PAGE) }] : []
  if (ask.what !== 'incidents')
    return { bodies: records.length === 0 ? [] : [{ [list.member]: records }], next: more }
  return { bodies: [], next: [...records.map((incident) => logOf(textAt(incident, 'id'))), ...more] }
}

/** Times are rendered in the zone that is asked for; any other loses the hour that is told twice. */
const CLOCK = { time_zone: 'UTC' } as const

function isId(place: string): boolean {
  return /^[PQ][A-Z0-9]{4,}$/.test(place)
}

async function namedService(api: Api, name: string): Promise<string> {
  for (let offset = 0, isMore = true; isMore; offset += PAGE) {
    const page = await pageOf(api, '/services', { query: name, offset: String(offset) })
    const found = listAt(page, 'services').find((service) => textAt(service, 'name') === name)
    if (found !== undefined) return textAt(found, 'id')
    isMore = page.more === true
  }
  throw new Unreadable(
    `PagerDuty has no service named “${name}” that this token may see; check the name, or give the address of its page.`,
  )
}

/** One page by its offset. */
async function pageOf(api: Api, path: string, query: Readonly<Record<string, string>>): Promise<Fields> {
  if (Number(query.offset) < LAST) return api.askFields(path, { ...query, limit: String(PAGE) })
  throw new Unreadable(
    `PagerDuty lists no more than ${LAST} entries in one answer; choose shorter hours, or one service.`,
  )
}
