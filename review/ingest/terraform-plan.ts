/** A Terraform plan shown as JSON: what would change. Whether it was applied, a run tells. */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt, textsAt } from './json.ts'
import { linesOf, systemNamed } from './json-source.ts'
import { firstMoment } from './stamps.ts'
import { fingerprintOf } from './words.ts'

/** What a plan would do to one resource, in a word. */
function actionOf(actions: readonly string[]): string {
  if (actions.length > 1) return 'replace'
  return actions[0] ?? 'no-op'
}

/** Some of a value is hidden: the mask is `true`, or has `true` anywhere inside. */
function isMasked(mask: unknown, depth = 0): boolean {
  if (mask === true) return true
  // A mask deeper than any we have met hides everything below.
  if (depth > 16) return true
  if (Array.isArray(mask)) return mask.some((member: unknown) => isMasked(member, depth + 1))
  return isFields(mask) && Object.values(mask).some((member) => isMasked(member, depth + 1))
}

/** A value short enough to be read in a line; null for what has parts or is long. */
function shortValue(value: unknown): string | null {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.length <= 80 && !value.includes('\n') ? `"${value}"` : null
}

/** Attributes that would change, with values only where the plan says that they are no secret. */
function attributesOf(change: Fields): readonly string[] {
  const before = fieldsAt(change, 'before')
  const after = fieldsAt(change, 'after')
  const unknown = fieldsAt(change, 'after_unknown')
  const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])]
  return names
    .filter((name) => isMasked(unknown[name]) || !isSame(before[name], after[name]))
    .slice(0, 20)
    .map((name) => `${name}${turnOf(change, name)}`)
}

function turnOf(change: Fields, name: string): string {
  if (isHidden(change, 'before_sensitive', name) || isHidden(change, 'after_sensitive', name))
    return ' (its value is left out)'
  if (isMasked(fieldsAt(change, 'after_unknown')[name])) return ' (known after it is applied)'
  const from = shortValue(fieldsAt(change, 'before')[name])
  const to = shortValue(fieldsAt(change, 'after')[name])
  return from === null || to === null ? '' : ` from ${from} to ${to}`
}

/** Names that speak of a secret, whether or not the provider thought of marking it. */
const secretName = /passw|secret|token|credential|private|(?:^|_)key(?:$|_)|user_data/i

/** Plans of old formats have no masks: then nothing is known to be no secret. */
function isHidden(change: Fields, mask: 'before_sensitive' | 'after_sensitive', name: string): boolean {
  if (secretName.test(name)) return true
  const value = change[mask]
  if (value === false) return false
  return isFields(value) ? isMasked(value[name]) : true
}

/** Deeper than anyone nests, values count as different: then the attribute is named, without its values. */
function isSame(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true
  if (depth > 32) return false
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((member: unknown, at) => isSame(member, b[at], depth + 1))
  if (!isFields(a) || !isFields(b)) return false
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return names.every((name) => isSame(a[name], b[name], depth + 1))
}

interface Planned {
  readonly address: string
  readonly action: string
  readonly words: string
}

function plannedOf(resource: Fields): Planned {
  const change = fieldsAt(resource, 'change')
  const action = actionOf(textsAt(change, 'actions'))
  const address = textAt(resource, 'address')
  const attributes = action === 'update' || action === 'replace' ? attributesOf(change) : []
  return {
    address,
    action,
    words: `- ${action} ${address}${attributes.length === 0 ? '' : `: ${attributes.join('; ')}`}`,
  }
}

const changing = new Set(['create', 'update', 'delete', 'replace', 'forget'])

function summaryOf(planned: readonly Planned[]): string {
  const count = (action: string): number => planned.filter((one) => one.action === action).length
  const forgotten = count('forget')
  return `Plan: ${count('create')} to add, ${count('update')} to change, ${count('replace')} to replace, ${count('delete')} to destroy${forgotten === 0 ? '' : `, ${forgotten} to forget`}`
}

/** Outputs that would change, by name. */
function outputsOf(body: Fields): string {
  const changes = fieldsAt(body, 'output_changes')
  const names = Object.keys(changes).filter(
    (name) => actionOf(textsAt(fieldsAt(changes, name), 'actions')) !== 'no-op',
  )
  return names.length === 0 ? '' : `Outputs that change: ${names.slice(0, 50).join(', ')}`
}

/** A plan as one piece of evidence. */
export function planOf(body: Fields, receivedAt: Moment | null, fileName: string): EvidenceDraft {
  // Plans before format 1.2 do not say when they were made.
  const made = firstMoment(body.timestamp)
  const planned = listAt(body, 'resource_changes')
    .map(plannedOf)
    .filter(({ action }) => changing.has(action))
  const drifted = listAt(body, 'resource_drift').map((resource) => textAt(resource, 'address'))
  const invoked = listAt(body, 'action_invocations').map((action) => textAt(action, 'address'))
  const name = planned.map(({ address, action }) => `${action} ${address}`).toSorted()
  const isDone = planned.length + invoked.length > 0
  return {
    source: 'terraform',
    key: `terraform:plan:${fingerprintOf([made?.at ?? '', ...name, ...invoked].join('\n'))}`,
    happenedAt: made ?? receivedAt,
    basis: made === null ? 'received' : 'occurred',
    sequence: made?.at ?? '',
    kind: 'observation',
    speaker: systemNamed('terraform', 'Terraform'),
    text: linesOf(
      `${summaryOf(planned)}${body.errored === true ? ' (the plan stopped with an error)' : ''}`,
      ...planned.slice(0, 200).map(({ words }) => words),
      planned.length > 200 ? `and ${planned.length - 200} more` : '',
      drifted.length === 0 ? '' : `Changed outside of Terraform: ${drifted.slice(0, 50).join(', ')}`,
      invoked.length === 0 ? '' : `Actions to run: ${invoked.slice(0, 50).join(', ')}`,
      outputsOf(body),
    ),
    place: fileName.split('/').at(-1) ?? fileName,
    marks: [
      ...(isDone ? [] : ['routine']),
      ...(body.errored === true ? ['failed'] : []),
      `terraform:${textAt(body, 'terraform_version') || textAt(body, 'format_version')}`,
    ],
    correlates: planned.slice(0, 50).map(({ address, action }) => `resource:${address} ${action}`),
  }
}
