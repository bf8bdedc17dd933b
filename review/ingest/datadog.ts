/**
 * Datadog. Its webhook has no shape of its own: the body is a template of whoever set it up. This reads
 * the one we ask for (`datadogTemplate`), the names others use for the same variables, and the events its API
 * lists. Numbers arrive as text, and what a variable had no value for arrives as the variable's name.
 */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt, textsAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

/** The body to set up in Datadog; each value is one of its variables. */
export const datadogTemplate: Readonly<Record<string, string>> = {
  id: '$ID',
  cycle: '$ALERT_CYCLE_KEY',
  aggreg: '$AGGREG_KEY',
  transition: '$ALERT_TRANSITION',
  type: '$EVENT_TYPE',
  date: '$DATE',
  last_updated: '$LAST_UPDATED',
  title: '$EVENT_TITLE',
  msg: '$TEXT_ONLY_MSG',
  priority: '$ALERT_PRIORITY',
  scope: '$ALERT_SCOPE',
  tags: '$TAGS',
  link: '$LINK',
  monitor: '$ALERT_ID',
  org: '$ORG_ID',
}

/** Names that other templates use for the same variable. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  id: ['event_id'],
  cycle: ['alert_cycle_key'],
  aggreg: ['aggreg_key', 'aggregation_key'],
  transition: ['alert_transition'],
  type: ['event_type'],
  date: ['alert_date'],
  title: ['event_title', 'alert_title'],
  msg: ['text_only_msg', 'body', 'message', 'event_msg'],
  priority: ['alert_priority'],
  scope: ['alert_scope', 'scopes'],
  link: ['url'],
  monitor: ['alert_id', 'monitor_id'],
  org: ['org_id'],
}

/** What the variables said; '' for what was not set. */
interface Event {
  readonly id: string
  readonly cycle: string
  readonly transition: string
  readonly type: string
  readonly at: Moment | null
  readonly stamp: string
  readonly title: string
  readonly message: string
  readonly priority: string
  readonly scope: string
  readonly tags: readonly string[]
  readonly link: string
  readonly monitor: string
}

function saidBy(body: Fields, name: string): string {
  for (const key of [name, ...(otherNames[name] ?? [])]) {
    const value = wordsAt(body, key).trim()
    if (value !== '' && !/^\$[A-Z][A-Z_0-9]*(?:\[[^\]]*\])?$/.test(value) && value !== 'null') return value
  }
  return ''
}

/** Datadog marks its own markup with lines of three percent signs. */
function unwrapped(message: string): string {
  return message
    .replace(/^[ \t]*%%%[ \t]*$/gm, '')
    .replace(/^\s*%%%|%%%\s*$/g, '')
    .trim()
}

function templateEvent(body: Fields, receivedAt: Moment | null): Event {
  const stamp = saidBy(body, 'last_updated') || saidBy(body, 'date')
  const cycle = [saidBy(body, 'org'), saidBy(body, 'cycle'), saidBy(body, 'aggreg')]
  return {
    id: saidBy(body, 'id'),
    cycle: cycle[1] === '' ? '' : cycle.filter((part) => part !== '').join(':'),
    transition: saidBy(body, 'transition'),
    type: saidBy(body, 'type'),
    at: firstMoment(saidBy(body, 'date'), saidBy(body, 'last_updated')) ?? receivedAt,
    stamp,
    title: saidBy(body, 'title'),
    message: unwrapped(saidBy(body, 'msg')),
    priority: saidBy(body, 'priority'),
    scope: saidBy(body, 'scope'),
    tags: [...textsAt(body, 'tags'), ...saidBy(body, 'tags').split(',')]
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    link: saidBy(body, 'link'),
    monitor: saidBy(body, 'monitor'),
  }
}

/** An event as the API of version 2 lists it. */
function listedEvent(entry: Fields): Event {
  const outer = fieldsAt(entry, 'attributes')
  const inner = fieldsAt(outer, 'attributes')
  const monitor = fieldsAt(inner, 'monitor')
  const transition = fieldsAt(monitor, 'transition')
  return {
    id: textAt(entry, 'id'),
    cycle: '',
    transition: textAt(transition, 'trans_name') || transitionOf(textAt(inner, 'status')),
    type: wordsAt(inner, 'sourcecategory'),
    at: firstMoment(outer.timestamp, inner.timestamp),
    stamp: wordsAt(outer, 'timestamp') || wordsAt(inner, 'timestamp'),
    title: textAt(inner, 'title'),
    message: unwrapped(textAt(outer, 'message')),
    priority: wordsAt(inner, 'priority'),
    scope: textsAt(inner, 'monitor_groups').join(', '),
    tags: textsAt(outer, 'tags'),
    link: '',
    monitor: wordsAt(inner, 'monitor_id'),
  }
}

function transitionOf(status: string): string {
  return { error: 'Triggered', warn: 'Warn', success: 'Recovered', ok: 'Recovered' }[status] ?? ''
}

interface Turn {
  readonly kind: EventKind
  /** What the key of an alert's cycle ends in; null when the event goes by its own id. */
  readonly ending: string | null
  readonly marks: readonly string[]
}

function turnOf({ transition, type }: Event): Turn {
  const name = transition.toLowerCase()
  // "Re-Triggered" and "Renotify" say again what was said.
  if (/^re-?(?:triggered|warn|no data|notify)/.test(name))
    return { kind: 'alert', ending: null, marks: ['repeated', 'routine'] }
  if (name.startsWith('triggered')) return { kind: 'alert', ending: '', marks: [] }
  if (name.startsWith('warn')) return { kind: 'alert', ending: ':warn', marks: [] }
  if (name.startsWith('no data')) return { kind: 'observation', ending: ':no-data', marks: [] }
  if (name.startsWith('recovered')) return { kind: 'recovery', ending: ':resolved', marks: [] }
  return { kind: /deploy/i.test(type) ? 'deploy' : 'system', ending: null, marks: [] }
}

function draftOf(event: Event): EvidenceDraft {
  const { kind, ending, marks } = turnOf(event)
  const text = linesOf(event.title, event.message)
  const own = event.id === '' ? '' : `datadog:${event.id}`
  const { cycle, monitor, scope, priority, link } = event
  return {
    source: 'datadog',
    key: ending === null || cycle === '' ? own : `datadog:${cycle}${ending}`,
    happenedAt: event.at,
    basis: 'occurred',
    sequence: event.stamp,
    kind,
    speaker: systemNamed('datadog', 'Datadog'),
    text: text === '' ? event.transition || event.type : text,
    place: monitor === '' ? 'Datadog' : `Monitor ${monitor}`,
    ...(link === '' ? {} : { link }),
    marks: [
      ...marks,
      ...(priority === '' ? [] : [`priority:${priority}`]),
      ...(scope === '' ? [] : [`scope:${scope}`]),
      ...event.tags,
    ],
    correlates: [
      ...(cycle === '' ? [] : [`alert:${cycle}`]),
      ...(monitor === '' ? [] : [`monitor:${monitor}:${scope}`]),
      ...correlatesOf(text),
    ],
  }
}

function* records({ body, receivedAt, fileName }: Delivery): Generator<SourceRecord> {
  const entries = Array.isArray(body.data) ? listAt(body, 'data') : isFields(body.attributes) ? [body] : null
  const events = entries === null ? [templateEvent(body, receivedAt)] : entries.map(listedEvent)
  for (const [index, event] of events.entries()) {
    if (event.title === '' && event.message === '' && event.transition === '')
      yield notUnderstood(
        'A Datadog record has no title, no message and no transition.',
        entries?.[index] ?? body,
        fileName,
      )
    else yield draftOf(event)
  }
}

/** Datadog, by our template and from its API. */
export const datadog = jsonSource({
  name: 'datadog',
  describes: 'Datadog (JSON)',
  holds: ['event', 'events'],
  hasEnds: true,
  records,
  recognises(opening) {
    const isOurs = /"(?:alert_)?transition"\s*:\s*"/.test(opening)
    if (isOurs && /"(?:cycle|alert_cycle_key|aggreg|aggreg_key|last_updated)"\s*:/.test(opening)) return 0.95
    if (/datadoghq\.(?:com|eu)\/(?:monitors|event)/.test(opening) && isOurs) return 0.9
    return /"monitor_groups"\s*:/.test(opening) && /"attributes"\s*:/.test(opening) ? 0.9 : 0
  },
})
