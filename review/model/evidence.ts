/** What a source said, word for word, with secrets removed. Never edited afterwards. */
import type { Moment } from './instants.ts'

/** Where evidence comes from; one per reader, and `page` for what was typed here. */
export type EvidenceSource = 'slack' | 'alertmanager' | 'notes' | 'csv' | 'markdown' | 'page'

/** Which clock a time comes from: when it happened, was stored, was sent to us, was written, or was declared by a person. */
export type Basis = 'occurred' | 'recorded' | 'received' | 'written' | 'declared'

/** What kind of thing an event is, as far as rules can tell; people correct it. */
export type EventKind =
  | 'alert'
  | 'page'
  | 'deploy'
  | 'config-change'
  | 'chat'
  | 'decision'
  | 'observation'
  | 'mitigation'
  | 'recovery'
  | 'status-update'
  | 'commit'
  | 'agent-step'
  | 'note'
  | 'system'

/** Every kind with the word people read. */
export const eventKinds: Readonly<Record<EventKind, string>> = {
  alert: 'Alert',
  page: 'Page',
  deploy: 'Deploy',
  'config-change': 'Config change',
  chat: 'Message',
  decision: 'Decision',
  observation: 'Observation',
  mitigation: 'Mitigation',
  recovery: 'Recovery',
  'status-update': 'Status update',
  commit: 'Commit',
  'agent-step': 'Agent step',
  note: 'Note',
  system: 'System',
}

/** Who or what did it. People appear by role; a name stays in the register of the working record. */
export interface Actor {
  readonly kind: 'role' | 'team' | 'system' | 'agent' | 'unknown'
  /** "database on-call", "Alertmanager", "deploy pipeline"; empty when unknown. */
  readonly name: string
}

/** What a reader of a source hands over before it is stored; `key` names the same thing in every import. */
export interface EvidenceDraft {
  readonly source: EvidenceSource
  /** Same thing, same key, whatever file it arrives in: `slack:T1:C1:1736554746.482349`. */
  readonly key: string
  readonly happenedAt: Moment | null
  readonly basis: Basis
  /** Zone we took a naive local time to be in; absent when the source named one. */
  readonly zoneAssumed?: string
  /** End of a span (an alert that stopped), RFC 3339 UTC. */
  readonly until?: string
  /** Orders things inside one source when their times tie. Compared as text. */
  readonly sequence: string
  readonly kind: EventKind
  /** Speaker as the source knows them (a user id or display name); goes to the register, not to the timeline. */
  readonly speaker: Speaker | null
  /** The words, redacted. */
  readonly text: string
  /** Channel, file or receiver the words stood in. */
  readonly place: string
  /** Root of the thread this belongs to, as a key. */
  readonly thread?: string
  readonly link?: string
  /** Pins, reactions, labels: facts the proposal rules weigh. */
  readonly marks: readonly string[]
  /** Fingerprints that join evidence about one thing: alert fingerprint, commit, incident id. */
  readonly correlates: readonly string[]
}

/** A speaker of a source before anyone gave them a role. */
export interface Speaker {
  readonly kind: 'person' | 'system' | 'agent'
  /** Stable inside the source: a Slack user id, a bot id, a name in notes. */
  readonly ref: string
  readonly name: string
  readonly handles: readonly string[]
}

/** Evidence as it is stored. */
export interface Evidence extends EvidenceDraft {
  readonly id: string
  readonly incidentId: string
  readonly importId: string
}

/** What became of one record: the import's receipt counts these. */
export type Outcome = 'stored' | 'already-known' | 'outside-window' | 'not-understood'

/** The receipt of an import, or its progress while it runs. */
export interface Import {
  readonly id: string
  readonly incidentId: string
  readonly fileName: string
  readonly source: EvidenceSource | 'unknown'
  readonly state: 'reading' | 'done' | 'cancelled' | 'refused'
  /** Why it was refused or what stopped it, as a sentence; empty otherwise. */
  readonly because: string
  readonly sizeBytes: number
  /** Records seen so far, and the number expected when the source tells. */
  readonly recordsRead: number
  readonly recordsExpected: number | null
  readonly stored: number
  readonly alreadyKnown: number
  readonly outsideWindow: number
  readonly notUnderstood: number
  readonly secretsRemoved: number
  readonly proposed: number
  readonly tray: number
  readonly startedAt: string
  readonly finishedAt: string | null
}
