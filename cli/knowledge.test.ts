import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { knowledge } from './commands/knowledge.ts'
import { runCommand } from './testing.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

interface Commit {
  readonly by: string
  readonly files?: Readonly<Record<string, string>>
  readonly moves?: Readonly<Record<string, string>>
  readonly removes?: readonly string[]
  readonly message?: string
  readonly address?: string
}

/** A real repository from a list of commits, made by git's own fast import. */
function repository(commits: readonly Commit[], isBare = false): string {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'))
  made.push(folder)
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', ['-C', folder, ...args], { input, encoding: 'utf8' })
  git(['init', '-q', '-b', 'main', ...(isBare ? ['--bare'] : [])])
  const stream = commits.map(({ by, files, moves, removes, message, address }, index) => {
    const words = message ?? `Change ${index}`
    return [
      'commit refs/heads/main',
      `committer ${by} <${address ?? `${by.toLowerCase().replaceAll(' ', '.')}@example.org`}> ${1_700_000_000 + index * 60} +0000`,
      `data ${Buffer.byteLength(words)}`,
      words,
      ...(removes ?? []).map((path) => `D ${JSON.stringify(path)}`),
      ...Object.entries(moves ?? {}).map(([from, to]) => `R ${JSON.stringify(from)} ${JSON.stringify(to)}`),
      ...Object.entries(files ?? {}).flatMap(([path, text]) => [
        `M 100644 inline ${JSON.stringify(path)}`,
        `data ${Buffer.byteLength(text)}`,
        text,
      ]),
    ].join('\n')
  })
  if (stream.length > 0) git(['fast-import', '--quiet'], `${stream.join('\n')}\n`)
  return folder
}

const many = (count: number, folder: string, text: string) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${folder}/file-${index}.ts`, `${text} ${index}\n`]),
  )

async function read(folder: string, ...more: readonly string[]) {
  const ran = await runCommand(knowledge, ['--format', 'json', ...more, folder])
  const answer: { components: { component: string; knownBy: number }[]; leftOut: object } = JSON.parse(
    ran.out,
  )
  return {
    ...ran,
    ...answer,
    knownBy: Object.fromEntries(answer.components.map((each) => [each.component, each.knownBy])),
  }
}

describe('repositories counted by hand', () => {
  // Degree of whoever creates a file and never returns: 3.293 + 1.098 + 0.164 = 4.555; a first change by another costs
  // them 0.321·ln 2 = 0.223, and brings that other 3.293 + 0.164 − 0.223 = 3.234, which is under 3.293: no author yet.
  test('one author of all: 1', async () => {
    const { knownBy, code } = await read(
      repository([
        { by: 'Mara Lind', files: many(3, 'api', 'first') },
        { by: 'Odin Falk', files: { 'api/file-0.ts': 'changed once\n' } },
      ]),
    )
    expect(knownBy).toEqual({ api: 1 })
    expect(code).toBe(1)
  })

  // Mara creates, Odin changes twice, Ines once. Mara: 4.555 − 0.321·ln 4 = 4.110, three quarters of it 3.083. Odin:
  // 3.293 + 0.328 − 0.321·ln 3 = 3.268, near enough to Mara and still under 3.293, so no author.
  test('near the best and under the least is no author: 1', async () => {
    const change = (by: string, text: string) => ({ by, files: { 'api/a.ts': text } })
    const { knownBy } = await read(
      repository([
        change('Mara Lind', 'a\n'),
        change('Odin Falk', 'b\n'),
        change('Odin Falk', 'c\n'),
        change('Ines Rocha', 'd\n'),
      ]),
    )
    expect(knownBy).toEqual({ api: 1 })
  })

  // Two of four files each. One away: two of four have nobody, which is not more than half. Both away: all four.
  test('two authors with half each: 2', async () => {
    const { knownBy, code } = await read(
      repository([
        { by: 'Mara Lind', files: { 'api/a.ts': 'a\n', 'api/b.ts': 'b\n' } },
        { by: 'Odin Falk', files: { 'api/c.ts': 'c\n', 'api/d.ts': 'd\n' } },
      ]),
    )
    expect(knownBy).toEqual({ api: 2 })
    expect(code).toBe(0)
  })

  // Three of three by an agent: nobody is taken away, more than half have no person to begin with. In `web` one of two
  // is the agent's, which is not more than half; the one person away leaves both without: 1.
  test('what agents wrote and no person changed: 0', async () => {
    const folder = repository([
      {
        by: 'Mara Lind',
        files: many(3, 'api', 'x'),
        message: 'Add it\n\nCo-authored-by: Claude <noreply@anthropic.com>\n',
      },
      { by: 'Claude', address: 'noreply@anthropic.com', files: { 'web/a.ts': 'a\n' } },
      { by: 'Mara Lind', files: { 'web/b.ts': 'b\n' } },
    ])
    const { knownBy, components } = await read(folder)
    expect(knownBy).toEqual({ api: 0, web: 1 })
    expect(components[0]).toMatchObject({
      files: 3,
      withoutPerson: 3,
      byAgentsOnly: 3,
      personChangedAt: null,
    })
    const text = await runCommand(knowledge, [folder])
    expect(text.out).toContain(
      'No person has shown knowledge of most of api (3 of 3 files). Coding agents wrote 3 of them.',
    )
    expect((await read(folder, '--assisted')).knownBy).toEqual({ api: 1, web: 1 })
  })
})

describe('history that would mislead', () => {
  test('a rename keeps what was known, a removal forgets it', async () => {
    const { components } = await read(
      repository([
        {
          by: 'Mara Lind',
          files: { 'old/a.ts': 'one long line that stays as it is\n', 'old/gone.ts': 'gone\n' },
        },
        { by: 'Odin Falk', moves: { 'old/a.ts': 'new/b.ts' }, removes: ['old/gone.ts'] },
      ]),
    )
    expect(components).toMatchObject([{ component: 'new', files: 1, knownBy: 1, withoutPerson: 0 }])
  })

  test('bots, mass changes and files of tools teach nobody', async () => {
    const folder = repository([
      { by: 'Mara Lind', files: { 'api/a.ts': 'a\n', 'api/package-lock.json': '{}\n' } },
      { by: 'renovate[bot]', files: { 'api/b.ts': 'b\n' } },
      { by: 'Odin Falk', files: many(101, 'api/made', 'formatted') },
    ])
    const { components, leftOut } = await read(folder)
    expect(components).toMatchObject([{ component: 'api', files: 103, withoutPerson: 102, knownBy: 0 }])
    expect(leftOut).toEqual({ commits: 3, byBots: 1, massChanges: 1 })
    expect((await read(folder, '--mass', '200')).knownBy).toEqual({ api: 1 })
  })

  test('one person under two addresses is one person; two with one first name are two', async () => {
    const twice = [
      { by: 'Mara Lind', address: 'mara@home.example', files: { 'api/a.ts': 'a\n', 'api/b.ts': 'b\n' } },
      { by: 'Mara Lind', address: 'mara@work.example', files: { 'api/c.ts': 'c\n', 'api/d.ts': 'd\n' } },
    ]
    expect((await read(repository(twice))).knownBy).toEqual({ api: 1 })
    expect((await read(repository(twice.map((each) => ({ ...each, by: 'Mara' }))))).knownBy).toEqual({
      api: 2,
    })
  })

  test('paths may hold a newline, a quote, or look like a status', async () => {
    const files = { 'api/a\nb.ts': 'a\n', 'api/"q".ts': 'q\n', M: 'm\n', R100: 'r\n' }
    const { components } = await read(repository([{ by: 'Mara Lind', files }]))
    expect(components).toMatchObject([
      { component: '(top level)', files: 2 },
      { component: 'api', files: 2 },
    ])
  })
})

describe('ways in', () => {
  test('a bare repository reads like any other', async () => {
    expect(
      (await read(repository([{ by: 'Mara Lind', files: { 'api/a.ts': 'a\n' } }], true))).knownBy,
    ).toEqual({ api: 1 })
  })

  test('no name and no address leaves the program', async () => {
    const folder = repository([{ by: 'Mara Lind', address: 'mara@example.org', files: many(2, 'api', 'x') }])
    for (const format of ['text', 'json']) {
      const { out, err } = await runCommand(knowledge, ['--all', '--format', format, folder])
      expect(out + err).not.toMatch(/mara|lind/i)
    }
  })

  test.each([
    [['/nowhere/at/all'], '/nowhere/at/all was not found; name the folder of a git repository.'],
    [
      ['ext::sh -c true'],
      'ext::sh -c true begins with a protocol we do not use; name a folder, or an https:// or ssh:// address.',
    ],
    [['--depth', '0'], '--depth is “0”; it is a whole number from 1.'],
    [['--format', 'xml'], '--format is “xml”; it can be text or json.'],
    [['a', 'b'], '2 repositories were named; one is read at a time.'],
  ])('%j is answered with a sentence', async (args, sentence) => {
    const { err, code } = await runCommand(knowledge, args)
    expect(err).toBe(`${sentence}\n`)
    expect(code).toBe(2)
  })

  test('a folder without a repository, and one without a commit, are told apart', async () => {
    const plain = mkdtempSync(join(tmpdir(), 'knowledge-'))
    made.push(plain)
    writeFileSync(join(plain, 'a.txt'), 'a')
    expect((await runCommand(knowledge, [plain])).err).toBe(
      `${plain} is no git repository; name one, bare or with its files.\n`,
    )
    const empty = repository([])
    expect((await runCommand(knowledge, [empty])).err).toBe(
      `${empty} has no commit yet, so there is nothing to read.\n`,
    )
  })
})
