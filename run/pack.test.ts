import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder = ''

// A folder outside the checkout with the two archives unpacked, as npm would lay them; what they depend on is linked from
// our own node_modules, so that nothing is fetched.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secondstory-packed-'))
  run(process.execPath, [
    '-e',
    `import(${JSON.stringify(join(root, 'run/pack.mjs'))}).then(({ pack }) => pack(process.argv[1]))`,
    folder,
  ])
  unpack('secondstory-0.1.0.tgz', 'secondstory')
  unpack('secondstory-language-0.1.0.tgz', '@secondstory/language')
  const manifest: unknown = JSON.parse(readFileSync(installed('secondstory', 'package.json'), 'utf8'))
  for (const name of dependenciesOf(manifest)) symlinkSync(join(root, 'node_modules', name), installed(name))
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function installed(...path: readonly string[]): string {
  return join(folder, 'node_modules', ...path)
}

function dependenciesOf(manifest: unknown): readonly string[] {
  const isListed = typeof manifest === 'object' && manifest !== null && 'dependencies' in manifest
  return isListed ? Object.keys(Object(manifest.dependencies)) : []
}

function unpack(archive: string, name: string): void {
  mkdirSync(installed(name), { recursive: true })
  run('tar', ['-xzf', join(folder, archive), '--strip-components=1', '-C', installed(name)])
}

function run(program: string, words: readonly string[], code = 0): string {
  const ran = spawnSync(program, words, { cwd: folder, encoding: 'utf8' })
  expect(ran.status, ran.stderr).toBe(code)
  return ran.stdout
}

describe('what is published', () => {
  it('lints outside of a checkout', () => {
    writeFileSync(join(folder, 'review.md'), 'The cause was human error.\n')
    const out = run(process.execPath, [installed('secondstory', 'secondstory.cjs'), 'lint', 'review.md'], 1)
    expect(out).toContain('review.md:1:15 error')
  })

  it('says what to do where only the whole product can serve', () => {
    const ran = spawnSync(process.execPath, [installed('secondstory', 'secondstory.cjs'), 'serve'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain('npm start')
    expect(ran.stderr).not.toContain('    at ')
  })

  it('gives the language engine with types that a strict reader accepts', () => {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(
      join(folder, 'reader.ts'),
      "import { check, type Finding } from '@secondstory/language'\nconst found: readonly Finding[] = check('Priya broke checkout.')\nconsole.log(found[0]?.rule satisfies string | undefined)\n",
    )
    const flags = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '']
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...flags, 'reader.ts'])
    expect(run(process.execPath, ['reader.js'])).toBe('named-person-harm\n')
  })
})
