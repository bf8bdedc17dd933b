/** What the tellers of changes have in common: words of commits, accounts that act, names of deploys. */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'

/** Lines below a commit's message that name people or tools, not the change. */
const trailer =
  /^(?:signed-off-by|co-authored-by|co-developed-by|reviewed-by|acked-by|tested-by|reported-by|suggested-by|approved-by|helped-by|cc|change-id|reviewed-on|git-svn-id):\s/i

/** A commit's message without the lines that name who signed and reviewed it. */
export function commitWords(message: string): string {
  return message
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => !trailer.test(line.trim()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The first line of a commit's message. */
export function commitTitle(message: string): string {
  return (message.trimStart().split('\n', 1)[0] ?? '').trim().slice(0, 300)
}

/** A commit as people name it. */
export function shortSha(sha: string): string {
  return /^[0-9a-f]{12,64}$/.test(sha) ? sha.slice(0, 8) : sha
}

/** Whether a text is the name of a commit; the name of none (all zeros) is not. */
export function isSha(text: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(text) && !/^0+$/.test(text)
}

/** Fingerprints of commits. */
export function commitNames(...shas: readonly string[]): readonly string[] {
  return [...new Set(shas)].filter(isSha).map((sha) => `commit:${sha}`)
}

const agentAccount = /(?:^|[-_ ])(?:copilot|claude|codex|devin|cursor|jules|gemini|sweep)(?:$|[-_ [])/i
const systemAccount =
  /\[bot\]$|^(?:web-flow|renovate|dependabot|github-actions|gitlab-ci|ghost)$|(?:^|[-_ ])(?:bot|ci|robot)$/i

/** Who an account belongs to; `isMachine` when the sender says that no person is behind it. */
export function accountSpeaker(ref: string, name: string, isMachine: boolean): EvidenceDraft['speaker'] {
  if (name === '') return null
  const isAutomatic = isMachine || systemAccount.test(name)
  if (isAutomatic && agentAccount.test(name)) return { kind: 'agent', ref, name, handles: [] }
  return isAutomatic ? { kind: 'system', ref, name, handles: [] } : { kind: 'person', ref, name, handles: [] }
}

/** Whether the name of a job, a workflow or a stage says that it brings a change to where it runs. */
export function isDeployName(...names: readonly string[]): boolean {
  return names.some((name) =>
    /(?:^|[^a-z])(?:(?:auto[-_ ]?)?deploy\w*|releas(?:e|es|ing)|roll-?out|roll-?back|promot(?:e|ion)|publish|ship|cd)(?:$|[^a-z])/i.test(
      name,
    ),
  )
}

/** Whether an environment, by its name, is one that customers do not use. */
export function isRehearsal(environment: string): boolean {
  return /^(?:stag(?:e|ing)|dev|develop(?:ment)?|tests?|testing|qa|preview|review|sandbox|ci|local|pr-?\d*)(?:$|[^a-z])/i.test(
    environment,
  )
}

/**
 * The commit a deploy may be joined by with what other sources tell of it: one that worked, where customers are.
 * The same commit goes to many places and is tried again; those are deploys of their own.
 */
export function deployedCommit(sha: string, environment: string, hasFailed: boolean): readonly string[] {
  return !hasFailed && /^(?:prod|production|live)$/i.test(environment) ? commitNames(sha) : []
}

/** What one record of a tool has of its own; the rest is the same for all of that tool. */
export interface Own {
  readonly key: string
  readonly at: Moment | null
  readonly kind: EventKind
  readonly text: string
  readonly basis?: EvidenceDraft['basis']
  readonly until?: string
  readonly link?: string
  readonly thread?: string
  readonly marks?: readonly string[]
  readonly correlates?: readonly string[]
}

/** A record as evidence. An end that is not later than the beginning is no span; an empty link is none. */
export function changeDraft(
  tool: Pick<EvidenceDraft, 'source' | 'speaker' | 'place'> & { readonly link: string },
  own: Own,
): EvidenceDraft {
  const { source, speaker, place } = tool
  const link = own.link ?? tool.link
  const isLonger = own.until !== undefined && own.at !== null && own.until > own.at.at
  return {
    source,
    key: own.key,
    happenedAt: own.at,
    basis: own.basis ?? 'occurred',
    ...(isLonger && own.until !== undefined ? { until: own.until } : {}),
    sequence: `${own.at?.at ?? ''} ${own.key}`,
    kind: own.kind,
    speaker,
    text: own.text,
    place,
    ...(own.thread === undefined ? {} : { thread: own.thread }),
    ...(link === '' ? {} : { link }),
    marks: own.marks ?? [],
    correlates: own.correlates ?? [],
  }
}
