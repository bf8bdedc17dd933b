/**
 * Alertmanager webhook deliveries (version 4): one, a list, or one per line. Replicas and repeats send the
 * same alert many times; an alert is its fingerprint and its start, so that all of them are one.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { Precision } from '../model/instants.ts'
import { type Fields, fieldsAt, glimpse, isFields, listAt, textAt } from './json.ts'
import { jsonPartsOf } from './json-stream.ts'
import type { FileView, Inspection, Source, SourceRecord } from './source.ts'
import { isNotUnderstood, Unreadable } from './source.ts'
import { counted, excerpt, fingerprintOf, looksBinary, openingOf } from './words.ts'

interface Alert {
  readonly fingerprint: string
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string | null
  readonly text: string
  readonly place: string
  readonly link: string
  readonly labels: readonly string[]
}

/** Deliveries of a file, whatever it wraps them in; parts that are not JSON are told. */
function* deliveriesOf(file: FileView): Generator<Fields | null> {
  let isAnythingWhole = false
  for (const part of jsonPartsOf(file)) {
    const value = 'value' in part && isFields(part.value) ? part.value : null
    if ('value' in part || 'tooLong' in part) isAnythingWhole = true
    if (isAnythingWhole) yield value
  }
  if (!isAnythingWhole)
    throw new Unreadable(`${file.name} stops in the middle of its JSON; save the deliveries again.`)
}

/** Alerts of one object: a delivery with its list, or a bare alert as the API lists them. */
function alertsOf(delivery: Fields): readonly Fields[] {
  if (Array.isArray(delivery.alerts)) return listAt(delivery, 'alerts')
  return isFields(delivery.labels) && textAt(delivery, 'startsAt') !== '' ? [delivery] : []
}

const instant = /^(\d{4})-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.(\d+))?(?:Z|[+-]\d{2}:?\d{2})$/

/** Year 1 is how the sender writes "not set". */
function isSet(written: string): boolean {
  return written !== '' && !written.startsWith('0001-')
}

function instantMs(written: string): number | null {
  if (!instant.test(written)) return null
  const at_ms = Date.parse(written.replace(/(\.\d{3})\d+/, '$1').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(at_ms) ? null : at_ms
}

function precisionOf(written: string): Precision {
  return instant.exec(written)?.[2] === undefined ? 'second' : 'millisecond'
}

function readAlert(fields: Fields, delivery: Fields): Alert | null {
  const startsAt = textAt(fields, 'startsAt')
  if (instantMs(startsAt) === null || !isSet(startsAt)) return null
  const labels = fieldsAt(fields, 'labels')
  const pairs = Object.keys(labels)
    .filter((name) => textAt(labels, name) !== '')
    .toSorted()
    .map((name) => `${name}=${textAt(labels, name)}`)
  const endsAt = textAt(fields, 'endsAt')
  // A firing alert of the API carries the time it would be forgotten, which is no end.
  const isResolved = (textAt(fields, 'status') || textAt(delivery, 'status')) === 'resolved'
  const name = textAt(labels, 'alertname') || 'Alert'
  const receiver = textAt(delivery, 'receiver').replace(/\\(.)/g, '$1')
  return {
    fingerprint: textAt(fields, 'fingerprint') || fingerprintOf(pairs.join('\n')),
    name,
    startsAt,
    endsAt: isResolved && isSet(endsAt) && instantMs(endsAt) !== null ? endsAt : null,
    text: wordsOf(fields, labels, name),
    place: receiver === '' ? 'Alertmanager' : receiver,
    link: textAt(fields, 'generatorURL'),
    labels: pairs,
  }
}

function wordsOf(fields: Fields, labels: Fields, name: string): string {
  const annotations = fieldsAt(fields, 'annotations')
  const severity = textAt(labels, 'severity')
  const summary =
    textAt(annotations, 'summary') || textAt(annotations, 'message') || textAt(annotations, 'title')
  const head = `${name}${severity === '' ? '' : ` (${severity})`}${summary === '' ? '' : `: ${summary}`}`
  const runbook = textAt(annotations, 'runbook_url')
  const lines = [head, textAt(annotations, 'description'), runbook === '' ? '' : `Runbook: ${runbook}`]
  return lines.filter((line) => line !== '').join('\n')
}

function* recordsOf(alert: Alert): Generator<EvidenceDraft> {
  const key = `alertmanager:${alert.fingerprint}:${normal(alert.startsAt)}`
  // No data is a fact about the measuring, not an alert about the service.
  const isBlind = alert.name === 'DatasourceNoData' || alert.name === 'DatasourceError'
  const shared = {
    source: 'alertmanager',
    basis: 'occurred',
    speaker: { kind: 'system', ref: 'alertmanager', name: 'Alertmanager', handles: [] },
    place: alert.place,
    ...(alert.link === '' ? {} : { link: alert.link }),
    marks: alert.labels,
    correlates: [`alert:${alert.fingerprint}`, `alertname:${alert.name}`],
  } as const
  yield {
    key,
    happenedAt: { at: normal(alert.startsAt), precision: precisionOf(alert.startsAt), isAbout: false },
    sequence: alert.startsAt,
    kind: isBlind ? 'observation' : 'alert',
    text: alert.text,
    ...(alert.endsAt === null ? {} : { until: normal(alert.endsAt) }),
    ...shared,
  }
  if (alert.endsAt === null) return
  yield {
    key: `${key}:resolved`,
    happenedAt: { at: normal(alert.endsAt), precision: precisionOf(alert.endsAt), isAbout: false },
    sequence: alert.endsAt,
    kind: isBlind ? 'observation' : 'recovery',
    text: `Resolved: ${alert.text}`,
    ...shared,
  }
}

function normal(written: string): string {
  return new Date(instantMs(written) ?? 0).toISOString()
}

/** Alerts held until their ends are known. */
const REMEMBERED = 25_000

/** Every alert once, with its end if any delivery told it. */
function* readAlerts(file: FileView): Generator<SourceRecord> {
  const alerts = new Map<string, Alert>()
  for (const delivery of deliveriesOf(file)) {
    const found = delivery === null ? [] : alertsOf(delivery)
    if (delivery === null || (found.length === 0 && !Array.isArray(delivery.alerts))) {
      yield {
        notUnderstood: `${file.name} holds a record that is no Alertmanager delivery.`,
        text: excerpt(glimpse(delivery)),
        place: file.name,
      }
      continue
    }
    for (const fields of found) {
      const alert = readAlert(fields, delivery)
      if (alert === null) {
        yield {
          notUnderstood: 'An alert has no start time we can read.',
          text: excerpt(glimpse(fields)),
          place: file.name,
        }
        continue
      }
      const id = `${alert.fingerprint} ${normal(alert.startsAt)}`
      alerts.set(id, joined(alerts.get(id), alert))
    }
    // An end that comes later still finds its beginning when the timeline is proposed.
    if (alerts.size < REMEMBERED) continue
    for (const alert of alerts.values()) yield* recordsOf(alert)
    alerts.clear()
  }
  for (const alert of alerts.values()) yield* recordsOf(alert)
}

/** Two deliveries of one alert; the earlier end and the smaller text win, so that their order does not matter. */
function joined(known: Alert | undefined, alert: Alert): Alert {
  if (known === undefined) return alert
  const ends = [known.endsAt, alert.endsAt].filter((end) => end !== null).toSorted()
  const first = known.text <= alert.text ? known : alert
  return { ...first, endsAt: ends[0] ?? null }
}

function* inspectAlerts(file: FileView): Generator<number, Inspection> {
  let records = 0
  let alerts = 0
  const instants: string[] = []
  for (const record of readAlerts(file)) {
    records++
    if (records % 500 === 0) yield records
    if (isNotUnderstood(record) || record.happenedAt === null) continue
    if (!record.key.endsWith(':resolved')) alerts++
    instants.push(record.happenedAt.at)
  }
  instants.sort()
  return {
    describes: `Alertmanager deliveries with ${counted(alerts, 'alert')}.`,
    records,
    firstAt: instants[0] ?? null,
    lastAt: instants.at(-1) ?? null,
    zoneNeeded: false,
    dayNeeded: false,
  }
}

/** Alertmanager webhook v4, and what sends the same shape. */
export const alertmanager: Source = {
  name: 'alertmanager',
  describes: 'Alertmanager webhook (JSON)',
  recognises(file) {
    if (looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
    const opening = openingOf(file)
    if (!/^\s*[[{]/.test(opening) || !/"startsAt"\s*:/.test(opening)) return 0
    return /"labels"\s*:/.test(opening) ? 0.95 : 0.5
  },
  inspect: inspectAlerts,
  read: readAlerts,
}
