import { readdirSync, readFileSync, statSync } from 'node:fs'
import { check } from '@secondstory/language'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lint } from './commands/lint.ts'
import { mended } from './fix.ts'
import { openFolder, runCommand, runProgram } from './testing.ts'

const folder = openFolder('fix')
const sure = 'The disk graph clearly showed a full volume.'

const find = (text: string) => check(text)

describe('--fix', () => {
  it('makes the rewrites that need no person, and no others', async () => {
    const path = folder.file('a.md', `${sure}\n\nThe cause was human error.\n`)
    const { out, code } = await runCommand(lint, ['--fix', path])
    expect(readFileSync(path, 'utf8')).toBe(
      'The disk graph showed a full volume.\n\nThe cause was human error.\n',
    )
    expect(out).toContain('1 file read, 1 rewrite made: 1 error.')
    expect(out).toContain(`${path}:3:15 error`)
    expect(code).toBe(1)
  })

  it('counts the words of what it mended', async () => {
    const { out } = await runCommand(lint, ['--fix', '--stats', folder.file('counted.md', `${sure}\n`)])
    expect(out).toMatch(/words read +7$/m)
  })

  it('names standard input by the place it would stand at, and passes on no half characters', () => {
    const named = runProgram(['lint', '--fix', '-', '--stdin-path', 'x.md'], 'It was human error.\n')
    expect(named.out).toBe('It was human error.\n')
    expect(named.err).toContain('x.md:1:8 error')
    const half = runProgram(['lint', '--fix', '-'], Buffer.from(`\ufeff\ud800 ${sure}`, 'utf16le'))
    expect(half).toMatchObject({ out: '', code: 2 })
    expect(half.err).toContain('standard input: This holds half characters')
  })

  it('leaves a file alone when it has nothing to mend, and leaves nothing beside it', async () => {
    const path = folder.file('alone/b.md', 'All was well.\n')
    const before = statSync(path)
    await runCommand(lint, ['--fix', path])
    expect(statSync(path).ino).toBe(before.ino)
    await runCommand(lint, ['--fix', folder.file('alone/c.md', sure)])
    expect(readdirSync(folder.path('alone'))).toEqual(['b.md', 'c.md'])
  })

  it('writes in the encoding, with the mark, the line ends and the rights the file had', async () => {
    const marked = folder.file('mark.md', `\ufeff${sure}\r\nTwo.\r\n`)
    await runCommand(lint, ['--fix', marked])
    expect(readFileSync(marked, 'utf8')).toBe('\ufeffThe disk graph showed a full volume.\r\nTwo.\r\n')
    const wide = folder.file('wide.md', Buffer.from(`\ufeff${sure}`, 'utf16le').swap16())
    await runCommand(lint, ['--fix', wide])
    expect(readFileSync(wide).swap16().toString('utf16le')).toBe('\ufeffThe disk graph showed a full volume.')
  })

  it('never touches a file it could not read to the last byte', async () => {
    const half = Buffer.from(`\ufeff\ud800 one.\n\n${sure}`, 'utf16le')
    const path = folder.file('half.md', half)
    const { err, code } = await runCommand(lint, ['--fix', path])
    expect(err).toContain('half characters')
    expect(code).toBe(2)
    expect(readFileSync(path).equals(half)).toBe(true)
  })

  it('turns standard input into standard output, and tells what is left beside it', () => {
    const { out, err, code } = runProgram(['lint', '--fix', '-'], `${sure} The cause was human error.`)
    expect(out).toBe('The disk graph showed a full volume. The cause was human error.')
    expect(err).toContain('1 error')
    expect(code).toBe(1)
  })

  it('twice is once, whatever the text', () => {
    const parts = fc.constantFrom(
      sure,
      'The root cause was an empty region list.',
      'They clearly and obviously knew, a careless push.',
      'Who approved the change?',
      'The cause was human error.',
      'The guard was off. <!-- secondstory-keep hero: because it is a title -->',
      '\n\n',
      '## Timeline\n\n',
      '- ',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (list) => {
        const once = mended(list.join(''), find)
        const twice = mended(once.text, find)
        expect(twice.text).toBe(once.text)
        expect(twice.fixed).toBe(0)
      }),
      { numRuns: 150 },
    )
  })
})
