import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { type AuditCheck, type AuditLine, checkLines } from '@secondstory/review/model/audit'

const help = `Usage: secondstory audit verify [FILE]

Checks that no line of the audit log was changed, added or taken out.

With FILE (JSON, as listAudit answers it: {"items": […]} or a list of lines) nothing is asked of a server.
Without it the installation at SECONDSTORY_URL is asked with the token in SECONDSTORY_TOKEN.

Keep the last hash it prints somewhere else: a log that was cut off later no longer holds it.
Exit codes: 0 the log is whole, 1 it is not, 2 trouble.
`

/** `secondstory audit verify`: the answer in one line, and the hash to keep. */
export async function audit(args: readonly string[]): Promise<number> {
  const [verb, file] = args
  if (verb !== 'verify') {
    process.stdout.write(help)
    return verb === undefined || verb === '--help' || verb === '-h' ? 0 : 2
  }
  try {
    const check = file === undefined ? await askServer(process.env) : readDump(await readFile(file, 'utf8'))
    process.stdout.write(`${inWords(check)}\n`)
    return check.isWhole ? 0 : 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

/** The answer of a check, as people read it. */
export function inWords({ isWhole, lines, brokenAt, lastHash }: AuditCheck): string {
  return isWhole
    ? `The audit log is whole: ${lines} lines, the last hash is ${lastHash}.`
    : `The audit log does not hold from line ${brokenAt} on; the lines before it end with ${lastHash}.`
}

/** Checks a log that was written to a file. */
export function readDump(text: string): AuditCheck {
  const read: unknown = JSON.parse(text)
  const lines = Array.isArray(read) ? read : itemsOf(read)
  return checkLines(lines.map(lineOf), (each) => createHash('sha256').update(each).digest('hex'))
}

function itemsOf(read: unknown): readonly unknown[] {
  if (typeof read === 'object' && read !== null && 'items' in read && Array.isArray(read.items))
    return read.items
  throw new Error('The file holds no list of lines; listAudit answers one.')
}

function lineOf(read: unknown): AuditLine {
  if (typeof read !== 'object' || read === null) throw new Error('A line of the file is no object.')
  const line: Partial<AuditLine> = { ...read }
  const { number, at, operation, noun, hash, personId = null, rowId = null } = line
  if (number === undefined || at === undefined || operation === undefined)
    throw new Error('A line is not whole.')
  if (noun === undefined || hash === undefined) throw new Error('A line is not whole.')
  return { number, at, operation, noun, hash, personId, rowId }
}

async function askServer(settings: NodeJS.ProcessEnv): Promise<AuditCheck> {
  const { SECONDSTORY_URL: address, SECONDSTORY_TOKEN: token } = settings
  if (address === undefined || token === undefined) {
    throw new Error('SECONDSTORY_URL and SECONDSTORY_TOKEN say which installation is asked, or name a file.')
  }
  const answer = await fetch(`${address.replace(/\/$/, '')}/api/checkAudit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{}',
  })
  const body: unknown = await answer.json()
  if (!answer.ok) throw new Error(`The installation answered ${answer.status}: ${JSON.stringify(body)}`)
  const check: Partial<AuditCheck> = typeof body === 'object' && body !== null ? { ...body } : {}
  const { isWhole, lines, brokenAt = null, lastHash } = check
  if (isWhole === undefined || lines === undefined || lastHash === undefined) {
    throw new Error('The installation answered something else than a check of its log.')
  }
  return { isWhole, lines, brokenAt, lastHash }
}
