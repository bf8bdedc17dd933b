/**
 * Kubernetes: events (`kubectl get events -o json`, both API groups, lists, watches and lines) and audit
 * records. An event is one object for many occurrences: it begins at its first and lasts until its last.
 */
import type { EventKind } from '../model/evidence.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, isFields, listAt, numberAt, textAt } from './json.ts'
import { type Delivery, jsonSource, notUnderstood, systemNamed } from './json-source.ts'
import { auditRecord, isAudit, unwrappedAudit } from './kubernetes-audit.ts'
import { type FileView, type Source, type SourceRecord, Unreadable } from './source.ts'
import { firstMoment } from './stamps.ts'
import { openingOf } from './words.ts'

interface Told {
  readonly kind: EventKind
  readonly marks: readonly string[]
}

const routine: Told = { kind: 'system', marks: ['routine'] }
const told: Readonly<Record<string, Told>> = {
  ScalingReplicaSet: { kind: 'deploy', marks: ['routine'] },
  SuccessfulRescale: { kind: 'config-change', marks: ['routine'] },
  OOMKilling: { kind: 'observation', marks: ['failed'] },
  SystemOOM: { kind: 'observation', marks: ['failed'] },
  Evicted: { kind: 'observation', marks: ['failed'] },
  NodeNotReady: { kind: 'observation', marks: ['failed'] },
  Preempted: { kind: 'observation', marks: ['failed'] },
  Rebooted: { kind: 'observation', marks: ['failed'] },
}

function weighed(event: Fields): Told {
  const known = told[textAt(event, 'reason')]
  if (known !== undefined) return known
  return textAt(event, 'type') === 'Warning' ? { kind: 'observation', marks: [] } : routine
}

function isEvent(fields: Fields): boolean {
  return isFields(fields.involvedObject) || (isFields(fields.regarding) && textAt(fields, 'reason') !== '')
}

/** What an event says: the reason, the thing it is about, the message, and how often. */
function wordsOf(event: Fields, count: number): string {
  const about = isFields(event.involvedObject) ? event.involvedObject : fieldsAt(event, 'regarding')
  const thing = `${textAt(about, 'kind')} ${textAt(about, 'name')}`.trim()
  const message = textAt(event, 'message') || textAt(event, 'note')
  const often = count > 1 ? ` (${count} times)` : ''
  return `${textAt(event, 'reason')}, ${thing}: ${message}${often}`
}

function eventRecord(event: Fields, fileName: string): SourceRecord {
  const about = isFields(event.involvedObject) ? event.involvedObject : fieldsAt(event, 'regarding')
  const meta = fieldsAt(event, 'metadata')
  const series = fieldsAt(event, 'series')
  // Events of the scheduler leave the two older clocks empty, all others the newer one.
  const at = firstMoment(
    event.firstTimestamp,
    event.deprecatedFirstTimestamp,
    event.eventTime,
    event.lastTimestamp,
    event.deprecatedLastTimestamp,
    meta.creationTimestamp,
  )
  if (at === null) return notUnderstood('A Kubernetes event has no time we can read.', event, fileName)
  const last = firstMoment(series.lastObservedTime, event.lastTimestamp, event.deprecatedLastTimestamp)
  const count = Math.max(
    numberAt(series, 'count'),
    numberAt(event, 'count'),
    numberAt(event, 'deprecatedCount'),
  )
  const component =
    textAt(fieldsAt(event, 'source'), 'component') ||
    textAt(event, 'reportingController') ||
    textAt(event, 'reportingComponent') ||
    textAt(fieldsAt(event, 'deprecatedSource'), 'component') ||
    'Kubernetes'
  const { kind, marks } = weighed(event)
  const text = wordsOf(event, count)
  const uid = textAt(meta, 'uid') || `${textAt(meta, 'namespace')}/${textAt(meta, 'name')}`
  return {
    source: 'kubernetes',
    key: `kubernetes:${uid}`,
    happenedAt: at,
    ...(last !== null && last.at > at.at ? { until: last.at } : {}),
    basis: 'occurred',
    sequence: textAt(meta, 'resourceVersion').padStart(20, '0'),
    kind,
    speaker: systemNamed(component, component),
    text,
    place: textAt(about, 'namespace') || textAt(meta, 'namespace') || 'cluster',
    marks: [...marks, `reason:${textAt(event, 'reason')}`, `type:${textAt(event, 'type')}`],
    correlates: correlatesOf(text),
  }
}

/** One body: a list, a watch's envelope, an event or an audit record in one of its three wrappers. */
function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const inner = isFields(body.object) && textAt(body, 'type') !== '' ? body.object : body
  const members = ['items', 'records'].flatMap((key) => listAt(inner, key))
  if (members.length === 0) {
    yield one(inner, fileName)
    return
  }
  for (const member of members) yield one(member, fileName)
}

function one(fields: Fields, fileName: string): SourceRecord {
  if (isEvent(fields)) return eventRecord(fields, fileName)
  const audit = unwrappedAudit(fields)
  if (audit !== null && isAudit(audit)) return auditRecord(audit, fileName)
  const kind = textAt(fields, 'kind')
  const what = kind === '' ? 'A record' : `An object of kind ${kind}`
  return notUnderstood(`${what} is no Kubernetes event and no audit record.`, fields, fileName)
}

const inJson = jsonSource({
  name: 'kubernetes',
  describes: 'Kubernetes events and audit records (JSON)',
  holds: ['record', 'records'],
  hasEnds: true,
  records,
  recognises(opening) {
    if (/"apiVersion\\?"\s*:\s*\\?"audit\.k8s\.io\//.test(opening)) return 0.95
    if (/"protoPayload"\s*:/.test(opening) && /"io\.k8s\.|"k8s\.io"/.test(opening)) return 0.95
    if (/"involvedObject"\s*:\s*\{/.test(opening) && /"reason"\s*:/.test(opening)) return 0.93
    return /"regarding"\s*:\s*\{/.test(opening) && /"reportingController"\s*:/.test(opening) ? 0.93 : 0
  },
})

/** Objects as YAML, which is how `kubectl` writes them when JSON is not asked for. */
const yaml = /^(?:#[^\n]{0,500}\n|---[ \t]*\n|\s)*apiVersion:\s/

function refuseYaml(file: FileView): void {
  if (yaml.test(openingOf(file, 8192)))
    throw new Unreadable(
      `${file.name} holds Kubernetes objects as YAML; ask kubectl for them with -o json and import that.`,
    )
}

/** Kubernetes events and audit records. */
export const kubernetes: Source = {
  ...inJson,
  recognises: (file) => (yaml.test(openingOf(file, 8192)) ? 0.9 : inJson.recognises(file)),
  inspect(file) {
    refuseYaml(file)
    return inJson.inspect(file)
  },
  read(file, options) {
    refuseYaml(file)
    return inJson.read(file, options)
  },
}
