/** What a source said, word for word, with secrets removed. Never edited afterwards. */
import type { Moment } from './instants.ts'

/**
 * What sort of thing a source tells, for rules that treat all of one sort alike: people talking, alerts about
 * services, calls to people, changes to what runs, records of machines, steps of an agent, what people wrote down.
 */
export type SourceFamily = 'chat' | 'alerts' | 'pages' | 'changes' | 'records' | 'agents' | 'written'

/** Where evidence comes from: one per reader, and `page` for what was typed here; with the words people read. */
export const evidenceSources = {
  slack: { says: 'Slack', family: 'chat', records: ['message', 'messages'] },
  mattermost: { says: 'Mattermost', family: 'chat', records: ['message', 'messages'] },
  discord: { says: 'Discord', family: 'chat', records: ['message', 'messages'] },
  zulip: { says: 'Zulip', family: 'chat', records: ['message', 'messages'] },
  irc: { says: 'IRC', family: 'chat', records: ['line', 'lines'] },
  alertmanager: { says: 'Alertmanager', family: 'alerts', records: ['alert', 'alerts'] },
  grafana: { says: 'Grafana', family: 'alerts', records: ['alert', 'alerts'] },
  datadog: { says: 'Datadog', family: 'alerts', records: ['alert', 'alerts'] },
  sentry: { says: 'Sentry', family: 'alerts', records: ['notice', 'notices'] },
  pagerduty: { says: 'PagerDuty', family: 'pages', records: ['log entry', 'log entries'] },
  opsgenie: { says: 'Opsgenie', family: 'pages', records: ['alert', 'alerts'] },
  statuspage: { says: 'Status page', family: 'pages', records: ['update', 'updates'] },
  github: { says: 'GitHub', family: 'changes', records: ['event', 'events'] },
  gitlab: { says: 'GitLab', family: 'changes', records: ['event', 'events'] },
  jira: { says: 'Jira', family: 'changes', records: ['event', 'events'] },
  linear: { says: 'Linear', family: 'changes', records: ['event', 'events'] },
  git: { says: 'Git', family: 'changes', records: ['commit', 'commits'] },
  terraform: { says: 'Terraform', family: 'changes', records: ['record', 'records'] },
  kubernetes: { says: 'Kubernetes', family: 'records', records: ['record', 'records'] },
  cloudtrail: { says: 'CloudTrail', family: 'records', records: ['call', 'calls'] },
  otlp: { says: 'OpenTelemetry', family: 'records', records: ['span or log', 'spans and logs'] },
  agent: { says: 'Agent transcript', family: 'agents', records: ['step', 'steps'] },
  notes: { says: 'Notes', family: 'written', records: ['entry', 'entries'] },
  csv: { says: 'CSV', family: 'written', records: ['row', 'rows'] },
  markdown: { says: 'Markdown', family: 'written', records: ['part', 'parts'] },
  calendar: { says: 'Calendar', family: 'written', records: ['appointment', 'appointments'] },
  peer: { says: 'Another incident tool', family: 'written', records: ['entry', 'entries'] },
  page: { says: 'This page', family: 'written', records: ['entry', 'entries'] },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly says: string
      readonly family: SourceFamily
      /** What one of its records is called, and several. */
      readonly records: readonly [string, string]
    }
  >
>

/** Name of a source. */
export type EvidenceSource = keyof typeof evidenceSources

/** The sort of thing a source tells. */
export function familyOf(source: EvidenceSource): SourceFamily {
  return evidenceSources[source].family
}

/** Every source that tells this sort of thing. */
export function sourcesOf(family: SourceFamily): readonly EvidenceSource[] {
  const names = Object.keys(evidenceSources) as EvidenceSource[]
  return names.filter((source) => familyOf(source) === family)
}

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
  /** Key of the evidence this says something later about: an edit, a removal, a reaction. */
  readonly revises?: string
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

/** What stands in place of words that were removed at their source. */
export const REMOVED = 'Removed at its source.'

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
  /** Known from before it was deleted here; it stays deleted. */
  readonly deletedBefore: number
  readonly outsideWindow: number
  readonly notUnderstood: number
  readonly secretsRemoved: number
  readonly proposed: number
  readonly tray: number
  readonly startedAt: string
  readonly finishedAt: string | null
}
