import { describe, expect, test } from 'vitest'
import { factorEntries, factorEntry, factorName, factorsByGroup, findFactors } from './taxonomy.ts'

describe('the list of factors', () => {
  test('has sixty entries, each with its own code', () => {
    expect(factorEntries).toHaveLength(60)
    expect(new Set(factorEntries.map(({ code }) => code)).size).toBe(60)
  })

  test.each([
    ['CHG', 6],
    ['GRD', 6],
    ['DET', 5],
    ['INF', 6],
    ['TOOL', 5],
    ['TEAM', 6],
    ['COM', 5],
    ['REC', 5],
    ['ENV', 5],
    ['ORG', 6],
    ['AGT', 5],
  ])('group %s has %i entries, numbered from 1', (group, count) => {
    const codes = factorEntries.filter((entry) => entry.group === group).map(({ code }) => code)
    expect(codes).toEqual(Array.from({ length: count }, (_, index) => `${group}-${index + 1}`))
  })

  test('says everything in whole sentences, and every question ends as one', () => {
    for (const { name, means, ask } of factorEntries) {
      expect(name).toMatch(/^[A-Z].*[^.]$/)
      expect(means).toMatch(/^[A-Z].*\.$/)
      expect(ask).toMatch(/\?$/)
    }
  })

  test('says nothing twice', () => {
    for (const key of ['name', 'means', 'ask'] as const) {
      expect(new Set(factorEntries.map((entry) => entry[key])).size).toBe(60)
    }
  })

  test('asks about the arrangement: no question begins with "why did"', () => {
    expect(
      factorEntries.filter(({ ask }) => /\bwhy did\b|\bwho caused\b|\bfault\b|\berror by\b/i.test(ask)),
    ).toEqual([])
  })
})

describe('looking up', () => {
  test('finds an entry by its code and nothing by an unknown one', () => {
    expect(factorEntry('TEAM-1')?.name).toBe('Human single point of failure')
    expect(factorEntry('TEAM-7')).toBeNull()
    expect(factorEntry('__proto__')).toBeNull()
  })

  test('names an unknown code by itself', () => {
    expect(factorName('XYZ-3')).toBe('XYZ-3')
    expect(factorName('GRD-6')).toBe('Unsafe default')
  })

  test('groups hold all entries in order', () => {
    expect(factorsByGroup().flatMap(({ entries }) => entries)).toEqual(factorEntries)
    expect(factorsByGroup()[1]).toMatchObject({ group: 'GRD', name: 'Guardrails and margins' })
  })

  test('a search wants every word, wherever it stands', () => {
    expect(findFactors('silent default').map(({ code }) => code)).toContain('DET-5')
    expect(findFactors('agt-2').map(({ code }) => code)).toEqual(['AGT-2'])
    expect(findFactors('')).toHaveLength(60)
    expect(findFactors('no such condition anywhere')).toEqual([])
  })
})
