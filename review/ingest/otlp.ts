/**
 * OpenTelemetry in JSON: traces and logs as collectors write them. Most spans are a system at work and stay
 * searchable below the tray; told are failures where a request came in, deployments, and what agents did.
 */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import { agentNamed, cut, type Standing } from './agent-step.ts'
import { type Fields, fieldsAt, isFields, listAt, numberAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import { agentDraft, agentSpanOf } from './otlp-agents.ts'
import {
  type Attributes,
  attributesOf,
  exceptionOf,
  firstOf,
  idOf,
  type Nanos,
  nanosOf,
  type Service,
  serviceOf,
  valueWords,
} from './otlp-values.ts'
import type { SourceRecord } from './source.ts'
import { fingerprintOf } from './words.ts'

function* recordsOf(delivery: Delivery): Generator<SourceRecord> {
  const { body, fileName } = delivery
  const trace = isFields(body.trace) ? body.trace : body
  const spans = trace.resourceSpans ?? trace.batches
  if (Array.isArray(spans)) {
    for (const group of spans) yield* spansOf(group, fileName)
  } else if (Array.isArray(body.resourceLogs)) {
    for (const group of body.resourceLogs) yield* logsOf(group, fileName)
  } else if (isFields(body.spanContext)) {
    yield spanRecord({ ...body.spanContext, ...body }, serviceOf(body), fileName)
  } else if (Array.isArray(body.resourceMetrics)) {
    yield notUnderstood('Metrics are numbers over time; bring traces and logs.', body, fileName)
  } else yield notUnderstood('A record is neither a trace nor a log.', body, fileName)
}

function* spansOf(group: unknown, fileName: string): Generator<SourceRecord> {
  if (!isFields(group)) {
    yield notUnderstood('A group of spans is no record.', group, fileName)
    return
  }
  const service = serviceOf(group)
  const scopes = ['scopeSpans', 'instrumentationLibrarySpans'].flatMap((name) => listAt(group, name))
  for (const scope of scopes) {
    for (const span of listAt(scope, 'spans')) yield spanRecord(span, service, fileName)
  }
}

function* logsOf(group: unknown, fileName: string): Generator<SourceRecord> {
  if (!isFields(group)) {
    yield notUnderstood('A group of logs is no record.', group, fileName)
    return
  }
  const service = serviceOf(group)
  const scopes = ['scopeLogs', 'instrumentationLibraryLogs'].flatMap((name) => listAt(group, name))
  for (const scope of scopes) {
    for (const name of ['logRecords', 'logs'])
      for (const log of listAt(scope, name)) yield logRecord(log, service, fileName)
  }
}

interface Span {
  readonly fields: Fields
  readonly name: string
  readonly attributes: Attributes
  readonly service: Service
  readonly start: Nanos
  readonly end: Nanos | null
  /** Why it failed; null when it did not. */
  readonly error: string | null
}

function spanRecord(fields: Fields, service: Service, fileName: string): SourceRecord {
  const start = nanosOf(fields.startTimeUnixNano ?? fields.startTime)
  if (start === null) return notUnderstood('A span has no time we can read.', fields, fileName)
  const attributes = attributesOf(fields)
  const span: Span = {
    fields,
    name: textAt(fields, 'name').slice(0, 300) || 'a span without a name',
    attributes,
    service,
    start,
    end: nanosOf(fields.endTimeUnixNano ?? fields.endTime),
    error: errorOf(fields),
  }
  const kind = agentSpanOf(span.name, attributes)
  if (kind === null) return plainSpan(span)
  const standing: Standing = {
    key: keyOf(fields),
    at: start.moment,
    basis: 'occurred',
    line: 0,
    place: service.name,
    speaker: agentNamed(service.name),
    marks: service.marks,
  }
  const draft = agentDraft(kind, standing, {
    name: span.name,
    attributes,
    end: span.end?.moment ?? null,
    error: span.error,
  })
  const base = shared(span)
  return { ...draft, ...base, correlates: [...new Set([...base.correlates, ...draft.correlates])] }
}

function keyOf(fields: Fields): string {
  const [trace, span] = [idOf(fields, 'traceId'), idOf(fields, 'spanId')]
  return trace === '' || span === '' ? '' : `otlp:${trace}:${span}`
}

/** What every span has, whatever it tells. */
function shared({ fields, start, attributes }: Span) {
  const trace = idOf(fields, 'traceId')
  const commit = firstOf(attributes, 'vcs.ref.head.revision', 'vcs.repository.ref.revision')
  return {
    source: 'otlp',
    key: keyOf(fields),
    sequence: start.digits,
    ...(trace === '' ? {} : { thread: `otlp:${trace}` }),
    correlates: [
      ...(trace === '' ? [] : [`trace:${trace}`]),
      ...(/^[0-9a-f]{7,40}$/.test(commit) ? [`commit:${commit}`] : []),
    ],
  } as const
}

/** Status 2, however it is written; an exception tells why when the status does not. */
function errorOf(fields: Fields): string | null {
  const status = fieldsAt(fields, 'status')
  if (!/^(?:2|STATUS_CODE_ERROR|ERROR)$/i.test(wordsAt(status, 'code'))) return null
  const thrown = listAt(fields, 'events')
    .filter((event) => textAt(event, 'name') === 'exception')
    .map((event) => exceptionOf(attributesOf(event)))
    .find((words) => words !== '')
  return cut(textAt(status, 'message') || thrown || firstOf(attributesOf(fields), 'error.type'), 600)
}

/** Where a request or a message came in, or where the work began: an inner failure repeats in its callers. */
function isEntry({ fields }: Span): boolean {
  const kind = wordsAt(fields, 'kind')
  return /^(?:2|5|SPAN_KIND_SERVER|SPAN_KIND_CONSUMER)$/.test(kind) || idOf(fields, 'parentSpanId') === ''
}

function plainSpan(span: Span): EvidenceDraft {
  const { service, start, end, error, name } = span
  const deploy = deployOf(span)
  const kind: EventKind = deploy !== null ? 'deploy' : error !== null ? 'observation' : 'system'
  const isQuiet = deploy === null && (error === null || !isEntry(span))
  const base = shared(span)
  return {
    ...base,
    happenedAt: start.moment,
    basis: 'occurred',
    ...(end !== null && end.moment.at > start.moment.at ? { until: end.moment.at } : {}),
    kind,
    speaker: systemNamed(`otlp:${service.name}`, service.name),
    text: linesOf(
      deploy ?? name,
      subjectOf(span),
      error === null ? '' : `Failed: ${error || 'no reason told'}`,
    ),
    place: service.name,
    marks: [...service.marks, ...(error === null ? [] : ['failed']), ...(isQuiet ? ['routine'] : [])],
  }
}

/** "Deployed ledger to production", when the attributes say so. */
function deployOf({ attributes, name }: Span): string | null {
  const deployment = firstOf(attributes, 'deployment.name', 'deployment.id')
  const pipeline = firstOf(attributes, 'cicd.pipeline.name')
  if (deployment === '' && !/\bdeploy|\brelease|\brollback/i.test(pipeline)) return null
  const where = firstOf(attributes, 'deployment.environment.name', 'deployment.environment')
  const status = firstOf(attributes, 'deployment.status', 'cicd.pipeline.result')
  return `Deployed ${deployment || pipeline || name}${where === '' ? '' : ` to ${where}`}${status === '' ? '' : ` (${status})`}`
}

/** Names of what a span was about. Headers, addresses and contents of requests are not among them. */
const subjects: readonly (readonly [string, string])[] = [
  ['http.request.method', 'method'],
  ['http.method', 'method'],
  ['http.route', 'route'],
  ['http.response.status_code', 'status'],
  ['http.status_code', 'status'],
  ['rpc.service', 'service'],
  ['rpc.method', 'method'],
  ['messaging.destination.name', 'queue'],
  ['db.system.name', 'database'],
  ['db.system', 'database'],
  ['db.operation.name', 'operation'],
  ['peer.service', 'to'],
]

function subjectOf({ attributes }: Span): string {
  return subjects
    .filter(([name]) => attributes.has(name))
    .map(([name, says]) => `${says}: ${(attributes.get(name) ?? '').slice(0, 160)}`)
    .join(', ')
}

/** From error on it says that something went wrong; from fatal on that it ended. */
const ERROR = 17
const FATAL = 21

function logRecord(fields: Fields, service: Service, fileName: string): SourceRecord {
  const own = nanosOf(fields.timeUnixNano)
  const at = own ?? nanosOf(fields.observedTimeUnixNano)
  if (at === null) return notUnderstood('A log record has no time we can read.', fields, fileName)
  const attributes = attributesOf(fields)
  const event = textAt(fields, 'eventName') || firstOf(attributes, 'event.name')
  const severity = numberAt(fields, 'severityNumber') || severityOf(textAt(fields, 'severityText'))
  const isError = severity >= ERROR
  const trace = idOf(fields, 'traceId')
  const text = logWords({ fields, attributes, event })
  const name = [service.name, event, severity, idOf(fields, 'spanId'), text.length].join('\n')
  return {
    source: 'otlp',
    // A record has no name of its own; its nanosecond, its sender and its length are one, its words may hold secrets.
    key: `otlp:log:${at.digits}:${fingerprintOf(name)}`,
    happenedAt: at.moment,
    basis: own === null ? 'recorded' : 'occurred',
    sequence: at.digits,
    kind: isError ? 'observation' : 'system',
    speaker: systemNamed(`otlp:${service.name}`, service.name),
    text,
    place: service.name,
    ...(trace === '' ? {} : { thread: `otlp:${trace}` }),
    marks: [...service.marks, ...(isError ? ['failed'] : []), ...(severity >= FATAL ? [] : ['routine'])],
    correlates: trace === '' ? [] : [`trace:${trace}`],
  }
}

function severityOf(text: string): number {
  if (/^(?:fatal|critical|crit|alert|emerg|panic)/i.test(text)) return FATAL
  return /^err/i.test(text) ? ERROR : 0
}

interface LogRecord {
  readonly fields: Fields
  readonly attributes: Attributes
  readonly event: string
}

function logWords({ fields, attributes, event }: LogRecord): string {
  // Events of models carry whole conversations.
  const isTalk = /^gen_ai\./.test(event)
  const body = isTalk ? '' : cut(valueWords(fields.body))
  const thrown = exceptionOf(attributes)
  const isSaid = thrown === '' || body.includes(thrown)
  const words = linesOf(body, isSaid ? '' : thrown)
  if (event === '') return words === '' ? 'A log record without words.' : words
  return words === '' ? event : `${event}: ${words}`
}

/** Traces and logs in OpenTelemetry's JSON. */
export const otlp = jsonSource({
  name: 'otlp',
  describes: 'OpenTelemetry traces and logs (JSON)',
  holds: ['span or log', 'spans and logs'],
  hasEnds: false,
  recognises(opening) {
    if (/"(?:resourceSpans|resourceLogs|resourceMetrics)"\s*:\s*\[/.test(opening)) return 0.96
    if (/"batches"\s*:\s*\[/.test(opening) && /"(?:scopeSpans|instrumentationLibrarySpans)"/.test(opening))
      return 0.95
    return /"spanContext"\s*:\s*\{/.test(opening) && /"startTime"\s*:\s*\[/.test(opening) ? 0.9 : 0
  },
  records: recordsOf,
})
