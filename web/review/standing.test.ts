import { ChangeSet } from '@codemirror/state'
import { check, type Finding } from '@secondstory/language'
import { describe, expect, it } from 'vitest'
import { allMoved, areSame, findingAt, neighbour, recognised } from './standing.ts'

const text = 'The operator should have checked. The page was late. The reviewer should have seen it.'
const found = check(text)

function changed(length: number, from: number, to: number, insert: string) {
  const changes = ChangeSet.of({ from, to, insert }, length)
  return allMoved(found, (place, side) => changes.mapPos(place, side))
}

function wordsOf(now: string, findings: readonly Finding[]): readonly string[] {
  return findings.map(({ from, to }) => now.slice(from, to))
}

describe('findings in a text that changes', () => {
  it('stay on their words when something is put in before, between and behind', () => {
    const words = wordsOf(text, found)
    expect(words).toHaveLength(2)
    for (const at of [0, 40, text.length]) {
      const now = `${text.slice(0, at)}Later. ${text.slice(at)}`
      expect(wordsOf(now, changed(text.length, at, at, 'Later. '))).toEqual(words)
    }
  })

  it('do not grow over what is typed right beside them', () => {
    const [first] = found
    if (first === undefined) throw new Error('nothing found')
    expect(changed(text.length, first.to, first.to, ' now')[0]).toMatchObject({
      from: first.from,
      to: first.to,
    })
    expect(changed(text.length, first.from, first.from, 'Now ')[0]).toMatchObject({ from: first.from + 4 })
  })

  it('go with their words', () => {
    const [first, second] = found
    if (first === undefined || second === undefined) throw new Error('nothing found')
    const left = changed(text.length, first.from, first.to, '')
    expect(left).toHaveLength(1)
    expect(left[0]?.quote).toBe(second.quote)
  })

  it('keep their ids through an answer that finds them elsewhere', () => {
    const before = recognised(found, [])
    const later = check(`A line above. ${text}`)
    expect(recognised(later, before).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    const more = check(`${text} The reviewer should have asked.`)
    expect(recognised(more, before).map(({ id }) => id)).toEqual([1, 2, 3])
  })

  it('are told apart by what they say', () => {
    expect(areSame(found, check(text))).toBe(true)
    expect(areSame(found, check(`So: ${text}`))).toBe(false)
    expect(areSame(found, [])).toBe(false)
  })
})

it('a walk goes round at both ends, and knows what it stands on', () => {
  const standing = recognised(found, [])
  const [first, second] = standing
  expect(neighbour(standing, 0, 1)).toBe(first)
  expect(neighbour(standing, text.length, 1)).toBe(first)
  expect(neighbour(standing, 0, -1)).toBe(second)
  expect(findingAt(standing, first?.from ?? 0)).toBe(first)
  expect(findingAt(standing, 36)).toBeUndefined()
  expect(neighbour([], 0, 1)).toBeUndefined()
})
