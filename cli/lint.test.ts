import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secondstory-lint-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function run(args: readonly string[], input = '') {
  const ran = spawnSync(process.execPath, ['--import', 'tsx', join(here, 'main.ts'), ...args], {
    input,
    encoding: 'utf8',
    cwd: here,
    env: { ...process.env, NO_COLOR: '' },
  })
  return { out: ran.stdout, err: ran.stderr, code: ran.status }
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

describe('secondstory lint', () => {
  it('shows place, words, reason, question and rewrite, and exits with 1 for an error', () => {
    const path = file('a.md', 'One 🙃 line.\n\n🙃 The cause was human error.\n')
    const { out, code } = run(['lint', path])
    expect(code).toBe(1)
    expect(out).toContain(`${path}:3:17 error An error named as a cause human-error\n`)
    expect(out).toContain(`    🙃 The cause was human error.\n${' '.repeat(4 + 17)}${'^'.repeat(11)}\n`)
    expect(out).toContain('Instead: a step that nothing checked (…).')
    expect(out.endsWith('1 file read: 1 error.\n')).toBe(true)
  })

  it('exits with 0 when nothing, or nothing of level error, stands', () => {
    expect(run(['lint', '-'], 'All was well.')).toMatchObject({
      code: 0,
      out: '1 file read, nothing found.\n',
    })
    expect(run(['lint', '-'], 'In hindsight we could have waited.').code).toBe(0)
  })

  it('reads a file as its name says it is written', () => {
    const html = file('page.html', '<p title="human error">It was &eacute; <b>human error</b>.</p>')
    expect(run(['lint', html]).out).toContain(`${html}:1:43 error`)
    const rst = file('page.rst', 'It printed::\n\n    the cause was human error\n')
    expect(run(['lint', rst]).out).toContain('nothing found')
  })

  it('reads folders, in the order of names, and only prose', () => {
    file('many/b.md', 'The cause was human error.')
    file('many/a/one.txt', 'The cause was human error.')
    file('many/code.ts', '// The cause was human error.')
    file('many/node_modules/x.md', 'The cause was human error.')
    const { out } = run(['lint', '--format', 'json', join(folder, 'many')])
    const paths = [...out.matchAll(/"path": "[^"]*\/(many\/[^"]+)"/g)].map((match) => match[1])
    expect(paths).toEqual(['many/a/one.txt', 'many/b.md'])
  })

  it('gives JSON with offsets, lines and columns', () => {
    const { out, code } = run(['lint', '--format=json', '-'], '🙃\r\n\r\n🙃 human error was the cause\r\n')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      files: [
        { path: 'standard input', findings: [{ rule: 'human-error', from: 9, to: 20, line: 3, column: 3 }] },
      ],
    })
  })

  it.each([
    ['a binary', Buffer.from([0x7f, 0x45, 0, 1, 2]), 'This is not a text file: it has zero bytes in it.'],
    [
      'Latin-1',
      Buffer.from([0x6d, 0xfc, 0x64, 0x65]),
      'This file is not UTF-8; saved as UTF-8 it can be read.',
    ],
  ])('says in one sentence what is wrong with %s', (name, content, sentence) => {
    const { err, code } = run(['lint', file(`bad-${name.length}.md`, content)])
    expect(err.trim().endsWith(sentence)).toBe(true)
    expect(code).toBe(2)
  })

  it('reads UTF-16 with a mark', () => {
    const bytes = Buffer.from('\ufeffThe cause was human error.', 'utf16le')
    expect(run(['lint', file('u16.md', bytes)]).out).toContain('u16.md:1:15 error')
  })

  it('goes on with the other files when one is not there, and exits with 2', () => {
    const { err, out, code } = run([
      'lint',
      join(folder, 'none.md'),
      file('c.md', 'The cause was human error.'),
    ])
    expect(err).toContain('none.md: There is no such file or folder.')
    expect(out).toContain('c.md:1:15')
    expect(code).toBe(2)
  })

  it('lets no control character of a file reach the terminal', () => {
    const { out } = run(['lint', '-'], 'The \u001b[31mcause was human error\u0007.')
    expect(out).toContain('human error')
    for (const control of ['\u001b', '\u0007']) expect(out).not.toContain(control)
  })

  it.each([
    [['lnt'], 'There is no command “lnt”. Did you mean “lint”?'],
    [['lint', '--formt', 'x'], "Unknown option '--formt'."],
    [['lint', '--format', 'xml', '-'], '--format is “xml”; it can be text or json.'],
    [['lint'], 'No file was named.'],
  ])('answers %j with a sentence and 2', (args, sentence) => {
    const { err, code } = run(args)
    expect(err).toContain(sentence)
    expect(code).toBe(2)
  })

  it('has help for itself and for each command', () => {
    expect(run(['--help'])).toMatchObject({ code: 0 })
    expect(run(['lint', '--help']).out).toContain('Usage: secondstory lint')
  })
})
