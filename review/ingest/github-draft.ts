/** What every GitHub event has: its repository, who did it, its link; and how it becomes evidence. */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { accountSpeaker } from './changes.ts'
import { type Fields, fieldsAt, textAt } from './json.ts'
import type { Delivery } from './json-source.ts'

/** Something that happened, and the object it happened to; objects of the API have no action. */
export interface Told {
  readonly event: string
  readonly action: string
  readonly subject: Fields
  readonly body: Fields
  readonly receivedAt: Delivery['receivedAt']
}

/** What one event has of its own; the rest is the same for all. */
export interface Own {
  readonly key: string
  readonly at: Moment | null
  readonly kind: EventKind
  readonly text: string
  readonly basis?: EvidenceDraft['basis']
  readonly by?: Fields
  readonly until?: string
  readonly link?: string
  readonly thread?: string
  readonly marks?: readonly string[]
  readonly correlates?: readonly string[]
}

/** An event as evidence. */
export function draftOf(told: Told, own: Own): EvidenceDraft {
  const link = own.link ?? textAt(told.subject, 'html_url')
  const isLonger = own.until !== undefined && own.at !== null && own.until > own.at.at
  return {
    source: 'github',
    key: own.key,
    happenedAt: own.at,
    basis: own.basis ?? 'occurred',
    ...(isLonger && own.until !== undefined ? { until: own.until } : {}),
    sequence: `${own.at?.at ?? ''} ${own.key}`,
    kind: own.kind,
    speaker: speakerOf(own.by) ?? speakerOf(fieldsAt(told.body, 'sender')),
    text: own.text,
    place: repositoryOf(told) || 'GitHub',
    ...(own.thread === undefined ? {} : { thread: own.thread }),
    ...(link === '' ? {} : { link }),
    marks: own.marks ?? [],
    correlates: own.correlates ?? [],
  }
}

/** Null when nobody is named, as in some lists of the API. */
function speakerOf(account: Fields | undefined): EvidenceDraft['speaker'] {
  const login = account === undefined ? '' : textAt(account, 'login')
  if (account === undefined || login === '') return null
  const speaker = accountSpeaker(`github:${login}`, login, textAt(account, 'type') === 'Bot')
  return speaker?.kind === 'person' ? { ...speaker, handles: [`@${login}`] } : speaker
}

/** "acme/ledger", from the body or from the addresses inside an object of the API. */
export function repositoryOf({ body, subject }: Told): string {
  const named =
    textAt(fieldsAt(body, 'repository'), 'full_name') || textAt(fieldsAt(subject, 'repository'), 'full_name')
  if (named !== '') return named
  const address =
    textAt(subject, 'repository_url') || textAt(subject, 'url') || textAt(subject, 'deployment_url')
  return /\/repos\/([\w.-]+\/[\w.-]+)/.exec(address)?.[1] ?? ''
}

/** The fingerprint of a pull request. */
export function pullName(told: Told, number: string): readonly string[] {
  const repository = repositoryOf(told)
  return repository === '' || number === '' ? [] : [`pr:${repository}/pull/${number}`]
}

/** The action as a mark. */
export function actionMarks(told: Told): readonly string[] {
  return told.action === '' ? [] : [`action:${told.action}`]
}
