/** What Linear and Jira tell alike: an issue that was made, moved on, closed or deleted, and what was said below it. */
import type { EventKind, EvidenceDraft, EvidenceSource } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { changeDraft } from './changes.ts'
import { linesOf } from './json-source.ts'

/** An issue as one event told it. */
export interface IssueEvent {
  readonly source: Extract<EvidenceSource, 'linear' | 'jira'>
  readonly speaker: EvidenceDraft['speaker']
  /** The team or the project. */
  readonly place: string
  readonly link: string
  /** Stable inside the source. */
  readonly id: string
  /** "OPS-12" */
  readonly key: string
  readonly title: string
  readonly at: Moment | null
  readonly marks: readonly string[]
}

/** What happened to it: made, deleted, or moved from one state to another. */
export type Turn =
  | { readonly what: 'made'; readonly words: string }
  | { readonly what: 'deleted' }
  | { readonly what: 'moved'; readonly from: string; readonly to: string }
  | { readonly what: 'changed'; readonly fields: readonly string[] }

/** An issue that was made is an observation somebody had; the rest is the course of work. */
export function issueEvidence(event: IssueEvent, turn: Turn): EvidenceDraft {
  const { source, speaker, place, link, id, key, title, at, marks } = event
  const root = `${source}:issue:${id}`
  const kind: EventKind = turn.what === 'made' ? 'observation' : 'system'
  const isRoutine = turn.what === 'changed'
  return changeDraft(
    { source, speaker, place: place === '' ? sourceName[source] : place, link },
    {
      key: turn.what === 'made' ? `${root}:made` : `${root}:${turn.what}:${at?.at ?? ''}`,
      at,
      kind,
      text: linesOf(`Issue ${key} ${turnWords(turn)}: ${title}`, turn.what === 'made' ? turn.words : ''),
      thread: root,
      marks: [...(isRoutine ? ['routine'] : []), ...marks],
      correlates: [`issue:${key}`],
    },
  )
}

const sourceName = { linear: 'Linear', jira: 'Jira' } as const

function turnWords(turn: Turn): string {
  if (turn.what === 'made') return 'opened'
  if (turn.what === 'deleted') return 'deleted'
  if (turn.what === 'changed')
    return turn.fields.length === 0 ? 'updated' : `updated (${turn.fields.join(', ')})`
  return turn.from === '' ? `moved to ${turn.to}` : `moved from ${turn.from} to ${turn.to}`
}

/** Something said below an issue. */
export function commentEvidence(
  event: IssueEvent,
  comment: { readonly id: string; readonly text: string },
): EvidenceDraft {
  const { source, speaker, place, link, id, at } = event
  return changeDraft(
    { source, speaker, place: place === '' ? sourceName[source] : place, link },
    {
      key: `${source}:comment:${comment.id}`,
      at,
      kind: 'note',
      text: comment.text,
      ...(id === '' ? {} : { thread: `${source}:issue:${id}` }),
      marks: ['routine'],
    },
  )
}
