/** What a proposal is, and what merging knows about it besides. */
import type { Evidence } from '../model/evidence.ts'
import type { TimelineEvent } from '../model/timeline.ts'

/** A timeline event as proposed, before it has an id; `key` is that of its first evidence and stays the same. */
export interface Proposal extends Omit<TimelineEvent, 'id' | 'version'> {
  readonly key: string
}

/** A proposal with what merging needs to know about its evidence. */
export interface Candidate extends Proposal {
  readonly source: Evidence['source']
  readonly correlates: readonly string[]
  readonly words: string
}
