/** What a delivery tells: its body read by the reader of its sender, as evidence or as something nobody knows. */
import { findNames } from '@secondstory/language'
import { readEvidence, recognise, sources } from '@secondstory/review/ingest/index'
import { KEPT } from '@secondstory/review/ingest/revisions'
import { type FileView, fileOf, type Source, Unreadable } from '@secondstory/review/ingest/source'
import { inShort } from '@secondstory/review/ingest/summary'
import { type EvidenceDraft, eventKinds } from '@secondstory/review/model/evidence'
import { formOf, type Integration, type IntegrationKind } from '@secondstory/review/model/integrations'
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
  integration: Pick<Integration, 'kind' | 'settings'>,
): Promise<Told> {
  return Promise.resolve()
    .then(() => tell(delivery, integration))
    .catch((error: unknown) => nothingIn(delivery, error instanceof Unreadable ? error.sentence : DEFECT))
}

function tell(
  delivery: Pick<StoredDelivery, 'body' | 'headers' | 'receivedAt'>,
  { kind, settings }: Pick<Integration, 'kind' | 'settings'>,
): Told {
  const drafts: EvidenceDraft[] = []
  const because: string[] = []
  let secretsRemoved = 0
  for (const reading of readEvidence(readable(delivery, kind), { now: delivery.receivedAt })) {
    if (reading.outcome === 'not-understood') because.push(reading.because)
    if (reading.outcome !== 'read') continue
    drafts.push(chosen(reading.draft, settings.reactions))
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

/** A reaction the team agreed on chooses the message it is on. */
function chosen(draft: EvidenceDraft, reactions: readonly string[]): EvidenceDraft {
  if (!draft.marks.includes('reaction_added')) return draft
  const isAgreed = reactions.some((name) => draft.text.includes(`:${name}:`))
  return isAgreed ? { ...draft, marks: [...draft.marks, KEPT] } : draft
}

function nothingIn(delivery: Pick<StoredDelivery, 'receivedAt'>, because: string): Told {
  const { receivedAt: at } = delivery
  return { drafts: [], secretsRemoved: 0, notUnderstood: because, at, text: '', summary: '' }
}

/** Readers that want the body as it is; the others want its headers and the time it arrived around it. */
const bare: ReadonlySet<string> = new Set(['slack', 'alertmanager'])

/** The reader of its sender, or the one that recognises the body, with the file as that reader knows it. */
function readable(
  { body, headers, receivedAt }: Pick<StoredDelivery, 'body' | 'headers' | 'receivedAt'>,
  kind: IntegrationKind,
): { readonly source: Source; readonly file: FileView } {
  const { says, source: wanted } = formOf(kind)
  const plain = fileOf(`A delivery of ${says}`, Buffer.from(body, 'utf8'))
  const source = sources.find(({ name }) => name === wanted) ?? recognise(plain).source
  if (bare.has(source.name) || !/^\s*[[{]/.test(body)) return { source, file: plain }
  const [around, at] = [JSON.stringify(headers), JSON.stringify(receivedAt)]
  const whole = `{"headers":${around},"receivedAt":${at},"body":${body}}`
  return { source, file: fileOf(plain.name, Buffer.from(whole, 'utf8')) }
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
