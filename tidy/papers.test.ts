import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files, textOf, top } from './source.ts'

const papers = files(/\.md$/).filter((file) => !/\/samples\//.test(file))

describe('papers', () => {
  test('every link to a file of ours leads to one', () => {
    const dead = papers.flatMap((file) =>
      [...textOf(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .filter((link) => !existsSync(join(top, dirname(file), link[1] ?? '')))
        .map((link) => `${file}: ${link[1]}`),
    )
    expect(dead).toEqual([])
  })

  test('every file a paper names in its rooms exists', () => {
    const named = papers
      .filter((file) => /^[A-Z]+\.md$/.test(file))
      .flatMap((file) =>
        [
          ...textOf(file).matchAll(/`((?:language|review|server|web|cli|tidy|run|bench)\/[\w./-]+\.\w+)`/g),
        ].map((match) => ({
          file,
          path: match[1] ?? '',
        })),
      )
    expect(named.filter(({ path }) => !existsSync(join(top, path)))).toEqual([])
  })

  test('decisions are numbered once each, from 1, and their headings agree', () => {
    const decisions = files(/^decisions\/\d{4}-.*\.md$/).toSorted()
    decisions.forEach((file, index) => {
      expect(file).toMatch(new RegExp(`^decisions/${String(index + 1).padStart(4, '0')}-`))
      expect(textOf(file).split('\n')[0]).toMatch(new RegExp(`^# ${index + 1}\\. `))
    })
    expect(decisions.length).toBeGreaterThan(3)
  })

  test('every dependency is pinned and has its reason in decision 5', () => {
    const reasons = textOf('decisions/0005-dependencies.md')
    for (const file of files(/^([a-z]+\/)?package\.json$/)) {
      for (const [name, version] of dependencies(textOf(file))) {
        if (name.startsWith('@secondstory/')) continue
        expect(version, `${name} in ${file}`).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
        expect(reasons, `${name} in ${file}`).toMatch(reasonFor(name))
      }
    }
  })

  test('a change a person would notice has a note', () => {
    expect(
      files(/^changes\/.*\.md$/).length + (/^## /m.test(textOf('CHANGELOG.md')) ? 1 : 0),
    ).toBeGreaterThan(0)
  })
})

function dependencies(text: string): readonly (readonly [string, string])[] {
  const manifest: unknown = JSON.parse(text)
  if (typeof manifest !== 'object' || manifest === null) return []
  return Object.entries(manifest)
    .filter(([key]) => /ependencies$/.test(key))
    .flatMap(([, list]) => Object.entries(list))
    .map(([name, version]) => [name, String(version)] as const)
}

/** A dependency is named in the table by itself or by its family: "remark-*", "@tanstack/*", "codemirror packages". */
function reasonFor(name: string): RegExp {
  const family = name.startsWith('@types/') ? 'typescript' : (name.split(/[/-]/)[0] ?? name)
  return new RegExp(`(^|[\\s|,])${family.replace(/^@/, '@?')}`, 'm')
}
