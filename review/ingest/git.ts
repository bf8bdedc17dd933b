/**
 * The log of a git repository: in the form we ask for, which tells both clocks of a commit, and as `git log`
 * prints it by itself. The committer's clock decides where it is known; the author's may be weeks older after
 * a rebase. A commit is not yet a deploy. Names are taken as the log gives them, after its mailmap.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { accountSpeaker, commitNames, commitWords, shortSha } from './changes.ts'
import { correlatesOf } from './correlations.ts'
import { type GitDate, gitDate } from './git-dates.ts'
import { commitsOf, formed, isFormed, type WrittenCommit } from './git-log.ts'
import type { FileView, Inspection, ReadOptions, Source, SourceRecord } from './source.ts'
import { isNotUnderstood, Unreadable } from './source.ts'
import { refuseUntextual } from './windows.ts'
import { counted, excerpt, fingerprintOf, looksBinary, openingOf } from './words.ts'

/** The form to ask for, as an argument of `git log`; names and addresses pass through the mailmap. */
export const gitLogFormat =
  '--format=%H%x1f%P%x1f%aN%x1f%aE%x1f%aI%x1f%cN%x1f%cE%x1f%cI%x1f%D%x1f%s%x1f%b%x1e'

function authorOf({ authorName, authorEmail }: WrittenCommit): EvidenceDraft['speaker'] {
  const name = authorName.trim()
  const isMachine = /\[bot\]@|^(?:noreply|actions)@/.test(authorEmail)
  // An address names one person in every clone, and is itself nobody's business.
  const ref = authorEmail === '' ? name : fingerprintOf(authorEmail.toLowerCase())
  return accountSpeaker(`git:${ref}`, name, isMachine)
}

/** Names of tags and branches that stood beside the commit. */
function referencesOf(written: string): {
  readonly tags: readonly string[]
  readonly branches: readonly string[]
} {
  const names = written
    .split(', ')
    .map((name) => name.replace(/^HEAD -> /, '').trim())
    .filter((name) => name !== '' && name !== 'HEAD')
  const tags = names.filter((name) => name.startsWith('tag: ')).map((name) => name.slice(5))
  return { tags, branches: names.filter((name) => !name.startsWith('tag: ')) }
}

const SAME_MOMENT_MS = 60_000

function marksOf(commit: WrittenCommit, at: Moment | null, authored: GitDate): readonly string[] {
  const { tags, branches } = referencesOf(commit.references)
  const reverted = /\bThis reverts commit ([0-9a-f]{7,64})/.exec(commit.message)?.[1]
  const older = authored.moment
  const isOlder =
    at !== null && older !== null && Math.abs(Date.parse(at.at) - Date.parse(older.at)) > SAME_MOMENT_MS
  return [
    ...(commit.parents.length > 1 ? ['merge'] : []),
    ...(reverted === undefined ? [] : [`reverts:${shortSha(reverted)}`]),
    ...(isOlder ? [`authored:${older.at}`] : []),
    ...tags.map((tag) => `tag:${tag}`),
    ...branches.map((branch) => `branch:${branch}`),
  ]
}

function recordOf(commit: WrittenCommit, fileName: string, zone: string | undefined): SourceRecord {
  const authored = gitDate(commit.authoredAt, zone)
  const hasCommitter = commit.committedAt !== ''
  const date = hasCommitter ? gitDate(commit.committedAt, zone) : authored
  if (date.moment === null && date.lacks === null) {
    return {
      notUnderstood: `The date of commit ${shortSha(commit.sha)} cannot be placed; write the log again with --date=iso.`,
      text: excerpt(commit.committedAt || commit.authoredAt),
      place: fileName,
    }
  }
  return draftOf({ commit, fileName, date, authored, hasCommitter, zone })
}

interface Dated {
  readonly commit: WrittenCommit
  readonly fileName: string
  readonly date: GitDate
  readonly authored: GitDate
  readonly hasCommitter: boolean
  readonly zone: string | undefined
}

function draftOf({ commit, fileName, date, authored, hasCommitter, zone }: Dated): EvidenceDraft {
  const at = date.moment
  const text = commitWords(commit.message)
  const { tags } = referencesOf(commit.references)
  return {
    source: 'git',
    key: `git:commit:${commit.sha}`,
    happenedAt: at,
    basis: hasCommitter ? 'recorded' : 'written',
    ...(date.isAssumed && zone !== undefined ? { zoneAssumed: zone } : {}),
    // A rebase gives many commits one second; their authors' clocks still tell their order, in any file.
    sequence: `${at?.at ?? ''} ${authored.moment?.at ?? ''} ${commit.sha}`,
    kind: 'commit',
    speaker: authorOf(commit),
    text: text === '' ? `Commit ${shortSha(commit.sha)} without a message` : text,
    place: fileName.split('/').at(-1) ?? fileName,
    marks: [...marksOf(commit, at, authored), ...(date.lacks === 'zone' ? ['zone-missing'] : [])],
    correlates: [
      ...new Set([
        ...commitNames(commit.sha),
        ...tags.map((tag) => `version:${tag}`),
        ...correlatesOf(text).filter((name) => !name.startsWith('commit:')),
      ]),
    ],
  }
}

function* readLog(file: FileView, { zone }: Pick<ReadOptions, 'zone'>): Generator<SourceRecord> {
  refuseUntextual(file)
  const seen = new Set<string>()
  for (const commit of isFormed(openingOf(file, 1024)) ? formed(file) : commitsOf(file)) {
    if ('broken' in commit) {
      yield {
        notUnderstood: 'A commit stops in the middle; the log was cut off.',
        text: excerpt(commit.broken),
        place: file.name,
      }
    } else if (!seen.has(commit.sha)) {
      seen.add(commit.sha)
      yield recordOf(commit, file.name, zone)
    }
  }
  if (seen.size === 0) throw new Unreadable(`${file.name} holds no whole commit; write the log again.`)
}

function* inspectLog(file: FileView): Generator<number, Inspection> {
  let records = 0
  let understood = 0
  let zoneNeeded = false
  let firstAt: string | null = null
  let lastAt: string | null = null
  for (const record of readLog(file, {})) {
    records++
    if (records % 500 === 0) yield records
    if (isNotUnderstood(record)) continue
    understood++
    if (record.marks.includes('zone-missing')) zoneNeeded = true
    const at = record.happenedAt?.at
    if (at === undefined) continue
    if (firstAt === null || at < firstAt) firstAt = at
    if (lastAt === null || at > lastAt) lastAt = at
  }
  return {
    describes: `A git log with ${counted(understood, 'commit')}.`,
    records,
    firstAt,
    lastAt,
    zoneNeeded,
    dayNeeded: false,
  }
}

/** `git log`, as we ask for it and as it comes. */
export const git: Source = {
  name: 'git',
  describes: 'git log (text)',
  recognises(file) {
    if (looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
    const opening = openingOf(file, 16_384)
    if (isFormed(opening)) return 0.97
    return /^\s*(?:\$[^\n]{0,200}\n\s*)?commit [0-9a-f]{7,64}\b[^\n]*\r?\n(?:(?:Merge|Reflog[^:\n]*): [^\n]*\r?\n)*(?:Author: |tree [0-9a-f])/.test(
      opening,
    )
      ? 0.96
      : 0
  },
  inspect: inspectLog,
  read: readLog,
}
