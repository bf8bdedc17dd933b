/**
 * AWS CloudTrail: the files it delivers, single records, and what its look-up lists. Only calls that changed
 * something are proposed; reading stays searchable below the tray. Of a request only names of things are told.
 */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import { type Fields, fieldsAt, isFields, listAt, parseExactJson, textAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { momentOf } from './stamps.ts'

const reading =
  /^(?:Get|List|Describe|Head|Lookup|Check|Validate|Search|Query|Scan|Select|Download|View|Estimate|Preview|Batch(?:Get|Check|Describe)|Assume|Decrypt|Filter|Simulate|Test)/
/** Writes that are part of running, not of changing. */
const running =
  /^(?:ConsoleLogin|SwitchRole|CreateLog(?:Stream|Group)|Put(?:LogEvents|MetricData)|GenerateDataKey\w*|UpdateInstanceInformation|StartQuery|RenewRole|CreateGrant|SharedSnapshot\w+)$/
const final = /^(?:Delete|Terminate|Purge|Destroy|Deregister|Schedule\w*Deletion)/

/** A session or a user that is a machine by its name. */
const machineName =
  /^i-[0-9a-f]+$|^\d+$|session|lambda|(?:^|[-_.])(?:ci|cd|bot|svc|service|deploy\w*|terraform|automation|pipeline|github|gitlab|actions|runner|agent|role)(?:$|[-_.])/i
const humanRole = /sso|reserved|admin|developer|engineer|poweruser|human|operator|break-?glass/i

function person(ref: string): EvidenceDraft['speaker'] {
  const called = ref.split('@')[0] ?? ref
  return { kind: 'person', ref: called, name: called, handles: [called] }
}

/** Who called: a service, a person behind a role's session, a user, or the role itself. */
function speakerOf(identity: Fields): EvidenceDraft['speaker'] {
  const type = textAt(identity, 'type')
  const service = textAt(identity, 'invokedBy')
  if (service !== '') return systemNamed(service, service)
  if (type === 'Root') return systemNamed('root', 'AWS root account')
  const user = textAt(identity, 'userName')
  if (user !== '') return machineName.test(user) ? systemNamed(user, user) : person(user)
  const [, role = '', session = ''] =
    /assumed-role\/([^/]{1,128})\/(.{1,128})$/.exec(textAt(identity, 'arn')) ?? []
  if (role === '') return systemNamed('aws', 'AWS')
  const isPerson = session.includes('@') || (humanRole.test(role) && !machineName.test(session))
  return isPerson ? person(session) : systemNamed(role, role)
}

const nameOfThing =
  /(?:name|id|ids|arn|identifier|cluster|service|bucket|table|function|group|image|version)$/i
const keyToRoom = /secret|password|token|credential|accesskey|policydocument/i

/** Names of what the call was about: "service: ledger, cluster: harbour". Everything else of a request stays out. */
function subjectOf(parameters: Fields): string {
  return Object.entries(parameters)
    .filter(([key, value]) => nameOfThing.test(key) && !keyToRoom.test(key) && typeof value === 'string')
    .slice(0, 4)
    .map(([key, value]) => `${key}: ${String(value).slice(0, 160)}`)
    .join(', ')
}

interface Weighed {
  readonly kind: EventKind
  readonly marks: readonly string[]
}

function weighed(record: Fields, speaker: EvidenceDraft['speaker']): Weighed {
  const name = textAt(record, 'eventName')
  const isRead = typeof record.readOnly === 'boolean' ? record.readOnly : reading.test(name)
  const isDataCall = record.managementEvent === false
  if (isRead || isDataCall || running.test(name)) return { kind: 'system', marks: ['routine'] }
  if (textAt(record, 'errorCode') !== '') return { kind: 'system', marks: ['failed'] }
  const isService =
    speaker?.name.endsWith('.amazonaws.com') === true || textAt(record, 'eventType') === 'AwsServiceEvent'
  return {
    kind: 'config-change',
    marks: isService ? ['routine'] : final.test(name) ? ['irreversible'] : [],
  }
}

function recordOf(record: Fields, fileName: string): SourceRecord {
  const at = momentOf(record.eventTime)
  const id = textAt(record, 'eventID')
  const name = textAt(record, 'eventName')
  if (at === null || id === '' || name === '')
    return notUnderstood('A CloudTrail record has no time, id or name we can read.', record, fileName)
  const speaker = speakerOf(fieldsAt(record, 'userIdentity'))
  const { kind, marks } = weighed(record, speaker)
  const service = textAt(record, 'eventSource').replace(/\.amazonaws\.com$/, '')
  const error = textAt(record, 'errorCode')
  const region = textAt(record, 'awsRegion')
  return {
    source: 'cloudtrail',
    key: `cloudtrail:${id}`,
    happenedAt: at,
    basis: 'occurred',
    sequence: `${at.at} ${id}`,
    kind,
    speaker,
    text: linesOf(
      `${name} (${service})${error === '' ? '' : `: ${error}`}`,
      subjectOf(fieldsAt(record, 'requestParameters')),
    ),
    place: region === '' ? 'AWS' : region,
    marks: [...marks, `service:${service}`],
    correlates: textAt(record, 'requestID') === '' ? [] : [`request:${textAt(record, 'requestID')}`],
  }
}

function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  if (Array.isArray(body.Records)) {
    for (const record of listAt(body, 'Records')) yield recordOf(record, fileName)
    return
  }
  if (Array.isArray(body.Events)) {
    for (const entry of listAt(body, 'Events')) {
      const inner = parseExactJson(textAt(entry, 'CloudTrailEvent'))?.value
      yield isFields(inner)
        ? recordOf(inner, fileName)
        : notUnderstood('A listed call has no record inside.', entry, fileName)
    }
    return
  }
  yield recordOf(body, fileName)
}

/** CloudTrail, as delivered and as looked up. */
export const cloudtrail = jsonSource({
  name: 'cloudtrail',
  describes: 'CloudTrail (JSON)',
  holds: ['call', 'calls'],
  hasEnds: false,
  records,
  recognises(opening) {
    if (/"CloudTrailEvent"\s*:/.test(opening)) return 0.95
    return /"eventSource"\s*:\s*"[\w.-]{1,80}\.amazonaws\.com"/.test(opening) && /"eventID"\s*:/.test(opening)
      ? 0.95
      : 0
  },
})
