import { describe, expect, test } from 'vitest'
import { mirror } from './mirror.ts'

const listed = (text: string) => mirror(text).map(({ sentence }) => sentence)

describe('the mirror test', () => {
  test.each([
    'The agent could drop any table, because its role was an owner of the database.',
    'Nothing refused a migration without a backup.',
    'The engineer and the agent saw the same screen.',
    'The on-call engineer read the runbook, which was from before the split.',
    '',
  ])('lists nothing of "%s"', (sentence) => {
    expect(listed(sentence)).toEqual([])
  })

  test.each([
    ['The agent hallucinated a backup.', 'agent', 'hallucinated'],
    ['The engineer was tired after a night shift.', 'engineer', 'tired'],
  ])('lists "%s": a word only one of them can have', (sentence, about, word) => {
    const [found] = mirror(sentence)
    expect(found).toMatchObject({ sentence, about })
    expect(found?.because).toContain(`“${word}”`)
  })

  test('lists what blames the one and spares the other, either way round', () => {
    const found = mirror('The agent went rogue and lied about the backup.')
    expect(found).toHaveLength(1)
    expect(found[0]?.swapped).toBe('The engineer went rogue and lied about the backup.')
    expect(found[0]?.because).not.toBe('')
  })

  test('an article goes with its word, and a plural stays one', () => {
    const [found] = mirror('A developer forgot the flag.')
    expect(found?.swapped).toBe('An agent forgot the flag.')
    expect(mirror('Engineers forgot the flag.')[0]?.swapped).toBe('agents forgot the flag.')
  })

  test('is its own mirror: a sentence and its swap are both listed or neither is, where no word decides', () => {
    const sentence = 'The agent ignored the freeze and deleted the production database.'
    const there = mirror(sentence)
    const back = mirror(there[0]?.swapped ?? 'The engineer ignored the freeze.')
    expect(back.length).toBe(there.length)
  })
})
