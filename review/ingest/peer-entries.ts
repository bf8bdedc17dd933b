/** What the readers of other incident tools share: one entry as evidence. */
import type { Basis, EventKind, EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { chatPerson } from './chat.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, textAt, wordsAt } from './json.ts'
import { linesOf, notUnderstood, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

/** One entry of another tool. */
export interface Entry {
  /** "incident.io", "FireHydrant" */
  readonly tool: string
  /** What names it inside its tool. */
  readonly id: string
  readonly at: Moment | null
  readonly basis: Basis
  readonly kind: EventKind
  readonly text: string
  readonly speaker?: EvidenceDraft['speaker']
  readonly until?: Moment | null
  readonly incident?: string
  readonly link?: string
  readonly marks?: readonly string[]
  readonly correlates?: readonly string[]
}

/** An entry as evidence. */
export function entryDraft(entry: Entry): SourceRecord {
  const { tool, at, until } = entry
  if (entry.id === '' || entry.text.trim() === '')
    return notUnderstood(
      `An entry of ${tool} has no id or no words.`,
      { id: entry.id, text: entry.text },
      tool,
    )
  const key = `peer:${tool.toLowerCase()}:${entry.id}`
  const isSpan = at !== null && until != null && until.at > at.at
  return {
    source: 'peer',
    key,
    happenedAt: at,
    basis: entry.basis,
    ...(isSpan ? { until: until.at } : {}),
    sequence: `${at?.at ?? ''} ${entry.id}`,
    kind: entry.kind,
    speaker: entry.speaker ?? systemNamed(`peer:${tool.toLowerCase()}`, tool),
    text: entry.text.trim(),
    place: tool,
    ...(entry.link === undefined || entry.link === '' ? {} : { link: entry.link }),
    marks: entry.marks ?? [],
    correlates: [
      ...(entry.incident === undefined || entry.incident === '' ? [] : [`incident:${entry.incident}`]),
      ...(entry.correlates ?? []),
      ...correlatesOf(entry.text),
    ],
  }
}

/** A person as these tools name them: an object with a name, or a name alone. An address is cut before its sign. */
export function namedPerson(value: unknown, tool: string): EvidenceDraft['speaker'] {
  const fields: Fields = typeof value === 'string' ? { name: value } : fieldsAt({ value }, 'value')
  const name =
    ['name', 'full_name', 'email', 'username'].map((key) => textAt(fields, key)).find((one) => one !== '') ??
    ''
  const called = name.replace(/@.*$/, '').trim()
  return called === ''
    ? null
    : chatPerson(`peer:${tool.toLowerCase()}:${wordsAt(fields, 'id') || called.toLowerCase()}`, called)
}

/** A name inside an object, or the word itself: severities are written both ways. */
export function nameAt(fields: Fields, key: string): string {
  return (
    wordsAt(fields, key) || textAt(fieldsAt(fields, key), 'name') || textAt(fieldsAt(fields, key), 'slug')
  )
}

/** A follow-up: what it says, and how far it is. It is told when it was written down, in the tray. */
export function followUpDraft(
  fields: Fields,
  { tool, incident }: { readonly tool: string; readonly incident: string },
): SourceRecord {
  const title =
    ['title', 'summary', 'name', 'description'].map((key) => textAt(fields, key)).find((one) => one !== '') ??
    ''
  const status = nameAt(fields, 'status') || textAt(fields, 'state')
  const description = textAt(fields, 'description')
  return entryDraft({
    tool,
    id: `follow-up:${wordsAt(fields, 'id') || wordsAt(fields, 'uuid')}`,
    at: firstMoment(fields.created_at, fields.createdAt),
    basis: 'recorded',
    kind: 'note',
    text: linesOf(
      title === '' ? '' : `Follow-up${status === '' ? '' : ` (${status})`}: ${title}`,
      description === title ? '' : description,
    ),
    incident,
    marks: ['follow-up', 'routine'],
  })
}

/** Times an incident was given in its form, by what each says: anchors people declared. */
export function anchorDrafts(
  anchors: readonly (readonly [says: string, value: unknown, kind: EventKind])[],
  { tool, incident, name }: { readonly tool: string; readonly incident: string; readonly name: string },
): readonly SourceRecord[] {
  return anchors.flatMap(([says, value, kind]) => {
    const at = firstMoment(value)
    if (at === null) return []
    return [
      entryDraft({
        tool,
        id: `${incident}:${says}`,
        at,
        basis: 'declared',
        kind,
        text: `${says}: ${name}`,
        incident,
        marks: ['anchor'],
      }),
    ]
  })
}
