import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { check } from '@secondstory/language'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openConfigs } from './config.ts'

let top: string

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'secondstory-config-'))
})

afterAll(() => {
  rmSync(top, { recursive: true, force: true })
})

function place(name: string, content: string | object): string {
  const path = join(top, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  return path
}

async function contextOf(file: string) {
  const found = await openConfigs().contextFor(join(top, file))
  if (found.troubles !== undefined) throw new Error(found.troubles.join('\n'))
  return found.context
}

async function troublesOf(folder: string): Promise<readonly string[]> {
  const found = await openConfigs().contextFor(join(top, folder, 'a.md'))
  return (found.troubles ?? []).map((sentence) => sentence.replace(`${top}/`, ''))
}

describe('which configuration counts', () => {
  it('is the nearest one above a file, and one alone', async () => {
    place('near/secondstory.config.json', { rules: { 'human-error': 'hint' } })
    place('near/in/secondstory.config.yaml', 'rules:\n  failed-to: off\n')
    expect(await contextOf('near/deep/er/a.md')).toEqual({ levels: { 'human-error': 'hint' } })
    expect(await contextOf('near/in/a.md')).toEqual({ levels: { 'failed-to': 'off' } })
    expect(await contextOf('elsewhere/a.md')).toEqual({})
  })

  it('can be JavaScript', async () => {
    place('js/package.json', { type: 'module' })
    place('js/secondstory.config.js', "export default { section: ['ana', 'lysis'].join('') }")
    expect(await contextOf('js/a.md')).toEqual({ section: 'analysis' })
  })

  it('can be named, or left out', async () => {
    const file = place('named/other.json', { section: 'actions' })
    place('named/secondstory.config.json', { section: 'timeline' })
    const path = join(top, 'named/a.md')
    expect(await openConfigs({ file }).contextFor(path)).toMatchObject({ context: { section: 'actions' } })
    expect(await openConfigs({ isOff: true }).contextFor(path)).toEqual({ context: {}, config: null })
  })

  it('is read anew after it was forgotten', async () => {
    place('anew/secondstory.config.json', { section: 'timeline' })
    const configs = openConfigs()
    const path = join(top, 'anew/a.md')
    await configs.contextFor(path)
    place('anew/secondstory.config.json', { section: 'actions' })
    expect(await configs.contextFor(path)).toMatchObject({ context: { section: 'timeline' } })
    configs.forget()
    expect(await configs.contextFor(path)).toMatchObject({ context: { section: 'actions' } })
  })

  it('is one context for all files alike', async () => {
    place('same/secondstory.config.json', {
      rules: { hero: 'off' },
      overrides: [{ files: 'x/', section: 'timeline' }],
    })
    const configs = openConfigs()
    const [a, b] = await Promise.all([
      configs.contextFor(join(top, 'same/x/a.md')),
      configs.contextFor(join(top, 'same/x/b.md')),
    ])
    expect(a.troubles === undefined && b.troubles === undefined && a.context === b.context).toBe(true)
  })
})

describe('what a configuration says', () => {
  it('extends others: later words win, lists grow, own rules with the same id replace', async () => {
    const rule = {
      id: 'quick-win',
      phrases: ['quick win'],
      because: 'It never is.',
      ask: 'How long will it hold?',
    }
    place('base/common.json', {
      rules: { hero: 'off', 'human-error': { timeline: 'off' } },
      vocabulary: {
        people: [{ name: 'Odile Marchetti', handles: ['@odi'], role: 'on-call' }],
        teams: ['Ferry'],
      },
      ownRules: [rule],
      overrides: [{ files: ['logs/**', '!logs/keep.md'], rules: { 'failed-to': 'off' } }],
    })
    place('base/in/secondstory.config.json', {
      extends: '../common.json',
      rules: { hero: 'hint', 'human-error': { actions: 'hint' }, 'quick-win': 'error' },
      vocabulary: { teams: ['Lantern'], people: ['Tomas Okafor'] },
      ownRules: [{ ...rule, phrases: ['quick fix'] }],
    })
    expect(await contextOf('base/in/a.md')).toEqual({
      levels: { hero: 'hint', 'human-error': { timeline: 'off', actions: 'hint' }, 'quick-win': 'error' },
      roster: {
        people: [{ name: 'Odile Marchetti', handles: ['@odi'], role: 'on-call' }, { name: 'Tomas Okafor' }],
        teams: ['Ferry', 'Lantern'],
        services: [],
        agents: [],
      },
      ownRules: [{ ...rule, phrases: ['quick fix'] }],
    })
  })

  it('overrides count for the files they name, seen from their own folder', async () => {
    place(
      'over/secondstory.config.yml',
      [
        'overrides:',
        '  - files: ["logs/**", "!logs/keep.md"]',
        '    rules: { failed-to: off }',
        '  - files: "*.txt"',
        '    section: timeline',
        '    vocabulary: { services: [Lantern] }',
      ].join('\n'),
    )
    expect(await contextOf('over/logs/a.md')).toEqual({ levels: { 'failed-to': 'off' } })
    expect(await contextOf('over/logs/keep.md')).toEqual({})
    expect(await contextOf('over/logs/deep/b.txt')).toMatchObject({
      levels: { 'failed-to': 'off' },
      section: 'timeline',
      roster: { services: ['Lantern'] },
    })
    expect(await contextOf('over/a.md')).toEqual({})
  })

  it('own rules and levels reach the findings', async () => {
    place('live/secondstory.config.json', {
      rules: { 'human-error': 'hint' },
      ownRules: [
        {
          id: 'quick-win',
          phrases: ['quick win|fix'],
          because: 'It never is.',
          ask: 'How long will it hold?',
          level: 'error',
          examples: { finds: ['A quick fix went out.'], leaves: ['The fix was quick.'] },
        },
      ],
    })
    const findings = check('A quick fix after a human error.', await contextOf('live/a.md'))
    expect(findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual([
      'quick-win error',
      'human-error hint',
    ])
  })
})

describe('mistakes are told with file, line and cure', () => {
  const own = '{ "id": "quick-win", "because": "b c", "ask": "d e", "phrases": ["quick fix"]'
  it.each([
    [
      'unknown rule',
      '{\n  "rules": {\n    "humen-error": "off"\n  }\n}',
      ':3: “humen-error” is no rule; did you mean “human-error”?',
    ],
    [
      'unknown key',
      '{\n\n  "ruels": {}\n}',
      ':3: “ruels” is no key of a configuration; did you mean “rules”?',
    ],
    [
      'unknown level',
      '{ "rules": {\n"hero": "eror" } }',
      ':2: rules.hero is “eror”; it can be error, warning, hint or off.',
    ],
    ['unknown section', '{ "section": "anlysis" }', ':1: section is “anlysis”; it can be'],
    [
      'a nameless person',
      '{ "vocabulary": { "people": [\n{ "name": "A B" },\n{ "role": "x" } ] } }',
      ':3: vocabulary.people[2].name is missing; it needs words.',
    ],
    ['a list in place of an object', '{ "rules": [] }', ':1: rules is a list; it needs keys and values.'],
    ['an override without files', '{ "overrides": [\n{ "rules": {} }] }', ':2: overrides[1] names no files;'],
    ['broken JSON', '{\n  "rules": {},\n}', ':3: Found “}” where JSON cannot go on;'],
    ['JSON that ends early', '{\n  "rules": {', ':2: Found the end of the file where JSON cannot go on;'],
    [
      'a phrase with an unknown class',
      `{ "ownRules": [${own.replace('quick fix', 'a <persn>')} }] }`,
      ':1: ownRules[1].phrases[1] names the class “<persn>”, which there is not; did you mean <person>.',
    ],
    [
      'an own rule with an id of ours',
      `{ "ownRules": [${own.replace('quick-win', 'hero')} }] }`,
      'ownRules[1].id is “hero”, which is a rule already;',
    ],
    [
      'an own rule with a strange id',
      `{ "ownRules": [${own.replace('quick-win', 'Quick Win')} }] }`,
      'it needs small letters and hyphens',
    ],
    [
      'an example that is not found',
      `{ "ownRules": [${own}, "examples": {\n"finds": ["slow"] } }] }`,
      ':2: Rule “quick-win” does not find its example “slow”;',
    ],
    [
      'an example that should be left',
      `{ "ownRules": [${own}, "examples": {\n"leaves": ["A quick fix."] } }] }`,
      ':2: Rule “quick-win” finds “A quick fix.”, which it should leave;',
    ],
    [
      'a missing base',
      '{\n"extends": "./none.json" }',
      ':2: extends names “./none.json”, and there is no such file; the path starts at this file.',
    ],
  ])('%s', async (name, content, sentence) => {
    const folder = `wrong/${name.replaceAll(' ', '-')}`
    place(`${folder}/secondstory.config.json`, content)
    const [told, ...more] = await troublesOf(folder)
    expect(more).toEqual([])
    expect(told).toContain(`${folder}/secondstory.config.json`)
    expect(told).toContain(sentence)
    expect(told).not.toContain('\n')
  })

  it('in YAML', async () => {
    place('wrong/yaml/secondstory.config.yaml', '# ours\nrules:\n  human-eror: off\n')
    expect(await troublesOf('wrong/yaml')).toEqual([
      'wrong/yaml/secondstory.config.yaml:3: “human-eror” is no rule; did you mean “human-error”?',
    ])
    place('wrong/yaml2/secondstory.config.yaml', 'rules:\n  hero: "off\n')
    expect((await troublesOf('wrong/yaml2'))[0]).toMatch(
      /^wrong\/yaml2\/secondstory\.config\.yaml:\d+: The YAML cannot be read here/,
    )
  })

  it('in JavaScript, where there is no line', async () => {
    place('wrong/js/package.json', { type: 'module' })
    place('wrong/js/secondstory.config.js', 'export default { sectoin: 1 }')
    expect(await troublesOf('wrong/js')).toEqual([
      'wrong/js/secondstory.config.js: “sectoin” is no key of a configuration; did you mean “section”?',
    ])
    place('wrong/js2/package.json', { type: 'module' })
    place('wrong/js2/secondstory.config.js', 'throw new Error("provoked")')
    expect((await troublesOf('wrong/js2'))[0]).toContain('could not be loaded (provoked)')
  })

  it('in a circle of extends, in one sentence', async () => {
    place('circle/secondstory.config.json', { extends: './b.json' })
    place('circle/b.json', '{\n  "extends": ["./secondstory.config.json"]\n}')
    const troubles = await troublesOf('circle')
    expect(troubles).toHaveLength(1)
    expect(troubles[0]).toMatch(
      /^circle\/b\.json:2: extends leads back to itself \(.*secondstory\.config\.json → .*b\.json → .*secondstory\.config\.json\); take/,
    )
  })

  it('all of them at once', async () => {
    place('wrong/many/secondstory.config.json', '{ "sectoin": 1,\n"rules": { "hro": "off" } }')
    expect(await troublesOf('wrong/many')).toHaveLength(2)
  })
})
