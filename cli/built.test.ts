import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openFolder } from './testing.ts'

// What only the built program does: several threads, and what others run (the GitHub Action, the pre-commit hooks).

const top = join(dirname(fileURLToPath(import.meta.url)), '..')
const program = join(top, 'cli', 'secondstory.cjs')
const folder = openFolder('built')
const BLAMING = 'The cause was human error.'

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(top, 'run', 'build.mjs'), '--terminal'], {
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(built.stdout + built.stderr)
}, 60_000)

describe('several threads', () => {
  it('give the same findings in the same order as one, and tell what cannot be read', () => {
    const long = `${'The probe read an old value. '.repeat(40_000)}\n\n${BLAMING}\n`
    for (const name of ['a', 'b', 'c', 'd']) folder.file(`threads/${name}.md`, long)
    folder.file('threads/e.md', Buffer.from([0, 1]))
    const ran = spawnSync(process.execPath, [program, 'lint', '--stats', folder.path('threads')], {
      encoding: 'utf8',
    })
    const order = [...ran.stdout.matchAll(/threads\/(\w)\.md:3:15 error/g)].map((match) => match[1])
    expect(order).toEqual(['a', 'b', 'c', 'd'])
    expect(ran.stderr).toContain('e.md: This is not a text file')
    expect(ran.stdout).toMatch(/words read +960020\n/)
    expect(ran.status).toBe(2)
  }, 60_000)
})

interface Step {
  readonly id?: string
  readonly run?: string
}

describe('the GitHub Action', () => {
  it('annotates, writes SARIF and fails for an error, with the very command of action.yml', () => {
    const action: { readonly runs: { readonly steps: readonly Step[] } } = parse(
      readFileSync(join(top, 'action.yml'), 'utf8'),
    )
    const command = action.runs.steps.find(({ id }) => id === 'lint')?.run ?? ''
    folder.file('repository/.git/HEAD', 'ref: refs/heads/main\n')
    folder.file('repository/.gitignore', 'drafts/\n')
    folder.file('repository/docs/one.md', `# One\n\n${BLAMING}\n`)
    folder.file('repository/drafts/two.md', BLAMING)
    folder.file('repository/a note.txt', 'All was well.\n')
    const run = (paths: string) =>
      spawnSync('bash', ['-e', '-o', 'pipefail', '-c', command], {
        encoding: 'utf8',
        cwd: folder.path('repository'),
        env: {
          ...process.env,
          ACTION_PATH: top,
          PATHS: paths,
          LEVEL: 'warning',
          SARIF: 'findings.sarif',
          GITHUB_OUTPUT: folder.path('output'),
        },
      })
    const all = run('.\n')
    expect(all.stdout).toMatch(
      /^::error file=docs\/one\.md,line=3,endLine=3,col=15,endColumn=26,title=[^\n]*\n$/,
    )
    expect({ status: all.status, err: all.stderr }).toEqual({ status: 1, err: '' })
    expect(JSON.parse(readFileSync(folder.path('repository/findings.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'human-error' }] }],
    })
    expect(readFileSync(folder.path('output'), 'utf8')).toBe('sarif=findings.sarif\n')
    expect(run('a note.txt\n*.md')).toMatchObject({ status: 2, stdout: '' })
    expect(run('a note.txt')).toMatchObject({ status: 0, stdout: '' })
  }, 60_000)
})

describe('the pre-commit hooks', () => {
  it('name commands that exist', () => {
    const hooks: readonly { readonly entry: string }[] = parse(
      readFileSync(join(top, '.pre-commit-hooks.yaml'), 'utf8'),
    )
    for (const { entry } of hooks) {
      const [file = '', ...words] = entry.split(' ')
      expect(existsSync(join(top, file))).toBe(true)
      const path = folder.file('hook.md', BLAMING)
      expect(spawnSync(join(top, file), [...words, path], { encoding: 'utf8' }).status, entry).toBe(1)
    }
  })
})
