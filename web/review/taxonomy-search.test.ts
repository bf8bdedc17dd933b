import { factorEntries, factorEntry } from '@secondstory/review/model/taxonomy'
import { describe, expect, it } from 'vitest'
import { codesMeant, searchFactors } from './taxonomy-search.ts'

describe('looking for a kind of condition', () => {
  it.each([
    ['alert', 'DET-1'],
    ['alerts', 'DET-4'],
    ['rollback', 'CHG-2'],
    ['handover', 'TEAM-4'],
    ['runbook', 'REC-1'],
    ['runbook', 'INF-2'],
    ['agent', 'AGT-2'],
    ['on-call', 'COM-1'],
    ['on call', 'TEAM-6'],
    ['On-Call', 'COM-1'],
    ['rota', 'TEAM-6'],
    ['GRD-3', 'GRD-3'],
    ['blast radius', 'GRD-3'],
  ])('%s finds %s', (text, code) => {
    expect(searchFactors(text).map((entry) => entry.code)).toContain(code)
  })

  it('puts what is usually meant first', () => {
    expect(searchFactors('rollback')[0]?.code).toBe('CHG-2')
    expect(searchFactors('handover')[0]?.code).toBe('TEAM-4')
  })

  it('narrows with every word', () => {
    expect(searchFactors('alert threshold').map((entry) => entry.code)).toEqual(['DET-4'])
    expect(searchFactors('alert zebra')).toEqual([])
  })

  it('offers everything while nothing is typed', () => {
    expect(searchFactors('  ')).toBe(factorEntries)
  })

  it('points at entries that exist', () => {
    expect(codesMeant.filter((code) => factorEntry(code) === null)).toEqual([])
  })
})
