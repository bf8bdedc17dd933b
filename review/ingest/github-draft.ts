/** What every GitHub event has: its repository, who did it, its link; and how it becomes evidence. */
import type { EvidenceDraft } from '../model/evidence.ts'
import { accountSpeaker, changeDraft, type Own as OwnChange } from './changes.ts'
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

/** What one event has of its own, and who did it where that is not the sender. */
export interface Own extends OwnChange {
  readonly by?: Fields
}

/** An event as evidence. */
export function draftOf(told: Told, own: Own): EvidenceDraft {
  const speaker = speakerOf(own.by) ?? speakerOf(fieldsAt(told.body, 'sender'))
  const place = repositoryOf(told) || 'GitHub'
  return changeDraft({ source: 'github', speaker, place, link: textAt(told.subject, 'html_url') }, own)
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
