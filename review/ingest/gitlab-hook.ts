/** What every GitLab hook has: its project, who acted, when it arrived; and how it becomes evidence. */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { accountSpeaker, changeDraft, type Own } from './changes.ts'
import { type Fields, fieldsAt, isFields, textAt, wordsAt } from './json.ts'
import type { Delivery } from './json-source.ts'
import { firstMoment } from './stamps.ts'

/** One hook, taken apart. */
export interface Hook {
  readonly kind: string
  readonly body: Fields
  /** Its object, the names of whose members are cleared of stray spaces. */
  readonly own: Fields
  readonly receivedAt: Moment | null
  /** A key for what tells neither time nor id: that of the delivery; '' when none was kept. */
  readonly deliveryKey: string
}

/** A delivery as a hook. */
export function hookOf({ body, receivedAt, header }: Delivery): Hook {
  const delivered = header('idempotency-key') || header('x-gitlab-event-uuid')
  return {
    kind: textAt(body, 'object_kind').trim(),
    body,
    own: trimmed(fieldsAt(body, 'object_attributes')),
    receivedAt,
    deliveryKey: delivered === '' ? '' : `gitlab:delivery:${delivered}`,
  }
}

/** Some versions wrote names and values with a space behind them. */
function trimmed(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.trim(),
      typeof value === 'string' && name !== name.trim() ? value.trim() : value,
    ]),
  )
}

/** A hook as evidence. */
export function draftOf(hook: Hook, own: Own): EvidenceDraft {
  const link = textAt(hook.own, 'url') || textAt(hook.body, 'url')
  const place = projectOf(hook) || 'GitLab'
  return changeDraft({ source: 'gitlab', speaker: speakerOf(hook.body), place, link }, own)
}

/** Who acted: an object in most hooks, members beside the rest in others. Bots of projects carry their kind in their name. */
function speakerOf(body: Fields): EvidenceDraft['speaker'] {
  const user = fieldsAt(body, 'user')
  const username = textAt(user, 'username') || textAt(body, 'user_username')
  const name = textAt(user, 'name') || textAt(body, 'user_name') || username
  const isBot = /^(?:project|group)_\d+_bot/.test(username) || /-bot$/.test(username)
  const speaker = accountSpeaker(`gitlab:${username || name}`, name, isBot)
  return speaker?.kind === 'person' && username !== '' ? { ...speaker, handles: [`@${username}`] } : speaker
}

/** "harbour/ledger" */
export function projectOf({ body }: Hook): string {
  const project = isFields(body.project) ? body.project : {}
  return (
    textAt(project, 'path_with_namespace') ||
    textAt(body, 'path_with_namespace') ||
    textAt(body, 'full_path') ||
    textAt(body, 'project_name').replace(/\s*\/\s*/g, '/') ||
    textAt(project, 'name')
  )
}

/** The first time the hook tells, or when it was received, with the clock it comes from. */
export function arrived(
  hook: Hook,
  ...values: readonly unknown[]
): { readonly at: Moment | null; readonly basis: EvidenceDraft['basis'] } {
  const told = firstMoment(...values)
  return told === null ? { at: hook.receivedAt, basis: 'received' } : { at: told, basis: 'occurred' }
}

/** Words under a name, with the underscores of the format taken out. */
export function saidAt(fields: Fields, name: string): string {
  return wordsAt(fields, name).trim().replaceAll('_', ' ')
}
