import { afterEach, describe, expect, it, vi } from 'vitest'
import { check, openChecker } from './check.ts'
import type { Context, OwnRule } from './finding.ts'
import { phraseProblem } from './own-rules.ts'
import { humanError } from './rules/human-error.ts'

const quick: OwnRule = {
  id: 'quick-win',
  phrases: ['quick win|fix', "didn't bother", 'Zebra night <noun>'],
  because: 'Nothing here is quick for the people who live with it.',
  ask: 'How long will it hold?',
}

function found(text: string, context: Context = {}): readonly string[] {
  return check(text, context).map((finding) => `${finding.rule} ${finding.level}: ${finding.quote}`)
}

describe('own rules', () => {
  it('find runs of words, by form or dictionary form, whatever the capitals', () => {
    const context = { ownRules: [quick] }
    expect(found('We shipped a Quick fix. Two quick wins followed.', context)).toEqual([
      'quick-win warning: Quick fix',
      'quick-win warning: quick wins',
    ])
    expect(found('Nobody didn’t bother.', context)).toEqual(['quick-win warning: didn’t bother'])
    expect(found('It was a zebra night deploy.', context)).toEqual(['quick-win warning: zebra night deploy'])
  })

  it('speak in every section but verbatim accounts, and leave code and quotations', () => {
    const text =
      '## Timeline\n\nA quick fix.\n\n## Accounts\n\nA quick fix.\n\n## Notes\n\n`quick fix` and "quick fix".\n'
    expect(found(text, { ownRules: [quick] })).toEqual(['quick-win warning: quick fix'])
  })

  it('stand before ours where both find the same words and weigh the same', () => {
    const mine: OwnRule = { ...quick, phrases: ['human error'], level: 'error' }
    expect(found('The cause was human error.', { ownRules: [mine] })).toEqual([
      'quick-win error: human error',
    ])
  })

  it('leave nothing behind for a check without them', () => {
    check('A quick fix.', { ownRules: [quick] })
    expect(found('A quick fix.')).toEqual([])
  })

  it('can be kept with a reason, and are found again by an open checker', () => {
    const text = 'A quick fix. <!-- secondstory-keep quick-win: because it is a title -->'
    expect(found(text, { ownRules: [quick] })).toEqual([])
    const again = openChecker({ ownRules: [quick] })
    expect(again('A quick fix.')).toEqual(again('A quick fix.'))
    expect(again('A quick fix.')).toHaveLength(1)
  })

  it.each([
    ['a <persn> slept', 'names the class “<persn>”, which there is not; did you mean <person>'],
    ['<noun> _2', 'has no word of its own'],
    ['one _x two', 'has the gap “_x”'],
    ['one| two', 'has the empty choice “one|”'],
    ['  ', 'is empty'],
  ])('%j is answered with what is wrong', (source, problem) => {
    expect(phraseProblem(source)).toContain(problem)
  })

  it('phrases that can be understood have no problem', () => {
    for (const phrase of [...quick.phrases, '^ =was <adv>? late|slow $', '_2~ night']) {
      expect(phraseProblem(phrase), phrase).toBeNull()
    }
  })
})

describe('chosen levels', () => {
  const text = '## Timeline\n\nA human error.\n\n## Root cause\n\nHuman error.\n'

  it('one word counts wherever the rule speaks', () => {
    expect(found(text, { levels: { 'human-error': 'hint' } }).map((line) => line.split(' ')[1])).toEqual([
      'hint:',
      'hint:',
    ])
    expect(found(text, { levels: { 'human-error': 'off' } })).toEqual([])
  })

  it('a rule stays silent where it is silent by itself, unless the section is named', () => {
    const wish = '## Timeline\n\nThis must never happen again.\n'
    expect(found(wish, { levels: { 'never-again': 'error' } })).toEqual([])
    expect(found(wish, { levels: { 'never-again': { timeline: 'error' } } })).toHaveLength(1)
  })

  it('count by section', () => {
    const levels = { 'human-error': { timeline: 'off', analysis: 'warning' } } as const
    expect(found(text, { levels })).toEqual(['human-error warning: Human error'])
  })
})

describe('a rule that stops', () => {
  afterEach(() => vi.restoreAllMocks())

  it('is reported as a defect of ours, and all other rules go on', () => {
    vi.spyOn(humanError, 'find').mockImplementation(() => {
      throw new Error('provoked')
    })
    const findings = check(
      'It was human error, and in hindsight we could have waited. In hindsight we could have asked.',
    )
    expect(findings.map((finding) => `${finding.rule}: ${finding.quote}`)).toEqual([
      'engine-defect: It',
      'hindsight-adverbs: in hindsight',
      'could-have: could have waited',
      'hindsight-adverbs: In hindsight',
      'could-have: could have asked',
    ])
    expect(findings[0]?.because).toContain('“human-error”')
  })
})
