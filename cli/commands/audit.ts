import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { type AuditCheck, type AuditLine, checkLines } from '@secondstory/review/model/audit'

const help = `Usage: secondstory audit verify [--last-hash HASH] [FILE]

Checks that no line of the audit log was changed, added or taken out.

With FILE (JSON, as listAudit answers it: {"items": […]} or a list of lines) nothing is asked of a server.
Without it the installation at SECONDSTORY_URL is asked with the token in SECONDSTORY_TOKEN.

Keep the last hash it prints somewhere else: a log that was cut off later no longer holds it, and --last-hash says so.
Exit codes: 0 the log is whole, 1 it is not, 2 trouble.
`

/** `secondstory audit verify`: the answer in one line, and the hash to keep. */
export async function audit(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args
  const asked = readArguments(rest)
  if (verb !== 'verify' || asked === null) {
    process.stdout.write(help)
    return verb === undefined || [verb, ...rest].some((each) => each === '--help' || each === '-h') ? 0 : 2
  }
  const { file, kept } = asked
  try {
    const check =
      file === null ? await askServer(process.env, kept) : readDump(await readFile(file, 'utf8'), kept)
    process.stdout.write(`${inWords(check)}\n`)
    return check.isWhole && check.holdsKept !== false ? 0 : 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

interface Arguments {
  readonly file: string | null
  /** A last hash that was printed earlier. */
  readonly kept: string | null
}

/** Null when they are none of ours. */
function readArguments(args: readonly string[]): Arguments | null {
  const at = args.indexOf('--last-hash')
  const kept = at === -1 ? null : (args[at + 1] ?? '').toLowerCase()
  const files = at === -1 ? args : args.toSpliced(at, 2)
  const isClear = files.length <= 1 && !files.some((each) => each.startsWith('-'))
  return isClear && (kept === null || /^[0-9a-f]{64}$/.test(kept)) ? { file: files[0] ?? null, kept } : null
}

/** The answer of a check, as people read it. */
export function inWords({ isWhole, lines, brokenAt, lastHash, holdsKept }: AuditCheck): string {
  if (isWhole && holdsKept === false) {
    return `The audit log no longer holds the hash that was kept: its ${lines} lines follow from each other, and those after them were cut off. The last hash is ${lastHash}.`
  }
  return isWhole
    ? `The audit log is whole: ${lines} lines, the last hash is ${lastHash}.`
    : `The audit log does not hold from line ${brokenAt} on; the lines before it end with ${lastHash}.`
}

/** Checks a log that was written to a file. */
export function readDump(text: string, kept: string | null): AuditCheck {
  const read: unknown = JSON.parse(text)
  const lines = Array.isArray(read) ? read : itemsOf(read)
  return checkLines(lines.map(lineOf), (each) => createHash('sha256').update(each).digest('hex'), kept)
}

function itemsOf(read: unknown): readonly unknown[] {
  if (typeof read === 'object' && read !== null && 'items' in read && Array.isArray(read.items))
    return read.items
  throw new Error('The file holds no list of lines; listAudit answers one.')
}

function lineOf(read: unknown): AuditLine {
  if (typeof read !== 'object' || read === null) throw new Error('A line of the file is no object.')
  const line: Partial<AuditLine> = { ...read }
  const { number, at, operation, noun, hash, personId = null, rowId = null, wasRefused = false } = line
  if (number === undefined || at === undefined || operation === undefined)
    throw new Error('A line is not whole.')
  if (noun === undefined || hash === undefined) throw new Error('A line is not whole.')
  return { number, at, operation, noun, hash, personId, rowId, wasRefused }
}

async function askServer(settings: NodeJS.ProcessEnv, kept: string | null): Promise<AuditCheck> {
  const { SECONDSTORY_URL: address, SECONDSTORY_TOKEN: token } = settings
  if (address === undefined || token === undefined) {
    throw new Error('SECONDSTORY_URL and SECONDSTORY_TOKEN say which installation is asked, or name a file.')
  }
  const answer = await fetch(`${address.replace(/\/$/, '')}/api/checkAudit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(kept === null ? {} : { keptHash: kept }),
  })
  const body: unknown = await answer.json()
  if (!answer.ok) throw new Error(`The installation answered ${answer.status}: ${JSON.stringify(body)}`)
  const check: Partial<AuditCheck> = typeof body === 'object' && body !== null ? { ...body } : {}
  const { isWhole, lines, brokenAt = null, lastHash, holdsKept = null } = check
  if (isWhole === undefined || lines === undefined || lastHash === undefined) {
    throw new Error('The installation answered something else than a check of its log.')
  }
  return { isWhole, lines, brokenAt, lastHash, holdsKept }
}
