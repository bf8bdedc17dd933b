import { chmodSync, symlinkSync, truncateSync } from 'node:fs'
import process from 'node:process'
import { humanError } from '@secondstory/language/rules/human-error'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { lint } from './commands/lint.ts'
import { openFolder, runCommand, runProgram } from './testing.ts'

const folder = openFolder('lint')
const BLAMING = 'The cause was human error.'

const run = (...args: readonly string[]) => runCommand(lint, args)

afterEach(() => vi.restoreAllMocks())

describe('secondstory lint', () => {
  it('shows place, words, reason, question and rewrite, and exits with 1 for an error', async () => {
    const path = folder.file('a.md', 'One 🙃 line.\n\n🙃 The cause was human error.\n')
    const { out, code } = await run(path)
    expect(code).toBe(1)
    expect(out).toContain(`${path}:3:17 error An error named as a cause human-error\n`)
    expect(out).toContain(`    🙃 The cause was human error.\n${' '.repeat(4 + 17)}${'^'.repeat(11)}\n`)
    expect(out).toContain('Instead: a step that nothing checked (…).')
    expect(out.endsWith('1 file read: 1 error.\n')).toBe(true)
  })

  it('reads standard input, and exits with 0 when nothing of level error stands', () => {
    expect(runProgram(['lint', '-'], 'In hindsight we could have waited.')).toMatchObject({
      code: 0,
      err: '',
    })
    expect(runProgram(['lint', '-'], 'All was well.')).toEqual({
      code: 0,
      out: '1 file read, nothing found.\n',
      err: '',
    })
  })

  it('reads a file as its name says it is written', async () => {
    const html = folder.file('page.html', '<p title="human error">It was &eacute; <b>human error</b>.</p>')
    expect((await run(html)).out).toContain(`${html}:1:43 error`)
    const rst = folder.file('page.rst', 'It printed::\n\n    the cause was human error\n')
    expect((await run(rst)).out).toContain('nothing found')
  })

  it('gives JSON with offsets, lines and columns in code points', async () => {
    const path = folder.file('places.md', '🙃\r\n\r\n🙃 human error was the cause\r\n')
    const { out, code } = await run('--format=json', path)
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      files: [
        {
          path,
          findings: [{ rule: 'human-error', from: 9, to: 20, line: 3, column: 3, endLine: 3, endColumn: 14 }],
        },
      ],
    })
  })

  it('goes on with the other files when one is not there, and exits with 2', async () => {
    const { err, out, code } = await run(folder.path('none.md'), folder.file('c.md', BLAMING))
    expect(err).toContain('none.md: There is no such file or folder.')
    expect(out).toContain('c.md:1:15')
    expect(code).toBe(2)
  })

  it('lets no control character of a name reach the terminal', async () => {
    const { err } = await run(folder.path('no\u001b]2;pe.md'))
    expect(err).toContain('no]2;pe.md: There is no such file or folder.')
  })

  it('lets no control character of a file reach the terminal', async () => {
    const { out } = await run(folder.file('control.md', 'The \u001b[31mcause was human error\u0007.'))
    expect(out).toContain('human error')
    for (const control of ['\u001b', '\u0007']) expect(out).not.toContain(control)
  })

  it.each([
    [['--formt', 'x'], "Unknown option '--formt'. Did you mean “--format”?"],
    [['--format', 'xml', '-'], '--format is “xml”; it can be text, json, sarif, github or junit.'],
    [['--level', 'bad', '-'], '--level is “bad”; it can be error, warning or hint.'],
    [['--config', 'a', '--no-config', '-'], '--config and --no-config were both given;'],
    [['--fix', '-', 'a.md'], '“-” has to stand alone'],
    [[], 'No file was named.'],
  ])('answers %j with a sentence and 2', async (args, sentence) => {
    const { err, code, out } = await run(...args)
    expect(err).toContain(sentence)
    expect(err.trim()).not.toContain('\n')
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it('has help for itself and for each command, and knows a command nearly right', () => {
    expect(runProgram(['--help'])).toMatchObject({ code: 0 })
    expect(runProgram(['lint', '--help']).out).toContain('Usage: secondstory lint')
    expect(runProgram(['lnt'])).toMatchObject({
      code: 2,
      err: 'There is no command “lnt”. Did you mean “lint”?\n',
    })
  })

  it('lists the rules', async () => {
    const { out } = await run('--rules')
    expect(out).toMatch(/^human-error +An error named as a cause$/m)
  })
})

describe('which files', () => {
  it('reads folders, in the order of names, and only prose that git does not ignore', async () => {
    folder.file('many/.git/HEAD', 'ref: refs/heads/main\n')
    folder.file('many/.gitignore', 'drafts/\n*.tmp.md\n')
    folder.file('many/b.md', BLAMING)
    folder.file('many/a/one.txt', BLAMING)
    folder.file('many/a/.gitignore', 'two.md\n!kept.tmp.md\n')
    folder.file('many/a/two.md', BLAMING)
    folder.file('many/a/kept.tmp.md', BLAMING)
    folder.file('many/x.tmp.md', BLAMING)
    folder.file('many/drafts/x.md', BLAMING)
    folder.file('many/code.ts', `// ${BLAMING}`)
    folder.file('many/node_modules/x.md', BLAMING)
    expect(await pathsOf(folder.path('many'))).toEqual(['many/a/kept.tmp.md', 'many/a/one.txt', 'many/b.md'])
    // The ignore files above a folder count too, and a file that is named is always read.
    expect(await pathsOf(folder.path('many/a'))).toEqual(['many/a/kept.tmp.md', 'many/a/one.txt'])
    expect(await pathsOf(folder.path('many/x.tmp.md'))).toEqual(['many/x.tmp.md'])
  })

  it('follows no link that leads back, and says what an empty path is', async () => {
    const path = folder.file('around/a.md', BLAMING)
    symlinkSync('.', folder.path('around/again'))
    const { out } = await run('--format', 'json', folder.path('around/**/*.md'))
    expect(out.match(/"path": .*/g)).toEqual([`"path": ${JSON.stringify(path)},`])
    const empty = await run('')
    expect(empty).toMatchObject({ err: expect.stringMatching(/^One of the paths is empty;/), code: 2 })
  })

  it('reads patterns, each file once, without what git ignores', async () => {
    expect(await pathsOf(folder.path('many/**/*.md'), folder.path('many/b.md'))).toEqual([
      'many/a/kept.tmp.md',
      'many/b.md',
    ])
    expect(await pathsOf(folder.path('many/**'))).toEqual([
      'many/a/kept.tmp.md',
      'many/a/one.txt',
      'many/b.md',
    ])
    expect((await run(folder.path('many/**/*.rst'))).err).toContain('No file matches this pattern;')
  })

  async function pathsOf(...paths: readonly string[]) {
    const { out } = await run('--format', 'json', ...paths)
    return [...out.matchAll(/"path": "[^"]*\/(many\/[^"]+)"/g)].map((match) => match[1])
  }
})

describe('configuration', () => {
  it('counts for the files below it, and can be named or left out', async () => {
    const path = folder.file('conf/a.md', BLAMING)
    folder.file('conf/secondstory.config.json', '{ "rules": { "human-error": "hint" } }')
    const other = folder.file('other.json', '{ "rules": { "human-error": "off" } }')
    expect((await run(path)).out).toContain('1 file read: 1 hint.')
    expect((await run('--config', other, path)).out).toContain('nothing found')
    expect((await run('--no-config', path)).out).toContain('1 error')
    expect((await run('--config', folder.path('none.json'), path)).err).toContain('There is no such file;')
    const { out } = runProgram(['lint', '-', '--stdin-path', folder.path('conf/b.md')], BLAMING)
    expect(out).toContain('1 hint')
  })

  it('that is wrong is told once, and nothing below it is said to be well', async () => {
    folder.file('wrong/secondstory.config.json', '{\n  "rules": { "humen-error": "off" }\n}')
    folder.file('wrong/a.md', BLAMING)
    folder.file('wrong/b.md', BLAMING)
    const { err, out, code } = await run(folder.path('wrong'))
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toContain('secondstory.config.json:2: “humen-error” is no rule; did you mean “human-error”?')
    expect(out).toBe('0 files read, nothing found.\n')
    expect(code).toBe(2)
  })
})

describe('input of every kind', () => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

  it.each([
    ['a binary', Buffer.from([0x7f, 0x45, 0, 1, 2]), 'This is not a text file: it has zero bytes in it.'],
    ['Latin-1', Buffer.from([0x6d, 0xfc, 0x64]), 'This file is not UTF-8; saved as UTF-8 it can be read.'],
    ['half characters in UTF-8', Buffer.from([0x61, 0xed, 0xa0, 0x80]), 'This file is not UTF-8;'],
  ])('%s is answered with one sentence', async (name, content, sentence) => {
    const { err, code } = await run(folder.file(`bad/${name.replaceAll(' ', '-')}.md`, content))
    expect(err).toContain(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(2)
  })

  it.each([
    ['UTF-16 with a mark', utf16(BLAMING), '1:15'],
    ['UTF-16, the other way round', utf16(BLAMING).swap16(), '1:15'],
    ['UTF-16 with half characters', utf16(`\ud800 ${BLAMING}`), '1:17'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${BLAMING}`), '1:15'],
    ['Windows line ends', 'One.\r\n\r\nThe cause was human error.\r\n', '3:15'],
    ['right-to-left words and emoji', 'שלום 👩‍🚒 עולם. The cause was human error.', '1:30'],
    [
      'front matter that cannot be parsed',
      '---\ntitle: "open\n: [\n---\n\nThe cause was human error.\n',
      '6:15',
    ],
    ['front matter that is never closed', '---\ntitle: x\n\nThe cause was human error.\n', '4:15'],
  ])('%s is read, with its place', async (name, content, place) => {
    const path = folder.file(`good/${name.replaceAll(' ', '-')}.md`, content)
    const { out, code } = await run(path)
    expect(out).toContain(`${path}:${place} error An error named as a cause`)
    expect(code).toBe(1)
  })

  it('more than 128 MB is refused without being read, since nobody wrote that as a document', async () => {
    const path = folder.file('huge.md', '')
    truncateSync(path, 128 * 1024 * 1024 + 1)
    expect((await run(path)).err).toContain('larger than 128 MB')
  })

  it('several megabytes on one line are answered', async () => {
    const path = folder.file('long.md', `${'word and word '.repeat(300_000)}${BLAMING}`)
    expect((await run(path)).out).toContain(`${path}:1:`)
  })

  it('a link that leads back to itself, and a path below a file', async () => {
    symlinkSync('loop.md', folder.path('loop.md'))
    expect((await run(folder.path('loop.md'))).err).toContain('This link leads back to itself.')
    const below = `${folder.file('plain.md', 'All was well.')}/x.md`
    expect((await run(below)).err).toContain('There is no such file or folder.')
  })

  // The keeper of a machine may read everything, so this shows something to all other accounts only.
  it.skipIf(process.getuid?.() === 0)('a folder that may not be read', async () => {
    folder.file('closed/a.md', BLAMING)
    chmodSync(folder.path('closed'), 0)
    const { err, code } = await run(folder.path('closed'))
    chmodSync(folder.path('closed'), 0o755)
    expect(err).toContain('closed: Reading this is not permitted for the current account.')
    expect(code).toBe(2)
  })

  it('a rule that stops is told as a defect of ours, beside everything else', async () => {
    vi.spyOn(humanError, 'find').mockImplementation(() => {
      throw new Error('provoked')
    })
    const { out, code } = await run(folder.file('stop.md', 'By human error we should have waited.'))
    expect(out).toContain('engine-defect')
    expect(out).toContain('should-have')
    expect(code).toBe(1)
  })
})
