/**
 * Audit records of Kubernetes: as the API server writes them, and inside the wrappers of two clouds. What was
 * sent and answered stays out of the text, for it holds secrets; who changed what, and whether it worked, is told.
 */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import { type Fields, fieldsAt, isFields, numberAt, parseExactJson, textAt } from './json.ts'
import { notUnderstood, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

/** The audit record inside a wrapper (Azure keeps it as text or object, Google under its own names), or the record itself. */
export function unwrappedAudit(fields: Fields): Fields | null {
  const log = fieldsAt(fields, 'properties').log
  if (isFields(log)) return log
  if (typeof log === 'string') {
    const inner = parseExactJson(log)?.value
    return isFields(inner) ? inner : null
  }
  return isFields(fields.protoPayload) ? fromGoogle(fields, fields.protoPayload) : fields
}

/** Whether an object is an audit record. */
export function isAudit(fields: Fields): boolean {
  return textAt(fields, 'auditID') !== '' && textAt(fields, 'verb') !== ''
}

/** Google names its records differently; this says the same in the API server's words. */
function fromGoogle(entry: Fields, payload: Fields): Fields | null {
  const method = textAt(payload, 'methodName')
  if (!/^io\.k8s\./.test(method)) return null
  const verb = method.slice(method.lastIndexOf('.') + 1)
  const path = /namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
    textAt(payload, 'resourceName'),
  )
  const code = numberAt(fieldsAt(payload, 'status'), 'code')
  return {
    auditID: textAt(entry, 'insertId'),
    verb,
    stage: 'ResponseComplete',
    user: { username: textAt(fieldsAt(payload, 'authenticationInfo'), 'principalEmail') },
    objectRef: {
      namespace: path?.[1] ?? '',
      resource: path?.[2] ?? method.split('.').at(-2) ?? '',
      name: path?.[3] ?? '',
      subresource: path?.[4] ?? '',
    },
    // Google counts by the codes of its calls, where anything but 0 went wrong.
    responseStatus: { code: code === 0 ? 200 : code === 7 ? 403 : 400 },
    requestReceivedTimestamp: entry.timestamp,
    requestObject: payload.request,
  }
}

const writing = new Set(['create', 'update', 'patch', 'delete', 'deletecollection'])
/** What the cluster writes about itself all the time. */
const selfWritten =
  /^(?:leases|events|endpoints|endpointslices|tokenreviews|subjectaccessreviews|selfsubjectaccessreviews|localsubjectaccessreviews|componentstatuses|nodes)$/
/** What nothing makes anew when it is deleted. */
const kept = /^(?:persistentvolume(?:claim)?s|namespaces|customresourcedefinitions|secrets|configmaps)$/
const clusterItself =
  /^(?:system:(?!serviceaccount:)|system:serviceaccount:(?:kube-|gke-|openshift-)|aksService$|masterclient$|cluster-autoscaler|eks:)/

function speakerOf(username: string): EvidenceDraft['speaker'] {
  const account = /^system:serviceaccount:([^:]+):(.+)$/.exec(username)
  if (account !== null) return systemNamed(username, account[2] ?? username)
  const isSystem =
    username === '' ||
    /^(?:system:|eks:|kube-|kubernetes-admin$|kubernetes-super-admin$|admin$)/.test(username) ||
    clusterItself.test(username) ||
    /gserviceaccount\.com$/.test(username)
  if (isSystem) return systemNamed(username || 'kubernetes', username.split('@')[0] || 'Kubernetes')
  const called = username.split('@')[0]?.split('/').at(-1) ?? username
  return { kind: 'person', ref: called, name: called, handles: [called] }
}

interface Weighed {
  readonly kind: EventKind
  readonly marks: readonly string[]
}

function weighed(audit: Fields, username: string): Weighed {
  const about = fieldsAt(audit, 'objectRef')
  const verb = textAt(audit, 'verb')
  const stage = textAt(audit, 'stage')
  // One request is written at up to four stages; only the last tells how it ended.
  if (stage !== '' && stage !== 'ResponseComplete') return { kind: 'system', marks: ['repeated', 'routine'] }
  const subresource = textAt(about, 'subresource')
  const isSelf = selfWritten.test(textAt(about, 'resource')) || subresource === 'status'
  if (!writing.has(verb) || isSelf || clusterItself.test(username))
    return { kind: 'system', marks: ['routine'] }
  if (numberAt(fieldsAt(audit, 'responseStatus'), 'code') >= 400) return { kind: 'system', marks: ['failed'] }
  const kind = changeOf(audit, subresource)
  const isGone = verb.startsWith('delete') && kept.test(textAt(about, 'resource'))
  const isByProgram = kind === 'config-change' && username.startsWith('system:serviceaccount:')
  return { kind, marks: [...(isGone ? ['irreversible'] : []), ...(isByProgram ? ['routine'] : [])] }
}

/** Scaling, restarting and deleting a pod (it is made anew) are what people do against trouble; a new image is a deploy; all else is a change. */
function changeOf(audit: Fields, subresource: string): EventKind {
  const sent = isFields(audit.requestObject) ? audit.requestObject : {}
  if (
    textAt(audit, 'verb').startsWith('delete') &&
    textAt(fieldsAt(audit, 'objectRef'), 'resource') === 'pods'
  )
    return 'mitigation'
  const template = fieldsAt(fieldsAt(sent, 'spec'), 'template')
  const notes = fieldsAt(fieldsAt(template, 'metadata'), 'annotations')
  if (subresource === 'scale' || textAt(notes, 'kubectl.kubernetes.io/restartedAt') !== '')
    return 'mitigation'
  const containers = fieldsAt(template, 'spec').containers
  const hasImage =
    Array.isArray(containers) && containers.some((one) => isFields(one) && textAt(one, 'image') !== '')
  return hasImage ? 'deploy' : 'config-change'
}

/** One audit record as evidence. */
export function auditRecord(audit: Fields, fileName: string): SourceRecord {
  const at = firstMoment(audit.requestReceivedTimestamp, audit.stageTimestamp)
  if (at === null) return notUnderstood('A Kubernetes audit record has no time we can read.', audit, fileName)
  const about = fieldsAt(audit, 'objectRef')
  // Whoever acts in another's name is told by that name, as the cluster did.
  const username =
    textAt(fieldsAt(audit, 'impersonatedUser'), 'username') || textAt(fieldsAt(audit, 'user'), 'username')
  const { kind, marks } = weighed(audit, username)
  const stage = textAt(audit, 'stage')
  const code = numberAt(fieldsAt(audit, 'responseStatus'), 'code')
  const subresource = textAt(about, 'subresource')
  const isScale = subresource === 'scale'
  const thing = [textAt(about, 'resource'), isScale ? '' : subresource, textAt(about, 'name')].filter(
    (part) => part !== '',
  )
  const isRestart = kind === 'mitigation' && !isScale && textAt(audit, 'verb') !== 'delete'
  const did = isRestart ? 'restart' : isScale && kind === 'mitigation' ? 'scale' : textAt(audit, 'verb')
  return {
    source: 'kubernetes',
    key: `kubernetes:${stage}:${textAt(audit, 'auditID')}`,
    happenedAt: at,
    basis: 'occurred',
    sequence: `${at.at} ${stage}`,
    kind,
    speaker: speakerOf(username),
    text: `${did} ${thing.join(' ')}${code >= 400 ? ` (refused with ${code})` : ''}`,
    place: textAt(about, 'namespace') || 'cluster',
    marks: [...marks, `verb:${textAt(audit, 'verb')}`],
    correlates: [],
  }
}
