import { check } from '@secondstory/language'
import { describe, expect, test } from 'vitest'
import { files, nodesOf, sources, textOf, treeOf } from './source.ts'

const shipped = sources().filter(
  (file) => /^(language|review|server|web|cli)\//.test(file) && !/\.(test|e2e)\.tsx?$|\/e2e\//.test(file),
)

describe('names', () => {
  test('no file is named after nothing in particular', () => {
    const vague =
      /(^|[/.-])(utils?|helpers?|common|shared|misc|base|core|lib|src|manager|handler|service|processor|data|info|impl|dto)([/.-]|$)/
    expect(shipped.filter((file) => vague.test(file))).toEqual([])
  })

  test('no function gets, handles, processes or manages', () => {
    const vague = /^(get|handle|process|manage)[A-Z]|(Util|Helper|Manager|Handler|Impl|Dto)$/
    const found = shipped.flatMap((file) =>
      nodesOf(treeOf(file)).flatMap((node) => {
        if (node.type !== 'FunctionDeclaration' || !node.id || !vague.test(node.id.name)) return []
        return [`${file}:${node.loc?.start.line} ${node.id.name}`]
      }),
    )
    expect(found).toEqual([])
  })
})

describe('our own linter over our own words', () => {
  const prose = files(
    /^[A-Z]+\.md$|^(decisions|changes)\/.*\.md$|^(language|review|server|web|cli)\/README\.md$/,
  )

  test.each(prose)('%s', (file) => {
    expect(complaints(file, textOf(file))).toEqual([])
  })

  test('sentences the product says', () => {
    expect(sentences().flatMap(({ at, text }) => complaints(at, text))).toEqual([])
  })

  test('no sentence of the product shouts or excuses itself', () => {
    const loud = /\bOops\b|\bUh-oh\b|\bSorry\b|\bPlease\b|\binvalid input\b|\b[A-Za-z]{3,}!(\s|$)/
    expect(sentences().filter(({ text }) => loud.test(text))).toEqual([])
  })
})

/** Findings above a hint, each as one line. */
function complaints(at: string, text: string): readonly string[] {
  return check(text)
    .filter(({ level }) => level !== 'hint')
    .map(({ rule, quote }) => `${at}: ${rule}: ${quote}`)
}

/** Literals and page text of at least four words, outside the rules (which quote what they look for) and invented samples. */
function sentences(): readonly { readonly at: string; readonly text: string }[] {
  return shipped
    .filter((file) => !/^language\/(rules|text)\/|sample|taxonomy|\/generate|^language\/eval/.test(file))
    .flatMap((file) =>
      nodesOf(treeOf(file)).flatMap((node) => {
        const text =
          node.type === 'StringLiteral' || node.type === 'JSXText'
            ? node.value
            : node.type === 'TemplateLiteral'
              ? node.quasis.map((part) => part.value.cooked ?? '').join('…')
              : ''
        const flat = text.replace(/\s+/g, ' ').trim()
        const isSentence = /^[A-Z“].*\s\S+\s\S+\s\S+/.test(flat) && !/[{};=<>]|\bSELECT\b/.test(flat)
        return isSentence ? [{ at: `${file}:${node.loc?.start.line}`, text: flat }] : []
      }),
    )
}
