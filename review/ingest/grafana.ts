/**
 * Grafana alerting: its webhook, which is Alertmanager's with the organisation and the measured values, and the
 * webhook of its older alerting, which carries no time at all.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { type Fields, fieldsAt, listAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { momentOf } from './stamps.ts'
import { fingerprintOf } from './words.ts'

const speaker = systemNamed('grafana', 'Grafana')

interface Alert {
  readonly fields: Fields
  readonly name: string
  readonly labels: readonly string[]
  readonly fingerprint: string
  readonly key: string
  readonly startsAt: Moment
}

function alertOf(fields: Fields, delivery: Fields): Alert | null {
  const startsAt = momentOf(fields.startsAt)
  if (startsAt === null) return null
  const labels = fieldsAt(fields, 'labels')
  const pairs = Object.keys(labels)
    .toSorted()
    .map((name) => `${name}=${wordsAt(labels, name)}`)
  const fingerprint = textAt(fields, 'fingerprint') || fingerprintOf(pairs.join('\n'))
  return {
    fields,
    name: textAt(labels, 'alertname') || 'Alert',
    labels: pairs,
    fingerprint,
    key: `grafana:${wordsAt(delivery, 'orgId') || '1'}:${fingerprint}:${startsAt.at}`,
    startsAt,
  }
}

/** The numbers that were measured: "B = 44.24". Absent when there was no measurement. */
function measured(fields: Fields): string {
  const values = fieldsAt(fields, 'values')
  const said = Object.keys(values)
    .toSorted()
    .filter((name) => typeof values[name] === 'number')
    .map((name) => `${name} = ${Math.round(Number(values[name]) * 1000) / 1000}`)
  return said.length === 0 ? '' : `Measured: ${said.join(', ')}`
}

function wordsOf({ fields, name }: Alert, values: string): string {
  const annotations = fieldsAt(fields, 'annotations')
  const labels = fieldsAt(fields, 'labels')
  const severity = textAt(labels, 'severity')
  const rule = textAt(labels, 'rulename')
  const summary = textAt(annotations, 'summary') || textAt(annotations, 'message')
  const runbook = textAt(annotations, 'runbook_url')
  const called = isBlind(name) && rule !== '' ? `${name} for ${rule}` : name
  return linesOf(
    `${called}${severity === '' ? '' : ` (${severity})`}${summary === '' ? '' : `: ${summary}`}`,
    textAt(annotations, 'description'),
    values,
    runbook === '' ? '' : `Runbook: ${runbook}`,
  )
}

/** No measurement is a fact about the measuring, not an alert about the service. */
function isBlind(name: string): boolean {
  return name === 'DatasourceNoData' || name === 'DatasourceError'
}

function* alertRecords(fields: Fields, { body, fileName }: Delivery): Generator<SourceRecord> {
  const alert = alertOf(fields, body)
  if (alert === null) {
    yield notUnderstood('A Grafana alert has no start time we can read.', fields, fileName)
    return
  }
  // While it fires, the end is when it would be forgotten, and once it is over, the values are those of its end.
  const isResolved = (textAt(fields, 'status') || textAt(body, 'status')) === 'resolved'
  const text = wordsOf(alert, isResolved ? '' : measured(fields))
  const link = textAt(fields, 'panelURL') || textAt(fields, 'dashboardURL') || textAt(fields, 'generatorURL')
  const shared = {
    source: 'grafana',
    basis: 'occurred',
    speaker,
    place: textAt(body, 'receiver').replace(/\\(.)/g, '$1') || 'Grafana',
    ...(link === '' ? {} : { link }),
    marks: alert.labels,
    correlates: [`alert:${alert.fingerprint}`, `alertname:${alert.name}`],
  } as const
  const kinds = isBlind(alert.name)
    ? (['observation', 'observation'] as const)
    : (['alert', 'recovery'] as const)
  const { startsAt, key } = alert
  yield { ...shared, key, happenedAt: startsAt, sequence: startsAt.at, kind: kinds[0], text }
  const endsAt = isResolved ? momentOf(fields.endsAt) : null
  if (endsAt === null) return
  yield {
    ...shared,
    key: `${key}:resolved`,
    happenedAt: endsAt,
    sequence: endsAt.at,
    kind: kinds[1],
    text: `Resolved: ${wordsOf(alert, measured(fields))}`,
  }
}

const olderKinds: Readonly<Record<string, EvidenceDraft['kind']>> = {
  alerting: 'alert',
  ok: 'recovery',
  no_data: 'observation',
}

/** The webhook of Grafana 8 and before. Without a time only the people who import it can place it. */
function olderRecord({ body, receivedAt }: Delivery): EvidenceDraft {
  const state = textAt(body, 'state')
  const metrics = listAt(body, 'evalMatches').map(
    (match) => `${textAt(match, 'metric')} = ${wordsAt(match, 'value')}`,
  )
  const name = textAt(body, 'ruleName') || textAt(body, 'title') || 'Alert'
  const link = textAt(body, 'ruleUrl')
  return {
    source: 'grafana',
    key: '',
    happenedAt: receivedAt,
    basis: 'received',
    sequence: '',
    kind: olderKinds[state] ?? 'system',
    speaker,
    text: linesOf(
      `${name}: ${state.replaceAll('_', ' ')}`,
      textAt(body, 'message'),
      metrics.length === 0 ? '' : `Measured: ${metrics.join(', ')}`,
    ),
    place: 'Grafana',
    ...(link === '' ? {} : { link }),
    marks: [`state:${state}`],
    correlates: [`alert:grafana-rule-${wordsAt(body, 'ruleId')}`, `alertname:${name}`],
  }
}

function* records(delivery: Delivery): Generator<SourceRecord> {
  const { body, fileName } = delivery
  if (Array.isArray(body.alerts)) {
    for (const fields of listAt(body, 'alerts')) yield* alertRecords(fields, delivery)
    return
  }
  if (textAt(body, 'state') !== '' && (textAt(body, 'ruleName') !== '' || wordsAt(body, 'ruleId') !== '')) {
    yield olderRecord(delivery)
    return
  }
  yield notUnderstood('A record is no Grafana alert delivery.', body, fileName)
}

/** Grafana alerting, today's and before. */
export const grafana = jsonSource({
  name: 'grafana',
  describes: 'Grafana alerts (JSON)',
  holds: ['record', 'records'],
  hasEnds: true,
  records,
  recognises(opening) {
    const isTodays = /"startsAt"\s*:/.test(opening) && /"alerts"\s*:/.test(opening)
    if (isTodays && /"(?:orgId|silenceURL|valueString|panelURL)"\s*:/.test(opening)) return 0.97
    return /"ruleName"\s*:/.test(opening) && /"(?:evalMatches|ruleUrl)"\s*:/.test(opening) ? 0.95 : 0
  },
})
