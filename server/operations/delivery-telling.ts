/** What a delivery tells: its body read by the reader of its sender, as evidence or as something nobody knows. */
import { findNames } from '@secondstory/language'
import { readEvidence, recognise, sources } from '@secondstory/review/ingest/index'
import { type FileView, fileOf, type Source, Unreadable } from '@secondstory/review/ingest/source'
import { inShort } from '@secondstory/review/ingest/summary'
import { type EvidenceDraft, eventKinds } from '@secondstory/review/model/evidence'
import { formOf, type IntegrationKind } from '@secondstory/review/model/integrations'
import type { StoredDelivery } from '../store/deliveries.ts'

/** What one delivery tells. */
export interface Told {
  readonly drafts: readonly EvidenceDraft[]
  readonly secretsRemoved: number
  /** Why it holds no evidence, as a sentence; '' when it does, or when it is known to hold none. */
  readonly notUnderstood: string
  /** When what it tells happened; when it arrived, if it does not say. */
  readonly at: string
  /** Every word of it, to look for the names of components. */
  readonly text: string
  /** What it says in a line, without the name of anybody. */
  readonly summary: string
}

const DEFECT = 'A reader of ours stopped at this one; it is kept as it came, and a later version may read it.'

/** Reads one delivery. What no reader knows, or what stops a reader, is answered and never thrown. */
export async function tellDelivery(
  delivery: Pick<StoredDelivery, 'body' | 'headers' | 'receivedAt'>,
  kind: IntegrationKind,
): Promise<Told> {
  return Promise.resolve()
    .then(() => tell(delivery, kind))
    .catch((error: unknown) => nothingIn(delivery, error instanceof Unreadable ? error.sentence : DEFECT))
}

function tell(
  delivery: Pick<StoredDelivery, 'body' | 'headers' | 'receivedAt'>,
  kind: IntegrationKind,
): Told {
  const file = fileFor(delivery, kind)
  const drafts: EvidenceDraft[] = []
  const because: string[] = []
  let secretsRemoved = 0
  for (const reading of readEvidence(readerOf(file, kind), { now: delivery.receivedAt })) {
    if (reading.outcome === 'not-understood') because.push(reading.because)
    if (reading.outcome !== 'read') continue
    drafts.push(reading.draft)
    for (const { count } of reading.removed) secretsRemoved += count
  }
  if (drafts.length === 0 && because.length > 0) return nothingIn(delivery, because[0] ?? '')
  const times = drafts.flatMap(({ happenedAt }) => (happenedAt === null ? [] : [happenedAt.at])).toSorted()
  return {
    drafts,
    secretsRemoved,
    notUnderstood: '',
    at: times.at(-1) ?? delivery.receivedAt,
    text: drafts.map(({ text, place, marks }) => [text, place, ...marks].join('\n')).join('\n'),
    summary: summaryOf(drafts),
  }
}

function nothingIn(delivery: Pick<StoredDelivery, 'receivedAt'>, because: string): Told {
  const { receivedAt: at } = delivery
  return { drafts: [], secretsRemoved: 0, notUnderstood: because, at, text: '', summary: '' }
}

/** The request as readers of files know it: the body with its headers and the time it arrived. */
function fileFor(
  delivery: Pick<StoredDelivery, 'body' | 'headers' | 'receivedAt'>,
  kind: IntegrationKind,
): FileView {
  const { body, headers, receivedAt } = delivery
  // Slack puts what others say in headers into the body itself.
  const isBare = kind === 'slack' || !/^\s*[[{]/.test(body)
  const text = isBare
    ? body
    : `{"headers":${JSON.stringify(headers)},"receivedAt":${JSON.stringify(receivedAt)},"body":${body}}`
  return fileOf(`A delivery of ${formOf(kind).says}`, Buffer.from(text, 'utf8'))
}

function readerOf(
  file: FileView,
  kind: IntegrationKind,
): { readonly source: Source; readonly file: FileView } {
  const { source: name } = formOf(kind)
  const source = sources.find((each) => each.name === name)
  return source === undefined ? recognise(file) : { source, file }
}

/** The first thing it tells, and how many more. A name gives way to the kind and the place. */
function summaryOf(drafts: readonly EvidenceDraft[]): string {
  const [first] = drafts
  if (first === undefined) return ''
  const more = drafts.length === 1 ? '' : ` (and ${drafts.length - 1} more)`
  return `${lineOf(first)}${more}`
}

function lineOf({ kind, place, speaker, text }: EvidenceDraft): string {
  const line = speaker?.kind === 'person' ? '' : inShort(text)
  const isNameless = line !== '' && !/@\w/.test(line) && findNames(line, { people: [] }).length === 0
  return isNameless ? line : `${eventKinds[kind]} in ${place}`
}
