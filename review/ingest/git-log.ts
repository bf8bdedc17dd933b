/** Taking a git log apart, commit by commit; nothing of a diff or a list of files is kept. */

import type { FileView } from './source.ts'
import { textLines } from './windows.ts'

/** A commit as a log writes it; times are still text, and '' where the log has none. */
export interface WrittenCommit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly authorName: string
  readonly authorEmail: string
  readonly authoredAt: string
  readonly committedAt: string
  readonly references: string
  readonly message: string
}

/** A commit, or the piece of one that a cut left. */
export type LogPart = WrittenCommit | { readonly broken: string }

const FIELD = '\u001f'
const RECORD = '\u001e'
const sha = /^[0-9a-f]{40,64}$/

/** Whether a text is a log in the form we ask for. */
export function isFormed(text: string): boolean {
  const first = text.slice(0, 400).trimStart()
  return sha.test(first.slice(0, first.indexOf(FIELD)))
}

/** Commits of a log in the form we ask for. */
export function* formed(file: FileView): Generator<LogPart> {
  let record = ''
  for (const line of textLines(file)) {
    const [first = '', ...rest] = line.split(RECORD)
    // A message of a megabyte is no message; what is behind its start is of no use on a timeline.
    if (record.length < LONGEST_RECORD) record += first
    for (const next of rest) {
      yield formedCommit(record.trimStart()) ?? brokenCommit(record)
      record = next
    }
    record += '\n'
  }
  if (record.trim() !== '') yield brokenCommit(record)
}

const LONGEST_RECORD = 1_000_000

function brokenCommit(record: string): LogPart {
  return { broken: record.trimStart().slice(0, 1000).replaceAll(FIELD, ' ') }
}

function formedCommit(record: string): WrittenCommit | null {
  const fields = record.split(FIELD)
  if (fields.length < 10 || !sha.test(fields[0] ?? '')) return null
  const [name = '', parents = '', authorName = '', authorEmail = '', authoredAt = ''] = fields
  const [committedAt = '', references = '', subject = '', ...body] = fields.slice(7)
  return {
    sha: name,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    authorName,
    authorEmail,
    authoredAt,
    committedAt,
    references,
    message: `${subject}\n\n${body.join(' ')}`,
  }
}

interface Open {
  sha: string
  parents: string[]
  author: string
  authoredAt: string
  committedAt: string
  references: string
  readonly message: string[]
  /** Before its message, in it, or behind it, where diffs and lists of files stand. */
  part: 'head' | 'message' | 'behind'
}

const opening = /^commit ([0-9a-f]{7,64})((?: [0-9a-f]{7,64})*)(?: \(([^\n]{0,2000})\))?$/

/** Commits of a log as git prints it: the usual form, fuller or raw, with or without diffs behind. */
export function* commitsOf(file: FileView): Generator<LogPart> {
  let open: Open | null = null
  for (const line of textLines(file)) {
    const match = opening.exec(line)
    if (match !== null) {
      if (open !== null) yield closed(open)
      open = opened(match)
    } else if (open !== null) take(open, line)
  }
  if (open !== null) yield closed(open)
}

function opened(match: RegExpExecArray): Open {
  return {
    sha: match[1] ?? '',
    parents: (match[2] ?? '').split(' ').filter((parent) => parent !== ''),
    author: '',
    authoredAt: '',
    committedAt: '',
    references: match[3] ?? '',
    message: [],
    part: 'head',
  }
}

function closed(open: Open): LogPart {
  const { sha: name, parents, authoredAt, committedAt, references } = open
  if (authoredAt === '' && committedAt === '') return { broken: `commit ${name} ${open.author}` }
  const author = /^([^<]*)(?:<([^>]*)>)?/.exec(open.author)
  return {
    sha: name,
    parents,
    authorName: (author?.[1] ?? '').trim(),
    authorEmail: author?.[2] ?? '',
    authoredAt,
    committedAt,
    references,
    message: open.message.join('\n'),
  }
}

function take(open: Open, line: string): void {
  if (open.part === 'behind') return
  if (line.startsWith('    ')) {
    open.part = 'message'
    // One message of a megabyte is no message; what is behind its start is of no use on a timeline.
    if (open.message.length < 2000) open.message.push(line.slice(4))
  } else if (line.trim() === '') {
    if (open.part === 'message') open.message.push('')
  } else if (open.part === 'message') open.part = 'behind'
  else takeHead(open, line)
}

const head = /^(Merge|Author|AuthorDate|Date|CommitDate):\s+(.*)$/
const rawTime = /^(author|committer) (.*>) (\d{1,12} [+-]\d{4})$/

function takeHead(open: Open, line: string): void {
  const raw = rawTime.exec(line)
  if (raw !== null) {
    if (raw[1] === 'committer') open.committedAt = raw[3] ?? ''
    else {
      open.author = raw[2] ?? ''
      open.authoredAt = raw[3] ?? ''
    }
    return
  }
  if (line.startsWith('parent ')) open.parents.push(line.slice(7))
  const [, name, value = ''] = head.exec(line) ?? []
  if (name === 'Merge') open.parents = value.split(' ')
  if (name === 'Author') open.author = value
  if (name === 'AuthorDate' || name === 'Date') open.authoredAt = value
  if (name === 'CommitDate') open.committedAt = value
}
