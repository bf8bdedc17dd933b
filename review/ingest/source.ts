/** What a source of evidence is, what it is given, and what it answers. */
import type { EvidenceDraft, EvidenceSource } from '../model/evidence.ts'

/**
 * A file as a reader sees it. `bytes` takes an optional range so that a file on disk can be read in parts
 * later; readers of text ask for all of it, the archive asks for the end and then for one entry at a time.
 */
export interface FileView {
  readonly name: string
  readonly sizeBytes: number
  bytes(from?: number, to?: number): Uint8Array
}

/** A file that is already in memory. */
export function fileOf(name: string, bytes: Uint8Array): FileView {
  return { name, sizeBytes: bytes.length, bytes: (from = 0, to = bytes.length) => bytes.subarray(from, to) }
}

/** What the person importing chose. Instants are RFC 3339 UTC, `day` is YYYY-MM-DD, `zone` an IANA name. */
export interface ReadOptions {
  /** The present, given by the caller; a record later than one day after it is not understood. */
  readonly now: string
  /** Zone of times that name none. */
  readonly zone?: string
  /** Day of clocks that name none. */
  readonly day?: string
  /** Channels to read, by name; all when absent. */
  readonly channels?: readonly string[]
  readonly from?: string
  readonly to?: string
  /** Slack subdomain ("acme"), which an export does not tell; with it every message gets its link back. */
  readonly workspace?: string
}

/** A record we could not place, kept visible: why, and the first words of it. */
export interface NotUnderstood {
  readonly notUnderstood: string
  readonly text: string
  readonly place: string
}

/** What a source yields for each record. */
export type SourceRecord = EvidenceDraft | NotUnderstood

/** Whether a record was not understood. */
export function isNotUnderstood(record: SourceRecord): record is NotUnderstood {
  return 'notUnderstood' in record
}

/** A channel of a chat export, offered for choice. */
export interface ChannelSummary {
  readonly name: string
  readonly messages: number
  readonly firstAt: string | null
  readonly lastAt: string | null
}

/** What a file holds, told before anything is imported. */
export interface Inspection {
  /** One sentence: "A Slack export with 3 channels and 1,204 messages." */
  readonly describes: string
  readonly channels?: readonly ChannelSummary[]
  readonly records: number
  readonly firstAt: string | null
  readonly lastAt: string | null
  /** Times without a zone were met: `ReadOptions.zone` decides them. */
  readonly zoneNeeded: boolean
  /** Clocks without a day were met: `ReadOptions.day` decides them. */
  readonly dayNeeded: boolean
}

/** One kind of evidence. Generators, so that the caller can count, breathe and stop between records. */
export interface Source {
  readonly name: EvidenceSource
  /** What it reads, for people: "Slack workspace export (zip)". */
  readonly describes: string
  /** How sure it is that the file is its own, 0 to 1. Never throws, reads little. */
  recognises(file: FileView): number
  /** Yields the number of records looked at so far; returns the summary. Throws `Unreadable`. */
  inspect(file: FileView): Generator<number, Inspection>
  /**
   * Words as they stand in the source, secrets included: only `readEvidence` calls this. A draft with an
   * empty key is named after its words once the secrets are out. Throws `Unreadable`.
   */
  read(file: FileView, options: ReadOptions): Generator<SourceRecord>
}

/** A file none of it can be read from. Its message is one sentence for the person who brought it. */
export class Unreadable extends Error {
  readonly sentence: string
  constructor(sentence: string) {
    super(sentence)
    this.name = 'Unreadable'
    this.sentence = sentence
  }
}

/** Runs a generator to its end and answers what it returns. */
export function finish<T>(steps: Generator<unknown, T>): T {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}
