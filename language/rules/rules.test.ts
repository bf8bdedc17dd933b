import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check } from '../check.ts'
import type { Finding, SectionKind } from '../finding.ts'
import { examplesByRule } from './examples/index.ts'
import { rules } from './index.ts'
import type { Rule } from './rule.ts'
import { tableOf } from './table.ts'

const SECTIONS: readonly SectionKind[] = ['analysis', 'timeline', 'actions', 'other']

function homeOf(rule: Rule): SectionKind {
  const order = ['other', 'analysis', 'actions', 'timeline'] as const
  return order.find((section) => rule.levels[section] !== 'off') ?? 'other'
}

// The laws look at everything, hints about one root cause and vague verbs included.
function findingsIn(text: string): readonly Finding[] {
  return SECTIONS.flatMap((section) => check(text, { section }))
}

function told(findings: readonly Finding[]): readonly string[] {
  return findings.map((finding) => `${finding.rule}: ${finding.quote}`)
}

function factsOf(text: string): readonly string[] {
  return text.match(/\d+(?:[.,:-]\d+)*/g) ?? []
}

describe.each(rules.map((rule) => ({ rule, id: rule.id })))('$id', ({ rule, id }) => {
  const { examples, leaves } = examplesByRule[id] ?? { examples: [], leaves: [] }
  const home = homeOf(rule)

  it('has at least ten sentences that fire, each with a better one, and ten that do not', () => {
    expect(examples.length).toBeGreaterThanOrEqual(10)
    expect(leaves.length).toBeGreaterThanOrEqual(10)
  })

  it.each(examples)('finds “$blaming”', ({ blaming }) => {
    expect(check(blaming, { section: home }).map((finding) => finding.rule)).toContain(id)
  })

  it.each(examples)('is content with “$better”, and so is every other rule', ({ better }) => {
    expect(told(findingsIn(better))).toEqual([])
  })

  it.each(leaves)('leaves “%s”, and so does every other rule', (leave) => {
    expect(told(findingsIn(leave))).toEqual([])
  })

  it.each(examples)(
    'rewrites “$blaming” into words every rule is content with, keeping numbers',
    ({ blaming }) => {
      for (const finding of check(blaming, { section: home }).filter((one) => one.rule === id)) {
        for (const rewrite of finding.rewrites) {
          const after = blaming.slice(0, rewrite.from) + rewrite.text + blaming.slice(rewrite.to)
          const left = check(after, { section: home }).filter((one) => overlaps(one, rewrite))
          expect(told(left), after).toEqual([])
          expect(factsOf(after), after).toEqual(factsOf(blaming))
          expect(rewrite.cursor ?? 0).toBeLessThanOrEqual(rewrite.text.length)
        }
      }
    },
  )

  it('tells its reason and its question in one calm sentence each', () => {
    for (const words of [rule.because, rule.ask]) expect(words).toMatch(/^[\p{Lu}“].{15,170}[.?]$/u)
    expect(rule.ask).toMatch(/\?$/)
    expect(`${rule.because}${rule.ask}`).not.toMatch(/!|please/i)
    expect(told(check(rule.because.replace(/“[^”]*”/g, '…'), { section: 'analysis' }))).toEqual([])
  })

  function overlaps(finding: Finding, rewrite: { from: number; text: string }): boolean {
    return finding.from < rewrite.from + rewrite.text.length && finding.to > rewrite.from
  }
})

describe('the list of rules', () => {
  it('names each rule once, in kebab case', () => {
    const ids = rules.map((rule) => rule.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
  })

  it('has examples for rules only', () => {
    expect(Object.keys(examplesByRule).sort()).toEqual(rules.map((rule) => rule.id).sort())
  })

  it('is written out in rules.md as it is now (npx tsx language/rules/write-table.ts)', () => {
    expect(readFileSync(new URL('../rules.md', import.meta.url), 'utf8')).toBe(tableOf(rules, examplesByRule))
  })
})
