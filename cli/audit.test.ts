import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { type AuditEntry, type AuditLine, auditText, beforeTheFirst } from '@secondstory/review/model/audit'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { audit } from './commands/audit.ts'
import { openFolder, type Ran, runCommand, runProgram } from './testing.ts'

const folder = openFolder('audit')

function chained(entries: readonly AuditEntry[]): readonly AuditLine[] {
  const lines: AuditLine[] = []
  for (const entry of entries) {
    const text = auditText(entry, lines.at(-1)?.hash ?? beforeTheFirst)
    lines.push({ ...entry, hash: createHash('sha256').update(text).digest('hex') })
  }
  return lines
}

const entries = Array.from({ length: 6 }, (_, index) => ({
  number: index + 1,
  at: `2026-03-12T12:00:0${index}.000Z`,
  personId: index === 2 ? null : 'somebody',
  operation: 'listParticipants',
  noun: 'register' as const,
  rowId: `row ${index}`,
  wasRefused: index === 4,
}))
const log = chained(entries)
const lastHash = log.at(-1)?.hash ?? ''

function verify(lines: unknown): Promise<Ran> {
  return runCommand(audit, ['verify', folder.file('log.json', JSON.stringify(lines))])
}

describe('secondstory audit verify, with a file', () => {
  it('says that a whole log is whole, and prints the hash to keep', async () => {
    for (const lines of [log, { items: log, next: null }]) {
      const { out, code } = await verify(lines)
      expect([out, code]).toEqual([`The audit log is whole: 6 lines, the last hash is ${lastHash}.\n`, 0])
    }
  })

  it('says that an empty log is whole', async () => {
    const { out, code } = await verify([])
    expect([out, code]).toEqual([`The audit log is whole: 0 lines, the last hash is ${beforeTheFirst}.\n`, 0])
  })

  it.each([
    ['a line was altered', log.map((line, at) => (at === 2 ? { ...line, rowId: 'another row' } : line)), 3],
    [
      'a line was made somebody else',
      log.map((line, at) => (at === 2 ? { ...line, personId: 'me' } : line)),
      3,
    ],
    ['a line was taken out', log.toSpliced(3, 1), 4],
    [
      'a line was taken out and the rest renumbered',
      log.toSpliced(3, 1).map((line, at) => ({ ...line, number: at + 1 })),
      4,
    ],
    ['the first line was taken out', log.slice(1), 1],
  ])('finds the place when %s', async (_what, lines, place) => {
    const { out, code } = await verify(lines)
    expect(out).toContain(`does not hold from line ${place} on`)
    expect(code).toBe(1)
  })

  it('a log that was cut off is whole by itself, and shows against the hash that was kept', async () => {
    const cut = log.slice(0, 4)
    expect((await verify(cut)).code).toBe(0)
    const against = ['verify', '--last-hash', lastHash, folder.file('cut.json', JSON.stringify(cut))]
    const { out, code } = await runCommand(audit, against)
    expect(out).toContain('no longer holds the hash')
    expect(code).toBe(1)
    const longer = chained([...entries, ...entries.slice(0, 1).map((entry) => ({ ...entry, number: 7 }))])
    const goneOn = ['verify', folder.file('longer.json', JSON.stringify(longer)), '--last-hash', lastHash]
    expect((await runCommand(audit, goneOn)).code).toBe(0)
  })

  it('what is no log is trouble, in one sentence', async () => {
    for (const text of ['{}', 'not JSON', '[{"number":1}]', '[7]']) {
      const { err, out, code } = await runCommand(audit, ['verify', folder.file('bad.json', text)])
      expect([out, code]).toEqual(['', 2])
      expect(err.trim().split('\n')).toHaveLength(1)
    }
    expect((await runCommand(audit, ['verify', '/nowhere/log.json'])).code).toBe(2)
  })

  it('works as a shell would run it', () => {
    const { out, code } = runProgram(['audit', 'verify', folder.file('log.json', JSON.stringify(log))])
    expect([out.includes('is whole'), code]).toEqual([true, 0])
  })
})

describe('secondstory audit verify, against an installation', () => {
  afterEach(() => vi.unstubAllEnvs())

  async function against(
    status: number,
    body: string,
    args: readonly string[] = [],
  ): Promise<Ran & { asked: string }> {
    let asked = ''
    const server = createServer((request, response) => {
      asked = `${request.method} ${request.url} ${request.headers.authorization}`
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })
    await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready))
    const at = server.address()
    vi.stubEnv('SECONDSTORY_URL', `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}/`)
    vi.stubEnv('SECONDSTORY_TOKEN', 'sst_a_token')
    const ran = await runCommand(audit, ['verify', ...args])
    await new Promise((done) => server.close(done))
    return { ...ran, asked }
  }

  it('asks it with the token, and says what it answers', async () => {
    const whole = { isWhole: true, lines: 6, brokenAt: null, lastHash }
    expect(await against(200, JSON.stringify(whole))).toMatchObject({
      asked: 'POST /api/checkAudit Bearer sst_a_token',
      out: `The audit log is whole: 6 lines, the last hash is ${lastHash}.\n`,
      code: 0,
    })
    const broken = { isWhole: false, lines: 6, brokenAt: 3, lastHash }
    expect(await against(200, JSON.stringify(broken))).toMatchObject({ code: 1 })
  })

  it('a refusal and another answer are trouble', async () => {
    expect(await against(401, '{"error":{"sentence":"Nobody is signed in here."}}')).toMatchObject({
      code: 2,
    })
    expect(await against(200, '{"lines":6}')).toMatchObject({ code: 2 })
    vi.stubEnv('SECONDSTORY_URL', undefined)
    expect((await runCommand(audit, ['verify'])).err).toContain('SECONDSTORY_URL')
  })
})
